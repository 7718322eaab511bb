"""What an event changed, in words: each value before and after, by the names that people use."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from dondoc import wording
from dondoc.rules import cadence_words, ward_file_words
from dondoc.rules.cadence import Cadence


class Changed(NamedTuple):
    """One value before and after; empty where there was, or is, none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Known:
    """Names for the numbers that the history keeps, and the zone in which people read times."""

    zone: ZoneInfo
    units: Mapping[int, str] = field(default_factory=dict)
    wards: Mapping[int, str] = field(default_factory=dict)
    codes: Mapping[int, str] = field(default_factory=dict)
    duties: Mapping[int, str] = field(default_factory=dict)


Words = Callable[[Any, Known], str]


def _moment(value: Any, known: Known) -> str:
    local = datetime.fromisoformat(value).astimezone(known.zone)
    return f"{wording.hour(local)} {wording.day_short(local)}"


def _plain(value: Any, _known: Known) -> str:
    return str(value)


def _named(names: Mapping[str, str]) -> Words:
    return lambda value, _known: names.get(str(value), str(value))


_YES_NO: Mapping[str, str] = {"True": "có", "False": "không"}

#: Columns of an assignment that say something to people; the others only count and refer.
_COLUMNS: dict[str, tuple[str, Words]] = {
    "state": ("Trạng thái", _named(wording.STATE_NAMES)),
    "ward_id": ("Phường, xã", lambda value, known: known.wards.get(value, "")),
    "unit_id": ("Đơn vị", lambda value, known: known.units.get(value, "")),
    "duty_id": ("Nội dung", lambda value, known: known.duties.get(value, "")),
    "due_at": ("Thời hạn", _moment),
    "expected_at": ("Dự kiến xong", _moment),
    "wave_key": ("Đợt", _plain),
    "mode": ("Hình thức", _named({"assign": "giao nhiệm vụ", "request": "đề nghị phối hợp"})),
    "certainty": ("Thời hạn có từ", _named({"stated": "văn bản", "proposed": "đề xuất"})),
    "chased": ("Đôn đốc", _named(_YES_NO)),
    "sleeping_for": ("Đang chờ", _plain),
    "reported_at": ("Báo cáo lúc", _moment),
    "judged_at": ("Xét theo báo cáo lúc", _moment),
    "closed_at": ("Kết thúc lúc", _moment),
    "predecessor_id": ("Nhận từ nhiệm vụ", lambda value, known: known.codes.get(value, "")),
    "successor_id": ("Nhiệm vụ tiếp nối", lambda value, known: known.codes.get(value, "")),
    "paused_until": ("Tạm ngừng nhắc đến hết ngày", lambda value, _known: _day(value)),
    "history_hidden": ("Đơn vị mới không xem lịch sử cũ", _named(_YES_NO)),
}
#: What is worth reading of all that is new when work is given.
_AT_BIRTH = ("unit_id", "due_at", "expected_at", "sleeping_for", "predecessor_id")


def of_assignment(values: Mapping[str, Sequence[Any]], known: Known) -> list[Changed]:
    """Return what one event changed of its assignment, from its ``data["values"]``."""
    born = "code" in values and values["code"][0] is None
    names = _AT_BIRTH if born else tuple(_COLUMNS)
    found = (
        Changed(_COLUMNS[name][0], *(_said(name, value, known) for value in values[name]))
        for name in names
        if name in values
    )
    return [one for one in found if one.before != one.after]


def _said(name: str, value: Any, known: Known) -> str:
    return "" if value is None else _COLUMNS[name][1](value, known)


