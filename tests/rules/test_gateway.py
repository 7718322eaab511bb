"""A gateway's answer is judged as a mail server's would be."""

import pytest

from dondoc.rules.delivery import Outcome
from dondoc.rules.gateway import judge


@pytest.mark.parametrize(
    ("status", "error", "outcome"),
    [
        (301, "", Outcome.STOP),
        (400, "", Outcome.PARK),
        (401, "", Outcome.STOP),
        (403, "", Outcome.STOP),
        (404, "", Outcome.STOP),
        (404, "recipient", Outcome.ADDRESS),
        (408, "", Outcome.LATER_RECIPIENT),
        (409, "", Outcome.LATER_RECIPIENT),
        (413, "", Outcome.PARK),
        (422, "", Outcome.PARK),
        (422, "recipient", Outcome.ADDRESS),
        (422, "content", Outcome.PARK),
        (429, "", Outcome.LATER),
        (500, "", Outcome.LATER_RECIPIENT),
        (500, "recipient", Outcome.LATER_RECIPIENT),
        (502, "", Outcome.LATER),
        (503, "", Outcome.LATER),
        (504, "", Outcome.DOUBTFUL),
        (507, "", Outcome.LATER_RECIPIENT),
        (599, "", Outcome.LATER_RECIPIENT),
    ],
)
def test_each_status_has_its_class(status: int, error: str, outcome: Outcome) -> None:
    assert judge(status, error=error, words="relay access denied, authenticate first") is outcome
