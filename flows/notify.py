"""Decisions that units wait for: mailed the same day, after a window in which they merge."""

from datetime import datetime

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from dondoc import clock
from dondoc.usecases.notify import notify
from flows.timetable import NOTIFY
from flows.wards import Pass, Shard, close, named, serve_each, shards


@task(
    name="Báo quyết định cho một nhóm phường",
    task_run_name="Nhóm {shard.number}",
    tags=NOTIFY.tags,
    retries=2,
    retry_delay_seconds=[10, 30],
    timeout_seconds=120,
    cache_policy=NO_CACHE,
)
def notify_shard(shard: Shard, now: datetime) -> Pass[int]:
    """One transaction a ward; news once told is not told again."""
    return serve_each(
        shard, lambda app, session, ward: notify(session, ward, voice=app.voice, now=now)
    )


@flow(
    name=NOTIFY.title,
    flow_run_name=named(NOTIFY),
    retries=1,
    retry_delay_seconds=30,
    timeout_seconds=600,
)
def send_decisions(now: datetime | None = None) -> int:
    """Queue the mails about decisions of every ward; returns their number.

    Raises:
        WardsFailed: some wards failed; all the others were served.
    """
    instant = now or clock.now()
    result: Pass[int] = Pass()
    for shard in shards():
        result.add(notify_shard(shard, instant))
    mails = sum(result.done.values())
    close(NOTIFY, result, now=instant, facts={"mails": mails})
    return mails
