"""Figures of a summary: the four categories, and what is kept apart from them."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dondoc.reports.figures import category, figures, from_json, to_json
from dondoc.reports.outputs import number_of
from dondoc.reports.rows import Counts, Figures, GoodExample, Output, Row

AS_OF = datetime(2026, 9, 30, 10, tzinfo=UTC)
DUE = datetime(2026, 9, 15, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def row(
    *,
    code: str = "V.4/1@radio#2026-09",
    clause: str = "V.4",
    unit: str = "radio",
    kind: str = "propaganda",
    requested: bool = False,
    state: str = "assigned",
    due_at: datetime = DUE,
    first_due_at: datetime | None = None,
    judged_at: datetime | None = None,
    reported_at: datetime | None = None,
    extensions: int = 0,
    shortenings: int = 0,
    reason: str | None = None,
    numbers: Mapping[str, float | str] | None = None,
    example: str | None = None,
) -> Row:
    return Row(
        code=code,
        clause_path=clause,
        clause_text=f"Mục {clause}",
        unit_key=unit,
        unit_name=f"Đơn vị {unit}",
        kind=kind,
        requested=requested,
        due_at=due_at,
        first_due_at=first_due_at or due_at,
        state=state,
        judged_at=judged_at,
        reported_at=reported_at,
        extensions=extensions,
        shortenings=shortenings,
        reason=reason,
        report_figures=numbers or {},
        good_example=example,
    )


def calendar_days(due_at: datetime, until: datetime) -> int:
    return max(0, (until - due_at).days)


def count(*rows: Row) -> Figures:
    return figures(rows, as_of=AS_OF, days_late=calendar_days)


def test_each_of_the_four_categories_has_its_row() -> None:
    taken = count(
        row(state="accepted", judged_at=DUE - DAY),
        row(state="accepted", judged_at=DUE + DAY),
        row(due_at=AS_OF + DAY),
        row(state="returned", due_at=AS_OF - DAY),
    )

    assert taken.assigned == Counts(on_time=1, late=1, open_in_time=1, open_late=1)


def test_the_deadline_itself_is_still_in_time() -> None:
    accepted = row(state="accepted", judged_at=DUE)
    still_open = row(due_at=AS_OF)

    assert category(accepted, as_of=AS_OF) == "on_time"
    assert category(still_open, as_of=AS_OF) == "open_in_time"


def test_a_report_that_waits_completes_nothing_but_stops_the_clock() -> None:
    taken = count(
        row(state="reported", reported_at=DUE - DAY), row(state="reported", reported_at=DUE + DAY)
    )

    assert taken.assigned == Counts(open_in_time=1, open_late=1, waiting=2)
    assert [item.days_late for item in taken.overdue] == [1]


def test_an_extension_helps_the_category_but_not_the_figure_against_the_first_deadline() -> None:
    extended = row(
        state="accepted", due_at=DUE, first_due_at=DUE - 5 * DAY, judged_at=DUE - DAY, extensions=1
    )

    taken = count(extended)

    assert taken.assigned == Counts(on_time=1)
    assert taken.assigned_at_first == Counts(late=1)
    assert [(unit.counts, unit.at_first) for unit in taken.units] == [
        (Counts(on_time=1), Counts(late=1))
    ]
    assert [item.code for item in taken.extended] == [extended.code]


def test_a_shortening_hurts_the_category_but_not_the_figure_against_the_first_deadline() -> None:
    shortened = row(
        state="accepted", due_at=DUE, first_due_at=DUE + 5 * DAY, judged_at=DUE + DAY,
        shortenings=1, reason="Tỉnh yêu cầu báo cáo sớm",
    )  # fmt: skip

    taken = count(shortened)

    assert (taken.assigned, taken.assigned_at_first) == (Counts(late=1), Counts(on_time=1))
    assert [(item.code, item.reason) for item in taken.shortened] == [
        (shortened.code, "Tỉnh yêu cầu báo cáo sớm")
    ]
    assert taken.extended == ()


def test_requested_bodies_stand_in_no_list_of_units_and_in_no_overdue_list() -> None:
    taken = count(
        row(unit="front", requested=True, code="V.2/1@front#1"),
        row(unit="radio", code="V.4/1@radio#1"),
    )

    assert [line.key for line in taken.units] == ["radio"]
    assert [line.key for line in taken.requested_units] == ["front"]
    assert [item.code for item in taken.overdue] == ["V.4/1@radio#1"]
    assert [item.code for item in taken.awaited] == ["V.2/1@front#1"]
    assert (taken.assigned.total, taken.requested.total, taken.total) == (1, 1, 2)


def test_the_worst_overdue_comes_first() -> None:
    taken = count(
        row(code="a", due_at=AS_OF - DAY),
        row(code="b", due_at=AS_OF - 9 * DAY),
        row(code="c", due_at=AS_OF - 3 * DAY),
    )

    assert [(item.code, item.days_late) for item in taken.overdue] == [
        ("b", 9),
        ("c", 3),
        ("a", 1),
    ]


def test_what_was_asked_stays_in_the_order_of_the_plan() -> None:
    taken = count(
        row(code="a", requested=True, due_at=AS_OF - DAY),
        row(code="b", requested=True, due_at=AS_OF - 9 * DAY),
    )

    assert [item.code for item in taken.awaited] == ["a", "b"]


def test_sleeping_withdrawn_and_transferred_rows_are_in_no_category() -> None:
    taken = count(row(state="sleeping"), row(state="cancelled"), row(state="transferred"))

    assert taken.total == 0
    assert (taken.sleeping, taken.withdrawn) == (1, 1)


def test_clauses_keep_the_order_of_the_plan_and_part_what_was_asked() -> None:
    taken = count(
        row(clause="V.3"), row(clause="V.2", requested=True), row(clause="V.3", due_at=AS_OF)
    )

    assert [(c.path, c.assigned.total, c.requested.total) for c in taken.clauses] == [
        ("V.3", 2, 0),
        ("V.2", 0, 1),
    ]


def test_propaganda_output_is_summed_by_name_over_accepted_reports_only() -> None:
    taken = count(
        row(state="accepted", judged_at=DUE, numbers={"Số tin, bài": "12", "ghi chú": "nhiều"}),
        row(state="accepted", judged_at=DUE, unit="web", numbers={"số  tin, bài": 8.0}),
        row(state="reported", reported_at=DUE, numbers={"Số tin, bài": 100}),
        row(state="accepted", judged_at=DUE, kind="mobilise", numbers={"Số tin, bài": 5}),
    )

    assert taken.outputs == (
        Output("Số tin, bài", 20.0, (("Đơn vị radio", 12.0), ("Đơn vị web", 8.0))),
    )
    assert taken.other_outputs == (Output("Số tin, bài", 5.0, (("Đơn vị radio", 5.0),)),)


def test_numbers_are_read_as_vietnamese_offices_write_them() -> None:
    given = ["12", "1.200", "1.234.567", "3,5", "1.234,5", "12 tin", "2.5", "", "nhiều", "-3"]

    assert [number_of(text) for text in given] == [
        12.0, 1200.0, 1234567.0, 3.5, 1234.5, 12.0, 2.5, None, None, None,
    ]  # fmt: skip


def test_a_good_example_told_in_two_reports_is_told_once() -> None:
    told = "Bà Lê Thị Mười, khóm 2"

    taken = count(
        row(state="accepted", judged_at=DUE, example=told),
        row(state="accepted", judged_at=DUE, example=f" {told}\n"),
        row(state="reported", reported_at=DUE, example="chưa được xác nhận"),
    )

    assert taken.good_examples == (GoodExample("Đơn vị radio", "V.4", told),)


moments = st.integers(min_value=-60, max_value=60).map(lambda days: AS_OF + days * DAY)
rows = st.builds(
    row,
    unit=st.sampled_from(["radio", "web", "front"]),
    clause=st.sampled_from(["V.1", "V.2", "V.4"]),
    requested=st.booleans(),
    state=st.sampled_from(
        ["assigned", "acknowledged", "reported", "returned", "accepted", "sleeping", "cancelled"]
    ),
    due_at=moments,
    first_due_at=moments,
    judged_at=moments,
    reported_at=moments,
    numbers=st.dictionaries(st.sampled_from(["tin", "bài"]), st.floats(0, 1000)),
)


@given(st.lists(rows, max_size=30))
def test_every_table_adds_up_to_what_was_counted(given_rows: list[Row]) -> None:
    taken = count(*given_rows)

    counted = [r for r in given_rows if r.state not in {"sleeping", "cancelled"}]
    by_unit = [line.counts.total for line in (*taken.units, *taken.requested_units)]
    by_clause = [line.assigned.total + line.requested.total for line in taken.clauses]
    assert taken.total == len(counted) == len(taken.items) == sum(by_unit) == sum(by_clause)
    late = taken.assigned.open_late + taken.requested.open_late
    assert len(taken.overdue) + len(taken.awaited) == late


@given(st.lists(rows, max_size=10))
def test_figures_come_back_from_json_as_they_went_in(given_rows: list[Row]) -> None:
    taken = count(*given_rows)

    stored = json.loads(json.dumps(to_json(taken)))

    assert from_json(stored) == taken
