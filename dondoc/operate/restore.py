"""``dondoc restore``: puts a backup in the place of an empty database, and lets it stay quiet."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlmodel import Session

from dondoc.operate.backup_file import Backup, WrongBackup, fingerprint
from dondoc.usecases import quiet
from dondoc.wiring import App
from models import db, dump, whole
from models.place import place_of


@dataclass(frozen=True)
class Restored:
    """What was restored; ``links_work`` says whether the links of mails sent before still open."""

    rows: int
    wards: int
    made_at: datetime
    links_work: bool

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "rows": self.rows, "wards": self.wards, "made_at": self.made_at.isoformat(),
            "links_work": self.links_work, "quiet": True,
        }  # fmt: skip


def restore(app: App, backup: Backup, *, now: datetime, replace: bool = False) -> Restored:
    """Put everything that the backup holds into the database; nothing is sent until a person says so.

    Raises:
        WrongBackup: the database holds a ward and ``replace`` was not asked for, or the backup
            comes from a newer dondoc.
        DatabaseTrouble: the database cannot be written, or is held; then nothing has changed.
    """
    known = {one.revision for one in ScriptDirectory(str(db.MIGRATIONS)).walk_revisions()}
    if backup.revision not in known:
        raise WrongBackup(
            f"{backup.path} do bản dondoc mới hơn ghi (phiên bản {backup.revision}). "
            "Hãy cài bản dondoc mới rồi phục hồi."
        )
    if not replace and whole.holds_work(app.engine):
        raise WrongBackup(
            f"Cơ sở dữ liệu {app.engine.url.render_as_string()} đang có dữ liệu. "
            "Phục hồi vào cơ sở dữ liệu trống, hoặc thêm --replace để thay tất cả."
        )
    origin = {
        "instance": backup.instance,
        "made_at": backup.made_at.isoformat(),
        "revision": backup.revision,
    }

    def fill(connection: Connection) -> None:
        for part in backup.parts:
            dump.fill(connection, part.name, part.columns, backup.rows_of(part))

    def finish(connection: Connection) -> None:
        with Session(connection) as session:
            quiet.fall_quiet(session, origin=origin, place=None, now=now)
            session.flush()

    whole.replace(app.engine, revision=backup.revision, fill=fill, finish=finish)
    _note_place(app)
    return Restored(
        rows=sum(part.rows for part in backup.parts),
        wards=backup.count("ward"),
        made_at=backup.made_at,
        links_work=_keep_secret(app, backup, replace=replace),
    )


def _note_place(app: App) -> None:
    # The file has its place only now that it is there.
    place = place_of(app.engine)
    with app.transaction() as session:
        row = quiet.the_installation(session)
        if row is not None:
            row.place = place
            session.add(row)


def _keep_secret(app: App, backup: Backup, *, replace: bool) -> bool:
    """Let the links of former mails open again, where their secret came along."""
    if fingerprint(app.voice.secret) == backup.secret_mark:
        return True
    if backup.secret is None or app.settings.secret_key is not None:
        return False
    path = app.settings.data_dir / "secret.key"
    if replace and path.exists():
        with suppress(OSError):
            shutil.copy(path, path.with_name("secret.key.truoc"))
    _write_secret(path, backup.secret)
    return True


def _write_secret(path: Path, secret: bytes) -> None:
    made = path.with_name("secret.key.tmp")
    descriptor = os.open(made, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
    made.replace(path)
