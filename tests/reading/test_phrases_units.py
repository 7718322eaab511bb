"""Each phrase of ``phrases/units.yaml``, read as an item of a small plan."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from dondoc.reading.draft import ReadClause
from dondoc.reading.read import read_text

_TABLE = yaml.safe_load(
    Path(__file__).with_name("phrases").joinpath("units.yaml").read_text("utf-8")
)
_PHRASES = [phrase for topic in _TABLE.values() for phrase in topic]
_PLAN = """\
KẾ HOẠCH
Giữ gìn xóm làng sạch đẹp năm 2027

III. TỔ CHỨC THỰC HIỆN

{items}

Trên đây là Kế hoạch giữ gìn xóm làng./.
"""


def _items(phrase: dict[str, Any]) -> str:
    if "heading" in phrase:
        return f"1. {phrase['heading']}\n\n- {phrase['phrase']}\n\n- Lau chùi tủ sách."
    return f"1. {phrase['phrase']}\n\n2. Công an xã: lau chùi tủ sách."


def _clause(phrase: dict[str, Any]) -> ReadClause:
    reading = read_text(_PLAN.format(items=_items(phrase)))
    return next(clause for clause in reading.clauses if clause.text == phrase["phrase"])


@pytest.mark.parametrize("phrase", _PHRASES, ids=lambda phrase: str(phrase["phrase"])[:60])
def test_a_phrase_is_read_as_a_careful_officer_would(phrase: dict[str, Any]) -> None:
    clause = _clause(phrase)

    found = (list(clause.lead), list(clause.support), clause.mode)
    wanted = (phrase.get("lead", []), phrase.get("support", []), phrase.get("mode", "assign"))
    assert found == wanted


@pytest.mark.parametrize(
    "phrase",
    [phrase for phrase in _PHRASES if "except" in phrase],
    ids=lambda phrase: str(phrase["phrase"])[:60],
)
def test_bodies_that_are_left_out_are_kept_with_those_who_must_act(phrase: dict[str, Any]) -> None:
    clause = _clause(phrase)

    assert {unit.except_ for unit in clause.units} == {tuple(phrase["except"])}


def test_the_table_is_large_enough_to_tell() -> None:
    assert len(_PHRASES) >= 100
