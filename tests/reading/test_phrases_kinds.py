"""Each sentence of ``phrases/kinds.yaml``, cut into duties of a kind."""

from pathlib import Path

import pytest
import yaml

from dondoc.reading.times.frame import TimeFrame
from dondoc.reading.work.duties import duties_of

_TABLE = yaml.safe_load(
    Path(__file__).with_name("phrases").joinpath("kinds.yaml").read_text("utf-8")
)
_PHRASES = [(phrase, kinds) for topic in _TABLE.values() for phrase, kinds in topic.items()]


@pytest.mark.parametrize(("phrase", "kinds"), _PHRASES, ids=lambda value: str(value)[:50])
def test_a_sentence_holds_duties_of_its_kinds(phrase: str, kinds: list[str]) -> None:
    duties = duties_of(phrase, TimeFrame(year=2027))

    assert list(dict.fromkeys(duty.kind for duty in duties)) == kinds
