"""Bounces, answers and out-of-office notes that have come in."""

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from dondoc import clock
from dondoc.operate.post import Post, read_all
from flows.timetable import INCOMING
from flows.wards import named, opened


@task(
    name="Đọc hộp thư đến",
    tags=INCOMING.tags,
    retries=1,
    retry_delay_seconds=30,
    timeout_seconds=600,
    cache_policy=NO_CACHE,
)
def read_once() -> Post:
    """One pass over every mailbox; a mail that is read twice is one mail."""
    with opened() as app:
        return read_all(app, now=clock.now)


@flow(name=INCOMING.title, flow_run_name=named(INCOMING), timeout_seconds=900)
def read_mails() -> int:
    """Read what has come in; returns the number of new mails, 0 where no mailbox is set.

    A mailbox that cannot be read is no failure of the flow: the heartbeat says so, and the mails
    wait there.
    """
    post = read_once()
    for trouble in post.troubles:
        get_run_logger().warning(trouble)
    get_run_logger().info("Thư đến: %s", post.taken)
    return post.taken.taken
