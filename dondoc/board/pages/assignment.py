"""The page of one assignment: what is asked, what happened, what may be done now."""

from collections.abc import Mapping
from datetime import date

from fastapi.responses import Response

from dondoc.board import conflicts, counting, move_fields, names, uploads
from dondoc.board.conflicts import Clash
from dondoc.board.deps import AtDesk, Desk, Looking
from dondoc.board.door import Typed
from dondoc.board.files import file_answer
from dondoc.board.forms import Posted
from dondoc.board.routing import pages
from dondoc.rules.moves import Move, allowed
from dondoc.usecases import changed, explain, log, show, show_incoming, urge
from dondoc.usecases.anchors import anchors_of
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.errors import NotFound
from dondoc.usecases.silence import silent_work
from models.assignment import Assignment, Evidence, ExtensionState, Report
from models.outbox import OutboxMail
from models.queries.outgoing import MailGroup, group_of

router = pages()

#: Each form with the move that it makes, in the order of the page.
FORMS = {
    "xac-nhan": Move.ACCEPT,
    "tra-lai": Move.RETURN,
    "gia-han": Move.EXTEND,
    "khong-gia-han": Move.REFUSE_EXTENSION,
    "rut-ngan": Move.SHORTEN,
    "ghi-nhan": Move.REPORT,
    "chuyen": Move.TRANSFER,
    "tam-dung": Move.SLEEP,
    "tiep-tuc": Move.WAKE,
    "thu-hoi": Move.CANCEL,
    "don-doc": Move.CHASE,
    "lien-he": Move.CALL,
    "ngung-nhac": Move.PAUSE,
    "nhac-lai": Move.RESUME,
}


@router.get("/nhiem-vu/{number}")
def show_assignment(desk: AtDesk, number: int, dia_chi: str = "") -> Response:
    """Show one assignment with its whole history; why ``dia_chi`` got mails about it or none."""
    return show_page(desk, number, asked_address=dia_chi)


@router.get("/nhiem-vu/{number}/minh-chung/{evidence_id}")
def download(desk: AtDesk, session: Looking, number: int, evidence_id: int) -> Response:
    """Hand out one file that came with a report."""
    file = session.get(Evidence, evidence_id)
    report = session.get(Report, file.report_id) if file else None
    row = session.get(Assignment, report.assignment_id) if report else None
    if file is None or row is None or row.id != number:
        raise NotFound("Không có tệp minh chứng này.")
    desk.require_own(row.ward_id)
    return file_answer(file.content, name=file.file_name, media_type=file.media_type)


def show_page(
    desk: Desk,
    number: int,
    *,
    status: int = 200,
    form: str = "",
    sent: Posted | None = None,
    errors: Mapping[str, str] | None = None,
    asked_address: str = "",
) -> Response:
    """Return the page; ``form`` names the one to show again, filled in.

    Raises:
        NotFound: there is no such assignment in this ward.
    """
    with desk.app.reading() as session:
        row = session.get(Assignment, number)
        desk.require_own(row.ward_id if row else 0)
        detail = show.detail(session, number, now=desk.now)
        notes = show_incoming.notes(session, number)
        context = load_ward_context(session, desk.ward_id)
        undated = [one for one in anchors_of(session, detail.view.plan_id) if one.on is None]
        letters = [(one, urge.words(one)) for one in urge.about(session, desk.ward_id, number)]
        silent = number in silent_work(session, context, now=desk.now)
        told = explain.explain(
            session, number, now=desk.now, to=asked_address, limits=desk.app.limits
        )
    typed = Typed(form, sent.values() if sent else {}, dict(errors or {}))
    wish = next((w for w in detail.extensions if w.state is ExtensionState.ASKED), None)
    own = is_officers_own(context, row.unit_id if row else 0, desk.today)
    return desk.page(
        "assignment.html",
        status=status,
        detail=detail,
        view=detail.view,
        notes=notes,
        mails=_mails(detail),
        letters=letters,
        wish=wish,
        can=_can(desk, detail.view, own=own, wish=wish is not None),
        answered_by_leader=own,
        typed=typed,
        units=[u for u in context.living_units(desk.today) if u.key != detail.view.unit_key],
        figures=counting.figure_rows(
            detail.view.kind, typed.many("figure_name"), typed.many("figure_value")
        ),
        upload_limit=desk.app.settings.upload_limit_mb,
        most_files=uploads.MOST_FILES,
        accept=uploads.ACCEPT,
        today=desk.today,
        anchors=undated,
        silent=silent,
        whom=context.whom_to_call(row.unit_id if row else 0, desk.today) if silent else "",
        told=told,
        addresses=_addresses(detail, context),
    )


