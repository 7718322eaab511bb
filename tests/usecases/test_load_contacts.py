"""Loading a ward file again: what it says anew is taken over, what the board decided stays."""

import pytest

from dondoc.usecases import contacts, ways
from dondoc.usecases.errors import Conflict
from dondoc.usecases.load_ward import load_ward
from dondoc.usecases.ward_file import WrongWardFile
from dondoc.wiring import App
from tests.factories import WARD, ward_file
from tests.usecases.directory_play import book, day
from tests.usecases.play import local

RADIO = "{name: Dũng, email: radio@p4.example}"
LATER = "2025-04-10 09:00"


def radio(*lines: str) -> str:
    return WARD.replace(RADIO, ", ".join(lines))


def test_loading_twice_keeps_every_contact_with_its_id(app: App) -> None:
    ward = book(app)
    before = [(one.id, one.email, one.version) for one in ward.all()]

    ward.load(WARD, LATER)

    assert [(one.id, one.email, one.version) for one in ward.all()] == before
    assert ward.log() == []


def test_who_left_the_file_is_ended_and_who_came_begins_today(app: App) -> None:
    ward = book(app)

    ward.load(radio("{name: Mới, email: moi@p4.example}"), LATER)

    assert ward.days("radio") == [("Dũng", "", "2025-04-09"), ("Mới", "2025-04-10", "")]
    ((who, why, changes),) = ward.log("contact")
    assert (who, why) == ("Tệp khai báo", "Nạp tệp khai báo")
    assert [label for label, _, _ in changes] == [
        "Dũng · Đến", "Đầu mối của Cán bộ Truyền thanh Phường",
    ]  # fmt: skip


def test_what_the_file_says_differently_is_a_correction(app: App) -> None:
    ward = book(app)
    number = ward.one("Dũng").id

    ward.load(radio("{name: Dũng, title: Phát thanh viên, email: dung@p4.example}"), LATER)

    (one,) = [c for c in ward.all() if c.id == number]
    assert (one.email, one.title, one.version) == ("dung@p4.example", "Phát thanh viên", 2)
    assert ward.days("radio") == [("Dũng", "", "")]


def test_what_the_board_decided_stays_while_the_file_says_what_it_said(app: App) -> None:
    ward = book(app)
    ward.replace("Dũng", "Mới", "2025-04-20", "2025-04-01 09:00")
    ward.away("Dũng", "2025-04-02", "2025-04-15", "2025-04-01 09:00", deputy_email="ut@p4.example")
    given = contacts.Given(name="Minh", title="Công chức", email="minh@p4.example")
    ward.do(contacts.correct, ward.one("Minh").id, given, days=(None, None), at="2025-04-01 09:00")
    before = [(c.id, c.name, c.email, c.valid_from, c.valid_to) for c in ward.all()]

    ward.load(WARD, LATER)

    assert [(c.id, c.name, c.email, c.valid_from, c.valid_to) for c in ward.all()] == before
    assert len(ward.absences()) == 1
    assert ward.reached("radio", "2025-04-10") == "ut@p4.example"


def test_the_file_follows_the_board_without_a_second_change(app: App) -> None:
    """The officer writes into the file what was decided on the board before."""
    ward = book(app)
    ward.replace("Dũng", "Mới", "2025-04-20", "2025-04-01 09:00")
    days = ward.days("radio")

    ward.load(radio("{name: Mới, email: moi@P4.example, from: 2025-04-20}"), LATER)
    again = ward.days("radio")
    ward.load(radio("{name: Mới, email: moi@P4.example, from: 2025-04-20}"), "2025-04-11 09:00")

    assert ward.days("radio") == again == days
    assert len(ward.log("contact")) == 1


def test_who_comes_back_into_the_file_begins_anew(app: App) -> None:
    ward = book(app)
    ward.load(radio("{name: Mới, email: moi@p4.example}"), LATER)

    ward.load(WARD, "2025-05-05 09:00")

    assert ward.days("radio") == [
        ("Dũng", "", "2025-04-09"), ("Mới", "2025-04-10", "2025-05-04"), ("Dũng", "2025-05-05", ""),
    ]  # fmt: skip


