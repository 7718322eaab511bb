"""One text read as a clause of its own, for parts that were split off and clauses that are added."""

from dondoc.reading.bodies.directory import Directory
from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.read import read_text
from dondoc.usecases.draft import DraftClause
from dondoc.usecases.draft_duties import new_duty
from dondoc.usecases.draft_edit import Reread
from dondoc.usecases.draft_making import clause_of
from dondoc.usecases.draft_marks import fitted

OPEN_PATH = "-"
#: A whole document around the text, since a year that it leaves out is the document's.
_FRAME = "Phường, ngày 01 tháng 01{year}\n\nKẾ HOẠCH\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. {text}"


def reader(directory: Directory, *, year: int | None) -> Reread:
    """Return a function that reads a text as a clause of a plan of this year; its path is open."""

    def reread(text: str) -> DraftClause:
        clause = _read(text, directory, year) or _plain(text)
        return clause.model_copy(update={"path": OPEN_PATH, "line": None})

    return reread


def _read(text: str, directory: Directory, year: int | None) -> DraftClause | None:
    flat = " ".join(text.split())
    frame = _FRAME.format(year=f" năm {year}" if year else "", text=flat)
    try:
        found = read_text(frame).clauses
    except UnreadableDocument:
        return None
    if len(found) != 1 or found[0].text != flat or not found[0].duties:
        return None
    clause = clause_of(found[0], directory)
    return clause.model_copy(update={"text": text, "marks": fitted(clause.marks, flat, text)})


def _plain(text: str) -> DraftClause:
    duty = new_duty(text, requested=False)
    return DraftClause(path=OPEN_PATH, text=text, mode="assign", lead=[], duties=[duty])
