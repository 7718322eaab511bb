"""``dondoc doctor``: looks at everything that must hold, and says what to do where it does not."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import text
from sqlmodel import Session

from dondoc import wording
from dondoc.operate import doctor_mail, doctor_post, ping, post
from dondoc.rules.limits import Limits
from dondoc.rules.local import zone_of
from dondoc.usecases import heartbeat, limiting, quiet
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.wiring import App
from models import db
from models.queries import outbox, wards
from models.queries.heartbeats import Beat
from models.ward import Ward

#: How long each scheduled pass may stay away: its longest pause, and a little more.
SILENCE = {
    "dates": timedelta(hours=26),
    "round": timedelta(hours=14),
    "notify": timedelta(hours=14),
    "deliver": timedelta(minutes=30),
    "summaries": timedelta(hours=26),
    "audit": timedelta(minutes=30),
}
#: The mailbox of incoming mails is read every five minutes, where there is one.
READING_SILENCE = timedelta(minutes=30)
TITLES = {
    "dates": "Lịch tính lại thời hạn",
    "round": "Lịch đôn đốc",
    "notify": "Lịch báo quyết định",
    "deliver": "Lịch gửi thư",
    "summaries": "Lịch báo cáo sơ kết",
    "audit": "Lịch kiểm tra việc chậm",
}
#: Clocks of two machines differ by less than this.
CLOCK_SLACK = timedelta(minutes=5)
#: A mail that may leave and has waited longer than this is worth a word; a day is a failure.
PATIENCE = timedelta(minutes=30)
TOO_LONG = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was looked at; ``remedy`` is empty where nothing is to be done."""

    name: str
    title: str
    state: Literal["ok", "warn", "fail"]
    words: str
    remedy: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


def examine(app: App, *, now: datetime) -> list[Check]:
    """Return every check in a fixed order; without a usable database only what needs none."""
    database = _database(app)
    checks = [database, _smtp(app), _post(app, now)]
    if database.state == "fail":
        return checks
    with app.reading() as session:
        contexts = [load_ward_context(session, ward_id) for ward_id in wards.ward_ids(session)]
        beats = heartbeat.latest(session)
        checks.append(_installation(session))
        checks.append(_clock(session, beats, now))
        checks += [_schedule(name, beats.get(name), now) for name in SILENCE]
        if app.settings.reads_mail:
            checks.append(_reading(beats.get(post.NAME), now))
        checks.append(_mails(session, contexts, now, app.limits))
        checks.append(_alarms(session))
        if app.settings.answers_to is not None:
            look = doctor_post.held(session)
            checks.append(_check("incoming-held", "Thư đến chờ xem", look))
        checks.append(_watcher(app, beats.get(ping.NAME)))
        checks += _contacts(contexts, now)
        checks += _gateway(app, contexts)
    return checks


def _database(app: App) -> Check:
    where = app.engine.url.render_as_string(hide_password=True)

    def answer(state: Literal["ok", "fail"], words: str, remedy: str = "") -> Check:
        return Check(
            name="database", title="Cơ sở dữ liệu", state=state, words=words, remedy=remedy
        )

    try:
        db.check_ready(app.engine)
        # A write lock is asked for, so that a read-only or a held database shows itself.
        with app.transaction() as session:
            session.connection().execute(text("SELECT 1"))
    except db.DatabaseTrouble as trouble:
        return answer("fail", str(trouble), "Sửa theo lời trên rồi chạy lại dondoc doctor.")
    return answer("ok", f"{where}, phiên bản {db.version_of(app.engine)}, ghi được.")


def _smtp(app: App) -> Check:
    here = app.settings.smtp_host is None
    found = doctor_mail.greet(app.settings)
    title = "Hộp thư thử" if here else "Máy chủ thư"
    if found.trouble is None:
        note = " Chưa đặt máy chủ thư: mọi thư chỉ vào hộp thư thử." if here else ""
        words = f"{found.where} trả lời.{note}"
        return Check(name="smtp", title=title, state="ok", words=words)
    if here:
        return Check(
            name="smtp", title=title, state="warn", words=f"{found.where}: {found.trouble}",
            remedy="Chạy dondoc up, hoặc đặt máy chủ thư thật: DONDOC_SMTP_HOST.",
        )  # fmt: skip
    return Check(
        name="smtp", title=title, state="fail", words=f"{found.where}: {found.trouble}",
        remedy="Kiểm tra DONDOC_SMTP_HOST, DONDOC_SMTP_PORT, DONDOC_SMTP_SECURITY và mạng. "
        "Thư không mất, sẽ được gửi khi máy chủ trả lời.",
    )  # fmt: skip


