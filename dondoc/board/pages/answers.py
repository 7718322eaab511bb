"""The forms on the page of one assignment: each is one command, in one transaction."""

from collections.abc import Callable
from typing import TypeVar

from fastapi.responses import Response
from sqlmodel import Session

from dondoc.board import uploads
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.forms import (
    AcceptForm,
    CalledForm,
    Form,
    GrantForm,
    PauseForm,
    PhoneForm,
    Posted,
    ReasonForm,
    ReturnForm,
    ShortenForm,
    SleepForm,
    TransferForm,
    VersionForm,
    WrongForm,
    read,
)
from dondoc.board.pages.assignment import is_officers_own, show_clash, show_page
from dondoc.board.routing import pages, see
from dondoc.rules.moves import Refused
from dondoc.usecases import (
    accept,
    cancel,
    chase,
    contacted,
    extend,
    pause,
    report,
    send_back,
    shorten,
    sleep,
    transfer,
)
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import Conflict
from dondoc.usecases.report import GivenReport
from models.assignment import Assignment

router = pages()

F = TypeVar("F", bound=Form)
Verb = Callable[[Session, F], Assignment]


def _do(
    desk: Desk, number: int, sent: Posted, kind: type[F], verb: Verb[F], *, name: str
) -> Response:
    desk.check(sent)
    if sent.goes_on:
        return show_page(desk, number, form=name, sent=sent)
    try:
        form = read(kind, sent)
        with desk.app.transaction() as session:
            desk.require_own(_ward_of(session, number))
            after = verb(session, form)
            target = after.id
    except WrongForm as error:
        return show_page(desk, number, status=422, form=name, sent=sent, errors=error.errors)
    except uploads.WrongFile as error:
        return show_page(
            desk, number, status=422, form=name, sent=sent, errors={"files": str(error)}
        )
    except (Conflict, Refused) as error:
        return show_clash(desk, number, sent=sent, error=error, form=name)
    return see(f"/nhiem-vu/{target}", done=name)


def _ward_of(session: Session, number: int) -> int:
    row = session.get(Assignment, number)
    return row.ward_id if row else 0


