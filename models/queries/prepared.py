"""Statements said for every few mails: compiled once for each kind of database, run by its driver.

SQLAlchemy goes over all parameters of each row that is stored, which for the small rows of a mail
takes several times as long as storing them. What it would do is done beforehand: the text is
compiled, and each value goes through the type of its column, once where rows share it. What a
statement returns is as the driver has it: no type goes over it, so let it be numbers and text.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    CursorResult,
    Dialect,
    Insert,
    Row,
    Select,
    Update,
    bindparam,
    literal_column,
)
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlmodel import Session

Statement = Insert | Select[Any] | Update
_Ready = Callable[[Any], Any]

#: Values that one statement names at once; more are asked for by several.
_MOST = 512
_VALUES = [f"value_{number}" for number in range(_MOST)]


def said(value: StrEnum | int) -> ColumnElement[Any]:
    """Return a fixed value that stands in the text of a statement itself: no parameter for it."""
    return literal_column(f"'{value.value}'" if isinstance(value, StrEnum) else str(value))


class Prepared:
    """A statement; ``names`` are the parameters that each row gives, all others are fixed."""

    def __init__(self, statement: Statement, *names: str) -> None:
        self._statement = statement
        self._names = names
        self._compiled: dict[str, _Compiled] = {}

    def run(self, session: Session, given: Sequence[dict[str, Any]]) -> None:
        """Run it for each of some rows, which is one call of the driver.

        Raises:
            IntegrityError: what is stored forbids one of them.
        """
        if given:
            self.found(session.connection(), given)

    def found(self, connection: Connection, given: Sequence[dict[str, Any]]) -> CursorResult[Any]:
        """Do the same; returns what it finds, of one row."""
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = _Compiled(self._statement, self._names, dialect)
            self._compiled[dialect.name] = compiled
        rows = compiled.rows(given) if len(given) > 1 else compiled.row(given[0])
        return connection.exec_driver_sql(compiled.text, rows)


class PreparedOfMany:
    """A statement about what has one of some values, ``IN`` a list that ``build`` is given.

    It is compiled for one of them, for two, four, eight; the last value stands in what is left.
    """

    def __init__(self, build: Callable[[list[Any]], Statement], *names: str) -> None:
        self._build = build
        self._names = names
        self._of_size: dict[int, Prepared] = {}

    def found(self, session: Session, values: Iterable[Any], **given: Any) -> list[Row[Any]]:
        """Run it; returns the rows that it finds or changed, in no order."""
        every = list(values)
        connection = session.connection()
        rows: list[Row[Any]] = []
        for start in range(0, len(every), _MOST):
            some = every[start : start + _MOST]
            size = 1 << (len(some) - 1).bit_length()
            some += some[-1:] * (size - len(some))
            row = dict(zip(_VALUES, some, strict=False)) | given
            rows += self._for(size).found(connection, [row]).all()
        return rows

    def _for(self, size: int) -> Prepared:
        found = self._of_size.get(size)
        if found is None:
            names = _VALUES[:size]
            statement = self._build([bindparam(name) for name in names])
            found = self._of_size[size] = Prepared(statement, *names, *self._names)
        return found


class _Compiled:
    """A statement in the words of one kind of database."""

    def __init__(self, statement: Statement, names: Sequence[str], dialect: Dialect) -> None:
        keys = list(names) if isinstance(statement, Insert) else None
        compiled = statement.compile(dialect=dialect, column_keys=keys)
        self.text = str(compiled)
        self._by_name = not compiled.positional
        self._ready: dict[str, _Ready | None] = {
            name: bind.type.dialect_impl(dialect).bind_processor(dialect)
            for bind, name in compiled.bind_names.items()
        }
        self._order = compiled.positiontup or list(self._ready)
        fixed = compiled.params | {one.key: _default(one) for one in compiled.insert_prefetch}
        self._fixed = {
            name: _each(self._ready[name], [value])[0]
            for name, value in fixed.items()
            if name not in names
        }
        self._to_make = {
            name: ready
            for name, ready in self._ready.items()
            if ready is not None and name not in self._fixed
        }

    def row(self, given: dict[str, Any]) -> Any:
        """Return one row of parameters as the driver takes it."""
        made = {name: ready(given[name]) for name, ready in self._to_make.items()}
        row = given | self._fixed | made
        return row if self._by_name else tuple(map(row.__getitem__, self._order))

    def rows(self, given: Sequence[dict[str, Any]]) -> list[Any]:
        """Return rows of parameters as the driver takes them."""
        columns = [
            [self._fixed[name]] * len(given)
            if name in self._fixed
            else _each(self._ready[name], [one[name] for one in given])
            for name in self._order
        ]
        rows = list(zip(*columns, strict=True))
        return [dict(zip(self._order, row, strict=True)) for row in rows] if self._by_name else rows


def _default(column: Column[Any]) -> Any:
    """Return what a column is given where a row leaves it out."""
    default = column.default
    if not isinstance(default, ScalarElementColumnDefault):
        raise TypeError(f"{column} has no fixed default: each row must give it")
    return default.arg


def _each(ready: _Ready | None, values: list[Any]) -> list[Any]:
    """Return values as the driver takes them; one that follows itself is made ready once."""
    if ready is None:
        return values
    last, made = values[0], ready(values[0])
    found = []
    for value in values:
        if value is not last:
            last, made = value, ready(value)
        found.append(made)
    return found
