"""Dates counted from a day that may be unknown yet, or move; and the steps that explain them."""

from datetime import date

import pytest

from dondoc.rules.cadence import Cadence, Form, Shift
from dondoc.rules.calendar import WorkCalendar, calendar_of
from dondoc.rules.schedule import Occurrence, PlanFacts, WaveSpan, occurrences, proposed_waves
from dondoc.rules.stated import StatedDate
from tests.rules.cases import due, facts, local, usual_calendar

ELECTION = Cadence(
    form=Form.AFTER, certainty="stated", days=-23, unit="calendar", anchor="ngay-bau-cu",
    anchor_name="ngày bầu cử", phrase="trước ngày bầu cử 23 ngày",
)  # fmt: skip
GUIDANCE = Cadence(
    form=Form.AFTER, days=10, anchor="huong-dan", anchor_name="tỉnh ban hành hướng dẫn",
    phrase="sau khi tỉnh ban hành hướng dẫn",
)  # fmt: skip


def with_anchor(key: str, on: str | None, *, issued: str = "2026-01-05") -> PlanFacts:
    plan = facts(issued=issued, starts="2026-01-01", ends="2026-12-31")
    day = date.fromisoformat(on) if on else None
    return PlanFacts(**{**plan.__dict__, "anchors": {key: day}})


def dated(
    cadence: Cadence,
    plan: PlanFacts,
    waves: tuple[WaveSpan, ...] | None = None,
    calendar: WorkCalendar | None = None,
) -> list[Occurrence]:
    return occurrences(
        cadence, "report", facts=plan, calendar=calendar or usual_calendar(),
        waves=proposed_waves(plan) if waves is None else waves,
    )  # fmt: skip


def steps(one: Occurrence) -> list[tuple[str, str]]:
    return [(ground.label, ground.words) for ground in one.grounds]


def test_a_legal_term_counts_all_days_and_stays_on_a_day_off() -> None:
    (found,) = dated(ELECTION, with_anchor("ngay-bau-cu", "2026-03-15"))

    assert (found.key, str(found.due_on), found.certainty) == (
        "ngay-bau-cu",
        "2026-02-20",
        "stated",
    )
    assert steps(found) == [
        ("Căn cứ", "Văn bản ghi “trước ngày bầu cử 23 ngày”"),
        ("Mốc tính", "Ngày bầu cử 15/03/2026"),
        ("Số ngày", "23 ngày trước mốc: thứ Sáu, 20/02/2026 (tính cả ngày nghỉ)"),
        ("Ngày nghỉ", f"20/02/2026 là {usual_calendar().why_off(date(2026, 2, 20))}; giữ nguyên"),
        ("Hạn", "17:00, thứ Sáu, 20/02/2026"),
    ]


def test_a_legal_term_leaves_a_day_off_only_where_it_is_said() -> None:
    (found,) = dated(
        ELECTION.model_copy(update={"shift": Shift.PREVIOUS}),
        with_anchor("ngay-bau-cu", "2026-03-15"),
    )

    assert str(found.due_on) == "2026-02-13"


def test_when_the_anchor_moves_the_date_moves_and_keeps_its_key() -> None:
    (before,) = dated(ELECTION, with_anchor("ngay-bau-cu", "2026-03-15"))
    (after,) = dated(ELECTION, with_anchor("ngay-bau-cu", "2026-03-22"))

    assert (before.key, after.key) == ("ngay-bau-cu", "ngay-bau-cu")
    assert (after.due_on - before.due_on).days == 7


def test_the_anchors_of_the_plan_come_before_the_day_that_the_text_gave() -> None:
    cadence = ELECTION.model_copy(update={"anchor_on": date(2026, 3, 15)})

    (by_plan,) = dated(cadence, with_anchor("ngay-bau-cu", "2026-05-17"))
    (by_text,) = dated(cadence, with_anchor("another", None))

    assert (str(by_plan.due_on), str(by_text.due_on)) == ("2026-04-24", "2026-02-20")


def test_without_its_day_the_work_sleeps_and_says_what_it_waits_for() -> None:
    (found,) = dated(GUIDANCE, with_anchor("huong-dan", None))

    assert (found.waits_for, found.certainty) == ("huong-dan", "proposed")
    assert found.due_at == due("2026-12-31")
    assert found.derivation == (
        "Văn bản ghi “sau khi tỉnh ban hành hướng dẫn”; đề xuất 10 ngày làm việc sau mốc "
        "“tỉnh ban hành hướng dẫn”; mốc chưa có ngày nên chưa đặt hạn."
    )
    assert steps(found)[1:] == [
        ("Mốc tính", "Tỉnh ban hành hướng dẫn: chưa có ngày"),
        ("Số ngày", "10 ngày làm việc sau mốc (đề xuất)"),
        ("Hạn", "Được tính khi mốc có ngày"),
    ]


def test_working_days_after_an_anchor_go_over_tet_and_name_the_holidays() -> None:
    (found,) = dated(GUIDANCE, with_anchor("huong-dan", "2026-02-10"))

    assert (str(found.due_on), found.waits_for) == ("2026-03-03", None)
    count = dict(steps(found))["Số ngày"]
    assert count.startswith("10 ngày làm việc sau mốc: thứ Ba, 03/03/2026; không tính 16/02/2026 (")
    assert [day for day in range(10, 29) if f"{day}/02/2026" in count] == [16, 17, 18, 19, 20]


