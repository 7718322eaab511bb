"""What becomes of the assignments of one duty when its dates are computed again."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.rules.amend_fates import Held
from dondoc.rules.replan import Outcome, Terms, Work, outcomes
from dondoc.rules.schedule import Occurrence
from models.assignment import State

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2025, 3, 10, 2, 0, tzinfo=UTC)
START = datetime(2025, 3, 2, 17, 0, tzinfo=UTC)


def at(day: int, month: int = 6) -> datetime:
    return datetime(2025, month, day, 10, 0, tzinfo=UTC)


def one(key: str, due: datetime, *, waits_for: str | None = None) -> Occurrence:
    return Occurrence(
        key, due.date(), due.date(), due, None, None, "stated", "", waits_for=waits_for
    )


def work(
    key: str, due: datetime, *, state: State = State.ASSIGNED, plan_due: datetime | None = None,
    anchor: str | None = None, number: int = 1,
) -> Work:  # fmt: skip
    held = Held(number, f"V.1/1@u#{key}", "u", "u", key, state, plan_due or due, due)
    return Work(held, anchor_key=anchor)


def terms(
    before: list[Occurrence],
    after: list[Occurrence],
    *,
    anew: bool = False,
    recount: bool = False,
    known: str = "",
) -> Terms:
    return Terms(
        units=("u",), before=before, after=after, now=NOW, since=START, zone=ZONE, anew=anew,
        recount=recount, known=frozenset({known} - {""}),
    )  # fmt: skip


def told(found: list[Outcome]) -> list[tuple[str, str]]:
    return [(outcome.what, outcome.why) for outcome in found]


JUNE = [one("a", at(20))]
LATER = [one("a", at(27))]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (work("a", at(20)), ("moved", "")),
        (work("a", at(20), state=State.RETURNED), ("moved", "")),
        (work("a", at(20), state=State.REPORTED), ("kept", "waiting")),
        (work("a", at(20), state=State.ACCEPTED), ("kept", "done")),
        (work("a", at(20), state=State.CANCELLED), ("kept", "done")),
        (work("a", at(20), state=State.SLEEPING), ("kept", "asleep")),
        (work("a", at(30), plan_due=at(20)), ("kept", "agreed")),
        (work("a", at(5, 3)), ("kept", "overdue")),
    ],
)
def test_what_becomes_of_a_date_that_comes_out_otherwise(
    found: Work, expected: tuple[str, str]
) -> None:
    assert told(outcomes([found], terms(JUNE, LATER))) == [expected]


def test_a_date_that_the_change_leaves_stays_even_where_another_is_stored() -> None:
    stored = work("a", at(18))

    assert told(outcomes([stored], terms(JUNE, JUNE))) == [("kept", "same")]


def test_where_only_the_calendar_changed_what_is_stored_stands_for_what_was() -> None:
    assert told(outcomes([work("a", at(18))], terms(JUNE, JUNE, recount=True))) == [("moved", "")]


def test_another_hour_of_the_same_day_moves_nothing() -> None:
    stored = work("a", at(20) - timedelta(hours=1))

    assert told(outcomes([stored], terms(JUNE, JUNE, recount=True))) == [("kept", "same")]


def test_a_date_that_would_lie_behind_is_not_given() -> None:
    assert told(outcomes([work("a", at(20))], terms(JUNE, [one("a", at(7, 3))]))) == [
        ("kept", "too_late")
    ]


def test_a_key_that_goes_ends_its_work_and_one_that_comes_brings_some() -> None:
    found = outcomes([work("a", at(20))], terms(JUNE, [one("b", at(25))]))

    assert told(found) == [("dropped", ""), ("added", "")]


def test_a_key_that_was_missing_before_the_change_is_not_made_up_for() -> None:
    assert outcomes([], terms(JUNE, LATER)) == []


def test_what_fell_due_before_the_change_counts_is_still_owed() -> None:
    found = work("a", at(20), plan_due=START - timedelta(days=1))

    assert told(outcomes([found], terms(JUNE, []))) == [("kept", "owed")]


def test_another_rhythm_takes_the_nearest_date() -> None:
    found = outcomes(
        [work("a", at(20))], terms(JUNE, [one("b", at(25)), one("c", at(25, 9))], anew=True)
    )

    assert [(o.what, o.due_at) for o in found] == [("moved", at(25)), ("added", at(25, 9))]


def test_what_waits_for_an_anchor_has_no_date_that_could_be_near() -> None:
    found = outcomes(
        [work("a", at(20))], terms(JUNE, [one("e", at(31, 12), waits_for="e")], anew=True)
    )

    assert told(found) == [("dropped", ""), ("added", "")]


@pytest.mark.parametrize(
    ("known", "due", "expected"),
    [
        ("e", at(20), ("woken", "")),
        ("", at(20), ("kept", "asleep")),
        ("e", at(7, 3), ("kept", "too_late")),
    ],
)
def test_what_sleeps_for_an_anchor_wakes_with_its_day(
    known: str, due: datetime, expected: tuple[str, str]
) -> None:
    asleep = work("a", at(30), state=State.SLEEPING, anchor="e")

    found = outcomes([asleep], terms(JUNE, [one("a", due)], known=known))

    assert told(found) == [expected]


DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31)).map(
    lambda day: datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
)
DATES = st.dictionaries(st.sampled_from("abcdef"), DAYS).map(
    lambda found: [one(key, due) for key, due in found.items()]
)
WORKS = st.lists(
    st.tuples(st.sampled_from("abcdef"), DAYS, st.sampled_from(State), DAYS | st.none()),
    max_size=6, unique_by=lambda row: row[0],
).map(
    lambda rows: [
        work(key, due, state=state, plan_due=plan, number=number)
        for number, (key, due, state, plan) in enumerate(rows, start=1)
    ]
)  # fmt: skip


@given(works=WORKS, before=DATES, after=DATES, anew=st.booleans())
def test_laws_of_every_change(
    works: list[Work], before: list[Occurrence], after: list[Occurrence], *, anew: bool
) -> None:
    found = outcomes(works, terms(before, after, anew=anew))

    assert sorted(o.work.held.id for o in found if o.work) == [w.held.id for w in works]
    for outcome in found:
        if outcome.what in {"moved", "added", "woken"}:
            assert outcome.due_at is not None
            assert outcome.due_at > NOW
        if outcome.what == "moved":
            assert outcome.work is not None
            assert not outcome.work.put_off
            assert outcome.work.held.due_at > NOW
        if outcome.work and outcome.work.held.state in {State.ACCEPTED, State.REPORTED}:
            assert outcome.what == "kept"


@given(works=WORKS, dates=DATES)
def test_nothing_follows_from_a_change_that_changes_nothing(
    works: list[Work], dates: list[Occurrence]
) -> None:
    found = outcomes(works, terms(dates, dates))

    assert {outcome.what for outcome in found} <= {"kept"}
