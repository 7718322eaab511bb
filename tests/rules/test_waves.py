"""Ways of cutting a span into waves: named after what closes them, and without a gap for any span."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.rules import wave_patterns, waves
from dondoc.rules.waves import Proposal, WaveSpan, proposal, proposals
from tests.rules.cases import usual_calendar

A_YEAR = (date(2025, 1, 1), date(2025, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date]:
    first = draw(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
    return first, first + timedelta(days=draw(st.integers(0, 1400)))


def cut(found: Proposal | None) -> list[tuple[str, str, str]]:
    assert found is not None
    return [(str(w.starts_on), str(w.ends_on), w.name) for w in found.waves]


def of(key: str, starts_on: str, ends_on: str) -> list[tuple[str, str, str]]:
    return cut(proposal(key, date.fromisoformat(starts_on), date.fromisoformat(ends_on)))


def test_a_calendar_year_can_be_cut_in_six_ways() -> None:
    assert [(one.key, len(one.waves)) for one in proposals(*A_YEAR)] == [
        ("halves", 2), ("year", 1), ("anniversaries", 3), ("anniversaries-june", 3),
        ("quarters", 4), ("school-year", 3),
    ]  # fmt: skip


def test_a_wave_is_named_after_the_day_that_closes_it() -> None:
    assert cut(proposal("anniversaries", *A_YEAR)) == [
        ("2025-01-01", "2025-05-19", "Đợt 1 (chào mừng Ngày sinh Chủ tịch Hồ Chí Minh 19/5)"),
        ("2025-05-20", "2025-09-02", "Đợt 2 (chào mừng Quốc khánh 2/9)"),
        ("2025-09-03", "2025-12-31", "Đợt 3 (đến hết năm)"),
    ]


def test_a_wave_that_the_plan_cuts_short_is_named_after_its_last_day() -> None:
    assert of("anniversaries", "2025-03-03", "2025-06-30") == [
        ("2025-03-03", "2025-05-19", "Đợt 1 (chào mừng Ngày sinh Chủ tịch Hồ Chí Minh 19/5)"),
        ("2025-05-20", "2025-06-30", "Đợt 2 (đến hết ngày 30/6)"),
    ]


def test_a_quarter_keeps_its_name_where_the_plan_cuts_it_short() -> None:
    assert of("quarters", "2025-02-10", "2025-08-15") == [
        ("2025-02-10", "2025-03-31", "Quý I"),
        ("2025-04-01", "2025-06-30", "Quý II"),
        ("2025-07-01", "2025-08-15", "Quý III"),
    ]


def test_a_stretch_that_is_too_short_goes_into_its_neighbour() -> None:
    assert of("quarters", "2025-03-15", "2025-10-10") == [
        ("2025-03-15", "2025-06-30", "Quý II"),
        ("2025-07-01", "2025-10-10", "Quý III"),
    ]
    assert of("anniversaries", "2025-01-01", "2025-05-25") == [
        ("2025-01-01", "2025-05-25", "Đợt 1 (đến hết ngày 25/5)")
    ]


def test_a_school_year_lies_in_two_calendar_years() -> None:
    assert of("school-year", "2025-09-05", "2026-08-31") == [
        ("2025-09-05", "2026-01-15", "Học kỳ I năm học 2025-2026"),
        ("2026-01-16", "2026-05-31", "Học kỳ II năm học 2025-2026"),
        ("2026-06-01", "2026-08-31", "Hè năm học 2025-2026"),
    ]


def test_waves_are_counted_anew_in_each_year_of_a_plan() -> None:
    assert [name for _, _, name in of("quarters", "2025-07-01", "2026-03-31")] == [
        "Quý III năm 2025", "Quý IV năm 2025", "Quý I năm 2026",
    ]  # fmt: skip
    assert [name for _, _, name in of("anniversaries-june", "2025-07-01", "2026-06-11")] == [
        "Đợt 1 năm 2025 (chào mừng Quốc khánh 2/9)",
        "Đợt 2 năm 2025 (đến hết năm)",
        "Đợt 1 năm 2026 (chào mừng Ngày truyền thống thi đua yêu nước 11/6)",
    ]


def test_ways_that_cut_a_span_alike_are_offered_once() -> None:
    month = proposals(date(2025, 11, 3), date(2025, 11, 20))

    assert [(one.key, [w.name for w in one.waves]) for one in month] == [("halves", ["Đợt 1"])]


def test_a_way_that_is_not_offered_can_still_be_named() -> None:
    assert of("quarters", "2025-11-03", "2025-11-20") == [("2025-11-03", "2025-11-20", "Quý IV")]
    assert proposal("no-such-way", *A_YEAR) is None


@pytest.mark.parametrize(
    ("ends_on", "due"),
    [
        ("2025-06-30", "2025-07-15"),
        ("2025-12-31", "2026-01-10"),  # a Saturday that is worked
        ("2026-12-31", "2027-01-08"),  # the tenth is a Sunday
        ("2026-02-06", "2026-02-13"),  # the fifteenth day lies in Tết
    ],
)
def test_a_summary_is_due_soon_after_the_wave_on_a_working_day(ends_on: str, due: str) -> None:
    end = date.fromisoformat(ends_on)

    found = proposal("year", end - timedelta(days=60), end, calendar=usual_calendar())

    assert found
    assert str(found.waves[-1].summary_due_on) == due


def follow_each_other(cut: tuple[WaveSpan, ...], first: date, last: date) -> bool:
    ends = [first - timedelta(days=1), *(wave.ends_on for wave in cut)]
    starts = [*(wave.starts_on for wave in cut), last + timedelta(days=1)]
    return [end + timedelta(days=1) for end in ends] == starts and all(
        wave.starts_on <= wave.ends_on for wave in cut
    )


@given(spans())
def test_for_any_span_the_waves_follow_each_other_from_its_first_day_to_its_last(
    span: tuple[date, date],
) -> None:
    for key in waves.known_keys():
        found = proposal(key, *span)
        assert found
        assert follow_each_other(found.waves, *span)


@given(spans())
def test_only_the_last_wave_ends_with_the_final_summary(span: tuple[date, date]) -> None:
    for one in proposals(*span, calendar=usual_calendar()):
        kinds = [wave.summary for wave in one.waves]
        assert kinds == ["interim"] * (len(kinds) - 1) + ["final"]


@given(spans())
def test_each_wave_has_a_key_and_a_name_of_its_own_and_a_summary_after_its_end(
    span: tuple[date, date],
) -> None:
    calendar = usual_calendar()
    for one in proposals(*span, calendar=calendar):
        assert len({wave.key for wave in one.waves}) == len(one.waves)
        assert len({wave.name for wave in one.waves}) == len(one.waves)
        for wave in one.waves:
            assert wave.certainty == "proposed"
            assert len(wave.name) <= 120
            assert wave.summary_due_on
            assert wave.summary_due_on > wave.ends_on
            assert calendar.is_working(wave.summary_due_on)


@given(spans())
def test_no_two_offers_cut_a_span_alike(span: tuple[date, date]) -> None:
    cuts = [tuple(wave.ends_on for wave in one.waves) for one in proposals(*span)]

    assert len(set(cuts)) == len(cuts)


@given(spans())
def test_a_wave_is_never_shorter_than_the_table_says_unless_the_span_is(
    span: tuple[date, date],
) -> None:
    shortest = timedelta(days=wave_patterns.patterns().shortest)
    for one in proposals(*span):
        if one.key != "halves" and len(one.waves) > 1:
            assert all(w.ends_on - w.starts_on + timedelta(days=1) >= shortest for w in one.waves)
