"""PDF files as Word, LibreOffice and browsers print them: rows of letters become paragraphs."""

import subprocess
from pathlib import Path

import pypdf
import pytest
from docx import Document
from docx.shared import Cm

from dondoc.reading.line import Line
from dondoc.reading.pages.glyphs import Glyph, words_of
from dondoc.reading.pages.pdf import lines_from_pdf
from dondoc.reading.progress import silent
from dondoc.reading.read import read_lines
from tests.reading.printed import LETTERHEAD, TAIL, paragraphs, printed, table

LONG = (
    "Rà soát các hộ dân sống ven sông, lập danh sách hộ cần di dời và đề xuất chỗ ở mới, gắn với "
    "việc trồng lại hàng cây chắn gió đã gãy đổ sau mùa mưa bão ở các ấp phía bắc của xã; không để "
    "hộ nào phải ở tạm quá một tháng, nhất là hộ có người già yếu và trẻ nhỏ."
)
PARTY = (
    "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã và các tổ chức chính trị - xã hội của xã vận động "
    "hội viên của các tổ chức chính trị - xã hội - nghề nghiệp cùng các tổ chức chính trị - xã hội "
    "ở ấp góp ngày công chỉnh trang các tổ chức chính trị - xã hội và nhà văn hóa, vì các tổ chức "
    "chính trị - xã hội gần dân nhất."
)
BODY = paragraphs(
    "I. MỤC ĐÍCH",
    *[f"{number}. {LONG}" for number in range(1, 8)],
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Công an xã",
    f"- {LONG}",
    "- Kiểm tra các chợ, xong trước ngày 15/6/2027.",
    f"2. {PARTY}",
)


def _lines(path: Path) -> list[Line]:
    return lines_from_pdf(path.read_bytes(), path.name, silent)


def _texts(path: Path) -> list[str]:
    return [line.text for line in _lines(path)]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> list[Line]:
    """Return the lines of a plan of two pages with letterhead and signature."""
    folder = tmp_path_factory.mktemp("plan")
    return _lines(printed(LETTERHEAD + BODY + TAIL, folder))


def test_the_two_columns_of_the_letterhead_are_not_mixed(plan: list[Line]) -> None:
    head = read_lines(plan).document

    assert [line.text for line in plan[:7]] == [
        "ỦY BAN NHÂN DÂN", "XÃ BÌNH MINH", "Số: 21/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Bình Minh, ngày 12 tháng 01 năm 2027", "KẾ HOẠCH",
    ]  # fmt: skip
    assert (head.number, str(head.issued_on)) == ("21/KH-UBND", "2027-01-12")


def test_paragraphs_are_whole_across_rows_and_pages(plan: list[Line]) -> None:
    texts = [line.text for line in plan]

    assert [text for text in texts if text.endswith("trẻ nhỏ.")] == [
        *[f"{number}. {LONG}" for number in range(1, 8)],
        f"- {LONG}",
    ]
    assert {line.page for line in plan} == {1, 2}


def test_a_dash_that_a_line_break_puts_in_front_begins_no_new_item(plan: list[Line]) -> None:
    assert f"2. {PARTY}" in [line.text for line in plan]


def test_headings_are_known_to_be_bold_and_text_is_not(tmp_path: Path) -> None:
    path = printed(f"<p><b>I. MỤC ĐÍCH</b></p><p>1. {LONG}</p>", tmp_path)

    assert [(line.bold, line.scanned) for line in _lines(path)] == [(True, False), (False, False)]


def test_recipients_and_signature_stand_one_after_the_other(plan: list[Line]) -> None:
    texts = [line.text for line in plan]

    assert texts[texts.index("Nơi nhận:") :] == [
        "Nơi nhận:", "- UBND huyện;", "- Các ấp;", "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Mẫu",
    ]  # fmt: skip


def test_paragraphs_without_indents_are_told_by_their_distance(tmp_path: Path) -> None:
    style = "p { text-indent: 0; margin-bottom: 8pt; }"
    texts = ["Công an xã tuần tra ban đêm.", LONG, "Trạm Y tế xã khám sức khỏe cho người già."]

    path = printed(paragraphs(*texts), tmp_path, style=style)

    assert _texts(path) == texts