#: Keys of what the ward's own log keeps, in the order in which they are told.
_KEYS = {
    "name": "Tên", "title": "Chức danh", "email": "Thư", "phone": "Điện thoại", "unit": "Đơn vị",
    "unit_name": "Đơn vị", "on": "Ngày", "document": "Văn bản", "kind": "Loại", "from": "Từ",
    "to": "Đến", "from_on": "Từ", "to_on": "Đến", "valid_from": "Từ", "valid_to": "Đến",
    "effective_on": "Từ ngày", "deputy": "Người thay", "deputy_name": "Người thay",
    "deputy_email": "Thư của người thay", "successor": "Đơn vị kế thừa", "requested": "Được đề nghị",
    "aliases": "Tên gọi khác", "groups": "Nhóm", "former_names": "Tên cũ", "until": "đến hết",
    "doubtful": "Thư máy cũ có thể đã gửi", "reason": "Lý do", "confirmed": "Năm đã xác nhận",
    "revoked_at": "Thu hồi lúc", "paused_until": "Tạm ngừng nhắc đến hết ngày",
    "pause_reason": "Lý do tạm ngừng nhắc",
    "words": "Máy chủ thư trả lời", "channel": "Nhận tin",
}  # fmt: skip
_DAY_KINDS = {"off": "nghỉ", "working": "làm việc"}
_SUMMARIES = {"interim": "sơ kết", "final": "tổng kết"}


def of_ward(kind: str, before: Any, after: Any, known: Known) -> list[Changed]:
    """Return what one event changed of the ward, from its ``before`` and ``after``."""
    if kind in _BY_KIND:
        return _BY_KIND[kind](before, after)
    if kind == "contact":
        return _contacts(before or (), after or (), known)
    return _keys(before, after, known)


def _waves(before: Any, after: Any) -> list[Changed]:
    old, new = ([_wave(one) for one in side or ()] for side in (before, after))
    return _lists("Các đợt", old, new)


def _ward_file(before: Any, after: Any) -> list[Changed]:
    found = (Changed(*one) for one in ward_file_words.differences(before or {}, after or {}))
    return [one for one in found if one.before != one.after]


def _lists(label: str, old: Sequence[str], new: Sequence[str]) -> list[Changed]:
    """Name only what went and what came."""
    gone = [one for one in old if one not in new]
    come = [one for one in new if one not in old]
    return [Changed(label, "; ".join(gone), "; ".join(come))] if gone or come else []


def _by_name(before: Any, after: Any) -> list[Changed]:
    """Tell what an edit of a draft changed; the log keeps it in words already."""
    before, after = before or {}, after or {}
    names = [name for name in dict.fromkeys([*before, *after]) if name != "plan"]
    return [Changed(name, before.get(name, ""), after.get(name, "")) for name in names]


def _notes(before: Any, after: Any) -> list[Changed]:
    """Tell what a person wrote under each part, and the number of what was signed."""
    before, after = before or {}, after or {}
    parts = dict.fromkeys([*before, *after])
    labels = {key: "Số ký hiệu" if key == "document" else f"Phần {key}" for key in parts}
    found = (Changed(labels[key], before.get(key, ""), after.get(key, "")) for key in parts)
    return [one for one in found if one.before != one.after]


def _wave(wave: Mapping[str, Any]) -> str:
    due = f", nộp {_day(wave['summary_due'])}" if wave.get("summary_due") else ""
    summary = _SUMMARIES.get(str(wave.get("summary")), "")
    return f"{wave['name']}: {_day(wave['from'])} đến {_day(wave['to'])}, {summary}{due}"


def _of_duty(kind: str, before: Any, after: Any) -> list[Changed]:
    if kind == "cadence":
        return _cadence(before, after)
    return [Changed(f"Thang nhắc của mục {after['path']}", before["words"], after["words"])]


def _cadence(before: Any, after: Any) -> list[Changed]:
    label = f"Định kỳ của mục {(after or before)['path']}"
    old, new = (
        cadence_words.words(Cadence.from_json(side["cadence"])) if side else ""
        for side in (before, after)
    )
    return [Changed(label, old, new)]