def _installation(session: Session) -> Check:
    """A restored backup or a copy waits for a person before it sends anything."""
    row, title = quiet.the_installation(session), "Nơi gửi thư"
    if row is None or row.quiet_since is None:
        return Check(name="installation", title=title, state="ok", words="Nơi này được gửi thư.")
    since = wording.moment(row.quiet_since.astimezone(zone_of(_home())))
    return Check(
        name="installation", title=title, state="fail", words=f"{quiet.words(row)} Từ {since}.",
        remedy="Khi máy cũ đã ngừng hẳn, xác nhận: dondoc takeover.",
    )  # fmt: skip


def _post(app: App, now: datetime) -> Check:
    return _check("incoming", "Hộp thư đến", doctor_post.mailboxes(app.settings, now=now))


def _reading(beat: Beat | None, now: datetime) -> Check:
    """A mailbox that nobody reads keeps its mails, and nobody hears of them."""
    name, title = "schedule-incoming", "Lịch đọc thư đến"
    if beat is None or now - beat.at > READING_SILENCE:
        last = (
            f" Lần gần nhất: {wording.moment(beat.at.astimezone(zone_of(_home())))}."
            if beat
            else ""
        )
        return Check(
            name=name, title=title, state="fail" if beat else "warn",
            words=f"Hộp thư đến không được đọc.{last}",
            remedy="Chạy dondoc up, bật dịch vụ dondoc-flows, hoặc chạy dondoc incoming.",
        )  # fmt: skip
    if not beat.ok:
        return Check(
            name=name, title=title, state="fail", words=" ".join(beat.facts.get("troubles", [])),
            remedy="Sửa theo lời trên.",
        )  # fmt: skip
    read = f"Lần đọc gần nhất: {wording.moment(beat.at.astimezone(zone_of(_home())))}."
    return Check(name=name, title=title, state="ok", words=read)


def _check(name: str, title: str, look: doctor_post.Look) -> Check:
    return Check(name=name, title=title, state=look.state, words=look.words, remedy=look.remedy)


def _clock(session: Session, beats: dict[str, Beat], now: datetime) -> Check:
    """A clock that runs behind what was already written would repeat or withhold work."""
    seen = [beat.at for beat in beats.values()]
    for ward_id in wards.ward_ids(session):
        seen += [beat.at for beat in heartbeat.latest(session, ward_id).values()]
    latest = max(seen, default=now)
    shown = wording.moment(now.astimezone(zone_of(_home())))
    if latest - now <= CLOCK_SLACK:
        return Check(name="clock", title="Đồng hồ", state="ok", words=f"{shown}.")
    ahead = wording.moment(latest.astimezone(zone_of(_home())))
    return Check(
        name="clock", title="Đồng hồ", state="fail",
        words=f"Máy đang ghi {shown}, sớm hơn lần chạy đã ghi nhận lúc {ahead}.",
        remedy="Chỉnh lại ngày giờ của máy (bật đồng bộ giờ NTP) trước khi gửi thư.",
    )  # fmt: skip


def _home() -> str:
    return str(Ward.model_fields["timezone"].default)


def _schedule(name: str, beat: Beat | None, now: datetime) -> Check:
    def answer(state: Literal["ok", "warn", "fail"], words: str, remedy: str = "") -> Check:
        return Check(
            name=f"schedule-{name}", title=TITLES[name], state=state, words=words, remedy=remedy
        )

    if beat is None:
        return answer(
            "warn", "Chưa chạy lần nào.", "Chạy dondoc up, hoặc bật dịch vụ dondoc-flows."
        )
    last = f"Lần chạy gần nhất: {wording.moment(beat.at.astimezone(zone_of(_home())))}."
    if now - beat.at > SILENCE[name]:
        return answer("fail", f"Không chạy nữa. {last}", "Xem nhật ký rồi khởi động lại dondoc.")
    if not beat.ok:
        failed = ", ".join(beat.facts.get("failed", {}))
        return answer(
            "fail", f"{last} Lỗi ở: {failed or 'không rõ'}.", "Xem lượt chạy trong Prefect."
        )
    return answer("ok", last)


