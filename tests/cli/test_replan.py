"""``dondoc plan waves``, ``anchor`` and ``replan``: dates changed in mid-year in the terminal."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc

AT = ("--now", "2025-03-17T09:00+07:00")
WHY = ("--reason", "họp Hội đồng")


@pytest.fixture
def first(office: Dondoc) -> str:
    """The key of the plan's first wave."""
    return str(json.loads(office.ok("plan", "waves", "1", "--json").out)[0]["key"])


def test_the_waves_of_a_plan_are_listed(office: Dondoc) -> None:
    said = office.ok("plan", "waves", "1")

    assert said.lines
    assert all("kết" in line for line in said.lines)


def test_other_days_of_a_wave_are_previewed_then_carried_out_as_shown(
    office: Dondoc, first: str
) -> None:
    change = ("plan", "waves", "1", "--set", f"{first}=2025-01-01..2025-05-30", *WHY, *AT)
    before = office.content()

    shown = json.loads(office.ok(*change, "--dry-run", "--json").out)
    unchanged = office.content() == before
    done = json.loads(office.ok(*change, "--seen", shown["fingerprint"], "--json").out)
    again = office.ok(*change)

    assert (unchanged, shown["written"], done["written"]) == (True, False, True)
    assert done["moved"] == shown["moved"]
    assert again.lines == ["Không nhiệm vụ nào đổi thời hạn."]
    waves = json.loads(office.ok("plan", "waves", "1", "--json").out)
    assert waves[0]["to"] == "2025-05-30"


def test_waves_come_from_a_file(office: Dondoc, tmp_path: Path) -> None:
    path = tmp_path / "dot.yaml"
    path.write_text(
        "- {key: 2025-1, name: Đợt 1, from: 2025-01-01, to: 2025-12-31, summary: final}\n", "utf-8"
    )

    office.ok("plan", "waves", "1", "--file", str(path), *WHY, *AT)

    found = json.loads(office.ok("plan", "waves", "1", "--json").out)
    assert [(one["key"], one["to"]) for one in found] == [("2025-1", "2025-12-31")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--set", "2031-1=2025-01-01..2025-02-01", *WHY), "cần dạng MÃ=TỪ..ĐẾN"),
        (("--file", "khong-co.yaml", *WHY), "cần danh sách các đợt dạng YAML"),
        (("--set", "{first}=2025-01-01..2025-05-30"), "phải ghi rõ lý do"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(
    office: Dondoc, first: str, words: tuple[str, ...], told: str
) -> None:
    said = office("plan", "waves", "1", *(word.format(first=first) for word in words), *AT)

    assert (said.code, said.err.count("\n")) == (2, 1)
    assert told in said.err


def test_an_anchor_is_made_dated_and_listed(office: Dondoc) -> None:
    empty = office.ok("anchor", "list", "1")
    office.ok("anchor", "add", "1", "tỉnh ban hành hướng dẫn", *AT)
    day = ("anchor", "set", "1", "tinh-ban-hanh-huong-dan", "--on", "01/04/2025", *AT)

    dry = office.ok(*day, "--dry-run")
    done = office.ok(*day, "--document-number", "15/HD", "--document-title", "hướng dẫn xét tặng")
    listed = office.ok("anchor", "list", "1")

    assert empty.lines == ["Kế hoạch này chưa có mốc nào. Thêm: dondoc anchor add SỐ “TÊN MỐC”."]
    assert dry.lines[-1].startswith("Chưa ghi gì.")
    assert done.lines == ["Không nhiệm vụ nào đổi thời hạn."]
    assert listed.lines == [
        "tinh-ban-hanh-huong-dan   01/04/2025    tỉnh ban hành hướng dẫn; "
        "số 15/HD hướng dẫn xét tặng"
    ]


def test_work_sleeps_for_an_anchor_and_wakes_with_its_day(office: Dondoc) -> None:
    office.ok("anchor", "add", "1", "bầu cử", *AT)
    code = json.loads(office.ok("assignments", "--json", *AT).out)[0]["id"]
    office.ok("sleep", code, "--anchor", "bau-cu", *AT)

    done = office.ok("anchor", "set", "1", "bau-cu", "--on", "2025-03-18", *AT, "--json")

    assert [line["code"] for line in json.loads(done.out)["woken"]] == [code]


def test_dates_follow_a_day_off_that_was_put_in_behind(office: Dondoc) -> None:
    office.ok("replan", *AT)
    with closing(sqlite3.connect(office.database)) as connection, connection:
        row = connection.execute("SELECT calendar FROM ward").fetchone()[0]
        due = "SELECT max(due_at) FROM assignment WHERE certainty = 'proposed'"
        calendar = json.loads(row) | {"off": [connection.execute(due).fetchone()[0][:10]]}
        connection.execute("UPDATE ward SET calendar = ?", (json.dumps(calendar),))

    dry = office.ok("replan", "--dry-run", *AT, "--json")
    done = office.ok("replan", *AT, "--json")
    again = office.ok("replan", *AT, "--json")

    assert json.loads(dry.out)["moved"] == json.loads(done.out)["moved"] != []
    assert json.loads(again.out)["moved"] == []


def test_the_reminders_of_a_duty_are_previewed_then_set_as_shown(office: Dondoc) -> None:
    path = json.loads(office.ok("assignments", "--json").out)[0]["clause"]
    change = ("plan", "ladder", "1", "--duty", f"{path}/1", "--set", "before=9,4", *WHY, *AT)
    before = office.content()

    shown = json.loads(office.ok(*change, "--dry-run", "--json").out)
    unchanged = office.content() == before
    wrong = office(*change, "--seen", "0" * 16)
    done = json.loads(office.ok(*change, "--seen", shown["fingerprint"], "--json").out)

    assert (unchanged, wrong.code, shown["written"], done["written"]) == (True, 2, False, True)
    assert "Tình hình vừa thay đổi" in wrong.err
    assert done["ladder"] == {"before": [9, 4]}
    assert "trước hạn 9, 4 ngày" in office.ok("plan", "ladder", "1").out
