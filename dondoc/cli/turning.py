"""One turn over the wards, told as the contract of ``dondoc round`` wants it."""

from collections.abc import Callable, Iterable
from datetime import datetime

from dondoc import clock, wiring, wording
from dondoc.cli import places
from dondoc.cli.desk import HOME, Desk
from dondoc.operate.tick import Turn, turn
from dondoc.rules.local import zone_of
from dondoc.usecases.round import RoundOutcome
from models.db import DatabaseTrouble
from models.queries import outbox
from models.ward import Ward


class WardsFailed(Exception):
    """Some wards could not be served; all the others were."""


def run_round(desk: Desk, *, ward_key: str | None, force: bool) -> None:
    """Serve each ward in a transaction of its own, then send what may leave.

    Raises:
        NotFound: there is no such ward.
        DatabaseTrouble: no ward could be served.
        WardsFailed: some wards could not.
    """
    app = desk.app()
    with app.reading() as session:
        wards = places.some_wards(session, ward_key)
    # Among several a broken one must not stop the others: its zone is not asked here.
    zone = zone_of(wards[0].timezone if len(wards) == 1 else HOME)
    began = desk.now(zone)
    ticking: Callable[[], datetime] = clock.now if desk.given_now is None else lambda: began
    wiring.is_at_home(app, now=began)
    done = turn(app, now=ticking, ward_ids=[ward.id or 0 for ward in wards], force=force)
    with app.reading() as session:
        waiting = sum(outbox.count_waiting(session, ward.id) for ward in wards)
    if not done.rounds:
        _give_up(done, wards)
    rounds = list(done.rounds.values())
    result = {
        "now": began.astimezone(zone).isoformat(),
        "mails": sum(one.mails for one in rounds) + done.news,
        "sent": done.delivered.sent,
        "waiting": waiting,
        "merged": sum(one.merged for one in rounds),
        "skipped": sum(one.skipped for one in rounds),
        "escalated": sum(one.escalated for one in rounds),
    }
    desk.say(
        f"{wording.moment(began.astimezone(zone))}: {result['mails']} thư mới, "
        f"đã gửi {result['sent']}, còn chờ {result['waiting']}; "
        f"{result['escalated']} phiếu báo cáo lãnh đạo, {result['merged']} mốc gộp, "
        f"{result['skipped']} mốc bỏ qua."
    )
    for ward in wards:
        _tell_ward(desk, ward, done.rounds.get(ward.id or 0))
    _tell_delivery(desk, done)
    desk.hand_over(result)
    if done.failed:
        raise WardsFailed(_reasons(done, wards))


def _tell_ward(desk: Desk, ward: Ward, outcome: RoundOutcome | None) -> None:
    if outcome is None:
        return
    if outcome.quiet:
        desk.say(
            f"{ward.name}: chưa gửi thư, vì dữ liệu được phục hồi hoặc sao chép từ nơi khác. "
            "Xác nhận: dondoc takeover."
        )
    if outcome.outside_window:
        desk.say(
            f"{ward.name}: ngoài giờ gửi thư ({ward.window_from} đến {ward.window_until}, "
            "ngày làm việc), lượt này không quyết định gì."
        )
    if outcome.storm:
        desk.say(
            f"{ward.name}: {outcome.storm} thư dồn lại sau nhiều ngày ngừng, đang chờ đồng ý. "
            "Xem: dondoc alarm list; hoặc chạy lại với --force."
        )
    if outcome.unwritten:
        desk.say(
            f"{ward.name}: {outcome.unwritten} nội dung chưa viết được thành thư; lượt sau thử lại. "
            "Xem: dondoc outbox unwritten."
        )


def _tell_delivery(desk: Desk, done: Turn) -> None:
    delivered = done.delivered
    if delivered.stopped and not any(one.quiet for one in done.rounds.values()):
        desk.say("Việc gửi thư đang dừng. Xem: dondoc alarm list.")
    elif delivered.later:
        desk.say("Máy chủ thư chưa nhận được; thư không mất và sẽ được gửi lại.")
    if delivered.parked or delivered.doubtful:
        desk.say(f"{delivered.parked + delivered.doubtful} thư cần xem lại trên trang theo dõi.")


def _give_up(done: Turn, wards: Iterable[Ward]) -> None:
    """Raise the common trouble of all wards, where the database itself cannot be used."""
    for error in done.failed.values():
        if isinstance(error, DatabaseTrouble):
            raise error
    raise WardsFailed(_reasons(done, wards))


def _reasons(done: Turn, wards: Iterable[Ward]) -> str:
    keys = {ward.id: ward.key for ward in wards}
    told = "; ".join(f"{keys[number]}: {error}" for number, error in done.failed.items())
    return f"{len(done.failed)} phường, xã không chạy được: {told}"
