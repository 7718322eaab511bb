"""From a draft to dated work, before anything is stored: which day, for whom, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from dondoc.rules import slugs
from dondoc.rules.cadence import Cadence, Form
from dondoc.rules.schedule import Occurrence, PlanFacts, WaveSpan, occurrences, proposed_waves
from dondoc.usecases import draft as drafts
from dondoc.usecases import heirs
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.draft import Draft, DraftClause
from models.plan import Certainty, Plan


@dataclass(frozen=True)
class Planned:
    """One assignment to be, before it is stored: what, who, when, and why then."""

    clause_path: str
    duty_position: int
    duty_text: str
    kind: str
    unit_name: str
    unit_key: str
    occurrence: Occurrence
    already_past: bool

    @property
    def code(self) -> str:
        """The assignment's ID within its plan."""
        return f"{self.clause_path}/{self.duty_position}@{self.unit_key}#{self.occurrence.key}"


def issue_date(plan: Plan, given: date | None, today: date) -> tuple[date, Certainty]:
    """Return the day from which terms run: the document's, else the given one, else today's."""
    if plan.issued_on is not None:
        return plan.issued_on, Certainty.STATED
    if given is not None:
        return given, Certainty.STATED
    return today, Certainty.PROPOSED


def facts_of(plan: Plan, context: WardRows, *, issued_on: date) -> PlanFacts:
    """Return the plan's span: as stated, else the calendar year of the plan."""
    year = plan.year or issued_on.year
    return PlanFacts(
        issued_on=issued_on,
        starts_on=plan.starts_on or date(year, 1, 1),
        ends_on=plan.ends_on or date(year, 12, 31),
        closes_at=context.ward.closes_at,
        zone=context.zone,
        anchors={one.key: one.on for one in anchors_of(drafts.of_plan(plan))},
    )


@dataclass(frozen=True)
class Hung:
    """An anchor that a draft names: a day on which terms hang; ``on`` is None while unknown."""

    key: str
    name: str
    on: date | None
    certainty: Certainty


def anchors_of(draft: Draft) -> list[Hung]:
    """Return the anchors on which duties of a draft hang, each once, in the order of the plan.

    Where two duties name one event, the first that knows its name or its day tells it.
    """
    found: dict[str, Hung] = {}
    for clause in draft.clauses:
        for duty in clause.duties:
            cadence = Cadence.from_json(duty.cadence)
            key = cadence.waits_for
            if cadence.form is not Form.AFTER or key is None:
                continue
            known = found.get(key)
            found[key] = Hung(
                key,
                (known.name if known else "") or cadence.anchor_name,
                (known.on if known else None) or cadence.anchor_on,
                known.certainty if known and known.on else Certainty(cadence.certainty),
            )
    return [replace(one, name=one.name or one.key) for one in found.values()]


def waves_for(draft: Draft, facts: PlanFacts, context: WardRows) -> tuple[WaveSpan, ...]:
    """Return the plan's waves: the draft's own, else the ward's in its span, else proposed ones."""
    spans = (
        _spans(draft.waves, facts.starts_on, facts.ends_on)
        if draft.waves
        else ward_waves(context, facts.starts_on, facts.ends_on)
    )
    return spans or proposed_waves(facts)


def ward_waves(context: WardRows, first: date, last: date) -> tuple[WaveSpan, ...]:
    """Return those of the ward's own waves that touch a span of days."""
    given = [
        drafts.DraftWave.model_validate(
            {"from": w["starts_on"], "to": w["ends_on"], "key": w["key"], "name": w["name"],
             "summary": w["summary"], "summary_due": w["summary_due"]}
        )
        for w in context.ward.waves
    ]  # fmt: skip
    return _spans(given, first, last)


def _spans(waves: Iterable[drafts.DraftWave], first: date, last: date) -> tuple[WaveSpan, ...]:
    return tuple(
        WaveSpan(
            key=wave.key,
            name=wave.name,
            starts_on=wave.starts_on,
            ends_on=wave.ends_on,
            summary=wave.summary,
            summary_due_on=wave.summary_due,
            certainty="stated",
        )
        for wave in waves
        if wave.starts_on <= last and first <= wave.ends_on
    )


def grounds_of(occurrence: Occurrence) -> list[dict[str, str]]:
    """Return the steps by which a date came about, as an assignment stores them."""
    return [one._asdict() for one in occurrence.grounds]


def is_past(plan: Plan, context: WardRows, *, issued_on: date, today: date) -> bool:
    """Tell whether the whole span of the plan lies behind; such a plan is not chased."""
    return facts_of(plan, context, issued_on=issued_on).ends_on < today


def preview(
    session: Session, plan_id: int, *, now: datetime, issued_on: date | None = None
) -> list[Planned]:
    """Return what confirming would date, in the order of the plan; changes nothing.

    Raises:
        NotFound: there is no such plan.
    """
    plan = drafts.held(session, plan_id)
    context = load_ward_context(session, plan.ward_id)
    day, _ = issue_date(plan, issued_on, context.day(now))
    return list(planned_for(plan, context, issued_on=day, now=now))


def planned_for(
    plan: Plan, context: WardRows, *, issued_on: date, now: datetime
) -> Iterable[Planned]:
    """Yield what a draft would become, in the order of the plan, past proposals left out."""
    draft = heirs.draft_now(drafts.of_plan(plan), context, context.day(now))
    facts = facts_of(plan, context, issued_on=issued_on)
    waves = waves_for(draft, facts, context)
    names = {unit.key: unit.name for unit in context.own_units}
    for clause in draft.clauses:
        keys = lead_keys(clause)
        for position, duty in enumerate(clause.duties, start=1):
            dates = occurrences(
                Cadence.from_json(duty.cadence),
                duty.kind,
                facts=facts,
                waves=waves,
                calendar=context.calendar,
            )
            for occurrence in dates:
                past = occurrence.due_at <= now
                if past and occurrence.certainty == "proposed":
                    continue
                for key, printed in keys.items():
                    yield Planned(
                        clause_path=clause.path,
                        duty_position=position,
                        duty_text=duty.text,
                        kind=duty.kind,
                        unit_name=names.get(key, printed),
                        unit_key=key,
                        occurrence=occurrence,
                        already_past=past,
                    )


def lead_keys(clause: DraftClause) -> dict[str, str]:
    """Return the keys of those who lead, each once, with the name as printed."""
    found: dict[str, str] = {}
    for unit in clause.lead:
        for key in unit.units or [slug(unit.name)]:
            found.setdefault(key, unit.name)
    return found


def slug(name: str) -> str:
    """Return a key for a unit that the directory does not know: «Tổ dân phố 3» → to-dan-pho-3."""
    return slugs.slug(name, empty="don-vi")