def test_of_two_stints_of_one_person_each_keeps_its_days(app: App) -> None:
    first = "{name: Dũng, email: radio@p4.example, from: 2025-01-01, to: 2025-06-30}"
    second = "{name: Dũng, email: radio@p4.example, from: 2025-09-01}"
    ward = book(app, radio(first, second))
    ids = [one.id for one in ward.all()]

    ward.load(radio(second, first.replace("06-30", "07-31")), LATER)

    assert [one.id for one in ward.all()] == ids
    assert ward.days("radio") == [
        ("Dũng", "2025-01-01", "2025-07-31"), ("Dũng", "2025-09-01", ""),
    ]  # fmt: skip


def test_a_future_contact_who_leaves_the_file_never_begins(app: App) -> None:
    ward = book(app, radio(RADIO, "{name: Mới, email: moi@p4.example, from: 2025-06-01}"))

    ward.load(WARD, LATER)

    assert ward.reached("radio", "2025-06-02") == "Dũng"
    assert ward.days("radio")[1] == ("Mới", "2025-06-01", "2025-05-31")


def test_the_deputy_of_the_file_reads_in_an_absence_that_names_nobody(app: App) -> None:
    ward = book(app, radio(RADIO[:-1] + ", deputy: culture@p4.example}"))

    ward.away("Dũng", "2025-04-02", "2025-04-04", "2025-04-01 09:00")

    assert ward.reached("radio", "2025-04-03") == "Minh"


def test_a_deputy_that_is_no_address_is_named_with_its_place() -> None:
    with pytest.raises(WrongWardFile, match=r"contacts\.0\.deputy: địa chỉ thư"):
        ward_file(radio(RADIO[:-1] + ", deputy: chị Hoa}"))


def test_an_address_with_accents_is_named_with_its_place() -> None:
    with pytest.raises(WrongWardFile, match=r"contacts\.0\.email: địa chỉ thư không viết có dấu"):
        ward_file(radio("{name: Hòa, email: hòa@p4.example}"))


def test_a_contact_whom_the_board_ended_stays_ended(app: App) -> None:
    ward = book(app)
    ward.do(contacts.end, ward.one("Dũng").id, last_on=day("2025-04-05"), at="2025-04-01 09:00")

    ward.load(WARD, LATER)

    assert ward.days("radio") == [("Dũng", "", "2025-04-05")]
    assert ward.reached("radio", "2025-04-10") == "nobody"


def test_r19_what_file_and_board_both_changed_is_refused_with_both_values(app: App) -> None:
    ward = book(app)
    given = contacts.Given(name="Dũng", email="bang@p4.example")
    ward.do(contacts.correct, ward.one("Dũng").id, given, days=(None, None), at="2025-04-01 09:00")
    before = [(one.id, one.email, one.version) for one in ward.all()]
    text = radio("{name: Dũng, title: Phát thanh viên, email: tep@p4.example}")

    with pytest.raises(Conflict) as told:
        ward.load(text, LATER)

    assert [(one.id, one.email, one.version) for one in ward.all()] == before
    assert "Dũng: địa chỉ thư trên trang theo dõi ghi “bang@p4.example” (Lê Thị Tám, 09:00" in str(
        told.value
    )
    assert "tệp ghi “tep@p4.example”" in str(told.value)
    with app.transaction() as session:
        load_ward(session, ward_file(text), now=local(LATER), takes_file=True)
    assert ward.one("Dũng").email == "tep@p4.example"


def test_number_and_way_of_the_file_follow_and_what_the_board_says_otherwise_is_named(
    app: App,
) -> None:
    ward = book(app)
    ward.load(radio("{name: Dũng, email: radio@p4.example, phone: '0912.345.678'}"), LATER)
    assert ward.one("Dũng").phone == "0912345678"

    given = contacts.Given(name="Dũng", email="radio@p4.example", phone="0987 654 321")
    ward.do(contacts.correct, ward.one("Dũng").id, given, days=(None, None), at=LATER)
    ward.do(ways.choose, ward.one("Dũng").id, "mail", at=LATER)
    both = "{name: Dũng, email: radio@p4.example, phone: '0911111111', channel: webhook}"

    with pytest.raises(Conflict) as told:
        ward.load(radio(both), LATER)

    assert "số điện thoại trên trang theo dõi ghi “0987654321”" in str(told.value)
    assert "kênh nhận tin trên trang theo dõi ghi “mail”" in str(told.value)
    with pytest.raises(WrongWardFile, match="Số điện thoại “x” chưa đúng"):
        ward_file(radio("{name: Dũng, email: radio@p4.example, phone: x}"))
