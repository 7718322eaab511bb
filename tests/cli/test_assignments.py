"""``dondoc assignments``, ``show``, and every move on one assignment."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ISSUED, PLAN, Dondoc

BOOKS = "II.3/1@culture#2025-06-14"
LAUNCH = "II.1/1@ubnd#once"
NOW = ("--now", "2025-03-05T09:00")
KEYS = [
    "id", "plan", "clause", "duty", "kind", "unit", "mode", "expected", "due", "first_due",
    "certainty", "state", "standing", "revision", "derivation",
]  # fmt: skip


def moved(dondoc: Dondoc, *words: str) -> dict[str, Any]:
    """Give a command and return the assignment as it then stands."""
    found: dict[str, Any] = json.loads(dondoc.ok(*words, *NOW, "--json").out)
    return found


def ids(dondoc: Dondoc, *words: str) -> list[str]:
    return [one["id"] for one in json.loads(dondoc.ok("assignments", *words, *NOW, "--json").out)]


def test_an_assignment_has_every_field_of_the_contract(office: Dondoc) -> None:
    listed = json.loads(office.ok("assignments", "--clause", "II.3", *NOW, "--json").out)

    assert [{key: one[key] for key in KEYS} for one in listed] == [
        {
            "id": BOOKS,
            "plan": 1,
            "clause": "II.3",
            "duty": "báo cáo kết quả xây dựng tủ sách trước ngày 15/6/2025",
            "kind": "report",
            "unit": "culture",
            "mode": "assign",
            "expected": None,
            "due": "2025-06-14T17:00:00+07:00",
            "first_due": "2025-06-14T17:00:00+07:00",
            "certainty": "stated",
            "state": "assigned",
            "standing": "not_due",
            "revision": 1,
            "derivation": listed[0]["derivation"],
        }
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(["--unit", "culture"], [BOOKS], id="a unit"),
        pytest.param(["--period", "2025-06"], ["II.2/1@front#2025-1", BOOKS], id="a month"),
        pytest.param(["--period", "2025-2"], ["II.2/1@front#2025-2"], id="a wave"),
        pytest.param(["--standing", "overdue"], [], id="a standing that none has"),
        pytest.param(["--plan", "9"], [], id="a plan that is none"),
        pytest.param(
            ["--clause", "II.1", "--standing", "chưa đến hạn"], [LAUNCH], id="two at once"
        ),
    ],
)
def test_a_list_is_narrowed(office: Dondoc, words: list[str], expected: list[str]) -> None:
    assert ids(office, *words) == expected


def test_why_tells_each_step_of_a_date(office: Dondoc) -> None:
    office.ok("extend", BOOKS, "--until", "2025-06-20", "--reason", "Chờ tủ sách", *NOW)

    said = office.ok("why", BOOKS)
    told = json.loads(office.ok("why", BOOKS, "--json").out)

    assert [step["label"] for step in told["grounds"]] == [
        "Mục II.3", "Căn cứ", "Mốc tính", "Ngày nghỉ", "Thời hạn ban đầu", "Gia hạn", "Hạn hiện tại",
    ]  # fmt: skip
    assert (told["id"], told["due"]) == (BOOKS, "2025-06-20T17:00:00+07:00")
    assert said.lines[0] == BOOKS
    assert said.lines[2].split(maxsplit=2) == ["Căn", "cứ:", "Văn bản ghi “trước ngày 15/6/2025”"]


def test_a_list_for_people_ends_with_the_count(office: Dondoc) -> None:
    said = office.ok("assignments", "--unit", "culture", *NOW)

    assert said.lines == [
        f"{BOOKS}  17:00 14/06/2025  chưa đến hạn         Công chức Văn hóa - Xã hội: "
        "báo cáo kết quả xây dựng tủ sách trước ngày 15/6/2025",
        "01 nhiệm vụ",
    ]


def test_with_two_plans_in_force_an_id_names_its_plan(office: Dondoc, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(PLAN.read_text().replace("đọc sách", "trồng cây"))
    office.ok("plan", "import", str(other), "--now", ISSUED, "--yes")

    found = ids(office, "--clause", "II.3")

    assert found == [f"1:{BOOKS}", f"2:{BOOKS}"]
    assert moved(office, "ack", found[1])["plan"] == 2
    refused = office("ack", BOOKS)
    assert (refused.code, refused.err) == (
        2,
        f"Có nhiều nhiệm vụ “{BOOKS}”; hãy ghi rõ kế hoạch: 1:{BOOKS}, 2:{BOOKS}.\n",
    )


def test_a_unit_by_phone_then_the_officer(office: Dondoc, tmp_path: Path) -> None:
    photo = tmp_path / "ảnh.txt"
    photo.write_text("ảnh tủ sách")

    states = [
        moved(office, "ack", BOOKS, "--by", "Anh Tư")["state"],
        moved(
            office, "report", BOOKS, "--text", "Đã có 12 tủ sách.", "--figure", "Số tủ sách=12",
            "--file", str(photo), "--by", "Anh Tư",
        )["state"],
        moved(office, "return", BOOKS, "--reason", "Thiếu danh sách", "--days", "5")["state"],
        moved(office, "report", BOOKS, "--text", "Kèm danh sách.")["state"],
        moved(office, "accept", BOOKS, "--text", "Tốt.")["state"],
    ]  # fmt: skip

    assert states == ["acknowledged", "reported", "returned", "reported", "accepted"]
    history = moved(office, "show", BOOKS)
    assert [(e["kind"], e["channel"]) for e in history["events"]] == [
        ("assigned", "cli"),
        ("acknowledge", "phone"),
        ("report", "phone"),
        ("return", "cli"),
        ("report", "cli"),
        ("accept", "cli"),
    ]
    first, second = history["reports"]
    assert first["by"] == "Anh Tư (Nguyễn Thị Hồng Diễm ghi nhận)"
    assert (first["figures"], first["files"]) == ({"Số tủ sách": "12"}, ["ảnh.txt"])
    assert (first["answer"], second["answer"]) == ("Thiếu danh sách", "Tốt.")


def test_more_time_is_asked_refused_and_granted(office: Dondoc) -> None:
    moved(office, "extend", LAUNCH, "--until", "31/03/2025", "--reason", "Chờ sách", "--ask")
    refused = moved(office, "refuse", LAUNCH, "--reason", "Đã có sách")
    granted = moved(office, "extend", LAUNCH, "--until", "2025-04-04")

    assert (refused["due"], refused["revision"]) == ("2025-03-24T17:00:00+07:00", 1)
    assert (granted["due"], granted["revision"]) == ("2025-04-04T17:00:00+07:00", 2)


def test_a_term_is_shortened_and_part_of_a_wish_is_granted(office: Dondoc) -> None:
    cut = moved(office, "shorten", LAUNCH, "--until", "2025-03-20", "--reason", "Tỉnh họp sớm")
    moved(office, "extend", LAUNCH, "--until", "31/03/2025", "--reason", "Chờ sách", "--ask")
    moved(office, "extend", LAUNCH, "--until", "2025-03-26")

    assert (cut["due"], cut["first_due"]) == (
        "2025-03-20T17:00:00+07:00", "2025-03-24T17:00:00+07:00",
    )  # fmt: skip
    wishes = [line for line in office.ok("show", LAUNCH).lines if "đồng ý đến" in line]
    assert [line.split(": ", 1)[1] for line in wishes] == [
        "đến 31/03/2025, Chờ sách → đồng ý đến 26/03/2025"
    ]


def test_work_sleeps_wakes_moves_and_is_withdrawn(office: Dondoc) -> None:
    asleep = moved(office, "sleep", BOOKS, "--waiting-for", "Hướng dẫn của thành phố")
    awake = moved(office, "wake", BOOKS, "--until", "2025-07-01")
    there = moved(office, "transfer", BOOKS, "--to", "radio", "--reason", "Đổi người")
    gone = moved(office, "cancel", there["id"], "--reason", "Không cần nữa")

    assert (asleep["state"], awake["state"]) == ("sleeping", "assigned")
    assert (there["id"], there["unit"]) == ("II.3/1@radio#2025-06-14", "radio")
    assert gone["standing"] == "cancelled"


def test_a_move_is_told_in_one_line(office: Dondoc) -> None:
    said = office.ok("ack", BOOKS, *NOW)

    assert said.lines == [
        f"{BOOKS}: đã xác nhận nhận việc; thời hạn 17:00 14/06/2025; Công chức Văn hóa - Xã hội."
    ]


def test_the_history_reads_in_order(office: Dondoc) -> None:
    office.ok("report", BOOKS, "--text", "Đã xong.", "--by", "Anh Tư", *NOW)

    said = office.ok("show", BOOKS, *NOW)

    assert said.lines[said.lines.index("Lịch sử:") :] == [
        "Lịch sử:",
        "  08:00 03/03/2025  giao nhiệm vụ, Nguyễn Thị Hồng Diễm bằng dòng lệnh: "
        + json.loads(office.ok("show", BOOKS, *NOW, "--json").out)["derivation"],
        "  09:00 05/03/2025  báo cáo kết quả, Anh Tư (Nguyễn Thị Hồng Diễm ghi nhận) "
        "qua điện thoại: Đã xong.",
        "Báo cáo:",
        "  09:00 05/03/2025  Anh Tư (Nguyễn Thị Hồng Diễm ghi nhận): Đã xong.",
    ]


def test_the_officers_own_work_is_answered_by_a_leader(office: Dondoc, tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text(PLAN.read_text().replace("Công chức Văn hóa - Xã hội", "Cán bộ Nội vụ phường"))
    office.ok("plan", "import", str(own), "--now", ISSUED, "--yes")
    work = "2:II.3/1@interior#2025-06-14"
    moved(office, "report", work, "--text", "Xong.")

    refused = office("accept", work, *NOW)
    accepted = moved(office, "accept", work, "--by", "vice_chairman")

    assert (refused.code, accepted["state"]) == (2, "accepted")
    assert refused.err.startswith("Không tự xác nhận báo cáo của chính mình.")


def test_r19_a_command_on_what_was_seen_names_both_values_and_changes_nothing(
    office: Dondoc,
) -> None:
    seen = str(moved(office, "ack", BOOKS, "--by", "Minh")["version"])
    moved(office, "extend", BOOKS, "--until", "2025-06-20", "--reason", "Tỉnh họp muộn")

    late = office("cancel", BOOKS, "--reason", "Trùng việc", "--seen", seen, *NOW)

    assert late.code == 2
    (line,) = late.err.splitlines()
    assert "vừa được người khác cập nhật. Chưa có gì được ghi." in line
    assert "đồng ý gia hạn (Tỉnh họp muộn; Thời hạn: 17:00 14/06/2025 → 17:00 20/06/2025)" in line
    now = str(int(seen) + 1)
    assert moved(office, "cancel", BOOKS, "--reason", "Trùng việc", "--seen", now)["state"] == (
        "cancelled"
    )
