"""Who is written to on a day: contacts by date, absences with and without a deputy, refused ones."""

from datetime import date
from typing import Any

import pytest

from dondoc.rules.directory import Directory, Reachable
from models.ward import Absence, Contact, Person, Role, Unit

UNIT = Unit(id=1, ward_id=1, key="women", name="Hội Phụ nữ")
OTHER = Unit(id=2, ward_id=1, key="web", name="Trang thông tin")


def contact(number: int, name: str, first: str = "", last: str = "", **facts: Any) -> Contact:
    given: dict[str, Any] = {
        "id": number, "ward_id": 1, "unit_id": 1, "name": name, "email": f"{name}@p4.example",
        "valid_from": date.fromisoformat(first) if first else None,
        "valid_to": date.fromisoformat(last) if last else None,
    }  # fmt: skip
    return Contact(**(given | facts))


def away(number: int, first: str, last: str, **facts: Any) -> Absence:
    given: dict[str, Any] = {"id": number, "contact_id": 1}
    return Absence(
        from_on=date.fromisoformat(first), to_on=date.fromisoformat(last), **(given | facts)
    )


def directory(
    *contacts: Contact, people: tuple[Person, ...] = (), absences: tuple[Absence, ...] = (),
    suspended: tuple[str, ...] = (),
) -> Directory:  # fmt: skip
    return Directory(contacts, people, absences, frozenset(suspended))


def reached(known: Directory, day: str, unit: Unit = UNIT) -> str:
    to = known.reach(unit, date.fromisoformat(day))
    return f"{to.email} {to.instead_of}".strip() if to else "nobody"


LOAN = contact(1, "loan", "2025-01-01", "2025-06-30")
HOA = contact(2, "hoa", "2025-07-01")


@pytest.mark.parametrize(
    ("day", "who"),
    [
        ("2024-12-31", "nobody"),
        ("2025-01-01", "loan@p4.example"),
        ("2025-06-30", "loan@p4.example"),
        ("2025-07-01", "hoa@p4.example"),
    ],
)
def test_both_days_of_a_contact_are_its_own(day: str, who: str) -> None:
    assert reached(directory(LOAN, HOA), day) == who


def test_of_several_contacts_the_earliest_is_written_to_whatever_the_order_of_rows() -> None:
    first = contact(9, "first", "2025-01-01")
    later = contact(3, "later", "2025-02-01")
    together = contact(10, "together", "2025-01-01")

    assert reached(directory(later, together, first), "2025-03-03") == "first@p4.example"


ABSENCE = away(1, "2025-03-10", "2025-03-14", deputy_name="Út", deputy_email="ut@p4.example")


@pytest.mark.parametrize(
    ("day", "who"),
    [
        ("2025-03-09", "loan@p4.example"),
        ("2025-03-10", "ut@p4.example loan"),
        ("2025-03-14", "ut@p4.example loan"),
        ("2025-03-15", "loan@p4.example"),
    ],
)
def test_a_deputy_reads_on_the_days_of_the_absence_only(day: str, who: str) -> None:
    assert reached(directory(LOAN, absences=(ABSENCE,)), day) == who


def test_the_absence_noted_last_wins_on_the_days_of_both() -> None:
    again = away(2, "2025-03-12", "2025-03-20", deputy_name="Tư", deputy_email="tu@p4.example")
    known = directory(LOAN, absences=(again, ABSENCE))

    assert reached(known, "2025-03-11") == "ut@p4.example loan"
    assert reached(known, "2025-03-13") == "tu@p4.example loan"


def test_the_standing_deputy_of_the_ward_file_reads_where_the_absence_names_none() -> None:
    known = directory(
        contact(1, "loan", deputy="hoa@p4.example"), contact(5, "hoa", unit_id=2),
        absences=(away(1, "2025-03-10", "2025-03-14"),),
    )  # fmt: skip

    to = known.reach(UNIT, date(2025, 3, 10))

    assert to == Reachable("hoa", "", "hoa@p4.example", "loan")


