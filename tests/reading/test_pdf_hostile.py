"""PDF files that are locked, broken or made to hurt: one clear line, nothing else."""

import io
import random
from pathlib import Path

import pypdf
import pytest

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.pages.ocr import MOST_SCANNED_PAGES, lines_from_image
from dondoc.reading.pages.pdf import lines_from_pdf
from dondoc.reading.progress import silent

NAME = "ke-hoach.pdf"


def _pdf(pages: int = 1, *, width: float = 595, height: float = 842) -> pypdf.PdfWriter:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, height)
    return writer


def _bytes(writer: pypdf.PdfWriter) -> bytes:
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def _message(content: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        lines_from_pdf(content, NAME, silent)
    return str(caught.value)


def test_a_locked_pdf_says_that_it_needs_its_password() -> None:
    writer = _pdf()
    writer.encrypt("mo-khoa", algorithm="RC4-128")

    assert _message(_bytes(writer)) == (
        "Tệp “ke-hoach.pdf” có mật khẩu bảo vệ nên không đọc được; "
        "hãy bỏ mật khẩu (in ra PDF mới) rồi thử lại."
    )


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n%%EOF",
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>",
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]"
        b"/Count 9>>endobj trailer<</Root 1 0 R>>",
    ],
)
def test_a_broken_pdf_is_one_line(content: bytes) -> None:
    assert _message(content) == (
        "Tệp “ke-hoach.pdf” không phải PDF hoặc bị hỏng nên không mở được; "
        "hãy mở bằng phần mềm đọc PDF, lưu lại rồi thử lại."
    )


def test_a_pdf_of_thousands_of_pages_is_refused() -> None:
    assert _message(_bytes(_pdf(501))) == (
        "Tệp “ke-hoach.pdf” có 501 trang, quá giới hạn 500 trang; "
        "hãy tách riêng phần kế hoạch rồi thử lại."
    )


def test_an_empty_page_of_gigantic_size_has_no_lines() -> None:
    assert lines_from_pdf(_bytes(_pdf(width=200_000, height=200_000)), NAME, silent) == []


def _lines_or_message(content: bytes) -> str:
    try:
        return " ".join(line.text for line in lines_from_pdf(content, NAME, silent))
    except UnreadableDocument as error:
        return str(error)


def test_any_damage_to_a_pdf_ends_in_lines_or_in_one_message() -> None:
    dice = random.Random(11)  # noqa: S311 - no secret
    whole = _bytes(_pdf(2))
    for _ in range(60):
        content = bytearray(whole)
        for _ in range(dice.randint(1, 12)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        assert _lines_or_message(bytes(content)).count("\n") == 0


def test_a_picture_file_that_is_none_is_one_line() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        lines_from_image(b"GIF89a" + bytes(50), "anh.png", silent)

    assert str(caught.value) == (
        "Ảnh “anh.png” bị hỏng hoặc không đúng định dạng nên không mở được; "
        "hãy quét hoặc chụp lại rồi thử lại."
    )


def test_a_scan_of_too_many_pages_is_refused_before_anything_is_recognised(tmp_path: Path) -> None:
    from PIL import Image

    content = io.BytesIO()
    pages = [Image.new("1", (8, 8), 1) for _ in range(MOST_SCANNED_PAGES + 1)]
    pages[0].save(content, "TIFF", save_all=True, append_images=pages[1:])

    with pytest.raises(UnreadableDocument) as caught:
        lines_from_image(content.getvalue(), "quet.tif", silent)

    assert str(caught.value) == (
        "Tệp “quet.tif” có 61 trang quét, quá giới hạn 60 trang; "
        "hãy tách riêng phần kế hoạch rồi thử lại."
    )
