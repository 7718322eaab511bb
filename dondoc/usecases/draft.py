"""The draft of a plan (bản dự thảo phân công): made from a reading, edited by the officer.

It lives as JSON in ``Plan.draft`` and as YAML in the officer's hands; both have this shape.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from sqlmodel import Session

from dondoc.reading.directory import Directory, DirectoryUnit, match_unit, without_contact
from dondoc.reading.draft import Reading
from dondoc.rules import cadence as cadences
from dondoc.rules.cadence import Cadence, Form
from dondoc.usecases import yaml_faults, yaml_text
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.errors import NotFound
from models.plan import Plan, PlanState

#: Said of the draft as it stands, so said anew after each edit.
OWN_WARNINGS = frozenset({"clause-without-unit", "unknown-unit", "unit-without-contact"})


class WrongDraft(Exception):
    """The edited draft cannot be used; the message names the place."""


class Part(BaseModel):
    """A part of the draft; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class DraftUnit(Part):
    """A unit as printed, and the directory's keys behind it; none means: not known yet."""

    name: str = Field(min_length=1)
    units: list[str] = []
    nearest: list[str] = []


class DraftDuty(Part):
    """One duty and how it becomes dated."""

    text: str
    kind: str
    phrases: list[str] = []
    cadence: dict[str, Any]

    @model_validator(mode="after")
    def _cadence_is_known(self) -> "DraftDuty":
        Cadence.from_json(self.cadence)
        return self


class DraftClause(Part):
    """One clause, word for word."""

    path: str = Field(min_length=1)
    text: str
    mode: Literal["assign", "request"]
    lead: list[DraftUnit]
    support: list[DraftUnit] = []
    duties: list[DraftDuty]


class DraftWave(Part):
    """A wave that the officer gives for this plan instead of the proposed ones."""

    key: str
    name: str
    starts_on: date = Field(alias="from")
    ends_on: date = Field(alias="to")
    summary: Literal["interim", "final"]
    summary_due: date | None = None

    @model_validator(mode="after")
    def _days_in_order(self) -> "DraftWave":
        if self.ends_on < self.starts_on:
            raise ValueError("đợt kết thúc (to) trước khi bắt đầu (from)")
        return self


class Draft(Part):
    """The whole draft."""

    clauses: list[DraftClause]
    waves: list[DraftWave] = []
    elsewhere: list[dict[str, Any]] = []
    warnings: list[dict[str, Any]] = []

    @model_validator(mode="after")
    def _paths_differ(self) -> "Draft":
        paths = [clause.path for clause in self.clauses]
        for path in paths:
            if paths.count(path) > 1:
                raise ValueError(f"mục {path} có hai lần")
        return self


def directory_of(context: WardContext) -> Directory:
    """Return the ward's units as the matcher of names wants them."""
    return Directory(
        units=tuple(
            DirectoryUnit(
                key=unit.key,
                name=unit.name,
                aliases=tuple(unit.aliases),
                groups=tuple(unit.groups),
                requested=unit.requested,
                people=tuple(p.title for p in context.people if p.unit_key == unit.key),
                has_contact=bool(context.all_addresses(unit.id or 0)),
            )
            for unit in context.units.values()
        ),
        groups={key: tuple(names) for key, names in context.ward.groups.items()},
    )


def draft_of(reading: Reading, context: WardContext) -> Draft:
    """Return the draft of a document that was read, with cadences stated or proposed."""
    directory = directory_of(context)
    found = reading.to_json()
    warnings = [w for w in found["warnings"] if w["code"] not in OWN_WARNINGS]
    clauses = [_clause(clause, directory, warnings) for clause in found["clauses"]]
    return Draft(clauses=clauses, elsewhere=found["elsewhere"], warnings=warnings)


def _clause(
    clause: Mapping[str, Any], directory: Directory, warnings: list[dict[str, Any]]
) -> DraftClause:
    lead = [_unit(name, directory) for name in clause["lead"]]
    support = [_unit(name, directory) for name in clause["support"]]
    warnings.extend(_warnings(str(clause["path"]), lead, directory))
    asked = {unit.key for unit in directory.units if unit.requested}
    keys = [key for unit in lead for key in unit.units]
    requested = clause["mode"] == "request" or (bool(keys) and asked.issuperset(keys))
    return DraftClause(
        path=clause["path"],
        text=clause["text"],
        mode=clause["mode"],
        lead=lead,
        support=support,
        duties=_duties(clause["duties"], requested=requested),
    )


