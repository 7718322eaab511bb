"""The outbox leaves the house."""

from dataclasses import asdict
from datetime import timedelta

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from dondoc import clock
from dondoc.operate.tick import send
from dondoc.usecases import heartbeat
from dondoc.usecases.deliver import DeliverOutcome
from flows.timetable import DELIVER
from flows.wards import named, opened

#: A round beside this stores the mails of ward after ward; they leave over the same connections.
LINGER = timedelta(seconds=2)


@task(
    name="Gửi thư đang chờ",
    tags=DELIVER.tags,
    retries=2,
    retry_delay_seconds=[5, 15],
    timeout_seconds=600,
    cache_policy=NO_CACHE,
)
def send_batch() -> DeliverOutcome:
    """One pass over the outbox; each mail is claimed, so a pass beside this one does no harm."""
    with opened() as app:
        return send(app, now=clock.now, linger=LINGER)


@flow(name=DELIVER.title, flow_run_name=named(DELIVER), timeout_seconds=900)
def send_mails() -> int:
    """Send what is due in the outbox; returns the number of mails that left.

    A server that is down is no failure of the flow: the mails wait, and the board says so.
    """
    outcome = send_batch()
    facts = asdict(outcome)
    with opened() as app, app.transaction() as session:
        heartbeat.record(session, DELIVER.key, now=clock.now(), ok=not outcome.stopped, facts=facts)
    get_run_logger().info("Thư: %s", ", ".join(f"{k}={v}" for k, v in facts.items() if v) or "0")
    return outcome.sent
