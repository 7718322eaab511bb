"""Two at once: rounds over one ward take turns, and the second finds nothing left to do."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, select

from dondoc.rules.moves import Refused
from dondoc.usecases import confirm, report
from dondoc.usecases.report import GivenReport
from dondoc.usecases.round import RoundOutcome, run_round
from dondoc.usecases.voice import Voice
from dondoc.wiring import App
from models.db import make_engine
from models.outbox import OutboxMail
from tests.conftest import app_on
from tests.factories import OFFICER, UNIT, Office, clause, draft_plan, load, office, on_dates
from tests.usecases.play import local

DUE = on_dates("2025-04-10")


def test_r2_rounds_at_the_same_moment_queue_each_mail_once(app: App, now: datetime) -> None:
    ward = office(app, [clause("V.1", ["culture", "radio"], DUE)], now=now)
    moment = local("2025-04-09 07:30")

    def one_round(_: int) -> int:
        return app.unit_of_work(
            lambda session: run_round(session, ward.ward_id, voice=app.voice, now=moment)
        ).mails

    with ThreadPoolExecutor(4) as pool:
        counts = sorted(pool.map(one_round, range(4)))

    assert counts == [0, 0, 0, 2]


@dataclass(frozen=True)
class Interrupted(Voice):
    """Something happens elsewhere at the moment at which this is first asked for its domain."""

    meanwhile: list[Callable[[], None]] = field(default_factory=list)

    @property
    def domain(self) -> str:
        while self.meanwhile:
            self.meanwhile.pop()()
        return super().domain


def test_a_report_that_comes_while_a_round_composes_waits_for_nothing_and_is_heeded(
    sqlite_template: Path, tmp_path: Path, now: datetime
) -> None:
    path = tmp_path / "late.db"
    path.write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{path}"
    app = app_on(make_engine(url, busy_seconds=1), url, tmp_path)
    ward = office(app, [clause("V.1", ["culture", "radio"], DUE)], now=now)
    moment = local("2025-04-09 07:30")
    row = next(row for row in ward.all() if "culture" in row.code)
    composed: list[int] = []

    def report_it() -> None:
        with app.transaction() as session:
            report.report(
                session, row.id or 0, given=GivenReport(text="Đã xong"), actor=UNIT, now=now
            )

    voice = Interrupted(**vars(app.voice), meanwhile=[report_it])

    def one_round(session: Session) -> RoundOutcome:
        composed.append(1)
        return run_round(session, ward.ward_id, voice=voice, now=moment)

    outcome = app.unit_of_work(one_round)

    assert len(composed) == 2
    with app.reading() as session:
        told = {mail.to_address: mail.facts for mail in session.exec(select(OutboxMail)).all()}
    spoken_of = {
        entry["assignment_id"]
        for facts in told.values()
        for entry in facts["entries"]
        if entry["kind"] == "reminder"
    }
    assert row.id not in spoken_of
    assert outcome.mails == len(told)


def test_a_plan_confirmed_twice_at_once_is_dated_once(app: App, now: datetime) -> None:
    with app.transaction() as session:
        ward_id = load(session, now=now)
        plan_id = draft_plan(session, ward_id, [clause("V.1", ["culture"], DUE)], now=now).id or 0

    def confirm_it(_: int) -> bool:
        try:
            with app.transaction() as session:
                confirm.confirm(session, plan_id, actor=OFFICER, now=now)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = sorted(pool.map(confirm_it, range(2)))

    assert done == [False, True]
    assert len(Office(app, ward_id, plan_id).all()) == 1
