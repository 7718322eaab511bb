"""The sample ward with life on its board: eight months played up to today by the real code."""

import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from dondoc.operate import behaviours, sink
from dondoc.operate.behaviours import Behaviour, Office, Step, Subject
from dondoc.operate.play import Player, officer_for
from dondoc.operate.simulate import SAMPLE_WARD
from dondoc.reading.read import read_document
from dondoc.reports.sample_plan import SamplePlan, sample_plan
from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.local import at_local
from dondoc.usecases import confirm, import_plan, load_ward
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.ward_file import read_ward_file
from dondoc.wiring import App, capturing, throw_away
from models.plan import Mode
from models.queries import assignments, outbox, wards
from notifications.channel import Envelope

Say = Callable[[str], None]
SEED = 4
#: Mails older than this many of the newest are left out of the sample's mailbox.
SHOWN_MAILS = 120


def prepare(app: App, *, say: Say, now: datetime) -> None:
    """Fill an empty database with the sample; one that holds a ward is left as it is.

    On SQLite the play runs beside and is copied at its end, so that a stop half-way leaves an
    empty database and not half a sample.
    """
    with app.reading() as session:
        if wards.ward_ids(session):
            say("Tiếp tục với dữ liệu đã có.")
            return
    if app.engine.dialect.name != "sqlite":
        _fill(app, app.settings.data_dir, say=say, now=now)
        return
    with tempfile.TemporaryDirectory(dir=app.settings.data_dir, prefix="demo-") as folder:
        stage = replace(throw_away(Path(folder)), voice=app.voice)
        _fill(stage, app.settings.data_dir, say=say, now=now)
        stage.engine.dispose()
        _copy(Path(folder) / "dondoc.db", Path(app.engine.url.database or ""))


def _copy(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as given, sqlite3.connect(target) as taken:
        given.backup(taken)
    given.close()
    taken.close()


def _fill(app: App, data_dir: Path, *, say: Say, now: datetime) -> None:
    say("Nạp phường mẫu và kế hoạch mẫu …")
    source = read_ward_file(SAMPLE_WARD)
    with app.transaction() as session:
        ward = load_ward.load_ward(session, source, now=now)
        context = load_ward_context(session, ward.id or 0)
    plan = sample_plan(context.day(now))
    path = write_sample(plan, data_dir)
    opening = _opening(context, plan)
    with app.transaction() as session:
        stored = import_plan.import_plan(
            session, context.ward_id, reading=read_document(path), file_name=path.name,
            file_bytes=plan.docx, now=opening,
        )  # fmt: skip
        confirm.confirm(session, stored.id or 0, actor=officer_for(context, None), now=opening)
    say(f"Diễn lại từ ngày {opening.astimezone(context.zone):%d/%m/%Y} đến hôm nay …")
    playing, channel = capturing(app)
    behaviour = _cast(app, context, now)
    watch = _progress(context, opening, now, say)
    Player(playing, context.ward_id, behaviour, watch).run(opening, now)
    say(f"Đã diễn xong: {len(channel.taken)} thư đã gửi.")
    _fill_mailbox(app, channel.taken[-SHOWN_MAILS:], data_dir / "sent")


def write_sample(plan: SamplePlan, data_dir: Path) -> Path:
    """Write the sample plan as DOCX and as text; returns the DOCX."""
    folder = data_dir / "sample"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ke-hoach-mau.txt").write_text(plan.text, "utf-8")
    path = folder / "ke-hoach-mau.docx"
    path.write_bytes(plan.docx)
    return path


def _opening(context: WardContext, plan: SamplePlan) -> datetime:
    day = context.calendar.on_or_after(plan.issued_on)
    return at_local(day, "08:00", context.zone)


def _progress(context: WardContext, start: datetime, end: datetime, say: Say) -> Callable[[datetime], None]:  # fmt: skip
    last: list[int] = [start.astimezone(context.zone).month]

    def watch(moment: datetime) -> None:
        local = moment.astimezone(context.zone)
        if local.month != last[0]:
            last[0] = local.month
            share = round(100 * ((moment - start) / (end - start)))
            say(f"  … đến tháng {local:%m/%Y} ({share}%)")

    return watch


def _cast(app: App, context: WardContext, now: datetime) -> Behaviour:
    """Return a mixed ward in which every standing is sure to be seen today."""
    today = context.day(now)
    with app.reading() as session:
        rows = [w.assignment for w in assignments.work(session, context.ward_id)]
    ordered = sorted(
        (row for row in rows if row.mode is Mode.ASSIGN), key=lambda row: (row.due_at, row.code)
    )
    calendar = context.calendar
    safely_past = calendar.add(today, -5)
    past = [row.code for row in ordered if context.day(row.due_at) <= safely_past]
    coming = [row.code for row in ordered if context.day(row.due_at) > today]
    roles: dict[str, list[Step]] = {}
    if len(past) >= 3:
        roles[past[-1]] = []
        roles[past[-2]] = _returned_yesterday(past[-2], today, calendar)
    if len(coming) >= 2:
        roles[coming[0]] = [_step(calendar.add(today, -1), coming[0], "report", REPORT, 10)]
        roles[coming[1]] = [
            _step(calendar.add(today, -2), coming[1], "ack", "", 9),
            _step(calendar.add(today, -1), coming[1], "ask", WISH, 11, days=5),
        ]
    usual = behaviours.mixed(Office(calendar), seed=SEED)

    def steps(subject: Subject) -> list[Step]:
        return roles[subject.code] if subject.code in roles else usual(subject)

    return steps


REPORT = "Đã thực hiện đủ nội dung được giao; gửi kèm số liệu để cán bộ Nội vụ xem xét."
WISH = "Người phụ trách đi tập huấn, đề nghị lùi hạn để tổng hợp đủ số liệu của các khóm."
RETURN = "Thiếu danh sách tập thể, cá nhân tiêu biểu; đề nghị bổ sung rồi gửi lại."


def _returned_yesterday(code: str, today: date, calendar: WorkCalendar) -> list[Step]:
    return [
        _step(calendar.add(today, -2), code, "report", REPORT, 9),
        _step(calendar.add(today, -1), code, "return", RETURN, 14, days=3),
    ]


def _step(
    day: date, code: str, move: behaviours.MoveName, text: str, hour: int, *, days: int = 0
) -> Step:
    return Step(datetime.combine(day, time(hour)), code, move, text, days, figure=12)


def _fill_mailbox(app: App, mails: list[Envelope], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with app.reading() as session:
        for envelope in mails:
            row = outbox.mail_by_message_id(session, envelope.message_id)
            sink.keep(
                folder, envelope.content, sender=envelope.mail_from, recipient=envelope.rcpt_to,
                at=row.sent_at if row else None,
            )  # fmt: skip
