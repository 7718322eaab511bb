"""The summary: five parts, what is generated, what only a person can write."""

import dataclasses
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from dondoc.reports.blocks import Block, Heading, Paragraph, Table, Title
from dondoc.reports.figures import figures, from_json, to_json
from dondoc.reports.rows import Figures
from dondoc.reports.summary import summary_content, summary_document
from dondoc.reports.summary_facts import PeriodInfo, PlanInfo
from dondoc.reports.summary_sentences import amount, percent
from tests.reports.cases import AS_OF, FACTS, first_wave, working_days

GOLDEN = Path(__file__).parents[1] / "golden" / "reports" / "first_wave.txt"


def as_lines(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return [block.text]
        case Title():
            return [block.text, *block.below.splitlines()]
        case Table():
            lines = [block.header, *block.rows, *block.foot]
            return [block.caption, *(" | ".join(line) for line in lines)]
        case _:
            return [block.block]


def test_the_whole_interim_summary_reads_as_agreed() -> None:
    content = summary_content(first_wave(), facts=FACTS)

    blocks = (*content.body, *content.annex)
    written = "\n".join(line for block in blocks for line in as_lines(block))
    assert written + "\n" == GOLDEN.read_text("utf-8")


def test_the_document_holds_every_block_in_order() -> None:
    content = summary_content(first_wave(), facts=FACTS)

    made = docx.Document(BytesIO(summary_document(first_wave(), facts=FACTS)))

    texts = iter(p.text for p in made.paragraphs)
    wanted = [b.text for b in content.body if isinstance(b, Heading | Paragraph)]
    assert [text for text in wanted if text not in texts] == []
    shown = [[tuple(c.text for c in r.cells) for r in t.rows] for t in made.tables]
    blocks = (*content.body, *content.annex)
    tables = [b for b in blocks if isinstance(b, Table)]
    assert [t for t in shown if len(t[0]) > 2] == [
        [tuple(line) for line in (t.header, *t.rows, *t.foot)] for t in tables
    ]


def test_the_letterhead_says_what_is_summed_up() -> None:
    final = dataclasses.replace(
        FACTS,
        period=PeriodInfo("all", "Cả năm", date(2026, 4, 1), date(2027, 3, 31), "final"),
        signed_on=date(2027, 4, 12),
        number="7/BC-UBND",
    )

    head = summary_content(first_wave(), facts=final).letterhead

    assert head.about == (
        "Tổng kết phong trào thi đua yêu nước năm 2026\n(từ ngày 01/04/2026 đến ngày 31/03/2027)"
    )
    assert head.number_line == "Số: 07/BC-UBND"
    assert head.date_line == "Phường 4, ngày 12 tháng 4 năm 2027"


def test_the_officers_text_takes_the_place_of_the_line_that_asks_for_it() -> None:
    told = dataclasses.replace(FACTS, notes={"V": "Đề nghị bố trí kinh phí.\n\nĐề nghị tập huấn."})

    body = summary_content(first_wave(), facts=told).body

    missing = [b.text for b in body if isinstance(b, Paragraph) and b.missing]
    assert len(missing) == 4
    assert [b.text for b in body if isinstance(b, Paragraph)][-3:-1] == [
        "Đề nghị bố trí kinh phí.",
        "Đề nghị tập huấn.",
    ]


def test_a_period_without_any_assignment_still_gives_a_report() -> None:
    empty = figures([], as_of=AS_OF, days_late=working_days)

    content = summary_content(empty, facts=FACTS)

    assert [b for b in content.body if isinstance(b, Table)] == []
    assert content.annex == ()
    assert summary_document(empty, facts=FACTS)[:2] == b"PK"


def test_the_stored_snapshot_prints_the_same_bytes() -> None:
    taken = first_wave()

    again: Figures = from_json(to_json(taken))

    assert summary_document(again, facts=FACTS) == summary_document(taken, facts=FACTS)


def test_requested_bodies_are_in_no_table_of_assigned_units_and_in_no_overdue_table() -> None:
    body = summary_content(first_wave(), facts=FACTS).body
    tables = {b.caption.split(". ", 1)[1]: b for b in body if isinstance(b, Table)}

    assigned = tables["Kết quả thực hiện nhiệm vụ theo đơn vị"]
    overdue = tables["Nhiệm vụ quá hạn chưa hoàn thành"]

    names = {line[1] for line in (*assigned.rows, *overdue.rows)}
    assert names == {
        "Ủy ban nhân dân Phường 4",
        "Cán bộ Truyền thanh Phường",
        "Trang Thông tin điện tử Phường",
        "Cán bộ Nội vụ phường",
    }


@pytest.mark.parametrize(
    ("plan", "subject"),
    [
        (
            PlanInfo("1/KH", "Phát động\nPhong trào thi đua  năm 2026", None),
            "phong trào thi đua năm 2026",
        ),
        (PlanInfo(None, "KẾ HOẠCH Tiếp công dân năm 2026", None), "thực hiện Kế hoạch tiếp công dân năm 2026"),
        (PlanInfo(None, "CCHC năm 2026", None), "thực hiện Kế hoạch CCHC năm 2026"),
    ],
)  # fmt: skip
def test_the_subject_is_the_movement_or_the_plan_itself(plan: PlanInfo, subject: str) -> None:
    assert plan.subject == subject


def test_a_plan_without_number_or_date_is_cited_by_its_title() -> None:
    blank = PlanInfo("/KH-UBND", "Tiếp công dân năm 2026", None)

    assert blank.cited("Ủy ban nhân dân Phường 4") == (
        "Kế hoạch của Ủy ban nhân dân Phường 4 về tiếp công dân năm 2026"
    )


def test_numbers_are_written_as_vietnamese_offices_write_them() -> None:
    assert [percent(1, 3), percent(1, 2), percent(7, 7)] == ["33,3%", "50%", "100%"]
    assert [amount(20.0), amount(1200.0), amount(1234.5)] == ["20", "1.200", "1.234,5"]
