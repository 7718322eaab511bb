"""A backup as a file: what is in it, and whether all of it is as it was written."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from models.dump import Column, row_of

FORMAT = 1
LIST = "noi-dung.json"
SECRET = "secret.key"  # noqa: S105 - the name of a part, not a secret


class WrongBackup(Exception):
    """The file cannot be written, or is no whole backup; the message says what to do."""


class Part(NamedTuple):
    """One table of a backup."""

    name: str
    columns: list[Column]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Backup:
    """A backup whose every part was found to be as it was written."""

    path: Path
    revision: str
    made_at: datetime
    instance: str | None
    secret_mark: str
    secret: bytes | None
    parts: list[Part]

    def rows_of(self, part: Part) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table."""
        with zipfile.ZipFile(self.path) as archive, archive.open(part_name(part.name)) as file:
            for line in file:
                yield row_of(line.decode(), part.columns)

    def count(self, table: str) -> int:
        """Return how many rows a table has; 0 where the backup has no such table."""
        return sum(part.rows for part in self.parts if part.name == table)


def part_name(table: str) -> str:
    """Return where the rows of a table stand."""
    return f"bang/{table}.jsonl"


def fingerprint(secret: bytes) -> str:
    """Return what tells one secret from another without giving it away."""
    return hashlib.sha256(b"backup:" + secret).hexdigest()[:16]


def open_backup(path: Path) -> Backup:
    """Read the list of contents and check every part against it; nothing is restored yet.

    Raises:
        WrongBackup: it is no backup, was cut off or changed, or comes from a newer dondoc.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _checked(path, archive)
    except FileNotFoundError as error:
        raise WrongBackup(f"Không có tệp {path}.") from error
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise WrongBackup(
            f"{path} không phải bản sao lưu của dondoc, hoặc bị hỏng, bị cắt ngang. "
            "Hãy dùng bản khác."
        ) from error


def _checked(path: Path, archive: zipfile.ZipFile) -> Backup:
    if LIST not in archive.namelist():
        raise WrongBackup(f"{path} không phải bản sao lưu trọn vẹn của dondoc (thiếu {LIST}).")
    try:
        contents = json.loads(archive.read(LIST))
        backup = _described(path, archive, contents)
    except (ValueError, KeyError, TypeError) as error:
        raise WrongBackup(f"{path}: danh sách nội dung {LIST} không đọc được.") from error
    if contents["format"] > FORMAT:
        raise WrongBackup(f"{path} do bản dondoc mới hơn ghi; hãy cài bản mới rồi phục hồi.")
    for part in backup.parts:
        _check(path, archive, part)
    return backup


def _described(path: Path, archive: zipfile.ZipFile, contents: dict[str, Any]) -> Backup:
    if contents["program"] != "dondoc":
        raise ValueError("another program's")
    parts = [
        Part(
            str(one["name"]), [Column(*column) for column in one["columns"]],
            int(one["rows"]), str(one["sha256"]),
        )
        for one in contents["tables"]
    ]  # fmt: skip
    return Backup(
        path=path,
        revision=str(contents["revision"]),
        made_at=datetime.fromisoformat(contents["made_at"]),
        instance=contents["instance"],
        secret_mark=str(contents["secret"]),
        secret=archive.read(SECRET) if SECRET in archive.namelist() else None,
        parts=parts,
    )


def _check(path: Path, archive: zipfile.ZipFile, part: Part) -> None:
    digest, rows = hashlib.sha256(), 0
    try:
        with archive.open(part_name(part.name)) as file:
            for line in file:
                digest.update(line)
                rows += 1
    except KeyError:
        rows = -1
    if (rows, digest.hexdigest()) != (part.rows, part.sha256):
        raise WrongBackup(f"{path}: phần “{part.name}” thiếu hoặc đã bị sửa. Hãy dùng bản khác.")
