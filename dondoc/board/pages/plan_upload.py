"""Documents handed in: a plan to read, and the edited draft."""

import tempfile
from pathlib import Path

from fastapi.responses import RedirectResponse, Response

from dondoc.board import uploads
from dondoc.board.deps import AtDesk, Desk, Looking, Sent
from dondoc.board.files import file_answer
from dondoc.board.forms import Posted
from dondoc.board.pages.plans import own_plan, plan_page
from dondoc.board.routing import pages, see
from dondoc.reading.draft import Reading
from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.read import read_document
from dondoc.usecases import draft_file, import_plan
from dondoc.usecases.draft import WrongDraft
from dondoc.usecases.import_plan import AlreadyImported
from dondoc.usecases.report import GivenFile

router = pages()


@router.get("/ke-hoach/moi")
def ask_for_document(desk: AtDesk) -> Response:
    """Ask for the document."""
    desk.require_officer()
    return _ask(desk)


@router.post("/ke-hoach/moi")
def take_document(desk: AtDesk, sent: Sent) -> Response:
    """Read the document and keep its draft; nothing is sent."""
    desk.check(sent)
    desk.require_officer()
    try:
        given = _one_file(sent, limit_mb=desk.app.settings.upload_limit_mb)
        reading = _read(given)
        with desk.app.transaction() as session:
            plan = import_plan.import_plan(
                session,
                desk.ward_id,
                reading=reading,
                file_name=given.file_name,
                file_bytes=given.content,
                now=desk.now,
            )
    except (uploads.WrongFile, UnreadableDocument) as error:
        return _ask(desk, error=str(error), status=422)
    except AlreadyImported as error:
        return _ask(desk, error=str(error), known=error.plan_id, status=409)
    return RedirectResponse(f"/ke-hoach/{plan.id}", 303)


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
    files = sent.files("file")
    try:
        if not files:
            raise WrongDraft("Chưa chọn tệp dự thảo.")
        text = files[0].file.read().decode()
        with desk.app.transaction() as session:
            own_plan(desk, session, number)
            draft_file.replace(session, number, text)
    except UnicodeDecodeError:
        return plan_page(desk, number, status=422, error="Tệp dự thảo không phải văn bản UTF-8.")
    except WrongDraft as error:
        return plan_page(desk, number, status=422, error=str(error))
    return see(f"/ke-hoach/{number}", done="du-thao")


def _one_file(sent: Posted, *, limit_mb: int) -> GivenFile:
    files = uploads.given_files(sent.files("file")[:1], limit_mb=limit_mb)
    if not files:
        raise uploads.WrongFile("Chưa chọn tệp văn bản kế hoạch.")
    return files[0]


def _read(given: GivenFile) -> Reading:
    # The reader tells kinds of documents apart by their ending.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / given.file_name
        path.write_bytes(given.content)
        return read_document(path)


def _ask(desk: Desk, *, error: str = "", known: int | None = None, status: int = 200) -> Response:
    limit = desk.app.settings.upload_limit_mb
    return desk.page("plan_new.html", status=status, error=error, known=known, upload_limit=limit)