HEAD = Person(
    id=1, ward_id=1, key="head", role=Role.COUNCIL, name="Tám", email="tam@p4.example",
    unit_key="women",
)  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "who"),
    [
        pytest.param({"absences": (away(1, "2025-03-10", "2025-03-14"),)}, "hoa@p4.example", id="away without deputy"),
        pytest.param({"suspended": ("loan@p4.example",)}, "hoa@p4.example", id="refused address"),
        pytest.param({"absences": (ABSENCE,), "suspended": ("ut@p4.example",)}, "hoa@p4.example", id="deputy's address refused"),
        pytest.param({"suspended": ("loan@p4.example", "hoa@p4.example")}, "tam@p4.example", id="then the person with a role"),
        pytest.param({"suspended": ("loan@p4.example", "hoa@p4.example", "tam@p4.example")}, "nobody", id="nobody left"),
        pytest.param({"suspended": ("loan@p4.example", "hoa@p4.example"), "absences": (away(1, "2025-03-10", "2025-03-14", contact_id=None, person_id=1),)}, "nobody", id="the person is away too"),
    ],
)  # fmt: skip
def test_the_next_one_is_asked(facts: dict[str, Any], who: str) -> None:
    loan, hoa = contact(1, "loan", "2025-01-01"), contact(2, "hoa", "2025-02-01")

    assert reached(directory(loan, hoa, people=(HEAD,), **facts), "2025-03-12") == who


def test_who_is_away_is_away_at_every_unit_but_a_shared_mailbox_is_not() -> None:
    here, there = contact(1, "loan"), contact(2, "loan", unit_id=2, email="LOAN@p4.example")
    other = contact(3, "khác", unit_id=2, email="loan@p4.example", valid_from=date(2025, 3, 1))

    one = directory(here, there, absences=(ABSENCE,))
    shared = directory(here, other, absences=(ABSENCE,))

    assert reached(one, "2025-03-12", OTHER) == "ut@p4.example loan"
    assert reached(shared, "2025-03-12", OTHER) == "loan@p4.example"


def test_links_work_for_contacts_deputies_and_the_units_own_person_and_nobody_else() -> None:
    known = directory(LOAN, HOA, people=(HEAD,), absences=(ABSENCE,))

    def standing(day: str) -> set[str]:
        found = known.standing_for(UNIT, date.fromisoformat(day))
        return {address.partition("@")[0] for address in found}

    assert standing("2025-03-09") == {"loan", "tam"}
    assert standing("2025-03-12") == {"loan", "ut", "tam"}
    assert standing("2025-07-01") == {"hoa", "tam"}


def test_who_stood_for_a_unit_does_not_judge_its_work_for_another_month() -> None:
    known = directory(LOAN, HOA, absences=(ABSENCE,))

    def own(day: str | None) -> set[str]:
        found = known.all_addresses(UNIT, date.fromisoformat(day) if day else None)
        return {address.partition("@")[0] for address in found}

    assert own("2025-03-09") == {"loan"}
    assert own("2025-04-13") == {"loan", "ut"}
    assert own("2025-04-14") == {"loan"}
    assert own("2025-07-30") == {"loan", "hoa"}
    assert own("2025-07-31") == {"hoa"}
    assert own(None) == {"loan", "ut", "hoa"}


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        pytest.param(("Loan", "Chủ tịch", ""), ("Loan", "Trưởng ban", ""), ("Loan", "Chủ tịch; Trưởng ban"), id="two titles"),
        pytest.param(("Loan", "Chủ tịch", ""), ("Loan", "Chủ tịch", ""), ("Loan", "Chủ tịch"), id="the same twice"),
        pytest.param(("Út", "", "Loan"), ("Út", "", "Mai"), ("Út", "thay Loan; Mai đang vắng"), id="for two people"),
        pytest.param(("Út", "Công chức", ""), ("Út", "", "Mai"), ("Út", "Công chức, thay Mai đang vắng"), id="own work and somebody's"),
        pytest.param(("Loan", "Chủ tịch", ""), ("Hoa", "Phó", ""), ("Loan và Hoa", ""), id="one mailbox of two people"),
    ],
)  # fmt: skip
def test_one_letter_names_every_capacity(
    one: tuple[str, str, str], other: tuple[str, str, str], told: tuple[str, str]
) -> None:
    first, second = (Reachable(n, t, "x@p4.example", away) for n, t, away in (one, other))

    both = first.also(second)

    assert (both.name, both.capacity) == told
    assert both.also(second) == both
