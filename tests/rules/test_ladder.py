"""The ladder 7/3/1, on the day, 1/3 and every 5 of a deadline on Friday 20 June 2025."""

from datetime import datetime

import pytest

from dondoc.rules.ladder import Ladder, ladder_of
from dondoc.rules.reached import LadderDecision, reached, upcoming
from models.assignment import Assignment, State
from models.plan import Mode
from tests.rules.cases import (
    VIETNAM,
    Mark,
    an_assignment,
    due,
    local,
    timetable_for,
    usual_calendar,
)

FRIDAY = due("2025-06-20")
USUAL = Ladder()


def decide(
    a: Assignment,
    now: str,
    *,
    told: tuple[Mark, ...] = (),
    ladder: Ladder = USUAL,
    requested: bool = False,
    send_at: str = "07:30",
) -> LadderDecision:
    timetable = timetable_for(ladder, usual_calendar(), send_at=send_at)
    return reached(a, timetable, now=local(now), requested=requested, told=told)


def marks(*offsets: int, revision: int = 1) -> tuple[Mark, ...]:
    return tuple(Mark(revision, offset) for offset in offsets)


def offsets(found: LadderDecision) -> tuple[int | None, list[int], list[int]]:
    return (
        found.tell.offset if found.tell else None,
        [rung.offset for rung in found.merged],
        [rung.offset for rung in found.missed],
    )


def days_of_mails(
    a: Assignment, first: str, last: str, *, ladder: Ladder = USUAL, requested: bool = False
) -> dict[str, int]:
    """Play one round each working day at 07:30 and return the day of each mail."""
    calendar = usual_calendar()
    day = local(f"{first}T07:30").astimezone(VIETNAM).date()
    end = local(f"{last}T07:30").astimezone(VIETNAM).date()
    told: tuple[Mark, ...] = ()
    mails: dict[str, int] = {}
    while (day := calendar.on_or_after(day)) <= end:
        found = decide(a, f"{day}T07:30", told=told, ladder=ladder, requested=requested)
        dealt = (*found.merged, *found.missed, *([found.tell] if found.tell else []))
        told += tuple(Mark(a.revision, rung.offset) for rung in dealt)
        if found.tell:
            mails[str(day)] = found.tell.offset
        day = calendar.add(day, 1)
    return mails


def test_a_deadline_is_told_on_these_days() -> None:
    found = days_of_mails(an_assignment(FRIDAY), "2025-06-02", "2025-07-15")

    assert found == {
        "2025-06-11": -7,
        "2025-06-17": -3,
        "2025-06-19": -1,
        "2025-06-20": 0,
        "2025-06-23": 1,
        "2025-06-25": 3,
        "2025-07-02": 8,
        "2025-07-09": 13,
    }


def test_over_tet_2026_no_rung_falls_on_a_day_off() -> None:
    found = days_of_mails(an_assignment(due("2026-02-24")), "2026-02-02", "2026-03-10")

    assert found == {
        "2026-02-06": -7,
        "2026-02-12": -3,
        "2026-02-23": -1,
        "2026-02-24": 0,
        "2026-02-25": 1,
        "2026-02-27": 3,
        "2026-03-06": 8,
    }


def test_a_deadline_on_a_sunday_is_one_mail_on_friday_with_the_words_of_the_day() -> None:
    sunday = an_assignment(due("2025-06-22"))

    found = decide(sunday, "2025-06-20T07:30", told=marks(-7, -3))

    assert offsets(found) == (0, [-1], [])
    assert offsets(decide(sunday, "2025-06-23T07:30", told=marks(-7, -3, -1, 0))) == (1, [], [])


def test_a_swapped_saturday_is_counted_by_the_ladder() -> None:
    monday = an_assignment(due("2025-04-28"))

    assert offsets(decide(monday, "2025-04-26T07:30", told=marks(-7, -3))) == (-1, [], [])


def test_a_rung_is_due_at_any_later_hour_of_its_day() -> None:
    work = an_assignment(FRIDAY)

    assert decide(work, "2025-06-11T07:29:59") == LadderDecision()
    assert offsets(decide(work, "2025-06-11T07:30")) == (-7, [], [])
    assert offsets(decide(work, "2025-06-11T16:45")) == (-7, [], [])