def test_running_heads_page_numbers_and_footnotes_are_left_out(tmp_path: Path) -> None:
    style = """
    @page { @top-right { content: "Kế hoạch số 21 của xã Bình Minh"; font-size: 10pt; } }
    @page:first { @bottom-left { content: "1 Theo số liệu của ấp vào cuối năm"; font-size: 9pt; } }
    sup { font-size: 8pt; }
    """
    body = paragraphs(f"1. {LONG}".replace("sông,", "sông<sup>1</sup>,"), *[LONG] * 12)

    path = printed(body, tmp_path, style=style)

    assert _texts(path) == [f"1. {LONG}", *[LONG] * 12]


def test_a_table_of_work_goes_on_across_pages_with_its_header_once(tmp_path: Path) -> None:
    header = ("STT", "Nội dung", "Cơ quan chủ trì", "Thời gian hoàn thành")
    rows = [(str(n), f"Việc thứ {n}: {LONG}", "Phòng Kinh tế", "Quý II/2027") for n in range(1, 15)]
    page = paragraphs("PHỤ LỤC") + table(header, *rows, widths=(12, 90, 30, 28))

    path = printed(page, tmp_path, style="thead { display: table-header-group }")
    lines = [line for line in _lines(path) if line.cells]

    assert [line.cells for line in lines] == [header, *rows]
    assert {line.table for line in lines} == {1}
    assert lines[-1].page == 2


def test_a_merged_cell_counts_for_each_row_it_spans(tmp_path: Path) -> None:
    html = """<table class="work"><tr><td>Nội dung</td><td>Cơ quan chủ trì</td></tr>
    <tr><td>Đào ao nuôi cá</td><td rowspan="2">Hội Nông dân xã</td></tr>
    <tr><td>Trồng cây chắn gió</td></tr></table>"""

    path = printed(paragraphs(LONG) + html, tmp_path)

    assert [line.cells for line in _lines(path)[1:]] == [
        ("Nội dung", "Cơ quan chủ trì"),
        ("Đào ao nuôi cá", "Hội Nông dân xã"),
        ("Trồng cây chắn gió", "Hội Nông dân xã"),
    ]


def test_a_page_that_lies_on_its_side_is_read_upright(tmp_path: Path) -> None:
    source = printed(LETTERHEAD + paragraphs(f"1. {LONG}"), tmp_path)
    turned = tmp_path / "xoay.pdf"
    writer = pypdf.PdfWriter()
    for page in pypdf.PdfReader(source).pages:
        writer.add_page(page).rotate(90)
    writer.write(turned)

    assert f"1. {LONG}" in _texts(turned)


def test_a_print_of_libreoffice_is_read_like_one_of_a_browser(tmp_path: Path) -> None:
    document = Document()
    texts = ["II. TỔ CHỨC THỰC HIỆN", f"1. {LONG}", f"2. {PARTY}", f"a) {LONG}"]
    for text in texts:
        document.add_paragraph(text).paragraph_format.first_line_indent = Cm(1.2)
    source = tmp_path / "ke-hoach.docx"
    document.save(str(source))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip

    assert _texts(source.with_suffix(".pdf")) == texts


def test_pages_are_reported_as_they_are_read(tmp_path: Path) -> None:
    path = printed(LETTERHEAD + BODY + TAIL, tmp_path)
    heard: list[tuple[int, int]] = []

    lines_from_pdf(path.read_bytes(), path.name, lambda done, total: heard.append((done, total)))

    assert heard == [(1, 2), (2, 2)]


def test_a_page_typed_for_an_old_font_is_read_in_unicode() -> None:
    chars = "Uû ban nh©n d©n x· tæ chøc häp d©n"
    glyphs = [
        Glyph(sign, 10 + 7 * place, 17 + 7 * place, 100, 14, "ABCDEF+.VnTime")
        for place, sign in enumerate(chars)
    ]

    words = [word.text for line in words_of(glyphs) for word in line]

    assert " ".join(words) == "Uỷ ban nhân dân xã tổ chức họp dân"
