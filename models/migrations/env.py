"""Alembic's entry: runs the revisions on the engine that ``models.db`` hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, Boolean, Connection, DateTime, Enum, String
from sqlmodel.sql.sqltypes import AutoString

from models.columns import UtcDateTime
from models.tables import metadata


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write plain types into revisions, so that an old one never needs today's code."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, AutoString):
        return "sa.String()"
    return False


def same_type(_c: Any, _i: Any, _m: Any, inspected: Any, mapped: Any) -> bool | None:
    """Compare the few types that SQLite reads back under another name."""
    if isinstance(mapped, UtcDateTime):
        return not isinstance(inspected, DateTime)
    if isinstance(mapped, AutoString | Enum):
        return not isinstance(inspected, String)
    if isinstance(mapped, JSON | Boolean):
        return False
    return None


def run(connection: Connection) -> None:
    """Run the revisions; on SQLite with foreign keys off, since a rebuilt table would cascade."""
    sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=sqlite,
        render_item=render_item,
        compare_type=same_type,
    )
    with context.begin_transaction():
        context.run_migrations()
    if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise RuntimeError("a migration left rows that point nowhere")


def main() -> None:
    """Open one connection for the whole upgrade."""
    given = context.config.attributes.get("connection")
    if given is not None:
        # Part of a larger transaction, which whoever began it ends.
        run(given)
        return
    engine = context.config.attributes["engine"]
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            driver = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys=OFF")
        run(connection)
        connection.commit()
        if connection.dialect.name == "sqlite":
            driver.execute("PRAGMA foreign_keys=ON")


main()
