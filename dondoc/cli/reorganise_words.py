"""A reorganisation as lines for a person: what it does, and the ones that were ordered."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import Any

from dondoc import wording
from dondoc.usecases.reorganise import title
from dondoc.usecases.reorganise_view import WHATS, Line, Preview
from dondoc.usecases.reorganise_wards_view import WardPreview
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


def ward_lines(shown: WardPreview, *, dry: bool) -> Iterator[str]:
    """Yield what an order about whole wards does, or did; the mapping can be put into the file."""
    yield f"Từ ngày {wording.day_short(shown.effective_on)} ({shown.reason}):"
    yield f"  {shown.words}"
    if shown.day > shown.effective_on:
        yield f"Ngày ấy đã qua: việc bàn giao tính từ {wording.day_short(shown.day)}."
    if shown.plans:
        yield f"Kế hoạch ({len(shown.plans)}):"
        yield from (f"  {old}: {plan} → {new}" for old, plan, new in shown.plans)
    yield from _mapping(shown)
    if shown.plans:
        yield (
            f"Nhiệm vụ: {shown.moved} bàn giao, {shown.merged} gộp, {shown.withdrawn} thu hồi, "
            f"{shown.finished} đã kết thúc, giữ tên cũ."
        )
    for told in shown.told:
        yield f"{'Sẽ nhận' if dry else 'Nhận'} thư: {told.name} ({told.address}), {told.items} mục"
    yield from (f"! {name} chưa có đầu mối nên không nhận được thư." for name in shown.silent)
    if shown.waits:
        yield "Việc bàn giao thực hiện vào sáng ngày ấy, theo tình hình lúc đó."
    if dry:
        seen = "" if shown.waits else f" --seen {shown.fingerprint}"
        yield f"Chưa ghi gì. Ghi đúng như trên: thêm --yes{seen}."


def _mapping(shown: WardPreview) -> Iterator[str]:
    """Yield who goes on for each unit, as the order file takes it."""
    if not shown.units:
        return
    yield "Đơn vị tiếp nhận; muốn khác thì chép phần này vào khóa wards của tệp rồi sửa:"
    yield "  units:"
    for ward in dict.fromkeys(one.ward for one in shown.units):
        yield f"    {ward}:"
        for one in shown.units:
            if one.ward == ward:
                heir = one.heir or "null"
                yield f"      {one.unit}: {heir}  # {one.name} → {one.to or 'không có'}"


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
