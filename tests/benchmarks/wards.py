"""A ward two weeks into its plan, and a thousand copies of it, on databases that are thrown away."""

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Column, Table, UniqueConstraint
from sqlmodel import SQLModel

from dondoc.operate.simulate import SAMPLE_WARD
from dondoc.operate.tick import turn
from dondoc.reading.read import read_document
from dondoc.rules.local import at_local, zone_of
from dondoc.usecases import confirm, import_plan, load_ward
from dondoc.usecases.actor import SYSTEM
from dondoc.usecases.ward_file import read_ward_file
from dondoc.wiring import App, capturing, throw_away

PLAN = Path(__file__).parents[1] / "golden" / "own_plan.txt"
ZONE = zone_of("Asia/Ho_Chi_Minh")
#: Ids of one copy lie this far from those of the next.
STRIDE = 1_000_000
CONFIRMED = date(2025, 3, 3)
#: A Thursday on which three of eleven units are to be reminded.
MORNING = at_local(date(2025, 3, 20), "07:30", ZONE)
#: What a round writes; emptied again, it is as if the round had not been.
WRITTEN = ("mail_item", "rung_mark", "link", "mail_content", "outbox_mail")


def confirmed_ward(folder: Path) -> App:
    """Return the sample ward with 53 assignments that nobody has been told of."""
    app = throw_away(folder)
    start = at_local(CONFIRMED, "08:00", ZONE)
    with app.transaction() as session:
        ward = load_ward.load_ward(session, read_ward_file(SAMPLE_WARD), now=start)
        plan = import_plan.import_plan(
            session, ward.id or 0, reading=read_document(PLAN), file_name=PLAN.name,
            file_bytes=PLAN.read_bytes(), issued_on=CONFIRMED, now=start,
        )  # fmt: skip
        confirm.confirm(session, plan.id or 0, actor=SYSTEM, now=start)
    return app


def ward_in_march(folder: Path) -> App:
    """Return that ward as it stands when it was served each day up to the day before ``MORNING``."""
    app = confirmed_ward(folder)
    serve_each_day(app, at_local(CONFIRMED, "08:10", ZONE), MORNING)
    with closing(_raw(app)) as raw:
        # Sent mails are never read again by a round; whole, a thousand wards' would fill gigabytes.
        raw.execute("UPDATE mail_content SET content = substr(content, 1, 512)")
        raw.commit()
    return app


def serve_each_day(app: App, first: datetime, until: datetime) -> None:
    """Serve the wards at an instant and then each morning before another; the mails go nowhere."""
    playing, _ = capturing(app)
    moment = first
    while moment < until:
        turn(playing, now=lambda at=moment: at, force=True)  # type: ignore[misc]
        moment = at_local((moment + timedelta(days=1)).astimezone(ZONE).date(), "07:30", ZONE)


def copy_ward(app: App, copies: int) -> None:
    """Copy ward 1 with all that belongs to it, by one statement for each table."""
    with closing(_raw(app)) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        numbers = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)"
        for table in SQLModel.metadata.sorted_tables:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            values = ", ".join(_copied(table, column) for column in table.columns)
            # The names are those of our own tables.
            query = f'INSERT INTO "{table.name}" ({columns}) {numbers} SELECT {values} FROM "{table.name}", n'  # noqa: S608
            raw.execute(query, (copies,))
        raw.commit()
        raw.execute("ANALYZE")


def _copied(table: Table, column: Column[object]) -> str:
    name = f'"{table.name}"."{column.name}"'
    alone = column.unique or any(
        isinstance(rule, UniqueConstraint) and rule.columns.keys() == [column.name]
        for rule in table.constraints
    )
    if column.primary_key or column.foreign_keys:
        return f"{name} + n.n * {STRIDE}"
    if alone or "email" in column.name or "address" in column.name:
        return f"n.n || '-' || {name}"
    return name


def forget_the_round(app: App, kept: dict[str, int]) -> None:
    """Take back what a round wrote after ``kept`` was noted down."""
    with closing(_raw(app)) as raw:
        for table in WRITTEN:
            raw.execute(f"DELETE FROM {table} WHERE rowid > ?", (kept[table],))  # noqa: S608 - our own names
        raw.commit()


def newest_ids(app: App) -> dict[str, int]:
    """Note down the newest row of each table that a round writes to."""
    with closing(_raw(app)) as raw:
        queries = {table: f"SELECT coalesce(max(rowid), 0) FROM {table}" for table in WRITTEN}  # noqa: S608 - our own names
        return {table: raw.execute(query).fetchone()[0] for table, query in queries.items()}


def _raw(app: App) -> sqlite3.Connection:
    return sqlite3.connect(app.engine.url.database or "")
