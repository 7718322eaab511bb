"""The official document as DOCX, laid out as Appendix I of Decree 30/2020/NĐ-CP asks."""

from collections.abc import Sequence
from typing import assert_never

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from dondoc.reports import page
from dondoc.reports.blocks import (
    MOTTO,
    NATION,
    Block,
    Heading,
    Letterhead,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    Title,
)
from dondoc.reports.package import to_bytes
from dondoc.reports.table import add_table, fix_widths, keep_row_whole
from dondoc.reports.widths import bold_width_mm

_LETTERHEAD_COLUMNS = (65.0, page.TEXT_WIDTH - 65.0)
_SIGNATURE_COLUMNS = (80.0, page.TEXT_WIDTH - 80.0)
_ROOM_TO_SIGN = 66.0
_ADDRESS_INDENT, _ADDRESS_STEP = 30.0, 10.0


def build(document: OfficialDocument) -> bytes:
    """Return the DOCX. The same document gives the same bytes, today and in ten years."""
    made = docx.Document()
    page.set_up(made)
    _letterhead(made, document.letterhead)
    _addressees(made, document.address_lines)
    for block in document.body:
        _add(made, block, width=page.TEXT_WIDTH)
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    _closing(made, document.signature, document.recipient_lines)
    if document.annex:
        page.add_wide_section(made)
        for block in document.annex:
            _add(made, block, width=page.WIDE_TEXT_WIDTH)
    return to_bytes(made, document)


def _letterhead(made: Document, head: Letterhead) -> None:
    left, right = _columns(made, _LETTERHEAD_COLUMNS)
    lines = [(head.parent, False)] if head.parent else []
    lines += [(line, True) for line in head.issuer.splitlines()]
    for text, bold in lines:
        _line(left, text or "", size=12, bold=bold)
    longest = max(bold_width_mm(line, 12) for line in head.issuer.splitlines())
    _rule(left, length=longest * 0.4, within=_LETTERHEAD_COLUMNS[0])
    _line(left, head.number_line, size=13).paragraph_format.space_before = Pt(6)
    if head.about_line:
        _line(left, head.about_line, size=12).paragraph_format.space_before = Pt(6)
    _line(right, NATION, size=12, bold=True)
    _line(right, MOTTO, size=13, bold=True)
    _rule(right, length=bold_width_mm(MOTTO, 13), within=_LETTERHEAD_COLUMNS[1])
    dated = _line(right, head.date_line, size=13, italic=True)
    dated.paragraph_format.space_before = Pt(6)
    if head.kind:
        _centred(made.add_paragraph(), head.kind, size=14, before=18)
        _title_and_rule(made, head.about, width=page.TEXT_WIDTH)


def _addressees(made: Document, lines: Sequence[str]) -> None:
    """Centre a single addressee; of several, the list stands below its word."""
    for position, text in enumerate(lines):
        paragraph = made.add_paragraph()
        shape = paragraph.paragraph_format
        if position == 0:
            shape.space_before = Pt(18)
        if len(lines) == 1:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            shape.left_indent = Mm(_ADDRESS_INDENT + (0 if position == 0 else _ADDRESS_STEP))
        shape.space_after = Pt(12 if position == len(lines) - 1 else 0)
        shape.keep_with_next = True
        paragraph.add_run(text).font.size = Pt(14)


def _add(made: Document, block: Block, *, width: float) -> None:
    match block:
        case Heading():
            made.add_heading(block.text, block.level)
        case Paragraph():
            paragraph = made.add_paragraph()
            page.body_format(paragraph)
            paragraph.add_run(block.text).italic = block.missing
        case Title():
            _centred(made.add_paragraph(), block.text, size=14, before=0)
            _title_and_rule(made, block.below, width=width)
        case Table():
            add_table(made, block, width=width)
        case PageBreak():
            made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        case _:
            assert_never(block)


def _closing(made: Document, signature: Signature, recipients: Sequence[str]) -> None:
    """Put recipients on the left and the signature on the right, never parted by a page."""
    left, right = _columns(made, _SIGNATURE_COLUMNS)
    for position, text in enumerate(["Nơi nhận:", *recipients] if recipients else []):
        head = position == 0
        paragraph = _line(left, text, size=12 if head else 11, bold=head, italic=head)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for text in [*signature.authority.splitlines(), signature.title]:
        _line(right, text, size=14, bold=True)
    for cell in (left, right):
        cell.paragraphs[0].paragraph_format.space_before = Pt(6)
    name = _line(right, signature.name or "", size=14, bold=True)
    name.paragraph_format.space_before = Pt(_ROOM_TO_SIGN)
    _line_after_table(made)


def _columns(made: Document, widths: tuple[float, float]) -> tuple[_Cell, _Cell]:
    table: DocxTable = made.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    fix_widths(table, widths, padding=0)
    keep_row_whole(table.rows[0])
    return table.cell(0, 0), table.cell(0, 1)


def _line(
    cell: _Cell, text: str, *, size: float, bold: bool = False, italic: bool = False
) -> DocxParagraph:
    paragraph: DocxParagraph = cell.paragraphs[0]
    if paragraph.runs or len(cell.paragraphs) > 1:
        paragraph = cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def _rule(cell: _Cell, *, length: float, within: float) -> None:
    page.rule_below(cell.add_paragraph(), length=length, within=within)


def _centred(paragraph: DocxParagraph, text: str, *, size: float, before: float) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.keep_with_next = True
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), True


def _title_and_rule(made: Document, text: str, *, width: float) -> None:
    lines = text.splitlines() or [""]
    for line in lines:
        _centred(made.add_paragraph(), line, size=14, before=0)
    longest = min(width, max(bold_width_mm(line, 14) for line in lines))
    rule = made.add_paragraph()
    page.rule_below(rule, length=longest * 0.4, within=width)
    rule.paragraph_format.space_before = Pt(2)
    rule.paragraph_format.space_after = Pt(10)
    rule.paragraph_format.keep_with_next = True


def _line_after_table(made: Document) -> None:
    """Add the paragraph that Word wants after a last table, too small to need a page."""
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(1)
    paragraph.paragraph_format.first_line_indent = Mm(0)
    paragraph.add_run("").font.size = Pt(1)
