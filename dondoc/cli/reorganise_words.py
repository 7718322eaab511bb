"""A reorganisation as lines for a person: what it does, and the ones that were ordered."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import Any

from dondoc import wording
from dondoc.usecases.reorganise import title
from dondoc.usecases.reorganise_view import WHATS, Line, Preview
from models.change import Reorganisation

STATES = {"planned": "chờ thực hiện", "done": "đã thực hiện", "undone": "đã hủy"}


def preview_lines(shown: Preview, zone: tzinfo, *, dry: bool) -> Iterator[str]:
    """Yield what an order does, or did."""
    when = wording.day_short(shown.effective_on)
    yield f"Từ ngày {when} ({shown.reason}):"
    yield from (f"  {words}" for words in shown.words)
    if shown.day > shown.effective_on:
        yield f"Ngày ấy đã qua: việc bàn giao tính từ {wording.day_short(shown.day)}."
    for what, heading in WHATS.items():
        found = shown.of(what)
        if found:
            yield f"{wording.capital(heading)} ({len(found)}):"
            yield from (f"  {_line(line, zone)}" for line in found)
    if not shown.lines:
        yield "Không có nhiệm vụ chưa xong nào phải bàn giao."
    yield from (f"Thôi đầu mối: {words}" for words in shown.contacts_ended)
    yield from (f"Đầu mối: {words}" for words in shown.contacts_begun)
    for one in shown.told:
        yield f"{'Sẽ nhận' if dry else 'Nhận'} thư: {one.name} ({one.address}), {one.items} mục"
    yield from (f"! {name} chưa có đầu mối nên không nhận được thư." for name in shown.silent)
    if shown.waits:
        yield "Việc bàn giao thực hiện vào sáng ngày ấy, theo tình hình lúc đó."
    if dry:
        yield f"Chưa ghi gì. Ghi đúng như trên: thêm --yes --seen {shown.fingerprint}."


def _line(line: Line, zone: tzinfo) -> str:
    due = wording.day_short(line.due_at.astimezone(zone))
    to = f" → {line.to}" if line.to else ""
    into = f" (gộp vào {line.into})" if line.into else ""
    return f"{line.code}, hạn {due}: {line.unit}{to}{into}"


def rows_lines(rows: Iterable[Reorganisation], zone: tzinfo) -> Iterator[str]:
    """Yield what was ordered so far, the newest first."""
    for row in rows:
        made = row.made_at.astimezone(zone)
        yield f"{row.id:>4}  {title(row)}  [{STATES[row.state.value]}]"
        yield f"      {row.data['order']['reason']}; {row.made_by}, {made:%H:%M %d/%m/%Y}"


def row_json(row: Reorganisation) -> dict[str, Any]:
    """Return one that was ordered, for programs."""
    return {
        "id": row.id,
        "kind": row.kind,
        "words": row.data["words"],
        "reason": row.data["order"]["reason"],
        "effective_on": row.effective_on.isoformat(),
        "state": row.state.value,
    }
