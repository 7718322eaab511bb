"""Dates and the reasons that are shown for them."""

from datetime import date
from typing import Any

import pytest

from dondoc.rules.cadence import Cadence, Form, Shift
from dondoc.rules.proposals import propose
from dondoc.rules.schedule import Occurrence, PlanFacts, WaveSpan, occurrences, proposed_waves
from dondoc.rules.stated import StatedDate
from tests.rules.cases import due, facts, local, usual_calendar


def dated(
    cadence: Cadence,
    kind: str = "report",
    *,
    plan: PlanFacts | None = None,
    waves: tuple[WaveSpan, ...] | None = None,
) -> list[Occurrence]:
    plan = plan or facts()
    return occurrences(
        cadence,
        kind,
        facts=plan,
        waves=proposed_waves(plan) if waves is None else waves,
        calendar=usual_calendar(),
    )


def days(found: list[Occurrence]) -> dict[str, str]:
    return {one.key: str(one.due_on) for one in found}


def every(form: Form, **given: Any) -> Cadence:
    return Cadence(form=form, **given)


def test_a_deadline_is_the_local_day_with_the_hour_of_closing() -> None:
    (found,) = dated(propose("launch", requested=False), "launch")

    assert found.due_at == due("2025-03-24")
    assert found.due_at.isoformat() == "2025-03-24T10:00:00+00:00"


def test_a_day_off_moves_back_and_the_printed_day_stays_visible() -> None:
    found = dated(every(Form.MONTHLY, day=25), "propaganda")

    october = next(one for one in found if one.key == "2025-10")
    assert (october.printed_on, october.due_on) == (date(2025, 10, 25), date(2025, 10, 24))
    assert october.derivation == (
        "Đề xuất cho việc tuyên truyền: hằng tháng, ngày 25; ngày 25/10/2025 là thứ Bảy "
        "nên lấy ngày làm việc liền trước, thứ Sáu 24/10/2025."
    )


@pytest.mark.parametrize(
    ("shift", "day", "words"),
    [
        (Shift.PREVIOUS, "2025-05-23", "nên lấy ngày làm việc liền trước, thứ Sáu 23/05/2025."),
        (Shift.NEXT, "2025-05-26", "nên lấy ngày làm việc liền sau, thứ Hai 26/05/2025."),
        (Shift.NONE, "2025-05-25", "ngày 25/05/2025 là Chủ nhật, giữ nguyên."),
    ],
)
def test_the_dutys_own_rule_decides_where_a_day_off_goes(
    shift: Shift, day: str, words: str
) -> None:
    found = dated(every(Form.MONTHLY, day=25, shift=shift))

    may = next(one for one in found if one.key == "2025-05")
    assert str(may.due_on) == day
    assert may.derivation.endswith(words)


def test_a_holiday_is_named_as_the_reason() -> None:
    plan = facts(issued="2025-04-01", ends="2025-04-30")

    (found,) = dated(every(Form.MONTHLY, day=-1), plan=plan)

    assert str(found.due_on) == "2025-04-29"
    assert found.derivation == (
        "Đề xuất cho việc báo cáo: hằng tháng, ngày cuối tháng; ngày 30/04/2025 là ngày nghỉ "
        "(Ngày Chiến thắng) nên lấy ngày làm việc liền trước, thứ Ba 29/04/2025."
    )


def test_the_31st_stands_for_the_last_day_of_short_months_and_never_drifts() -> None:
    plan = facts(issued="2025-01-01")

    found = dated(every(Form.MONTHLY, day=31, shift=Shift.NONE), plan=plan)

    assert [one.due_on.day for one in found] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def test_quarters_half_years_and_years_are_named_after_their_period() -> None:
    quarters = days(dated(every(Form.QUARTERLY, day=20)))
    halves = days(dated(every(Form.HALF_YEARLY, day=15)))
    years = days(dated(every(Form.YEARLY, day=10, month=11)))

    assert quarters == {
        "2025-Q1": "2025-03-20",
        "2025-Q2": "2025-06-20",
        "2025-Q3": "2025-09-19",
        "2025-Q4": "2025-12-19",
    }
    assert halves == {"2025-H1": "2025-06-13", "2025-H2": "2025-12-15"}
    assert years == {"2025": "2025-11-10"}


