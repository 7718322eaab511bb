"""``dondoc feed``: made, listed and revoked in the terminal."""

import json

from tests.cli.conftest import Dondoc

NOW = ("--now", "2025-03-04T09:00")


def test_a_feed_is_made_listed_and_revoked(office: Dondoc) -> None:
    made = office.ok("feed", "add", "--unit", "radio", *NOW)
    listed = office.ok("feed", "list")
    revoked = office.ok("feed", "revoke", "1", *NOW)

    address = made.lines[1]
    assert made.lines[0].startswith("Đã tạo: Lịch của ")
    assert address.endswith(".ics")
    assert listed.lines[1].strip() == address
    assert "09:00 04/03/2025" in listed.lines[0]
    assert revoked.lines[0].endswith("Địa chỉ ấy không mở được nữa.")
    assert office.ok("feed", "list").lines == [
        "Chưa có lịch điện tử nào. Tạo bằng lệnh: dondoc feed add --unit MÃ"
    ]


def test_programs_get_json(office: Dondoc) -> None:
    made = json.loads(office.ok("feed", "add", "--person", "officer", *NOW, "--json").out)

    (listed,) = json.loads(office.ok("feed", "list", "--json").out)

    assert made == listed
    assert (listed["unit"], listed["person"]) == (None, "officer")
    revoked = json.loads(office.ok("feed", "revoke", str(made["id"]), "--json", *NOW).out)
    assert (revoked["id"], revoked["revoked"]) == (made["id"], True)


def test_revoking_twice_changes_nothing_more(office: Dondoc) -> None:
    office.ok("feed", "add", "--unit", "radio", *NOW)
    office.ok("feed", "revoke", "1", *NOW)
    before = office.content()

    office.ok("feed", "revoke", "1", *NOW)

    assert office.content() == before


def test_wrong_use_is_told_in_one_line_and_changes_nothing(office: Dondoc) -> None:
    office.ok("feed", "add", "--unit", "radio", *NOW)
    before = office.content()

    said = [
        office("feed", "add", *NOW),
        office("feed", "add", "--unit", "radio", "--person", "officer", *NOW),
        office("feed", "add", "--unit", "radio", *NOW),
        office("feed", "add", "--unit", "khong-co", *NOW),
        office("feed", "revoke", "99", *NOW),
    ]

    assert [(one.code, one.err.count("\n")) for one in said] == [(2, 1)] * 5
    assert said[0].err == said[1].err == "Cần đúng một trong hai: --unit MÃ hoặc --person AI.\n"
    assert "đã có địa chỉ" in said[2].err
    assert said[4].err == "Không có lịch điện tử số 99.\n"
    assert office.content() == before
