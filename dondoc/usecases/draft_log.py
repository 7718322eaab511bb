"""What an edit changed of a draft, as the ward's log keeps it: a line of words for each part."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules import cadence_words
from dondoc.rules.cadence import Cadence
from dondoc.usecases.actor import Actor
from dondoc.usecases.draft import DraftClause, DraftDuty, DraftUnit, of_plan
from dondoc.usecases.record import record
from models.plan import Plan

#: The kind of event in the ward's log.
KIND = "draft"
#: The key of an event's data that names the draft: its row may go, the event stays.
PLAN = "plan"
_MODES = {"assign": "giao", "request": "đề nghị phối hợp"}
_USES = {
    "": "chưa xét",
    "duty": "gắn vào nhiệm vụ",
    "clause": "thành mục",
    "aside": "không theo dõi",
}


def facts_of(plan: Plan) -> dict[str, str]:
    """Return everything that can be edited of a draft, in words by its name."""
    return dict([*_head(plan), *_parts(plan)])


def note(
    session: Session,
    plan: Plan,
    before: Mapping[str, str],
    *,
    what: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Append the one event of an edit; ``before`` are the facts as they were, ``what`` was done."""
    after = facts_of(plan)
    names = [
        name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)
    ]
    number = {PLAN: plan.id}
    record(
        session, plan.ward_id, KIND, actor=actor, now=now, text=what,
        before=number | {name: before[name] for name in names if name in before},
        after=number | {name: after[name] for name in names if name in after},
    )  # fmt: skip


def _head(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "Tên kế hoạch", plan.title
    yield "Số văn bản", plan.number or ""
    yield "Năm kế hoạch", str(plan.year or "")
    yield "Ngày ban hành", wording.day_short(plan.issued_on) if plan.issued_on else ""
    if plan.amends_id:
        yield "Sửa đổi kế hoạch số", str(plan.amends_id)


def _parts(plan: Plan) -> Iterator[tuple[str, str]]:
    draft = of_plan(plan)
    for clause in draft.clauses:
        yield from clause_facts(clause)
    for wave in draft.waves:
        yield f"Đợt {wave.key}", f"{wave.name}: {wording.span(wave.starts_on, wave.ends_on)}"
    for item in draft.elsewhere:
        yield (
            f"Việc ở {item.path}: {wording.short(item.text, 60)}",
            f"{_USES[item.use]} {item.to}".strip(),
        )
    for clause in draft.dropped:
        yield f"Mục đã bỏ {clause.path}", wording.short(clause.text, 200)


def clause_facts(clause: DraftClause) -> Iterator[tuple[str, str]]:
    """Yield what a clause says, by the name of each part."""
    name = f"Mục {clause.path}"
    yield f"{name} · Nguyên văn", clause.text
    yield f"{name} · Cách giao", _MODES[clause.mode]
    for part, units in (("Chủ trì", clause.lead), ("Phối hợp", clause.support)):
        if units:
            yield f"{name} · {part}", "; ".join(map(_unit, units))
    for number, duty in enumerate(clause.duties, start=1):
        yield f"{name} · Nhiệm vụ {number}", duty_words(duty)


def _unit(unit: DraftUnit) -> str:
    return f"{unit.name} ({', '.join(unit.units)})" if unit.units else unit.name


def duty_words(duty: DraftDuty) -> str:
    """Return a duty with its kind and how it becomes dated."""
    kind = wording.DUTY_KIND_NAMES.get(duty.kind, duty.kind)
    when = cadence_words.words(Cadence.from_json(duty.cadence))
    return f"{duty.text} ({kind}; {when})" if when else f"{duty.text} ({kind})"
