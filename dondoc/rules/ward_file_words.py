"""What loading a ward file changed, in words: a short value as it is, a long one by its name."""

from collections.abc import Iterator, Mapping
from typing import Any

from dondoc import wording

_SHORT = {
    "name": "Tên",
    "city": "Thành phố, huyện",
    "province": "Tỉnh",
    "timezone": "Múi giờ",
    "send_at": "Giờ gửi thư",
    "window_from": "Gửi thư từ",
    "window_until": "Gửi thư đến",
    "closes_at": "Giờ hết ngày làm việc",
}
_LONG = {
    "groups": "Nhóm đơn vị",
    "chain": "Tuyến báo cáo vượt cấp",
    "ladder": "Thang nhắc",
    "calendar": "Lịch làm việc",
    "waves": "Các đợt",
}
_LISTS = {"units": "Đơn vị", "people": "Người có vai trò"}


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    """Yield label, former and present value of each part that differs."""
    for name, label in _SHORT.items():
        if name in after:
            yield label, str(before.get(name) or ""), str(after[name] or "")
    if "channel" in after:
        was, now = (str(side.get("channel") or "") for side in (before, after))
        yield "Tin gửi đơn vị", wording.WAY_NAMES.get(was, was), wording.WAY_NAMES.get(now, now)
    for name, label in _LONG.items():
        if name in after:
            yield label, "", "theo tệp khai báo"
    for name, label in _LISTS.items():
        old, new = before.get(name) or {}, after.get(name) or {}
        for key in {**old, **new}:
            yield label, _row(old.get(key)), _row(new.get(key))


def _row(row: Mapping[str, Any] | None) -> str:
    """Return one unit or person: the name and whatever short value says more about it."""
    if row is None:
        return ""
    more = [str(row[name]) for name in ("title", "email", "phone") if row.get(name)]
    if row.get("active") is False:
        more.append("thôi")
    return f"{row['name']} ({', '.join(more)})" if more else str(row["name"])
