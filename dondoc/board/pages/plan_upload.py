"""A plan is handed in: stored at once, read beside the page, and followed until it is a draft."""

from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from dondoc.board import uploads as files
from dondoc.board.deps import AtDesk, Desk, Looking, Sent
from dondoc.board.forms import Posted
from dondoc.board.reader import Reader
from dondoc.board.routing import pages
from dondoc.usecases import uploads
from dondoc.usecases.report import GivenFile
from dondoc.usecases.uploads import Progress
from models.plan import UploadState

router = pages()


@router.get("/ke-hoach/moi")
def ask_for_document(desk: AtDesk) -> Response:
    """Ask for the document."""
    desk.require_officer()
    return _ask(desk)


@router.post("/ke-hoach/moi")
def take_document(request: Request, desk: AtDesk, sent: Sent) -> Response:
    """Keep the document and begin to read it; nothing is sent."""
    desk.check(sent)
    desk.require_officer()
    try:
        given = _one_file(sent, limit_mb=desk.app.settings.upload_limit_mb)
    except files.WrongFile as error:
        return _ask(desk, error=str(error), status=422)
    with desk.app.transaction() as session:
        upload = uploads.give(
            session, desk.ward_id, file_name=given.file_name, content=given.content,
            by=desk.person.name, now=desk.now,
        )  # fmt: skip
    _wake(request)
    return RedirectResponse(f"/ke-hoach/dang-doc/{upload.id}", 303)


@router.get("/ke-hoach/dang-doc/{number}")
def show_progress(request: Request, desk: AtDesk, session: Looking, number: int) -> Response:
    """Show how far the reading is; lead on to the draft when there is one."""
    found = _own(desk, session, number)
    upload = found.upload
    if upload.state is UploadState.READ and not upload.message and upload.plan_id:
        return RedirectResponse(f"/ke-hoach/{upload.plan_id}", 303)
    if found.is_waiting:
        _wake(request)
    return desk.page(
        "plan_reading.html", upload=upload, state=upload.state.value, words=_words(found)
    )


@router.get("/ke-hoach/dang-doc/{number}/tien-do")
def tell_progress(request: Request, desk: AtDesk, session: Looking, number: int) -> Response:
    """Tell how far the reading is, to the script of the page."""
    found = _own(desk, session, number)
    if found.is_waiting:
        _wake(request)
    upload = found.upload
    return JSONResponse(
        {
            "state": upload.state.value,
            "done": upload.done,
            "total": upload.total,
            "words": _words(found),
        }
    )


def _words(found: Progress) -> str:
    upload = found.upload
    if upload.state is not UploadState.READING:
        return upload.message
    if found.is_waiting and found.ahead:
        return f"Đang chờ đến lượt: còn {found.ahead:02} văn bản trước"
    if found.is_waiting:
        return "Đang chuẩn bị đọc"
    if upload.total > 1:
        page = min(upload.done + 1, upload.total)
        return f"Đang đọc trang {page}/{upload.total}"
    return "Đang đọc văn bản"


def _own(desk: Desk, session: Looking, number: int) -> Progress:
    found = uploads.progress(session, number, now=desk.now)
    desk.require_own(found.upload.ward_id)
    return found


def _wake(request: Request) -> None:
    reader: Reader = request.app.state.reader
    reader.wake()


def _one_file(sent: Posted, *, limit_mb: int) -> GivenFile:
    given = files.given_files(
        sent.files("file")[:1], limit_mb=limit_mb, kinds=files.PLAN_KINDS, wanted=files.PLAN_WORDS
    )
    if not given:
        raise files.WrongFile("Chưa chọn tệp văn bản kế hoạch.")
    return given[0]


def _ask(desk: Desk, *, error: str = "", status: int = 200) -> Response:
    return desk.page(
        "plan_new.html",
        status=status,
        error=error,
        upload_limit=desk.app.settings.upload_limit_mb,
        accept=",".join(files.PLAN_KINDS),
    )
