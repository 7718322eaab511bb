"""The sample plan: its dates on any day, and one content in two files."""

from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dondoc.reading.read import read_document, read_text
from dondoc.reports.sample_plan import SOURCE, sample_plan, span_around

WARD = yaml.safe_load((SOURCE.parent / "ward.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("today", "issued_on", "starts_on", "ends_on"),
    [
        (date(2026, 11, 23), date(2026, 3, 25), date(2026, 4, 1), date(2027, 3, 31)),
        (date(2026, 11, 15), date(2026, 2, 20), date(2026, 3, 1), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2026, 4, 24), date(2026, 5, 1), date(2027, 4, 30)),
        (date(2027, 1, 1), date(2026, 4, 24), date(2026, 5, 1), date(2027, 4, 30)),
        (date(2028, 2, 29), date(2027, 6, 24), date(2027, 7, 1), date(2028, 6, 30)),
        (date(2026, 8, 31), date(2025, 12, 25), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_plan_began_eight_months_ago_and_ends_in_four(
    today: date, issued_on: date, starts_on: date, ends_on: date
) -> None:
    made = sample_plan(today)

    assert (made.issued_on, made.starts_on, made.ends_on) == (issued_on, starts_on, ends_on)


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_on_every_day_the_span_holds(today: date) -> None:
    span = span_around(today)

    assert abs((today - span.start).days - 243) <= 17
    assert abs((span.end - today).days - 122) <= 17
    dates = [span.issued_on, span.start, span.launch, span.first_end, span.second_start, span.end]
    assert all(first < second for first, second in pairwise(dates))
    assert span.second_start - span.first_end == timedelta(days=1)
    assert {span.issued_on.weekday() < 5, span.launch.weekday() < 5} == {True}


def test_the_text_states_span_waves_and_dated_duties() -> None:
    text = sample_plan(date(2026, 11, 23)).text

    assert "Số: 24/KH-UBND\n\nPhường 4, ngày 25 tháng 3 năm 2026\n" in text
    assert (
        "1. Thời gian thực hiện: từ ngày 01/04/2026 đến ngày 31/03/2027, chia thành hai đợt "
        "thi đua: đợt 1 từ ngày 01/04/2026 đến ngày 30/09/2026; đợt 2 từ ngày 01/10/2026 đến ngày 31/03/2027."
    ) in text
    assert "hoàn thành chậm nhất ngày 20/04/2026;" in text
    assert "trước ngày 25 hằng tháng." in text


def test_the_docx_holds_the_words_of_the_text_in_the_same_order() -> None:
    made = sample_plan(date(2026, 11, 23))
    opened = docx.Document(BytesIO(made.docx))

    letterhead, closing = opened.tables
    cells = [*letterhead.rows[0].cells, *closing.rows[0].cells]
    in_cells = [p.text for cell in cells for p in cell.paragraphs if p.text]
    in_body = [p.text for p in opened.paragraphs if p.text]

    lines = [line for line in made.text.splitlines() if line]
    assert sorted(in_cells + in_body) == sorted(lines)
    assert [line for line in lines if line in set(in_body)] == in_body


def test_dondoc_reads_the_span_and_five_clauses_with_their_units_from_both_files(
    tmp_path: Path,
) -> None:
    made = sample_plan(date(2026, 11, 23))
    file = tmp_path / "plan.docx"
    file.write_bytes(made.docx)

    from_text, from_docx = read_text(made.text).to_json(), read_document(file).to_json()

    assert from_docx == from_text
    head = from_text["document"]
    assert (head["number"], head["issued_on"]) == ("24/KH-UBND", "2026-03-25")
    assert (head["starts_on"], head["ends_on"]) == ("2026-04-01", "2027-03-31")
    assert [(c["path"], c["mode"], c["lead"]) for c in from_text["clauses"]] == [
        ("V.1", "assign", ["UBND Phường"]),
        (
            "V.2",
            "request",
            ["Ủy ban Mặt trận Tổ quốc Việt Nam Phường", "các đoàn thể chính trị - xã hội"],
        ),
        ("V.3", "assign", ["UBND Phường"]),
        (
            "V.4",
            "assign",
            [
                "Công chức Văn hóa - Xã hội",
                "Cán bộ Truyền thanh Phường",
                "Trang Thông tin điện tử Phường",
            ],
        ),
        ("V.5", "assign", ["Cán bộ Nội vụ phường"]),
    ]


def test_the_stated_dates_of_the_sample_are_read_as_stated() -> None:
    clauses = {
        c["path"]: c for c in read_text(sample_plan(date(2026, 11, 23)).text).to_json()["clauses"]
    }

    launch, propaganda = clauses["V.1"]["duties"][0], clauses["V.4"]["duties"][0]

    assert [d["printed"] for d in launch["deadlines"]] == ["2026-04-20"]
    assert propaganda["recurrence"]["rrule"] == "FREQ=MONTHLY;BYMONTHDAY=24"
    assert propaganda["recurrence"]["printed_day"] == 25
    assert [d["kind"] for d in clauses["V.5"]["duties"]] == [
        "advise",
        "supervise",
        "appraise",
        "summarise",
    ]


def test_the_same_day_gives_the_same_plan() -> None:
    assert sample_plan(date(2026, 11, 23)) == sample_plan(date(2026, 11, 23))


def test_another_source_may_be_given(tmp_path: Path) -> None:
    other = tmp_path / "plan.yaml"
    other.write_text(SOURCE.read_text("utf-8").replace("Phường 4", "Phường 9"), "utf-8")

    assert (
        "Phường 9, ngày 25 tháng 3 năm 2026"
        in sample_plan(date(2026, 11, 23), source=other).text.splitlines()
    )


def test_the_sample_ward_declares_every_unit_with_an_address_that_reaches_nobody() -> None:
    contacts = [(unit["key"], c["email"]) for unit in WARD["units"] for c in unit["contacts"]]

    assert [key for key, _ in contacts] == [
        "ubnd", "front", "women", "youth", "farmers", "veterans", "trade-union",
        "culture", "radio", "web", "interior",
    ]  # fmt: skip
    addresses = [email for _, email in contacts] + [p["email"] for p in WARD["people"]]
    assert [email for email in addresses if not email.endswith(".example")] == []


def test_the_sample_ward_asks_the_front_and_the_unions_and_orders_the_others() -> None:
    asked = [unit["key"] for unit in WARD["units"] if unit.get("requested")]
    unions = [unit["key"] for unit in WARD["units"] if unit.get("groups") == ["unions"]]

    assert unions == ["women", "youth", "farmers", "veterans", "trade-union"]
    assert asked == ["front", *unions]
    assert {p["key"]: p["role"] for p in WARD["people"]} == {
        "officer": "interior_officer",
        "vice": "vice_chairman",
        "chair": "chairman",
    }
    assert "waves" not in WARD
