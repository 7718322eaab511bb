"""Finds the ward that a command means, and who acts in it."""

from collections.abc import Sequence

from sqlmodel import Session

from dondoc.usecases.actor import Actor, acting
from dondoc.usecases.context import WardRows
from dondoc.usecases.errors import NotAllowed, NotFound
from models.assignment import ActorKind
from models.queries import wards as queries
from models.ward import Person, Role, Ward

ANSWERERS = frozenset({Role.INTERIOR_OFFICER, Role.VICE_CHAIRMAN, Role.CHAIRMAN})


def some_wards(session: Session, key: str | None) -> Sequence[Ward]:
    """Return the ward with this key, or all of them.

    Raises:
        NotFound: there is none.
    """
    found = queries.wards(session)
    if not found:
        raise NotFound("Chưa có phường, xã nào. Nạp bằng lệnh: dondoc ward load TỆP.")
    if key is None:
        return found
    chosen = [ward for ward in found if ward.key == key]
    if not chosen:
        known = ", ".join(ward.key for ward in found)
        raise NotFound(f"Không có phường, xã “{key}”. Các mã đã nạp: {known}.")
    return chosen


def the_ward(session: Session, key: str | None) -> Ward:
    """Return the one ward that is meant.

    Raises:
        NotFound: there is none, or several and no key says which.
    """
    found = some_wards(session, key)
    if len(found) > 1:
        known = ", ".join(ward.key for ward in found)
        raise NotFound(f"Có nhiều phường, xã ({known}); hãy ghi rõ: --ward MÃ.")
    return found[0]


def officer(context: WardRows) -> Actor:
    """Return the interior officer, who works at this machine."""
    person = context.officer()
    if person is not None:
        return acting(person, channel="cli")
    return Actor(kind=ActorKind.OFFICER, name="Cán bộ Nội vụ", channel="cli")


def answerer(context: WardRows, by: str | None) -> Actor:
    """Return who decides: the interior officer, or the leader that ``by`` names.

    Raises:
        NotFound: the ward has no such person.
        NotAllowed: the person may only read.
    """
    if by is None:
        return officer(context)
    chosen = person_named(context, by)
    if chosen.role not in ANSWERERS:
        raise NotAllowed(f"{chosen.name} chỉ được xem, không quyết định được.")
    return acting(chosen, channel="cli")


def for_the_unit(context: WardRows, by: str | None) -> Actor:
    """Return who records what a unit says; with ``by`` the words came by phone from that person."""
    recorder = officer(context)
    if by is None or not by.strip():
        return recorder
    return Actor(
        kind=recorder.kind,
        name=f"{by.strip()} ({recorder.name} ghi nhận)",
        channel="phone",
        email=recorder.email,
    )


def person_named(context: WardRows, text: str) -> Person:
    """Return the person of the ward with this key, address, name or role.

    Raises:
        NotFound: there is none.
    """
    wanted = text.strip().casefold()
    for person in context.people:
        names = (person.key, person.email, person.name, person.role.value)
        if wanted in {name.casefold() for name in names}:
            return person
    known = ", ".join(f"{person.key} ({person.name})" for person in context.people)
    raise NotFound(f"{context.ward.name} không có người “{text}”. Những người có vai trò: {known}.")
