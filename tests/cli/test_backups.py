"""``dondoc backup``, ``restore`` and ``takeover`` as an administrator types them."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc

AT = ("--now", "2025-03-05T09:00")
LATER = ("--now", "2025-03-08T09:00")


@pytest.fixture
def saved(office: Dondoc, tmp_path: Path) -> Path:
    path = tmp_path / "sao-luu.zip"
    office.ok("backup", str(path), *AT)
    return path


def test_r21_a_backup_is_written_checked_and_put_back(
    office: Dondoc, saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Dondoc(tmp_path / "khac.db", capsys)

    checked = other.ok("restore", str(saved), "--check")
    done = json.loads(other.ok("restore", str(saved), "--json", *LATER).out)

    assert "bản sao lưu nguyên vẹn, ghi 09:00" in checked.out
    assert (done["wards"], done["links_work"], done["quiet"]) == (1, True, True)
    assert (
        other.ok("assignments", "--json", *LATER).out
        == office.ok("assignments", "--json", *LATER).out
    )


def test_r21_a_restored_one_says_at_each_turn_that_it_is_quiet(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Dondoc(tmp_path / "khac.db", capsys)
    other.ok("restore", str(saved), *LATER)

    turn = other.ok("round", "--now", "2025-03-10T08:00")
    found = json.loads(other("doctor", "--json", "--now", "2025-03-10T08:00").out)
    taken = other.ok("takeover", "--old-stopped", "2025-03-08T08:00", "--now", "2025-03-10T08:00")
    again = other("takeover", "--now", "2025-03-10T08:00")

    assert "0 thư mới, đã gửi 0" in turn.lines[0]
    assert "Xác nhận: dondoc takeover." in turn.out
    assert {one["name"]: one["state"] for one in found}["installation"] == "fail"
    assert taken.lines[0].startswith("Đã xác nhận.")
    assert (again.code, again.err.startswith("Hệ thống đang gửi thư bình thường")) == (2, True)


def test_r21_wrong_files_and_full_databases_are_refused_in_one_line(
    office: Dondoc, saved: Path, tmp_path: Path
) -> None:
    nothing = tmp_path / "khong-phai.zip"
    nothing.write_text("không phải bản sao lưu")
    before = office.content()

    refused = [
        office("restore", str(nothing)),
        office("restore", str(tmp_path / "thieu.zip")),
        office("restore", str(saved)),
        office("backup", str(saved)),
        office("backup", str(tmp_path / "khong-co" / "a.zip")),
        office("takeover", "--old-stopped", "hôm qua"),
    ]

    assert [(one.code, len(one.err.splitlines()), one.out) for one in refused] == [(2, 1, "")] * 6
    assert office.content() == before


def test_r17_the_audit_says_what_is_late_by_words_and_by_its_exit_code(office: Dondoc) -> None:
    before = office("audit", "--now", "2025-03-03T08:20")
    late = office("audit", "--json", "--now", "2025-03-05T09:00")

    assert (before.code, before.out) == (0, "Không có việc gì chậm.\n")
    assert (late.code, late.err) == (1, "")
    assert {one["code"] for one in json.loads(late.out)["late"]} == {"sending", "round"}
