"""A ward, its people and its work read as plain values are what the table rows are."""

from datetime import datetime
from typing import Any, NamedTuple

from dondoc.usecases.context import load_ward_context, read_ward_context
from dondoc.wiring import App
from models.queries import assignments, told
from models.ward import Absence
from tests.factories import clause, office, on_dates
from tests.usecases.directory_play import book, day

NOON = "2025-04-01 12:00"


def columns(plain: Any, row: Any) -> dict[str, Any]:
    assert isinstance(plain, tuple)
    return {name: getattr(row, name) for name in plain._fields}  # type: ignore[attr-defined]


def values(plain: NamedTuple) -> dict[str, Any]:
    return plain._asdict()


def test_what_is_read_of_a_ward_is_what_is_loaded_of_it(app: App) -> None:
    ward = book(app)
    ward.away("Dũng", "2025-04-02", "2025-04-04", NOON, deputy_email="ut@p4.example")

    with app.transaction() as session:
        rows = load_ward_context(session, ward.ward_id)
        # Still held back by the session, and counted all the same.
        rows.contacts[0].phone = "0909 123 456"
        session.add(
            Absence(person_id=rows.people[0].id, from_on=day("2025-05-05"), to_on=day("2025-05-06"))
        )
        plain: Any = read_ward_context(session, ward.ward_id, hold=True)
        rows = load_ward_context(session, ward.ward_id)

        assert values(plain.ward) == columns(plain.ward, rows.ward)
        assert list(plain.units) == list(rows.units)
        for mine, theirs in (
            (plain.units.values(), rows.units.values()), (plain.contacts, rows.contacts),
            (plain.people, rows.people), (plain.absences, rows.absences),
        ):  # fmt: skip
            assert [values(one) for one in mine] == [
                columns(one, row) for one, row in zip(mine, theirs, strict=True)
            ]
    assert plain.contacts[0].phone == "0909 123 456"
    assert len(plain.absences) == 2
    assert (plain.levels, plain.ladder, plain.calendar, plain.suspended) == (
        rows.levels, rows.ladder, rows.calendar, rows.suspended,
    )  # fmt: skip


def test_who_reads_on_a_day_is_the_same_for_both(app: App) -> None:
    ward = book(app)
    ward.away("Dũng", "2025-04-02", "2025-04-04", NOON, deputy_email="ut@p4.example")

    with app.reading() as session:
        rows = load_ward_context(session, ward.ward_id)
        plain = read_ward_context(session, ward.ward_id)
    for number in (1, 2, 5, 2, 1):
        on = day(f"2025-04-0{number}")
        for unit_id in rows.units:
            assert plain.reach(unit_id, on) == rows.reach(unit_id, on)
            assert plain.all_addresses(unit_id, on) == rows.all_addresses(unit_id, on)


def test_work_that_a_mail_speaks_of_is_what_its_rows_are(app: App, now: datetime) -> None:
    plan = [
        clause("V.2", ["culture", "radio"], on_dates("2025-06-10", "2025-05-10")),
        clause("V.10", ["radio"], on_dates("2025-05-10")),
    ]
    ward = office(app, plan, now=now)

    with app.reading() as session:
        rows = assignments.work(session, ward.ward_id)
        plain = told.work(session, [one.assignment.id or 0 for one in reversed(rows)])

    assert len(rows) == 5
    for mine, theirs in zip(plain, rows, strict=True):
        for name in mine._fields:
            one = getattr(mine, name)
            assert values(one) == columns(one, getattr(theirs, name))