def _addresses(detail: show.Detail, context: WardContext) -> list[tuple[str, str]]:
    """Return whom one may ask about, with their names: who could get mails, and who got some."""
    own = [c for c in context.contacts if context.unit(c.unit_id).key == detail.view.unit_key]
    units = [(one.email, one.name) for one in own]
    people = [(one.email, one.name) for one in context.people]
    got = [(mail.to_address, mail.to_name) for mail, _ in detail.mails]
    return list(
        {address.casefold(): (address, name) for address, name in [*units, *people, *got]}.values()
    )


def _mails(detail: show.Detail) -> list[tuple[OutboxMail, MailGroup]]:
    """Return each mail once, newest first, without those that a newer one took over."""
    once = {mail.id: (mail, group_of(mail)) for mail, _ in reversed(detail.mails)}
    return [(mail, group) for mail, group in once.values() if group is not MailGroup.DROPPED]


def show_clash(desk: Desk, number: int, *, sent: Posted, error: Exception, form: str) -> Response:
    """Return the page for a form that came too late, or that cannot be carried out as it is."""
    with desk.app.reading() as session:
        detail = show.detail(session, number, now=desk.now)
        context = load_ward_context(session, desk.ward_id)
        anchors = {one.key: one.name for one in anchors_of(session, detail.view.plan_id)}
        events = changed.moves_since(session, error)
        news = log.entries_of(session, events, context)
    view, move = detail.view, FORMS[form]
    unit_id = context.unit_by_key(view.unit_key).id or 0
    wish = next((w for w in detail.extensions if w.state is ExtensionState.ASKED), None)
    own = is_officers_own(context, unit_id, desk.today)
    can = _can(desk, view, own=own, wish=wish is not None)
    fields = move_fields.at_desk(form, {u.key: u.name for u in context.units.values()}, anchors)
    theirs = move_fields.same_move(move, events, detail, desk.zone)
    both = conflicts.fields_of(
        fields, sent, move_fields.only_shared(theirs, sent.pairs), shows_stored=False
    )
    path = f"/nhiem-vu/{number}"
    clash = Clash(
        what=names.ACTIONS[form], words=_words(error, move_fields.cannot(view, move)), news=news,
        facts=move_fields.facts_of(view, desk.zone), fields=both,
        along=conflicts.along(both, sent), action=f"{path}/{form}" if form in can else "",
        version=view.version, has_files=form == "ghi-nhan", files=conflicts.file_names(sent), back=(path, "Mở trang hiện tại"),
        offers=[(f"{path}#{one}", names.ACTIONS[one]) for one in FORMS if one in can - {form}],
    )  # fmt: skip
    return desk.page("clash.html", status=409, **conflicts.facts(clash, layout="desk.html"))


def _words(error: Exception, cannot: str) -> str:
    words = conflicts.words_of(error)
    return words if not cannot or cannot == words else f"{words} {cannot}"


def is_officers_own(context: WardContext, unit_id: int, day: date) -> bool:
    """Tell whether the interior officer stands for this unit, so that a leader answers."""
    officer = context.officer()
    return officer is not None and officer.email.casefold() in context.all_addresses(unit_id, day)


def _can(desk: Desk, view: show.AssignmentView, *, own: bool, wish: bool) -> frozenset[str]:
    """Return the forms that make sense for this person in this state."""
    if desk.is_officer:
        names = set(FORMS) - ({"xac-nhan", "tra-lai"} if own else set())
    elif desk.is_leader and own:
        names = {"xac-nhan", "tra-lai"}
    else:
        return frozenset()
    names.discard("rut-ngan" if wish else "khong-gia-han")
    if view.due_at <= desk.now:
        names.discard("rut-ngan")
    if view.chased:
        names.discard("don-doc")
    if not view.paused:
        names.discard("nhac-lai")
    ways = allowed(view.state)
    return frozenset(name for name in names if FORMS[name] in ways)
