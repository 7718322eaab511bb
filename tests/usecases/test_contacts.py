"""Contacts change by date: history is kept, each command is one event, nothing is overwritten."""

from typing import Any

import pytest

from dondoc.rules.moves import Refused
from dondoc.usecases import as_of, contacts
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.wiring import App
from tests.usecases.directory_play import Book, book, day

NOON = "2025-04-01 12:00"


def test_another_contact_from_a_day_on_leaves_the_days_before_to_the_former(app: App) -> None:
    ward = book(app)

    ward.replace("Dũng", "Mới", "2025-04-11", NOON)

    assert ward.days("radio") == [("Dũng", "", "2025-04-10"), ("Mới", "2025-04-11", "")]
    assert ward.reached("radio", "2025-04-10") == "Dũng"
    assert ward.reached("radio", "2025-04-11") == "Mới"
    ((who, why, changes),) = ward.log("contact")
    assert (who, why) == ("Lê Thị Tám", "Thay đầu mối của Cán bộ Truyền thanh Phường từ 11/04/2025")
    assert changes == [
        ("Dũng · Đến", "", "10/04/2025"),
        (
            "Đầu mối của Cán bộ Truyền thanh Phường",
            "",
            "Mới (Ủy viên), moi@p4.example, từ 11/04/2025",
        ),
    ]


def test_a_second_contact_is_in_reserve(app: App) -> None:
    ward = book(app)

    ward.add("radio", "Hai", at=NOON)

    assert ward.days("radio") == [("Dũng", "", ""), ("Hai", "2025-04-01", "")]
    assert ward.reached("radio", "2025-04-02") == "Dũng"
    ward.do(contacts.end, ward.one("Dũng").id, last_on=day("2025-04-05"), at=NOON)
    assert ward.reached("radio", "2025-04-06") == "Hai"


def test_who_has_not_begun_is_taken_back_and_keeps_no_day(app: App) -> None:
    ward = book(app)
    ward.add("radio", "Hai", at=NOON, from_on=day("2025-05-05"))

    ward.do(contacts.end, ward.one("Hai").id, last_on=day("2025-04-01"), at=NOON)

    assert ward.days("radio")[1] == ("Hai", "2025-05-05", "2025-05-04")
    assert [ward.reached("radio", f"2025-05-0{n}") for n in (4, 5, 6)] == ["Dũng"] * 3


def test_a_mistake_is_put_right_for_all_days_and_the_log_keeps_both(app: App) -> None:
    ward = book(app)
    given = contacts.Given(
        name="Dũng", title="Phát thanh viên", email="Dung@P4.example", phone="+84 912 345 678"
    )

    ward.do(contacts.correct, ward.one("Dũng").id, given, days=(None, None), at=NOON)

    ((_, why, changes),) = ward.log("contact")
    assert why == "Sửa thông tin đầu mối của Cán bộ Truyền thanh Phường"
    assert changes == [
        ("Dũng · Chức danh", "", "Phát thanh viên"),
        ("Dũng · Thư", "radio@p4.example", "Dung@p4.example"),
        ("Dũng · Điện thoại", "", "+84912345678"),
    ]


def put(name: str = "Hai", email: str = "hai@p4.example", **facts: str) -> contacts.Given:
    return contacts.Given(name=name, email=email, **facts)


