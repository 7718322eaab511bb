"""``dondoc log``: every change of a ward, for people and for programs."""

import json

from tests.cli.conftest import Dondoc
from tests.cli.test_assignments import BOOKS

NOW = ("--now", "2025-03-05T09:00")


def test_a_change_is_told_with_both_values(office: Dondoc) -> None:
    office.ok("extend", BOOKS, "--until", "2025-06-20", "--reason", "Chờ tủ sách", *NOW)

    said = office.ok("log", "--from", "05/03/2025").lines

    assert said[0].startswith("09:00 05/03/2025  đồng ý gia hạn II.3/1@culture#2025-06-14 (")
    assert said[0].endswith("bằng dòng lệnh")
    assert said[1:] == [
        "    Chờ tủ sách",
        "    Thời hạn: 17:00 14/06/2025 → 17:00 20/06/2025",
    ]


def test_a_program_gets_every_entry(office: Dondoc) -> None:
    found = json.loads(office.ok("log", "--unit", "culture", "--json").out)

    assert [(one["kind"], one["assignment"], one["channel"]) for one in found] == [
        ("assigned", BOOKS, found[0]["channel"])
    ]
    assert found[0]["changes"][1] == {
        "label": "Thời hạn", "before": "", "after": "17:00 14/06/2025",
    }  # fmt: skip


def test_an_empty_span_and_a_wrong_day_are_told(office: Dondoc) -> None:
    assert office.ok("log", "--to", "2025-03-01").lines == ["Không có dòng nhật ký nào như vậy."]
    wrong = office("log", "--from", "31/02/2025")
    assert "--from “31/02/2025”: cần một ngày có thật" in wrong.err