def test_a_rhythm_begins_with_the_issue_and_ends_with_the_plan() -> None:
    plan = facts(issued="2025-09-25", ends="2025-11-24")

    assert days(dated(every(Form.MONTHLY, day=25), plan=plan)) == {
        "2025-09": "2025-09-25",
        "2025-10": "2025-10-24",
    }


def test_a_plan_issued_before_its_year_is_dated_from_its_first_day() -> None:
    plan = facts(issued="2024-12-20")

    assert next(iter(days(dated(every(Form.MONTHLY, day=25), plan=plan)))) == "2025-01"


def test_an_occurrence_that_would_move_before_the_issue_is_left_out() -> None:
    plan = facts(issued="2025-10-25")

    assert next(iter(days(dated(every(Form.MONTHLY, day=25), plan=plan)))) == "2025-11"


def test_a_rhythm_can_end_before_the_plan() -> None:
    found = dated(every(Form.MONTHLY, day=25, until=date(2025, 5, 1)))

    assert list(days(found)) == ["2025-03", "2025-04"]


def test_before_the_25th_of_each_month_is_due_the_day_before_and_shows_the_25th() -> None:
    stated = Cadence(
        form=Form.RRULE,
        certainty="stated",
        rule="FREQ=MONTHLY;BYMONTHDAY=24",
        every="month",
        printed_day=25,
        phrase="trước ngày 25 hằng tháng",
    )

    found = dated(stated)

    assert [(o.key, o.printed_on, o.due_on) for o in found[:3]] == [
        ("2025-03", date(2025, 3, 25), date(2025, 3, 24)),
        ("2025-04", date(2025, 4, 25), date(2025, 4, 24)),
        ("2025-05", date(2025, 5, 25), date(2025, 5, 23)),
    ]
    assert {one.certainty for one in found} == {"stated"}
    assert found[0].derivation == (
        "Văn bản ghi “trước ngày 25 hằng tháng”; hạn của kỳ này là 24/03/2025."
    )


def test_a_weekly_rule_is_named_by_its_days() -> None:
    plan = facts(issued="2025-06-02", ends="2025-06-15")
    weekly = Cadence(form=Form.RRULE, rule="FREQ=WEEKLY;BYDAY=FR", every="week")

    assert list(days(dated(weekly, plan=plan))) == ["2025-06-06", "2025-06-13"]


def test_two_days_in_one_month_are_named_by_their_days() -> None:
    plan = facts(issued="2025-06-01", ends="2025-06-30")
    twice = Cadence(form=Form.RRULE, rule="FREQ=MONTHLY;BYMONTHDAY=10,25", every="month")

    assert list(days(dated(twice, plan=plan))) == ["2025-06-10", "2025-06-25"]


def test_days_of_a_rule_that_fall_on_one_working_day_are_one_deadline() -> None:
    plan = facts(issued="2025-06-05", ends="2025-06-09")
    daily = Cadence(form=Form.RRULE, rule="FREQ=DAILY")

    assert [str(one.due_on) for one in dated(daily, plan=plan)] == [
        "2025-06-05",
        "2025-06-06",
        "2025-06-09",
    ]


def test_a_date_of_the_text_stays_on_a_day_off_and_in_the_past() -> None:
    stated = Cadence(
        form=Form.DATES,
        dates=(
            StatedDate(on=date(2025, 2, 1), phrase="chậm nhất ngày 01/02"),
            StatedDate(on=date(2025, 6, 14), printed=date(2025, 6, 15), phrase="trước ngày 15/6"),
        ),
    )

    found = dated(stated)

    assert [(o.key, str(o.due_on), str(o.printed_on)) for o in found] == [
        ("2025-02-01", "2025-02-01", "2025-02-01"),
        ("2025-06-14", "2025-06-14", "2025-06-15"),
    ]
    assert {one.certainty for one in found} == {"stated"}
    assert found[1].derivation == (
        "Văn bản ghi “trước ngày 15/6”: hạn cuối thứ Bảy 14/06/2025; "
        "ngày này là thứ Bảy, giữ nguyên như văn bản."
    )


