"""Column types and names of constraints that every table shares."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

#: Plain JSON on both databases: JSONB would lose the order of keys, which people read.
type_of_json = JSON()


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware both ways, in UTC in the database.

    Raises:
        ValueError: a naive value is about to be stored.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        value = _aware(value).astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        """Store an instant; on SQLite as text in one step, for each mail has a dozen of them."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None]:
        """Read what is stored; on SQLite text in one step, for a round reads hundreds of instants."""
        if dialect.name == "sqlite":
            return _from_text
        read = self.impl_instance.result_processor(dialect, coltype)
        return lambda value: _in_utc(read(value) if read else value)


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"naive datetime {value!r}: give an aware one")
    return value


def _as_text(value: datetime | None) -> str | None:
    # SQLite keeps no offset and compares text, so what is stored is always UTC without one.
    if value is None:
        return None
    return _aware(value).astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


def _values(members: Iterable[StrEnum]) -> list[str]:
    return [member.value for member in members]


def stored_by_value(kind: type[StrEnum]) -> Enum:
    """Store an enum by its value, as text with a CHECK, the same on every database."""
    return Enum(
        kind,
        values_callable=_values,
        native_enum=False,
        create_constraint=True,
        length=32,
        name=kind.__name__.lower(),
    )


Json = dict[str, Any]
