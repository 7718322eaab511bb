"""Pages → the lines of a document: paragraphs and tables in reading order, across pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dondoc.reading.line import Line
from dondoc.reading.pages.columns import blocks_of
from dondoc.reading.pages.furniture import without_furniture
from dondoc.reading.pages.layout import Cell, Grid, Row, Sheet, rows_of
from dondoc.reading.pages.paragraphs import Column, Measures, Paragraph, measured, paragraphs_of
from dondoc.reading.structure.marks import Kind, Mark, marker_of
from dondoc.reading.structure.plaintext import table_lines

#: Fewer rows do not tell a page's own margins.
_ENOUGH = 10


@dataclass(slots=True)
class _Table:
    """Rows of a table with the page of each."""

    rows: list[list[str]]
    pages: list[int]
    columns: int
    scanned: bool
    last_page: int


def lines_of_sheets(sheets: Sequence[Sheet]) -> list[Line]:
    """Return the paragraphs and table rows of a document's pages."""
    without_furniture(sheets)
    usual = _measures_by_width(sheets)
    lines: list[Line] = []
    waiting: list[Column] = []
    tables = 0
    for item in _with_tables_joined(_items(sheets, usual)):
        if isinstance(item, Column):
            waiting.append(item)
            continue
        lines += _text_lines(waiting)
        waiting = []
        tables += 1
        lines += _table_lines(item, tables)
    return lines + list(_text_lines(waiting))


def _text_lines(columns: Sequence[Column]) -> Iterator[Line]:
    for paragraph in paragraphs_of(columns):
        text = paragraph.text
        if sum(ch.isalpha() for ch in text) >= 3:
            bold = all(row.bold for row in paragraph.rows)
            yield Line(text, gap=True, bold=bold, page=paragraph.page, scanned=paragraph.scanned)


def _table_lines(table: _Table, number: int) -> Iterator[Line]:
    lines = list(table_lines(table.rows, number))
    of_work = bool(lines) and bool(lines[0].cells)
    for index, line in enumerate(lines):
        page = table.pages[index if of_work else 0]
        yield replace(line, page=page, scanned=table.scanned)


def _measures_by_width(sheets: Sequence[Sheet]) -> dict[int, Measures]:
    """Measure all pages of one width together, for pages with few rows of their own."""
    by_width: dict[int, list[Sheet]] = {}
    for sheet in sheets:
        if sheet.rows:
            by_width.setdefault(round(sheet.width), []).append(sheet)
    return {
        width: measured([row for sheet in same for row in sheet.rows], scanned=same[0].scanned)
        for width, same in by_width.items()
    }


def _items(sheets: Sequence[Sheet], usual: dict[int, Measures]) -> Iterator[Column | _Table]:
    for sheet in sheets:
        own = _measures(sheet, usual)
        rows = list(sheet.rows)
        for grid in sheet.grids:
            over = [row for row in rows if row.middle < grid.top]
            rows = rows[len(over) :]
            yield from _columns(sheet, over, own)
            yield _table_of(grid, sheet)
        yield from _columns(sheet, rows, own)


def _measures(sheet: Sheet, usual: dict[int, Measures]) -> Measures | None:
    if not sheet.rows:
        return None
    common = usual[round(sheet.width)]
    if len(sheet.rows) < _ENOUGH or not sheet.scanned:
        return common
    own = measured(sheet.rows, scanned=True)
    shift = round((own.left - common.left) / own.slack)
    starts = {kind: {at + shift for at in places} for kind, places in common.starts.items()}
    # The scanner has shifted this sheet; the distances are those of the document.
    return replace(own, pitch=common.pitch, starts=starts)


def _columns(sheet: Sheet, rows: list[Row], measures: Measures | None) -> Iterator[Column]:
    if measures is None:
        return
    for block in blocks_of(rows):
        yield Column(block, measures, sheet.number, sheet.scanned)


