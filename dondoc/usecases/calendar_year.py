"""One year of a ward's calendar as data for a page or a terminal."""

from calendar import Calendar
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlmodel import Session

from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.national import national_year
from dondoc.usecases import ward_calendar
from dondoc.usecases.context import WardContext, load_ward_context
from models.queries import assignments

DayKind = Literal["work", "weekend", "holiday", "own_off", "worked", "own_working"]


@dataclass(frozen=True, kw_only=True)
class DayView:
    """One day: what it is, why, and how much open work is due on it.

    ``own`` days were set on the board or in the terminal, and can be taken away there.
    """

    day: date
    kind: DayKind
    reason: str = ""
    due: int = 0
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class MonthView:
    """One month in weeks from Monday; days of other months are empty."""

    month: int
    weeks: tuple[tuple[DayView | None, ...], ...]
    working: int


@dataclass(frozen=True, kw_only=True)
class YearView:
    """One year; ``notable`` are all days that are not as their weekday has it, in order.

    ``source`` names the announcement, empty while days off are only reckoned from the law.
    ``to_confirm`` is the year that the officer is asked about today, if any.
    """

    year: int
    months: tuple[MonthView, ...]
    notable: tuple[DayView, ...]
    working: int
    source: str
    is_confirmed: bool
    to_confirm: int | None
    version: int

    def to_json(self) -> dict[str, Any]:
        """Return plain values: the notable days and the totals."""
        return {
            "year": self.year,
            "working_days": self.working,
            "confirmed": self.is_confirmed,
            "source": self.source,
            "days": [
                {"day": one.day.isoformat(), "kind": one.kind, "reason": one.reason, "due": one.due}
                for one in self.notable
            ],
        }


def year_of(session: Session, ward_id: int, year: int, *, now: datetime) -> YearView:
    """Return one year of the ward's calendar.

    Raises:
        NotFound: there is no such ward.
    """
    context = load_ward_context(session, ward_id)
    due = _due_days(session, context)
    days = {
        day: _day(context.calendar, day, due[day])
        for day in (date(year, 1, 1) + timedelta(days=n) for n in range(366))
        if day.year == year
    }
    months = tuple(_month(days, year, month) for month in range(1, 13))
    return YearView(
        year=year,
        months=months,
        notable=tuple(one for one in days.values() if one.kind not in {"work", "weekend"}),
        working=sum(month.working for month in months),
        source=national_year(year).source,
        is_confirmed=year in ward_calendar.confirmed_years(context.ward.calendar),
        to_confirm=ward_calendar.year_to_confirm(context.ward.calendar, context.day(now)),
        version=context.ward.version,
    )


def _due_days(session: Session, context: WardContext) -> Counter[date]:
    works = assignments.open_work(session, context.ward_id)
    return Counter(context.day(work.assignment.due_at) for work in works)


def _day(calendar: WorkCalendar, day: date, due: int) -> DayView:
    kind, reason = _kind(calendar, day)
    return DayView(day=day, kind=kind, reason=reason, due=due, own=day in calendar.reasons)


def _kind(calendar: WorkCalendar, day: date) -> tuple[DayKind, str]:
    if calendar.is_working(day):
        reason = calendar.why_working(day)
        kind: DayKind = "own_working" if day in calendar.working else "worked"
        return (kind, reason) if reason else ("work", "")
    reason = calendar.why_off(day)
    if day in calendar.off:
        return "own_off", reason
    name = national_year(day.year).off.get(day, "")
    return ("holiday", name) if name else ("weekend", reason)


def _month(days: dict[date, DayView], year: int, month: int) -> MonthView:
    weeks = tuple(
        tuple(days[day] if day.month == month else None for day in week)
        for week in Calendar().monthdatescalendar(year, month)
    )
    working = sum(
        one.kind in {"work", "worked", "own_working"} for week in weeks for one in week if one
    )
    return MonthView(month=month, weeks=weeks, working=working)
