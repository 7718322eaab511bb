"""The ward's own days off and working days: previewed, stored, and dates computed again by them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.calendar import calendar_of
from dondoc.rules.local import local_day, zone_of
from dondoc.rules.moves import Refused
from dondoc.usecases import calendar_watch, changed, record, replan
from dondoc.usecases.actor import Actor
from dondoc.usecases.changed import Subject, Thing
from dondoc.usecases.errors import NotFound
from dondoc.usecases.replan import Change, Preview
from models.queries import wards
from models.ward import Ward

Kind = Literal["off", "working", "rule"]
#: A span is a break, not half a year typed by mistake.
LONGEST_SPAN = 62
#: Dates are watched so many years back and ahead; a day beyond would change nothing.
YEARS_BACK, YEARS_AHEAD = 1, 5


@dataclass(frozen=True, kw_only=True)
class DayEdit:
    """A span of local days, both inclusive, and what they are to be.

    ``off`` and ``working`` are the ward's own; ``rule`` takes own days away again, so that the
    ward file and the national table hold. ``reason`` is read by units whose dates move.
    """

    first: date
    last: date
    kind: Kind
    reason: str = ""


def preview_days(
    session: Session, ward_id: int, edit: DayEdit, *, now: datetime, version: int | None = None
) -> Preview:
    """Return what an edit would move; changes nothing.

    Raises:
        NotFound: there is no such ward.
        Changed: its calendar is no longer at the version that the person saw.
        Refused: the edit is impossible or changes nothing.
    """
    ward = _held(session, ward_id, hold=False)
    _require_seen(session, ward, version)
    after = _edited(ward, edit, now)
    change = Change(kind="calendar", words=_words(ward, after, now), calendar=calendar_of(after))
    return replan.preview(session, ward_id, change, now=now)


def set_days(
    session: Session,
    ward_id: int,
    edit: DayEdit,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
    seen: str | None = None,
) -> Preview:
    """Store an edit, record it, and move what depends on it; returns what moved.

    ``version`` is the ward's that the person saw, ``seen`` the fingerprint of the preview.

    Raises:
        NotFound, Refused: as ``preview_days``.
        Changed: the calendar is no longer at the version that the person saw.
        Conflict: what would move is no longer what the person saw.
    """
    ward = _held(session, ward_id, hold=True)
    _require_seen(session, ward, version)
    after = _edited(ward, edit, now)
    words = _words(ward, after, now)
    before, ward.calendar = ward.calendar, after
    ward.version += 1
    session.add(ward)
    record.record(
        session, ward_id, "calendar", actor=actor, now=now, text=words,
        before={"own": before.get("own", [])}, after={"own": after["own"]},
    )  # fmt: skip
    change = Change(kind="calendar", words=words)
    return replan.apply(session, ward_id, change, actor=actor, now=now, seen=seen)


def confirm_year(
    session: Session,
    ward_id: int,
    year: int,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> bool:
    """Say that the days off of a year have been compared with the announcement.

    Returns False where that was said before; then nothing is written.

    Raises:
        NotFound: there is no such ward.
        Changed: its calendar is no longer at the version that the person saw.
        Refused: it is neither this year nor the next.
    """
    ward = _held(session, ward_id, hold=True)
    _require_seen(session, ward, version)
    today = local_day(now, zone_of(ward.timezone))
    if year not in {today.year, today.year + 1}:
        raise Refused(f"Chỉ xác nhận lịch năm {today.year} hoặc năm {today.year + 1}.")
    confirmed = confirmed_years(ward.calendar)
    if year in confirmed:
        return False
    after = sorted({*confirmed, year})
    ward.calendar = ward.calendar | {"confirmed": after}
    ward.version += 1
    session.add(ward)
    record.record(
        session, ward_id, "calendar-confirmed", actor=actor, now=now,
        text=f"Xác nhận lịch làm việc năm {year}",
        before={"confirmed": confirmed}, after={"confirmed": after},
    )  # fmt: skip
    return True


def confirmed_years(calendar: Mapping[str, Any]) -> list[int]:
    """Return the years whose days off somebody has confirmed."""
    return [int(year) for year in calendar.get("confirmed", ())]


def year_to_confirm(calendar: Mapping[str, Any], today: date) -> int | None:
    """Return the year whose days off the officer is to confirm: from 1 November, into January."""
    if today.month not in {11, 12, 1}:
        return None
    year = today.year if today.month == 1 else today.year + 1
    return None if year in confirmed_years(calendar) else year


def _held(session: Session, ward_id: int, *, hold: bool) -> Ward:
    ward = wards.hold_ward(session, ward_id) if hold else session.get(Ward, ward_id)
    if ward is None:
        raise NotFound(f"Không có phường, xã số {ward_id}.")
    if hold:
        # What this session read before may be older than the lock.
        session.refresh(ward)
    return ward


def _require_seen(session: Session, ward: Ward, version: int | None) -> None:
    if version is None or version == ward.version:
        return
    subject = Subject(
        thing=Thing.CALENDAR, ward_id=ward.id or 0, number=ward.id or 0, seen=version,
        changes=ward.version - version,
    )  # fmt: skip
    raise changed.told(
        session, "Người khác vừa thay đổi lịch làm việc này. Chưa có gì được ghi.", subject
    )


def _edited(ward: Ward, edit: DayEdit, now: datetime) -> dict[str, Any]:
    """Return the ward's calendar with the edit; days that are so already are left alone."""
    _check(edit, local_day(now, zone_of(ward.timezone)))
    own = {str(one["day"]): one for one in ward.calendar.get("own", ())}
    days = list(_days(edit))
    kept = {day: one for day, one in own.items() if date.fromisoformat(day) not in days}
    if edit.kind == "rule":
        added: Iterable[date] = ()
    else:
        plain = calendar_of(ward.calendar | {"own": list(kept.values())})
        added = [day for day in days if plain.is_working(day) is (edit.kind == "off")]
    made = {
        day.isoformat(): {"day": day.isoformat(), "kind": edit.kind, "reason": edit.reason.strip()}
        for day in added
    }
    after = [one for _, one in sorted((kept | made).items())]
    if after == ward.calendar.get("own", []):
        raise Refused(_NOTHING[edit.kind])
    return ward.calendar | {"own": after}


