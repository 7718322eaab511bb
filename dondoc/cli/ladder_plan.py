"""``dondoc plan ladder``: the reminders of a plan's duties, shown and changed."""

from collections.abc import Sequence
from typing import Any

from dondoc import wording
from dondoc.cli import places
from dondoc.cli.desk import Desk
from dondoc.cli.faults import WrongUse
from dondoc.rules import ladder as rules
from dondoc.usecases import reladder
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.in_force import in_force
from models.queries import replanning

_KEYS = {"before": "before", "after": "after", "every": "then_every", "confirm": "confirm"}


def own_from(sets: Sequence[str]) -> dict[str, Any]:
    """Return the parts of a ladder given as ``before=10,5,2``, ``on_day=no`` or ``every=5``.

    Raises:
        WrongUse: one is not of this form.
    """
    own: dict[str, Any] = {}
    for given in sets:
        key, sign, text = (part.strip() for part in given.partition("="))
        if key == "on_day" and text in ("yes", "no"):
            own[key] = text == "yes"
            continue
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if not sign or key not in _KEYS or not all(part.isdecimal() for part in parts):
            raise WrongUse(
                f"--set “{given}”: cần dạng before=10,5,2; on_day=yes hoặc no; after=2,5; every=5; "
                "confirm=3."
            )
        numbers = [int(part) for part in parts if int(part)]
        many = key in ("before", "after")
        own[_KEYS[key]] = numbers if many else next(iter(numbers), None)
    return own


def show_or_set(
    desk: Desk, number: int, *, duty: str | None, own: dict[str, Any] | None, reason: str
) -> None:
    """Print the ladders of a plan, or give one duty its own.

    Raises:
        WrongUse: the duty is not named as ``V.2/1``.
        NotFound, Refused: as ``reladder.set_ladder``.
    """
    if own is None:
        _show(desk, number, duty)
        return
    if duty is None:
        raise WrongUse("Hãy ghi --duty, ví dụ V.2/1 là nhiệm vụ thứ nhất của mục V.2.")
    path, _, position = duty.rpartition("/")
    with desk.app().transaction() as session:
        plan = in_force(session, number)
        context = load_ward_context(session, plan.ward_id)
        found = [
            one.id
            for one, clause in replanning.duties_of(session, [number])
            if (clause.path, str(one.position)) == (path, position)
        ]
        if not found:
            raise WrongUse(f"--duty “{duty}”: kế hoạch không có nhiệm vụ này.")
        row = reladder.set_ladder(
            session, number, found[-1] or 0, own, reason=reason, actor=places.officer(context),
            now=desk.now(context.zone),
        )  # fmt: skip
        said = rules.words(rules.ladder_of(row.ladder, context.ladder))
        desk.say(f"Đã ghi thang nhắc của {duty}: {said}.")
        desk.hand_over({"duty": duty, "ladder": row.ladder, "words": said})


def _show(desk: Desk, number: int, duty: str | None) -> None:
    with desk.app().reading() as session:
        plan = in_force(session, number)
        context = load_ward_context(session, plan.ward_id)
        duties = replanning.duties_of(session, [number])
    desk.say(f"Thang nhắc chung: {rules.words(context.ladder)}.")
    rows = []
    for one, clause in duties:
        name = f"{clause.path}/{one.position}"
        if duty not in (None, name) or not (one.ladder or duty):
            continue
        said = rules.words(rules.ladder_of(one.ladder, context.ladder))
        desk.say(f"{name}  {wording.short(one.text, 60)}: {said}.")
        rows.append({"duty": name, "ladder": one.ladder, "words": said})
    desk.hand_over({"ward": rules.words(context.ladder), "duties": rows})
