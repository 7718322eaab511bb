"""The layout of Decree 30/2020/NĐ-CP, read back from the file."""

import dataclasses
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from dondoc.reports.blocks import (
    Heading,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
    Title,
)
from dondoc.reports.official import build
from dondoc.reports.widths import bold_width_mm

LETTERHEAD = Letterhead(
    parent=None,
    issuer="ỦY BAN NHÂN DÂN\nPHƯỜNG 4",
    number="5",
    symbol="BC-UBND",
    place="Phường 4",
    signed_on=date(2026, 2, 5),
    kind="BÁO CÁO",
    about="Sơ kết phong trào thi đua",
)
TABLE = Table(
    header=["TT", "Đơn vị"],
    rows=[["1", "Hội Nông dân"], ["2", "Hội Cựu chiến binh"]],
    widths=[1, 9],
    align=["center", "left"],
    foot=[["", "Cộng"]],
)
DOCUMENT = OfficialDocument(
    letterhead=LETTERHEAD,
    body=[Heading("I. TÌNH HÌNH"), Paragraph("Nội dung."), TABLE, Paragraph("Hết./.")],
    signature=Signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Võ Thành Trung"),
    recipients=["Thường trực Đảng ủy", "Lưu: VT"],
    dated_on=date(2026, 2, 5),
    annex=[Title("PHỤ LỤC", "Danh mục nhiệm vụ"), TABLE],
)


@pytest.fixture(scope="module")
def opened() -> Document:
    return docx.Document(BytesIO(build(DOCUMENT)))


def test_paper_and_margins_are_those_of_the_decree(opened: Document) -> None:
    section = opened.sections[0]
    found = (
        section.page_width, section.page_height, section.top_margin, section.bottom_margin,
        section.left_margin, section.right_margin,
    )  # fmt: skip

    assert [round(length.mm) for length in found if length is not None] == [
        210, 297, 20, 20, 30, 15,
    ]  # fmt: skip


def test_the_page_number_stands_in_the_top_margin_from_the_second_page(opened: Document) -> None:
    section = opened.sections[0]

    assert section.different_first_page_header_footer is True
    assert section.header.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert [e.text for e in section.header._element.iter(qn("w:instrText"))] == ["PAGE"]
    assert list(section.first_page_header._element.iter(qn("w:instrText"))) == []


def test_every_style_in_use_is_times_new_roman_and_no_theme_font_wins(opened: Document) -> None:
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        fonts = opened.styles[name].element.rPr.find(qn("w:rFonts"))

        assert set(fonts.attrib.values()) == {"Times New Roman"}
        assert not [key for key in fonts.attrib if "Theme" in key]


def test_the_body_is_14_points_justified_and_indented(opened: Document) -> None:
    body = next(p for p in opened.paragraphs if p.text == "Nội dung.")
    indent = body.paragraph_format.first_line_indent

    assert opened.styles["Normal"].font.size.pt == 14
    assert body.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert indent is not None
    assert round(indent.mm, 1) == 12.7


def test_the_letterhead_says_issuer_number_motto_and_date_with_its_zeros(opened: Document) -> None:
    left, right = opened.tables[0].rows[0].cells

    assert [p.text for p in left.paragraphs if p.text] == [
        "ỦY BAN NHÂN DÂN",
        "PHƯỜNG 4",
        "Số: 05/BC-UBND",
    ]
    assert [p.text for p in right.paragraphs if p.text] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Phường 4, ngày 05 tháng 02 năm 2026",
    ]
    assert right.paragraphs[-1].runs[0].italic is True


def test_the_rule_below_the_motto_is_as_long_as_its_words(opened: Document) -> None:
    cell = opened.tables[0].cell(0, 1)
    rule = cell.paragraphs[2].paragraph_format

    assert cell.width is not None
    assert rule.left_indent is not None
    length = cell.width.mm - 2 * rule.left_indent.mm
    assert length == pytest.approx(bold_width_mm("Độc lập - Tự do - Hạnh phúc", 13), abs=0.2)