def test_the_rung_of_the_day_is_missed_after_the_deadlines_hour() -> None:
    work = an_assignment(FRIDAY)

    assert offsets(decide(work, "2025-06-20T16:59", told=marks(-7, -3, -1))) == (0, [], [])
    assert offsets(decide(work, "2025-06-20T17:00", told=marks(-7, -3, -1))) == (None, [], [0])


def test_a_deadline_before_the_hour_for_mails_is_told_a_working_day_earlier() -> None:
    early = an_assignment(due("2025-06-23", "07:00"))

    assert offsets(decide(early, "2025-06-20T07:30", told=marks(-7, -3))) == (0, [-1], [])


def test_after_days_of_silence_only_the_most_serious_rung_is_told() -> None:
    work = an_assignment(FRIDAY)

    found = decide(work, "2025-06-19T07:30")

    assert offsets(found) == (-1, [-3], [-7])


def test_after_the_deadline_nothing_says_that_it_is_near() -> None:
    found = decide(an_assignment(FRIDAY), "2025-06-26T07:30")

    assert offsets(found) == (3, [1], [-7, -3, -1, 0])


def test_rungs_older_than_five_working_days_are_missed() -> None:
    work = an_assignment(FRIDAY)

    found = decide(work, "2025-07-10T07:30", told=marks(-7, -3, -1, 0))

    assert offsets(found) == (13, [], [1, 3, 8])


def test_exactly_five_working_days_are_not_too_old() -> None:
    work = an_assignment(FRIDAY)
    told = marks(-7, -3, -1, 0, 1)
    short = Ladder(then_every=None)

    assert offsets(decide(work, "2025-07-02T23:00", told=told, ladder=short)) == (3, [], [])
    assert offsets(decide(work, "2025-07-03T00:00", told=told, ladder=short)) == (None, [], [3])


@pytest.mark.parametrize(
    "told", [marks(-7, revision=2), (*marks(-7, revision=2), *marks(-3, revision=1))]
)
def test_a_rung_is_told_once_per_ladder(told: tuple[Mark, ...]) -> None:
    work = an_assignment(FRIDAY, revision=2, ladder_revision=2)

    assert offsets(decide(work, "2025-06-17T07:30", told=told)) == (-3, [], [])
    assert decide(work, "2025-06-17T07:31", told=(*told, *marks(-3, revision=2))) == (
        LadderDecision()
    )


def test_a_date_that_was_computed_again_leaves_what_was_told() -> None:
    moved = an_assignment(due("2025-06-23"), revision=2, ladder_revision=1)

    assert decide(moved, "2025-06-18T07:30", told=marks(-7, -3)) == LadderDecision()
    assert offsets(decide(moved, "2025-06-20T07:30", told=marks(-7, -3))) == (-1, [], [])


def test_with_an_expected_day_the_ladder_leads_to_it_and_once_more_to_the_last_day() -> None:
    work = an_assignment(due("2025-06-27"), expected_at=due("2025-06-20"))

    assert days_of_mails(work, "2025-06-02", "2025-07-04") == {
        "2025-06-11": -12,
        "2025-06-17": -8,
        "2025-06-19": -6,
        "2025-06-20": -5,
        "2025-06-27": 0,
        "2025-06-30": 1,
        "2025-07-02": 3,
    }


@pytest.mark.parametrize("expected", ["2025-06-20", "2025-06-25"])
def test_an_expected_day_that_is_not_before_the_last_one_changes_nothing(expected: str) -> None:
    work = an_assignment(FRIDAY, expected_at=due(expected))

    found = days_of_mails(work, "2025-06-02", "2025-06-30")

    assert found == days_of_mails(an_assignment(FRIDAY), "2025-06-02", "2025-06-30")


def test_an_expected_day_the_day_before_gives_no_two_mails_on_one_day() -> None:
    work = an_assignment(FRIDAY, expected_at=due("2025-06-19"))

    assert days_of_mails(work, "2025-06-02", "2025-06-23") == {
        "2025-06-10": -8,
        "2025-06-16": -4,
        "2025-06-18": -2,
        "2025-06-19": -1,
        "2025-06-20": 0,
        "2025-06-23": 1,
    }


def test_a_ladder_without_the_day_reminds_before_the_last_day_by_its_last_rung() -> None:
    work = an_assignment(due("2025-06-27"), expected_at=due("2025-06-20"))
    quiet = Ladder(on_day=False, after=(), then_every=None)

    assert days_of_mails(work, "2025-06-02", "2025-07-04", ladder=quiet) == {
        "2025-06-11": -12,
        "2025-06-17": -8,
        "2025-06-19": -6,
        "2025-06-26": -1,
    }


