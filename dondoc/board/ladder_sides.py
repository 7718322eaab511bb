"""A ladder that two people edited: as the form showed it, as it is stored now, as it was typed."""

import json
from collections.abc import Mapping
from typing import Any

from dondoc.board import ladder_form
from dondoc.board.choosing import BASE, unpack
from dondoc.board.forms import Posted
from dondoc.board.ladder_form import WrongSteps
from dondoc.rules import ladder as rules
from dondoc.rules.both import Pairs, Told
from dondoc.rules.ladder import Ladder, ladder_of

#: What a form of a ladder carries of the one that it showed.
_STORED = "ladder"
AS_USUAL = "theo thang nhắc chung"


def base_of(stored: Mapping[str, Any]) -> Pairs:
    """Return a stored ladder for the hidden field of its form."""
    return [(_STORED, json.dumps(stored, ensure_ascii=False))]


def sides(
    sent: Posted, now: Mapping[str, Any], usual: Ladder
) -> tuple[list[Told], list[Told], list[Told]]:
    """Return the ladder as shown, as stored now, and as typed."""
    carried = dict(unpack(sent.text(BASE))).get(_STORED, "")
    base = json.loads(carried) if carried else dict(now)
    steps = ladder_form.typed(lambda name: sent.text(f"{ladder_form.PREFIX}{name}"))
    try:
        said = words(ladder_form.chosen(steps, usual, base), usual)
    except WrongSteps as error:
        said = f"(chưa đủ: {error})"
    return (
        [
            _told(
                words(base, usual),
                ladder_form.pairs_of(ladder_form.filled(base, usual), ladder_form.PREFIX),
            )
        ],
        [
            _told(
                words(now, usual),
                ladder_form.pairs_of(ladder_form.filled(now, usual), ladder_form.PREFIX),
            )
        ],
        [_told(said, ladder_form.pairs_of(steps, ladder_form.PREFIX))],
    )


def words(own: Mapping[str, Any], usual: Ladder) -> str:
    """Return how a duty is reminded of, and whether as all others are."""
    said = rules.words(ladder_of(own, usual))
    return f"thang nhắc riêng: {said}" if own else f"{AS_USUAL}: {said}"


def _told(said: str, pairs: Pairs) -> Told:
    return Told(key="ladder", label="Thang nhắc", words=said, pairs=tuple(pairs))