def test_a_parent_authority_stands_above_the_issuer_and_is_not_bold() -> None:
    head = dataclasses.replace(LETTERHEAD, parent="UBND TỈNH ĐỒNG THÁP")

    made = docx.Document(BytesIO(build(dataclasses.replace(DOCUMENT, letterhead=head))))

    first, second = made.tables[0].cell(0, 0).paragraphs[:2]
    assert [(first.text, first.runs[0].bold), (second.text, second.runs[0].bold)] == [
        ("UBND TỈNH ĐỒNG THÁP", False),
        ("ỦY BAN NHÂN DÂN", True),
    ]


def test_number_and_date_stay_open_until_they_are_given() -> None:
    head = dataclasses.replace(LETTERHEAD, number=None, signed_on=None, year=2026)

    assert head.number_line.split() == ["Số:", "/BC-UBND"]
    assert head.date_line.split() == ["Phường", "4,", "ngày", "tháng", "năm", "2026"]


def test_a_table_repeats_its_head_and_cuts_no_row(opened: Document) -> None:
    rows = opened.tables[1].rows
    marks = [[e.tag for e in row._tr.get_or_add_trPr()] for row in rows]

    assert [qn("w:tblHeader") in found for found in marks] == [True, False, False, False]
    assert all(qn("w:cantSplit") in found for found in marks)
    assert [c.paragraphs[0].runs[0].bold for c in rows[3].cells] == [True, True]


def kept_rows(rows: list[list[str]]) -> list[bool]:
    """Which lines of the annex's table stay with the next one."""
    long = dataclasses.replace(TABLE, rows=rows)
    made = docx.Document(
        BytesIO(build(dataclasses.replace(DOCUMENT, annex=[Title("PHỤ LỤC", "Danh mục"), long])))
    )
    return [
        row.cells[1].paragraphs[0].paragraph_format.keep_with_next is True
        for row in made.tables[-1].rows
    ]


def test_a_table_higher_than_a_page_is_parted_and_leaves_no_empty_page_before_it() -> None:
    words = "tuyên truyền, vận động, hướng dẫn và kiểm tra việc thực hiện " * 20

    low = kept_rows([["1", "a"], ["2", "b"]])
    high = kept_rows([[str(number), words] for number in range(1, 6)])

    assert low == [True, True, True, False]
    # The head stays with the first line, the last one with the sums.
    assert high == [True, False, False, False, False, True, False]


def test_a_line_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 2 columns"):
        dataclasses.replace(TABLE, rows=[["1"]])


def test_the_signature_stands_right_and_the_recipients_left(opened: Document) -> None:
    left, right = opened.tables[2].rows[0].cells

    assert [p.text for p in left.paragraphs] == [
        "Nơi nhận:",
        "- Thường trực Đảng ủy;",
        "- Lưu: VT.",
    ]
    assert [p.text for p in right.paragraphs] == [
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Võ Thành Trung",
    ]


def test_the_last_paragraph_goes_with_the_signature(opened: Document) -> None:
    last = next(p for p in opened.paragraphs if p.text == "Hết./.")

    assert last.paragraph_format.keep_with_next is True
    assert qn("w:cantSplit") in [e.tag for e in opened.tables[2].rows[0]._tr.get_or_add_trPr()]


def test_the_annex_lies_crosswise(opened: Document) -> None:
    annex = opened.sections[1]

    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert annex.page_width is not None
    assert annex.page_height is not None
    assert (round(annex.page_width.mm), round(annex.page_height.mm)) == (297, 210)
    assert annex.header.is_linked_to_previous is True
    assert annex.different_first_page_header_footer is False


def test_properties_name_the_ward_and_not_the_program(opened: Document) -> None:
    about = opened.core_properties

    assert about.author == "ỦY BAN NHÂN DÂN PHƯỜNG 4"
    assert about.title == "BÁO CÁO: Sơ kết phong trào thi đua"
    assert about.comments == ""
    assert about.created == datetime(2026, 2, 5, tzinfo=UTC)


def test_the_same_document_gives_the_same_bytes() -> None:
    first, second = build(DOCUMENT), build(DOCUMENT)

    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [n for n in packed.namelist() if "thumbnail" in n] == []
