"""Rows read as plain values, past the session, which would make an object of each."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, literal
from sqlmodel import Session, SQLModel


def columns(table: type[SQLModel], *names: str) -> list[Any]:
    """Return columns of a table by their names, as ``select`` takes them."""
    return [getattr(table, name) for name in names]


def one_of(column: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """Tell whether a column holds one of a few fixed values.

    They are parameters of their own: a list is put into the statement anew each time it runs.
    """
    found: ColumnElement[bool] = column.in_([literal(one, column.type) for one in sorted(values)])
    return found


def rows(session: Session, statement: Select[Any], **given: Any) -> Sequence[Row[Any]]:
    """Return what a statement finds, its parameters given; the session's own changes count."""
    session.flush()
    return session.connection().execute(statement, given).all()
