"""What a summary needs to know besides its figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from dondoc import wording
from dondoc.reports.blocks import Signature

PARTS = ("I", "II", "III", "IV", "V")
_MOVEMENT = "phong trào thi đua"


@dataclass(frozen=True)
class PeriodInfo:
    """The wave (``interim``) or the whole plan (``final``); both days belong to it."""

    key: str
    name: str
    starts_on: date
    ends_on: date
    kind: Literal["interim", "final"]

    @property
    def word(self) -> str:
        """``sơ kết`` or ``tổng kết``."""
        return "sơ kết" if self.kind == "interim" else "tổng kết"

    @property
    def span(self) -> str:
        """``từ ngày 01/04/2026 đến ngày 30/09/2026``."""
        first, last = wording.day_short(self.starts_on), wording.day_short(self.ends_on)
        return f"từ ngày {first} đến ngày {last}"


@dataclass(frozen=True)
class WardInfo:
    """The ward as its documents name it: ``Phường 4``, of the ``kind`` ``phường`` or ``xã``."""

    name: str
    city: str = ""
    province: str = ""
    kind: str = "phường"
    zone: ZoneInfo = field(default=ZoneInfo("Asia/Ho_Chi_Minh"))

    @property
    def committee(self) -> str:
        """``Ủy ban nhân dân Phường 4``."""
        return f"Ủy ban nhân dân {self.name}"

    def local_day(self, moment: datetime) -> date:
        """Return the ward's own day of an aware moment."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True)
class PlanInfo:
    """The plan that is summed up; number and date are None where the document left them blank."""

    number: str | None
    title: str
    issued_on: date | None

    @property
    def subject(self) -> str:
        """Return what is summed up: the movement that the title names, else the plan itself."""
        title = _without_kind(self.title)
        start = title.lower().find(_MOVEMENT)
        if start >= 0:
            return title[start].lower() + title[start + 1 :]
        return f"thực hiện Kế hoạch {_small(title)}"

    def cited(self, committee: str) -> str:
        """``Kế hoạch số 12/KH-UBND ngày 25/03/2026 của … về phát động …``."""
        words = ["Kế hoạch"]
        if self.number and self.number.split("/")[0].strip():
            words.append(f"số {self.number}")
        if self.issued_on:
            words.append(f"ngày {wording.day_short(self.issued_on)}")
        return f"{' '.join(words)} của {committee} về {_small(_without_kind(self.title))}"


@dataclass(frozen=True)
class SummaryFacts:
    """Everything but the figures. ``notes`` are the officer's texts for parts I to V."""

    period: PeriodInfo
    ward: WardInfo
    plan: PlanInfo
    signature: Signature = field(default=Signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"))
    signed_on: date | None = None
    number: str | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    recipients: tuple[str, ...] = (
        "Thường trực Đảng ủy, Thường trực HĐND",
        "Chủ tịch, các Phó Chủ tịch UBND",
        "Hội đồng Thi đua - Khen thưởng",
        "Các đơn vị, cá nhân được giao nhiệm vụ",
        "Lưu: VT",
    )


def _without_kind(title: str) -> str:
    words = " ".join(title.split())
    return words[8:].lstrip(" :") if words.casefold().startswith("kế hoạch") else words


def _small(text: str) -> str:
    """Begin small inside a sentence, unless the first word is an abbreviation or all capitals."""
    first = text.split(" ", 1)[0]
    return text if first.isupper() and len(first) > 1 else text[:1].lower() + text[1:]
