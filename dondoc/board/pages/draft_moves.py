"""Edits of a draft that are one press of a button: merge, drop, take back, use what stands elsewhere."""

from fastapi.responses import Response

from dondoc.board.deps import AtDesk, Sent
from dondoc.board.drafting import Still, carried_out, gone_page, own_plan, reread_for
from dondoc.board.forms import Posted
from dondoc.board.routing import pages
from dondoc.usecases import draft_edit, draft_elsewhere
from dondoc.usecases.draft import Draft, WrongDraft
from dondoc.usecases.draft_change import Edit
from dondoc.usecases.draft_edit import Reread

router = pages()


@router.post("/ke-hoach/{number}/gop-muc")
def merge(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Merge a clause with the next."""
    path = sent.text("muc")
    return carried_out(
        desk, sent, number, lambda draft: draft_edit.merge_with_next(draft, path),
        what=f"Gộp mục {path} với mục sau", done="gop-muc", at=path, still=has(path),
    )  # fmt: skip


@router.post("/ke-hoach/{number}/bo-muc")
def drop(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Take a clause out of the work."""
    path = sent.text("muc")
    return carried_out(
        desk, sent, number, lambda draft: draft_edit.drop(draft, path),
        what=f"Bỏ mục {path}", done="bo-muc", still=has(path),
    )  # fmt: skip


@router.post("/ke-hoach/{number}/lay-lai")
def take_back(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Take a dropped clause back."""
    place, path = _number(sent, "so"), sent.text("muc")

    def still(draft: Draft) -> bool:
        return 0 <= place < len(draft.dropped) and draft.dropped[place].path == path

    return carried_out(
        desk, sent, number, lambda draft: draft_edit.take_back(draft, place),
        what=f"Lấy lại mục đã bỏ {path}", done="lay-lai", at=path, still=still,
    )  # fmt: skip


@router.post("/ke-hoach/{number}/viec-khac")
def use_elsewhere(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Decide what becomes of a dated thing outside the part that assigns work."""
    to, act = sent.text("to"), sent.text("lam")
    what = {
        "gan": f"Gắn ngày vào nhiệm vụ {to}",
        "thanh-muc": "Chuyển thành một mục riêng",
        "bo-qua": "Không theo dõi việc này",
    }.get(act, "Xét lại việc này")
    if gone := gone_page(desk, sent, number, what=what):
        return gone
    with desk.app.reading() as session:
        reread = reread_for(session, own_plan(desk, session, number))
    at = to.rpartition("/")[0] if act == "gan" else ""
    edit = _use(sent, reread)
    return carried_out(
        desk,
        sent,
        number,
        edit,
        what=what,
        done="viec-khac",
        at=at,
        still=has(at) if at else lambda _: True,
    )


def has(path: str) -> Still:
    """Return what tells whether a draft still has a clause."""
    return lambda draft: any(clause.path == path for clause in draft.clauses)


def _use(sent: Posted, reread: Reread) -> Edit:
    place, act = _number(sent, "so"), sent.text("lam")
    if act == "gan":
        path, _, duty = sent.text("to").rpartition("/")
        if not duty.isdecimal():
            return _missing
        return lambda draft: draft_elsewhere.attach(draft, place, path=path, duty=int(duty))
    if act == "thanh-muc":
        return lambda draft: draft_elsewhere.as_clause(
            draft, place, reread(draft_elsewhere.item_at(draft, place).text)
        )
    if act == "bo-qua":
        return lambda draft: draft_elsewhere.set_aside(draft, place)
    return lambda draft: draft_elsewhere.open_again(draft, place)


def _missing(draft: Draft) -> Draft:  # noqa: ARG001 - an edit like the others
    raise WrongDraft("Hãy chọn nhiệm vụ để gắn ngày vào.")


def _number(sent: Posted, name: str) -> int:
    text = sent.text(name)
    return int(text) if text.isdecimal() else -1
