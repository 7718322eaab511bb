"""What the board shows of mails that came in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dondoc.usecases import incoming_pen, show
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import NotFound
from dondoc.usecases.show import AssignmentView
from models.incoming import IncomingFile, IncomingKind, IncomingMail, IncomingState
from models.outbox import OutboxMail
from models.queries import assignments
from models.queries import incoming as queries

#: Kinds in which a mail of ours did not arrive, or may not have.
CAME_BACK = frozenset(
    {IncomingKind.BOUNCE, IncomingKind.PASSING, IncomingKind.REFUSED, IncomingKind.UNCLEAR}
)
_DEALT_WITH = frozenset({IncomingState.DONE, IncomingState.SETTLED})


@dataclass(frozen=True)
class Group:
    """One part of the list of incoming mails, as an address and a button name it."""

    name: str
    states: frozenset[IncomingState]
    kinds: frozenset[IncomingKind]


GROUPS = {
    "cho": Group("Chờ xem", frozenset({IncomingState.HELD}), frozenset(IncomingKind)),
    "tra-loi": Group("Thư trả lời", _DEALT_WITH, frozenset({IncomingKind.REPLY})),
    "tra-lai": Group("Thư báo lỗi", _DEALT_WITH, CAME_BACK),
    "vang-mat": Group("Báo vắng mặt", _DEALT_WITH, frozenset({IncomingKind.AWAY})),
    "khac": Group(
        "Thư tự động khác", _DEALT_WITH,
        frozenset({IncomingKind.RECEIPT, IncomingKind.MACHINE, IncomingKind.OWN}),
    ),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class IncomingView:
    """One mail with its files, the mail that it answers, and the assignments it is or may be about."""

    mail: IncomingMail
    files: tuple[IncomingFile, ...]
    ours: OutboxMail | None
    about: tuple[AssignmentView, ...]
    candidates: tuple[AssignmentView, ...]

    @property
    def waits(self) -> bool:
        """Whether the officer has to deal with it."""
        return self.mail.state is IncomingState.HELD

    @property
    def came_back(self) -> bool:
        """Whether it speaks of a mail of ours that did not arrive."""
        return self.mail.kind in CAME_BACK


def view(session: Session, ward_id: int, incoming_id: int, *, now: datetime) -> IncomingView:
    """Return one mail of a ward.

    Raises:
        NotFound: the ward has none with this number.
    """
    row = session.get(IncomingMail, incoming_id)
    if row is None or row.ward_id != ward_id:
        raise NotFound("Không có thư đến này.")
    about = {one.id or 0 for one in queries.subjects_of(session, incoming_id)}
    possible = {one.id or 0 for one in incoming_pen.candidates(session, row)}
    return IncomingView(
        mail=row,
        files=tuple(queries.files_of(session, [incoming_id])),
        ours=session.get(OutboxMail, row.mail_id) if row.mail_id else None,
        about=_views(session, ward_id, about, now),
        candidates=_views(session, ward_id, possible, now),
    )


def _views(
    session: Session, ward_id: int, ids: Collection[int], now: datetime
) -> tuple[AssignmentView, ...]:
    if not ids:
        return ()
    context = load_ward_context(session, ward_id)
    works = assignments.work(session, ward_id, ids=ids)
    return tuple(show.view_of(work, context, now=now, asked=False) for work in works)


@dataclass(frozen=True)
class Note:
    """An answer beside an assignment, with its files."""

    mail: IncomingMail
    files: tuple[IncomingFile, ...]


def notes(session: Session, assignment_id: int) -> list[Note]:
    """Return the answers that stand beside an assignment, newest first."""
    rows: Sequence[IncomingMail] = queries.notes_on(session, assignment_id)
    files = queries.files_of(session, [row.id or 0 for row in rows]) if rows else ()
    return [Note(row, tuple(f for f in files if f.incoming_id == row.id)) for row in rows]
