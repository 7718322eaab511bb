"""The fields by which somebody chooses between two versions, turned back into a plain form."""

import json
from collections.abc import Iterator

from starlette.datastructures import FormData

from dondoc.rules.both import Pairs

#: Prefixes of fields; what follows is the key of what is chosen.
CHOICE, MINE, THEIRS, EDITED = "chon:", "toi:", "ho:", "sua:"
#: Buttons: take all of mine; go on editing in the form itself.
ALL_MINE, AGAIN = "chon-het", "chon-sua"
#: What an edit form carries of the values that it showed.
BASE = "goc"
_OWN = (CHOICE, MINE, THEIRS, EDITED)


def pack(pairs: Pairs) -> str:
    """Return fields and texts as one text, for a hidden field."""
    return json.dumps([list(pair) for pair in pairs], ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> list[tuple[str, str]]:
    """Return packed fields; what no page of ours has packed holds none."""
    try:
        found = json.loads(text) if text else []
        return [(str(name), str(value)) for name, value in found]
    except (ValueError, TypeError):
        return []


def resolved(form: FormData) -> FormData:
    """Return the form that follows from the choices in it; any other form as it is.

    A field for which nothing was chosen keeps what is stored: nobody overwrites by leaving out.
    """
    if not any(name.startswith(MINE) for name in form):
        return form
    kept = [(name, value) for name, value in form.multi_items() if not _is_own(name)]
    chosen = [pair for name in form if name.startswith(MINE) for pair in _chosen(form, name)]
    return FormData([*kept, *chosen])


def _is_own(name: str) -> bool:
    return name.startswith(_OWN) or name == ALL_MINE


def _chosen(form: FormData, name: str) -> Iterator[tuple[str, str]]:
    key = name.removeprefix(MINE)
    side = MINE if form.get(ALL_MINE) else str(form.get(f"{CHOICE}{key}", THEIRS))
    if side == EDITED:
        yield key, str(form.get(f"{EDITED}{key}", ""))
    else:
        yield from unpack(str(form.get(f"{MINE if side == MINE else THEIRS}{key}", "")))
