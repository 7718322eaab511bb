"""What a stored draft leaves unclear (rõ việc): the facts for ``dondoc.rules.clarity``."""

from collections.abc import Mapping

from sqlmodel import Session

from dondoc.rules.cadence import Cadence
from dondoc.rules.clarity import Body, Duty, Finding, Item, Limit, findings
from dondoc.rules.stated import names_its_day
from dondoc.usecases import draft as drafts
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.draft import DraftClause, DraftDuty, DraftUnit
from models.plan import Plan
from models.ward import Unit


def unclear(session: Session, plan: Plan) -> tuple[Finding, ...]:
    """Return what the drafter of a plan should still say."""
    context = load_ward_context(session, plan.ward_id)
    draft = drafts.of_plan(plan)
    units = {unit.key: unit for unit in context.own_units}
    return findings(
        [_item(clause, units, context) for clause in draft.clauses],
        issued_on=plan.issued_on,
        calendar=context.calendar,
        closes_at=context.ward.closes_at,
        idle=[
            (str(one["path"]), str(one["message"]))
            for one in draft.warnings
            if one.get("code") == "unit-without-duty"
        ],
    )


def _item(clause: DraftClause, units: Mapping[str, Unit], context: WardContext) -> Item:
    return Item(
        path=clause.path,
        leads=tuple(_body(unit, units, context) for unit in clause.lead),
        duties=tuple(_duty(duty) for duty in clause.duties),
    )


def _body(unit: DraftUnit, units: Mapping[str, Unit], context: WardContext) -> Body:
    known = [units[key] for key in unit.units if key in units]
    mute = tuple(one.name for one in known if not context.all_addresses(one.id or 0))
    return Body(name=unit.name, units=len(known), mute=mute)


def _duty(duty: DraftDuty) -> Duty:
    cadence = Cadence.from_json(duty.cadence)
    stated = cadence.certainty == "stated" or bool(cadence.dates)
    return Duty(
        text=duty.text,
        limits=tuple(Limit(day=one.on, exact=names_its_day(one)) for one in cadence.dates),
        timed=stated or bool(cadence.phrase or cadence.notes),
        vague=() if stated else cadence.notes,
    )
