"""The page for whoever comes second: what is stored now beside what was typed, field by field.

One page for every form. A form that came too late becomes a ``Clash``; its page sends back the
same form, at the version that it shows, with what was chosen. What others did in between is never
overwritten unseen, and nothing that was typed is lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from fastapi.responses import Response

from dondoc.board import choosing
from dondoc.board.deps import Desk
from dondoc.board.forms import Posted
from dondoc.board.told import SILENT, Fields
from dondoc.rules.both import Both, Pairs, Told, beside
from dondoc.usecases import changed
from dondoc.usecases.changed import Changed
from dondoc.usecases.log import Entry

#: A page that leads on: its address and what it is called.
Way = tuple[str, str]


class Tells(Protocol):
    """Tells the fields of a form as people read them."""

    def told(self, pairs: Pairs) -> list[Told]:
        """Return the fields that these pairs fill."""
        ...


@dataclass(frozen=True, kw_only=True)
class Clash:
    """A form that could not be carried out as things stand now.

    ``action`` is where it can be sent again, at ``version``; without one it no longer makes sense,
    and ``offers`` say what does. ``base`` is what its page would carry as shown now. ``files``
    are the names of files that came along: a browser has to pick them again. ``goes_on`` says
    that the form itself can be shown again, filled in.
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
    files: Sequence[str] = ()
    goes_on: bool = True
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
    form: Tells, sent: Posted, stored: Pairs | None, *, shows_stored: bool = True
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


def file_names(sent: Posted) -> list[str]:
    """Return the names of the files that came with a form."""
    return [file.filename or "" for file in sent.files("files")]


def facts(clash: Clash, *, layout: str) -> Mapping[str, object]:
    """Return what the page prints beside its frame."""
    return {"clash": clash, "layout": layout, "names": choosing}


@dataclass(frozen=True, kw_only=True)
class Stored:
    """What is stored now where a form of the board came too late.

    ``pairs`` are the values with which the form would be filled in, none where it shows nothing
    stored; ``version`` is None where the thing is gone, or can take no such form any more.
    """

    what: str
    back: Way
    version: int | None = None
    form: Tells = field(default_factory=lambda: Fields({}))
    pairs: Pairs | None = None
    fields: Sequence[Both] | None = None
    facts: Sequence[tuple[str, str]] = ()
    without: Sequence[str] = ("lam",)
    goes_on: bool = True


def at_desk(desk: Desk, sent: Posted, error: Exception, stored: Stored) -> Response:
    """Return the page for a form of the board that came too late."""
    fields = stored.fields
    if fields is None:
        fields = fields_of(stored.form, sent, stored.pairs, shows_stored=stored.pairs is not None)
    base = choosing.pack(stored.pairs) if stored.pairs is not None else ""
    clash = Clash(
        what=stored.what, words=words_of(error), news=news_of(desk, error), facts=stored.facts,
        fields=fields, along=along(fields, sent, without=stored.without),
        action=desk.request.url.path if stored.version is not None else "",
        version=stored.version or 0, base=base, back=stored.back,
        goes_on=stored.goes_on,
    )  # fmt: skip
    return desk.page("clash.html", status=409, **facts(clash, layout="desk.html"))


def news_of(desk: Desk, error: Exception) -> Sequence[Entry]:
    """Return what others did since the form was opened."""
    if not isinstance(error, Changed):
        return ()
    with desk.app.reading() as session:
        return changed.since(session, error.subject)


def opened(sent: Posted | None, version: int, pairs: Pairs = ()) -> dict[str, object]:
    """Return with what a form is shown: as it was first opened, where it is shown once more.

    A form that comes back with an error keeps the version and the values that its reader saw, or
    the next try would overwrite what others did meanwhile.
    """
    if sent is not None and sent.text("version").isdecimal():
        return {"version": sent.text("version"), "base": sent.text(choosing.BASE)}
    return {"version": version, "base": choosing.pack(pairs) if pairs else ""}
