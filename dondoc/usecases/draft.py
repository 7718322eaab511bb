"""The draft of a plan (bản dự thảo phân công): what it is made of, and where it is kept.

It lives as JSON in ``Plan.draft`` and as YAML in the officer's hands; both have this shape, the
YAML without what only places words in the document (``draft_file``).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
    model_validator,
)
from sqlmodel import Session

from dondoc.rules.cadence import Cadence
from dondoc.rules.ladder import check_own
from dondoc.usecases.errors import NotFound
from models.plan import Plan

What = Literal["lead", "support", "deadline", "recurrence", "duty"]


class WrongDraft(Exception):
    """The edited draft cannot be used; the message names the place."""


class Part(BaseModel):
    """A part of the draft; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Mark(Part):
    """Where a value was read: characters ``span`` of the clause's text."""

    span: tuple[int, int]
    what: What


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
    ladder: dict[str, Any] = {}

    @model_validator(mode="after")
    def _cadence_is_known(self) -> "DraftDuty":
        Cadence.from_json(self.cadence)
        return self

    @field_validator("ladder", mode="after")
    @classmethod
    def _ladder_is_known(cls, given: dict[str, Any]) -> dict[str, Any]:
        return check_own(given)

    @model_serializer(mode="wrap")
    def _without_empty_ladder(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        shape: dict[str, Any] = handler(self)
        if not shape.get("ladder"):
            shape.pop("ladder", None)
        return shape


class DraftClause(Part):
    """One clause, word for word.

    ``line`` is the number, from 0, of the line of ``Plan.text`` that holds it, ``more_lines`` those
    of clauses that were merged into it; ``scanned`` asks for comparing it with the scan.
    """

    path: str = Field(min_length=1)
    text: str
    mode: Literal["assign", "request"]
    lead: list[DraftUnit]
    support: list[DraftUnit] = []
    duties: list[DraftDuty]
    line: int | None = None
    more_lines: list[int] = []
    scanned: bool = False
    marks: list[Mark] = []

    @property
    def lines(self) -> list[int]:
        """Every line of the document that belongs to it."""
        return [*([] if self.line is None else [self.line]), *self.more_lines]


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


class DraftElsewhere(Part):
    """A dated thing outside the part that assigns work, and what the officer made of it.

    ``use`` is empty while nobody has decided; ``duty`` and ``clause`` say that its date went to
    the duty, or that it became the clause, named in ``to`` (``V.2/1``, ``V.2``); ``aside`` that
    it needs no follow-up. ``deadlines`` are those of the reading's JSON.
    """

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    path: str
    text: str
    lead: list[str] = []
    deadlines: list[dict[str, Any]] = []
    line: int | None = None
    use: Literal["", "duty", "clause", "aside"] = ""
    to: str = ""


class Draft(Part):
    """The whole draft; ``dropped`` clauses are kept so that they can be taken back."""

    clauses: list[DraftClause]
    waves: list[DraftWave] = []
    elsewhere: list[DraftElsewhere] = []
    dropped: list[DraftClause] = []
    warnings: list[dict[str, Any]] = []

    @model_validator(mode="after")
    def _paths_differ(self) -> "Draft":
        check_paths(clause.path for clause in self.clauses)
        return self


def check_paths(paths: Iterable[str]) -> None:
    """Make sure that each clause has a path of its own.

    Raises:
        ValueError: two have the same.
    """
    for path, count in Counter(paths).items():
        if count > 1:
            raise ValueError(f"mục {path} có hai lần")


def of_plan(plan: Plan) -> Draft:
    """Return the stored draft."""
    return Draft.model_validate(plan.draft)


def to_json(draft: Draft) -> dict[str, Any]:
    """Return the draft as it is stored."""
    return draft.model_dump(mode="json", by_alias=True)


def held(session: Session, plan_id: int, *, lock: bool = False) -> Plan:
    """Return a plan; with ``lock``, whoever else wants to lock it waits for this transaction.

    Raises:
        NotFound: there is none with this number.
    """
    plan = session.get(Plan, plan_id, with_for_update=lock)
    if plan is None:
        raise NotFound(f"Không có kế hoạch số {plan_id}.")
    return plan
