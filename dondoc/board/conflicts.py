"""The page for whoever comes second: what is stored now beside what was typed, field by field.

One page for every form. A form that came too late becomes a ``Clash``; its page sends back the
same form, at the version that it shows, with what was chosen. What others did in between is never
overwritten unseen, and nothing that was typed is lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dondoc.board import choosing
from dondoc.board.forms import Posted
from dondoc.board.told import SILENT, Fields
from dondoc.rules.both import Both, Pairs, beside
from dondoc.usecases.changed import Changed
from dondoc.usecases.log import Entry

#: A page that leads on: its address and what it is called.
Way = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Clash:
    """A form that could not be carried out as things stand now.

    ``action`` is where it can be sent again, at ``version``; without one it no longer makes sense,
    and ``offers`` say what does. ``base`` is what its page would carry as shown now.
    """

    what: str
    words: str
    news: Sequence[Entry] = ()
    facts: Sequence[tuple[str, str]] = ()
    fields: Sequence[Both] = ()
    along: Pairs = ()
    action: str = ""
    version: int = 0
    base: str = ""
    has_files: bool = False
    files: Sequence[Any] = ()
    back: Way = ("/", "Mở bảng theo dõi")
    offers: Sequence[Way] = ()

    @property
    def can_choose(self) -> bool:
        """Whether something stored answers to a field, so that there are two sides."""
        return any(one.differs for one in self.fields)

    @property
    def can_take_all(self) -> bool:
        """Whether there are several things to choose."""
        return sum(one.differs for one in self.fields) > 1


def words_of(error: Exception) -> str:
    """Return why the form was not carried out, without what the page tells by itself."""
    return error.brief if isinstance(error, Changed) else str(error)


def fields_of(
    form: Fields, sent: Posted, stored: Pairs | None, *, shows_stored: bool = True
) -> list[Both]:
    """Return the fields of a form as sent beside those stored now.

    ``shows_stored`` says that the form was filled in with what was stored then.
    """
    base = form.told(choosing.unpack(sent.text(choosing.BASE))) if shows_stored else None
    return beside(base, None if stored is None else form.told(stored), form.told(sent.pairs))


def along(fields: Sequence[Both], sent: Posted, *, without: Sequence[str] = ()) -> Pairs:
    """Return what goes along unseen: what the form sent beside the fields that are shown."""
    shown = {
        name for one in fields for side in (one.mine, one.theirs) if side for name, _ in side.pairs
    }
    shown |= {one.mine.key for one in fields}
    silent = SILENT | shown | set(without)
    return [(name, text) for name, text in sent.pairs if name not in silent]


def facts(clash: Clash, *, layout: str) -> Mapping[str, object]:
    """Return what the page prints beside its frame."""
    return {"clash": clash, "layout": layout, "names": choosing}
