"""Writes each mail as an ``.eml`` file: for development, previews and keeping proof."""

import asyncio
import os
import re
from dataclasses import dataclass
from pathlib import Path

from dondoc.rules.delivery import Outcome
from notifications.channel import Accepted, DeliveryError, Envelope, OnBegin, begin, check_recipient


def file_name(message_id: str) -> str:
    """Return the name for a mail: the same mail sent again takes the same file."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", message_id.strip("<>").split("@")[0]) + ".eml"


@dataclass(frozen=True, slots=True)
class FolderChannel:
    """Writes into ``folder``, which is made when it is missing."""

    folder: Path

    async def deliver(self, envelope: Envelope, *, on_begin: OnBegin | None = None) -> Accepted:
        check_recipient(envelope)
        await begin(on_begin)
        path = self.folder / file_name(envelope.message_id)
        try:
            await asyncio.to_thread(_write, path, envelope.content)
        except OSError as error:
            words = f"Không ghi được thư vào {self.folder}: {error.strerror}"
            raise DeliveryError(Outcome.LATER, None, words) from error
        return Accepted(250, f"đã ghi {path.name}")

    async def close(self) -> None:
        """Nothing is held open."""


def _write(path: Path, content: bytes) -> None:
    """Write so that a reader sees the whole file or none, also after a crash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
