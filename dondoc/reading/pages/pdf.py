"""PDF → lines: the text layer where there is one that can be trusted, else the printed picture."""

from io import BytesIO
from typing import Any

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.line import Line
from dondoc.reading.pages.assembly import lines_of_sheets
from dondoc.reading.pages.layout import Sheet
from dondoc.reading.pages.ocr import read_pages
from dondoc.reading.pages.pdf_page import sheet_of
from dondoc.reading.pages.repair import repaired
from dondoc.reading.progress import Report

#: More pages than any plan has.
_MOST_PAGES = 500


def lines_from_pdf(content: bytes, name: str, report: Report) -> list[Line]:
    """Return the paragraphs and table rows of a PDF; ``name`` is what messages call the file.

    ``report`` hears of each page. Pages without usable text are read by OCR.

    Raises:
        UnreadableDocument: it is damaged, asks for a password, is too long, or is a scan and
            the means to read it are not installed.
    """
    sheets, total = _text_sheets(content, name, report)
    scans = [number for number in range(1, total + 1) if number not in sheets]
    if scans:
        for sheet in read_pages(content, name, scans, report=report, done=len(sheets)):
            sheets[sheet.number] = sheet
    return repaired(lines_of_sheets([sheets[number] for number in sorted(sheets)]))


def _text_sheets(content: bytes, name: str, report: Report) -> tuple[dict[int, Sheet], int]:
    # Only documents of this kind need these libraries, and loading them takes time.
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(BytesIO(content)) as document:
            total = _page_count(document, name)
            sheets: dict[int, Sheet] = {}
            for number, page in enumerate(document.pages, start=1):
                sheet = sheet_of(page, number)
                page.close()
                if sheet is not None:
                    sheets[number] = sheet
                    report(len(sheets), total)
            return sheets, total
    except UnreadableDocument:
        raise
    except PdfminerException as error:
        raise _refused(error, name) from error
    except Exception as error:
        # The parser raises whatever a damaged file leads it to.
        raise _damaged(name) from error


def _page_count(document: Any, name: str) -> int:
    total = len(document.pages)
    if not total:
        raise _damaged(name)
    if total > _MOST_PAGES:
        raise UnreadableDocument(
            f"Tệp “{name}” có {total} trang, quá giới hạn {_MOST_PAGES} trang; "
            "hãy tách riêng phần kế hoạch rồi thử lại."
        )
    return total


def _refused(error: Exception, name: str) -> UnreadableDocument:
    if "Password" in repr(error) or "Encryption" in repr(error):
        return UnreadableDocument(
            f"Tệp “{name}” có mật khẩu bảo vệ nên không đọc được; "
            "hãy bỏ mật khẩu (in ra PDF mới) rồi thử lại."
        )
    return _damaged(name)


def _damaged(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"Tệp “{name}” không phải PDF hoặc bị hỏng nên không mở được; "
        "hãy mở bằng phần mềm đọc PDF, lưu lại rồi thử lại."
    )
