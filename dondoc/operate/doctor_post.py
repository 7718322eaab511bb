"""Looks at the mailbox of incoming mails: whether it opens, and whether answers would arrive there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import Session

from dondoc import wiring, wording
from dondoc.settings import Settings
from models.queries import incoming as queries
from notifications.mailbox import MailboxTrouble


@dataclass(frozen=True)
class Look:
    """What was found, and what to do about it."""

    state: Literal["ok", "warn", "fail"]
    words: str
    remedy: str = ""


def mailboxes(settings: Settings, *, now: datetime) -> Look:
    """Open every mailbox of the settings, and read nothing."""
    if settings.answers_to is None:
        return Look(
            "ok", "Chưa đặt: thư trả lời đến thẳng cán bộ Nội vụ, thư báo lỗi không được đọc."
        )
    for mailbox in wiring.mailboxes(settings, now=now):
        try:
            mailbox.probe()
        except MailboxTrouble as trouble:
            return Look(
                "fail", str(trouble),
                "Sửa theo lời trên. Thư không mất: chúng nằm lại trong hộp thư đến khi đọc được.",
            )  # fmt: skip
        finally:
            mailbox.close()
    return _address(settings, settings.answers_to)


def _address(settings: Settings, address: str) -> Look:
    domain = address.rpartition("@")[2].casefold()
    if domain != settings.mail_from.rpartition("@")[2].casefold():
        return Look(
            "warn",
            f"Địa chỉ nhận thư trả lời {address} khác tên miền của địa chỉ gửi {settings.mail_from}.",
            "Đặt cùng một tên miền, nếu không thư gửi đi dễ bị coi là giả mạo (SPF, DMARC).",
        )
    where = (
        "" if settings.reads_mail else " Thư được máy chủ thư đưa vào bằng dondoc incoming --pipe."
    )
    return Look("ok", f"Thư trả lời và thư báo lỗi đến {address}.{where}")


def held(session: Session) -> Look:
    """Count what waits for the officer."""
    number = queries.count_held(session)
    if not number:
        return Look("ok", "Không có thư nào chờ xem.")
    words = f"{wording.count(number, 'thư')} đang chờ cán bộ xem."
    remedy = "Xem trên trang Thư đến, hoặc: dondoc incoming --held."
    if nowhere := queries.count_held_nowhere(session):
        words += f" {wording.count(nowhere, 'thư')} không rõ của phường, xã nào nên không trang nào hiện."
        remedy += " Giao cho một phường, xã: dondoc incoming --give SỐ --ward MÃ."
    return Look("warn", words, remedy)
