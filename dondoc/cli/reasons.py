"""Where the deadline of one assignment comes from."""

from collections.abc import Iterator

from dondoc.cli import lists
from dondoc.cli.desk import Desk
from dondoc.usecases import show
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.show import Detail


def say_why(desk: Desk, identity: str, *, ward_key: str | None) -> None:
    """Print the steps by which a deadline came about, the first one first.

    Raises:
        NotFound: there is none, or the code stands in several plans.
    """
    with desk.app().reading() as session:
        row = show.find(session, identity, ward_key=ward_key)
        now = desk.now(load_ward_context(session, row.ward_id).zone)
        detail = show.detail(session, row.id or 0, now=now)
        several = lists.several_plans(session)
    desk.say_all(_lines(detail, several=several))
    name = lists.as_json(detail.view, several=several)
    desk.hand_over(
        {
            **{key: name[key] for key in ("id", "clause", "unit", "expected", "due", "first_due")},
            "sleeping_for": detail.view.sleeping_for,
            "derivation": detail.view.derivation,
            "grounds": [step._asdict() for step in detail.why],
        }
    )


def _lines(detail: Detail, *, several: bool) -> Iterator[str]:
    yield lists.identity(detail.view, several=several)
    width = max((len(step.label) for step in detail.why), default=0) + 1
    for step in detail.why:
        yield f"  {step.label + ':':<{width}} {step.words}"
