"""Two at once: rounds over one ward take turns, and the second finds nothing left to do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from dondoc.rules.moves import Refused
from dondoc.usecases import confirm
from dondoc.usecases.round import run_round
from dondoc.wiring import App
from tests.factories import OFFICER, Office, clause, draft_plan, load, office, on_dates
from tests.usecases.play import local

DUE = on_dates("2025-04-10")


def test_r2_rounds_at_the_same_moment_queue_each_mail_once(app: App, now: datetime) -> None:
    ward = office(app, [clause("V.1", ["culture", "radio"], DUE)], now=now)
    moment = local("2025-04-09 07:30")

    def one_round(_: int) -> int:
        with app.transaction() as session:
            return run_round(session, ward.ward_id, voice=app.voice, now=moment).mails

    with ThreadPoolExecutor(4) as pool:
        counts = sorted(pool.map(one_round, range(4)))

    assert counts == [0, 0, 0, 2]


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
