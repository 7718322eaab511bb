"""Documents that are handed in: each waits its turn, is read under a lease, and ends as a draft.

The reader's way: ``take`` a document, tell of each page by ``note``, then ``finish`` or ``fail``.
Whoever has lost its lease hears ``LeaseLost`` and stops: another reader has begun anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from dondoc.reading.draft import Reading
from dondoc.usecases import import_plan
from dondoc.usecases.errors import NotFound
from dondoc.usecases.import_plan import AlreadyImported
from models.plan import PlanUpload, UploadState
from models.queries import uploads as queries

#: Longer than a reader may be silent between two pages.
LEASE = timedelta(minutes=3)
MOST_TRIES = 3
#: How long the bytes of a document that could not be read are kept, and it is listed.
KEPT_FOR = timedelta(days=3)
GAVE_UP = (
    f"Chương trình đã bắt đầu đọc tệp này {MOST_TRIES} lần mà lần nào cũng bị dừng giữa chừng. "
    "Hãy mở tệp bằng phần mềm soạn thảo, lưu lại thành .docx rồi nạp lại."
)


class LeaseLost(Exception):
    """The document is no longer this reader's."""


@dataclass(frozen=True)
class Held:
    """A document in a reader's hands until ``until``, and which try this is."""

    upload_id: int
    ward_id: int
    file_name: str
    content: bytes
    given_by: str
    until: datetime


def give(
    session: Session, ward_id: int, *, file_name: str, content: bytes, by: str, now: datetime
) -> PlanUpload:
    """Store a document to be read as soon as a reader is free."""
    _forget_old(session, now)
    upload = PlanUpload(
        ward_id=ward_id, file_name=file_name, file_bytes=content, given_at=now, given_by=by
    )
    session.add(upload)
    session.flush()
    return upload


def _forget_old(session: Session, now: datetime) -> None:
    session.exec(
        update(PlanUpload)
        .where(
            col(PlanUpload.state) == UploadState.FAILED,
            col(PlanUpload.given_at) < now - KEPT_FOR,
        )
        .values(file_bytes=b"")
    )


def next_of(waiting: Iterable[PlanUpload], now: datetime) -> PlanUpload | None:
    """Return the first document that nobody holds."""
    return next((one for one in waiting if one.held_until is None or one.held_until <= now), None)


def is_due(session: Session, *, now: datetime) -> bool:
    """Tell whether a document waits for a reader."""
    return next_of(queries.unread(session), now) is not None


def take(session: Session, *, now: datetime) -> Held | None:
    """Take the next document; one that was begun too often is given up, and the next looked at."""
    while (upload := next_of(queries.unread(session), now)) is not None:
        number, before = upload.id or 0, upload.held_until
        if upload.tries >= MOST_TRIES:
            _end(session, number, before, state=UploadState.FAILED, message=GAVE_UP)
            session.expire_all()
            continue
        until = now + LEASE
        changed = {"held_until": until, "tries": upload.tries + 1, "done": 0, "total": 0}
        taken = _update(session, number, before, changed)
        session.expire_all()
        if not taken:
            # Another reader was quicker; what waits behind it is still to be had.
            continue
        row = session.get_one(PlanUpload, number)
        return Held(number, row.ward_id, row.file_name, row.file_bytes, row.given_by, until)
    return None


def note(session: Session, held: Held, *, done: int, total: int, now: datetime) -> Held:
    """Note how many pages are read and hold the document on; returns the new lease.

    Raises:
        LeaseLost: it lapsed, and another reader has the document.
    """
    until = now + LEASE
    changed = {"done": done, "total": total, "held_until": until}
    if not _update(session, held.upload_id, held.until, changed):
        raise LeaseLost
    return Held(held.upload_id, held.ward_id, held.file_name, held.content, held.given_by, until)


def finish(session: Session, held: Held, reading: Reading, *, now: datetime) -> int:
    """Store the draft, or find the plan that this document already is; returns the plan's id.

    Raises:
        LeaseLost: another reader has the document; nothing is stored.
    """
    message = ""
    try:
        plan = import_plan.import_plan(
            session, held.ward_id, reading=reading, file_name=held.file_name,
            file_bytes=held.content, now=now,
        )  # fmt: skip
        plan_id = plan.id or 0
    except AlreadyImported as same:
        message, plan_id = str(same), same.plan_id
    changed = {"plan_id": plan_id, "message": message, "file_bytes": b""}
    _end(session, held.upload_id, held.until, state=UploadState.READ, **changed)
    return plan_id


def fail(session: Session, held: Held, message: str) -> None:
    """Note in one line why the document cannot be read.

    Raises:
        LeaseLost: another reader has the document.
    """
    _end(session, held.upload_id, held.until, state=UploadState.FAILED, message=message)


def _end(session: Session, number: int, before: datetime | None, **changed: object) -> None:
    if not _update(session, number, before, changed | {"held_until": None}):
        raise LeaseLost


def _update(
    session: Session, number: int, before: datetime | None, changed: dict[str, object]
) -> bool:
    """Change a row that is still held as it was; tells whether it was."""
    done = session.exec(
        update(PlanUpload)
        .where(
            col(PlanUpload.id) == number,
            col(PlanUpload.state) == UploadState.READING,
            col(PlanUpload.held_until).is_(None)
            if before is None
            else col(PlanUpload.held_until) == before,
        )
        .values(**changed)
    )
    return bool(done.rowcount == 1)


@dataclass(frozen=True)
class Progress:
    """How far a document has come; ``ahead`` counts those before it while it waits."""

    upload: PlanUpload
    ahead: int
    is_waiting: bool


def progress(session: Session, upload_id: int, *, now: datetime) -> Progress:
    """Return how far a document has come.

    Raises:
        NotFound: there is none with this number.
    """
    upload = session.get(PlanUpload, upload_id)
    if upload is None:
        raise NotFound(f"Không có văn bản nào đang đọc với số {upload_id}.")
    waits = upload.state is UploadState.READING and (
        upload.held_until is None or upload.held_until <= now
    )
    ahead = queries.ahead_of(session, upload) if waits else 0
    return Progress(upload, ahead, waits)
