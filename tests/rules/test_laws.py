"""Laws that hold for every calendar, ladder and deadline."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from dondoc.rules.cadence import BY_CALENDAR, Cadence, Form, Shift
from dondoc.rules.calendar import WorkCalendar, calendar_of
from dondoc.rules.ladder import Ladder
from dondoc.rules.local import at_local, local_day
from dondoc.rules.reached import LadderDecision, reached, upcoming
from dondoc.rules.schedule import Occurrence, occurrences, proposed_waves
from dondoc.rules.window import in_window, next_open
from models.assignment import Assignment
from tests.rules.cases import VIETNAM, Mark, an_assignment, facts, timetable_for

BERLIN = ZoneInfo("Europe/Berlin")
SAMOA = ZoneInfo("Pacific/Apia")
ZONES = (VIETNAM, BERLIN, SAMOA)

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
calendars = st.builds(
    lambda weekend, off, working: calendar_of(
        {"weekend": weekend, "off": sorted(map(str, off)), "working": sorted(map(str, working))}
    ),
    weekend=st.sampled_from([["sat", "sun"], ["sun"], ["fri", "sat"], []]),
    off=st.sets(days, max_size=8),
    working=st.sets(days, max_size=8),
)
spans = st.integers(0, 60)
ladders = st.builds(
    lambda before, on_day, after, then_every: Ladder(
        tuple(sorted(before, reverse=True)), on_day, tuple(sorted(after)), then_every
    ),
    before=st.sets(st.integers(1, 20), max_size=4),
    on_day=st.booleans(),
    after=st.sets(st.integers(1, 20), max_size=4),
    then_every=st.none() | st.integers(1, 10),
)
hours = st.sampled_from(["00:00", "07:30", "12:00", "17:00", "23:59"])


@given(calendars, days, spans)
def test_adding_and_subtracting_are_inverse_on_working_days(
    calendar: WorkCalendar, day: date, n: int
) -> None:
    start = calendar.on_or_after(day)

    assert calendar.add(calendar.add(start, n), -n) == start
    assert calendar.add(calendar.add(start, -n), n) == start


@given(calendars, days, spans)
def test_between_measures_what_add_has_walked(calendar: WorkCalendar, day: date, n: int) -> None:
    assert calendar.between(day, calendar.add(day, n)) == n


@given(calendars, days, days)
def test_between_is_counting_one_by_one(calendar: WorkCalendar, a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    walked = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))

    counted = sum(calendar.is_working(day) for day in walked)

    assert calendar.between(a, b) == (counted if a <= b else -counted)


@given(calendars, days, days)
def test_working_days_weekends_and_what_is_jumped_over_make_up_a_span(
    calendar: WorkCalendar, a: date, b: date
) -> None:
    first, last = min(a, b), max(a, b)
    walked = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    jumped = [day for day, _ in calendar.off_between(first, last)]

    weekend = [d for d in walked if d.weekday() in calendar.weekend and not calendar.is_working(d)]

    assert calendar.between(first, last) + len(jumped) + len(weekend) == len(walked)
    assert all(calendar.why_off(day) for day in (*jumped, *weekend))


@given(calendars, days)
def test_shifting_never_leaves_the_chosen_side(calendar: WorkCalendar, day: date) -> None:
    before, after = calendar.on_or_before(day), calendar.on_or_after(day)

    assert before <= day <= after
    assert calendar.is_working(before)
    assert calendar.is_working(after)
    assert (before == day == after) is calendar.is_working(day)


@given(calendars, days, st.sets(days, max_size=5))
def test_the_wards_own_days_always_stand(calendar: WorkCalendar, day: date, off: set[date]) -> None:
    own = WorkCalendar(weekend=calendar.weekend, off=frozenset(off), working=frozenset({day}))

    assert own.is_working(day)
    assert not any(own.is_working(one) for one in off - {day})


def moments(
    a: Assignment, ladder: Ladder, calendar: WorkCalendar, zone: ZoneInfo
) -> dict[int, datetime]:
    """Return when each rung comes, up to forty days after the deadline."""
    found: dict[int, datetime] = {}
    now = datetime(2020, 1, 1, tzinfo=UTC)
    timetable = timetable_for(ladder, calendar, zone)
    while (
        rung := next(iter(upcoming(a, timetable, now=now, most=1)), None)
    ) and rung.moment_at < a.due_at + timedelta(days=40):
        found[rung.offset] = rung.moment_at
        now = rung.moment_at
    return found


@given(calendars, ladders, days, hours, st.sampled_from(ZONES))
def test_a_rung_before_its_deadline_is_before_it_and_one_after_is_after(
    calendar: WorkCalendar, ladder: Ladder, day: date, hour: str, zone: ZoneInfo
) -> None:
    work = an_assignment(at_local(day, hour, zone))

    for offset, moment in moments(work, ladder, calendar, zone).items():
        assert (moment < work.due_at) is (offset <= 0)
        assert calendar.is_working(local_day(moment, zone))


@given(calendars, ladders, days)
def test_a_zone_with_summer_time_changes_no_day_and_no_hour(
    calendar: WorkCalendar, ladder: Ladder, day: date
) -> None:
    local = {
        zone: {
            offset: moment.astimezone(zone).replace(tzinfo=None)
            for offset, moment in moments(
                an_assignment(at_local(day, "17:00", zone)), ladder, calendar, zone
            ).items()
        }
        for zone in ZONES
    }

    shared = set.intersection(*(set(found) for found in local.values()))
    assert [local[BERLIN][n] for n in shared] == [local[VIETNAM][n] for n in shared]
    assert [local[SAMOA][n] for n in shared] == [local[VIETNAM][n] for n in shared]
    assert {f"{moment:%H:%M}" for found in local.values() for moment in found.values()} <= {"07:30"}


instants = st.datetimes(
    datetime(2025, 1, 1), datetime(2026, 6, 30), timezones=st.just(UTC)  # noqa: DTZ001
)  # fmt: skip


def play(
    a: Assignment, ladder: Ladder, calendar: WorkCalendar, rounds: list[datetime]
) -> list[LadderDecision]:
    """Hold rounds in order and remember what each has dealt with."""
    timetable = timetable_for(ladder, calendar)
    told: list[Mark] = []
    decisions = []
    for now in sorted(rounds):
        found = reached(a, timetable, now=now, requested=False, told=told)
        dealt = (*found.merged, *found.missed, *((found.tell,) if found.tell else ()))
        told += [Mark(a.revision, rung.offset) for rung in dealt]
        decisions.append(found)
    return decisions


@given(calendars, ladders, days, instants, st.lists(instants, min_size=1, max_size=12))
def test_every_rung_ends_exactly_once_whenever_rounds_are_held(
    calendar: WorkCalendar,
    ladder: Ladder,
    day: date,
    revised_at: datetime,
    rounds: list[datetime],
) -> None:
    work = an_assignment(at_local(day, "17:00", VIETNAM), revised_at=revised_at)

    decisions = play(work, ladder, calendar, rounds)

    ends = [
        rung.offset
        for found in decisions
        for rung in (*found.merged, *found.missed, *((found.tell,) if found.tell else ()))
    ]
    last = max(rounds)
    planned = {n for n, at in moments(work, ladder, calendar, VIETNAM).items() if at <= last}
    assert len(ends) == len(set(ends))
    assert planned <= set(ends)


@given(calendars, ladders, days, st.lists(instants, min_size=1, max_size=12))
def test_what_is_told_only_grows_more_serious_and_never_too_late(
    calendar: WorkCalendar, ladder: Ladder, day: date, rounds: list[datetime]
) -> None:
    work = an_assignment(at_local(day, "17:00", VIETNAM))

    decisions = play(work, ladder, calendar, rounds)

    told = [found.tell.offset for found in decisions if found.tell]
    assert told == sorted(set(told))
    for now, found in zip(sorted(rounds), decisions, strict=True):
        assert found.tell is None or found.tell.offset > 0 or now < work.due_at


@given(instants, calendars, st.sampled_from(ZONES))
def test_the_next_opening_is_open_and_never_in_the_past(
    now: datetime, calendar: WorkCalendar, zone: ZoneInfo
) -> None:
    opening = next_open(
        now, window_from="07:30", window_until="17:00", calendar=calendar, zone=zone
    )

    assert opening >= now
    assert in_window(
        opening, window_from="07:30", window_until="17:00", calendar=calendar, zone=zone
    )


cadences = st.one_of(
    st.builds(
        Cadence,
        form=st.sampled_from(sorted(BY_CALENDAR)),
        day=st.sampled_from([-1, 1, 15, 25, 28, 29, 30, 31]),
        shift=st.sampled_from(Shift),
    ),
    st.builds(
        Cadence,
        form=st.just(Form.EACH_WAVE),
        edge=st.sampled_from(["start", "end"]),
        days=st.integers(-30, 30),
        shift=st.sampled_from(Shift),
    ),
    st.builds(Cadence, form=st.just(Form.ONCE), days=st.integers(0, 60)),
)


def dated(cadence: Cadence, calendar: WorkCalendar, issued: date) -> list[Occurrence]:
    plan = facts(issued=str(issued))
    return occurrences(cadence, "report", facts=plan, waves=proposed_waves(plan), calendar=calendar)


@given(cadences, calendars, st.dates(date(2025, 1, 1), date(2025, 12, 31)))
def test_every_date_is_named_once_lies_on_its_side_and_never_before_the_issue(
    cadence: Cadence, calendar: WorkCalendar, issued: date
) -> None:
    found = dated(cadence, calendar, issued)

    assert len({one.key for one in found}) == len(found)
    for one in found:
        assert one.due_on >= issued
        assert one.due_at == at_local(one.due_on, "17:00", VIETNAM)
        if cadence.shifts is Shift.PREVIOUS:
            assert one.due_on == calendar.on_or_before(one.printed_on)
        if cadence.shifts is Shift.NEXT:
            assert one.due_on == calendar.on_or_after(one.printed_on)


@given(st.integers(1, 31), st.integers(2024, 2027))
def test_a_day_of_the_month_comes_twelve_times_a_year(day: int, year: int) -> None:
    plan = facts(issued=f"{year}-01-01", starts=f"{year}-01-01", ends=f"{year}-12-31")
    cadence = Cadence(form=Form.MONTHLY, day=day, shift=Shift.NONE)

    found = occurrences(cadence, "report", facts=plan, waves=(), calendar=calendar_of({}))

    assert [one.key for one in found] == [f"{year}-{month:02}" for month in range(1, 13)]


@contextmanager
def machine_zone(name: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


@given(cadences, calendars, ladders, days, instants)
def test_the_machines_zone_changes_nothing(
    cadence: Cadence, calendar: WorkCalendar, ladder: Ladder, day: date, now: datetime
) -> None:
    work = an_assignment(at_local(day, "17:00", VIETNAM))

    def everything() -> tuple[object, ...]:
        return (
            dated(cadence, calendar, date(2025, 3, 3)),
            moments(work, ladder, calendar, VIETNAM),
            play(work, ladder, calendar, [now]),
            next_open(
                now, window_from="07:30", window_until="17:00", calendar=calendar, zone=VIETNAM
            ),
        )

    found = []
    for name in ("UTC", "America/Los_Angeles", "Pacific/Kiritimati"):
        with machine_zone(name):
            found.append(everything())

    assert found[0] == found[1] == found[2]
