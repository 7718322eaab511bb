"""A ward with all that deciding needs, loaded by a constant number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import Session

from dondoc.rules import pausing
from dondoc.rules.calendar import WorkCalendar, calendar_of
from dondoc.rules.directory import Directory, Reachable
from dondoc.rules.escalation import Level, levels_of
from dondoc.rules.ladder import Ladder, ladder_of
from dondoc.rules.local import at_local, local_day, zone_of
from dondoc.rules.owing import Chained
from dondoc.rules.people import AbsenceFacts, ContactFacts, PersonFacts, UnitFacts, WardFacts
from dondoc.rules.successors import heir, lives
from dondoc.rules.timetable import Timetable, timetable_of
from dondoc.rules.window import SendDays, in_window, next_open, send_days_of
from dondoc.usecases.errors import NotFound
from models.outbox import MAIL
from models.queries import directory, known, wards
from models.ward import Absence, Contact, Person, Role, Unit, Ward

W = TypeVar("W", bound=WardFacts)
W_co = TypeVar("W_co", bound=WardFacts, covariant=True)
U_co = TypeVar("U_co", bound=UnitFacts, covariant=True)
C_co = TypeVar("C_co", bound=ContactFacts, covariant=True)
P_co = TypeVar("P_co", bound=PersonFacts, covariant=True)
A_co = TypeVar("A_co", bound=AbsenceFacts, covariant=True)


@dataclass(frozen=True)
class OneWard(Generic[W_co, U_co, C_co, P_co, A_co]):
    """One ward: its rules, its units and whom to reach where.

    ``units`` holds also those of other wards that were merged into this one. See ``WardContext``
    and ``WardRows`` for what they are.
    """

    ward: W_co
    zone: ZoneInfo
    calendar: WorkCalendar
    ladder: Ladder
    levels: tuple[Level, ...]
    units: Mapping[int, U_co]
    contacts: tuple[C_co, ...]
    people: tuple[P_co, ...]
    suspended: frozenset[str]
    absences: tuple[A_co, ...] = ()
    #: Nothing of it changes, so that who reads for a unit is worked out once.
    settled: bool = False

    @cached_property
    def sending(self) -> SendDays:
        """The days on which reminders go out."""
        return send_days_of(self.ward.send_days, self.calendar)

    def ladder_for(self, own: Mapping[str, Any]) -> Ladder:
        """Return the ward's ladder, but for what a duty has otherwise (``Duty.ladder``)."""
        return ladder_of(own, self.ladder) if own else self.ladder

    @cached_property
    def timetable(self) -> Timetable:
        """When the rungs of the ward's own ladder fall."""
        return self._timetable(self.ladder)

    def timetable_for(self, own: Mapping[str, Any]) -> Timetable:
        """Return when rungs fall by the ladder that ``ladder_for`` returns."""
        return self._timetable(self.ladder_for(own)) if own else self.timetable

    def _timetable(self, ladder: Ladder) -> Timetable:
        return timetable_of(ladder, self.sending, self.zone, self.ward.send_at)

    def has_begun(self, now: datetime) -> bool:
        """Tell whether the day's hour for reminders has come."""
        return now >= at_local(self.day(now), self.ward.send_at, self.zone)

    def pause_of(self, address: str, day: date) -> str:
        """Return the pause of the contact at an address on a local day in words, or nothing."""
        own = self._contacts_at.get(address.casefold(), ())
        return next(filter(None, (pausing.words_of(one, day) for one in own)), "")

    @property
    def ward_id(self) -> int:
        """The row id of the ward."""
        return self.ward.id or 0

    def day(self, now: datetime) -> date:
        """Return the ward's own day at this instant."""
        return local_day(now, self.zone)

    def is_open(self, now: datetime) -> bool:
        """Tell whether mails may leave the ward at this instant."""
        return in_window(
            now,
            window_from=self.ward.window_from,
            window_until=self.ward.window_until,
            calendar=self.calendar,
            zone=self.zone,
        )

    def opens(self, now: datetime) -> datetime:
        """Return when mails may leave the ward: now, or the next opening, in UTC."""
        return next_open(
            now,
            window_from=self.ward.window_from,
            window_until=self.ward.window_until,
            calendar=self.calendar,
            zone=self.zone,
        )

    @property
    def own_units(self) -> list[U_co]:
        """The ward's own units, those too that have ended, in the order of the ward file."""
        return [unit for unit in self.units.values() if unit.ward_id == self.ward_id]

    def living_units(self, day: date) -> list[U_co]:
        """Return the ward's units that exist on a local day."""
        return [unit for unit in self.own_units if lives(unit, day)]

    def heir(self, unit_id: int, day: date) -> U_co | None:
        """Return a unit, or the one to which its work went by a local day; None for nobody."""
        by_key = {unit.key: unit for unit in self.own_units}
        return heir(self.unit(unit_id), by_key, self.ward.key, day)

    def unit(self, unit_id: int) -> U_co:
        """Return a unit of this ward."""
        return self.units[unit_id]

    def unit_by_key(self, key: str) -> U_co:
        """Return a unit by its key in the ward file.

        Raises:
            NotFound: the ward has no such unit.
        """
        for unit in self.own_units:
            if unit.key == key:
                return unit
        known = ", ".join(unit.key for unit in self.own_units)
        raise NotFound(f"Không có đơn vị “{key}”. Các mã đơn vị: {known}.")

    def officer(self) -> P_co | None:
        """Return the interior officer (cán bộ Nội vụ)."""
        return next((p for p in self.people if p.role is Role.INTERIOR_OFFICER), None)

    @cached_property
    def directory(self) -> Directory:
        """Who can be reached, and who stands in for whom."""
        return Directory(self.contacts, self.people, self.absences, self.suspended)

    @cached_property
    def _contacts_at(self) -> dict[str, list[C_co]]:
        found: dict[str, list[C_co]] = {}
        for one in self.contacts:
            found.setdefault(one.email.casefold(), []).append(one)
        return found

    def levels_for(self, row: Chained) -> tuple[Level, ...]:
        """Return the levels of a case: those at its start where it runs, else the ward's."""
        return levels_of(row.chain) if row.chain is not None else self.levels

    def with_role(self, role: str) -> list[P_co]:
        """Return the people who hold a role and whose address works, away or not."""
        return [p for p in self.people if p.role == role and self.is_reachable(p.email)]

    def way_to(self, address: str) -> str:
        """Return the way out to an address: its contact's own, the ward's for contacts, or mail."""
        mine = self._contacts_at.get(address.casefold(), ())
        chosen = next((one.channel for one in mine if one.channel), "")
        return chosen or (self.ward.channel if mine else MAIL)

    def phone_for(self, address: str, way: str) -> str:
        """Return the number of the contact at an address, where the way out may go by it."""
        if way == MAIL:
            return ""
        mine = self._contacts_at.get(address.casefold(), ())
        return next((one.phone for one in mine if one.phone), "")

    def whom_to_call(self, unit_id: int, day: date) -> str:
        """Return the name and number of whoever reads for a unit; empty where none is known."""
        to = self.reach(unit_id, day) if unit_id in self.units else None
        there = self._contacts_at.get(to.key, ()) if to else ()
        mine = (one for one in there if one.unit_id == unit_id and one.phone)
        return next((f"{one.name}, {one.phone}" for one in mine), "")

    def is_reachable(self, address: str) -> bool:
        """Tell whether mails to this address are still sent."""
        return self.directory.is_reachable(address)

    def reach(self, unit_id: int, day: date) -> Reachable | None:
        """Return who gets the unit's mails on a local day; see ``Directory``."""
        if not self.settled:
            return self.directory.reach(self.unit(unit_id), day)
        key = unit_id, day
        if key not in self._reached:
            self._reached[key] = self.directory.reach(self.unit(unit_id), day)
        return self._reached[key]

    @cached_property
    def _reached(self) -> dict[tuple[int, date], Reachable | None]:
        return {}

    def all_addresses(self, unit_id: int, day: date | None = None) -> frozenset[str]:
        """Return every address that stands for the unit; see ``Directory``."""
        return self.directory.all_addresses(self.unit(unit_id), day)