def _mails(session: Session, contexts: list[WardRows], now: datetime, limits: Limits) -> Check:
    """A mail that may leave and does not is a trouble; one that waits for its hour is none."""
    title, total = "Thư chờ gửi", outbox.count_waiting(session)
    stuck = [
        mail
        for context in contexts
        if context.is_open(now)
        for mail in [outbox.oldest_waiting(session, context.ward_id)]
        if mail is not None and now - mail.not_before > PATIENCE
    ]
    used, full = limiting.words(session, limits, now, zone_of(_home()))
    if full:
        return Check(
            name="outbox", title=title, state="ok" if not stuck else "warn",
            words=f"{wording.count(total, 'thư')}. {used} {full}",
            remedy="Thư không mất. Nếu nhà cung cấp cho gửi nhiều hơn, hãy nâng DONDOC_MAILS_PER_HOUR, "
            "DONDOC_MAILS_PER_DAY." if stuck else "",
        )  # fmt: skip
    if not stuck:
        words = f"{wording.count(total, 'thư')}, đang chờ đến giờ gửi." if total else "Không có."
        return Check(name="outbox", title=title, state="ok", words=f"{words} {used}".strip())
    oldest = min(stuck, key=lambda mail: mail.made_at)
    since = wording.moment(oldest.made_at.astimezone(zone_of(_home())))
    said = f" Máy chủ thư: “{oldest.last_words}”." if oldest.last_words else ""
    return Check(
        name="outbox", title=title,
        state="fail" if now - oldest.made_at > TOO_LONG else "warn",
        words=f"{wording.count(total, 'thư')}, cũ nhất từ {since}.{said}",
        remedy="Kiểm tra máy chủ thư và lịch gửi thư; thư không mất và sẽ được gửi lại.",
    )  # fmt: skip


def _alarms(session: Session) -> Check:
    found = outbox.open_alarms(session)
    if not found:
        return Check(name="alarms", title="Cảnh báo", state="ok", words="Không có.")
    return Check(
        name="alarms", title="Cảnh báo", state="warn",
        words=" ".join(alarm.words for alarm in found),
        remedy="Xem và trả lời: dondoc alarm list.",
    )  # fmt: skip


def _watcher(app: App, beat: Beat | None) -> Check:
    """Whoever watches from outside hears from here only while nothing is late."""
    name, title = "watcher", "Máy giám sát bên ngoài"
    if app.settings.ping_url is None:
        words = "Chưa đặt; nếu cả máy này ngừng thì không ai được báo (DONDOC_PING_URL)."
        return Check(name=name, title=title, state="ok", words=words)
    if beat is None:
        return Check(name=name, title=title, state="warn", words="Chưa báo lần nào.")
    last = wording.moment(beat.at.astimezone(zone_of(_home())))
    if beat.facts.get("trouble"):
        return Check(
            name=name, title=title, state="fail", words=f"{last}: {beat.facts['trouble']}.",
            remedy="Kiểm tra DONDOC_PING_URL và đường mạng ra ngoài.",
        )  # fmt: skip
    if beat.facts.get("late"):
        return Check(
            name=name, title=title, state="fail", words=f"{last}: không báo, vì có việc chậm.",
            remedy="Xem: dondoc audit.",
        )  # fmt: skip
    return Check(name=name, title=title, state="ok", words=f"Đã báo {last}.")


def _contacts(contexts: list[WardRows], now: datetime) -> Iterator[Check]:
    if not contexts:
        yield Check(
            name="wards", title="Phường, xã", state="warn", words="Chưa nạp phường, xã nào.",
            remedy="Nạp bằng lệnh: dondoc ward load TỆP.",
        )  # fmt: skip
    for context in contexts:
        yield _contacts_of(context, now)


def _contacts_of(context: WardRows, now: datetime) -> Check:
    day = context.day(now)
    mute = [
        unit.name for unit in context.living_units(day) if context.reach(unit.id or 0, day) is None
    ]
    name, title = f"contacts-{context.ward.key}", f"Đầu mối của {context.ward.name}"
    if not mute:
        return Check(name=name, title=title, state="ok", words="Đơn vị nào cũng có địa chỉ thư.")
    return Check(
        name=name, title=title, state="warn", words=f"Chưa có địa chỉ thư: {wording.join(mute)}.",
        remedy="Bổ sung trên trang Đầu mối, hoặc bằng lệnh: dondoc contact add.",
    )  # fmt: skip


def _gateway(app: App, contexts: list[WardRows]) -> Iterator[Check]:
    """A way out that somebody chose and that is not set up: their mails leave as mail instead."""
    ready = set(app.way_names)
    chosen = {
        one.channel or context.ward.channel for context in contexts for one in context.contacts
    }
    title = "Cổng gửi tin"
    if missing := sorted(chosen - ready):
        yield Check(
            name="gateway", title=title, state="warn",
            words=f"Có đầu mối nhận tin {wording.join(wording.WAY_NAMES.get(m, m) for m in missing)} "
            "nhưng chưa cài cổng; tin của họ đi qua thư điện tử.",
            remedy="Đặt DONDOC_WEBHOOK_URL và DONDOC_WEBHOOK_SECRET, hoặc chọn lại kênh nhận tin.",
        )  # fmt: skip
    elif app.settings.webhook_url:
        words = f"{app.settings.webhook_url}, tin được ký."
        yield Check(name="gateway", title=title, state="ok", words=words)
