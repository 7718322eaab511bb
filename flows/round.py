"""The round over every ward: what is due is decided and put into the outbox."""

from datetime import datetime

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from dondoc import clock
from dondoc.usecases.round import RoundOutcome, run_round
from flows.timetable import ROUND
from flows.wards import Pass, Shard, close, local, named, serve_each, shards


@task(
    name="Đôn đốc một nhóm phường",
    task_run_name="Nhóm {shard.number}",
    tags=ROUND.tags,
    retries=2,
    retry_delay_seconds=[10, 60],
    timeout_seconds=300,
    cache_policy=NO_CACHE,
)
def run_shard(shard: Shard, now: datetime) -> Pass[RoundOutcome]:
    """One transaction a ward; a repeated batch finds nothing left to do."""
    return serve_each(
        shard, lambda app, session, ward: run_round(session, ward, voice=app.voice, now=now)
    )


@flow(
    name=ROUND.title,
    flow_run_name=named(ROUND),
    retries=1,
    retry_delay_seconds=30,
    timeout_seconds=1800,
)
def run_rounds(now: datetime | None = None) -> int:
    """Run a round over every ward; returns the number of mails queued.

    Raises:
        WardsFailed: some wards failed; all the others were served.
    """
    instant = now or clock.now()
    result: Pass[RoundOutcome] = Pass()
    for shard in shards():
        result.add(run_shard(shard, instant))
    tell(result, now=instant)
    mails = sum(outcome.mails for outcome in result.done.values())
    close(ROUND, result, now=instant, facts={"mails": mails})
    return mails


def tell(result: Pass[RoundOutcome], *, now: datetime) -> None:
    """Leave a table that a person can read beside the run."""
    closed = sum(outcome.outside_window for outcome in result.done.values())
    create_table_artifact(
        key="luot-don-doc",
        description=(
            f"Lượt đôn đốc lúc {local(now):%H:%M ngày %d/%m/%Y}: {len(result.done)} phường, "
            f"{closed} phường ngoài giờ gửi thư, {len(result.failed)} phường lỗi."
        ),
        table=[
            *(_failure(key, why) for key, why in result.failed.items()),
            *(_line(key, outcome) for key, outcome in result.done.items()),
        ],
    )


def _line(key: str, outcome: RoundOutcome) -> dict[str, str | int]:
    return {
        "Phường": key,
        "Thư mới": outcome.mails,
        "Đang chờ gửi": outcome.waiting,
        "Mốc gộp": outcome.merged,
        "Mốc bỏ qua": outcome.skipped,
        "Báo cáo vượt cấp": outcome.escalated,
        "Ghi chú": _note(outcome),
    }


def _note(outcome: RoundOutcome) -> str:
    if outcome.quiet:
        return "chờ xác nhận sau khi phục hồi"
    if outcome.outside_window:
        return "ngoài giờ gửi thư"
    if outcome.storm:
        return f"chờ cán bộ đồng ý gửi {outcome.storm} thư"
    if outcome.unwritten:
        return f"{outcome.unwritten} nội dung chưa viết được, xem trang Hộp thư đi"
    return ""


def _failure(key: str, why: str) -> dict[str, str | int]:
    empty = ("Thư mới", "Đang chờ gửi", "Mốc gộp", "Mốc bỏ qua", "Báo cáo vượt cấp")
    return {"Phường": key, **dict.fromkeys(empty, 0), "Ghi chú": f"lỗi: {why}"}
