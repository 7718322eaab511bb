"""The assignment (nhiệm vụ có hạn): the row that is tracked, and all that happens to it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.columns import UtcDateTime, stored_by_value, type_of_json
from models.plan import Certainty, Mode


class State(StrEnum):
    """What is stored; the standing (chưa đến hạn, quá hạn …) is derived from it and the clock."""

    ASSIGNED = "assigned"
    ACKNOWLEDGED = "acknowledged"
    REPORTED = "reported"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SLEEPING = "sleeping"
    CANCELLED = "cancelled"
    TRANSFERRED = "transferred"


#: States in which the unit still owes its report.
OPEN_STATES = frozenset({State.ASSIGNED, State.ACKNOWLEDGED, State.RETURNED})
#: States that a closing figure counts as not yet completed.
UNFINISHED_STATES = OPEN_STATES | {State.REPORTED}


class ActorKind(StrEnum):
    """In what capacity someone acted."""

    LINK = "link"
    OFFICER = "officer"
    LEADER = "leader"
    SYSTEM = "system"


class Assignment(SQLModel, table=True):
    """One duty, one lead unit, one deadline.

    ``case_revision`` is the revision at which the running case began: levels are told once
    per case, and a granted extension begins a new one. ``chain`` is the chain as it stood
    when the case first reached a level. ``ladder_revision`` is the revision from which on told
    rungs count: an extension starts the ladder anew, a date that was computed again does not.
    ``grounds`` holds the steps ``{"label", "words"}`` by which the first date came about.
    ``anchor_key`` names the anchor whose day a sleeping assignment waits for. With
    ``history_hidden`` the unit does not see what went before it. Until the end of the local
    day ``paused_until`` the unit is not reminded (tạm ngừng nhắc); the deadline stays.
    """

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    duty_id: int = Field(foreign_key="duty.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    code: str
    occurrence: str
    wave_key: str | None = None
    mode: Mode = Field(sa_type=stored_by_value(Mode))
    state: State = Field(default=State.ASSIGNED, sa_type=stored_by_value(State), index=True)
    certainty: Certainty = Field(sa_type=stored_by_value(Certainty))
    expected_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    first_due_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime, index=True)
    revision: int = 1
    case_revision: int = 1
    ladder_revision: int = 1
    revised_at: datetime = Field(sa_type=UtcDateTime)
    derivation: str = ""
    grounds: list[dict[str, str]] = Field(default_factory=list, sa_type=type_of_json)
    chased: bool = True
    sleeping_for: str | None = None
    anchor_key: str | None = None
    history_hidden: bool = False
    paused_until: date | None = None
    pause_reason: str | None = None
    reported_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    judged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    chain: list[dict[str, Any]] | None = Field(default=None, sa_type=type_of_json)
    predecessor_id: int | None = Field(default=None, foreign_key="assignment.id")
    successor_id: int | None = Field(default=None, foreign_key="assignment.id")
    version: int = 1


class DeadlineRevision(SQLModel, table=True):
    """The deadline as first set (number 1) and after each change (lần điều chỉnh hạn).

    ``kind`` is one of first, extension, shortened, return, wake, amended, and, where it was
    computed again, calendar, waves, cadence, anchor.
    """

    __tablename__ = "deadline_revision"
    __table_args__ = (UniqueConstraint("assignment_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    number: int
    kind: str
    due_at: datetime = Field(sa_type=UtcDateTime)
    made_at: datetime = Field(sa_type=UtcDateTime)
    made_by: str
    reason: str


class AssignmentEvent(SQLModel, table=True):
    """One fact of the history; triggers refuse to change or delete it.

    ``data["values"]`` gives each column of the assignment that it changed as ``[before, after]``,
    so that the rows of any past day can be made again.
    """

    __tablename__ = "assignment_event"

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    kind: str
    actor_kind: ActorKind = Field(sa_type=stored_by_value(ActorKind))
    actor: str
    channel: str
    state_from: str | None = None
    state_to: str | None = None
    text: str = ""
    data: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)


class ReportState(StrEnum):
    """The officer's answer to a report."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Report(SQLModel, table=True):
    """What a unit says it did (báo cáo kết quả), with figures by name."""

    __tablename__ = "report"

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    made_at: datetime = Field(sa_type=UtcDateTime)
    made_by: str
    channel: str
    text: str
    figures: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    good_example: str = ""
    state: ReportState = Field(default=ReportState.WAITING, sa_type=stored_by_value(ReportState))
    answer: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by: str | None = None


class Evidence(SQLModel, table=True):
    """A file given with a report (minh chứng); the name is kept as given, in NFC."""

    __tablename__ = "evidence"

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    file_name: str
    media_type: str
    size: int
    sha256: str
    content: bytes = Field(sa_type=LargeBinary)


class ExtensionState(StrEnum):
    """The officer's answer to a wish for more time; one that nobody has to answer lapses."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    LAPSED = "lapsed"


class Extension(SQLModel, table=True):
    """A unit's wish for a later deadline (đề nghị gia hạn).

    ``granted_until`` lies before ``wanted_until`` where it was granted in part.
    """

    __tablename__ = "extension"

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    asked_by: str
    wanted_until: datetime = Field(sa_type=UtcDateTime)
    granted_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str
    state: ExtensionState = Field(
        default=ExtensionState.ASKED, sa_type=stored_by_value(ExtensionState)
    )
    answer: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by: str | None = None


class Link(SQLModel, table=True):
    """A bearer right for one assignment, for one unit, sent to one address.

    The token is made from ``nonce`` with the installation's secret; only its SHA-256
    is stored, so a copy of the database opens nothing.
    """

    __tablename__ = "link"
    __table_args__ = (UniqueConstraint("assignment_id", "unit_id", "address", "generation"),)

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    address: str
    generation: int = 1
    nonce: str
    token_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