_NOTHING: dict[Kind, str] = {
    "off": "Những ngày này đã là ngày nghỉ; không có gì để thay đổi.",
    "working": "Những ngày này đã là ngày làm việc; không có gì để thay đổi.",
    "rule": "Những ngày này không có khai báo riêng để bỏ.",
}


def _check(edit: DayEdit, today: date) -> None:
    if edit.last < edit.first:
        raise Refused("Ngày cuối phải từ ngày đầu trở đi.")
    if (edit.last - edit.first).days >= LONGEST_SPAN:
        raise Refused(f"Mỗi lần khai báo nhiều nhất {LONGEST_SPAN} ngày liền nhau.")
    first, last = today.year - YEARS_BACK, today.year + YEARS_AHEAD
    if edit.first.year < first or edit.last.year > last:
        raise Refused(f"Chỉ khai báo được các ngày trong năm {first} đến năm {last}.")
    if edit.kind != "rule" and len(edit.reason.strip()) < 2:
        raise Refused("Hãy ghi lý do; đơn vị có việc chuyển hạn đọc thấy lý do này trong thư.")


def _days(edit: DayEdit) -> Iterable[date]:
    return (edit.first + timedelta(days=n) for n in range((edit.last - edit.first).days + 1))


def _words(ward: Ward, after: Mapping[str, Any], now: datetime) -> str:
    today = local_day(now, zone_of(ward.timezone))
    seen = calendar_watch.seen(calendar_of(ward.calendar), today)
    return calendar_watch.words(calendar_watch.changes(seen, calendar_of(after)))


def span_words(edit: DayEdit) -> str:
    """Return ``thứ Sáu 02/01/2026``, or both ends of a span."""
    first = f"{wording.WEEKDAYS[edit.first.weekday()]} {wording.day_short(edit.first)}"
    if edit.first == edit.last:
        return first
    return f"{first} đến {wording.WEEKDAYS[edit.last.weekday()]} {wording.day_short(edit.last)}"
