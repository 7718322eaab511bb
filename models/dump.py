"""Every row of every table, out to plain JSON lines and back, the same for both databases."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from enum import Enum as PythonEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, Table

from models.columns import UtcDateTime
from models.tables import metadata

#: Rows in one statement; those with files and mails are large.
BATCH = 200


class Column(NamedTuple):
    """One column as the dump names it; ``kind`` is plain, instant, day, bytes, json or bool.

    ``refers`` is set where the column points into its own table.
    """

    name: str
    kind: str
    refers: bool = False


_KINDS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any], Any]] = {
    "plain": (lambda value: value, lambda value: value, sa.types.NullType()),
    "bool": (bool, bool, sa.Boolean()),
    "json": (lambda value: value, lambda value: value, sa.JSON(none_as_null=True)),
    "day": (date.isoformat, date.fromisoformat, sa.Date()),
    "instant": (
        lambda value: value.astimezone(UTC).isoformat(), datetime.fromisoformat, UtcDateTime(),
    ),
    "bytes": (
        lambda value: base64.b64encode(value).decode("ascii"), base64.b64decode, sa.LargeBinary(),
    ),
}  # fmt: skip


def tables() -> list[Table]:
    """Return all tables, those that others point to first."""
    return list(metadata.sorted_tables)


def columns_of(table: Table) -> list[Column]:
    """Return the columns of a table as a dump describes them."""
    return [
        Column(one.name, _kind(one), any(key.column.table is table for key in one.foreign_keys))
        for one in table.columns
    ]


def _kind(column: sa.Column[Any]) -> str:
    if isinstance(column.type, UtcDateTime):
        return "instant"
    if isinstance(column.type, sa.JSON):
        return "json"
    if isinstance(column.type, sa.LargeBinary):
        return "bytes"
    if isinstance(column.type, sa.Boolean):
        return "bool"
    return "day" if isinstance(column.type, sa.Date) else "plain"


def lines_of(connection: Connection, table: Table) -> Iterator[str]:
    """Yield the rows of a table, each a JSON list in the order of ``columns_of``."""
    out = [_KINDS[column.kind][0] for column in columns_of(table)]
    key = list(table.primary_key.columns)
    rows = connection.execution_options(yield_per=BATCH).execute(sa.select(table).order_by(*key))
    for row in rows:
        values = [
            None if value is None else write(value)
            for write, value in zip(out, map(_bare, row), strict=True)
        ]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _bare(value: Any) -> Any:
    return value.value if isinstance(value, PythonEnum) else value


def row_of(line: str, columns: list[Column]) -> dict[str, Any]:
    """Return a line of a dump as a row.

    Raises:
        ValueError: it is none of these columns.
    """
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != len(columns):
        raise ValueError("another number of values than columns")
    return {
        column.name: None if value is None else _KINDS[column.kind][1](value)
        for column, value in zip(columns, values, strict=True)
    }


def fill(
    connection: Connection, name: str, columns: list[Column], rows: Iterable[dict[str, Any]]
) -> None:
    """Put rows into an empty table; what points into the table itself is put there at the end."""
    table = sa.table(name, *(sa.column(one.name, _KINDS[one.kind][2]) for one in columns))
    own = [one.name for one in columns if one.refers]
    later: list[dict[str, Any]] = []
    batch: list[dict[str, Any]] = []
    for row in rows:
        pointing = {column: row[column] for column in own if row[column] is not None}
        if pointing:
            later.append({"id": row["id"], **pointing})
        batch.append({**row, **dict.fromkeys(pointing)})
        if len(batch) == BATCH:
            connection.execute(sa.insert(table), batch)
            batch = []
    if batch:
        connection.execute(sa.insert(table), batch)
    for one in later:
        values = {column: value for column, value in one.items() if column != "id"}
        connection.execute(sa.update(table).where(table.c.id == one["id"]).values(values))
    _count_on(connection, name, columns)


def _count_on(connection: Connection, name: str, columns: list[Column]) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers."""
    if connection.dialect.name != "postgresql" or "id" not in {one.name for one in columns}:
        return
    sequence = connection.execute(
        sa.text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": name}
    ).scalar_one()
    if sequence is not None:
        table = sa.table(name, sa.column("id", sa.Integer()))
        highest = connection.execute(sa.select(sa.func.max(table.c.id))).scalar() or 0
        connection.execute(
            sa.text("SELECT setval(CAST(:sequence AS regclass), :next, false)"),
            {"sequence": sequence, "next": highest + 1},
        )


def clear(connection: Connection) -> None:
    """Drop every table of dondoc, of whatever version, with what guards them."""
    if connection.dialect.name == "postgresql":
        _clear_server(connection)
        return
    for name in sa.inspect(connection).get_table_names():
        connection.exec_driver_sql(f'DROP TABLE "{name}"')


def _clear_server(connection: Connection) -> None:
    known = {table.name for table in tables()} | {"alembic_version"}
    for name in sa.inspect(connection).get_table_names():
        if name in known:
            connection.exec_driver_sql(f'DROP TABLE "{name}" CASCADE')
    guards = connection.execute(
        sa.text(
            "SELECT p.proname, p.oid::regprocedure::text FROM pg_proc p "
            "JOIN pg_namespace n ON n.oid = p.pronamespace "
            "WHERE n.nspname = current_schema() AND p.prorettype = 'trigger'::regtype"
        )
    ).all()
    for guard, signature in guards:
        if any(guard.startswith(f"{name}_") for name in known):
            connection.exec_driver_sql(f"DROP FUNCTION {signature} CASCADE")


def is_empty(connection: Connection) -> bool:
    """Tell whether no ward is in the database; it may have tables or none."""
    if not sa.inspect(connection).has_table("ward"):
        return True
    return connection.execute(sa.text("SELECT 1 FROM ward LIMIT 1")).first() is None
