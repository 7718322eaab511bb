"""Is anything late? If not, a sign of life goes to whoever watches from outside."""

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from dondoc import clock
from dondoc.operate import ping
from dondoc.operate.ping import Audit
from flows.timetable import AUDIT
from flows.wards import named, opened


@task(
    name="Kiểm tra việc chậm",
    tags=AUDIT.tags,
    retries=1,
    retry_delay_seconds=20,
    timeout_seconds=120,
    cache_policy=NO_CACHE,
)
def look() -> Audit:
    """One look at the whole installation; a second one does no harm."""
    with opened() as app:
        return ping.audit(app, now=clock.now())


@flow(name=AUDIT.title, flow_run_name=named(AUDIT), timeout_seconds=300)
def audit() -> int:
    """Look for what is late; returns how many things are.

    What is late is no failure of this flow: the sign that stays away is the alarm.
    """
    found = look()
    for late in found.pulse.late:
        get_run_logger().warning(late.words)
    if found.trouble:
        get_run_logger().warning("Không báo được cho máy giám sát: %s", found.trouble)
    return len(found.pulse.late)
