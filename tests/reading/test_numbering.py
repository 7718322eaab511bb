"""Automatic numbers of Word files: they are printed, but do not stand in the text."""

from pathlib import Path

import pytest

from dondoc.reading.formats.files import lines_of
from tests.reading.typists import (
    STYLES,
    docx,
    in_list,
    level,
    numbering_part,
    paragraph,
    saved,
    texts_of,
)  # fmt: skip

FORMS = [
    ("decimal", "%1.", ["1. Việc", "2. Việc"]),
    ("decimalZero", "%1.", ["01. Việc", "02. Việc"]),
    ("upperRoman", "%1.", ["I. Việc", "II. Việc"]),
    ("lowerRoman", "%1)", ["i) Việc", "ii) Việc"]),
    ("upperLetter", "%1.", ["A. Việc", "B. Việc"]),
    ("decimal", "Điều %1.", ["Điều 1. Việc", "Điều 2. Việc"]),
    ("upperRoman", "Phần %1", ["Phần I Việc", "Phần II Việc"]),
    ("vietnameseCounting", "Phần %1:", ["Phần một: Việc", "Phần hai: Việc"]),
    ("bullet", "-", ["- Việc", "- Việc"]),
    ("bullet", "\u2013", ["- Việc", "- Việc"]),
    ("bullet", "\uf02d", ["- Việc", "- Việc"]),
    ("bullet", "+", ["+ Việc", "+ Việc"]),
    ("bullet", "\uf02b", ["+ Việc", "+ Việc"]),
    ("bullet", "\uf0b7", ["• Việc", "• Việc"]),
    ("bullet", "\uf0a7", ["• Việc", "• Việc"]),
    ("none", "", ["Việc", "Việc"]),
]


@pytest.mark.parametrize(("form", "text", "printed"), FORMS)
def test_each_form_of_number_and_bullet_is_printed_as_it_looks(
    tmp_path: Path, form: str, text: str, printed: list[str]
) -> None:
    body = paragraph("Việc", properties=in_list(1)) * 2

    assert texts_of(tmp_path, body, numbering=numbering_part(level(0, form, text))) == printed


def test_a_number_of_several_levels_shows_those_above(tmp_path: Path) -> None:
    levels = (
        level(0, "upperRoman", "%1.")
        + level(1, "decimal", "%2.")
        + level(2, "decimal", "%2.%3.")
        + level(3, "decimal", "%1.%2.%3.%4", "<w:isLgl/>")
    )
    body = "".join(paragraph("Việc", properties=in_list(1, at)) for at in (0, 0, 1, 2, 2, 3))

    assert texts_of(tmp_path, body, numbering=numbering_part(levels)) == [
        "I. Việc", "II. Việc", "1. Việc", "1.1. Việc", "1.2. Việc", "2.1.2.1 Việc",
    ]  # fmt: skip


def test_a_level_may_be_told_not_to_begin_anew(tmp_path: Path) -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    body = "".join(paragraph("Việc", properties=in_list(1, at)) for at in (0, 1, 0, 1))

    assert texts_of(tmp_path, body, numbering=numbering_part(levels)) == [
        "I. Việc", "1. Việc", "II. Việc", "2. Việc",
    ]  # fmt: skip


def test_a_list_may_replace_a_level_and_where_it_starts(tmp_path: Path) -> None:
    nums = (
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="4"/>{level(0, "lowerLetter", "%1)")}</w:lvlOverride></w:num>'
    )
    body = paragraph("Việc", properties=in_list(1)) + paragraph("Việc", properties=in_list(7))

    printed = texts_of(
        tmp_path, body, numbering=numbering_part(level(0, "decimal", "%1."), nums=nums)
    )

    assert printed == ["1. Việc", "d) Việc"]


def test_a_style_of_lists_and_styles_based_on_others_give_numbers(tmp_path: Path) -> None:
    numbering = numbering_part(
        '<w:numStyleLink w:val="Chung"/>',
        '<w:styleLink w:val="Chung"/>'
        + level(0, "decimal", "%1.")
        + level(1, "lowerLetter", "%2)"),
    )
    body = (
        paragraph("Việc", properties='<w:pStyle w:val="Muc"/>')
        + paragraph("Việc", properties='<w:pStyle w:val="MucCon"/>')
        + paragraph("Việc", properties=in_list(1))
        + paragraph("Không đánh số", properties='<w:pStyle w:val="Muc"/>' + in_list(0))
    )

    assert texts_of(tmp_path, body, numbering=numbering, styles=STYLES) == [
        "1. Việc", "a) Việc", "1. Việc", "Không đánh số",
    ]  # fmt: skip


def test_round_bullets_within_round_bullets_keep_their_level(tmp_path: Path) -> None:
    levels = level(0, "bullet", "\uf0b7") + level(1, "bullet", "o")
    body = "".join(paragraph("Việc", properties=in_list(1, at)) for at in (0, 1, 0))

    assert texts_of(tmp_path, body, numbering=numbering_part(levels)) == [
        "• Việc",
        "+ Việc",
        "• Việc",
    ]


def test_an_empty_item_takes_a_number(tmp_path: Path) -> None:
    body = "".join(paragraph(text, properties=in_list(1)) for text in ("Việc", "", "Việc"))

    assert texts_of(tmp_path, body, numbering=numbering_part(level(0, "decimal", "%1."))) == [
        "1. Việc", "3. Việc",
    ]  # fmt: skip


def test_a_column_of_automatic_numbers_is_read(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    number = paragraph(properties=in_list(1))
    body = (
        "<w:tbl>"
        + row(*map(paragraph, ("STT", "Nội dung", "Chủ trì", "Thời gian")))
        + row(number, *map(paragraph, ("Dọn chợ", "Khóm 2", "3/2027")))
        + row(number, *map(paragraph, ("Sửa đèn", "Khóm 4", "T4")))
        + "</w:tbl>"
    )

    lines = lines_of(
        saved(tmp_path, "b.docx", docx(body, numbering=numbering_part(level(0, "decimal", "%1"))))
    )

    assert [line.cells for line in lines] == [
        ("STT", "Nội dung", "Chủ trì", "Thời gian"),
        ("1", "Dọn chợ", "Khóm 2", "3/2027"),
        ("2", "Sửa đèn", "Khóm 4", "T4"),
    ]


def test_a_deleted_paragraph_takes_no_number(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>Việc cũ</w:delText></w:r></w:del>'
    body = (
        paragraph("Việc", properties=in_list(1))
        + paragraph(deleted, properties=in_list(1, more='<w:rPr><w:del w:id="2"/></w:rPr>'))
        + paragraph("Việc", properties=in_list(1))
    )

    assert texts_of(tmp_path, body, numbering=numbering_part(level(0, "decimal", "%1."))) == [
        "1. Việc", "2. Việc",
    ]  # fmt: skip
