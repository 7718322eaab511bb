"""The outbox as people look through it: which mails, in which group, with which tries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.local import at_local
from dondoc.usecases.context import WardContext
from dondoc.usecases.errors import NotFound
from models.outbox import DeliveryTry, OutboxMail, SuspendedAddress
from models.queries import outbox, outgoing
from models.queries.outgoing import TROUBLE, Head, MailGroup, Sought, group_of

#: Mails on one page.
PAGE = 50
#: Left in a list that asks for nothing in particular.
USUAL = frozenset(MailGroup) - {MailGroup.DROPPED}
#: What a person may send again: nobody is known to have it.
CAN_GO_AGAIN = TROUBLE
CAN_BE_DROPPED = TROUBLE | {MailGroup.WAITING}


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What to leave in the list; both days are local and inclusive, empty texts leave everything.

    ``text`` is looked for in subject, name and address, whatever its case and accents.
    """

    groups: Collection[MailGroup] = USUAL
    text: str = ""
    address: str = ""
    unit: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Mails:
    """One page of the outbox; ``more`` tells whether older ones follow."""

    mails: tuple[OutboxMail, ...]
    more: bool


@dataclass(frozen=True, kw_only=True)
class MailView:
    """One mail with what became of it. ``suspended`` is set while its address gets nothing."""

    mail: OutboxMail
    content: bytes
    group: MailGroup
    tries: tuple[DeliveryTry, ...]
    suspended: SuspendedAddress | None

    @property
    def can_go_again(self) -> bool:
        """Whether a person may send it again."""
        return self.group in CAN_GO_AGAIN

    @property
    def can_be_dropped(self) -> bool:
        """Whether a person may give it up; what is on its way just now is not in their hands."""
        return self.group in CAN_BE_DROPPED and self.mail.claimed_by is None


def read(
    session: Session, context: WardContext, only: Narrowing, *, limit: int = PAGE, offset: int = 0
) -> Mails:
    """Return mails of the ward, newest first.

    Raises:
        NotFound: there is no such unit.
    """
    sought = _sought(context, only)
    if only.text.strip():
        ids = _found(session, context, sought, only.text, limit=limit + 1, offset=offset)
        mails = outgoing.by_ids(session, ids) if ids else []
    else:
        mails = outgoing.page_of(session, context.ward_id, sought, limit=limit + 1, offset=offset)
    return Mails(tuple(mails[:limit]), more=len(mails) > limit)


def _found(
    session: Session, context: WardContext, sought: Sought, text: str, *, limit: int, offset: int
) -> list[int]:
    """Compare here: neither database folds Vietnamese letters by itself."""
    wanted = wording.fold(text).split()
    hits = (
        head.id
        for head in outgoing.heads(session, context.ward_id, sought)
        if _has_all(head, wanted)
    )
    return list(islice(hits, offset, offset + limit))


def _has_all(head: Head, wanted: list[str]) -> bool:
    words = wording.fold(f"{head.subject} {head.to_name} {head.to_address}")
    return all(one in words for one in wanted)


def _sought(context: WardContext, only: Narrowing) -> Sought:
    after = only.last + timedelta(days=1) if only.last else None
    return Sought(
        groups=only.groups,
        address=only.address.strip() or None,
        unit_id=context.unit_by_key(only.unit).id if only.unit else None,
        since=_midnight(only.first, context),
        until=_midnight(after, context),
    )


def _midnight(day: date | None, context: WardContext) -> datetime | None:
    return at_local(day, "00:00", context.zone) if day else None


def view(session: Session, mail_id: int) -> MailView:
    """Return one mail with its tries.

    Raises:
        NotFound: there is none with this number.
    """
    mail = session.get(OutboxMail, mail_id)
    if mail is None:
        raise NotFound(f"Không có thư số {mail_id}.")
    return MailView(
        mail=mail,
        content=outbox.content_of(session, mail_id),
        group=group_of(mail),
        tries=tuple(outbox.tries_of(session, [mail_id])),
        suspended=outgoing.suspended(session, mail.ward_id, mail.to_address),
    )
