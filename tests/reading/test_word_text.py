"""The words of a Word file as its reader sees them on paper: boxes, fields, corrections, tables."""

from pathlib import Path

import pytest

from dondoc.reading.formats.files import lines_of
from tests.reading.typists import STYLES, docx, in_list, paragraph, run, saved, texts_of

IN_A_PARAGRAPH = [
    ("a content control", "<w:sdt><w:sdtPr/><w:sdtContent>" + run("Trồng cây") + "</w:sdtContent></w:sdt>"),
    ("a hyperlink", "<w:hyperlink>" + run("Trồng cây") + "</w:hyperlink>"),
    ("a simple field", '<w:fldSimple w:instr="DATE">' + run("Trồng cây") + "</w:fldSimple>"),
    (
        "a field",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        + run("mã")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("Trồng cây")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ),
    ("a soft hyphen", "<w:r><w:t>Trồng c</w:t><w:softHyphen/><w:t>ây</w:t></w:r>"),
    ("a tab", "<w:r><w:t>Trồng</w:t><w:tab/><w:t>cây</w:t></w:r>"),
    ("hidden words", run("Trồng cây") + run("không in", properties="<w:vanish/>")),
    ("a note", run("Trồng cây") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    ("a moved word", "<w:moveFrom>" + run("Cây") + "</w:moveFrom><w:moveTo>" + run("Trồng cây") + "</w:moveTo>"),
]  # fmt: skip


@pytest.mark.parametrize(
    "inside", [one[1] for one in IN_A_PARAGRAPH], ids=[one[0] for one in IN_A_PARAGRAPH]
)
def test_what_is_printed_of_a_paragraph_is_read(tmp_path: Path, inside: str) -> None:
    assert texts_of(tmp_path, paragraph(inside)) == ["Trồng cây"]


def test_a_hyphen_that_does_not_break_is_a_hyphen(tmp_path: Path) -> None:
    body = paragraph("<w:r><w:t>văn hóa </w:t><w:noBreakHyphen/><w:t> xã hội</w:t></w:r>")

    assert texts_of(tmp_path, body) == ["văn hóa - xã hội"]


def test_words_shown_in_capitals_are_read_in_capitals(tmp_path: Path) -> None:
    body = paragraph(run("Tổ chức", properties='<w:rStyle w:val="Hoa"/>'))

    assert texts_of(tmp_path, body, styles=STYLES) == ["TỔ CHỨC"]


def test_a_table_of_contents_is_no_part_of_the_text(tmp_path: Path) -> None:
    body = paragraph("I. TỔ CHỨC 3", properties='<w:pStyle w:val="TOC1"/>') + paragraph(
        "I. TỔ CHỨC"
    )

    assert texts_of(tmp_path, body, styles=STYLES) == ["I. TỔ CHỨC"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    body = paragraph("Trồng ", properties='<w:rPr><w:del w:id="1"/></w:rPr>') + paragraph(
        "cây bàng"
    )

    assert texts_of(tmp_path, body) == ["Trồng cây bàng"]


def test_a_deleted_row_is_gone(tmp_path: Path) -> None:
    gone = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>{paragraph("Dòng cũ")}</w:tc></w:tr>'
    body = f"<w:tbl><w:tr><w:tc>{paragraph('Dòng mới')}</w:tc></w:tr>{gone}</w:tbl>"

    assert texts_of(tmp_path, body) == ["Dòng mới"]


def test_a_text_box_that_is_written_in_two_ways_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('Chữ trong khung')}</w:txbxContent>"
    both = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing><a xmlns="x">{box}</a></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert texts_of(tmp_path, paragraph("Phần đầu", both)) == ["Phần đầu", "Chữ trong khung"]


def test_a_table_inside_a_layout_table_keeps_its_columns(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"

    inner = "<w:tbl>" + row("Nội dung", "Chủ trì") + row("Dọn chợ", "Khóm 2") + "</w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{paragraph('PHỤ LỤC')}{inner}</w:tc></w:tr></w:tbl>"

    lines = lines_of(saved(tmp_path, "b.docx", docx(body)))

    assert [(line.text, line.cells) for line in lines] == [
        ("PHỤ LỤC", ()),
        ("Nội dung | Chủ trì", ("Nội dung", "Chủ trì")),
        ("Dọn chợ | Khóm 2", ("Dọn chợ", "Khóm 2")),
    ]


def test_a_row_that_begins_further_right_keeps_its_columns(tmp_path: Path) -> None:
    def cells(*texts: str) -> str:
        return "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in texts)

    body = (
        f"<w:tbl><w:tr>{cells('STT', 'Nội dung', 'Chủ trì')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cells("Dọn chợ", "Khóm 2")}</w:tr></w:tbl>'
    )

    lines = lines_of(saved(tmp_path, "b.docx", docx(body)))

    assert [line.cells for line in lines] == [
        ("STT", "Nội dung", "Chủ trì"),
        ("", "Dọn chợ", "Khóm 2"),
    ]


def test_bold_is_told_for_paragraphs_that_are_all_bold(tmp_path: Path) -> None:
    bold = "<w:b/>"
    body = (
        paragraph(run("Đậm ", properties=bold), run("hết", properties=bold))
        + paragraph(run("Đậm", properties=bold), " một phần")
        + paragraph("Đậm theo kiểu", properties='<w:pStyle w:val="Muc"/>' + in_list(0))
        + paragraph(
            run("Kiểu đậm, chữ thường", properties='<w:b w:val="0"/>'),
            properties='<w:pStyle w:val="Muc"/>' + in_list(0),
        )
    )

    lines = lines_of(saved(tmp_path, "b.docx", docx(body, styles=STYLES)))

    assert [(line.text, line.bold) for line in lines] == [
        ("Đậm hết", True),
        ("Đậm một phần", False),
        ("Đậm theo kiểu", True),
        ("Kiểu đậm, chữ thường", False),
    ]
