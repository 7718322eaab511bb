"""Where a database lives, and whether that is still where it was: a copy is told from a move."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

Place = dict[str, Any]
_MACHINE = Path("/etc/machine-id")


def place_of(engine: Engine) -> Place | None:
    """Return what tells this database from a copy of it; None for one in memory.

    A file is known by machine and inode: both stay when it is renamed or seen under another path,
    a copy gets another inode. A PostgreSQL database is known by its cluster and its number there.
    """
    if engine.dialect.name == "postgresql":
        return _of_server(engine)
    name = engine.url.database
    if not name or name == ":memory:":
        return None
    path = Path(name).resolve()
    if not path.exists():
        return None
    return {"machine": _machine(), "path": str(path), "inode": path.stat().st_ino}


def _machine() -> str:
    """Return the machine's own number; empty where it has none, as in many containers."""
    try:
        return _MACHINE.read_text().strip()
    except OSError:
        return ""


def _of_server(engine: Engine) -> Place:
    number = "SELECT oid, datname FROM pg_database WHERE datname = current_database()"
    with engine.connect() as connection:
        oid, name = connection.execute(text(number)).one()
        try:
            system = connection.execute(
                text("SELECT system_identifier FROM pg_control_system()")
            ).scalar_one()
        except DBAPIError:
            # Some hosts forbid it; name and number in the cluster are left.
            system = ""
    return {"cluster": str(system), "database": str(name), "number": int(oid)}


def is_same(known: Place, found: Place) -> bool:
    """Tell whether a database is where it was, and no copy."""
    if "cluster" in known or "cluster" in found:
        return known == found
    if known.get("inode") != found.get("inode"):
        return False
    machines = (known.get("machine"), found.get("machine"))
    if all(machines):
        return machines[0] == machines[1]
    return known.get("path") == found.get("path")
