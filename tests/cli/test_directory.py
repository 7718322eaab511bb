"""``dondoc contact`` and ``dondoc absence``: who reads for each unit, by date."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SAMPLE_WARD, Dondoc

NOW = ("--now", "2025-03-04T09:00")
NEW = ("--name", "Trần Mới", "--email", "moi@phuong4.example", "--title", "Phát thanh viên")


def contact_of(office: Dondoc, unit: str, *more: str) -> dict[str, Any]:
    found = json.loads(office.ok("contact", "list", "--json", *NOW, *more).out)
    (one,) = [one for one in found["units"] if one["key"] == unit]
    return one  # type: ignore[no-any-return]


def number_of(office: Dondoc, unit: str) -> str:
    (contact,) = contact_of(office, unit)["contacts"]
    return str(contact["id"])


def test_another_contact_from_a_day_on(office: Dondoc) -> None:
    number = number_of(office, "radio")

    said = office.ok("contact", "replace", number, "--from", "10/03/2025", *NEW, *NOW)

    assert said.lines == [
        "Đã ghi thay đầu mối: Cán bộ Truyền thanh Phường, Trần Mới (Phát thanh viên), "
        "moi@phuong4.example, từ 10/03/2025."
    ]
    then = contact_of(office, "radio", "--now", "2025-03-10T09:00")
    assert then["to"] == "moi@phuong4.example"
    assert [(c["to"], c["standing"]) for c in then["contacts"]] == [
        (None, "first"), ("2025-03-09", "over"),
    ]  # fmt: skip
    past = ("--as-of", "2025-03-05", "--now", "2025-03-20T09:00")
    assert contact_of(office, "radio", *past)["to"] == "truyenthanh@phuong4.example"


def test_added_corrected_deputised_and_ended(office: Dondoc) -> None:
    made = json.loads(office.ok("contact", "add", "--unit", "web", *NEW, *NOW, "--json").out)
    number = str(made["id"])
    assert (made["from"], made["standing"]) == ("2025-03-04", "reserve")

    office.ok("contact", "correct", number, "--title", "", "--email", "moi2@phuong4.example", *NOW)
    office.ok("contact", "deputy", number, "--email", "ut@phuong4.example", *NOW)
    ended = json.loads(
        office.ok("contact", "end", number, "--to", "2025-03-04", *NOW, "--json").out
    )

    assert {key: ended[key] for key in ("name", "title", "email", "deputy", "to")} == {
        "name": "Trần Mới", "title": "", "email": "moi2@phuong4.example",
        "deputy": "ut@phuong4.example", "to": "2025-03-04",
    }  # fmt: skip
    lines = office.ok("contact", "list", "--all", "--now", "2025-03-05T09:00").lines
    assert f"  {number:>4}  Trần Mới, moi2@phuong4.example, từ 04/03/2025 đến hết 04/03/2025  [đã thôi]" in lines  # fmt: skip


def test_an_absence_is_noted_changed_and_taken_back(office: Dondoc) -> None:
    number = number_of(office, "radio")
    days = ("--from", "2025-03-04", "--to", "2025-03-14")
    deputy = ("--deputy", "Ngô Út", "--deputy-email", "ut@phuong4.example")

    said = office.ok("absence", "add", number, *days, *deputy, "--reason", "Nghỉ phép", *NOW)

    assert said.lines == [
        "Đã ghi vắng mặt: Trương Hoàng Nam, từ 04/03/2025 đến hết 14/03/2025, "
        "người thay: Ngô Út (ut@phuong4.example) (số 1)."
    ]
    assert contact_of(office, "radio")["instead_of"] == "Trương Hoàng Nam"
    lines = office.ok("contact", "list", *NOW).lines
    assert "radio  Cán bộ Truyền thanh Phường: Ngô Út, thay Trương Hoàng Nam" in lines
    office.ok("absence", "change", "1", "--to", "2025-03-06", *NOW)
    assert contact_of(office, "radio", "--now", "2025-03-07T09:00")["instead_of"] is None
    office.ok("absence", "change", "1", "--to", "2025-03-06", "--deputy-email", "", *NOW)
    assert contact_of(office, "radio")["to"] is None
    assert office.ok("absence", "remove", "1", *NOW).lines == [
        "Đã bỏ lần vắng mặt số 1 của Trương Hoàng Nam."
    ]
    assert contact_of(office, "radio")["to"] == "truyenthanh@phuong4.example"


def test_a_leader_is_deputised_by_another_person_with_a_role(office: Dondoc) -> None:
    days = ("--from", "2025-03-04", "--to", "2025-03-14", *NOW)

    said = office.ok(
        "absence", "add", "chair", *days, "--deputy-email", "phochutich@phuong4.example", "--json"
    )

    assert json.loads(said.out)["deputy_name"] == "Đoàn Thị Mỹ Linh"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("contact", "add", "--unit", "nobody", *NEW), "Không có đơn vị “nobody”"),
        (("contact", "add", "--unit", "web", "--name", "Mới", "--email", "moi"), "Địa chỉ thư “moi” chưa đúng"),
        (("contact", "replace", "999", "--from", "2025-03-10", *NEW), "Không có đầu mối số 999"),
        (("contact", "end", "1", "--to", "2025-02-30"), "--to “2025-02-30”: cần một ngày có thật"),
        (("contact", "list", "--as-of", "2025-03-04"), "chưa qua"),
        (("absence", "add", "mayor", "--from", "2025-03-04", "--to", "2025-03-14"), "không có người “mayor”"),
        (("absence", "add", "chair", "--from", "2025-03-04", "--to", "2025-03-14", "--deputy-email", "vanphong@phuong4.example"), "một người khác có vai trò"),
        (("absence", "remove", "7"), "Không có lần vắng mặt số 7"),
        (("contact", "correct", "1"), "Không có gì thay đổi"),
    ],
)  # fmt: skip
def test_wrong_use_is_told_in_one_line_and_changes_nothing(
    office: Dondoc, words: tuple[str, ...], told: str
) -> None:
    before = office.content()

    said = office(*words, *NOW)

    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert told in said.err
    assert office.content() == before


def test_loading_the_file_again_keeps_what_was_decided(office: Dondoc, tmp_path: Path) -> None:
    number = number_of(office, "radio")
    office.ok("contact", "replace", number, "--from", "2025-03-10", *NEW, *NOW)
    office.ok("absence", "add", number, "--from", "2025-03-05", "--to", "2025-03-06", *NOW)
    before = contact_of(office, "radio")

    office.ok("ward", "load", str(SAMPLE_WARD), *NOW)

    assert contact_of(office, "radio") == before
    changed = tmp_path / "ward.yaml"
    text = SAMPLE_WARD.read_text("utf-8").replace("trangtin@phuong4.example", "web@phuong4.example")
    changed.write_text(text, "utf-8")
    said = office.ok("ward", "load", str(changed), *NOW)
    assert "  Đầu mối thay đổi: 1" in said.lines


def test_a_contact_gets_a_phone_number(office: Dondoc) -> None:
    change = ("contact", "phone", number_of(office, "radio"))

    given = json.loads(office.ok(*change, "--phone", "0912 345 678", *NOW, "--json").out)
    gone = json.loads(office.ok(*change, *NOW, "--json").out)

    assert (given["phone"], gone["phone"]) == ("0912345678", None)


def test_a_contact_is_told_by_another_way_out(office: Dondoc) -> None:
    number = number_of(office, "radio")

    chosen = json.loads(
        office.ok("contact", "channel", number, "--channel", "webhook", *NOW, "--json").out
    )
    wrong = office("contact", "channel", number, "--channel", "telex", *NOW)

    assert chosen["channel"] == "webhook"
    assert (wrong.code, wrong.err) == (
        2, "Không có kênh nhận tin “telex”. Các kênh: mail, webhook.\n"
    )  # fmt: skip
    (gateway,) = [
        one for one in json.loads(office("doctor", "--json").out) if one["name"] == "gateway"
    ]
    assert (gateway["state"], "đi qua thư điện tử" in gateway["words"]) == ("warn", True)
