"""``dondoc plan check``: what a plan leaves unclear."""

import json

from tests.cli.conftest import ISSUED, PLAN, SAMPLE_WARD, Dondoc


def stored(dondoc: Dondoc) -> None:
    dondoc.ok("ward", "load", str(SAMPLE_WARD))
    dondoc.ok("plan", "import", str(PLAN), "--now", ISSUED)


def test_what_is_unclear_is_listed_by_question(dondoc: Dondoc) -> None:
    stored(dondoc)

    said = dondoc.ok("plan", "check", "1")

    assert [line for line in said.lines if not line.startswith(" ")] == [
        "Rõ thời gian: đến khi nào",
        "Rõ đầu mối: gửi thư cho ai",
    ]
    assert said.lines[-1] == (
        "  II.4: Danh bạ chưa có “Hội Nông dan Phường”. → "
        "Ghi tên đầy đủ theo danh bạ, hoặc bổ sung đơn vị này vào danh bạ."
    )


def test_the_same_is_handed_over_as_json_and_nothing_is_changed(dondoc: Dondoc) -> None:
    stored(dondoc)
    before = dondoc.ok("plan", "draft", "1").out

    found = json.loads(dondoc.ok("plan", "check", "1", "--json").out)

    assert [(one["code"], one["paths"]) for one in found] == [
        ("no-time", ["II.1"]),
        ("no-time", ["II.2"]),
        ("day-off", ["II.3"]),
        ("unknown-unit", ["II.4"]),
    ]
    assert dondoc.ok("plan", "draft", "1").out == before


def test_a_plan_that_is_not_there_is_told_in_one_line(dondoc: Dondoc) -> None:
    stored(dondoc)

    said = dondoc("plan", "check", "9")

    assert (said.code, said.err) == (2, "Không có kế hoạch số 9.\n")
