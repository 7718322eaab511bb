"""Drafts of the interim and final summaries, ready on the morning after a period's end."""

from datetime import datetime

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from dondoc import clock
from dondoc.usecases.summarise import draft_due
from flows.timetable import SUMMARIES
from flows.wards import Pass, Shard, close, local, named, serve_each, shards


@task(
    name="Dự thảo báo cáo của một nhóm phường",
    task_run_name="Nhóm {shard.number}",
    tags=SUMMARIES.tags,
    retries=2,
    retry_delay_seconds=[10, 60],
    timeout_seconds=900,
    cache_policy=NO_CACHE,
)
def draft_shard(shard: Shard, now: datetime) -> Pass[list[str]]:
    """One transaction a ward; a period that has a draft keeps it."""
    return serve_each(
        shard,
        lambda _, session, ward: [made.name for made in draft_due(session, ward, now=now)],
    )


@flow(
    name=SUMMARIES.title,
    flow_run_name=named(SUMMARIES),
    retries=1,
    retry_delay_seconds=60,
    timeout_seconds=3600,
)
def draft_summaries(now: datetime | None = None) -> int:
    """Draft a summary for each period that has ended and has none; returns their number.

    Raises:
        WardsFailed: some wards failed; all the others were served.
    """
    instant = now or clock.now()
    result: Pass[list[str]] = Pass()
    for shard in shards():
        result.add(draft_shard(shard, instant))
    made = [f"- {key}: {name}" for key, names in result.done.items() for name in names]
    create_markdown_artifact(
        key="du-thao-bao-cao",
        markdown="\n".join(
            [f"Dự thảo lập ngày {local(instant):%d/%m/%Y}:", "", *(made or ["- không có"])]
        ),
    )
    close(SUMMARIES, result, now=instant, facts={"summaries": len(made)})
    return len(made)
