"""Runs the flows on this machine by the timetable: ``python -m flows.serve``.

Needs a Prefect server at ``PREFECT_API_URL``. Several machines use a work pool instead; see
``deploy/prefect.yaml``.
"""

from collections.abc import Iterator
from typing import Any

from prefect import Flow, serve
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from dondoc import clock
from flows.audit import audit
from flows.dates import recompute_dates
from flows.deliver import send_mails
from flows.incoming import read_mails
from flows.notify import send_decisions
from flows.round import run_rounds
from flows.summaries import draft_summaries
from flows.timetable import (
    AUDIT,
    DATES,
    DELIVER,
    DEPLOYMENT,
    INCOMING,
    NOTIFY,
    ROUND,
    SUMMARIES,
    Timed,
)

#: Flow runs at once on this machine; each is a process of its own.
AT_ONCE = 2
PAGE = 200

FLOWS: tuple[tuple[Timed, Flow[..., Any]], ...] = (
    (DATES, recompute_dates),
    (ROUND, run_rounds),
    (NOTIFY, send_decisions),
    (DELIVER, send_mails),
    (INCOMING, read_mails),
    (SUMMARIES, draft_summaries),
    (AUDIT, audit),
)


def deployment(timed: Timed, flow: Flow[..., Any]) -> RunnerDeployment:
    """Return the deployment of one row of the timetable."""
    made = flow.to_deployment(
        name=DEPLOYMENT,
        # Not left open: a schedule that someone or something paused goes on after a start.
        paused=False,
        schedule=Cron(timed.cron, timezone=timed.timezone),
        description=timed.why,
        tags=timed.tags,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    if not isinstance(made, RunnerDeployment):
        raise TypeError("to_deployment is asynchronous only inside an event loop")
    return made


def drop_missed_runs() -> int:
    """Delete planned runs whose hour has passed while nobody was there to run them.

    Prefect would run them all, one after the other; the next run of each flow catches up
    with everything by itself. Returns how many were deleted.
    """
    dropped = 0
    with get_client(sync_client=True) as client:
        for run in _missed(client):
            client.delete_flow_run(run.id)
            dropped += 1
    return dropped


def _missed(client: SyncPrefectClient) -> Iterator[FlowRun]:
    planned = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        expected_start_time=FlowRunFilterExpectedStartTime(before_=clock.now()),
    )
    ours = DeploymentFilter(tags=DeploymentFilterTags(all_=["dondoc"]))
    while page := client.read_flow_runs(
        flow_run_filter=planned,
        deployment_filter=ours,
        sort=FlowRunSort.EXPECTED_START_TIME_ASC,
        limit=PAGE,
    ):
        yield from page


def main() -> None:
    """Register the flows and run them until SIGINT or SIGTERM."""
    drop_missed_runs()
    serve(
        *(deployment(timed, flow) for timed, flow in FLOWS),
        # Otherwise every stop would leave the schedules paused, also after the next start.
        pause_on_shutdown=False,
        print_starting_message=False,
        limit=AT_ONCE,
    )


if __name__ == "__main__":
    main()
