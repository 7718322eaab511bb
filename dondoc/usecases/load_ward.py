"""Create or update a ward from its file; what the file no longer names is ended, not deleted."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.local import local_day, zone_of
from dondoc.rules.moves import Refused
from dondoc.rules.successors import heir
from dondoc.usecases import record, ward_picture
from dondoc.usecases.actor import Actor
from dondoc.usecases.contacts import KIND
from dondoc.usecases.errors import Conflict
from dondoc.usecases.load_contacts import Loading
from dondoc.usecases.ward_file import UnitPart, WardFile, as_columns
from models.assignment import ActorKind
from models.queries import history, reorganising, wards
from models.ward import Person, Unit, Ward

#: Parts of the calendar that the ward file knows nothing of.
DECIDED_HERE = ("own", "confirmed")
#: The kind of event in the ward's log.
FILE_KIND = "ward-file"
#: Who changes the ward when the file does.
BY_FILE = Actor(kind=ActorKind.SYSTEM, name="Tệp khai báo", channel="cli")


def load_ward(
    session: Session, source: WardFile, *, now: datetime, takes_file: bool = False
) -> Ward:
    """Bring the ward in the database to what the file says; loading twice changes nothing.

    ``takes_file`` lets the file win where it and the board both changed a contact since.

    Raises:
        Conflict: they did, each otherwise; the message names both values.
        Refused: the ward has gone into another one.
    """
    known = _held(session, source.ward.key)
    if known is not None and known.ended_on is not None:
        raise Refused(
            f"{known.name} đã kết thúc sau ngày {wording.day_short(known.ended_on)}, chỉ còn để xem; "
            "hãy nạp tệp của nơi kế thừa."
        )
    before = ward_picture.take(session, known) if known is not None else {}
    ward = known or Ward(key=source.ward.key, name=source.ward.name, loaded_at=now)
    part = source.ward
    ward.name, ward.city, ward.province = part.name, part.city, part.province
    ward.timezone, ward.send_at, ward.closes_at = part.timezone, part.send_at, part.closes_at
    ward.window_from, ward.window_until = part.send_window
    ward.send_days = list(part.send_days)
    ward.channel = part.channel
    ward.groups = {key: list(names) for key, names in source.groups.items()}
    ward.chain = [as_columns(level) for level in source.chain]
    ward.ladder = as_columns(source.ladder)
    # What was decided on the board or in the terminal is not in the file, and stays.
    decided = {key: ward.calendar[key] for key in DECIDED_HERE if key in ward.calendar}
    ward.calendar = as_columns(source.calendar) | decided
    ward.waves = [as_columns(wave) for wave in source.waves]
    ward.loaded_at = now
    session.add(ward)
    session.flush()
    loading = _load_units(
        session, ward, source.units, new=known is None, now=now, takes_file=takes_file
    )  # fmt: skip
    if loading.clashes:
        raise Conflict(f"Chưa nạp gì: {' '.join(loading.clashes)}")
    _load_people(session, ward, source, now=now)
    session.flush()
    if known is not None:
        _record(session, ward, before, now=now)
    return ward


def _record(session: Session, ward: Ward, before: dict[str, Any], *, now: datetime) -> None:
    """Say what became different; of a new ward the file itself is the beginning."""
    old, new = ward_picture.differences(before, ward_picture.take(session, ward))
    if new:
        record.record(
            session, ward.id or 0, FILE_KIND, actor=BY_FILE, now=now, text="Nạp tệp khai báo",
            before=old, after=new,
        )  # fmt: skip


def changed_contacts(session: Session, ward: Ward, *, now: datetime) -> int:
    """Return how many contacts the loading at this instant changed."""
    events = history.ward_events_of(session, [ward.id or 0], kind=KIND)
    return sum(
        len(one.data["after"]) for one in events if (one.at, one.actor) == (now, BY_FILE.name)
    )


def _held(session: Session, key: str) -> Ward | None:
    """Return the ward, held: nobody changes a contact while they are compared with the file."""
    ward = wards.ward_by_key(session, key)
    return wards.hold_ward(session, ward.id or 0) if ward is not None else None


def _load_units(
    session: Session,
    ward: Ward,
    parts: tuple[UnitPart, ...],
    *,
    new: bool,
    now: datetime,
    takes_file: bool,
) -> Loading:
    ward_id = ward.id or 0
    known = {unit.key: unit for unit in wards.units_of(session, ward_id)}
    decided = reorganising.touched_units(session, ward_id)
    for part in parts:
        unit = known.setdefault(part.key, Unit(ward_id=ward_id, key=part.key, name=part.name))
        unit.requested = part.requested
        unit.aliases, unit.groups = list(part.aliases), list(part.groups)
        if unit.id not in decided:
            unit.name, unit.successor = part.name, part.successor
            unit.valid_from, unit.valid_to = part.valid
        elif part.name not in {str(former["name"]) for former in unit.former_names}:
            # The file may still say the name from before a reorganisation, which holds no more.
            unit.name = part.name
        session.add(unit)
    session.flush()
    contacts = wards.contacts_of(session, ward_id)
    today = None if new else local_day(now, zone_of(ward.timezone))
    loading = Loading(
        session, {unit.id or 0: unit for unit in known.values()}, today, takes_file=takes_file
    )
    for part in parts:
        unit = known[part.key]
        loading.load(unit, part.contacts, [one for one in contacts if one.unit_id == unit.id])
    if not new and loading.after:
        record.record(
            session, ward_id, KIND, actor=BY_FILE, now=now, text="Nạp tệp khai báo",
            before=loading.before, after=loading.after,
        )  # fmt: skip
    return loading


def _load_people(session: Session, ward: Ward, source: WardFile, *, now: datetime) -> None:
    ward_id = ward.id or 0
    units = {unit.key: unit for unit in wards.units_of(session, ward_id)}
    today = local_day(now, zone_of(ward.timezone))
    known = {person.key: person for person in wards.all_people_of(session, ward_id)}
    for part in source.people:
        person = known.pop(part.key, None) or Person(
            ward_id=ward_id, key=part.key, role=part.role, name=part.name, email=part.email
        )
        person.role, person.name, person.title = part.role, part.name, part.title
        person.email, person.phone = part.email, part.phone
        unit = heir(units[part.unit], units, ward.key, today) if part.unit in units else None
        person.unit_key = unit.key if unit is not None else part.unit
        person.active = True
        session.add(person)
    for gone in known.values():
        gone.active = False
        session.add(gone)
