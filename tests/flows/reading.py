"""What Prefect shows afterwards, asked of its server."""

import json
from typing import Any


def artifact(key: str, *, nth: int = 0) -> dict[str, Any]:
    """Return the newest artifact of a key (or the ``nth`` before it), tables decoded."""
    from prefect.client.orchestration import get_client

    wanted = {"artifacts": {"key": {"any_": [key]}}, "sort": "CREATED_DESC", "limit": nth + 1}
    with get_client(sync_client=True) as client:
        # Not ``read_artifacts``: in this version it sends a null that the server refuses.
        found = client.request("POST", "/artifacts/filter", json=wanted).json()[nth]
    is_table = found["type"] == "table"
    data = json.loads(found["data"]) if is_table else found["data"]
    return {"description": found["description"], "data": data}


def latest_run(flow_name: str) -> Any:
    """Return the newest run of a flow."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowFilter, FlowFilterName
    from prefect.client.schemas.sorting import FlowRunSort

    with get_client(sync_client=True) as client:
        (run,) = client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=[flow_name])),
            sort=FlowRunSort.EXPECTED_START_TIME_DESC,
            limit=1,
        )
    return run
