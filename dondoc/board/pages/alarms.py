"""The officer's answer to what the program asks or reports."""

from fastapi.responses import Response

from dondoc.board.deps import AtDesk, Sent
from dondoc.board.routing import pages, see
from dondoc.usecases import alarms
from dondoc.usecases.errors import NotFound
from models.outbox import Alarm

router = pages()


@router.post("/canh-bao/{number}")
def answer(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Take the answer: the matter is mended, or what was asked is allowed."""
    desk.check(sent)
    desk.require_officer()
    with desk.app.transaction() as session:
        alarm = session.get(Alarm, number)
        if alarm is None or alarm.ward_id not in (None, desk.ward_id):
            raise NotFound("Cảnh báo này không còn chờ xử lý.")
        alarms.answer(session, number, ward_id=desk.ward_id, actor=desk.actor(), now=desk.now)
    return see("/", done="canh-bao")
