"""How the flows are registered: on this machine, and for a work pool."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from dondoc import clock
from flows.timetable import TIMETABLE

if TYPE_CHECKING:
    from prefect.client.schemas.responses import DeploymentResponse

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.flow

SCHEDULES = {timed.title: [(timed.cron, timed.timezone, True)] for timed in TIMETABLE}


def register() -> list[UUID]:
    """Register every flow as a start does; returns the deployments in the timetable's order."""
    from flows.serve import FLOWS, deployment

    made = [deployment(timed, flow).apply() for timed, flow in FLOWS]
    return [one for one in made if isinstance(one, UUID)]


def hours(deployment: "DeploymentResponse") -> list[tuple[str, str | None, bool]]:
    from prefect.client.schemas.schedules import CronSchedule

    return [
        (one.schedule.cron, one.schedule.timezone, one.active)
        for one in deployment.schedules
        if isinstance(one.schedule, CronSchedule)
    ]


def test_a_start_registers_every_flow_with_its_hours_and_ends_a_pause(prefect_server: None) -> None:
    from prefect.client.orchestration import get_client

    ids = register()
    with get_client(sync_client=True) as client:
        client.pause_deployment(ids[0])
        paused = client.read_deployment(ids[0]).paused

    again = register()

    with get_client(sync_client=True) as client:
        found = [client.read_deployment(one) for one in ids]
        names = [client.read_flow(one.flow_id).name for one in found]
    assert (paused, [one.paused for one in found]) == (True, [False] * len(TIMETABLE))
    assert again == ids
    assert [one.entrypoint for one in found] == [f"flows.{t.key}.{t.function}" for t in TIMETABLE]
    assert dict(zip(names, map(hours, found), strict=True)) == SCHEDULES


def test_runs_that_nobody_was_there_to_run_are_dropped_and_later_ones_kept(
    prefect_server: None,
) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.sorting import FlowRunSort
    from prefect.states import Scheduled

    from flows.serve import drop_missed_runs

    target = register()[-1]
    now = clock.now()
    with get_client(sync_client=True) as client:
        missed, coming = (
            client.create_flow_run_from_deployment(target, state=Scheduled(scheduled_time=at))
            for at in (now - timedelta(hours=8), now + timedelta(hours=8))
        )

    dropped = drop_missed_runs()

    with get_client(sync_client=True) as client:
        left = {run.id for run in client.read_flow_runs(sort=FlowRunSort.ID_DESC, limit=200)}
    assert dropped >= 1
    assert (missed.id in left, coming.id in left) == (False, True)


def test_the_work_pool_gets_the_same_flows_at_the_same_hours(prefect_server: None) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.client.schemas.filters import WorkPoolFilter, WorkPoolFilterName
    from prefect.client.schemas.sorting import DeploymentSort
    from prefect.settings import PREFECT_API_URL

    with get_client(sync_client=True) as client:
        client.create_work_pool(WorkPoolCreate(name="dondoc", type="process"))

    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all",
         "--prefect-file", "deploy/prefect.yaml"],
        cwd=ROOT,
        env={**os.environ, "PREFECT_API_URL": str(PREFECT_API_URL.value())},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    pool = WorkPoolFilter(name=WorkPoolFilterName(any_=["dondoc"]))
    with get_client(sync_client=True) as client:
        found = client.read_deployments(
            work_pool_filter=pool, sort=DeploymentSort.NAME_ASC, limit=50
        )
        names = [client.read_flow(one.flow_id).name for one in found]
    assert dict(zip(names, map(hours, found), strict=True)) == SCHEDULES