def _table_of(grid: Grid, sheet: Sheet) -> _Table:
    texts = [["" for _ in range(grid.columns)] for _ in range(grid.rows)]
    for cell in grid.cells:
        text = _cell_text(cell, sheet)
        for row in range(cell.row, cell.row + cell.rows):
            texts[row][cell.column] = text
    rows = [row for row in texts if any(row)]
    return _Table(rows, [sheet.number] * len(rows), grid.columns, sheet.scanned, sheet.number)


def _cell_text(cell: Cell, sheet: Sheet) -> str:
    rows = rows_of([word] for word in cell.words)
    if not rows:
        return ""
    # A cell's rows may be centred: each is measured as if it began at the left.
    column = Column(rows, measured(rows, scanned=sheet.scanned), sheet.number, sheet.scanned)
    padding = min(6.0, max(0.0, min(row.x0 for row in rows) - cell.left))
    return "\n".join(_cell_paragraphs(column, cell.right - cell.left - 2 * padding))


def _cell_paragraphs(column: Column, width: float) -> Iterator[str]:
    text: list[Row] = []
    number = 0
    for row in column.rows:
        mark = marker_of(row.text)
        if mark.kind is Kind.NUMBER and int(mark.label) not in (1, number + 1):
            mark = Mark(Kind.NONE, "", row.text)
        if text and not _goes_on(text[-1], row, mark, width - column.measures.slack):
            yield Paragraph(text, column.page, column.scanned).text
            text = []
        number = int(mark.label) if mark.kind is Kind.NUMBER else number
        text.append(row)
    if text:
        yield Paragraph(text, column.page, column.scanned).text


def _goes_on(before: Row, row: Row, mark: Mark, width: float) -> bool:
    first = row.words[0]
    full = before.x1 - before.x0 + first.x1 - first.x0 + 0.25 * before.size > width
    if mark.kind is Kind.NONE:
        return full or row.text[0].islower()
    ended = before.text.endswith((".", ";", ":"))
    return full and mark.kind is Kind.DASH and not mark.rest[0].isupper() and not ended


def _with_tables_joined(items: Iterator[Column | _Table]) -> Iterator[Column | _Table]:
    """Join a table that goes on at the top of the next page."""
    open_: _Table | None = None
    for item in items:
        if isinstance(item, _Table) and open_ is not None and _same_table(open_, item):
            _append(open_, item)
            continue
        if open_ is not None:
            yield open_
            open_ = None
        if isinstance(item, _Table):
            open_ = item
        elif item.rows:
            yield item
    if open_ is not None:
        yield open_


def _same_table(above: _Table, below: _Table) -> bool:
    return (
        bool(above.pages and below.pages)
        and above.columns == below.columns
        and below.pages[0] == above.last_page + 1
    )


def _append(above: _Table, below: _Table) -> None:
    rows, pages = below.rows, below.pages
    while rows and len(above.rows) > 0 and rows[0] in above.rows[:2]:
        rows, pages = rows[1:], pages[1:]
    if rows and _is_rest(above.rows[-1], rows[0]):
        above.rows[-1] = [
            f"{a}{_between(a, b)}{b}" if a and b and a != b else a or b
            for a, b in zip(above.rows[-1], rows[0], strict=True)
        ]
        rows, pages = rows[1:], pages[1:]
    above.last_page = below.last_page
    above.rows += rows
    above.pages += pages


def _is_rest(last: list[str], row: list[str]) -> bool:
    """Say whether a row is the lower part of one that the page has cut: it has no number."""
    filled = [cell for cell in row if cell]
    if not filled or (
        last[0] and row[0] and not filled[0][0].islower() and 2 * len(filled) > len(row)
    ):
        return False
    if filled[0][0].islower() or last[0].strip(". ").isdigit():
        return not row[0].strip(". ").isdigit()
    few = 2 * len(filled) <= len(row) and len(filled) < sum(map(bool, last))
    return few and marker_of(filled[0]).kind is Kind.NONE and not filled[0].isupper()


def _between(above: str, below: str) -> str:
    return " " if below[0].islower() or above[-1] not in ".;:" else "\n"