@pytest.mark.parametrize(
    ("verb", "given", "facts", "words"),
    [
        ("add", put(email="hai(at)p4"), {}, "Địa chỉ thư “hai(at)p4” chưa đúng"),
        ("add", put(email="hái@p4.example"), {}, "không viết có dấu"),
        ("add", put(name=" "), {}, "Hãy ghi họ tên đầu mối"),
        ("add", put(deputy="không"), {}, "Địa chỉ thư “không” chưa đúng"),
        ("add", put(title="x" * 301), {}, "Chức danh dài quá"),
        ("add", put(phone="0912 máy lẻ 3"), {}, "Số điện thoại “0912 máy lẻ 3” chưa đúng"),
        ("correct", put("Dũng", "radio@p4.example", phone="12"), {"days": (None, None)}, "“12” chưa đúng"),
        ("add", put(email="RADIO@p4.example"), {}, "đã là đầu mối của Cán bộ Truyền thanh Phường"),
        ("add", put(), {"from_on": day("2025-05-02"), "to_on": day("2025-05-01")}, "phải từ ngày đầu"),
        ("add", put(), {"from_on": day("0202-05-02")}, "không thuộc thời gian làm việc"),
        ("replace", put("Dũng", "radio@p4.example"), {"from_on": day("2025-05-02")}, "Không có gì thay đổi"),
        ("correct", put("Dũng", "radio@p4.example"), {"days": (None, None)}, "Không có gì thay đổi"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_changes_nothing(
    app: App, verb: str, given: contacts.Given, facts: dict[str, Any], words: str
) -> None:
    ward = book(app)
    before = ward.days("radio")
    number = () if verb == "add" else (ward.one("Dũng").id,)
    unit = {"unit_key": "radio"} if verb == "add" else {}

    with pytest.raises(Refused) as told:
        ward.do(getattr(contacts, verb), *number, given, at=NOON, **unit, **facts)

    assert words in str(told.value)
    assert (ward.days("radio"), ward.log("contact")) == (before, [])


def test_days_that_cannot_be_are_refused(app: App) -> None:
    ward = book(app)
    ward.replace("Dũng", "Mới", "2025-04-11", NOON)

    with pytest.raises(Refused, match="ngày thay phải sau ngày ấy"):
        ward.replace("Mới", "Ba", "2025-04-11", NOON)
    with pytest.raises(Refused, match="đã thôi làm đầu mối sau ngày 10/04/2025"):
        ward.replace("Dũng", "Ba", "2025-05-05", NOON)
    with pytest.raises(Refused, match="đã được ghi thôi sau ngày 10/04/2025"):
        ward.do(contacts.end, ward.one("Dũng").id, last_on=day("2025-04-10"), at=NOON)
    with pytest.raises(Refused, match="ngày thôi phải từ ngày ấy trở đi"):
        ward.do(contacts.end, ward.one("Mới").id, last_on=day("2025-04-01"), at="2025-05-05 09:00")
    with pytest.raises(NotFound):
        ward.do(contacts.end, 999, last_on=day("2025-04-10"), at=NOON)


def test_r19_the_second_of_two_people_is_told_how_it_is_now(app: App) -> None:
    ward = book(app)
    seen = ward.one("Dũng")
    ward.replace("Dũng", "Mới", "2025-04-11", NOON, version=seen.version)

    with pytest.raises(Conflict, match=r"hiện là: Dũng, radio@p4\.example, đến hết 10/04/2025"):
        ward.do(contacts.end, seen.id, last_on=day("2025-06-30"), version=seen.version, at=NOON)

    assert ward.days("radio")[0] == ("Dũng", "", "2025-04-10")


def test_the_past_shows_who_was_contact_by_what_was_written_then(app: App) -> None:
    ward = book(app)
    ward.replace("Dũng", "Mới", "2025-04-11", "2025-04-01 09:00")
    ward.do(
        contacts.correct, ward.one("Mới").id, put("Mười", "muoi@p4.example"),
        days=(day("2025-04-11"), None), at="2025-04-20 09:00",
    )  # fmt: skip
    ward.away("Mười", "2025-04-21", "2025-04-30", "2025-04-21 09:00", deputy_email="ut@p4.example")

    assert past(ward, "2025-03-20", "radio") == ["Dũng radio@p4.example"]
    assert past(ward, "2025-04-15", "radio") == ["Mới moi@p4.example"]
    assert past(ward, "2025-04-20", "radio") == ["Mười muoi@p4.example"]
    assert past(ward, "2025-04-21", "radio") == ["Mười muoi@p4.example vắng"]


def past(ward: Book, on: str, unit: str) -> list[str]:
    """The contacts of a unit as they were at the end of a day."""
    with ward.app.reading() as session:
        then = as_of.load(session, ward.ward_id, day(on), today=day("2025-12-31"))
    known = then.context.directory
    found = known.contacts_on(then.context.unit_by_key(unit).id or 0, then.day)
    return [f"{c.name} {c.email}{' vắng' if known.absence_of(c, then.day) else ''}" for c in found]
