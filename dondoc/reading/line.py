"""One line of a document, as every reader of a file format hands it on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One paragraph or one table row.

    ``text`` is NFC with white space folded and with its printed number or bullet in front, also
    where the word processor made that number. ``cells`` is filled for a row of a table that has
    columns of work (what, who, when); ``table`` then counts such tables from 1.
    ``gap`` says that an empty line stood before; ``fixed`` that it begins where its file says that
    a paragraph begins with a number of its own. ``bold`` says that all of it is printed bold,
    ``page`` counts from 1 where the file has pages, ``scanned`` marks what OCR has read. ``at``
    is its number in the document, from 0, given when the whole is read.
    """

    text: str
    cells: tuple[str, ...] = ()
    table: int | None = None
    gap: bool = False
    fixed: bool = False
    bold: bool = False
    page: int | None = None
    scanned: bool = False
    at: int = 0
