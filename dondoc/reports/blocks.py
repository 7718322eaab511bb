"""The content of an official document as plain data, whatever it is rendered to.

DOCX, text and the board's pages are all made from these values. Each block has a ``block``
name, so that a template can tell them apart without knowing their classes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal

from dondoc import wording

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Heading:
    """``I. …`` (level 1), ``1. …`` (level 2) or ``a) …`` (level 3), number included."""

    text: str
    level: Literal[1, 2, 3] = 1
    block: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; ``missing`` marks a line that only a person can fill in."""

    text: str
    missing: bool = False
    block: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Title:
    """A centred title inside the document, such as that of an annex, with a line below it."""

    text: str
    below: str = ""
    block: ClassVar[str] = "title"


@dataclass(frozen=True)
class Table:
    """A table whose header is repeated on each page.

    ``widths`` are shares of the text width, one per column. ``foot`` holds the sums,
    printed in bold.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    align: Sequence[Align]
    foot: Sequence[Sequence[str]] = ()
    caption: str = ""
    block: ClassVar[str] = "table"

    def __post_init__(self) -> None:
        columns = len(self.header)
        lines = [self.widths, self.align, *self.rows, *self.foot]
        if any(len(line) != columns for line in lines):
            raise ValueError(f"every line of the table needs {columns} columns")

    def captioned(self, caption: str) -> "Table":
        """Return the same table under another caption."""
        return replace(self, caption=caption)


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""

    block: ClassVar[str] = "page_break"


Block = Heading | Paragraph | Title | Table | PageBreak


@dataclass(frozen=True)
class Letterhead:
    """The head of an official document.

    ``parent`` is None for a People's Committee, which names no superior. ``issuer`` may have
    several lines. Without ``number`` or ``signed_on`` the places stay blank to be written in,
    with the ``year`` where it is given. A letter (công văn) names no ``kind``: what it is about
    stands below its number.
    """

    parent: str | None
    issuer: str
    number: str | None
    symbol: str
    place: str
    signed_on: date | None
    kind: str
    about: str
    year: int | None = None

    @property
    def about_line(self) -> str:
        """``V/v đôn đốc …`` of a letter; empty where the document names its kind."""
        return "" if self.kind else f"V/v {self.about}"

    @property
    def number_line(self) -> str:
        """``Số: 05/BC-UBND``; a number below ten gets its zero."""
        number = (self.number or "").split("/")[0].strip()
        blank = "\N{NO-BREAK SPACE}" * 8
        return f"Số: {number.zfill(2) if number else blank}/{self.symbol}"

    @property
    def date_line(self) -> str:
        """``Phường 4, ngày 05 tháng 02 năm 2026``."""
        if self.signed_on:
            said = wording.day_in_letter(self.signed_on)
        else:
            blank = "\N{NO-BREAK SPACE}" * 6
            said = f"ngày{blank}tháng{blank}năm {self.year or blank}"
        return f"{self.place}, {said}"


@dataclass(frozen=True)
class Signature:
    """Who signs: ``TM. ỦY BAN NHÂN DÂN``, ``CHỦ TỊCH``, the name where it is known.

    ``authority`` may have several lines (``TM. …`` and ``KT. CHỦ TỊCH``).
    """

    authority: str
    title: str
    name: str | None = None


@dataclass(frozen=True)
class OfficialDocument:
    """Everything a document says; the annexes follow the signature on pages lying crosswise.

    ``addressees`` are those to whom a letter is written (Kính gửi).
    ``dated_on`` is the day that the file's properties carry; the same document thus always
    gives the same bytes.
    """

    letterhead: Letterhead
    body: Sequence[Block]
    signature: Signature
    recipients: Sequence[str]
    dated_on: date
    annex: Sequence[Block] = ()
    addressees: Sequence[str] = ()

    @property
    def address_lines(self) -> list[str]:
        """``Kính gửi: Hội Nông dân Phường.``, or one line each where there are several."""
        if len(self.addressees) == 1:
            return [f"Kính gửi: {self.addressees[0].rstrip('.')}."]
        *head, last = self.addressees or [""]
        lines = [*(f"- {one};" for one in head), *([f"- {last}."] if last else [])]
        return ["Kính gửi:", *lines] if lines else []

    @property
    def recipient_lines(self) -> list[str]:
        """``- Lưu: VT.``: each with its dash, the last one closed by a full stop."""
        *head, last = [f"- {r.strip().rstrip(';.')}" for r in self.recipients] or [""]
        return [*(f"{line};" for line in head), *([f"{last}."] if last else [])]
