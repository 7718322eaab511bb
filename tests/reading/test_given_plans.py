"""Real plans with hand-made answers, where a folder of them is given by PLANS.

Without the folder there is no test here at all: the tests of the project stand on texts of their own.
"""

import os
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
import yaml

from dondoc.reading.folding import fold
from dondoc.reading.read import read_document

_FOLDER = os.environ.get("PLANS")
_GOLDS = sorted(Path(_FOLDER).glob("*.gold.yaml")) if _FOLDER else []


def _answers(gold: Path) -> tuple[Path, dict[str, Any]]:
    text = gold.with_name(gold.name.removesuffix(".gold.yaml") + ".txt")
    return text, yaml.safe_load(gold.read_text("utf-8"))


def _alike(wanted: str, name: str) -> bool:
    short, long = sorted((fold(wanted), fold(name)), key=len)
    return short in long or SequenceMatcher(None, short, long).ratio() > 0.8


if _GOLDS:

    @pytest.mark.parametrize("gold", _GOLDS, ids=lambda path: path.name)
    def test_a_given_plan_has_the_clauses_of_its_answers(gold: Path) -> None:
        file, answers = _answers(gold)
        wanted = {c["path"] for c in answers["clauses"] if c.get("kind") != "generic"}

        found = {clause.path for clause in read_document(file).clauses}

        assert len(wanted & found) >= 0.95 * len(wanted)
        assert len(found) <= 1.1 * len(answers["clauses"])

    @pytest.mark.parametrize("gold", _GOLDS, ids=lambda path: path.name)
    def test_a_given_plan_names_those_who_must_act(gold: Path) -> None:
        file, answers = _answers(gold)
        found = {clause.path: clause.lead for clause in read_document(file).clauses}

        for clause in answers["clauses"]:
            lead = found.get(clause["path"], ())
            assert len(lead) == len(clause["lead"]), clause["path"]
            for wanted, name in zip(clause["lead"], lead, strict=True):
                assert _alike(wanted, name), clause["path"]
