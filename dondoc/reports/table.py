"""Tables of an official document: fixed widths, a repeated head, rows never cut in two."""

from collections.abc import Sequence
from math import ceil

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row

from dondoc.reports.blocks import Align, Table
from dondoc.reports.widths import bold_width_mm
from dondoc.reports.xml import element_of, mark

TABLE_SIZE = 12.0
#: A table with fewer lines than this, and not higher, is not parted by a page.
_SHORT = 12
_LOW_MM = 110.0
#: Lines that are higher than this on average are kept together only where they must.
_HIGH_LINE_MM = 25.0
_LINE_MM = TABLE_SIZE * 1.15 * 25.4 / 72
_PADDING_MM = 1.5
_ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def add_table(made: Document, block: Table, *, width: float) -> None:
    """Add ``block`` over ``width`` millimetres, its caption above it."""
    if block.caption:
        caption = made.add_paragraph()
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.paragraph_format.space_before = caption.paragraph_format.space_after = Pt(6)
        caption.paragraph_format.keep_with_next = True
        caption.add_run(block.caption).bold = True
    lines = [block.header, *block.rows, *block.foot]
    table: DocxTable = made.add_table(rows=len(lines), cols=len(block.header))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for position, (row, line) in enumerate(zip(table.rows, lines, strict=True)):
        head = position == 0
        bold = head or position > len(block.rows)
        _fill(row, line, ["center"] * len(line) if head else block.align, bold=bold)
    _set(table.rows[0], "w:tblHeader")
    share = width / sum(block.widths)
    widths = [part * share for part in block.widths]
    fix_widths(table, widths, padding=_PADDING_MM)
    _keep_together(table, block, sum(_height(line, widths) for line in lines))
    spacer = made.add_paragraph().paragraph_format
    spacer.line_spacing, spacer.space_after = Pt(1), Pt(8)


def fix_widths(table: DocxTable, widths: Sequence[float], *, padding: float) -> None:
    """Fix the columns at ``widths`` and the side padding of cells, in millimetres."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    margins = mark("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(mark(f"w:{side}", w=str(round(padding / 25.4 * 1440)), type="dxa"))
    element_of(table).tblPr.insert_element_before(margins, "w:tblLook")


def keep_row_whole(row: _Row) -> None:
    """Keep the row from being cut by the end of a page."""
    _set(row, "w:cantSplit")


def _fill(row: _Row, texts: Sequence[str], align: Sequence[Align], *, bold: bool) -> None:
    keep_row_whole(row)
    for cell, text, side in zip(row.cells, texts, align, strict=True):
        _write(cell, text, side, bold=bold)


def _write(cell: _Cell, text: str, side: Align, *, bold: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = _ALIGNMENTS[side]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(TABLE_SIZE), bold


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Estimate the height of a line in millimetres, rather too much than too little."""
    rows = (
        ceil(bold_width_mm(text, TABLE_SIZE) / max(width - 2 * _PADDING_MM, 1))
        for text, width in zip(texts, widths, strict=True)
    )
    return max(1, *rows) * _LINE_MM + 1.5


def _keep_together(table: DocxTable, block: Table, height: float) -> None:
    """Keep a short table on one page; of a long one, the head and the sums with their rows.

    What is kept together and is higher than a page would leave an empty one before it.
    """
    rows = list(table.rows)
    last = len(rows) - 1
    if last < _SHORT and height <= _LOW_MM:
        kept = set(range(last))
    elif height / len(rows) > _HIGH_LINE_MM:
        kept = {0, *([last - 1] if block.foot else [])}
    else:
        kept = {0, 1, last - 2, last - 1}
    for position in kept & set(range(last)):
        for cell in rows[position].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _set(row: _Row, name: str) -> None:
    element_of(row).get_or_add_trPr().append(mark(name))
