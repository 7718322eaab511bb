"""The tables of a summary."""

from collections.abc import Iterator, Sequence

from dondoc import wording
from dondoc.reports.blocks import Align, Table
from dondoc.reports.rows import Counts, Figures, Item, Output, UnitFigures
from dondoc.reports.summary_facts import WardInfo
from dondoc.reports.summary_sentences import amount

CATEGORY_NAMES = {
    "on_time": "Hoàn thành đúng hạn",
    "late": "Hoàn thành quá hạn",
    "open_in_time": "Chưa hoàn thành, trong hạn",
    "open_late": "Chưa hoàn thành, quá hạn",
}
_NUMBERS = ("Tổng số", *CATEGORY_NAMES.values())
_COUNT_WIDTHS = (11.0, 18.0, 23.0, 23.0, 24.0, 24.0)
_COUNT_ALIGN: tuple[Align, ...] = ("center",) * 5


def by_unit(figures: Figures) -> Table:
    """One line for each unit that was assigned something; what was asked is one line apart."""
    foot = [("", "Cộng nhiệm vụ được giao", *_numbers(figures.assigned))]
    if figures.requested.total:
        foot += [
            ("", "Phần đề nghị phối hợp", *_numbers(figures.requested)),
            ("", "Tổng cộng", *_numbers_of_both(figures)),
        ]
    return _counts("Đơn vị, cá nhân được giao", figures.units, foot, "nhiệm vụ theo đơn vị")


def by_requested_unit(figures: Figures) -> Table:
    """One line for each body that was asked; never ranked."""
    foot = [("", "Cộng", *_numbers(figures.requested))]
    name = "nội dung đề nghị phối hợp (không xếp loại)"
    return _counts("Cơ quan, tổ chức phối hợp", figures.requested_units, foot, name)


def by_clause(figures: Figures) -> Table:
    """One line for each clause; where a clause both assigns and asks, two."""
    rows = []
    for clause in figures.clauses:
        text = wording.short(clause.text, 110)
        if clause.assigned.total:
            rows.append((clause.path, text, *_numbers(clause.assigned)))
        if clause.requested.total:
            told = clause.text.startswith("Đề nghị")
            asked = text if told else f"{text} (đề nghị phối hợp)"
            rows.append((clause.path, asked, *_numbers(clause.requested)))
    return Table(
        header=("Mục", "Nội dung", *_NUMBERS),
        rows=rows,
        widths=(14.0, 53.0, *_COUNT_WIDTHS[1:]),
        align=("center", "left", *_COUNT_ALIGN),
        foot=[("", "Tổng cộng", *_numbers_of_both(figures))],
        caption="Kết quả theo từng mục của kế hoạch",
    )


def overdue(items: Sequence[Item], ward: WardInfo) -> Table:
    """List what is overdue and open, the worst first; days are working days."""
    rows = [
        (str(n), item.unit_name, *_what(item), _day(item, ward), str(item.days_late))
        for n, item in enumerate(items, start=1)
    ]
    return Table(
        header=("TT", "Đơn vị", "Mục", "Nhiệm vụ", "Thời hạn", "Số ngày làm việc quá hạn"),
        rows=rows,
        widths=(11, 36, 15, 55, 26, 22),
        align=("center", "left", "center", "left", "center", "center"),
        caption="Nhiệm vụ quá hạn chưa hoàn thành",
    )


def awaited(items: Sequence[Item], ward: WardInfo) -> Table:
    """List what was asked of requested bodies and has no result yet, without any blame."""
    rows = [
        (str(n), item.unit_name, *_what(item), _day(item, ward))
        for n, item in enumerate(items, start=1)
    ]
    return Table(
        header=("TT", "Cơ quan, tổ chức", "Mục", "Nội dung đề nghị", "Thời gian đề nghị"),
        rows=rows,
        widths=(11, 45, 15, 66, 28),
        align=("center", "left", "center", "left", "center"),
        caption="Nội dung đề nghị phối hợp đang chờ kết quả",
    )


