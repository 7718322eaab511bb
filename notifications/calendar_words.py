"""What a deadline says in somebody's calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dondoc import wording
from notifications.calendar_file import Event

#: A phone shows about two lines of a title.
TITLE = 140

#: For whom the work stands in the calendar: who does it, who supports it, who watches all of it.
Reader = Literal["lead", "support", "ward"]
Standing = Literal["open", "reported", "done", "sleeping", "ended"]

_NO_LONGER_OPEN: dict[Standing, str] = {
    "reported": "Đã báo cáo",
    "done": "Đã hoàn thành",
    "sleeping": "Tạm dừng",
    "ended": "Không còn thực hiện",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedWork:
    """One assignment as a calendar tells it; instants and ``url`` as in ``Event``.

    ``plan`` as in ``Kế hoạch số 12/KH-UBND``; ``unit_name`` is the unit in the lead; ``reason``
    is why it is no longer to be done.
    """

    uid: str
    sequence: int
    stamped_at: datetime
    due_at: datetime
    alarm_at: datetime
    code: str
    clause_path: str
    plan: str
    duty_text: str
    unit_name: str
    requested: bool
    reader: Reader = "lead"
    standing: Standing = "open"
    expected_at: datetime | None = None
    url: str = ""
    reason: str = ""


def event_of(work: DatedWork) -> Event:
    """Return the event; only open work whose moment is still to come gets an alarm."""
    rings = work.standing == "open" and work.alarm_at > work.stamped_at
    return Event(
        uid=work.uid,
        sequence=work.sequence,
        stamped_at=work.stamped_at,
        due_at=work.due_at,
        summary=wording.short(f"{_opening(work)}: {wording.capital(work.duty_text)}", TITLE),
        description="\n".join(_lines(work)),
        url=work.url,
        alarm_at=work.alarm_at if rings else None,
        private=bool(work.url) and work.reader == "lead",
    )


def _opening(work: DatedWork) -> str:
    words = _NO_LONGER_OPEN.get(work.standing) or _term(work)
    return f"{words}, {work.unit_name}" if work.reader == "ward" else words


def _term(work: DatedWork) -> str:
    hour = wording.hour(work.due_at)
    if work.reader == "support":
        return f"Phối hợp, trước {hour}"
    return f"Đề nghị trước {hour}" if work.requested else f"Hạn {hour}"


def _lines(work: DatedWork) -> Iterator[str]:
    yield wording.capital(work.duty_text)
    yield f"Mục {work.clause_path}, {work.plan}"
    yield f"{'Đơn vị được đề nghị' if work.requested else 'Đơn vị chủ trì'}: {work.unit_name}"
    term = "Thời gian đề nghị" if work.requested else "Thời hạn"
    yield f"{term}: {wording.moment(work.due_at)}"
    if work.expected_at is not None and work.expected_at < work.due_at:
        yield f"Dự kiến: {wording.day(work.expected_at)}"
    if work.standing != "open":
        yield f"Trạng thái: {_NO_LONGER_OPEN[work.standing].lower()}"
    if work.reason:
        yield f"Lý do: {work.reason}"
    yield f"Mã: {work.code}"
    if work.url:
        yield f"{_way(work)}: {work.url}"


def _way(work: DatedWork) -> str:
    if work.reader == "ward":
        return "Xem trên trang theo dõi"
    return "Thông tin kết quả tại" if work.requested else "Báo cáo tại"
