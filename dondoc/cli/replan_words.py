"""What a change of dates does, as lines for a person and as JSON; shared by the commands of it."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from dondoc import wording
from dondoc.cli.desk import Desk
from dondoc.usecases.replan import Line, Preview

PARTS = (
    ("moved", "Chuyển thời hạn"),
    ("added", "Thêm nhiệm vụ"),
    ("dropped", "Thu hồi"),
    ("woken", "Tiếp tục thực hiện"),
    ("kept", "Giữ nguyên, cần lưu ý"),
)


def tell(desk: Desk, shown: Preview, zone: tzinfo, *, dry: bool) -> None:
    """Print a preview, or what was carried out."""
    desk.say_all(_lines(shown, zone, dry=dry))
    desk.hand_over({"written": not dry, **shown.to_json()})


def _lines(shown: Preview, zone: tzinfo, *, dry: bool) -> Iterator[str]:
    if shown.is_empty:
        yield "Không nhiệm vụ nào đổi thời hạn."
    for name, heading in PARTS:
        found: tuple[Line, ...] = getattr(shown, name)
        if found:
            yield f"{heading} ({len(found)}):"
            yield from (f"  {_line(one, zone)}" for one in found)
    for name in shown.unreachable:
        yield f"! {name} chưa có đầu mối nên không nhận được thư."
    if shown.units:
        yield f"{'Sẽ nhận' if dry else 'Nhận'} thư: {'; '.join(shown.units)}."
    if dry:
        yield f"Chưa ghi gì. Ghi đúng như trên: thêm --seen {shown.fingerprint}, bỏ --dry-run."


def _line(one: Line, zone: tzinfo) -> str:
    def day(moment: datetime | None) -> str:
        return wording.day_short(moment.astimezone(zone)) if moment else ""

    when = " → ".join(part for part in (day(one.before), day(one.after)) if part)
    if one.before == one.after:
        when = f"{day(one.before)} ({one.why})"
    return f"mục {one.path}, {one.unit}, {when}: {wording.short(one.duty, 70)}"
