"""What the measurement of reading runs in processes of their own; prints seconds and peak.

``read`` is dondoc's whole reading of a file, ``parse`` the parse of the library behind it,
``tesseract`` what Tesseract alone needs for the pictures of a PDF.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.child import peak_bytes


def reader(file: Path) -> Callable[[], int]:
    """Return dondoc's reading."""
    from dondoc.reading.read import read_document

    def read() -> int:
        reading = read_document(file)
        return len(reading.clauses)

    return read


def parser(file: Path) -> Callable[[], int]:
    """Return the library's parse: the text of each page, or of each paragraph."""
    if file.suffix == ".pdf":
        import pdfplumber

        def parse_pdf() -> int:
            with pdfplumber.open(file) as document:
                return len([page.extract_text() for page in document.pages])

        return parse_pdf
    import docx

    def parse_docx() -> int:
        return len([paragraph.text for paragraph in docx.Document(str(file)).paragraphs])

    return parse_docx


def tesseract(file: Path) -> Callable[[], int]:
    """Return Tesseract's own reading of the pictures, one after the other."""
    import pdfplumber
    import pytesseract

    pictures = [page.to_image(resolution=200).original for page in pdfplumber.open(file).pages]

    def recognise() -> int:
        return len([pytesseract.image_to_string(picture, lang="vie") for picture in pictures])

    return recognise


def main(kind: str, file: Path, warm_up: Path) -> None:
    """Do it and print one JSON line."""
    makers = {"read": reader, "parse": parser, "tesseract": tesseract}
    # A short one first: what is loaded and compiled once is not the cost of a document.
    makers[kind](warm_up)()
    action = makers[kind](file)
    begun = time.perf_counter()
    action()
    seconds = time.perf_counter() - begun
    sys.stdout.write(json.dumps({"seconds": seconds, "peak": peak_bytes()}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
