"""``dondoc calendar``: the year in the terminal, own days, and the confirmation of November."""

import json

from tests.cli.conftest import Dondoc

NOW = ("--now", "2025-03-04T09:00")
STORM = ("2025-06-13", "--reason", "nghỉ tránh bão")


def test_a_year_is_listed_with_its_reasons(office: Dondoc) -> None:
    said = office.ok("calendar", "show", "--year", "2026", *NOW)

    assert said.lines[0] == "Phường 4, năm 2026: 249 ngày làm việc; lịch chưa xác nhận."
    assert "  thứ Sáu, 02/01/2026    hoán đổi ngày làm việc với thứ Bảy 10/01/2026" in said.lines
    assert "  thứ Bảy, 10/01/2026    làm bù cho thứ Sáu 02/01/2026" in said.lines


def test_a_dry_run_keeps_nothing_and_the_same_words_then_do(office: Dondoc) -> None:
    shown = json.loads(office.ok("calendar", "off", *STORM, "--dry-run", *NOW, "--json").out)
    before = json.loads(office.ok("calendar", "show", *NOW, "--json").out)

    done = json.loads(
        office.ok("calendar", "off", *STORM, "--seen", shown["fingerprint"], *NOW, "--json").out
    )

    after = json.loads(office.ok("calendar", "show", *NOW, "--json").out)
    assert (shown["written"], done["written"]) == (False, True)
    assert done["moved"] == shown["moved"]
    assert [day for day in after["days"] if day not in before["days"]] == [
        {
            "day": "2025-06-13",
            "kind": "own_off",
            "reason": "ngày nghỉ riêng của đơn vị (nghỉ tránh bão)",
            "due": 0,
        }
    ]


def test_a_day_off_is_taken_away_again(office: Dondoc) -> None:
    before = office.ok("calendar", "show", *NOW).lines
    office.ok("calendar", "off", *STORM, "--until", "2025-06-17", *NOW)

    said = office.ok("calendar", "remove", "2025-06-13", "--until", "17/06/2025", *NOW)

    assert said.lines[0] == ("Đã ghi: bỏ khai báo riêng, thứ Sáu 13/06/2025 đến thứ Ba 17/06/2025.")
    assert office.ok("calendar", "show", *NOW).lines == before


def test_a_saturday_becomes_a_working_day(office: Dondoc) -> None:
    office.ok("calendar", "working", "2025-06-14", "--reason", "làm bù theo thông báo", *NOW)

    assert (
        "  thứ Bảy, 14/06/2025    ngày làm việc riêng của đơn vị (làm bù theo thông báo)"
        "  (1 nhiệm vụ đến hạn)" in office.ok("calendar", "show", *NOW).lines
    )


def test_next_year_is_asked_for_in_november_and_confirmed_once(office: Dondoc) -> None:
    autumn = ("--now", "2025-11-03T09:00")

    assert office.ok("calendar", "show", *autumn).lines[-1] == (
        "Xác nhận: dondoc calendar confirm 2026"
    )
    first = office.ok("calendar", "confirm", "2026", *autumn)
    again = office.ok("calendar", "confirm", "2026", *autumn)

    assert first.lines[0].startswith("Đã xác nhận lịch làm việc năm 2026 (")
    assert again.lines == ["Lịch làm việc năm 2026 đã được xác nhận từ trước."]
