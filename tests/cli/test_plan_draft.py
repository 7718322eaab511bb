"""A draft edited as a file: the same powers as on the board, and faults with their line."""

import re
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
import yaml
from sqlmodel import Session

from dondoc.cli import paint
from dondoc.usecases import draft as drafts
from dondoc.usecases.draft import Draft
from models.db import make_engine
from models.plan import Plan
from tests.cli.conftest import ISSUED, PLAN, SAMPLE_WARD, Dondoc

Shape = dict[str, object]
ELSEWHERE = "Thời gian hoàn thành: trước ngày 20/11/2025."


@pytest.fixture
def file(dondoc: Dondoc, tmp_path: Path) -> Path:
    """The draft of a document with one dated thing outside the part that assigns work."""
    dondoc.ok("ward", "load", str(SAMPLE_WARD))
    text = PLAN.read_text()
    document = tmp_path / "plan.txt"
    document.write_text(text.replace("\nII. ", f"\n2. {ELSEWHERE}\n\nII. ", 1))
    dondoc.ok("plan", "import", str(document), "--now", ISSUED)
    path = tmp_path / "draft.yaml"
    dondoc.ok("plan", "draft", "1", "--out", str(path))
    return path


def stored(dondoc: Dondoc) -> Draft:
    engine = make_engine(f"sqlite:///{dondoc.database}")
    with Session(engine) as session:
        found = drafts.of_plan(session.get_one(Plan, 1))
    engine.dispose()
    return found


def edited(file: Path, edit: Callable[[dict[str, list[Shape]]], object]) -> None:
    shape = yaml.safe_load(file.read_text())
    edit(shape)
    file.write_text(yaml.safe_dump(shape, allow_unicode=True, sort_keys=False))


def test_the_file_holds_what_a_person_edits_and_no_places_in_the_document(file: Path) -> None:
    shape = yaml.safe_load(file.read_text())

    keys = {key for clause in shape["clauses"] for key in clause}
    assert keys == {"path", "text", "mode", "lead", "support", "duties"}
    (item,) = shape["elsewhere"]
    assert "trước ngày 20/11/2025" in item.pop("phrases")[0]
    assert item == {"path": "I.2", "text": ELSEWHERE, "lead": [], "use": "", "to": ""}


def test_a_file_read_back_unchanged_keeps_lines_and_marks(dondoc: Dondoc, file: Path) -> None:
    before = stored(dondoc)

    dondoc.ok("plan", "draft", "1", "--from", str(file))

    assert [clause.marks for clause in before.clauses if clause.marks]
    assert stored(dondoc) == before


def test_clauses_are_split_merged_dropped_and_added_in_the_file(dondoc: Dondoc, file: Path) -> None:
    before = stored(dondoc)

    def edit(shape: dict[str, list[Shape]]) -> None:
        first, second, third, fourth = shape["clauses"]
        words = str(first["text"])
        half = words.index("trong")
        twin = first | {"path": "II.1b", "text": words[half:]}
        first["text"] = words[:half].strip()
        second["text"] = f"{second['text']}\n{third['text']}"
        shape["dropped"] = [fourth]
        added: Shape = {"path": "II.9", "text": "Cán bộ Nội vụ phường báo cáo trước ngày 20/12."}
        shape["clauses"] = [first, twin, second, added]

    edited(file, edit)
    dondoc.ok("plan", "draft", "1", "--from", str(file))

    draft = stored(dondoc)
    assert [clause.path for clause in draft.clauses] == ["II.1", "II.1b", "II.2", "II.9"]
    assert [clause.path for clause in draft.dropped] == ["II.4"]
    lines = [clause.line for clause in draft.clauses]
    assert lines == [before.clauses[0].line, before.clauses[0].line, before.clauses[1].line, None]
    assert draft.clauses[0].marks == before.clauses[0].marks[:1]
    added = draft.clauses[3]
    assert [unit.units for unit in added.lead] == [["interior"]]
    assert [one["on"] for one in added.duties[0].cadence["dates"]] == ["2025-12-19"]
    assert draft.dropped[0].marks == before.clauses[3].marks


def use(to: str, how: str = "duty") -> Callable[[dict[str, list[Shape]]], object]:
    return lambda shape: shape["elsewhere"][0].update({"use": how, "to": to})


def test_a_date_found_elsewhere_is_attached_in_the_file_once(dondoc: Dondoc, file: Path) -> None:
    edited(file, use("II.1/1"))

    for _ in range(2):
        dondoc.ok("plan", "draft", "1", "--from", str(file))
        dondoc.ok("plan", "draft", "1", "--out", str(file))

    draft = stored(dondoc)
    dates = draft.clauses[0].duties[0].cadence["dates"]
    assert [one["on"] for one in dates] == ["2025-11-19"]
    assert (draft.elsewhere[0].use, draft.elsewhere[0].to) == ("duty", "II.1/1")


