"""Rows read as plain values, past the session, which would make an object of each."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, literal
from sqlmodel import Session, SQLModel
from sqlmodel.sql.expression import SelectOfScalar

T = TypeVar("T")


def columns(table: type[SQLModel], *names: str) -> list[Any]:
    """Return columns of a table by their names, as ``select`` takes them."""
    return [getattr(table, name) for name in names]


def one_of(column: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """Tell whether a column holds one of a few fixed values.

    They are parameters of their own: a list is put into the statement anew each time it runs.
    """
    found: ColumnElement[bool] = column.in_([literal(one, column.type) for one in sorted(values)])
    return found


def rows_if_any(session: Session, statement: SelectOfScalar[T], **given: Any) -> Sequence[T]:
    """Return the table rows that a statement finds, of which there are none as a rule.

    Whether there is any is asked past the session, which takes a third of the time.
    """
    session.flush()
    is_any = session.connection().execute(statement, given).first() is not None
    return session.exec(statement, params=given).all() if is_any else []


def rows(session: Session, statement: Select[Any], **given: Any) -> Sequence[Row[Any]]:
    """Return what a statement finds, its parameters given; the session's own changes count."""
    session.flush()
    return session.connection().execute(statement, given).all()
