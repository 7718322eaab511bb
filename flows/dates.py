"""Open dates computed again where a ward's working days have changed, before the morning's round.

Here reorganisations whose day has come are carried out, and in November the officer is asked to
confirm next year's days off.
"""

from datetime import datetime

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from sqlmodel import Session

from dondoc import clock
from dondoc.usecases import calendar_ask, reorganise
from dondoc.usecases.replan import Preview, recompute
from dondoc.wiring import App
from flows.timetable import DATES
from flows.wards import Pass, Shard, close, local, named, serve_each, shards


@task(
    name="Tính lại thời hạn của một nhóm phường",
    task_run_name="Nhóm {shard.number}",
    tags=DATES.tags,
    retries=2,
    retry_delay_seconds=[10, 60],
    timeout_seconds=900,
    cache_policy=NO_CACHE,
)
def recompute_shard(shard: Shard, now: datetime) -> Pass[Preview | None]:
    """One transaction a ward; where nothing is due and the working days are as before, nothing."""

    def serve(app: App, session: Session, ward_id: int) -> Preview | None:
        reorganise.carry_out_due(session, ward_id, now=now)
        calendar_ask.ask(session, ward_id, voice=app.voice, now=now)
        return recompute(session, ward_id, now=now)

    return serve_each(shard, serve)


@flow(
    name=DATES.title,
    flow_run_name=named(DATES),
    retries=1,
    retry_delay_seconds=60,
    timeout_seconds=3600,
)
def recompute_dates(now: datetime | None = None) -> int:
    """Compute open dates again where working days changed; returns how many assignments moved.

    Raises:
        WardsFailed: some wards failed; all the others were served.
    """
    instant = now or clock.now()
    result: Pass[Preview | None] = Pass()
    for shard in shards():
        result.add(recompute_shard(shard, instant))
    moved = {key: len(done.moved) for key, done in result.done.items() if done is not None}
    lines = [f"- {key}: {number} nhiệm vụ chuyển hạn" for key, number in moved.items() if number]
    create_markdown_artifact(
        key="tinh-lai-thoi-han",
        markdown="\n".join(
            [f"Tính lại ngày {local(instant):%d/%m/%Y}:", "", *(lines or ["- không có thay đổi"])]
        ),
    )
    close(DATES, result, now=instant, facts={"moved": sum(moved.values())})
    return sum(moved.values())
