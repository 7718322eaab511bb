"""The forms about one assignment, field by field, and what another's same move says in them."""

from collections.abc import Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from dondoc import wording
from dondoc.board.told import Fields
from dondoc.rules.both import Pairs
from dondoc.rules.local import local_day
from dondoc.rules.moves import Move, Refused, check
from dondoc.usecases import show
from dondoc.usecases.show import AssignmentView
from models.assignment import AssignmentEvent, Report

_UNTIL = ("Thời hạn mới", "date")
_REPORT = {
    "text": ("Kết quả thực hiện", "area"),
    "good_example": ("Điển hình, cách làm hay", "area"),
}
#: The forms of the officer's page: label and widget of each field.
AT_DESK: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "xac-nhan": {"text": ("Lời xác nhận", "area")},
    "tra-lai": {
        "reason": ("Lý do, nội dung cần bổ sung", "area"),
        "repair_days": ("Số ngày làm việc để bổ sung", "number"),
    },
    "gia-han": {"until": _UNTIL, "text": ("Lý do, ghi chú", "area")},
    "khong-gia-han": {"reason": ("Lý do", "area")},
    "rut-ngan": {"until": _UNTIL, "reason": ("Lý do", "area")},
    "ghi-nhan": {"name": ("Người báo cáo", "line"), **_REPORT},
    "chuyen": {
        "unit_key": ("Đơn vị nhận", ""),
        "reason": ("Lý do", "area"),
        "hide_history": ("Không cho đơn vị mới xem quá trình trước", ""),
    },
    "tam-dung": {"anchor": ("Mốc đang chờ", ""), "reason": ("Đang chờ văn bản, sự việc", "area")},
    "tiep-tuc": {"until": _UNTIL, "text": ("Ghi chú", "area")},
    "thu-hoi": {"reason": ("Lý do thu hồi", "area")},
    "don-doc": {},
    "lien-he": {"text": ("Nội dung đã trao đổi", "area")},
    "ngung-nhac": {"until": ("Không nhắc đến hết ngày", "date"), "reason": ("Lý do", "area")},
    "nhac-lai": {},
}
#: The forms of the unit's page.
AT_DOOR: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "nhan-viec": {"name": ("Họ và tên", "line")},
    "bao-cao": {"name": ("Họ và tên người báo cáo", "line"), **_REPORT},
    "gia-han": {
        "name": ("Họ và tên người đề nghị", "line"),
        "until": ("Đề nghị gia hạn đến ngày", "date"),
        "reason": ("Lý do", "area"),
    },
}


def at_desk(form: str, units: Mapping[str, str], anchors: Mapping[str, str]) -> Fields:
    """Return the fields of a form of the officer's page; names of units and anchors by key."""
    words: dict[str, Callable[[str], str]] = {
        "unit_key": lambda key: units.get(key, key),
        "anchor": lambda key: anchors.get(key, key),
        "hide_history": lambda _: "có",
    }
    return Fields(AT_DESK[form], words)


def at_door(form: str) -> Fields:
    """Return the fields of a form of the unit's page."""
    return Fields(AT_DOOR[form])


def same_move(
    move: Move, events: Sequence[AssignmentEvent], detail: show.Detail, zone: ZoneInfo
) -> Pairs | None:
    """Return what somebody else has just said by the same move, as its form would send it."""
    mine = [event for event in events if event.kind == move.value]
    if not mine:
        return None
    event = mine[-1]
    if move is Move.REPORT:
        return _report(detail.reports[-1]) if detail.reports else None
    found = [("name", event.actor), ("text", event.text), ("reason", event.text)]
    if "repair_days" in event.data:
        found.append(("repair_days", str(event.data["repair_days"])))
    if move is Move.ASK_EXTENSION:
        return [*found, ("until", str(event.data["until"]))]
    values = event.data.get("values", {})
    if move is Move.PAUSE and "paused_until" in values:
        return [*found, ("until", str(values["paused_until"][1]))]
    if "due_at" in values:
        found.append(("until", local_day(detail.view.due_at, zone).isoformat()))
    return found


def _report(row: Report) -> Pairs:
    rows = [pair for n, v in row.figures.items() for pair in (("figure_name", n), ("figure_value", str(v)))]  # fmt: skip
    return [("name", row.made_by), ("text", row.text), ("good_example", row.good_example), *rows]


def only_shared(stored: Pairs | None, sent: Pairs) -> Pairs | None:
    """Return what is stored for fields that my form has too."""
    if stored is None:
        return None
    names = {name for name, _ in sent}
    return [(name, text) for name, text in stored if name in names and text]


def cannot(view: AssignmentView, move: Move) -> str:
    """Return why the state does not allow a move; empty where it does."""
    try:
        check(view.state, move)
    except Refused as refused:
        return str(refused)
    return ""


def facts_of(view: AssignmentView, zone: ZoneInfo) -> list[tuple[str, str]]:
    """Return how the assignment stands now, in words."""
    state = wording.capital(wording.STATE_NAMES[view.state])
    waits = f": chờ {view.sleeping_for}" if view.sleeping_for else ""
    due = "Chưa đặt hạn" if view.undated else wording.moment(view.due_at.astimezone(zone))
    return [
        ("Nhiệm vụ", wording.capital(wording.short(view.duty_text, 200))),
        ("Đơn vị", view.unit_name),
        ("Trạng thái", state + waits),
        ("Thời hạn", due),
    ]