def test_an_expected_day_on_a_day_off_counts_as_the_working_day_before() -> None:
    work = an_assignment(due("2025-06-27"), expected_at=due("2025-06-22"))

    assert days_of_mails(work, "2025-06-18", "2025-06-27") == {
        "2025-06-18": -7,
        "2025-06-20": -5,
        "2025-06-27": 0,
    }


def test_a_new_deadline_climbs_its_own_ladder() -> None:
    extended = an_assignment(due("2025-06-30"), revision=2, revised_at=local("2025-06-18T09:00"))

    found = days_of_mails(extended, "2025-06-18", "2025-06-30")

    assert found == {"2025-06-19": -7, "2025-06-25": -3, "2025-06-27": -1, "2025-06-30": 0}


def test_rungs_from_before_the_revision_do_not_count() -> None:
    short = an_assignment(FRIDAY, revised_at=local("2025-06-18T09:00"))

    assert decide(short, "2025-06-18T10:00") == LadderDecision()
    assert offsets(decide(short, "2025-06-19T07:30")) == (-1, [], [])


def test_a_revision_made_at_the_very_moment_of_a_rung_takes_its_place() -> None:
    work = an_assignment(FRIDAY, revised_at=local("2025-06-17T07:30"))

    assert decide(work, "2025-06-17T09:00") == LadderDecision()


def test_a_ladder_made_denser_never_goes_back_down() -> None:
    work = an_assignment(FRIDAY)
    denser = Ladder(after=(1, 2, 3))

    found = decide(work, "2025-06-25T09:00", told=marks(-7, -3, -1, 0, 1, 3), ladder=denser)

    assert offsets(found) == (None, [2], [])


@pytest.mark.parametrize("given", [{"mode": Mode.REQUEST}, {}])
def test_a_body_that_is_asked_hears_at_most_twice_that_it_is_late(given: dict[str, Mode]) -> None:
    work = an_assignment(FRIDAY, **given)

    found = days_of_mails(work, "2025-06-20", "2025-08-29", requested=not given)

    assert found == {"2025-06-20": 0, "2025-06-23": 1, "2025-06-25": 3}


@pytest.mark.parametrize(
    "state",
    [State.REPORTED, State.ACCEPTED, State.SLEEPING, State.CANCELLED, State.TRANSFERRED],
)
def test_whoever_owes_nothing_gets_nothing(state: State) -> None:
    work = an_assignment(FRIDAY, state=state)

    assert decide(work, "2025-06-23T07:30") == LadderDecision()


def test_what_was_overdue_at_import_is_left_alone_until_it_is_chased() -> None:
    work = an_assignment(FRIDAY, chased=False)
    chased = an_assignment(FRIDAY, revised_at=local("2025-06-30T08:00"))

    assert decide(work, "2025-07-02T07:30") == LadderDecision()
    assert offsets(decide(chased, "2025-07-02T07:30")) == (8, [], [])


def test_a_ward_describes_its_ladder() -> None:
    assert ladder_of({}) == Ladder((7, 3, 1), True, (1, 3), 5)
    assert ladder_of(
        {"before": [1, 5], "on_day": False, "after": [4, 2, 2], "then_every": None}
    ) == Ladder((5, 1), False, (2, 4), None)


def test_without_repetition_the_ladder_ends() -> None:
    ladder = Ladder((), False, (1,), None)

    assert days_of_mails(an_assignment(FRIDAY), "2025-06-16", "2025-12-31", ladder=ladder) == {
        "2025-06-23": 1
    }


def explain(a: Assignment, now: str) -> tuple[int, datetime] | None:
    timetable = timetable_for(USUAL, usual_calendar())
    found = next(iter(upcoming(a, timetable, now=local(now), most=1)), None)
    return (found.offset, found.moment_at) if found else None


def test_the_next_rung_is_known() -> None:
    work = an_assignment(FRIDAY)

    assert explain(work, "2025-06-11T07:30") == (-3, local("2025-06-17T07:30"))
    assert explain(work, "2025-06-25T12:00") == (8, local("2025-07-02T07:30"))
    assert explain(an_assignment(FRIDAY, state=State.REPORTED), "2025-06-11T07:30") is None
