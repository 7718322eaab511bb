"""What the office has sent, what waits, and what could not be delivered, in the server's words."""

from fastapi.responses import Response

from dondoc.board.deps import AtDesk, Looking
from dondoc.board.letters import read_letter
from dondoc.board.masking import mask
from dondoc.board.routing import pages
from dondoc.usecases.errors import NotFound
from models.outbox import MailState, OutboxMail
from models.queries import outbox

router = pages()

GROUPS = {
    "cho": ("Đang chờ gửi", frozenset({MailState.QUEUED, MailState.CLAIMED, MailState.SENDING})),
    "da-gui": ("Đã gửi", frozenset({MailState.SENT})),
    "loi": ("Không gửi được, không rõ", frozenset({MailState.PARKED, MailState.UNKNOWN})),
    "bo": ("Đã bỏ vì không còn cần", frozenset({MailState.DROPPED})),
}
MOST = 300


@router.get("/thu-da-gui")
def show_outbox(desk: AtDesk, session: Looking, loai: str = "") -> Response:
    """List the mails, newest first."""
    _, states = GROUPS.get(loai, ("", frozenset(MailState) - {MailState.DROPPED}))
    mails = outbox.mails_of(session, desk.ward_id, states=states, limit=MOST)
    return desk.page("outbox.html", mails=mails, groups=GROUPS, chosen=loai, most=MOST)


@router.get("/thu-da-gui/{number}")
def show_mail(desk: AtDesk, session: Looking, number: int) -> Response:
    """Show one mail as text, its personal links masked."""
    mail = session.get(OutboxMail, number)
    if mail is None:
        raise NotFound("Không có thư này.")
    desk.require_own(mail.ward_id)
    letter = read_letter(mail.content)
    return desk.page(
        "outbox_mail.html",
        mail=mail,
        letter=letter,
        text=mask(letter.text),
        tries=outbox.tries_of(session, [number]),
    )
