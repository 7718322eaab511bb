"""``dondoc plan amend`` and ``compare``: an amending document in the terminal."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, Dondoc

AT = "2025-03-17T09:00+07:00"


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The plan again, later, with another date and without its last clause."""
    text = PLAN.read_text("utf-8")
    lines = [line for line in text.splitlines() if "Hội Nông dan" not in line]
    changed = "\n".join(lines).replace("Phong trào đọc sách", "Điều chỉnh phong trào đọc sách")
    path = tmp_path / "dieu-chinh.txt"
    path.write_text(changed.replace("15/6", "25/6"), "utf-8")
    return path


def bring_in(office: Dondoc, path: Path) -> str:
    said = office.ok(
        "plan", "import", str(path), "--issued-on", "2025-03-14", "--now", AT, "--json"
    )
    return str(json.loads(said.out)["plan"])


def test_a_draft_is_said_to_amend_a_plan_and_compared(office: Dondoc, later: Path) -> None:
    number = bring_in(office, later)

    said = office.ok("plan", "amend", number, "--of", "1", "--whole", "--now", AT)

    assert said.lines[:2] == [
        f"Văn bản số {number} sửa đổi kế hoạch số 1 (thay thế toàn bộ).",
        "Mục: 0 bổ sung, 1 sửa đổi, 1 bãi bỏ, 0 đổi vị trí, 2 giữ nguyên.",
    ]
    assert "    đổi thời hạn: Công chức Văn hóa - Xã hội, hạn 14/06/2025 → 24/06/2025" in said.lines
    assert said.lines[-1].startswith(f"Xác nhận: dondoc plan confirm {number} --seen ")


def test_comparing_writes_nothing_and_confirming_amends_once(office: Dondoc, later: Path) -> None:
    number = bring_in(office, later)
    office.ok("plan", "amend", number, "--of", "1", "--whole", "--now", AT)
    before = office.content()

    shown = json.loads(office.ok("plan", "compare", number, "--now", AT, "--json").out)
    unchanged = office.content() == before
    seen = shown["fingerprint"]
    done = office.ok("plan", "confirm", number, "--seen", seen, "--now", AT, "--json")
    again = office("plan", "confirm", number, "--seen", seen, "--now", AT)

    assert unchanged
    assert (shown["counts"]["dropped"], shown["scope"]) == (1, "whole")
    outcome = json.loads(done.out)
    assert (outcome["plan"], outcome["state"], outcome["assignments"]["cancelled"]) == (
        1,
        "archived",
        1,
    )
    assert (again.code, again.out) == (2, "")
    assert "đã được xác nhận trước đó" in again.err
    listed = json.loads(office.ok("assignments", "--json", "--now", AT).out)
    due = {one["id"]: (one["due"][:10], one["first_due"][:10]) for one in listed}
    assert due["II.3/1@culture#2025-06-14"] == ("2025-06-24", "2025-06-14")


def test_an_old_mark_stops_the_confirmation(office: Dondoc, later: Path) -> None:
    number = bring_in(office, later)
    office.ok("plan", "amend", number, "--of", "1", "--whole", "--now", AT)

    said = office("plan", "confirm", number, "--seen", "0123456789abcdef", "--now", AT)

    assert said.code == 2
    assert "Chưa có gì được ghi" in said.err


def test_a_document_that_says_so_is_carried_out_at_once_with_yes(
    office: Dondoc, tmp_path: Path
) -> None:
    plan, amending = tmp_path / "ke-hoach.txt", tmp_path / "bai-bo.txt"
    text = PLAN.read_text("utf-8").replace("PHƯỜNG 4\n", "PHƯỜNG 4\n\nSố: 7/KH-UBND\n", 1)
    plan.write_text(text, "utf-8")
    amending.write_text(
        "KẾ HOẠCH\nSửa đổi một số nội dung của Kế hoạch số 7/KH-UBND\n\n1. Bãi bỏ mục II.4.\n",
        "utf-8",
    )
    office.ok("plan", "import", str(plan), "--issued-on", "2025-03-03", "--now", AT, "--yes")

    said = office.ok(
        "plan", "import", str(amending), "--issued-on", "2025-03-14", "--now", AT, "--yes"
    )

    assert said.lines == [
        "Đã lưu dự thảo số 3: văn bản này sửa đổi kế hoạch số 2.",
        "Đã sửa đổi kế hoạch số 2: 4 tiếp tục, 1 thu hồi.",
        "0 đơn vị sẽ nhận thư.",
    ]


def test_a_document_that_amends_no_known_plan_says_so(office: Dondoc, tmp_path: Path) -> None:
    path = tmp_path / "bai-bo.txt"
    path.write_text("KẾ HOẠCH\nSửa đổi Kế hoạch số 99/KH-UBND\n\n1. Bãi bỏ mục II.4.\n", "utf-8")

    said = office.ok("plan", "import", str(path), "--issued-on", "2025-03-14", "--now", AT)

    assert any("99/KH-UBND, nhưng không thấy kế hoạch đó" in line for line in said.lines)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("amend", "1"), "Cần --of SỐ"),
        (("amend", "1", "--of", "1"), "không còn là dự thảo"),
        (("amend", "1", "--pair", "V.1"), "--pair “V.1”"),
        (("compare", "1"), "chưa được ghi là bản sửa đổi"),
        (("compare", "99"), "Không có kế hoạch số 99"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    office: Dondoc, words: tuple[str, ...], message: str
) -> None:
    said = office("plan", *words, "--now", AT)

    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)
    assert message in said.err
