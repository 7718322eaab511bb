"""The ward's calendar of a year: days off with why, the ward's own days, and the November question."""

from collections.abc import Mapping

from fastapi.responses import RedirectResponse, Response

from dondoc.board import conflicts
from dondoc.board.conflicts import Stored
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.forms import DaysForm, Posted, WrongForm, YearForm, read
from dondoc.board.replan_view import parts_of
from dondoc.board.routing import pages
from dondoc.board.told import Fields
from dondoc.rules.moves import Refused
from dondoc.usecases import calendar_ask, calendar_year, ward_calendar
from dondoc.usecases.changed import Changed
from dondoc.usecases.errors import Conflict
from dondoc.usecases.replan import Preview
from dondoc.usecases.ward_calendar import YEARS_AHEAD, YEARS_BACK, DayEdit
from models.ward import Ward

router = pages()
PATH = "/lich-lam-viec"
FIELDS = {
    "first": ("Từ ngày", "date"), "last": ("Đến ngày", "date"), "kind": ("Là", ""),
    "reason": ("Lý do", "line"),
}  # fmt: skip
KINDS = {"off": "ngày nghỉ", "working": "ngày làm việc", "rule": "bỏ khai báo riêng"}


@router.get(PATH)
def show(desk: AtDesk, nam: str = "") -> Response:
    """Show one year, this one unless another is asked for."""
    return _page(desk, _year(desk, nam))


@router.post(f"{PATH}/ngay")
def edit(desk: AtDesk, sent: Sent) -> Response:
    """Show what an edit would move; with a yes to what was shown carry it out."""
    desk.check(sent)
    desk.require_officer()
    year = _year(desk, sent.text("first")[:4])
    if sent.goes_on:
        return _page(desk, year, values=sent)
    try:
        form = read(DaysForm, sent)
    except WrongForm as error:
        return _page(desk, year, values=sent, errors=error.errors, status=422)
    given = DayEdit(
        first=form.first, last=form.last or form.first, kind=form.kind, reason=form.reason
    )
    try:
        if sent.text("lam") == "luu":
            return _carry_out(desk, sent, given, form.version)
        return _preview(desk, sent, given, form.version)
    except Refused as error:
        return _page(desk, year, values=sent, words=str(error), status=422)
    except Changed as error:
        return _clash(desk, sent, error, year, what="Khai báo ngày riêng của đơn vị")
    except Conflict as error:
        return _preview(desk, sent, given, form.version, error=str(error))


@router.post(f"{PATH}/xac-nhan")
def confirm(desk: AtDesk, sent: Sent) -> Response:
    """Keep that the days off of a year were compared with the announcement."""
    desk.check(sent)
    desk.require_officer()
    form = read(YearForm, sent)
    if sent.goes_on:
        return _page(desk, form.year)
    try:
        with desk.app.transaction() as session:
            ward_calendar.confirm_year(
                session, desk.ward_id, form.year, actor=desk.actor(), now=desk.now,
                version=form.version,
            )  # fmt: skip
    except Conflict as error:
        return _clash(desk, sent, error, form.year, what=f"Xác nhận lịch năm {form.year}")
    return _see(form.year, "xac-nhan-lich")


def _clash(desk: Desk, sent: Posted, error: Conflict, year: int, *, what: str) -> Response:
    with desk.app.reading() as session:
        version = session.get_one(Ward, desk.ward_id).version
    stored = Stored(
        what=what, back=(f"{PATH}?nam={year}", "Mở lịch hiện tại"), version=version,
        form=Fields(FIELDS, {"kind": lambda kind: KINDS.get(kind, kind)}), without=("lam", "seen"),
    )  # fmt: skip
    return conflicts.at_desk(desk, sent, error, stored)


def _carry_out(desk: Desk, sent: Posted, given: DayEdit, version: int) -> Response:
    with desk.app.transaction() as session:
        done = ward_calendar.set_days(
            session, desk.ward_id, given, actor=desk.actor(), now=desk.now, version=version,
            seen=sent.text("seen") or None,
        )  # fmt: skip
    return _see(given.first.year, "lich" if done.is_empty else "lich-chuyen-han")


def _preview(
    desk: Desk, sent: Posted, given: DayEdit, version: int, *, error: str = ""
) -> Response:
    with desk.app.reading() as session:
        shown: Preview = ward_calendar.preview_days(
            session, desk.ward_id, given, now=desk.now, version=version
        )
    names = ("first", "last", "kind", "reason", "version")
    return desk.page(
        "calendar_preview.html", given=given, span=ward_calendar.span_words(given), shown=shown,
        parts=parts_of(shown), fields=[(name, sent.text(name)) for name in names],
        error=error, status=409 if error else 200,
    )  # fmt: skip


def _page(
    desk: Desk,
    year: int,
    *,
    values: Posted | None = None,
    errors: Mapping[str, str] | None = None,
    words: str = "",
    status: int = 200,
) -> Response:
    with desk.app.reading() as session:
        view = calendar_year.year_of(session, desk.ward_id, year, now=desk.now)
    asked = view.to_confirm
    typed = {name: values.text(name) if values else "" for name in ("first", "last", "kind", "reason")}  # fmt: skip
    first, last = desk.today.year - YEARS_BACK, desk.today.year + YEARS_AHEAD
    return desk.page(
        "calendar.html", status=status, view=view, values=typed, errors=errors or {}, words=words,
        question=calendar_ask.question(asked) if asked else "", today=desk.today,
        **conflicts.opened(values, view.version), before=year - 1 if year > first else None, after=year + 1 if year < last else None,
    )  # fmt: skip


def _year(desk: Desk, text: str) -> int:
    """Return the year that is asked for, or this one where it is none that dondoc watches."""
    this = desk.today.year
    asked = int(text) if text.isascii() and text.isdecimal() else this
    return asked if this - YEARS_BACK <= asked <= this + YEARS_AHEAD else this


def _see(year: int, done: str) -> RedirectResponse:
    return RedirectResponse(f"{PATH}?nam={year}&xong={done}", status_code=303)
