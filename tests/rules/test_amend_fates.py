"""What becomes of the assignments of one duty when its plan is amended."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dondoc.rules.amend_fates import Fate, Held, Terms, fates
from dondoc.rules.amend_news import News, news_of
from dondoc.rules.schedule import Occurrence
from models.assignment import State

NOW = datetime(2025, 5, 5, 2, tzinfo=UTC)


def due(day: str) -> datetime:
    return datetime.fromisoformat(f"2025-{day}T10:00+00:00")


def held(number: int, day: str, state: State = State.ASSIGNED, **given: Any) -> Held:
    facts: dict[str, Any] = {"unit": "a", "owner": "a", "occurrence": f"2025-{day}"} | given
    return Held(
        id=number, code=f"V.1/1@{facts['unit']}#{number}", state=state, plan_due=due(day),
        due_at=facts.pop("due_at", due(day)), **facts,
    )  # fmt: skip


def on(day: str, *, key: str = "", certainty: Any = "stated") -> Occurrence:
    return Occurrence(
        key=key or f"2025-{day}", printed_on=date.fromisoformat(f"2025-{day}"),
        due_on=date.fromisoformat(f"2025-{day}"), due_at=due(day), expected_at=None, wave_key=None,
        certainty=certainty, derivation="",
    )  # fmt: skip


def terms(*wanted: Occurrence, **given: Any) -> Terms:
    facts: dict[str, Any] = {
        "before": ("a",), "after": ("a",), "redated": True, "rhythm": False,
        "since": due("05-01"), "now": NOW,
    }  # fmt: skip
    return Terms(wanted=wanted, **(facts | given))


def told(found: list[Fate]) -> list[tuple[int, str, str, str]]:
    """Return number, fate, unit and new day; 0 for what is new."""
    return [
        (f.held.id if f.held else 0, f.what, f.unit, f"{f.due_at:%m-%d}" if f.due_at else "")
        for f in found
    ]


@pytest.mark.parametrize(
    ("rows", "given", "found"),
    [
        # The same date stays, whoever has it.
        ([held(1, "06-10")], terms(on("06-10")), [(1, "stays", "a", "06-10")]),
        # A date that moved takes its assignment along.
        ([held(1, "06-10")], terms(on("07-10")), [(1, "deadline", "a", "07-10")]),
        # Of several dates the nearest ones go together.
        (
            [held(1, "06-10"), held(2, "09-10")],
            terms(on("06-20"), on("09-01"), on("12-01")),
            [
                (1, "deadline", "a", "06-20"),
                (2, "deadline", "a", "09-01"),
                (0, "new", "a", "12-01"),
            ],
        ),
        # A date that is gone is withdrawn.
        (
            [held(1, "06-10"), held(2, "09-10")],
            terms(on("06-10")),
            [(1, "stays", "a", "06-10"), (2, "cancelled", "a", "")],
        ),
        # Done work stays done, and stands for the date that took its place.
        ([held(1, "04-10", State.ACCEPTED)], terms(on("06-10")), [(1, "done", "a", "")]),
        # Reported work waits.
        ([held(1, "04-10", State.REPORTED)], terms(on("06-10")), [(1, "waiting", "a", "")]),
        # An extension is not shortened, and a later date prolongs it.
        (
            [held(1, "06-10", due_at=due("06-30"))],
            terms(on("06-20")),
            [(1, "stays", "a", "06-30")],
        ),
        (
            [held(1, "06-10", State.RETURNED, due_at=due("06-30"))],
            terms(on("07-20")),
            [(1, "deadline", "a", "07-20")],
        ),
        # Another unit takes the place of one that is no longer named.
        (
            [held(1, "06-10")],
            terms(on("06-10"), after=("b",), redated=False),
            [(1, "moves", "b", "06-10")],
        ),
        # One unit more, one unit less.
        (
            [held(1, "06-10")],
            terms(on("06-10"), after=("a", "b"), redated=False),
            [(1, "stays", "a", "06-10"), (0, "new", "b", "06-10")],
        ),
        (
            [held(1, "06-10"), held(2, "06-10", unit="b", owner="b")],
            terms(on("06-10"), before=("a", "b"), redated=False),
            [(1, "stays", "a", "06-10"), (2, "cancelled", "b", "")],
        ),
        # What the officer handed on stays there.
        (
            [held(1, "06-10", unit="c")],
            terms(on("06-20")),
            [(1, "deadline", "c", "06-20")],
        ),
        # A dropped duty ends, but not what is done or reported.
        (
            [held(1, "04-10", State.ACCEPTED), held(2, "06-10", State.REPORTED), held(3, "07-10")],
            terms(after=()),
            [(1, "done", "a", ""), (2, "waiting", "a", ""), (3, "cancelled", "a", "")],
        ),
        # A proposed date never moves into the past, nor comes to be there.
        (
            [held(1, "06-10", occurrence="2025-Q2")],
            terms(on("04-10", key="2025-Q2", certainty="proposed")),
            [(1, "stays", "a", "06-10")],
        ),
        ([], terms(on("04-10", certainty="proposed"), before=()), []),
        # A rhythm: what fell due before the amendment is still owed, and nothing older comes to be.
        (
            [held(1, "04-25", occurrence="2025-04"), held(2, "05-25", occurrence="2025-05")],
            terms(on("05-20", key="2025-05"), on("06-20", key="2025-06"), rhythm=True),
            [(1, "stays", "a", ""), (2, "deadline", "a", "05-20"), (0, "new", "a", "06-20")],
        ),
        # Withdrawn by the officer: it does not come back.
        ([held(1, "06-10", State.CANCELLED)], terms(on("06-10")), [(1, "done", "a", "")]),
    ],
)
def test_each_assignment_has_one_fate(
    rows: list[Held], given: Terms, found: list[tuple[int, str, str, str]]
) -> None:
    assert told(fates(rows, given)) == found


def test_a_stated_date_in_the_past_is_marked() -> None:
    (moved,) = fates([held(1, "06-10")], terms(on("04-10")))
    (new,) = fates([], terms(on("04-10"), before=()))

    assert (moved.what, moved.past, new.what, new.past) == ("deadline", True, "new", True)


def test_an_untouched_duty_is_not_dated_again() -> None:
    shifted = terms(on("06-11"), redated=False)

    assert told(fates([held(1, "06-10")], shifted)) == [(1, "stays", "a", "")]


LATER = Fate("deadline", "a", held(1, "06-10"), on("07-10"), due("07-10"))


@pytest.mark.parametrize(
    ("fate", "given", "found"),
    [
        (LATER, {}, ["amended-due a"]),
        (LATER, {"heard": False}, []),
        (LATER, {"before": ["s"], "after": ["s", "t"]},
         ["amended-due a", "amended-new t support", "amended-due s support"]),
        (LATER, {"before": ["s"]}, ["amended-due a", "amended-off s support"]),
        (Fate("stays", "a", held(1, "06-10")), {}, []),
        (Fate("stays", "a", held(1, "06-10")), {"reworded": True}, ["amended-text a"]),
        (Fate("stays", "a", held(1, "06-10", State.SLEEPING)), {"reworded": True}, []),
        (Fate("moves", "b", held(1, "06-10"), on("06-10"), due("06-10")), {},
         ["amended-from a", "amended-to b"]),
        (Fate("cancelled", "a", held(1, "06-10")), {"before": ["s"]},
         ["amended-off a", "amended-off s support"]),
        (Fate("new", "a", None, on("06-10"), due("06-10")), {"heard": False, "after": ["s"]},
         ["amended-new a", "amended-new s support"]),
        (Fate("new", "a", None, on("04-10"), due("04-10"), past=True), {"after": ["s"]}, []),
        (Fate("waiting", "a", held(1, "06-10", State.REPORTED)), {"reworded": True}, []),
        (Fate("deadline", "a", held(1, "04-10", chased=False), on("06-10"), due("06-10")),
         {"heard": False}, ["amended-new a"]),
    ],
)  # fmt: skip
def test_who_hears_of_it(fate: Fate, given: dict[str, Any], found: list[str]) -> None:
    facts: dict[str, Any] = {"reworded": False, "heard": True, "before": [], "after": []}

    news = news_of(fate, **(facts | given))

    assert [words(one) for one in news] == found


def words(one: News) -> str:
    return f"{one.kind} {one.unit}{' support' if one.support else ''}"
