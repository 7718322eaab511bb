"""Scans and pictures → pages, through Tesseract with its Vietnamese data."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from io import BytesIO
from math import sqrt

from PIL import Image, ImageOps, ImageSequence

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.line import Line
from dondoc.reading.pages import images, tesseract
from dondoc.reading.pages.assembly import lines_of_sheets
from dondoc.reading.pages.layout import Sheet
from dondoc.reading.pages.ocr_page import Picture, sheet_of
from dondoc.reading.pages.repair import repaired
from dondoc.reading.progress import Report

#: A plan has rarely thirty pages; each takes some seconds.
MOST_SCANNED_PAGES = 60
#: Pixels of a picture file before it is made smaller; decoding takes three bytes for each.
_MOST_PIXELS = 100_000_000
_A4_INCHES = 11.69
_WORKERS = min(4, os.cpu_count() or 1)


def read_pages(
    content: bytes, name: str, numbers: Sequence[int], *, report: Report, done: int
) -> Iterator[Sheet]:
    """Yield pages of a PDF as OCR reads them; ``done`` pages have been read before.

    Raises:
        UnreadableDocument: Tesseract is missing, there are too many pages, or one cannot be drawn.
    """
    _bound(len(numbers), name)
    tesseract.require(name)
    total = done + len(numbers)
    for sheet in _recognised(_rendered(content, name, numbers), name):
        done += 1
        report(done, total)
        yield sheet


def lines_from_image(content: bytes, name: str, report: Report) -> list[Line]:
    """Return the paragraphs and table rows of a picture file; each of its frames is a page.

    Raises:
        UnreadableDocument: it is damaged or too large, or Tesseract is missing.
    """
    tesseract.require(name)
    sheets = []
    try:
        with Image.open(BytesIO(content)) as file:
            total = getattr(file, "n_frames", 1)
            _bound(total, name)
            for sheet in _recognised(_frames(file, name), name):
                sheets.append(sheet)
                report(len(sheets), total)
    except UnreadableDocument:
        raise
    except Exception as error:
        # Each picture format fails in its own way.
        raise UnreadableDocument(
            f"Ảnh “{name}” bị hỏng hoặc không đúng định dạng nên không mở được; "
            "hãy quét hoặc chụp lại rồi thử lại."
        ) from error
    return repaired(lines_of_sheets(sheets))


def _bound(pages: int, name: str) -> None:
    if pages > MOST_SCANNED_PAGES:
        raise UnreadableDocument(
            f"Tệp “{name}” có {pages} trang quét, quá giới hạn {MOST_SCANNED_PAGES} trang; "
            "hãy tách riêng phần kế hoạch rồi thử lại."
        )


def _rendered(content: bytes, name: str, numbers: Iterable[int]) -> Iterator[Picture]:
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(content)) as document:
            for number in numbers:
                page = document[number - 1]
                wide, high = page.get_size()
                scale = min(1 / images.POINTS, sqrt(images.MOST_PIXELS / max(wide * high, 1)))
                # Stamps of electronic signatures are annotations: they cover the text.
                bitmap = page.render(scale=scale, draw_annots=False)
                yield Picture(number, bitmap.to_pil(), 1 / scale)
                page.close()
    except Exception as error:
        raise UnreadableDocument(
            f"Tệp “{name}” có trang bị hỏng nên không dựng được hình; "
            "hãy mở bằng phần mềm đọc PDF, in ra PDF mới rồi thử lại."
        ) from error


def _frames(file: Image.Image, name: str) -> Iterator[Picture]:
    for number, frame in enumerate(ImageSequence.Iterator(file), start=1):
        wide, high = frame.size
        if wide * high > _MOST_PIXELS:
            raise UnreadableDocument(
                f"Ảnh “{name}” quá lớn ({wide} x {high} điểm ảnh); "
                "hãy lưu lại ở 300 dpi rồi thử lại."
            )
        yield Picture(number, _as_a4(ImageOps.exif_transpose(frame)), images.POINTS)


def _as_a4(picture: Image.Image) -> Image.Image:
    """Make the long side that of A4 at the usual resolution; a picture rarely says its resolution rightly."""
    factor = min(_A4_INCHES * images.DPI / max(picture.size), 3.0)
    size = (max(round(picture.width * factor), 1), max(round(picture.height * factor), 1))
    return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def _recognised(pictures: Iterable[Picture], name: str) -> Iterator[Sheet]:
    """Recognise pages side by side and yield them in order; few pictures are held at once."""
    waiting: deque[Future[Sheet]] = deque()
    with ThreadPoolExecutor(_WORKERS) as pool:
        try:
            for picture in pictures:
                waiting.append(pool.submit(sheet_of, picture))
                if len(waiting) > _WORKERS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except tesseract.TookTooLong as error:
            raise UnreadableDocument(
                f"Nhận dạng chữ trong tệp “{name}” mất quá nhiều thời gian ở một trang; "
                "hãy quét lại trang đó rõ hơn (300 dpi, đen trắng) rồi thử lại."
            ) from error
        finally:
            for future in waiting:
                future.cancel()
