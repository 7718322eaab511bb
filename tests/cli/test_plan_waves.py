"""Waves chosen by the name of a pattern: in the terminal, in the draft's file, for plans in force."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ISSUED, PLAN, SAMPLE_WARD, Dondoc

AT = ("--now", "2025-03-17T09:00+07:00")
QUARTERS = ["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"]


@pytest.fixture
def draft(dondoc: Dondoc) -> Dondoc:
    """The sample ward with a draft."""
    dondoc.ok("ward", "load", str(SAMPLE_WARD))
    dondoc.ok("plan", "import", str(PLAN), "--now", ISSUED)
    return dondoc


def waves(dondoc: Dondoc) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(dondoc.ok("plan", "waves", "1", "--json").out)
    return found


def ends(dondoc: Dondoc) -> list[str]:
    return [wave["to"] for wave in waves(dondoc)]


def test_the_patterns_are_listed_with_their_waves(draft: Dondoc) -> None:
    said = draft.ok("plan", "patterns", "1")
    found = json.loads(draft.ok("plan", "patterns", "1", "--json").out)

    assert [one["key"] for one in found] == [
        "halves", "year", "anniversaries", "anniversaries-june", "quarters", "school-year",
    ]  # fmt: skip
    assert said.lines[:3] == [
        "halves              Hai đợt, nửa đầu và nửa cuối",
        "    01/01/2025 – 30/06/2025  sơ kết    nộp 15/07/2025  Đợt 1",
        "    01/07/2025 – 31/12/2025  tổng kết  nộp 10/01/2026  Đợt 2",
    ]


def test_the_waves_of_the_ward_are_the_first_choice(dondoc: Dondoc, tmp_path: Path) -> None:
    wave = "{key: 2025-1, name: Đợt chung, from: 2025-01-01, to: 2025-12-31, summary: final}"
    path = tmp_path / "ward.yaml"
    path.write_text(f"{SAMPLE_WARD.read_text('utf-8')}\nwaves:\n  - {wave}\n", "utf-8")
    dondoc.ok("ward", "load", str(path))
    dondoc.ok("plan", "import", str(PLAN), "--now", ISSUED)

    found = json.loads(dondoc.ok("plan", "patterns", "1", "--json").out)

    assert found[0]["key"] == "ward"
    assert [one["name"] for one in found[0]["waves"]] == ["Đợt chung"]
    assert [one["name"] for one in waves(dondoc)] == ["Đợt chung"]


def test_a_draft_takes_the_waves_of_a_pattern(draft: Dondoc) -> None:
    before = draft.content()

    draft.ok("plan", "waves", "1", "--proposal", "quarters", "--dry-run")
    unchanged = draft.content() == before
    said = draft.ok("plan", "waves", "1", "--proposal", "quarters")

    assert unchanged
    assert said.lines[0] == "Đã ghi 4 đợt vào dự thảo số 1."
    assert ends(draft) == QUARTERS


def test_a_pattern_that_is_not_there_is_told_with_those_that_are(draft: Dondoc) -> None:
    said = draft("plan", "waves", "1", "--proposal", "tháng")

    assert said.code == 2
    assert said.err == (
        "Không có mẫu chia đợt “tháng”. Các mẫu: halves, year, anniversaries, anniversaries-june, "
        "quarters, school-year.\n"
    )


def test_the_file_of_a_draft_may_only_name_a_pattern(draft: Dondoc, tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    draft.ok("plan", "draft", "1", "--out", str(path))
    text = path.read_text("utf-8")
    told = "#            anniversaries       Theo ngày kỷ niệm 19/5, 2/9 và cuối năm\n" in text

    path.write_text(text.replace("\nwaves: []\n", "\nwaves: quarters\n"), "utf-8")
    draft.ok("plan", "draft", "1", "--from", str(path))

    assert told
    assert ends(draft) == QUARTERS
    assert [one["name"] for one in waves(draft)] == ["Quý I", "Quý II", "Quý III", "Quý IV"]


def test_a_wrong_pattern_in_the_file_is_told_with_its_line(draft: Dondoc, tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    draft.ok("plan", "draft", "1", "--out", str(path))
    text = path.read_text("utf-8").replace("\nwaves: []\n", "\nwaves: thirds\n")
    path.write_text(text, "utf-8")
    line = text.split("\n").index("waves: thirds") + 1

    said = draft("plan", "draft", "1", "--from", str(path))

    assert said.code == 2
    assert f"dòng {line}, khóa waves: Không có mẫu chia đợt “thirds”." in said.err


def test_a_plan_in_force_is_cut_by_a_pattern_after_a_preview(office: Dondoc) -> None:
    change = ("plan", "waves", "1", "--proposal", "quarters", "--reason", "họp Hội đồng", *AT)

    shown = json.loads(office.ok(*change, "--dry-run", "--json").out)
    office.ok(*change, "--seen", shown["fingerprint"])

    assert ends(office) == QUARTERS


def test_a_pattern_and_a_file_are_not_given_together(office: Dondoc) -> None:
    said = office("plan", "waves", "1", "--proposal", "quarters", "--file", "dot.yaml", *AT)

    assert (said.code, said.err) == (2, "Chỉ dùng một trong hai: --file hoặc --proposal.\n")
