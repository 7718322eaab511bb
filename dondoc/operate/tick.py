"""One turn of the whole: dates, round and news for every ward, then the outbox; no scheduler needed."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from dondoc.usecases import calendar_ask, notify, reorganise, replan, summarise
from dondoc.usecases.deliver import DeliverOutcome, deliver_by_all
from dondoc.usecases.round import RoundOutcome, run_round
from dondoc.wiring import App
from models.queries import wards


@dataclass
class Turn:
    """What a turn did; ``failed`` holds the wards that could not be served, with the reason."""

    rounds: dict[int, RoundOutcome] = field(default_factory=dict)
    news: int = 0
    delivered: DeliverOutcome = field(default_factory=DeliverOutcome)
    failed: dict[int, Exception] = field(default_factory=dict)


def serve_ward(app: App, ward_id: int, turn: Turn, *, now: datetime, force: bool = False) -> None:
    """Serve one ward in one transaction; a failure is kept aside.

    Dates are looked at first, so that the round tells them as they are now.
    """

    def serve(session: Session) -> tuple[RoundOutcome, int]:
        reorganise.carry_out_due(session, ward_id, now=now)
        replan.recompute(session, ward_id, now=now)
        calendar_ask.ask(session, ward_id, voice=app.voice, now=now)
        outcome = run_round(session, ward_id, voice=app.voice, now=now, force=force)
        news = notify.notify(session, ward_id, voice=app.voice, now=now)
        summarise.draft_due(session, ward_id, now=now)
        return outcome, news

    try:
        turn.rounds[ward_id], news = app.unit_of_work(serve)
    except Exception as error:  # noqa: BLE001 - one ward's failure must not silence the others
        turn.failed[ward_id] = error
    else:
        turn.news += news


def turn(
    app: App,
    *,
    now: Callable[[], datetime],
    ward_ids: list[int] | None = None,
    force: bool = False,
) -> Turn:
    """Serve the wards (all of them, unless some are given) and send what is due."""
    done = Turn()
    if ward_ids is None:
        with app.reading() as session:
            ward_ids = wards.ward_ids(session)
    for ward_id in ward_ids:
        serve_ward(app, ward_id, done, now=now(), force=force)
    done.delivered = send(app, now=now)
    return done


def send(
    app: App, *, now: Callable[[], datetime], linger: timedelta = timedelta(0)
) -> DeliverOutcome:
    """Send what the outbox holds and may leave now; see ``deliver`` for ``linger``."""
    return asyncio.run(
        deliver_by_all(
            app.transaction,
            app.ways(),
            voice=app.voice,
            now=now,
            senders=app.settings.senders,
            limits=app.limits,
            linger=linger,
        )
    )
