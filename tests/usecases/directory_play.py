"""A small ward whose contacts change, for the tests of contacts and absences."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from dondoc import wording
from dondoc.usecases import absences, contacts, log
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.load_ward import load_ward
from dondoc.usecases.log import Narrowing
from dondoc.wiring import App
from models.queries import directory, wards
from models.ward import Absence, Contact
from tests.factories import OFFICER, WARD, load, ward_file
from tests.usecases.play import local

T = TypeVar("T")


@dataclass
class Book:
    """The directory of one ward; each verb is its own transaction at ``at``, local time."""

    app: App
    ward_id: int

    def do(self, verb: Callable[..., T], *args: Any, at: str, **facts: Any) -> T:
        """Carry one command of the officer out."""
        with self.app.transaction() as session:
            return verb(session, self.ward_id, *args, actor=OFFICER, now=local(at), **facts)

    def add(self, unit: str, name: str, at: str = "2025-04-01 09:00", **facts: Any) -> Contact:
        """Add a contact; the address is made from the name."""
        given = contacts.Given(name=name, email=f"{wording.fold(name)}@p4.example")
        return self.do(contacts.add, given, unit_key=unit, at=at, **facts)

    def replace(self, old: str, name: str, on: str, at: str, **facts: Any) -> Contact:
        """Put another contact in the place of one."""
        given = contacts.Given(name=name, email=f"{wording.fold(name)}@p4.example", title="Ủy viên")
        number = self.one(old).id
        return self.do(contacts.replace, number, given, from_on=day(on), at=at, **facts)

    def away(self, name: str, first: str, last: str, at: str, **deputy: Any) -> Absence:
        """Note an absence of a contact."""
        given = absences.Given(from_on=day(first), to_on=day(last), **deputy)
        return self.do(absences.of_contact, self.one(name).id, given, at=at)

    def load(self, text: str, at: str) -> None:
        """Load the ward file again."""
        with self.app.transaction() as session:
            load_ward(session, ward_file(text), now=local(at))

    def all(self) -> list[Contact]:
        """Return every contact there ever was."""
        with self.app.reading() as session:
            return list(wards.contacts_of(session, self.ward_id))

    def one(self, name: str) -> Contact:
        """Return the only contact of this name."""
        (found,) = [one for one in self.all() if one.name == name]
        return found

    def days(self, unit: str) -> list[tuple[str, str, str]]:
        """Return name, first and last day of all contacts of a unit."""
        with self.app.reading() as session:
            context = load_ward_context(session, self.ward_id)
        unit_id = context.unit_by_key(unit).id
        mine = [one for one in context.contacts if one.unit_id == unit_id]
        return [(c.name, f"{c.valid_from or ''}", f"{c.valid_to or ''}") for c in mine]

    def absences(self) -> list[Absence]:
        """Return every absence that is noted."""
        with self.app.reading() as session:
            return list(directory.absences_of(session, self.ward_id))

    def reached(self, unit: str, on: str) -> str:
        """Return who reads for a unit on a day."""
        with self.app.reading() as session:
            context = load_ward_context(session, self.ward_id)
        to = context.reach(context.unit_by_key(unit).id or 0, day(on))
        return to.name if to else "nobody"

    def log(self, kind: str = "") -> list[tuple[str, str, list[tuple[str, str, str]]]]:
        """Return who, why and what changed of each event, newest first."""
        with self.app.reading() as session:
            entries = log.read(session, self.ward_id, Narrowing(kind=kind))
        return [
            (one.who, one.why, [(c.label, c.before, c.after) for c in one.changes])
            for one in entries
        ]


def day(text: str) -> date:
    return date.fromisoformat(text)


def book(app: App, text: str = WARD, at: str = "2025-03-03 08:00") -> Book:
    """Load the small ward."""
    with app.transaction() as session:
        ward_id = load(session, now=local(at), text=text)
    return Book(app, ward_id)
