"""Calendar feeds on the board: whose there are, their addresses, making and revoking them."""

from fastapi.responses import Response

from dondoc import wording
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.routing import pages, see
from dondoc.rules.moves import Refused
from dondoc.rules.successors import lives
from dondoc.usecases import feeds
from dondoc.usecases.errors import NotFound
from dondoc.usecases.feeds import FeedView
from models.change import CalendarFeed
from models.queries import wards
from models.ward import Unit

router = pages()
PATH = "/lich-dien-tu"


@router.get(PATH)
def show(desk: AtDesk) -> Response:
    """List the feeds that this person may see."""
    return _page(desk)


@router.post(PATH)
def make(desk: AtDesk, sent: Sent) -> Response:
    """Make a feed: the person's own, or, by the officer, a unit's."""
    desk.check(sent)
    unit = sent.text("unit")
    if unit:
        desk.require_officer()
    try:
        with desk.app.transaction() as session:
            feeds.make(
                session, desk.ward_id, unit_key=unit or None, person=None if unit else desk.person,
                actor=desk.actor(), voice=desk.app.voice, now=desk.now,
            )  # fmt: skip
    except (Refused, NotFound) as error:
        return _page(desk, words=str(error), status=409)
    return see(PATH, done="lich-dien-tu")


@router.get(f"{PATH}/{{feed_id}}/thu-hoi")
def ask(desk: AtDesk, feed_id: int) -> Response:
    """Ask whether the feed shall end."""
    return desk.page("feed_revoke.html", feed=_feed(desk, feed_id))


@router.post(f"{PATH}/{{feed_id}}/thu-hoi")
def revoke(desk: AtDesk, feed_id: int, sent: Sent) -> Response:
    """End the feed."""
    desk.check(sent)
    if when := _revoked(desk, feed_id):
        words = f"Địa chỉ lịch này vừa được thu hồi lúc {when}; không có gì phải làm thêm."
        return _page(desk, words=words, status=409)
    seen = _feed(desk, feed_id)
    with desk.app.transaction() as session:
        feeds.revoke(session, desk.ward_id, seen.id, actor=desk.actor(), now=desk.now)
    return see(PATH, done="thu-hoi-lich")


def _page(desk: Desk, *, words: str = "", status: int = 200) -> Response:
    seen = _seen(desk)
    taken = {feed.unit.key for feed in seen if feed.unit is not None}
    with desk.app.reading() as session:
        units = wards.units_of(session, desk.ward_id)
    return desk.page(
        "feeds.html", status=status, words=words,
        own=next((feed for feed in seen if feed.person is not None and _is_mine(desk, feed)), None),
        of_units=[feed for feed in seen if feed.unit is not None],
        of_others=[feed for feed in seen if feed.person is not None and not _is_mine(desk, feed)],
        units=[unit for unit in units if unit.key not in taken and _lives(desk, unit)],
    )  # fmt: skip


def _seen(desk: Desk) -> list[FeedView]:
    """Return what this person may see: the officer all, everyone else their own."""
    with desk.app.reading() as session:
        found = feeds.alive(session, desk.ward_id, voice=desk.app.voice)
    return [feed for feed in found if desk.is_officer or _is_mine(desk, feed)]


def _feed(desk: Desk, feed_id: int) -> FeedView:
    for feed in _seen(desk):
        if feed.id == feed_id:
            return feed
    raise NotFound("Lịch điện tử này không còn, hoặc không phải của bạn.")


def _revoked(desk: Desk, feed_id: int) -> str:
    """Return when a feed of this ward was revoked, in words; empty where it was not."""
    with desk.app.reading() as session:
        row = session.get(CalendarFeed, feed_id)
    if row is None or row.ward_id != desk.ward_id or row.revoked_at is None:
        return ""
    return wording.moment(row.revoked_at.astimezone(desk.zone))


def _is_mine(desk: Desk, feed: FeedView) -> bool:
    return feed.person is not None and feed.person.id == desk.person.id


def _lives(desk: Desk, unit: Unit) -> bool:
    return lives(unit, desk.today)
