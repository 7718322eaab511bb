"""Questions about mails that came in."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from models.assignment import Assignment
from models.incoming import (
    IncomingAbout,
    IncomingCursor,
    IncomingFile,
    IncomingKind,
    IncomingMail,
    IncomingState,
)
from models.outbox import Alarm, OutboxMail
from models.queries.assignments import without
from models.ward import Contact, Person, Ward

_LARGE = (IncomingMail.raw, IncomingMail.text)


def is_known(session: Session, fingerprint: str) -> bool:
    """Tell whether this mail was handled before."""
    query = select(IncomingMail.id).where(IncomingMail.fingerprint == fingerprint)
    return session.exec(query).first() is not None


def ours_by_id(session: Session, message_ids: Collection[str]) -> list[OutboxMail]:
    """Return the mails of ours with these Message-IDs, in the order in which they are given."""
    rows = session.exec(select(OutboxMail).where(col(OutboxMail.message_id).in_(message_ids))).all()
    order = {message_id: index for index, message_id in enumerate(message_ids)}
    return sorted(rows, key=lambda row: order[row.message_id])


def ours_by_tag(session: Session, id_hex: str, domain: str) -> OutboxMail | None:
    """Return the mail of ours whose Message-ID begins so, at whichever domain it was made."""
    usual = ours_by_id(session, [f"<{id_hex}@{domain}>"])
    if usual:
        return usual[0]
    # The sender's domain was another one then: rare, and only for tags that we have signed.
    return session.exec(
        select(OutboxMail).where(col(OutboxMail.message_id).startswith(f"<{id_hex}@"))
    ).first()


def wards_of_address(session: Session, address: str) -> set[int]:
    """Return the wards in which somebody has this address (in lower case)."""
    return {
        ward_id
        for table in (Contact, Person)
        for ward_id in session.exec(
            select(table.ward_id).where(func.lower(table.email) == address)
        ).all()
    }


def only_ward(session: Session) -> int | None:
    """Return the ward of an installation that has one."""
    found = session.exec(select(Ward.id).limit(2)).all()
    return found[0] if len(found) == 1 else None


def count_from(session: Session, sender: str, since: datetime) -> int:
    """Count the mails of one person from an instant on."""
    query = select(func.count()).select_from(IncomingMail)
    return session.exec(
        query.where(
            IncomingMail.sender == sender,
            IncomingMail.kind == IncomingKind.REPLY,
            col(IncomingMail.received_at) >= since,
        )
    ).one()


def count_passing(session: Session, ward_id: int, address: str, since: datetime) -> int:
    """Count the mails to one address that came back for a passing trouble, from an instant on."""
    query = (
        select(func.count())
        .select_from(IncomingMail)
        .join(OutboxMail, col(OutboxMail.id) == col(IncomingMail.mail_id))
    )
    return session.exec(
        query.where(
            IncomingMail.ward_id == ward_id,
            IncomingMail.kind == IncomingKind.PASSING,
            func.lower(OutboxMail.to_address) == address.casefold(),
            col(IncomingMail.received_at) >= since,
        )
    ).one()


def is_noted_away(session: Session, ward_id: int, sender: str, since: datetime) -> bool:
    """Tell whether somebody's absence was noted from an instant on."""
    query = select(IncomingMail.id).where(
        IncomingMail.ward_id == ward_id,
        IncomingMail.sender == sender,
        IncomingMail.kind == IncomingKind.AWAY,
        col(IncomingMail.received_at) >= since,
    )
    return session.exec(query.limit(1)).first() is not None


def answered_since(session: Session, ward_id: int, kind: str, since: datetime) -> Sequence[Alarm]:
    """Return the alarms of a kind that were answered after an instant."""
    return session.exec(
        select(Alarm).where(
            Alarm.ward_id == ward_id, Alarm.kind == kind, col(Alarm.answered_at) > since
        )
    ).all()