def test_a_stated_hour_and_a_hoped_for_day_are_instants() -> None:
    given = StatedDate(on=date(2025, 6, 16), at="10:30", expected=date(2025, 6, 12))

    (found,) = dated(Cadence(form=Form.DATES, dates=(given,)))

    assert found.due_at == local("2025-06-16T10:30")
    assert found.expected_at == local("2025-06-12T10:30")


def test_a_date_at_a_rhythm_takes_the_place_of_the_end_of_its_period() -> None:
    halves = Cadence(
        form=Form.RRULE,
        certainty="stated",
        rule="FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
        every="half",
        dates=(StatedDate(on=date(2025, 6, 13), of_rhythm=True),),
    )
    beside = halves.model_copy(update={"dates": (StatedDate(on=date(2025, 6, 13)),)})

    assert list(days(dated(halves)).values()) == ["2025-06-13", "2025-12-31"]
    assert list(days(dated(beside)).values()) == ["2025-06-13", "2025-06-30", "2025-12-31"]


def test_a_rhythm_begins_on_the_day_that_the_text_names() -> None:
    found = dated(every(Form.MONTHLY, day=25, since=date(2025, 10, 26)))

    assert days(found) == {"2025-11": "2025-11-25", "2025-12": "2025-12-25"}


def test_what_is_done_once_counts_from_the_day_on_which_it_may_begin() -> None:
    launch = Cadence(form=Form.ONCE, days=5, since=date(2025, 9, 8))

    (found,) = dated(launch, "launch")

    assert found.derivation == (
        "Đề xuất cho việc phát động: một lần, 5 ngày làm việc sau ngày bắt đầu 08/09/2025."
    )
    assert str(found.due_on) == "2025-09-15"


def test_waves_that_end_before_the_start_give_nothing() -> None:
    cadence = Cadence(form=Form.EACH_WAVE, edge="end", since=date(2025, 7, 15))

    assert list(days(dated(cadence))) == ["2025-2"]


def test_nothing_is_dated_where_nothing_is_proposed() -> None:
    assert dated(propose("finance", requested=False), "finance") == []


def test_a_summary_is_due_on_the_day_that_the_wave_names_even_a_sunday() -> None:
    wave = WaveSpan(
        "2025-1", "Đợt 1", date(2025, 1, 1), date(2025, 6, 30), "interim", date(2025, 7, 20)
    )

    (found,) = dated(propose("summarise", requested=False), "summarise", waves=(wave,))

    assert str(found.due_on) == "2025-07-20"
    assert found.derivation == (
        "Đề xuất cho việc sơ kết, tổng kết: ngày nộp báo cáo đã định của Đợt 1; "
        "ngày 20/07/2025 là Chủ nhật, giữ nguyên."
    )


def test_the_end_of_a_wave_on_a_day_off_moves_back() -> None:
    wave = WaveSpan("tet", "Đợt Tết", date(2025, 12, 1), date(2026, 1, 1), "final")

    (found,) = dated(propose("report", requested=False), waves=(wave,))

    assert (found.printed_on, found.due_on) == (date(2026, 1, 1), date(2025, 12, 31))


def test_a_wave_that_ended_before_the_issue_gives_nothing() -> None:
    plan = facts(issued="2025-08-01")

    found = dated(propose("evaluate", requested=False), "evaluate", plan=plan)

    assert list(days(found)) == ["2025-2"]


def test_what_follows_a_wave_may_lie_after_the_issue_though_the_wave_does_not() -> None:
    plan = facts(issued="2025-07-02")

    found = dated(propose("evaluate", requested=False), "evaluate", plan=plan)

    assert days(found) == {"2025-1": "2025-07-14", "2025-2": "2026-01-15"}


