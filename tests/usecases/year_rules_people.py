"""Random changes of who reads for the units: contacts, absences, the ward file loaded again."""

from datetime import datetime
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlmodel import Session

from dondoc.usecases import absences, contacts, load_ward
from dondoc.usecases.contact_rows import is_taken_back
from dondoc.usecases.ward_file import WardFile
from models.ward import Absence, Contact
from tests.factories import OFFICER, WARD, ward_file
from tests.usecases.year_rules import picks, texts, units
from tests.usecases.year_rules_plan import PlansOfAWard

T = TypeVar("T")
#: Few people, so that they meet each other again at other units.
names = st.sampled_from(["Dũng", "Minh", "Loan", "Tư", "Sáu"])
#: With one address that several people share, and one that is none.
addresses = st.sampled_from(
    ["tu@p4.example", "sau@p4.example", "culture@p4.example", "radio@p4.example", "officer@p4.example", "sáu"]
)  # fmt: skip
ahead = st.integers(-10, 40)


def one_of(rows: list[T], number: int) -> T | None:
    return rows[number % len(rows)] if rows else None


class PeopleOfAWard(PlansOfAWard):
    """What the officer may change about who reads and who is away."""

    def contact(self, pick: int) -> Contact | None:
        known = self.year.context().contacts
        return one_of([one for one in known if not is_taken_back(one)], pick)

    def absence(self, pick: int) -> Absence | None:
        return one_of(list(self.year.context().absences), pick)

    @rule(unit=units, name=names, email=addresses, start=ahead, length=st.integers(-2, 60))
    def a_contact_is_added(self, unit: str, name: str, email: str, start: int, length: int) -> None:
        year = self.year
        given = contacts.Given(name=name, email=email, title="Công chức")
        until = year.day(start + length) if length < 50 else None
        year.act(
            lambda session: contacts.add(
                session, year.ward_id, given, unit_key=unit, from_on=year.day(start),
                to_on=until, actor=OFFICER, now=year.now,
            ),
            log=1,
        )  # fmt: skip

    @rule(pick=picks, name=names, email=addresses, start=ahead, text=texts)
    def a_contact_is_replaced(
        self, pick: int, name: str, email: str, start: int, text: str
    ) -> None:
        year, old = self.year, self.contact(pick)
        given = contacts.Given(name=name, email=email, reason=text)
        if old is not None:
            year.act(
                lambda session: contacts.replace(
                    session, year.ward_id, old.id or 0, given, from_on=year.day(start),
                    actor=OFFICER, now=year.now, version=old.version,
                ),
                log=1,
            )  # fmt: skip

    @rule(pick=picks, name=names, email=addresses)
    def a_contact_is_corrected(self, pick: int, name: str, email: str) -> None:
        year, old = self.year, self.contact(pick)
        given = contacts.Given(name=name, email=email)
        if old is not None:
            year.act(
                lambda session: contacts.correct(
                    session, year.ward_id, old.id or 0, given,
                    days=(old.valid_from, old.valid_to), actor=OFFICER, now=year.now,
                ),
                log=1,
            )  # fmt: skip

    @rule(pick=picks, start=ahead, stale=st.integers(0, 9))
    def a_contact_ends(self, pick: int, start: int, stale: int) -> None:
        year, old = self.year, self.contact(pick)
        if old is not None:
            year.act(
                lambda session: contacts.end(
                    session, year.ward_id, old.id or 0, last_on=year.day(start), actor=OFFICER,
                    now=year.now, version=old.version + (stale == 0),
                ),
                log=1,
            )  # fmt: skip

    def given(self, start: int, length: int, deputy: str) -> absences.Given:
        return absences.Given(
            from_on=self.year.day(start), to_on=self.year.day(start + length),
            deputy_email=deputy, reason="Nghỉ phép",
        )  # fmt: skip

    @rule(pick=picks, start=ahead, length=st.integers(-1, 20), deputy=addresses | st.just(""))
    def a_contact_is_away(self, pick: int, start: int, length: int, deputy: str) -> None:
        year, one = self.year, self.contact(pick)
        given = self.given(start, length, deputy)
        if one is not None:
            year.act(
                lambda session: absences.of_contact(
                    session, year.ward_id, one.id or 0, given, actor=OFFICER, now=year.now
                ),
                log=1,
            )  # fmt: skip

    @rule(
        key=st.sampled_from(["officer", "vice", "chair"]), start=ahead, length=st.integers(0, 20),
        deputy=st.sampled_from(["", "vice@p4.example", "chair@p4.example", "radio@p4.example"]),
    )  # fmt: skip
    def somebody_with_a_role_is_away(self, key: str, start: int, length: int, deputy: str) -> None:
        year, given = self.year, self.given(start, length, deputy)
        year.act(
            lambda session: absences.of_person(
                session, year.ward_id, key, given, actor=OFFICER, now=year.now
            ),
            log=1,
        )  # fmt: skip

    @rule(pick=picks, length=st.integers(-1, 20), deputy=addresses | st.just(""))
    def an_absence_is_changed(self, pick: int, length: int, deputy: str) -> None:
        year, old = self.year, self.absence(pick)
        if old is not None:
            given = absences.Given(
                from_on=old.from_on, to_on=self.year.day(length), deputy_email=deputy
            )
            year.act(
                lambda session: absences.change(
                    session, year.ward_id, old.id or 0, given, actor=OFFICER, now=year.now,
                    version=old.version,
                ),
                log=1,
            )  # fmt: skip

    @rule(pick=picks)
    def an_absence_is_taken_back(self, pick: int) -> None:
        year, old = self.year, self.absence(pick)
        if old is not None:
            year.act(
                lambda session: absences.remove(
                    session, year.ward_id, old.id or 0, actor=OFFICER, now=year.now
                ),
                log=1,
            )  # fmt: skip

    @rule(radio=addresses, culture=names)
    def the_ward_file_is_loaded_again(self, radio: str, culture: str) -> None:
        year = self.year
        if not radio.isascii():
            return
        source = self.file(radio, culture)
        year.act(lambda session: load(session, source, year.now), log=(0, 1, 2))
        before = year.facts.ward_events
        known = year.context().contacts
        # The same file once more is no change.
        year.act(lambda session: load(session, source, year.now), log=0)
        assert (year.facts.ward_events, year.context().contacts) == (before, known)

    def file(self, radio: str, culture: str) -> WardFile:
        key = self.year.context().ward.key
        text = WARD.replace("phuong-4", key)
        text = text.replace("email: radio@p4.example", f"email: {radio}")
        return ward_file(text.replace("name: Minh", f"name: {culture}"))


def load(session: Session, source: WardFile, now: datetime) -> None:
    load_ward.load_ward(session, source, now=now)