def agreed(items: Sequence[Item], ward: WardInfo) -> Table:
    """List what was extended or shortened, with the first deadline and the current one."""
    rows = [
        (
            str(n),
            f"{item.unit_name} (mục {item.clause_path})",
            wording.day_short(ward.local_day(item.first_due_at)),
            _day(item, ward),
            wording.join(_times(item)),
            item.reason or "Không ghi",
        )
        for n, item in enumerate(items, start=1)
    ]
    return Table(
        header=("TT", "Đơn vị", "Hạn lần đầu", "Hạn hiện nay", "Điều chỉnh", "Lý do lần cuối"),
        rows=rows,
        widths=(11, 44, 25, 25, 22, 38),
        align=("center", "left", "center", "center", "center", "left"),
        caption="Nhiệm vụ được gia hạn, rút ngắn thời hạn",
    )


def _times(item: Item) -> Iterator[str]:
    if item.extensions:
        yield f"gia hạn {wording.count(item.extensions, 'lần')}"
    if item.shortenings:
        yield f"rút ngắn {wording.count(item.shortenings, 'lần')}"


def numbers(outputs: Sequence[Output], *, caption: str) -> Table:
    """List the numbers that units reported, summed, and by whom."""
    rows = [
        (
            str(n),
            wording.capital(output.name),
            amount(output.total),
            "; ".join(f"{unit}: {amount(value)}" for unit, value in output.by_unit),
        )
        for n, output in enumerate(outputs, start=1)
    ]
    return Table(
        header=("TT", "Nội dung", "Tổng số", "Theo đơn vị"),
        rows=rows,
        widths=(11, 50, 22, 82),
        align=("center", "left", "center", "left"),
        caption=caption,
    )


def everything(figures: Figures, ward: WardInfo) -> Table:
    """List all assignments of the period, for the annex."""
    rows = [
        (
            str(n),
            item.clause_path,
            wording.capital(wording.short(item.text, 110)),
            item.unit_name,
            _day(item, ward),
            wording.day_short(ward.local_day(item.judged_at)) if item.judged_at else "",
            _standing(item),
        )
        for n, item in enumerate(figures.items, start=1)
    ]
    return Table(
        header=("TT", "Mục", "Nhiệm vụ", "Đơn vị", "Thời hạn", "Ngày hoàn thành", "Kết quả"),
        rows=rows,
        widths=(11, 15, 82, 50, 27, 27, 40),
        align=("center", "center", "left", "left", "center", "center", "left"),
    )


def _counts(
    noun: str, units: Sequence[UnitFigures], foot: Sequence[Sequence[str]], of: str
) -> Table:
    return Table(
        header=("TT", noun, *_NUMBERS),
        rows=[(str(n), u.name, *_numbers(u.counts)) for n, u in enumerate(units, start=1)],
        widths=(_COUNT_WIDTHS[0], 56.0, *_COUNT_WIDTHS[1:]),
        align=("center", "left", *_COUNT_ALIGN),
        foot=foot,
        caption=f"Kết quả thực hiện {of}",
    )


def _numbers(counts: Counts) -> tuple[str, ...]:
    return (str(counts.total), *(str(getattr(counts, name)) for name in CATEGORY_NAMES))


def _numbers_of_both(figures: Figures) -> tuple[str, ...]:
    both = zip(_numbers(figures.assigned), _numbers(figures.requested), strict=True)
    return tuple(str(int(one) + int(other)) for one, other in both)


def _what(item: Item) -> tuple[str, str]:
    waiting = " (đã báo cáo, chờ xác nhận)" if item.waiting else ""
    return item.clause_path, wording.capital(wording.short(item.text, 90)) + waiting


def _day(item: Item, ward: WardInfo) -> str:
    return wording.day_short(ward.local_day(item.due_at))


def _standing(item: Item) -> str:
    name = CATEGORY_NAMES[item.category]
    return f"{name}; đã báo cáo, chờ xác nhận" if item.waiting else name
