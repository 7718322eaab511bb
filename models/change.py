"""Changes of a ward itself: its log, its reorganisations, its calendar feeds."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Field, SQLModel

from models.assignment import ActorKind
from models.columns import UtcDateTime, stored_by_value, type_of_json

#: The kinds of events that a reorganisation and its undoing leave in each ward that is concerned.
REORGANISED = ("reorganisation", "reorganisation-undone")


class WardEvent(SQLModel, table=True):
    """One change that is not of one assignment; triggers refuse to change or delete it.

    ``kind`` is one of calendar, calendar-confirmed, waves, cadence, ladder, anchor, document,
    contact, absence, unit, reorganisation, reorganisation-undone, feed, summary, alarm, plan,
    ward-file, bounce, away, incoming, take-over, dispatch-drafted. ``data`` holds ``before`` and ``after``.
    """

    __tablename__ = "ward_event"

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    kind: str
    actor_kind: ActorKind = Field(sa_type=stored_by_value(ActorKind))
    actor: str
    channel: str
    text: str = ""
    data: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)


class ReorganisationState(StrEnum):
    """It waits for its day, has been carried out, or was taken back on that same day."""

    PLANNED = "planned"
    DONE = "done"
    UNDONE = "undone"


class Reorganisation(SQLModel, table=True):
    """Units or whole wards renamed, merged, split or dissolved (sắp xếp tổ chức).

    It holds from the beginning of ``effective_on``, a local day. ``data`` says what was ordered
    and, once carried out, what it changed, so that it can be taken back.
    """

    __tablename__ = "reorganisation"

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    kind: str
    effective_on: date
    state: ReorganisationState = Field(
        default=ReorganisationState.PLANNED,
        sa_type=stored_by_value(ReorganisationState),
        index=True,
    )
    data: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    made_at: datetime = Field(sa_type=UtcDateTime)
    made_by: str
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_by: str | None = None


class CalendarFeed(SQLModel, table=True):
    """A calendar to subscribe to: of one unit, or of a person for the whole ward.

    The token is made from ``nonce`` with the installation's secret; only its SHA-256 is stored.
    """

    __tablename__ = "calendar_feed"

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    nonce: str
    token_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=UtcDateTime)
    made_by: str
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
