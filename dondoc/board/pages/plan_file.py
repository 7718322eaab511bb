"""The draft as a file: handed out to be edited elsewhere, and taken back."""

from fastapi.responses import Response
from starlette.datastructures import FormData

from dondoc.board.conflicts import Stored
from dondoc.board.deps import AtDesk, Desk, Looking, Sent
from dondoc.board.drafting import clash, own_plan, seen_plan, way_back
from dondoc.board.files import file_answer
from dondoc.board.forms import Posted, VersionForm, read
from dondoc.board.pages.plans import plan_page
from dondoc.board.routing import pages, see
from dondoc.rules.both import Both, Told, Whose
from dondoc.usecases import changed, draft_file
from dondoc.usecases import draft as drafts
from dondoc.usecases.changed import Changed
from dondoc.usecases.draft import Draft, DraftClause, WrongDraft
from dondoc.usecases.draft_log import clause_facts
from models.plan import Plan, PlanState

router = pages()
#: Fields of the page that compares a file with the stored draft: the file, clauses left as stored.
CONTENT, KEEP = "noi-dung", "giu"


@router.get("/ke-hoach/{number}/du-thao.yaml")
def hand_out_draft(desk: AtDesk, session: Looking, number: int) -> Response:
    """Hand out the draft to be edited."""
    plan = own_plan(desk, session, number)
    content = draft_file.as_yaml(plan).encode()
    return file_answer(content, name=f"du-thao-{number}.yaml", media_type="application/yaml")


@router.post("/ke-hoach/{number}/du-thao")
def take_draft(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Put the edited draft in the place of the stored one."""
    desk.check(sent)
    desk.require_officer()
    version = read(VersionForm, sent).version
    if sent.goes_on:
        return see(f"/ke-hoach/{number}")
    text = ""
    try:
        text, again = _text_of(sent)
        # A file says itself which draft it was made from; one that was compared goes by the page.
        seen = version if again else draft_file.version_in(text) or version
        with desk.app.transaction() as session:
            seen_plan(desk, session, number, version)
            draft_file.replace(
                session, number, text, actor=desk.actor(), now=desk.now, version=seen,
                keep=sent.texts(KEEP),
            )  # fmt: skip
    except UnicodeDecodeError:
        return plan_page(desk, number, status=422, error="Tệp dự thảo không phải văn bản UTF-8.")
    except WrongDraft as error:
        return plan_page(desk, number, status=422, error=str(error))
    except Changed as error:
        try:
            return _clash(desk, sent, number, text, error)
        except WrongDraft as wrong:
            return plan_page(desk, number, status=422, error=str(wrong))
    return see(f"/ke-hoach/{number}", done="du-thao")


def _text_of(sent: Posted) -> tuple[str, bool]:
    """Return the edited draft, and whether it comes back from the page that compared it."""
    files = sent.files("file")
    if not files:
        kept = sent.text(CONTENT)
        if not kept:
            raise WrongDraft("Chưa chọn tệp dự thảo.")
        return kept, True
    return files[0].file.read().decode("utf-8-sig"), False


def _clash(desk: Desk, sent: Posted, number: int, text: str, error: Changed) -> Response:
    """Show each clause that differs, of the file and of the stored draft, to be chosen."""
    fields: list[Both] = []
    with desk.app.reading() as session:
        plan = session.get(Plan, number)
        if plan is not None and plan.state is PlanState.DRAFT:
            given = draft_file.read_draft(session, plan, text)
            news = changed.since(session, error.subject)
            others = {one.label.partition(" · ")[0] for entry in news for one in entry.changes}
            fields = _fields(drafts.of_plan(plan), given, others)
    shown = Stored(
        what="Nạp bản dự thảo từ tệp", back=way_back(number), fields=fields, goes_on=False
    )
    kept = Posted(FormData([*sent.pairs, (CONTENT, text)]))
    return clash(desk, kept, number, error, shown)


def _fields(stored: Draft, given: Draft, others: set[str]) -> list[Both]:
    """Return the clauses that differ; those that others touched since have to be chosen.

    Choosing the stored one sends its path to be kept.
    """
    theirs, mine = ({one.path: _words(one) for one in draft.clauses} for draft in (stored, given))
    found = []
    for path in dict.fromkeys([*mine, *theirs]):
        if mine.get(path) == theirs.get(path):
            continue
        key, label = f"muc {path}", f"Mục {path}"
        found.append(
            Both(
                mine=Told(key=key, label=label, words=mine.get(path, ""), pairs=()),
                theirs=Told(
                    key=key, label=label, words=theirs.get(path, ""), pairs=((KEEP, path),)
                ),
                whose=Whose.BOTH if label in others else Whose.MINE,
            )
        )  # fmt: skip
    return found


def _words(clause: DraftClause) -> str:
    facts = clause_facts(clause)
    return "\n".join(f"{name.partition(' · ')[2]}: {words}" for name, words in facts)
