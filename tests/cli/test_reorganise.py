"""``dondoc reorganise``: looked at first, carried out with --yes, taken back on the same day."""

import json
from pathlib import Path

from tests.cli.conftest import Dondoc

NOW = ("--now", "2025-03-04T09:00")
ORDER = """effective_on: 2025-03-04
reason: Nghị quyết số 12/NQ-HĐND
merge: [{units: [culture], into: radio}]
"""


def written(folder: Path, text: str = ORDER) -> str:
    path = folder / "sap-xep.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_looked_at_carried_out_and_taken_back(office: Dondoc, tmp_path: Path) -> None:
    file = written(tmp_path)
    before = office.content()

    shown = office.ok("reorganise", file, *NOW)

    assert shown.lines[:2] == [
        "Từ ngày 04/03/2025 (Nghị quyết số 12/NQ-HĐND):",
        "  Sáp nhập Công chức Văn hóa - Xã hội vào Cán bộ Truyền thanh Phường",
    ]
    assert office.content() == before
    seen = json.loads(office.ok("reorganise", file, *NOW, "--json").out)
    assert seen["lines"]
    assert {line["what"] for line in seen["lines"]} == {"moves"}
    assert shown.lines[-1].endswith(f"--yes --seen {seen['fingerprint']}.")

    done = office.ok("reorganise", file, *NOW, "--yes", "--seen", seen["fingerprint"])
    assert done.lines[-1] == "Đã thực hiện: sắp xếp tổ chức số 1."
    assert json.loads(office.ok("assignments", "--unit", "culture", "--json", *NOW).out) == []
    (row,) = json.loads(office.ok("reorganise", "--json").out)
    assert (row["kind"], row["state"], row["effective_on"]) == ("merge", "done", "2025-03-04")

    asked = office.ok("reorganise", "--undo", "1", "--now", "2025-03-04T10:00")
    assert asked.lines[-1] == "Chưa ghi gì. Hủy: thêm --yes."
    late = office("reorganise", "--undo", "1", "--yes", "--now", "2025-03-05T10:00")
    assert (late.code, late.err.startswith("Sắp xếp tổ chức số 1 thực hiện ngày")) == (2, True)
    office.ok("reorganise", "--undo", "1", "--yes", "--now", "2025-03-04T10:00")
    assert json.loads(office.ok("assignments", "--unit", "culture", "--json", *NOW).out)
    assert office.ok("reorganise").lines[0].endswith("[đã hủy]")


def test_wrong_files_are_told_with_line_and_key(office: Dondoc, tmp_path: Path) -> None:
    before = office.content()
    for text, words in (
        ("", "cần các khóa effective_on, reason"),
        (ORDER.replace("2025-03-04", "2025-13-04"), "dòng 1, khóa effective_on"),
        (ORDER.replace("into: radio", "to: radio"), "dòng 3"),
        (ORDER.replace("into: radio", "into: radios"), "Không có đơn vị “radios”"),
        ("effective_on: 2025-03-04\nreason: A\n", "Chưa có đơn vị nào"),
    ):
        said = office("reorganise", written(tmp_path, text), *NOW, "--yes")
        assert said.code == 2, said
        assert words in said.err
        assert said.err.count("\n") == 1
    assert "Không có tệp" in office("reorganise", str(tmp_path / "khong.yaml")).err
    assert office.content() == before
