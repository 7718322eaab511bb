"""Interim and final summaries: drafted from the figures, completed and signed off by the officer."""

from fastapi.responses import Response
from sqlmodel import Session

from dondoc.board import conflicts
from dondoc.board.conflicts import Stored
from dondoc.board.deps import AtDesk, Desk, Looking, Sent
from dondoc.board.files import file_answer
from dondoc.board.forms import Posted, SignOffForm, VersionForm, WrongForm, read
from dondoc.board.routing import pages, see
from dondoc.board.told import Fields
from dondoc.reports.summary_facts import PARTS
from dondoc.rules.both import Pairs
from dondoc.rules.moves import Refused
from dondoc.usecases import draft as drafts
from dondoc.usecases import summarise
from dondoc.usecases.changed import Changed
from dondoc.usecases.errors import NotFound
from models.queries import plans, summaries
from models.summary import Summary, SummaryState

router = pages()

PART_NAMES = {
    "I": "Tình hình, công tác lãnh đạo, chỉ đạo",
    "II": "Kết quả phong trào thi đua và công tác khen thưởng",
    "III": "Tồn tại, hạn chế, nguyên nhân",
    "IV": "Phương hướng, nhiệm vụ",
    "V": "Đề xuất, kiến nghị",
}
NOTES = Fields({f"phan-{part}": (f"{part}. {name}", "area") for part, name in PART_NAMES.items()})
NUMBER = Fields({"number": ("Số văn bản", "line")})


@router.get("/tong-hop")
def list_summaries(desk: AtDesk, session: Looking) -> Response:
    """List what is drafted and signed, and the periods that can be drafted."""
    return desk.page(
        "summaries.html",
        summaries=summaries.summaries_of(session, desk.ward_id),
        periods=summarise.periods(session, desk.ward_id),
        titles={plan.id: plan.title for plan in plans.plans_of(session, desk.ward_id)},
        today=desk.today,
    )


@router.post("/tong-hop/{plan_id}/{period}/lap")
def do_draft(desk: AtDesk, sent: Sent, plan_id: int, period: str) -> Response:
    """Draft a period's summary, or count its draft anew."""
    desk.check(sent)
    desk.require_officer()
    with desk.app.transaction() as session:
        desk.require_own(drafts.held(session, plan_id).ward_id)
        made = summarise.draft(session, plan_id, period, now=desk.now, actor=desk.actor())
    return see(f"/tong-hop/{made.id}")


@router.get("/tong-hop/{number}")
def show_summary(desk: AtDesk, number: int) -> Response:
    """Show the document as it would be printed."""
    return _page(desk, number)


@router.get("/tong-hop/{number}/van-ban")
def download(desk: AtDesk, session: Looking, number: int) -> Response:
    """Hand out the DOCX."""
    summary = _own(desk, session, number)
    name = summarise.file_name(summary)
    return file_answer(summary.document, name=name, media_type=summarise.DOCX)


@router.post("/tong-hop/{number}/nhan-xet")
def do_note(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Keep what only a person can say."""
    desk.check(sent)
    desk.require_officer()
    if sent.goes_on:
        return _page(desk, number, sent=sent)
    try:
        version = read(VersionForm, sent).version
        with desk.app.transaction() as session:
            _own(desk, session, number)
            texts = {part: sent.text(f"phan-{part}") for part in PARTS}
            summarise.note(
                session,
                number,
                notes_by_part=texts,
                actor=desk.actor(),
                now=desk.now,
                version=version,
            )
    except Changed as error:
        return _clash(desk, sent, number, error, "Viết phần nhận xét", NOTES, notes=True)
    except Refused as error:
        return _page(desk, number, status=409, error=str(error))
    return see(f"/tong-hop/{number}", done="ghi-chu")


def _clash(
    desk: Desk, sent: Posted, number: int, error: Changed, what: str, form: Fields, *,
    notes: bool = False,
) -> Response:  # fmt: skip
    with desk.app.reading() as session:
        summary = _own(desk, session, number)
    stored = Stored(
        what=what, back=(f"/tong-hop/{number}", "Mở báo cáo hiện tại"),
        version=summary.version if summary.state is SummaryState.DRAFT else None,
        form=form, pairs=_notes(summary) if notes else None, goes_on=notes,
    )  # fmt: skip
    return conflicts.at_desk(desk, sent, error, stored)


def _notes(summary: Summary) -> Pairs:
    """Return what a person wrote, as the form shows it."""
    return [(f"phan-{part}", str(summary.notes.get(part, ""))) for part in PARTS]


@router.post("/tong-hop/{number}/duyet")
def do_sign_off(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Close the summary under its number and mail it."""
    desk.check(sent)
    desk.require_officer()
    if sent.goes_on:
        return see(f"/tong-hop/{number}")
    try:
        form = read(SignOffForm, sent)
        with desk.app.transaction() as session:
            _own(desk, session, number)
            summarise.sign_off(
                session, number, number=form.number, voice=desk.app.voice,
                actor=desk.actor(), now=desk.now, version=form.version,
            )  # fmt: skip
    except WrongForm as error:
        return _page(desk, number, status=422, error=error.errors["number"])
    except Changed as error:
        return _clash(desk, sent, number, error, "Chốt và gửi báo cáo", NUMBER)
    except Refused as error:
        return _page(desk, number, status=409, error=str(error))
    return see(f"/tong-hop/{number}", done="ban-hanh")


def _own(desk: Desk, session: Session, number: int) -> Summary:
    summary = summarise.held(session, number)
    if summary.ward_id != desk.ward_id:
        raise NotFound(f"Không có báo cáo tổng hợp số {number}.")
    return summary


def _page(
    desk: Desk, number: int, *, status: int = 200, error: str = "", sent: Posted | None = None
) -> Response:
    with desk.app.reading() as session:
        summary = _own(desk, session, number)
        document = summarise.content(session, summary)
    return desk.page(
        "summary.html",
        status=status,
        summary=summary,
        document=document,
        parts=PART_NAMES,
        error=error,
        notes=dict(sent.pairs if sent else _notes(summary)),
        **conflicts.opened(sent, summary.version, _notes(summary)),
    )