def test_a_wave_that_runs_at_the_issue_begins_with_it_for_the_plan() -> None:
    launch = Cadence(form=Form.EACH_WAVE, edge="start", days=5)

    found = dated(launch, "launch")

    assert days(found) == {"2025-1": "2025-03-10", "2025-2": "2025-07-08"}
    assert [one.derivation for one in found] == [
        "Đề xuất cho việc phát động: 5 ngày làm việc sau ngày ban hành 03/03/2025 "
        "(Đợt 1 đã bắt đầu).",
        "Đề xuất cho việc phát động: 5 ngày làm việc sau khi bắt đầu Đợt 2 (01/07/2025).",
    ]


def test_what_begins_on_a_day_off_is_due_on_the_next_working_day() -> None:
    plan = facts(issued="2025-06-28")
    at_once = Cadence(form=Form.ONCE)
    at_each_start = Cadence(form=Form.EACH_WAVE, edge="start")
    new_year = WaveSpan("tet", "Đợt Tết", date(2026, 1, 1), date(2026, 3, 31), "final")

    assert days(dated(at_once, plan=plan)) == {"once": "2025-06-30"}
    assert days(dated(at_each_start, plan=plan, waves=(new_year,))) == {"tet": "2026-01-05"}


def test_a_phrase_without_a_date_is_shown_beside_the_proposal() -> None:
    cadence = propose("launch", requested=False).model_copy(
        update={"notes": ("sau khi tỉnh ban hành hướng dẫn",)}
    )

    (found,) = dated(cadence, "launch")

    assert found.derivation == (
        "Văn bản ghi “sau khi tỉnh ban hành hướng dẫn” nhưng chưa định được ngày; "
        "đề xuất một lần, 15 ngày làm việc sau ngày ban hành 03/03/2025."
    )


def test_of_each_wave_the_sentence_says_which_part_the_text_gives() -> None:
    cadence = propose("evaluate", requested=False).model_copy(
        update={"phrase": "kết thúc mỗi đợt thi đua"}
    )

    found = dated(cadence, "evaluate")

    assert found[0].certainty == "proposed"
    assert found[0].derivation == (
        "Văn bản ghi “kết thúc mỗi đợt thi đua”; đề xuất 10 ngày làm việc sau khi "
        "kết thúc Đợt 1 (30/06/2025)."
    )


def spans(plan: PlanFacts) -> list[tuple[str, str, str, str, str]]:
    return [
        (w.key, w.name, str(w.starts_on), str(w.ends_on), w.summary) for w in proposed_waves(plan)
    ]


def test_a_calendar_year_is_proposed_in_two_halves() -> None:
    assert spans(facts()) == [
        ("2025-1", "Đợt 1", "2025-01-01", "2025-06-30", "interim"),
        ("2025-2", "Đợt 2", "2025-07-01", "2025-12-31", "final"),
    ]


def test_another_span_is_cut_by_whole_months() -> None:
    assert spans(facts(starts="2024-09-05", ends="2025-05-31")) == [
        ("2024-1", "Đợt 1", "2024-09-05", "2025-01-31", "interim"),
        ("2024-2", "Đợt 2", "2025-02-01", "2025-05-31", "final"),
    ]


def test_a_single_month_is_one_wave() -> None:
    assert spans(facts(starts="2025-11-01", ends="2025-11-20")) == [
        ("2025-1", "Đợt 1", "2025-11-01", "2025-11-20", "final")
    ]


def test_several_years_are_cut_year_by_year() -> None:
    assert spans(facts(starts="2025-07-01", ends="2026-12-31")) == [
        ("2025-1", "Đợt 1 năm 2025", "2025-07-01", "2025-09-30", "interim"),
        ("2025-2", "Đợt 2 năm 2025", "2025-10-01", "2025-12-31", "interim"),
        ("2026-1", "Đợt 1 năm 2026", "2026-01-01", "2026-06-30", "interim"),
        ("2026-2", "Đợt 2 năm 2026", "2026-07-01", "2026-12-31", "final"),
    ]
