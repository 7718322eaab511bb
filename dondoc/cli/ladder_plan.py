"""``dondoc plan ladder``: the reminders of a plan's duties, shown and changed."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.cli import places
from dondoc.cli.desk import Desk
from dondoc.cli.faults import WrongUse
from dondoc.rules import ladder as rules
from dondoc.rules.timetable import Rung
from dondoc.usecases import reladder
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.in_force import in_force
from dondoc.usecases.reladder_preview import SHOWN, Preview
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
    desk: Desk,
    number: int,
    *,
    duty: str | None,
    own: dict[str, Any] | None,
    reason: str,
    seen: str | None = None,
    dry: bool = False,
) -> None:
    """Print the ladders of a plan, or give one duty its own; with ``dry`` only say what follows.

    Raises:
        WrongUse: the duty is not named as ``V.2/1``.
        NotFound, Refused, Conflict: as ``reladder.set_ladder``.
    """
    if own is None:
        _show(desk, number, duty)
        return
    if duty is None:
        raise WrongUse("Hãy ghi --duty, ví dụ V.2/1 là nhiệm vụ thứ nhất của mục V.2.")
    with desk.app().reading() if dry else desk.app().transaction() as session:
        plan = in_force(session, number)
        context = load_ward_context(session, plan.ward_id)
        duty_id, now = _duty_id(session, number, duty), desk.now(context.zone)
        shown = reladder.preview(session, number, duty_id, own, reason=reason, now=now)
        if dry:
            _tell(desk, context, shown)
            desk.say(f"Chỉ xem trước, chưa ghi gì. Dấu của bản này: {shown.fingerprint}")
        else:
            reladder.set_ladder(
                session, number, duty_id, own, reason=reason, actor=places.officer(context),
                now=now, seen=seen,
            )  # fmt: skip
            desk.say(f"Đã ghi thang nhắc của {duty}: {shown.after}.")
        desk.hand_over(_as_json(context, duty, own, shown, written=not dry))


def _duty_id(session: Session, number: int, duty: str) -> int:
    path, _, position = duty.rpartition("/")
    found = [
        one.id
        for one, clause in replanning.duties_of(session, [number])
        if (clause.path, str(one.position)) == (path, position)
    ]
    if not found:
        raise WrongUse(f"--duty “{duty}”: kế hoạch không có nhiệm vụ này.")
    return found[-1] or 0


def _tell(desk: Desk, context: WardContext, shown: Preview) -> None:
    desk.say(f"Hiện nay: {shown.before}.")
    desk.say(f"Thang nhắc mới: {shown.after}.")
    for line in shown.lines:
        due = wording.day_short(line.row.due_at.astimezone(context.zone))
        desk.say(f"{line.row.code}  {line.unit_name}, hạn {due}")
        desk.say(f"    hiện nay: {_days(context, line.before)}")
        at_once = "ở lượt đôn đốc tới, rồi " if line.at_once else ""
        desk.say(f"    thang mới: {at_once}{_days(context, line.after)}")


def _days(context: WardContext, rungs: Sequence[Rung]) -> str:
    said = [wording.day_short(rung.moment_at.astimezone(context.zone)) for rung in rungs[:SHOWN]]
    more = " …" if len(rungs) > SHOWN else ""
    return ", ".join(said) + more if said else "không nhắc nữa"


def _as_json(
    context: WardContext, duty: str, own: dict[str, Any], shown: Preview, *, written: bool
) -> dict[str, Any]:
    def days(rungs: Sequence[Rung]) -> list[str]:
        return [rung.moment_at.astimezone(context.zone).isoformat() for rung in rungs[:SHOWN]]

    return {
        "duty": duty,
        "ladder": reladder.differing(own, context.ladder),
        "words": shown.after,
        "before": shown.before,
        "fingerprint": shown.fingerprint,
        "written": written,
        "work": [
            {
                "id": line.row.code,
                "now": days(line.before),
                "then": days(line.after),
                "at_once": line.at_once.offset if line.at_once else None,
            }
            for line in shown.lines
        ],
    }


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
