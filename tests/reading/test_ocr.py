"""Scans: pages of our own, printed, stamped, slanted and read by the real Tesseract."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.line import Line
from dondoc.reading.pages import tesseract
from dondoc.reading.pages.images import levelled, without_red
from dondoc.reading.pages.ocr import lines_from_image
from dondoc.reading.pages.pdf import lines_from_pdf
from dondoc.reading.progress import silent
from dondoc.reading.read import read_lines
from tests.reading.printed import LETTERHEAD, TAIL, paragraphs, printed, scanned_pdf, scans, table

BODY = paragraphs(
    "I. MỤC ĐÍCH",
    "Làm cho đường làng sạch hơn, nhà văn hóa đẹp hơn và chợ quê gọn hơn trước mùa mưa.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Công an xã",
    "- Kiểm tra việc lấn chiếm lòng đường ở các chợ, lập biên bản và báo cáo Chủ tịch Ủy ban nhân "
    "dân xã trước ngày 15/6/2027.",
    "- Phối hợp với Trạm Y tế xã hướng dẫn người bán hàng giữ vệ sinh.",
    "2. Hội Nông dân xã vận động hội viên trồng hoa hai bên đường, hằng tháng tổng kết một lần.",
) + table(
    ("Nội dung", "Cơ quan chủ trì", "Thời gian hoàn thành"),
    ("Sửa cầu ván qua rạch", "Phòng Kinh tế", "Tháng 5/2027"),
    ("Dọn bãi rác cũ", "Hội Nông dân xã", "Tháng 7/2027"),
    widths=(70, 50, 40),
)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the printed plan of one page."""
    return printed(LETTERHEAD + BODY + TAIL, tmp_path_factory.mktemp("paper"))


@pytest.fixture(scope="module")
def scan(paper: Path) -> list[Line]:
    """Return the lines of its scan."""
    path = scanned_pdf(paper, paper.parent)
    return lines_from_pdf(path.read_bytes(), path.name, silent)


def test_a_scan_is_read_like_the_print_that_it_was(scan: list[Line], paper: Path) -> None:
    print_ = read_lines(lines_from_pdf(paper.read_bytes(), paper.name, silent))
    reading = read_lines(scan)

    assert [(c.path, c.lead, c.support) for c in reading.clauses] == [
        (c.path, c.lead, c.support) for c in print_.clauses
    ]
    assert reading.document == print_.document


def test_each_line_of_a_scan_says_so_and_names_its_page(scan: list[Line]) -> None:
    assert {(line.scanned, line.page) for line in scan} == {(True, 1)}


def test_what_is_read_from_a_scan_is_to_be_checked(scan: list[Line]) -> None:
    reading = read_lines(scan)

    marked = [w.path for w in reading.warnings if w.code == "read-from-scan"]
    assert marked == [clause.path for clause in reading.clauses]


def test_a_ruled_table_is_found_in_the_picture(scan: list[Line]) -> None:
    assert [line.cells for line in scan if line.cells] == [
        ("Nội dung", "Cơ quan chủ trì", "Thời gian hoàn thành"),
        ("Sửa cầu ván qua rạch", "Phòng Kinh tế", "Tháng 5/2027"),
        ("Dọn bãi rác cũ", "Hội Nông dân xã", "Tháng 7/2027"),
    ]


def test_a_picture_lying_on_its_side_is_turned(paper: Path, tmp_path: Path) -> None:
    path = tmp_path / "chup.png"
    scans(paper, stamp=False)[0].rotate(90, expand=True).save(path)

    texts = [line.text for line in lines_from_image(path.read_bytes(), path.name, silent)]

    assert "II. TỔ CHỨC THỰC HIỆN" in texts


def test_a_mixed_pdf_recognises_only_its_scanned_pages(paper: Path, tmp_path: Path) -> None:
    import pypdf

    mixed = tmp_path / "hon-hop.pdf"
    writer = pypdf.PdfWriter()
    writer.append(paper)
    writer.append(scanned_pdf(paper, tmp_path))
    writer.write(mixed)
    heard: list[tuple[int, int]] = []

    lines = lines_from_pdf(mixed.read_bytes(), mixed.name, lambda *pages: heard.append(pages))

    assert {(line.page, line.scanned) for line in lines} == {(1, False), (2, True)}
    assert heard == [(1, 2), (2, 2)]


def test_red_ink_becomes_as_white_as_paper_and_black_and_blue_ink_stay_dark() -> None:
    picture = Image.new("RGB", (30, 10), "white")
    pen = ImageDraw.Draw(picture)
    for left, ink in ((0, (225, 40, 50)), (10, (20, 20, 20)), (20, (30, 40, 160))):
        pen.rectangle((left, 0, left + 9, 9), fill=ink)

    grey = without_red(picture)

    assert [grey.getpixel((x, 5)) for x in (5, 15, 25)] == [255, 30, 45]


def test_a_slanted_page_is_made_level() -> None:
    page = Image.new("L", (1200, 1600), 255)
    pen = ImageDraw.Draw(page)
    for y in range(200, 1400, 60):
        pen.rectangle((150, y, 1050, y + 14), fill=0)

    level = levelled(page.rotate(2.3, fillcolor=255))

    left, right = (level.crop((x, 0, x + 40, 1600)).point(lambda v: 255 - v) for x in (200, 960))
    assert abs(left.getbbox()[1] - right.getbbox()[1]) <= 2  # type: ignore[index]


def test_without_vietnamese_data_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    tesseract.languages.cache_clear()
    try:
        with pytest.raises(UnreadableDocument) as caught:
            lines_from_image(b"", "quet.png", silent)
    finally:
        tesseract.languages.cache_clear()

    assert str(caught.value) == (
        "Tệp “quet.png” là bản quét (ảnh), cần phần mềm nhận dạng chữ; hãy cài đặt bằng lệnh "
        "`apt-get install tesseract-ocr tesseract-ocr-vie` rồi thử lại."
    )
