"""Absences on the board: of people with a role, and changes of any that is noted."""

from fastapi.responses import Response

from dondoc.board import conflicts, contact_forms
from dondoc.board.conflicts import Stored
from dondoc.board.contact_forms import FIELDS, AbsenceForm, ChangeAbsenceForm, RemoveAbsenceForm
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.door import Typed
from dondoc.board.forms import Posted, WrongForm, read
from dondoc.board.routing import pages, see
from dondoc.board.told import Fields
from dondoc.rules.both import Pairs
from dondoc.rules.moves import Refused
from dondoc.usecases import absences, contact_rows
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import Conflict, NotFound
from models.ward import Absence, Contact, Person

router = pages()
PATH = "/vang-mat"


@router.get(f"{PATH}/nguoi/{{key}}")
def ask(desk: AtDesk, key: str) -> Response:
    """Show the form for an absence of somebody with a role."""
    return _person_page(desk, key, Typed())


@router.post(f"{PATH}/nguoi/{{key}}")
def note(desk: AtDesk, key: str, sent: Sent) -> Response:
    """Note an absence of somebody with a role."""
    desk.check(sent)
    desk.require_officer()
    try:
        form = read(AbsenceForm, sent)
        with desk.app.transaction() as session:
            absences.of_person(
                session, desk.ward_id, key, form.given(), actor=desk.actor(), now=desk.now
            )
    except WrongForm as error:
        return _person_page(desk, key, Typed("vang-mat", error.values, error.errors), status=422)
    except Refused as error:
        typed = Typed("vang-mat", sent.values())
        return _person_page(desk, key, typed, words=str(error), status=422)
    return see("/dau-moi", done="vang-mat-dau-moi")


@router.get(f"{PATH}/{{number}}")
def show(desk: AtDesk, number: int) -> Response:
    """Show one absence and what can be changed."""
    return _page(desk, number, Typed())


@router.post(f"{PATH}/{{number}}/sua")
def change(desk: AtDesk, number: int, sent: Sent) -> Response:
    """Change an absence, or cut it short."""
    desk.check(sent)
    desk.require_officer()
    if sent.goes_on:
        return _page(desk, number, Typed("sua", sent.values()))
    try:
        form = read(ChangeAbsenceForm, sent)
        with desk.app.transaction() as session:
            absences.change(
                session, desk.ward_id, number, form.given(), actor=desk.actor(), now=desk.now,
                version=form.version,
            )  # fmt: skip
    except WrongForm as error:
        return _page(desk, number, Typed("sua", error.values, error.errors), status=422)
    except Refused as error:
        return _page(desk, number, Typed("sua", sent.values()), words=str(error), status=422)
    except Conflict as error:
        return _clash(desk, number, sent, error, what="Sửa vắng mặt")
    return see("/dau-moi", done="sua-vang-mat")


@router.post(f"{PATH}/{{number}}/bo")
def remove(desk: AtDesk, number: int, sent: Sent) -> Response:
    """Take an absence back."""
    desk.check(sent)
    desk.require_officer()
    if sent.goes_on:
        return _page(desk, number, Typed())
    form = read(RemoveAbsenceForm, sent)
    try:
        with desk.app.transaction() as session:
            absences.remove(
                session, desk.ward_id, number, actor=desk.actor(), now=desk.now,
                version=form.version,
            )  # fmt: skip
    except Refused as error:
        return _page(desk, number, Typed(), words=str(error), status=422)
    except Conflict as error:
        return _clash(desk, number, sent, error, what="Bỏ lần vắng mặt")
    return see("/dau-moi", done="bo-vang-mat")


def _clash(desk: Desk, number: int, sent: Posted, error: Conflict, *, what: str) -> Response:
    with desk.app.reading() as session:
        row = session.get(Absence, number)
    pairs = contact_forms.filled_absence(row) if row is not None else ()
    edits = "from_on" in sent.values()
    stored = Stored(
        what=what,
        back=(f"{PATH}/{number}", "Mở lần vắng mặt hiện tại") if row else ("/dau-moi", "Mở danh bạ"),
        version=row.version if row is not None else None,
        form=Fields(FIELDS["vang-mat"]), pairs=pairs if edits else None,
        facts=[("Hiện đang ghi", contact_rows.absence_words(row))] if row and not edits else (),
    )  # fmt: skip
    return conflicts.at_desk(desk, sent, error, stored)


def _page(desk: Desk, number: int, typed: Typed, *, words: str = "", status: int = 200) -> Response:
    with desk.app.reading() as session:
        context = load_ward_context(session, desk.ward_id)
    absence: Absence | None = next((a for a in context.absences if a.id == number), None)
    if absence is None:
        raise NotFound("Không có lần vắng mặt này; có thể vừa được bỏ.")
    one = absences.whose(context, absence)
    if one is None:
        raise NotFound("Người này không còn trong danh bạ.")
    return _form(
        desk, one, typed, words=words, status=status, absence=absence,
        is_over=absence.to_on < desk.today, has_begun=absence.from_on <= desk.today,
    )  # fmt: skip


def _person_page(
    desk: Desk, key: str, typed: Typed, *, words: str = "", status: int = 200
) -> Response:
    with desk.app.reading() as session:
        context = load_ward_context(session, desk.ward_id)
    person = next((p for p in context.people if p.key == key), None)
    if person is None:
        raise NotFound("Không có người này ở phường, xã của bạn.")
    return _form(
        desk, person, typed, words=words, status=status, absence=None, is_over=False,
        has_begun=False,
    )  # fmt: skip


def _form(
    desk: Desk, one: Contact | Person, typed: Typed, *, words: str, status: int,
    **facts: object,
) -> Response:  # fmt: skip
    with desk.app.reading() as session:
        context = load_ward_context(session, desk.ward_id)
    colleagues = absences.colleagues_of(context, one) if isinstance(one, Person) else None
    return desk.page(
        "absence.html", status=status, one=one, typed=typed, words=words, today=desk.today,
        colleagues=colleagues, **facts, stored=_stored(facts.get("absence")),
    )  # fmt: skip


def _stored(absence: object) -> Pairs:
    return contact_forms.filled_absence(absence) if isinstance(absence, Absence) else ()
