"""``dondoc dispatch``: formal letters that remind a unit, from the terminal."""

import json
from pathlib import Path

from tests.cli.conftest import Dondoc

LATE = ("--now", "2025-06-25T09:00")


def test_a_letter_is_written_listed_and_given_its_number(office: Dondoc, tmp_path: Path) -> None:
    owing = json.loads(office.ok("dispatch", "list", "--json", *LATE).out)["owing"]
    unit = owing[0]["unit"]

    made = json.loads(
        office.ok("dispatch", "make", unit, "--out", str(tmp_path / "cv"), "--json", *LATE).out
    )
    said = office.ok(
        "dispatch", "record", str(made["id"]), "--number", "45", "--on", "25/06/2025", *LATE
    )
    listed = office.ok("dispatch", "list", *LATE)

    assert Path(made["file"]).read_bytes()[:2] == b"PK"
    assert len(made["assignments"]) == owing[0]["assignments"]
    assert said.lines[0].startswith("Công văn số 45/UBND-NV ngày 25/06/2025: đã ghi vào")
    assert any("Công văn số 45/UBND-NV" in line for line in listed.lines)


def test_wrong_use_is_told_in_one_line_and_changes_nothing(office: Dondoc, tmp_path: Path) -> None:
    before = office.content()

    said = [
        office("dispatch", "make", "khong-co", "--out", str(tmp_path), *LATE),
        office("dispatch", "record", "99", "--number", "45", "--on", "25/06/2025", *LATE),
        office("dispatch", "record", "1", "--number", "45", "--on", "hôm qua", *LATE),
    ]

    assert [(one.code, len(one.err.splitlines()), one.out) for one in said] == [(2, 1, "")] * 3
    assert office.content() == before