def test_what_stands_elsewhere_becomes_a_clause_in_the_file(dondoc: Dondoc, file: Path) -> None:
    edited(file, use("", "clause"))

    dondoc.ok("plan", "draft", "1", "--from", str(file))

    draft = stored(dondoc)
    assert (draft.clauses[0].path, draft.clauses[0].text) == ("I.2", ELSEWHERE)


def line_of(file: Path, words: str) -> int:
    return next(
        number for number, line in enumerate(file.read_text().splitlines(), 1) if words in line
    )


WRONG = {
    "a unit that nobody knows": (
        lambda shape: shape["clauses"][1]["lead"][0].update({"units": ["nobody"]}),
        "units:\n",
        "danh bạ không có mã đơn vị “nobody”; hãy ghi một mã có trong danh bạ",
    ),
    "a duty that is not there": (use("II.1/7"), "path: I.2", "không có nhiệm vụ số 7"),
    "no duty": (use("II.1"), "path: I.2", "to cần ghi mục và số thứ tự nhiệm vụ, ví dụ V.2/1"),
    "words that the document does not have": (
        lambda shape: shape["elsewhere"][0].update({"text": "khác"}),
        "path: I.2",
        "giữ nguyên path và text, chỉ sửa use và to",
    ),
    "the same path twice": (
        lambda shape: shape["clauses"][1].update({"path": "II.1"}),
        "",
        "mục II.1 có hai lần",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_fault_is_told_with_file_and_line_and_changes_nothing(
    dondoc: Dondoc, file: Path, case: str
) -> None:
    edit, at, told = WRONG[case]
    edited(file, edit)
    before = stored(dondoc)

    said = dondoc("plan", "draft", "1", "--from", str(file))

    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert told in said.err
    found = re.match(rf"{re.escape(str(file))}: Bản dự thảo, dòng (\d+)", said.err)
    assert found
    if at.startswith("path"):
        assert int(found.group(1)) == line_of(file, at)
    assert stored(dondoc) == before


# Colours


class Screen(StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "wanted"),
    [
        (Screen(), {"TERM": "xterm"}, True),
        (StringIO(), {"TERM": "xterm"}, False),
        (Screen(), {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (Screen(), {"TERM": "dumb"}, False),
    ],
    ids=["terminal", "pipe", "NO_COLOR", "dumb terminal"],
)
def test_colours_are_for_terminals_whose_person_wants_them(
    stream: StringIO, environment: dict[str, str], wanted: bool
) -> None:
    assert paint.is_wanted(stream, environment) is wanted


def test_on_a_terminal_the_place_of_each_value_is_seen(
    dondoc: Dondoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)

    dondoc("plan", "read", str(PLAN))

    shown = screen.getvalue()
    assert "\x1b[1;34mỦy ban nhân dân phường\x1b[0m" in shown
    assert "\x1b[1;33mtrước ngày 15/6/2025\x1b[0m" in shown
    assert "Chú giải: \x1b[1;34mchủ trì\x1b[0m" in shown


def test_elsewhere_no_code_is_printed(dondoc: Dondoc) -> None:
    assert "\x1b" not in dondoc.ok("plan", "read", str(PLAN)).out


def test_words_are_coloured_also_where_a_file_breaks_the_line_between_them() -> None:
    shown = paint.found("text: trước\n    ngày 15/6 rồi", [("trước ngày 15/6", "deadline")])

    assert shown == "text: \x1b[1;33mtrước\n    ngày 15/6\x1b[0m rồi"


def test_r19_a_file_of_an_older_draft_names_both_versions_and_overwrites_nothing(
    dondoc: Dondoc, file: Path, tmp_path: Path
) -> None:
    mine, theirs = tmp_path / "mine.yaml", file
    mine.write_text(file.read_text())
    path = stored(dondoc).clauses[0].path
    for name, words in ((mine, "việc tôi ghi"), (theirs, "việc người kia ghi")):
        edited(name, lambda shape, words=words: shape["clauses"][0].update(text=words))  # type: ignore[misc]
    dondoc.ok("plan", "draft", "1", "--from", str(theirs), "--now", ISSUED)
    before = stored(dondoc)

    late = dondoc("plan", "draft", "1", "--from", str(mine), "--now", ISSUED)

    assert (late.code, stored(dondoc)) == (2, before)
    (line,) = late.err.splitlines()
    assert (
        f"Mục {path} · Nguyên văn: đã lưu “việc người kia ghi”, trong tệp “việc tôi ghi”." in line
    )
    assert "bằng dòng lệnh: sửa dự thảo (Nạp bản dự thảo từ tệp" in line
    seen = re.search(r"thêm --seen (\d+)", line)
    assert seen is not None
    dondoc.ok("plan", "draft", "1", "--from", str(mine), "--seen", seen[1], "--now", ISSUED)
    assert stored(dondoc).clauses[0].text == "việc tôi ghi"