#: A ward for whoever decides and tells, and changes nothing of it.
WardContext: TypeAlias = OneWard[WardFacts, UnitFacts, ContactFacts, PersonFacts, AbsenceFacts]
#: A ward as table rows, for whoever changes it.
WardRows: TypeAlias = OneWard[Ward, Unit, Contact, Person, Absence]


def load_ward_context(session: Session, ward_id: int, *, hold: bool = False) -> WardRows:
    """Load one ward as table rows.

    With ``hold``, whoever else wants to hold it waits for this transaction.

    Raises:
        NotFound: there is no such ward.
    """
    ward = wards.hold_ward(session, ward_id) if hold else session.get(Ward, ward_id)
    return _one_ward(
        session,
        _there(ward, ward_id),
        units={unit.id or 0: unit for unit in wards.units_of(session, ward_id)},
        contacts=tuple(wards.contacts_of(session, ward_id)),
        people=tuple(wards.people_of(session, ward_id)),
        absences=tuple(directory.absences_of(session, ward_id)),
    )


def read_ward_context(session: Session, ward_id: int, *, hold: bool = False) -> WardContext:
    """Do the same, but with plain values in place of rows, which takes half the time."""
    return _one_ward(
        session,
        _there(known.ward(session, ward_id, hold=hold), ward_id),
        units={unit.id: unit for unit in known.units(session, ward_id)},
        contacts=tuple(known.contacts(session, ward_id)),
        people=tuple(known.people(session, ward_id)),
        absences=tuple(known.absences(session, ward_id)),
        settled=True,
    )


def _there(ward: W | None, ward_id: int) -> W:
    if ward is None:
        raise NotFound(f"Không có phường, xã số {ward_id}.")
    return ward


def _one_ward(
    session: Session,
    ward: W,
    *,
    units: Mapping[int, U_co],
    contacts: tuple[C_co, ...],
    people: tuple[P_co, ...],
    absences: tuple[A_co, ...],
    settled: bool = False,
) -> OneWard[W, U_co, C_co, P_co, A_co]:
    return OneWard(
        ward=ward,
        zone=zone_of(ward.timezone),
        calendar=calendar_of(ward.calendar),
        ladder=ladder_of(ward.ladder),
        levels=levels_of(ward.chain),
        units=units,
        contacts=contacts,
        people=people,
        absences=absences,
        settled=settled,
        suspended=wards.refused_by_server(session, ward.id or 0),
    )
