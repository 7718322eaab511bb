"""One contact on the board: another in their place, the last day, a mistake, an absence."""

from collections.abc import Callable
from typing import TypeVar

from fastapi.responses import Response
from sqlmodel import Session

from dondoc import wording
from dondoc.board import conflicts, contact_forms
from dondoc.board.conflicts import Stored
from dondoc.board.contact_forms import (
    FIELDS,
    AbsenceForm,
    ContactPauseForm,
    ContactResumeForm,
    CorrectForm,
    EndForm,
    ReplaceForm,
    WayForm,
)
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.door import Typed
from dondoc.board.forms import Form, Posted, WrongForm, read
from dondoc.board.routing import pages, see
from dondoc.board.told import Fields
from dondoc.rules import pausing
from dondoc.rules.directory import is_same_person
from dondoc.rules.moves import Refused
from dondoc.usecases import absences, contacts, pause, show_directory, ways
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.usecases.show_directory import STANDINGS
from models.queries import feeds, incoming
from models.ward import Contact, Person

router = pages()
PATH = "/dau-moi"
#: What each form does, for whoever comes too late.
WHAT = {
    "thay": "Thay người từ một ngày", "thoi": "Thôi làm đầu mối", "sua": "Sửa thông tin đầu mối",
    "vang-mat": "Ghi vắng mặt", "kenh": "Chọn kênh nhận tin", "ngung-nhac": "Tạm ngừng nhắc",
    "nhac-lai": "Nhắc trở lại",
}  # fmt: skip
#: What the forms that show something stored show of it.
_STORED = {"sua": contact_forms.filled, "kenh": contact_forms.filled_way}
F = TypeVar("F", bound=Form)


@router.get(f"{PATH}/{{number}}")
def show(desk: AtDesk, number: int) -> Response:
    """Show one contact and what can be changed."""
    return _page(desk, number, Typed())


@router.post(f"{PATH}/{{number}}/thay")
def replace(desk: AtDesk, number: int, sent: Sent) -> Response:
    """Put another contact in the place of this one from a day on."""

    def verb(session: Session, form: ReplaceForm) -> None:
        contacts.replace(
            session, desk.ward_id, number, form.given(), from_on=form.from_on,
            actor=desk.actor(), now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, ReplaceForm, verb, name="thay")


@router.post(f"{PATH}/{{number}}/thoi")
def end(desk: AtDesk, number: int, sent: Sent) -> Response:
    """Set the last day of this contact."""

    def verb(session: Session, form: EndForm) -> None:
        contacts.end(
            session, desk.ward_id, number, last_on=form.last_on, reason=form.reason,
            actor=desk.actor(), now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, EndForm, verb, name="thoi")


@router.post(f"{PATH}/{{number}}/sua")
def correct(desk: AtDesk, number: int, sent: Sent) -> Response:
    """Put right what was written down wrongly."""

    def verb(session: Session, form: CorrectForm) -> None:
        contacts.correct(
            session, desk.ward_id, number, form.given(), days=(form.from_on, form.to_on),
            actor=desk.actor(), now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, CorrectForm, verb, name="sua")


@router.post(f"{PATH}/{{number}}/kenh")
def choose_way(desk: AtDesk, number: int, sent: Sent) -> Response:
    """Choose by which way out this contact is told."""

    def verb(session: Session, form: WayForm) -> None:
        ways.choose(
            session, desk.ward_id, number, form.way, reason=form.reason,
            actor=desk.actor(), now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, WayForm, verb, name="kenh")


@router.post(f"{PATH}/{{number}}/vang-mat")
def be_away(desk: AtDesk, number: int, sent: Sent) -> Response:
    """Note an absence of this contact."""

    def verb(session: Session, form: AbsenceForm) -> None:
        absences.of_contact(
            session, desk.ward_id, number, form.given(), actor=desk.actor(), now=desk.now
        )

    return _do(desk, number, sent, AbsenceForm, verb, name="vang-mat")