def test_a_saturday_worked_for_another_day_is_named_among_the_days_of_a_count() -> None:
    (found,) = dated(GUIDANCE, with_anchor("huong-dan", "2026-08-20"))

    assert dict(steps(found))["Số ngày"].endswith(
        "; có tính 22/08/2026 (làm bù cho thứ Hai 31/08/2026)"
    )


def test_a_ward_s_own_day_off_is_named_with_its_reason() -> None:
    own = calendar_of({"own": [{"day": "2026-06-03", "kind": "off", "reason": "lễ của phường"}]})

    (found,) = dated(GUIDANCE, with_anchor("huong-dan", "2026-06-01"), calendar=own)

    assert dict(steps(found))["Số ngày"] == (
        "10 ngày làm việc sau mốc: thứ Ba, 16/06/2026; "
        "không tính 03/06/2026 (ngày nghỉ riêng của đơn vị: lễ của phường)"
    )


@pytest.mark.parametrize(
    ("anchor", "days", "expected"),
    [
        ("issue", 5, "2026-01-10"),
        ("issue", 0, "2026-01-05"),
        ("start", 5, "2026-01-09"),
        ("start", 0, "2026-01-05"),
    ],
)
def test_every_plan_has_its_issue_and_its_first_day_as_anchors(
    anchor: str, days: int, expected: str
) -> None:
    plan = with_anchor("other", None)
    cadence = Cadence(form=Form.AFTER, certainty="stated", days=days, anchor=anchor)

    (found,) = dated(cadence, plan)

    assert (found.key, str(found.due_on)) == ("once", expected)


def test_what_is_proposed_before_the_issue_is_left_out_and_what_the_text_says_is_not() -> None:
    plan = with_anchor("ngay-bau-cu", "2026-01-20")

    assert dated(ELECTION.model_copy(update={"certainty": "proposed"}), plan) == []
    assert [str(one.due_on) for one in dated(ELECTION, plan)] == ["2025-12-28"]


@pytest.mark.parametrize(
    ("edge", "days", "expected"),
    [
        ("end", -10, "2026-01-30"),
        ("end", -1, "2026-02-12"),
        ("end", 0, "2026-02-13"),
        ("end", 1, "2026-02-23"),
        ("end", 5, "2026-02-27"),
        ("start", 0, "2026-01-05"),
        ("start", 5, "2026-01-10"),
    ],
)
def test_days_round_the_edges_of_a_wave_that_ends_before_tet(
    edge: str, days: int, expected: str
) -> None:
    wave = WaveSpan("tet", "Đợt Tết", date(2026, 1, 1), date(2026, 2, 13), "final")
    cadence = Cadence.from_json({"form": "each_wave", "edge": edge, "days": days})

    (found,) = dated(cadence, with_anchor("x", None), (wave,))

    assert str(found.due_on) == expected


def test_an_expected_day_stands_some_working_days_before_the_last_one() -> None:
    cadence = Cadence(form=Form.MONTHLY, day=25, expected_before=3)
    plan = facts(issued="2025-06-01", ends="2025-06-30")

    (found,) = dated(cadence, plan)

    assert (found.expected_at, found.due_at) == (due("2025-06-20"), due("2025-06-25"))
    assert steps(found)[-2:] == [
        ("Dự kiến", "17:00, thứ Sáu, 20/06/2025; nhắc việc theo ngày này"),
        ("Hạn", "17:00, thứ Tư, 25/06/2025 (đề xuất)"),
    ]


def test_a_date_of_the_text_explains_the_day_before_and_the_day_off() -> None:
    given = StatedDate(on=date(2025, 6, 14), printed=date(2025, 6, 15), phrase="trước ngày 15/6")

    (found,) = dated(Cadence(form=Form.DATES, dates=(given,)), facts())

    assert steps(found) == [
        ("Căn cứ", "Văn bản ghi “trước ngày 15/6”"),
        ("Mốc tính", "Trước ngày 15/06/2025, ngày cuối còn đúng hạn là hôm trước"),
        ("Ngày nghỉ", "14/06/2025 là thứ Bảy; giữ nguyên ngày văn bản đã ghi"),
        ("Hạn", "17:00, thứ Bảy, 14/06/2025"),
    ]
    assert found.due_at == local("2025-06-14T17:00")


def test_a_shift_names_the_day_off_and_where_the_date_went() -> None:
    plan = facts(issued="2025-10-01", ends="2025-10-31")

    (found,) = dated(Cadence(form=Form.MONTHLY, day=25), plan)

    assert steps(found) == [
        ("Căn cứ", "Kế hoạch không nêu ngày; đề xuất cho việc báo cáo"),
        ("Định kỳ", "Hằng tháng, ngày 25"),
        ("Ngày nghỉ", "25/10/2025 là thứ Bảy; lấy ngày làm việc liền trước, thứ Sáu, 24/10/2025"),
        ("Hạn", "17:00, thứ Sáu, 24/10/2025 (đề xuất)"),
    ]
