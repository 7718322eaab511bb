"""Every phrase about time that is read becomes a cadence that can be stored and dated."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from dondoc.reading.times.frame import TimeFrame
from dondoc.reading.work.duties import duties_of
from dondoc.rules.cadence import Cadence, Form
from dondoc.rules.proposals import from_reading
from dondoc.rules.schedule import occurrences, proposed_waves
from tests.rules.cases import facts, usual_calendar

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parents[1] / "reading" / "phrases" / "time.yaml").read_text("utf-8")
)
TEXTS = [row["text"] for rows in TABLE.values() for row in rows]
PLAN = facts(issued="2027-01-12", starts="2027-01-01", ends="2027-12-31")


@pytest.mark.parametrize("text", TEXTS, ids=TEXTS)
def test_what_is_read_can_be_stored_and_dated(text: str) -> None:
    frame = TimeFrame(2027, issued_on=date(2027, 1, 12))

    for duty in duties_of(f"Gửi số liệu, {text}.", frame):
        cadence = from_reading(duty.to_json(), requested=False)
        assert Cadence.from_json(cadence.to_json()) == cadence
        found = occurrences(
            cadence, duty.kind, facts=PLAN, waves=proposed_waves(PLAN), calendar=usual_calendar()
        )
        assert (found != []) is (cadence.form is not Form.NONE)
        assert len({one.key for one in found}) == len(found)
