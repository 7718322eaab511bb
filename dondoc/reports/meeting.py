"""The sheet of overdue work for the weekly meeting (biểu giao ban), as an official document."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dondoc import wording
from dondoc.reports.blocks import (
    Align,
    Block,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
    Title,
)
from dondoc.reports.official import build

_WIDTHS = (9.0, 13.0, 36.0, 27.0, 27.0, 15.0, 28.0, 34.0, 34.0)
_ALIGN: tuple[Align, ...] = (
    "center",
    "left",
    "left",
    "left",
    "center",
    "center",
    "left",
    "left",
    "left",
)
_HEADER = (
    "TT", "Mục", "Nhiệm vụ", "Đơn vị", "Thời hạn", "Số ngày quá hạn", "Lý do đơn vị nêu",
    "Liên hệ gần nhất", "Đề xuất",
)  # fmt: skip
#: What was asked of a body is not late; the days are told, nothing more.
_HEADER_ASKED = (
    *_HEADER[:2], "Nội dung", "Cơ quan, tổ chức", "Thời gian đề nghị", "Số ngày đã qua",
    *_HEADER[6:],
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class MeetingRow:
    """One open assignment after its deadline; ``days`` are working days, ``due_on`` is local.

    ``place`` is the numbering of the plan, with the plan's name where there are several.
    """

    place: str
    duty: str
    unit: str
    due_on: date
    days: int
    reason: str
    last_contact: str
    proposal: str


@dataclass(frozen=True, kw_only=True)
class MeetingSheet:
    """All overdue work of a ward on a day, in the order of the plan; ``asked`` apart."""

    ward: str
    day: date
    late: Sequence[MeetingRow]
    asked: Sequence[MeetingRow]
    plans: Sequence[str]
    officer: str | None


def meeting_document(sheet: MeetingSheet) -> bytes:
    """Return the sheet as DOCX; the same sheet gives the same bytes."""
    return build(meeting_content(sheet))


def meeting_content(sheet: MeetingSheet) -> OfficialDocument:
    """Return all that the sheet says."""
    day = wording.day_short(sheet.day)
    return OfficialDocument(
        letterhead=Letterhead(
            parent=None,
            issuer=f"ỦY BAN NHÂN DÂN\n{sheet.ward.upper()}",
            number=None,
            symbol="BC-UBND",
            place=sheet.ward,
            signed_on=sheet.day,
            kind="BÁO CÁO",
            about=f"Tình hình nhiệm vụ quá hạn phục vụ họp giao ban\n(tính đến ngày {day})",
        ),
        body=tuple(_body(sheet)),
        signature=Signature("", "NGƯỜI LẬP", sheet.officer),
        recipients=("Lãnh đạo UBND", "Các đơn vị dự họp giao ban", "Lưu: VT"),
        dated_on=sheet.day,
        annex=tuple(_annex(sheet)),
    )


def _body(sheet: MeetingSheet) -> Iterator[Block]:
    named = wording.join(sheet.plans)
    of_plans = f" theo {named}" if named else ""
    if not sheet.late:
        yield Paragraph(f"Đến ngày {wording.day_short(sheet.day)} không có việc quá hạn{of_plans}.")
    else:
        units = Counter(row.unit for row in sheet.late)
        longest = max(sheet.late, key=lambda row: row.days)
        yield Paragraph(
            f"Đến ngày {wording.day_short(sheet.day)} có "
            f"{wording.count(len(sheet.late), 'nhiệm vụ')} quá hạn{of_plans}, thuộc "
            f"{wording.count(len(units), 'đơn vị')}; lâu nhất là mục {longest.place} "
            f"({longest.unit}), quá hạn {wording.number(longest.days)} ngày làm việc."
        )
        yield _by_unit(sheet.late)
    if sheet.asked:
        yield Paragraph(
            f"Ngoài ra có {wording.count(len(sheet.asked), 'nội dung')} đề nghị phối hợp đã qua "
            "thời gian đề nghị, nêu riêng để trao đổi, không xếp vào việc quá hạn."
        )
    if sheet.late or sheet.asked:
        yield Paragraph("Chi tiết tại phụ lục kèm theo./.")


def _by_unit(rows: Sequence[MeetingRow]) -> Table:
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row.unit, []).append(row.days)
    lines = [
        (str(number), unit, str(len(days)), str(max(days)))
        for number, (unit, days) in enumerate(found.items(), start=1)
    ]
    return Table(
        header=("TT", "Đơn vị", "Số nhiệm vụ quá hạn", "Lâu nhất (ngày làm việc)"),
        rows=lines,
        widths=(8, 62, 25, 25),
        align=("center", "left", "center", "center"),
        foot=(("", "Tổng cộng", str(len(rows)), ""),),
    )


def _annex(sheet: MeetingSheet) -> Iterator[Block]:
    if sheet.late:
        yield Title("DANH SÁCH NHIỆM VỤ QUÁ HẠN", "(theo thứ tự của kế hoạch; tính ngày làm việc)")
        yield _table(_HEADER, sheet.late)
    if sheet.asked:
        asked = _table(_HEADER_ASKED, sheet.asked)
        yield asked.captioned("NỘI DUNG ĐỀ NGHỊ PHỐI HỢP ĐÃ QUA THỜI GIAN ĐỀ NGHỊ")


def _table(header: Sequence[str], rows: Sequence[MeetingRow]) -> Table:
    return Table(
        header=header,
        rows=[_line(number, row) for number, row in enumerate(rows, start=1)],
        widths=_WIDTHS,
        align=_ALIGN,
    )


def _line(number: int, row: MeetingRow) -> tuple[str, ...]:
    return (
        str(number), row.place, row.duty, row.unit, wording.day_short(row.due_on), str(row.days),
        row.reason, row.last_contact, row.proposal,
    )  # fmt: skip
