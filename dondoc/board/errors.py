"""Pages that explain what went wrong and what to do next."""

import logging
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from dondoc.board.deps import NotSignedIn, OldForm
from dondoc.board.forms import WrongForm
from dondoc.board.masking import mask
from dondoc.board.middleware import HEADERS, TooLarge
from dondoc.board.rendering import render
from dondoc.board.uploads import WrongFile
from dondoc.rules.moves import Refused
from dondoc.usecases.errors import Conflict, NotAllowed, NotFound
from models.db import DatabaseTrouble

log = logging.getLogger(__name__)

Handler = Callable[[Request, Exception], Awaitable[Response]]

TITLES = {
    400: "Yêu cầu chưa đúng",
    401: "Cần đăng nhập lại",
    403: "Không được phép",
    404: "Không tìm thấy trang",
    405: "Không mở được theo cách này",
    409: "Nội dung đã thay đổi",
    413: "Tệp quá lớn",
    422: "Nội dung chưa đủ hoặc chưa đúng",
    500: "Có lỗi của chương trình",
    503: "Cơ sở dữ liệu đang gặp trục trặc",
}
WORDS = {
    404: "Địa chỉ này không có trang nào. Có thể liên kết đã bị cắt khi sao chép; "
    "hãy mở lại từ thư đã nhận.",
    405: "Trang này chỉ dùng để gửi biểu mẫu. Hãy quay lại trang trước.",
    500: "Chương trình gặp lỗi khi xử lý yêu cầu này. Chưa có gì bị thay đổi. "
    "Hãy thử lại; nếu vẫn lỗi, hãy báo người quản trị kèm thời điểm xảy ra.",
}
OLD_FORM = (
    "Biểu mẫu này đã mở quá lâu hoặc không còn đúng. Chưa có gì bị thay đổi. "
    "Hãy quay lại, tải lại trang rồi gửi lần nữa."
)


def page(request: Request, status: int, words: str = "") -> Response:
    """Return the page for one kind of trouble."""
    facts = {
        "title": TITLES.get(status, TITLES[400]),
        "words": words or WORDS.get(status, "Yêu cầu này không xử lý được."),
        "status": status,
    }
    return render(request, "error.html", facts, status=status)


def _always(status: int, words: str | None = None) -> Handler:
    async def handle(request: Request, error: Exception) -> Response:
        return page(request, status, words if words is not None else str(error))

    return handle


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return page(request, status)


async def _sign_in_first(request: Request, error: Exception) -> Response:
    if request.method in {"GET", "HEAD"}:
        path = error.next_path if isinstance(error, NotSignedIn) else "/"
        back = f"?tiep={quote(path)}" if path != "/" else ""
        return RedirectResponse(f"/dang-nhap{back}", 303)
    return page(
        request, 401, "Phiên đăng nhập đã hết nên chưa có gì được lưu. Hãy đăng nhập rồi làm lại."
    )


async def _own_fault(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, mask(request.url.path), exc_info=error)
    answer = page(request, 500)
    # This answer is made outside the middleware that sets the headers of all others.
    answer.headers.update(HEADERS)
    return answer


def install(app: FastAPI) -> None:
    """Give each kind of error its page."""
    handlers: dict[int | type[Exception], Handler] = {
        HTTPException: _http,
        RequestValidationError: _always(404, ""),
        NotSignedIn: _sign_in_first,
        OldForm: _always(409, OLD_FORM),
        NotFound: _always(404),
        NotAllowed: _always(403),
        Conflict: _always(409),
        Refused: _always(409),
        TooLarge: _always(413),
        WrongFile: _always(422),
        WrongForm: _always(422),
        DatabaseTrouble: _always(503),
        Exception: _own_fault,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
