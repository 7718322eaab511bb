"""The anchors of a plan (mốc sự kiện): their days, and the documents that give them."""

from datetime import date

from fastapi.responses import Response
from sqlmodel import Session

from dondoc.board import conflicts, replan_view
from dondoc.board.conflicts import Stored
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.drafting import own_plan
from dondoc.board.forms import Posted, VersionForm, read
from dondoc.board.routing import pages, see
from dondoc.board.told import Fields
from dondoc.rules.both import Pairs
from dondoc.rules.moves import Refused
from dondoc.usecases import anchors, show
from dondoc.usecases.anchors import Document
from dondoc.usecases.changed import Changed
from dondoc.usecases.errors import Conflict
from models.plan import Anchor

router = pages()
FIELDS = {
    "on": ("Ngày", "date"),
    "document_number": ("Số văn bản", "line"),
    "document_title": ("Tên, trích yếu văn bản", "line"),
}


@router.get("/ke-hoach/{number}/moc")
def show_anchors(desk: AtDesk, number: int) -> Response:
    """Show the anchors of a plan, with what waits for each."""
    return _page(desk, number)


@router.post("/ke-hoach/{number}/moc")
def add(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Make an anchor that has no day yet."""
    desk.check(sent)
    desk.require_officer()
    try:
        with desk.app.transaction() as session:
            own_plan(desk, session, number)
            anchors.add(session, number, sent.text("name"), actor=desk.actor(), now=desk.now)
    except Refused as error:
        return _page(desk, number, words=str(error), status=422)
    return see(f"/ke-hoach/{number}/moc", done="them-moc")


@router.post("/ke-hoach/{number}/moc/{key}")
def set_day(desk: AtDesk, sent: Sent, number: int, key: str) -> Response:
    """Show what the day of an anchor changes, or carry it out as it was shown."""
    desk.check(sent)
    desk.require_officer()
    if sent.text("lam") == "sua" or sent.goes_on:
        return _page(desk, number, typed=sent, at=key)
    try:
        on = date.fromisoformat(sent.text("on"))
    except ValueError:
        return _page(desk, number, typed=sent, at=key, words="Hãy chọn ngày của mốc.", status=422)
    try:
        if sent.text("lam") == "luu":
            return _carried_out(desk, sent, number, key, on)
        return _preview(desk, sent, number, key, on)
    except Refused as error:
        return _page(desk, number, typed=sent, at=key, words=str(error), status=422)
    except Changed as error:
        return _clash(desk, sent, number, key, error)


def _clash(desk: Desk, sent: Posted, number: int, key: str, error: Changed) -> Response:
    with desk.app.reading() as session:
        anchor = anchors.anchor_of(session, number, key)
    stored = Stored(
        what=f"Mốc “{anchor.name}”", back=(f"/ke-hoach/{number}/moc", "Mở các mốc hiện tại"),
        version=anchor.version, form=Fields(FIELDS), pairs=_stored(anchor), without=("lam", "seen"),
        facts=[("Văn bản đang ghi", anchor.document)] if anchor.document else (),
    )  # fmt: skip
    return conflicts.at_desk(desk, sent, error, stored)


def _stored(anchor: Anchor) -> Pairs:
    """Return what the form of an anchor shows of what is stored."""
    return [("on", anchor.on.isoformat() if anchor.on else "")]


def _document(sent: Posted) -> Document:
    return Document(number=sent.text("document_number"), title=sent.text("document_title"))


def _preview(
    desk: Desk, sent: Posted, number: int, key: str, on: date, *, error: str = ""
) -> Response:
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
        anchor = anchors.anchor_of(session, number, key)
        anchors.require_seen(session, plan, anchor, read(VersionForm, sent).version)
        shown = anchors.preview(session, number, key, on=on, document=_document(sent), now=desk.now)
    return replan_view.preview_page(
        desk, plan, shown, sent, what=f"Mốc “{anchor.name}”",
        action=f"/ke-hoach/{number}/moc/{key}", error=error, status=409 if error else 200,
    )  # fmt: skip


def _carried_out(desk: Desk, sent: Posted, number: int, key: str, on: date) -> Response:
    version = read(VersionForm, sent).version
    try:
        with desk.app.transaction() as session:
            own_plan(desk, session, number)
            anchors.set_day(
                session, number, key, on=on, document=_document(sent), actor=desk.actor(),
                now=desk.now, version=version, seen=sent.text("seen"),
            )  # fmt: skip
    except Conflict as error:
        return _preview(desk, sent, number, key, on, error=str(error))
    return see(f"/ke-hoach/{number}/moc", done="moc")


def _page(
    desk: Desk,
    number: int,
    *,
    typed: Posted | None = None,
    at: str = "",
    words: str = "",
    status: int = 200,
) -> Response:
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
        found = anchors.anchors_of(session, number)
        waiting = _waiting(desk, session, number)
    return desk.page(
        "replan_anchors.html",
        status=status,
        plan=plan,
        cards=[_card(anchor, typed if anchor.key == at else None) for anchor in found],
        waiting=waiting,
        at=at,
        words=words,
    )


def _waiting(desk: Desk, session: Session, number: int) -> dict[str, list[show.AssignmentView]]:
    """Return the sleeping assignments of a plan by the anchor that they wait for."""
    only = show.Filter(plan_id=number, standing="sleeping")
    found: dict[str, list[show.AssignmentView]] = {}
    for view in show.assignments(session, desk.ward_id, now=desk.now, only=only):
        if view.anchor_key is not None:
            found.setdefault(view.anchor_key, []).append(view)
    return found


def _card(anchor: Anchor, typed: Posted | None) -> dict[str, object]:
    """Return an anchor with the fields of its form, as stored or as typed."""
    return {
        **conflicts.opened(typed, anchor.version, _stored(anchor)),
        "anchor": anchor,
        "on": typed.text("on") if typed else anchor.on.isoformat() if anchor.on else "",
        "number": typed.text("document_number") if typed else "",
        "title": typed.text("document_title") if typed else "",
    }
