"""The ``DONDOC_*`` variables as frozen values; a wrong one is named in the error."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, EmailStr, Field, FilePath, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings.sources import PydanticBaseSettingsSource

PREFIX = "DONDOC_"
#: Settings that mean nothing without each other.
_GROUPS = (
    ("smtp_user", "smtp_password"),
    ("imap_host", "imap_user", "imap_password"),
    ("webhook_url", "webhook_secret"),
)


class WrongSetting(Exception):
    """A variable has a value that cannot be used; the message names it."""


def _none_if_blank(value: object) -> object:
    return None if value == "" else value


Blank = BeforeValidator(_none_if_blank)


class Settings(BaseSettings):
    """Every setting, with a default that works on one machine."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    data_dir: Path = Field(default=Path("var"), description="Thư mục dữ liệu của máy này.")
    database_url: Annotated[str | None, Blank] = Field(
        default=None,
        description="Cơ sở dữ liệu; để trống là SQLite trong thư mục dữ liệu.",
    )
    base_url: str = Field(
        default="http://127.0.0.1:8000",
        pattern=r"^https?://[^\s/]+(:\d+)?$",
        description="Địa chỉ trang theo dõi mà các đơn vị mở được, không có dấu / ở cuối.",
    )
    secret_key: Annotated[str | None, Blank] = Field(
        default=None,
        min_length=32,
        description="Khóa bí mật để tạo liên kết; để trống là tệp secret.key trong thư mục dữ liệu.",
    )
    mail_from: EmailStr = Field(
        default="dondoc@phuong.example", description="Địa chỉ đứng tên gửi của mọi thư."
    )
    smtp_host: Annotated[str | None, Blank] = Field(
        default=None, description="Máy chủ gửi thư; để trống là hộp thư thử trên máy này."
    )
    smtp_port: int = Field(default=587, ge=1, le=65535, description="Cổng của máy chủ gửi thư.")
    smtp_user: Annotated[str | None, Blank] = Field(
        default=None, description="Tên đăng nhập máy chủ gửi thư."
    )
    smtp_password: Annotated[str | None, Blank] = Field(
        default=None, description="Mật khẩu máy chủ gửi thư."
    )
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="Cách mã hóa khi gửi thư: starttls, tls hoặc none."
    )
    smtp_timeout_seconds: float = Field(
        default=30, gt=0, le=600, description="Thời gian chờ máy chủ gửi thư, tính bằng giây."
    )
    smtp_data_timeout_seconds: float = Field(
        default=300,
        gt=0,
        le=1800,
        description="Thời gian chờ máy chủ gửi thư trả lời sau khi đã nhận nội dung, tính bằng giây.",
    )
    smtp_ca_file: Annotated[FilePath | None, Blank] = Field(
        default=None,
        description="Tệp chứng thư gốc (PEM) khi máy chủ gửi thư dùng chứng thư nội bộ.",
    )
    ping_url: Annotated[str | None, Blank] = Field(
        default=None,
        pattern=r"^https?://\S+$",
        description="Địa chỉ của máy giám sát bên ngoài, được gọi năm phút một lần khi không có việc "
        "gì chậm; để trống là không báo.",
    )
    late_minutes: int = Field(
        default=30,
        ge=15,
        le=1440,
        description="Thư chờ gửi hoặc lịch không chạy quá chừng này phút thì coi là chậm.",
    )
    webhook_url: Annotated[str | None, Blank] = Field(
        default=None,
        pattern=r"^(https://[^\s]+|http://(localhost|127\.0\.0\.1)(:\d+)?(/[^\s]*)?)$",
        description="Địa chỉ https của cổng gửi tin (Zalo …); để trống là chỉ gửi bằng thư.",
    )
    webhook_secret: Annotated[str | None, Blank] = Field(
        default=None,
        min_length=32,
        description="Khóa chung để ký tin gửi qua cổng, ít nhất 32 ký tự.",
    )
    webhook_timeout_seconds: float = Field(
        default=30, gt=0, le=600, description="Thời gian chờ cổng gửi tin, tính bằng giây."
    )
    webhook_ca_file: Annotated[FilePath | None, Blank] = Field(
        default=None,
        description="Tệp chứng thư gốc (PEM) khi cổng gửi tin dùng chứng thư nội bộ.",
    )
    senders: int = Field(default=4, ge=1, le=64, description="Số kết nối gửi thư cùng lúc.")
    mails_per_address_per_hour: Annotated[int | None, Blank] = Field(
        default=None,
        ge=1,
        description="Số thư nhiều nhất gửi đến một địa chỉ trong một giờ; để trống là không giới hạn.",
    )
    mails_per_hour: Annotated[int | None, Blank] = Field(
        default=None,
        ge=1,
        description="Số thư nhiều nhất gửi đi trong một giờ; để trống là không giới hạn.",
    )
    mails_per_day: Annotated[int | None, Blank] = Field(
        default=None,
        ge=1,
        description="Số thư nhiều nhất gửi đi trong 24 giờ, theo hạn mức của nhà cung cấp; "
        "để trống là không giới hạn.",
    )
    incoming_address: Annotated[EmailStr | None, Blank] = Field(
        default=None,
        description="Địa chỉ nhận thư trả lời và thư báo lỗi mà chương trình đọc; để trống là "
        "DONDOC_MAIL_FROM khi có hộp thư đến.",
    )
    incoming_plus: bool = Field(
        default=True,
        description="Máy chủ thư nhận địa chỉ có dấu cộng (dondoc+mã@…): true hoặc false.",
    )
    incoming_maildir: Annotated[Path | None, Blank] = Field(
        default=None, description="Thư mục Maildir của hộp thư đến trên máy này."
    )
    incoming_limit_mb: int = Field(
        default=25, ge=1, le=200, description="Cỡ lớn nhất của một thư đến, tính bằng MB."
    )
    incoming_months: int = Field(
        default=24,
        ge=0,
        le=1200,
        description="Số tháng giữ bản gốc của thư đến đã xử lý; 0 là giữ mãi. Nội dung đã đọc, tệp "
        "kèm và ghi chú luôn được giữ.",
    )
    imap_host: Annotated[str | None, Blank] = Field(
        default=None, description="Máy chủ IMAP của hộp thư đến."
    )
    imap_port: int = Field(default=993, ge=1, le=65535, description="Cổng của máy chủ IMAP.")
    imap_user: Annotated[str | None, Blank] = Field(
        default=None, description="Tên đăng nhập máy chủ IMAP."
    )
    imap_password: Annotated[str | None, Blank] = Field(
        default=None, description="Mật khẩu máy chủ IMAP."
    )
    imap_security: Literal["tls", "starttls", "none"] = Field(
        default="tls", description="Cách mã hóa khi đọc thư: tls, starttls hoặc none."
    )
    imap_folder: str = Field(
        default="INBOX", min_length=1, description="Thư mục thư đến trên máy chủ IMAP."
    )
    imap_ca_file: Annotated[FilePath | None, Blank] = Field(
        default=None,
        description="Tệp chứng thư gốc (PEM) khi máy chủ IMAP dùng chứng thư nội bộ.",
    )
    upload_limit_mb: int = Field(
        default=20,
        ge=1,
        le=200,
        description="Cỡ lớn nhất của một tệp gửi lên (minh chứng, văn bản kế hoạch), tính bằng MB.",
    )
    board_host: str = Field(default="127.0.0.1", description="Địa chỉ mà trang theo dõi lắng nghe.")
    board_port: int = Field(default=8000, ge=1, le=65535, description="Cổng của trang theo dõi.")
    prefect_port: int = Field(default=4200, ge=1, le=65535, description="Cổng của Prefect.")
    sink_port: int = Field(default=2525, ge=1, le=65535, description="Cổng của hộp thư thử.")

    @classmethod
    def settings_customise_sources(  # the signature is pydantic's
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Values given in code win over the environment; there is no third place to look."""
        return init_settings, env_settings

    @model_validator(mode="after")
    def _groups_are_whole(self) -> Self:
        for names in _GROUPS:
            given = [getattr(self, name) is not None for name in names]
            if any(given) and not all(given):
                *some, last = [f"{PREFIX}{name.upper()}" for name in names]
                raise ValueError(f"Thiết đặt {', '.join(some)} và {last} phải đi cùng nhau.")
        return self

    @property
    def reads_mail(self) -> bool:
        """Whether there is a mailbox to read; a pipe may hand mails in without one."""
        return self.imap_host is not None or self.incoming_maildir is not None

    @property
    def answers_to(self) -> str | None:
        """The address to which answers and bounces go; None where nobody reads them here."""
        return self.incoming_address or (self.mail_from if self.reads_mail else None)

    @property
    def database(self) -> str:
        """The database in use."""
        return self.database_url or f"sqlite:///{self.data_dir / 'dondoc.db'}"

    @property
    def sent_dir(self) -> Path:
        """Where the local mail sink keeps what was sent."""
        return self.data_dir / "sent"


def load(environment: Mapping[str, str] = os.environ, **given: object) -> Settings:
    """Read the settings once; ``given`` overrides the environment.

    Raises:
        WrongSetting: a value cannot be used, or a ``DONDOC_*`` name is unknown.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in environment:
        if name.startswith(PREFIX) and name not in known:
            raise WrongSetting(f"Không có thiết đặt nào tên {name}. Xem deploy/env.example.")
    try:
        return Settings(**{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        if not first["loc"]:
            raise WrongSetting(str(first["ctx"]["error"])) from error
        field = str(first["loc"][0])
        raise WrongSetting(
            f"Thiết đặt {PREFIX}{field.upper()} không dùng được: “{first['input']}”. "
            f"{Settings.model_fields[field].description}"
        ) from error
