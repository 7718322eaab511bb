"""``dondoc backup``: everything that an installation knows, in one file that both databases can read.

A ZIP with one file of JSON lines for each table, the secret that links are made with, and a list
of contents with checksums, which is written last: a file that was cut off has none.
"""

import hashlib
import json
import os
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, text

from dondoc.operate.backup_file import FORMAT, LIST, SECRET, WrongBackup, fingerprint, part_name
from dondoc.wiring import App
from models import db, dump, whole


@dataclass(frozen=True)
class Made:
    """A backup that was written; ``rows`` counts by table."""

    path: Path
    rows: dict[str, int]
    revision: str
    size: int
    with_secret: bool

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "file": str(self.path), "rows": self.rows, "revision": self.revision,
            "size": self.size, "secret": self.with_secret,
        }  # fmt: skip


def make(app: App, path: Path, *, now: datetime) -> Made:
    """Write a backup; a folder gets a file named after the instant.

    Raises:
        WrongBackup: the file is there already, or cannot be written.
        DatabaseTrouble: the database cannot be read or is not at today's tables.
    """
    db.check_ready(app.engine)
    target = path / f"dondoc-{now:%Y%m%d-%H%M%S}.zip" if path.is_dir() else path
    if target.exists():
        raise WrongBackup(f"Đã có tệp {target}. Hãy chọn tên khác; bản sao lưu cũ được giữ nguyên.")
    unfinished = target.with_name(f"{target.name}.dang-ghi")
    try:
        # Only its owner may read it: it holds what everybody reported, and the secret.
        descriptor = os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            rows, revision = _write(app, file, now)
            file.flush()
            os.fsync(file.fileno())
        # A link fails where another backup of this name was quicker; nothing is overwritten.
        target.hardlink_to(unfinished)
    except OSError as error:
        raise WrongBackup(f"Không ghi được bản sao lưu {target}: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    with_secret = app.settings.secret_key is None
    return Made(target, rows, revision, target.stat().st_size, with_secret)


def _write(app: App, file: Any, now: datetime) -> tuple[dict[str, int], str]:
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
        whole.snapshot(app.engine) as connection,
    ):
        parts = [_write_table(archive, connection, table) for table in dump.tables()]
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        if app.settings.secret_key is None:
            archive.writestr(SECRET, app.voice.secret)
        contents = {
            "program": "dondoc",
            "format": FORMAT,
            "made_at": now.isoformat(),
            "database": app.engine.dialect.name,
            "revision": revision,
            "instance": _instance(connection),
            "secret": fingerprint(app.voice.secret),
            "tables": parts,
        }
        archive.writestr(LIST, json.dumps(contents, ensure_ascii=False, indent=1))
    return {part["name"]: part["rows"] for part in parts}, str(revision)


def _instance(connection: Connection) -> str | None:
    found: str | None = connection.execute(text("SELECT instance FROM installation")).scalar()
    return found


def _write_table(archive: zipfile.ZipFile, connection: Connection, table: Table) -> dict[str, Any]:
    digest, rows = hashlib.sha256(), 0
    with archive.open(part_name(table.name), "w", force_zip64=True) as part:
        for line in dump.lines_of(connection, table):
            content = f"{line}\n".encode()
            digest.update(content)
            part.write(content)
            rows += 1
    columns = [list(column) for column in dump.columns_of(table)]
    return {"name": table.name, "rows": rows, "sha256": digest.hexdigest(), "columns": columns}
