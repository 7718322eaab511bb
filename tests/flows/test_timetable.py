"""The one timetable, and that ``deploy/prefect.yaml`` says the same."""

import importlib
import inspect
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from flows.timetable import DEPLOYMENT, TIMETABLE, Timed

ROOT = Path(__file__).parents[2]


def test_prefect_yaml_deploys_the_flows_of_the_timetable_and_no_others() -> None:
    text = (ROOT / "deploy" / "prefect.yaml").read_text(encoding="utf-8")

    assert yaml.safe_load(text)["deployments"] == [
        {
            "name": DEPLOYMENT,
            "description": timed.why,
            "entrypoint": timed.entrypoint,
            "tags": timed.tags,
            "schedules": [{"cron": timed.cron, "timezone": timed.timezone, "active": True}],
            "work_pool": {"name": "dondoc"},
        }
        for timed in TIMETABLE
    ]


def test_every_flow_has_a_module_and_every_module_of_a_flow_a_row() -> None:
    helpers = {"__init__", "timetable", "wards", "serve"}

    modules = {path.stem for path in (ROOT / "flows").glob("*.py")} - helpers

    assert modules == {timed.key for timed in TIMETABLE}


def test_names_in_prefect_are_different_from_each_other() -> None:
    assert len({timed.title for timed in TIMETABLE}) == len(TIMETABLE)


@pytest.mark.parametrize("timed", TIMETABLE, ids=lambda timed: timed.key)
def test_hours_are_read_in_the_zone_of_the_wards_and_never_join_day_and_weekday(
    timed: Timed,
) -> None:
    minute, hour, day, month, weekday = timed.cron.split()

    assert ZoneInfo(timed.timezone).key == "Asia/Ho_Chi_Minh"
    assert "*" in (day, weekday)
    assert (month, minute != "", hour != "") == ("*", True, True)


@pytest.mark.flow
@pytest.mark.parametrize("timed", TIMETABLE, ids=lambda timed: timed.key)
def test_the_row_leads_to_the_flow_of_this_name(timed: Timed) -> None:
    from prefect import Flow

    found = getattr(importlib.import_module(f"flows.{timed.key}"), timed.function)

    assert isinstance(found, Flow)
    assert found.name == timed.title
    assert found.timeout_seconds is not None
    assert inspect.getdoc(found.fn) is not None