@router.post("/nhiem-vu/{number}/xac-nhan")
def do_accept(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Accept the report."""

    def verb(session: Session, form: AcceptForm) -> Assignment:
        _require_answerer(desk, session, number)
        return accept.accept(
            session, number, text=form.text, actor=desk.actor(), now=desk.now, version=form.version
        )

    return _do(desk, number, sent, AcceptForm, verb, name="xac-nhan")


@router.post("/nhiem-vu/{number}/tra-lai")
def do_return(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Return the report with a reason."""

    def verb(session: Session, form: ReturnForm) -> Assignment:
        _require_answerer(desk, session, number)
        return send_back.send_back(
            session, number, reason=form.reason, repair_days=form.repair_days,
            actor=desk.actor(), now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, ReturnForm, verb, name="tra-lai")


@router.post("/nhiem-vu/{number}/gia-han")
def do_grant(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Give more time, asked for or not."""

    def verb(session: Session, form: GrantForm) -> Assignment:
        desk.require_officer()
        return extend.grant(
            session, number, until=form.until, text=form.text,
            actor=desk.actor(), now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, GrantForm, verb, name="gia-han")


@router.post("/nhiem-vu/{number}/khong-gia-han")
def do_refuse(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Refuse more time with a reason."""

    def verb(session: Session, form: ReasonForm) -> Assignment:
        desk.require_officer()
        return extend.refuse(
            session, number, reason=form.reason,
            actor=desk.actor(), now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, ReasonForm, verb, name="khong-gia-han")


@router.post("/nhiem-vu/{number}/rut-ngan")
def do_shorten(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Set an earlier deadline with a reason."""

    def verb(session: Session, form: ShortenForm) -> Assignment:
        desk.require_officer()
        return shorten.shorten(
            session, number, until=form.until, reason=form.reason,
            actor=desk.actor(), now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, ShortenForm, verb, name="rut-ngan")


@router.post("/nhiem-vu/{number}/ghi-nhan")
def do_record(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Record a report that came by phone or on paper."""

    def verb(session: Session, form: PhoneForm) -> Assignment:
        desk.require_officer()
        limit = desk.app.settings.upload_limit_mb
        given = GivenReport(
            text=f"{form.name} báo cáo qua điện thoại:\n{form.text}",
            figures=form.figures(),
            good_example=form.good_example,
            files=uploads.given_files(sent.files("files"), limit_mb=limit),
        )
        return report.report(
            session, number, given=given, actor=desk.actor(channel="phone"),
            now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, PhoneForm, verb, name="ghi-nhan")


@router.post("/nhiem-vu/{number}/chuyen")
def do_transfer(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Hand the work to another unit; the page of its successor opens."""

    def verb(session: Session, form: TransferForm) -> Assignment:
        desk.require_officer()
        return transfer.transfer(
            session, number, unit_key=form.unit_key, reason=form.reason,
            hide_history=form.hide_history, actor=desk.actor(), now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, TransferForm, verb, name="chuyen")


@router.post("/nhiem-vu/{number}/tam-dung")
def do_sleep(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Stop the work until an outside document comes."""

    def verb(session: Session, form: SleepForm) -> Assignment:
        desk.require_officer()
        return sleep.put_to_sleep(
            session, number, waiting_for=form.reason, anchor=form.anchor,
            actor=desk.actor(), now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, SleepForm, verb, name="tam-dung")


@router.post("/nhiem-vu/{number}/tiep-tuc")
def do_wake(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Take the work up again."""

    def verb(session: Session, form: GrantForm) -> Assignment:
        desk.require_officer()
        return sleep.wake(
            session, number, until=form.until, text=form.text,
            actor=desk.actor(), now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, GrantForm, verb, name="tiep-tuc")


@router.post("/nhiem-vu/{number}/thu-hoi")
def do_cancel(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Withdraw the assignment."""

    def verb(session: Session, form: ReasonForm) -> Assignment:
        desk.require_officer()
        return cancel.cancel(
            session, number, reason=form.reason,
            actor=desk.actor(), now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, ReasonForm, verb, name="thu-hoi")


@router.post("/nhiem-vu/{number}/don-doc")
def do_chase(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Begin to follow up what was overdue when its plan was imported."""

    def verb(session: Session, form: VersionForm) -> Assignment:
        desk.require_officer()
        return chase.chase(session, number, actor=desk.actor(), now=desk.now, version=form.version)

    return _do(desk, number, sent, VersionForm, verb, name="don-doc")


@router.post("/nhiem-vu/{number}/ngung-nhac")
def do_pause(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Let the reminders of the work rest up to a day."""

    def verb(session: Session, form: PauseForm) -> Assignment:
        desk.require_officer()
        return pause.pause(
            session, number, until=form.until, reason=form.reason,
            actor=desk.actor(), now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, PauseForm, verb, name="ngung-nhac")


@router.post("/nhiem-vu/{number}/nhac-lai")
def do_resume(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Remind of the work again."""

    def verb(session: Session, form: VersionForm) -> Assignment:
        desk.require_officer()
        return pause.resume(session, number, actor=desk.actor(), now=desk.now, version=form.version)

    return _do(desk, number, sent, VersionForm, verb, name="nhac-lai")


@router.post("/nhiem-vu/{number}/lien-he")
def do_note_call(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Note what the unit said on the phone."""

    def verb(session: Session, form: CalledForm) -> Assignment:
        desk.require_officer()
        return contacted.contacted(
            session, number, text=form.text, actor=desk.actor(), now=desk.now, version=form.version
        )

    return _do(desk, number, sent, CalledForm, verb, name="lien-he")


def _require_answerer(desk: Desk, session: Session, number: int) -> None:
    """Leaders answer for the interior officer's own work, and for nothing else.

    Raises:
        NotAllowed: this person only reads here.
    """
    row = session.get_one(Assignment, number)
    context = load_ward_context(session, desk.ward_id)
    if not (desk.is_leader and is_officers_own(context, row.unit_id, desk.today)):
        desk.require_officer()
