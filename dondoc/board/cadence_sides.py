"""A cadence that two people edited: as the form showed it, as it is stored now, as it was typed."""

import json
from collections.abc import Mapping
from dataclasses import replace

from dondoc.board import cadence_form
from dondoc.board.cadence_form import When, WrongWhen
from dondoc.board.choosing import BASE, unpack
from dondoc.board.forms import Posted
from dondoc.rules import cadence_words
from dondoc.rules.both import Pairs, Told
from dondoc.rules.cadence import Cadence, Form

#: What a form of a cadence carries of the one that it showed.
_STORED = "cadence"
#: By which way of the form a cadence is written anew.
_WAYS = {
    Form.DATES: "dates",
    Form.ONCE: "issue",
    Form.AFTER: "event",
    Form.RRULE: "rule",
    Form.EACH_WAVE: "wave",
    Form.NONE: "none",
}


def base_of(stored: Mapping[str, object]) -> Pairs:
    """Return a stored cadence for the hidden field of its form."""
    return [(_STORED, json.dumps(stored, ensure_ascii=False))]


def sides(
    sent: Posted, now: Cadence, *, kind: str, requested: bool
) -> tuple[list[Told], list[Told], list[Told]]:
    """Return the cadence of the form's one duty as shown, as stored now, and as typed."""
    carried = dict(unpack(sent.text(BASE))).get(_STORED, "")
    base = Cadence.from_json(json.loads(carried)) if carried else now
    when = cadence_form.typed(
        lambda name: sent.text(f"d0-{name}"), lambda name: sent.texts(f"d0-{name}")
    )
    try:
        words = cadence_words.words(cadence_form.chosen(when, base, kind=kind, requested=requested))
    except WrongWhen as error:
        words = f"(chưa đủ: {error})"
    if when.way in {"", "keep"}:
        # "As it is" was said of what the form showed, which is no longer so.
        when = written(base)
    keep = [("d0-way", "keep")]
    return (
        [_told(cadence_words.words(base), keep)],
        [_told(cadence_words.words(now), keep)],
        [_told(words, pairs_of(when))],
    )


def written(cadence: Cadence) -> When:
    """Return the fields that say a cadence anew, wherever they are sent."""
    way = _WAYS.get(cadence.form, "periodic")
    return replace(cadence_form.filled(cadence), way=way)


def pairs_of(when: When, row: int = 0) -> Pairs:
    """Return the fields of a duty's rhythm as its form sends them."""
    names = [name for name in When.__dataclass_fields__ if name != "on"]
    return [
        *((f"d{row}-{name}", str(getattr(when, name))) for name in names),
        *((f"d{row}-on", text) for text in when.on),
    ]


def _told(words: str, pairs: Pairs) -> Told:
    return Told(key="when", label="Thời hạn", words=words, pairs=tuple(pairs))