@router.post(f"{PATH}/{{number}}/ngung-nhac")
def pause_reminders(desk: AtDesk, number: int, sent: Sent) -> Response:
    """Remind this contact of nothing up to a day."""

    def verb(session: Session, form: ContactPauseForm) -> None:
        pause.pause_contact(
            session, desk.ward_id, number, until=form.until, reason=form.reason,
            actor=desk.actor(), now=desk.now, version=form.version,
        )  # fmt: skip

    return _do(desk, number, sent, ContactPauseForm, verb, name="ngung-nhac")


@router.post(f"{PATH}/{{number}}/nhac-lai")
def resume_reminders(desk: AtDesk, number: int, sent: Sent) -> Response:
    """Remind this contact again."""

    def verb(session: Session, form: ContactResumeForm) -> None:
        pause.resume_contact(
            session, desk.ward_id, number, actor=desk.actor(), now=desk.now, version=form.version
        )

    return _do(desk, number, sent, ContactResumeForm, verb, name="nhac-lai")


def _do(
    desk: Desk, number: int, sent: Posted, kind: type[F], verb: Callable[[Session, F], None], *,
    name: str,
) -> Response:  # fmt: skip
    """Carry one form out; what cannot be done keeps what was typed, beside how things stand."""
    desk.check(sent)
    desk.require_officer()
    if sent.goes_on:
        return _page(desk, number, Typed(name, sent.values()))
    try:
        form = read(kind, sent)
        with desk.app.transaction() as session:
            verb(session, form)
    except WrongForm as error:
        return _page(desk, number, Typed(name, error.values, error.errors), status=422)
    except Refused as error:
        return _page(desk, number, Typed(name, sent.values()), words=str(error), status=422)
    except Conflict as error:
        return _clash(desk, number, sent, error, name=name)
    return see(PATH, done=f"{name}-dau-moi")


def _clash(desk: Desk, number: int, sent: Posted, error: Conflict, *, name: str) -> Response:
    with desk.app.reading() as session:
        contact = session.get_one(Contact, number)
    stored = Stored(
        what=WHAT[name], back=(f"{PATH}/{number}", "Mở trang hiện tại của đầu mối"),
        version=contact.version, form=Fields(FIELDS[name]),
        pairs=_STORED[name](contact) if name in _STORED else None,
    )  # fmt: skip
    return conflicts.at_desk(desk, sent, error, stored)


def _page(desk: Desk, number: int, typed: Typed, *, words: str = "", status: int = 200) -> Response:
    with desk.app.reading() as session:
        context = load_ward_context(session, desk.ward_id)
        contact = next((c for c in context.contacts if c.id == number), None)
        if contact is None:
            raise NotFound("Không có đầu mối này ở phường, xã của bạn.")
        view = show_directory.contact_view(context, contact, desk.today)
        feed = feeds.alive_of(session, unit_id=contact.unit_id, person_id=None)
        away = incoming.away_notes(session, desk.ward_id, contact.email)
    others = [c for c in context.contacts if c.id != number and is_same_person(c, contact)]
    return desk.page(
        "contact.html", status=status, view=view, typed=typed, words=words, standings=STANDINGS,
        today=desk.today, has_feed=feed is not None, stored={name: pairs(contact) for name, pairs in _STORED.items()},
        ways=_ways(desk), paused=pausing.words_of(contact, desk.today),
        elsewhere=[context.unit(c.unit_id).name for c in others if c.unit_id != contact.unit_id],
        role_too=_with_role(context, contact), away=away,
    )  # fmt: skip


def _ways(desk: Desk) -> dict[str, str]:
    """Return the ways out to choose from, where there is a choice."""
    names = desk.app.way_names
    return {one: wording.WAY_NAMES[one] for one in ["", *names]} if len(names) > 1 else {}


def _with_role(context: WardRows, contact: Contact) -> Person | None:
    """Return the person with a role who has the contact's address, if there is one."""
    address = contact.email.casefold()
    return next((one for one in context.people if one.email.casefold() == address), None)