def _duties(given: Sequence[Mapping[str, Any]], *, requested: bool) -> list[DraftDuty]:
    """Return a clause's duties; what is asked of a body becomes one joint report for a wave."""
    duties = [_duty(duty, requested=requested) for duty in given]
    joint = [duty for duty in duties if requested and duty.cadence["form"] == Form.EACH_WAVE]
    if len(joint) < 2 or any(duty.cadence != joint[0].cadence for duty in joint):
        return duties
    text = "; ".join(duty.text.rstrip(" ;.") for duty in joint)
    phrases = [phrase for duty in joint for phrase in duty.phrases]
    together = joint[0].model_copy(update={"text": text, "phrases": phrases})
    return [together, *(duty for duty in duties if duty not in joint)]


def _unit(name: str, directory: Directory) -> DraftUnit:
    match = match_unit(name, directory)
    return DraftUnit(name=name, units=list(match.keys), nearest=list(match.nearest))


def _warnings(path: str, lead: Sequence[DraftUnit], directory: Directory) -> list[dict[str, Any]]:
    if not lead:
        return [
            {
                "code": "clause-without-unit",
                "path": path,
                "message": f"Mục {path} không nêu đơn vị thực hiện; cần bổ sung trước khi giao.",
            }
        ]
    unknown = [
        {"code": "unknown-unit", "path": path, "message": unknown_unit(path, unit)}
        for unit in lead
        if not unit.units
    ]
    known = [key for unit in lead for key in unit.units]
    mute = [warning.to_json() for warning in without_contact(path, known, directory)]
    return [*unknown, *mute]


def unknown_unit(path: str, unit: DraftUnit) -> str:
    """Say that a unit is in no directory, with the nearest names."""
    near = f" Tên gần nhất: {', '.join(unit.nearest)}." if unit.nearest else ""
    return (
        f"Mục {path}: danh bạ chưa có “{unit.name}”.{near} "
        "Nhiệm vụ vẫn được ghi nhận; cần bổ sung đầu mối để gửi thư."
    )


def _duty(duty: Mapping[str, Any], *, requested: bool) -> DraftDuty:
    recurrence = duty["recurrence"]
    phrases = [deadline["phrase"] for deadline in duty["deadlines"]]
    return DraftDuty(
        text=duty["text"],
        kind=duty["kind"],
        phrases=[*phrases, *([recurrence["phrase"]] if recurrence else [])],
        cadence=cadences.from_reading(duty, requested=requested).to_json(),
    )


def of_plan(plan: Plan) -> Draft:
    """Return the stored draft."""
    return Draft.model_validate(plan.draft)


def held(session: Session, plan_id: int, *, lock: bool = False) -> Plan:
    """Return a plan; with ``lock``, whoever else wants to lock it waits for this transaction.

    Raises:
        NotFound: there is none with this number.
    """
    plan = session.get(Plan, plan_id, with_for_update=lock)
    if plan is None:
        raise NotFound(f"Không có kế hoạch số {plan_id}.")
    return plan


def as_yaml(plan: Plan) -> str:
    """Return the draft as a YAML text for the officer to edit."""
    head = (
        f"# Bản dự thảo phân công của kế hoạch số {plan.id}: {plan.title}\n"
        "# Sửa đơn vị (units: mã trong danh bạ), loại việc (kind), định kỳ (cadence) rồi nạp lại.\n"
    )
    shape = of_plan(plan).model_dump(mode="json", by_alias=True)
    return head + yaml_text.dump(shape)


def replace(session: Session, plan_id: int, text: str) -> Plan:
    """Put an edited draft in the place of the stored one.

    Raises:
        WrongDraft: it is no YAML, a value is wrong, a unit key is unknown, or the plan is confirmed.
        NotFound: there is no such plan.
    """
    plan = held(session, plan_id)
    if plan.state is not PlanState.DRAFT:
        raise WrongDraft("Kế hoạch này đã xác nhận, không còn là dự thảo.")
    draft = _parse(text)
    context = load_ward_context(session, plan.ward_id)
    directory = directory_of(context)
    known = {unit.key for unit in directory.units}
    for clause in draft.clauses:
        for unit in [*clause.lead, *clause.support]:
            for key in unit.units:
                if key not in known:
                    raise WrongDraft(f"Mục {clause.path}: danh bạ không có mã đơn vị “{key}”.")
    draft.warnings = [w for w in draft.warnings if w.get("code") not in OWN_WARNINGS]
    for clause in draft.clauses:
        draft.warnings.extend(_warnings(clause.path, clause.lead, directory))
    plan.draft = draft.model_dump(mode="json", by_alias=True)
    session.add(plan)
    return plan


def _parse(text: str) -> Draft:
    try:
        return Draft.model_validate(yaml_text.load(text))
    except yaml_text.NotYaml as error:
        raise WrongDraft(f"Bản dự thảo, {error}.") from error
    except ValidationError as error:
        raise WrongDraft(yaml_faults.explain(error, text, name="Bản dự thảo")) from error
