"""What is known of an incoming mail before anything is decided: about which mail, from whom."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from dondoc.reading.mails.mail import ReadMail
from dondoc.rules.incoming import Sort, sort_of
from dondoc.rules.return_path import Tag
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.voice import Voice
from models.outbox import OutboxMail
from models.queries import incoming as queries
from models.ward import Ward


@dataclass(frozen=True, kw_only=True)
class Facts:
    """An incoming mail beside what the database knows.

    ``ours`` is the mail that it is about; ``signed`` tells that a signed address says so.
    """

    read: ReadMail
    sort: Sort
    ours: OutboxMail | None
    signed: bool
    context: WardContext | None
    now: datetime

    @property
    def sender(self) -> str:
        """The address of who wrote, in lower case."""
        return self.read.sender

    @property
    def is_known(self) -> bool:
        """Whether the writer stands in the ward's directory, now or at another time."""
        return self.context is not None and self.sender in addresses_in(self.context)

    def units_of_sender(self) -> frozenset[int]:
        """Return the units for which the writer stands or stood."""
        if self.context is None:
            return frozenset()
        directory = self.context.directory
        return frozenset(
            unit_id
            for unit_id, unit in self.context.units.items()
            if self.sender in directory.all_addresses(unit)
        )


def addresses_in(context: WardContext) -> frozenset[str]:
    """Return every address of a ward's directory, in lower case: contacts, deputies, people."""
    found = {person.email for person in context.people}
    found |= {one.email for one in context.contacts}
    found |= {one.deputy for one in context.contacts if one.deputy}
    found |= {absence.deputy_email for absence in context.absences if absence.deputy_email}
    return frozenset(address.casefold() for address in found)


def name_of(context: WardContext, address: str) -> str:
    """Return how the directory calls whoever has an address, given in lower case."""
    known = {one.email.casefold(): one.name for one in context.contacts}
    known |= {one.email.casefold(): one.name for one in context.people}
    return known.get(address, "")


def facts_of(
    session: Session, read: ReadMail, *, voice: Voice, now: datetime, came_to: Iterable[str] = ()
) -> Facts:
    """Look up what a mail is about; ``came_to`` is the recipient that the mail server named."""
    tag = _tag(read, voice, came_to)
    marks = replace(read.marks, to_bounce_address=tag is not None and tag.purpose == "b")
    tagged = queries.ours_by_tag(session, tag.id_hex, voice.domain) if tag else None
    ours = tagged or _by_reference(session, read)
    ward_id = _ward(session, read, ours)
    return Facts(
        read=read,
        sort=sort_of(marks, own_addresses=voice.own_addresses, own_domain=voice.domain),
        ours=ours,
        signed=tagged is not None,
        context=load_ward_context(session, ward_id) if ward_id is not None else None,
        now=now,
    )


def _tag(read: ReadMail, voice: Voice, came_to: Iterable[str]) -> Tag | None:
    if voice.return_path is None:
        return None
    return voice.return_path.tag_in([*came_to, *read.addressed])


def _by_reference(session: Session, read: ReadMail) -> OutboxMail | None:
    returned = [read.report.returned_id] if read.report and read.report.returned_id else []
    known = [*returned, *read.answers]
    found = queries.ours_by_id(session, known) if known else []
    return found[0] if found else None


def _ward(session: Session, read: ReadMail, ours: OutboxMail | None) -> int | None:
    """Return the ward of the mail that is answered, the writer's where there is one, or the only one."""
    if ours is not None:
        return _today(session, ours.ward_id)
    found = queries.wards_of_address(session, read.sender) if read.sender else set()
    living = {_today(session, ward_id) for ward_id in found}
    return living.pop() if len(living) == 1 else queries.only_ward(session)


def _today(session: Session, ward_id: int) -> int:
    """Return the ward into which one went."""
    seen = {ward_id}
    while (after := session.get_one(Ward, ward_id).successor_id) not in (None, *seen):
        ward_id = after or ward_id
        seen.add(ward_id)
    return ward_id
