"""The whole table of moves, and what a refusal says."""

import pytest

from dondoc.rules.moves import Move, Refused, allowed, check
from models.assignment import State

OPEN = {State.ASSIGNED, State.ACKNOWLEDGED, State.RETURNED}


WAYS = {
    Move.ACKNOWLEDGE: {State.ASSIGNED: State.ACKNOWLEDGED},
    Move.REPORT: dict.fromkeys(OPEN | {State.REPORTED}, State.REPORTED),
    Move.ACCEPT: {State.REPORTED: State.ACCEPTED},
    Move.RETURN: {State.REPORTED: State.RETURNED},
    Move.ASK_EXTENSION: {state: state for state in OPEN},
    Move.EXTEND: {state: state for state in OPEN},
    Move.REFUSE_EXTENSION: {state: state for state in OPEN},
    Move.TRANSFER: dict.fromkeys(OPEN, State.TRANSFERRED),
    Move.SLEEP: dict.fromkeys(OPEN, State.SLEEPING),
    Move.WAKE: {State.SLEEPING: State.ASSIGNED},
    Move.CANCEL: dict.fromkeys(OPEN | {State.REPORTED, State.SLEEPING}, State.CANCELLED),
    Move.CHASE: {state: state for state in OPEN},
    Move.AMEND: {state: state for state in OPEN | {State.REPORTED, State.SLEEPING}},
    Move.SHORTEN: {state: state for state in OPEN},
    Move.REPLAN: {state: state for state in OPEN | {State.SLEEPING}},
    Move.SUCCEED: {state: state for state in State},
    Move.RESTORE: {State.CANCELLED: State.ASSIGNED},
    Move.PAUSE: {state: state for state in OPEN},
    Move.RESUME: {state: state for state in OPEN},
    Move.CALL: {state: state for state in OPEN},
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_a_move_leads_where_the_table_says_or_is_refused(state: State, move: Move) -> None:
    target = WAYS[move].get(state)

    if target is None:
        with pytest.raises(Refused):
            check(state, move)
    else:
        assert check(state, move) is target
    assert (move in allowed(state)) is (target is not None)


@pytest.mark.parametrize(
    ("state", "move", "words"),
    [
        (
            State.ACCEPTED,
            Move.REPORT,
            "Nhiệm vụ này đã được xác nhận hoàn thành, không báo cáo lại được. "
            "Nếu cần bổ sung, hãy trao đổi trực tiếp với cán bộ Nội vụ.",
        ),
        (
            State.ASSIGNED,
            Move.ACCEPT,
            "Nhiệm vụ này đã giao, chưa có báo cáo, không xác nhận hoàn thành được. "
            "Có thể báo cáo, gia hạn, chuyển đơn vị khác, tạm dừng hoặc thu hồi.",
        ),
        (
            State.TRANSFERRED,
            Move.EXTEND,
            "Nhiệm vụ này đã chuyển sang đơn vị khác, không gia hạn được. "
            "Hãy xem nhiệm vụ tiếp nối ở đơn vị mới.",
        ),
    ],
)
def test_a_refusal_says_the_state_and_what_can_be_done(
    state: State, move: Move, words: str
) -> None:
    with pytest.raises(Refused) as refusal:
        check(state, move)

    assert str(refusal.value) == words


@pytest.mark.parametrize("state", [State.ACCEPTED, State.CANCELLED, State.TRANSFERRED])
def test_what_is_closed_stays_closed(state: State) -> None:
    """Only a reorganisation takes it along, or puts back what it withdrew itself."""
    assert allowed(state) <= {Move.SUCCEED, Move.RESTORE}
