"""The way of one assignment: which move leads from which state to which."""

from enum import StrEnum

from models.assignment import OPEN_STATES, State


class Refused(Exception):
    """The move is not possible; the message says why and what can be done instead."""


class Move(StrEnum):
    """What someone may do with an assignment."""

    ACKNOWLEDGE = "acknowledge"
    REPORT = "report"
    ACCEPT = "accept"
    RETURN = "return"
    ASK_EXTENSION = "ask_extension"
    EXTEND = "extend"
    REFUSE_EXTENSION = "refuse_extension"
    TRANSFER = "transfer"
    SLEEP = "sleep"
    WAKE = "wake"
    CANCEL = "cancel"
    CHASE = "chase"
    AMEND = "amend"
    SHORTEN = "shorten"
    REPLAN = "replan"
    SUCCEED = "succeed"
    RESTORE = "restore"
    PAUSE = "pause"
    RESUME = "resume"
    CALL = "called"


def _to(target: State, *sources: State) -> dict[State, State]:
    return dict.fromkeys(sources, target)


_STAYS = {state: state for state in OPEN_STATES}

#: For each move, the states that allow it and where it leads. A report may follow a report
#: that nobody has answered yet: a correction takes its place.
WAYS: dict[Move, dict[State, State]] = {
    Move.ACKNOWLEDGE: _to(State.ACKNOWLEDGED, State.ASSIGNED),
    Move.REPORT: _to(State.REPORTED, *OPEN_STATES, State.REPORTED),
    Move.ACCEPT: _to(State.ACCEPTED, State.REPORTED),
    Move.RETURN: _to(State.RETURNED, State.REPORTED),
    Move.ASK_EXTENSION: _STAYS,
    Move.EXTEND: _STAYS,
    Move.REFUSE_EXTENSION: _STAYS,
    Move.TRANSFER: _to(State.TRANSFERRED, *OPEN_STATES),
    Move.SLEEP: _to(State.SLEEPING, *OPEN_STATES),
    Move.WAKE: _to(State.ASSIGNED, State.SLEEPING),
    Move.CANCEL: _to(State.CANCELLED, *OPEN_STATES, State.REPORTED, State.SLEEPING),
    Move.CHASE: _STAYS,
    Move.AMEND: _STAYS | {state: state for state in (State.REPORTED, State.SLEEPING)},
    Move.SHORTEN: _STAYS,
    Move.REPLAN: _STAYS | {State.SLEEPING: State.SLEEPING},
    Move.SUCCEED: {state: state for state in State},
    # Where it was before a reorganisation, which says so itself; only a withdrawal is undone.
    Move.RESTORE: _to(State.ASSIGNED, State.CANCELLED),
    Move.PAUSE: _STAYS,
    Move.RESUME: _STAYS,
    Move.CALL: _STAYS,
}

_IS = {
    State.ASSIGNED: "đã giao, chưa có báo cáo",
    State.ACKNOWLEDGED: "đã được đơn vị xác nhận nhận việc, chưa có báo cáo",
    State.REPORTED: "đã có báo cáo, đang chờ cán bộ Nội vụ xác nhận",
    State.RETURNED: "đã bị trả lại, đang chờ báo cáo bổ sung",
    State.ACCEPTED: "đã được xác nhận hoàn thành",
    State.SLEEPING: "đang tạm dừng",
    State.CANCELLED: "đã bị thu hồi",
    State.TRANSFERRED: "đã chuyển sang đơn vị khác",
}

_CANNOT = {
    Move.ACKNOWLEDGE: "không xác nhận nhận việc được",
    Move.REPORT: "không báo cáo được",
    Move.ACCEPT: "không xác nhận hoàn thành được",
    Move.RETURN: "không trả lại được",
    Move.ASK_EXTENSION: "không đề nghị gia hạn được",
    Move.EXTEND: "không gia hạn được",
    Move.REFUSE_EXTENSION: "không trả lời đề nghị gia hạn được",
    Move.TRANSFER: "không chuyển sang đơn vị khác được",
    Move.SLEEP: "không tạm dừng được",
    Move.WAKE: "không tiếp tục lại được",
    Move.CANCEL: "không thu hồi được",
    Move.CHASE: "không bắt đầu đôn đốc được",
    Move.AMEND: "không sửa đổi được",
    Move.SHORTEN: "không rút ngắn thời hạn được",
    Move.REPLAN: "không tính lại thời hạn được",
    Move.SUCCEED: "không bàn giao được",
    Move.RESTORE: "không khôi phục được",
    Move.PAUSE: "không có gì để tạm ngừng nhắc",
    Move.RESUME: "không có gì để nhắc lại",
    Move.CALL: "không cần ghi nhận liên hệ",
}

_INSTEAD = {
    State.ASSIGNED: "Có thể báo cáo, gia hạn, chuyển đơn vị khác, tạm dừng hoặc thu hồi.",
    State.ACKNOWLEDGED: "Có thể báo cáo, gia hạn, chuyển đơn vị khác, tạm dừng hoặc thu hồi.",
    State.REPORTED: "Có thể xác nhận hoàn thành, trả lại hoặc gửi báo cáo thay thế.",
    State.RETURNED: "Có thể báo cáo bổ sung, gia hạn, chuyển đơn vị khác, tạm dừng hoặc thu hồi.",
    State.ACCEPTED: "Nếu cần bổ sung, hãy trao đổi trực tiếp với cán bộ Nội vụ.",
    State.SLEEPING: "Khi có văn bản đang chờ, cán bộ Nội vụ cho tiếp tục thực hiện; cũng có thể thu hồi.",
    State.CANCELLED: "Không cần làm gì thêm với nhiệm vụ này.",
    State.TRANSFERRED: "Hãy xem nhiệm vụ tiếp nối ở đơn vị mới.",
}


def check(state: State, move: Move) -> State:
    """Return the state to which a move leads.

    Raises:
        Refused: the state does not allow it.
    """
    target = WAYS[move].get(state)
    if target is None:
        cannot = _CANNOT[move]
        if move is Move.REPORT and state is State.ACCEPTED:
            cannot = "không báo cáo lại được"
        raise Refused(f"Nhiệm vụ này {_IS[state]}, {cannot}. {_INSTEAD[state]}")
    return target


def allowed(state: State) -> frozenset[Move]:
    """Return the moves that a state allows, for showing only buttons that work."""
    return frozenset(move for move, ways in WAYS.items() if state in ways)