def held(session: Session, incoming_id: int) -> IncomingMail | None:
    """Return one mail, held until the transaction ends."""
    query = (
        select(IncomingMail)
        .where(IncomingMail.id == incoming_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return session.exec(query).first()


def listed(
    session: Session,
    ward_id: int | None,
    *,
    states: Collection[IncomingState],
    kinds: Collection[IncomingKind] = frozenset(IncomingKind),
    limit: int = 300,
) -> Sequence[IncomingMail]:
    """Return mails without their bytes, newest first; without a ward those of all wards.

    A mail that names no ward of several is shown to none: another ward's officer must not read it.
    """
    query = select(IncomingMail).where(
        col(IncomingMail.state).in_(states), col(IncomingMail.kind).in_(kinds)
    )
    if ward_id is not None:
        query = query.where(IncomingMail.ward_id == ward_id)
    return session.exec(
        query.options(*map(without, _LARGE)).order_by(col(IncomingMail.id).desc()).limit(limit)
    ).all()


def count_held(session: Session, ward_id: int | None = None) -> int:
    """Count the mails that wait for the officer."""
    query = (
        select(func.count())
        .select_from(IncomingMail)
        .where(IncomingMail.state == IncomingState.HELD)
    )
    if ward_id is not None:
        query = query.where(IncomingMail.ward_id == ward_id)
    return session.exec(query).one()


def count_held_nowhere(session: Session) -> int:
    """Count the mails that wait and name no ward, so that no officer sees them."""
    query = select(func.count()).select_from(IncomingMail)
    return session.exec(
        query.where(IncomingMail.state == IncomingState.HELD, col(IncomingMail.ward_id).is_(None))
    ).one()


def forget_raw(session: Session, before: datetime) -> dict[int | None, int]:
    """Empty the raw bytes of mails that came before an instant and wait for nobody.

    Returns how many there were, by ward.
    """
    old = (
        col(IncomingMail.received_at) < before,
        col(IncomingMail.state) != IncomingState.HELD,
        func.length(IncomingMail.raw) > 0,
    )
    found = session.exec(
        select(IncomingMail.ward_id, func.count()).where(*old).group_by(col(IncomingMail.ward_id))
    ).all()
    if found:
        session.connection().execute(update(IncomingMail).where(*old).values(raw=b""))
    return dict(found)


def files_of(session: Session, incoming_ids: Collection[int]) -> Sequence[IncomingFile]:
    """Return the files of some mails without their bytes, in their order."""
    return session.exec(
        select(IncomingFile)
        .where(col(IncomingFile.incoming_id).in_(incoming_ids))
        .options(without(IncomingFile.content))
        .order_by(col(IncomingFile.id))
    ).all()


def notes_on(session: Session, assignment_id: int) -> Sequence[IncomingMail]:
    """Return the answers that stand as notes on an assignment, newest first."""
    return session.exec(
        select(IncomingMail)
        .join(IncomingAbout, col(IncomingAbout.incoming_id) == col(IncomingMail.id))
        .where(IncomingAbout.assignment_id == assignment_id)
        .options(without(IncomingMail.raw))
        .order_by(col(IncomingMail.id).desc())
    ).all()


def subjects_of(session: Session, incoming_id: int) -> Sequence[Assignment]:
    """Return the assignments on which a mail stands as a note."""
    return session.exec(
        select(Assignment)
        .join(IncomingAbout, col(IncomingAbout.assignment_id) == col(Assignment.id))
        .where(IncomingAbout.incoming_id == incoming_id)
        .order_by(col(Assignment.id))
    ).all()


def about_mail(session: Session, mail_id: int) -> Sequence[IncomingMail]:
    """Return what came in about one mail of ours, oldest first."""
    return session.exec(
        select(IncomingMail)
        .where(IncomingMail.mail_id == mail_id)
        .options(*map(without, _LARGE))
        .order_by(col(IncomingMail.id))
    ).all()


def away_notes(session: Session, ward_id: int, address: str) -> Sequence[IncomingMail]:
    """Return the newest out-of-office notes of one address."""
    return session.exec(
        select(IncomingMail)
        .where(
            IncomingMail.ward_id == ward_id,
            IncomingMail.sender == address.casefold(),
            IncomingMail.kind == IncomingKind.AWAY,
        )
        .options(*map(without, _LARGE))
        .order_by(col(IncomingMail.id).desc())
        .limit(5)
    ).all()


def cursor(session: Session, source: str) -> IncomingCursor | None:
    """Return how far a mailbox was read."""
    return session.exec(select(IncomingCursor).where(IncomingCursor.source == source)).first()
