"""``dondoc plan``: from a document to dated assignments."""

import json
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import ISSUED, PLAN, SAMPLE_WARD, Dondoc

CODES = [
    "II.1/1@ubnd#once",
    "II.2/1@front#2025-1",
    "II.2/1@front#2025-2",
    "II.3/1@culture#2025-06-14",
    "II.4/1@hoi-nong-dan-phuong#2025-05-09",
]
UNKNOWN = (
    "Mục II.4: danh bạ chưa có “Hội Nông dan Phường”. Tên gần nhất: Hội Nông dân Phường. "
    "Nhiệm vụ vẫn được ghi nhận; cần bổ sung đầu mối để gửi thư."
)


def codes(dondoc: Dondoc) -> list[str]:
    listed = json.loads(dondoc.ok("assignments", "--json", "--now", ISSUED).out)
    return [one["id"] for one in listed]


def test_a_document_is_read_without_any_database(
    dondoc: Dondoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DONDOC_DATA_DIR", str(tmp_path / "none"))

    said = dondoc.ok("plan", "read", str(PLAN), "--json")

    found = json.loads(said.out)
    assert found["document"]["title"] == "Phong trào đọc sách năm 2025"
    assert [clause["path"] for clause in found["clauses"]] == ["II.1", "II.2", "II.3", "II.4"]
    assert found["clauses"][3]["lead"] == ["Hội Nông dan Phường"]
    assert not (tmp_path / "none").exists()


def test_reading_with_a_ward_file_matches_its_directory(dondoc: Dondoc) -> None:
    said = dondoc.ok("plan", "read", str(PLAN), "--ward", str(SAMPLE_WARD), "--json")

    found = json.loads(said.out)
    keys = [unit["key"] for clause in found["clauses"] for unit in clause["units"]]
    assert keys == ["ubnd", "front", "culture", None]
    assert found["warnings"] == [{"code": "unknown-unit", "path": "II.4", "message": UNKNOWN}]


def test_reading_with_a_ward_of_the_database_matches_the_same(dondoc: Dondoc) -> None:
    dondoc.ok("ward", "load", str(SAMPLE_WARD))

    by_key = dondoc.ok("plan", "read", str(PLAN), "--ward", "phuong-4", "--json")
    by_file = dondoc.ok("plan", "read", str(PLAN), "--ward", str(SAMPLE_WARD), "--json")

    assert by_key.out == by_file.out


def test_an_import_shows_the_draft_and_says_how_to_confirm_it(dondoc: Dondoc) -> None:
    dondoc.ok("ward", "load", str(SAMPLE_WARD))

    said = dondoc.ok("plan", "import", str(PLAN), "--ward", "phuong-4", "--now", ISSUED)

    assert said.lines[1:5] == [
        "",
        "II.1: Ủy ban nhân dân phường phát động phong trào đọc sách trong toàn phường.",
        "  chủ trì: Ủy ban nhân dân phường [ubnd]",
        "  1. phát động: phát động phong trào đọc sách trong toàn phường",
    ]
    assert "     đề xuất: 24/03/2025" in said.lines
    assert "     văn bản nêu: 14/06/2025 (“trước ngày 15/6/2025”)" in said.lines
    assert f"  ! {UNKNOWN}" in said.lines
    assert said.lines[-1] == "Xác nhận: dondoc plan confirm 1"
    assert codes(dondoc) == []


def test_a_confirmed_draft_becomes_dated_assignments(dondoc: Dondoc) -> None:
    dondoc.ok("ward", "load", str(SAMPLE_WARD))
    dondoc.ok("plan", "import", str(PLAN), "--now", ISSUED)

    said = dondoc.ok("plan", "confirm", "1", "--issued-on", "03/03/2025", "--now", ISSUED)

    assert said.lines == ["Đã xác nhận kế hoạch số 1: 5 nhiệm vụ có thời hạn."]
    assert codes(dondoc) == CODES


def test_an_import_with_yes_dates_at_once_and_keeps_the_unknown_unit(dondoc: Dondoc) -> None:
    dondoc.ok("ward", "load", str(SAMPLE_WARD))

    said = dondoc.ok(
        "plan", "import", str(PLAN), "--ward", "phuong-4", "--issued-on", "2025-03-03",
        "--now", ISSUED, "--yes", "--json",
    )  # fmt: skip

    outcome = json.loads(said.out)
    assert (outcome["plan"], outcome["state"], outcome["assignments"]) == (1, "in_force", 5)
    assert outcome["issued_on"] == "2025-03-03"
    assert [warning["code"] for warning in outcome["warnings"]] == [
        "deadline-on-day-off",
        "unknown-unit",
    ]
    assert codes(dondoc) == CODES


def test_the_same_document_again_changes_nothing(office: Dondoc) -> None:
    before = office.content()

    said = office.ok("plan", "import", str(PLAN), "--yes", "--now", "2025-04-01T09:00")

    assert said.lines == ["Kế hoạch này đã nhập (số 1), không có gì thay đổi."]
    assert office.content() == before


def test_a_plan_whose_span_has_passed_stays_a_draft_when_nobody_can_be_asked(
    dondoc: Dondoc,
) -> None:
    dondoc.ok("ward", "load", str(SAMPLE_WARD))

    said = dondoc.ok("plan", "import", str(PLAN), "--now", "2026-02-02T08:00")

    assert said.lines[-3:] == [
        "Toàn bộ thời gian của kế hoạch này đã qua; không có gì để đôn đốc.",
        "Giữ dự thảo số 1, chưa giao việc, chưa gửi thư.",
        "Lưu hồ sơ: dondoc plan confirm 1 --for-the-record",
    ]
    assert json.loads(dondoc.ok("plan", "list", "--json").out)[0]["state"] == "draft"


class Terminal(StringIO):
    """A person at a keyboard who has typed something."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        pytest.param("y\n", "archived", id="yes"),
        pytest.param("\n", "draft", id="only Enter"),
        pytest.param("không\n", "draft", id="no"),
    ],
)
def test_a_person_is_asked_about_a_plan_whose_span_has_passed(
    dondoc: Dondoc, monkeypatch: pytest.MonkeyPatch, typed: str, state: str
) -> None:
    dondoc.ok("ward", "load", str(SAMPLE_WARD))
    monkeypatch.setattr("sys.stdin", Terminal(typed))

    said = dondoc.ok("plan", "import", str(PLAN), "--now", "2026-02-02T08:00")

    assert "Nhập để lưu hồ sơ, không đôn đốc? [y/N]: " in said.out
    assert json.loads(dondoc.ok("plan", "list", "--json").out)[0]["state"] == state


def test_a_plan_whose_span_has_passed_is_imported_closed_with_yes(dondoc: Dondoc) -> None:
    dondoc.ok("ward", "load", str(SAMPLE_WARD))

    said = dondoc.ok("plan", "import", str(PLAN), "--now", "2026-02-02T08:00", "--yes")

    assert said.lines[-1] == "Đã nhập kế hoạch số 1 để lưu hồ sơ: không đôn đốc, không gửi thư."
    assert codes(dondoc) == []
    round_ = json.loads(dondoc.ok("round", "--now", "2026-02-02T09:00", "--json").out)
    assert round_["mails"] == 0


def test_a_draft_goes_out_as_yaml_and_comes_back_edited(dondoc: Dondoc, tmp_path: Path) -> None:
    dondoc.ok("ward", "load", str(SAMPLE_WARD))
    dondoc.ok("plan", "import", str(PLAN), "--now", ISSUED)
    draft = tmp_path / "draft.yaml"
    dondoc.ok("plan", "draft", "1", "--out", str(draft))
    text = draft.read_text()
    known = text.replace("- name: Hội Nông dan Phường\n    units: []", "- name: Hội Nông dan Phường\n    units: [farmers]")  # fmt: skip
    assert known != text
    draft.write_text(known)

    said = dondoc.ok("plan", "draft", "1", "--from", str(draft))

    assert said.lines[0] == "Đã nạp lại dự thảo số 1. Xác nhận: dondoc plan confirm 1"
    assert said.lines[-1].strip(" !") == (
        "Mục II.3: hạn 14/06/2025 rơi vào thứ Bảy; "
        "thời điểm làm việc cuối cùng trước đó: thứ Sáu, 13/06/2025, 17:00."
    )
    dondoc.ok("plan", "confirm", "1", "--now", ISSUED)
    assert codes(dondoc)[-1] == "II.4/1@farmers#2025-05-09"


def test_a_draft_without_a_file_name_is_printed(dondoc: Dondoc, tmp_path: Path) -> None:
    dondoc.ok("ward", "load", str(SAMPLE_WARD))
    dondoc.ok("plan", "import", str(PLAN), "--now", ISSUED)
    draft = tmp_path / "draft.yaml"
    dondoc.ok("plan", "draft", "1", "--out", str(draft))

    said = dondoc.ok("plan", "draft", "1")

    assert said.out == draft.read_text()


def test_what_was_overdue_at_import_is_told_and_chased_on_demand(dondoc: Dondoc) -> None:
    dondoc.ok("ward", "load", str(SAMPLE_WARD))

    said = dondoc.ok("plan", "import", str(PLAN), "--now", "2025-05-20T08:00", "--yes")

    assert said.lines[-1].startswith("1 nhiệm vụ đã quá hạn khi nhập, chưa đôn đốc.")
    now = ("--now", "2025-05-20T09:00", "--json")
    late = json.loads(dondoc.ok("assignments", "--standing", "quá hạn", *now).out)
    assert [(one["id"], one["chased"]) for one in late] == [(CODES[4], False)]
    chased = json.loads(dondoc.ok("chase", CODES[4], *now).out)
    assert chased["chased"] is True