def _mail(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Changed]:
    label = f"Thư số {after['mail']} gửi {after['email']}, “{after['subject']}”"
    old, new = (wording.MAIL_GROUP_NAMES[side["mail_group"]] for side in (before, after))
    return [Changed(label, old, wording.RESENT_NAMES.get(after.get("how", ""), new))]


def _calendar(before: Any, after: Any) -> list[Changed]:
    if isinstance(before, str) or isinstance(after, str):
        # The working days around a year, by which dates were computed.
        marks = [str(side or "").split()[1:] for side in (before, after)]
        old, new = ([_mark(one) for one in side] for side in marks)
        return _lists("Lịch làm việc", old, new)
    own = [(side or {}).get("own", ()) for side in (before, after)]
    old, new = ([_own_day(one) for one in side] for side in own)
    return _lists("Ngày riêng của đơn vị", old, new)


def _contacts(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], known: Known
) -> list[Changed]:
    """Tell of each contact what changed; who came or went is told in one line."""
    old, new = ({one["id"]: one for one in side} for side in (before, after))
    found: list[Changed] = []
    for number in dict.fromkeys([*old, *new]):
        was, now = old.get(number), new.get(number)
        if was is not None and now is not None:
            who = f"{now['name']} · "
            found += [
                Changed(who + one.label, one.before, one.after) for one in _keys(was, now, known)
            ]
        else:
            label = f"Đầu mối của {(now or was or {})['unit_name']}"
            found.append(Changed(label, _contact(was), _contact(now)))
    return found


def _contact(one: Mapping[str, Any] | None) -> str:
    if one is None:
        return ""
    title = f" ({one['title']})" if one["title"] else ""
    first, last = (
        date.fromisoformat(d) if d else None for d in (one["valid_from"], one["valid_to"])
    )
    when = wording.span(first, last)
    return _joined([f"{one['name']}{title}", one["email"], when])


def _mark(mark: str) -> str:
    return f"{_day(mark[1:])} {_DAY_KINDS['off' if mark.startswith('-') else 'working']}"


def _own_day(one: Mapping[str, Any]) -> str:
    why = f" ({one['reason']})" if one.get("reason") else ""
    return f"{_day(one['day'])} {_DAY_KINDS.get(str(one['kind']), '')}{why}"


def _keys(before: Any, after: Any, known: Known) -> list[Changed]:
    old, new = (side if isinstance(side, Mapping) else {} for side in (before, after))
    found = (
        Changed(label, *(_at(key, side.get(key), known) for side in (old, new)))
        for key, label in _KEYS.items()
        if key in old or key in new
    )
    return [one for one in found if one.before != one.after]


def _at(key: str, value: Any, known: Known) -> str:
    return wording.WAY_NAMES.get(value, "") if key == "channel" else _value(value, known)


def _value(value: Any, known: Known) -> str:
    """Return any plain value in words; what has no words of its own stays unsaid."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _YES_NO[str(value)]
    if isinstance(value, Mapping):
        return _joined(
            f"{_KEYS[key].lower()} {_value(one, known)}"
            for key, one in value.items()
            if key in _KEYS
        )
    if isinstance(value, list | tuple):
        return _joined(_value(one, known) for one in value)
    return _day(value) if isinstance(value, str) else str(value)


def _joined(words: Iterable[str]) -> str:
    return ", ".join(one for one in words if one)


def _day(text: Any) -> str:
    """Return an ISO day as people write it; other words as they are."""
    try:
        return wording.day_short(date.fromisoformat(text))
    except (TypeError, ValueError):
        return str(text)


_BY_KIND: dict[str, Callable[[Any, Any], list[Changed]]] = {
    "waves": _waves,
    "cadence": partial(_of_duty, "cadence"),
    "ladder": partial(_of_duty, "ladder"),
    "calendar": _calendar,
    "ward-file": _ward_file,
    "draft": _by_name,
    "summary": _notes,
    "mail-resent": _mail,
    "mail-dropped": _mail,
}
