"""The outbox: what waits, was sent, got stuck, came back or was given up; searched and narrowed."""

from urllib.parse import urlencode

from fastapi.responses import Response

from dondoc.board.deps import AtDesk, Desk, Looking
from dondoc.board.past_view import day_of
from dondoc.board.routing import pages
from dondoc.rules.moves import Refused
from dondoc.usecases import limiting, outgoing
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import NotFound
from dondoc.usecases.outgoing import PAGE, USUAL, Mails, Narrowing
from models.assignment import Assignment
from models.queries import unwritten, wards
from models.queries.outgoing import TROUBLE, MailGroup, counts, group_of
from models.unwritten import Unwritten

router = pages()
PATH = "/thu-da-gui"

#: How each group is named in an address, and on its button.
GROUPS = {
    "cho": ("Đang chờ gửi", frozenset({MailGroup.WAITING})),
    "da-gui": ("Đã gửi", frozenset({MailGroup.SENT})),
    "loi": ("Cần xử lý", TROUBLE),
    "khong-gui-duoc": ("Không gửi được", frozenset({MailGroup.PARKED})),
    "khong-ro": ("Không rõ đã đến hay chưa", frozenset({MailGroup.UNKNOWN})),
    "tra-lai": ("Bị trả lại", frozenset({MailGroup.BOUNCED})),
    "bo": ("Đã bỏ", frozenset({MailGroup.DROPPED})),
}


@router.get(PATH)
def show_outbox(
    desk: AtDesk, session: Looking, loai: str = "", tim: str = "", dia_chi: str = "",
    don_vi: str = "", tu: str = "", den: str = "", trang: str = "1",
) -> Response:  # fmt: skip
    """List the mails, newest first; a filter that cannot be used is refused in words."""
    given = {"loai": loai, "tim": tim, "dia_chi": dia_chi, "don_vi": don_vi, "tu": tu, "den": den}
    number = int(trang) if trang.isdecimal() and 0 < len(trang) < 7 else 1
    number, error = max(number, 1), ""
    context = load_ward_context(session, desk.ward_id)
    try:
        found = outgoing.read(session, context, _wanted(given), offset=(number - 1) * PAGE)
    except (Refused, NotFound) as refusal:
        found, error = Mails((), more=False), str(refusal)
    query = {name: value for name, value in given.items() if value}
    return desk.page(
        "outbox.html",
        status=422 if error else 200,
        error=error,
        mails=[(mail, group_of(mail)) for mail in found.mails],
        chips=_chips(desk, session),
        given=given,
        is_filtered=bool(set(query) - {"loai"}),
        units=list(context.units.values()),
        limits=limiting.words(session, desk.app.limits, desk.now, desk.zone),
        unwritten=_unwritten(session, desk.ward_id),
        suspended=wards.suspended_addresses(session, desk.ward_id),
        number=number,
        before=_link(query | {"trang": str(number - 1)}) if number > 1 else "",
        after=_link(query | {"trang": str(number + 1)}) if found.more else "",
    )


def _unwritten(session: Looking, ward_id: int) -> list[tuple[Unwritten, list[Assignment]]]:
    """Return what could not be written, that of one reader for one reason together."""
    found: dict[tuple[str, str], tuple[Unwritten, list[Assignment]]] = {}
    for row, work in unwritten.still_open_with_code(session, ward_id):
        _, works = found.setdefault((row.address, row.reason), (row, []))
        works += [work] if work else []
    return list(found.values())


def _wanted(given: dict[str, str]) -> Narrowing:
    _, groups = GROUPS.get(given["loai"], ("", USUAL))
    first, last = (day_of(given[one]) if given[one] else None for one in ("tu", "den"))
    return Narrowing(
        groups=groups, text=given["tim"], address=given["dia_chi"], unit=given["don_vi"],
        first=first, last=last,
    )  # fmt: skip


def _chips(desk: Desk, session: Looking) -> list[tuple[str, str, int]]:
    """Return the buttons of the groups with how many mails each holds."""
    number = counts(session, desk.ward_id)
    return [
        (key, name, sum(number[group] for group in groups))
        for key, (name, groups) in GROUPS.items()
    ]


def _link(query: dict[str, str]) -> str:
    return f"{PATH}?{urlencode(query)}"
