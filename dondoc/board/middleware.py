"""What holds for every answer: security headers, and a limit to what may be sent in."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
}
MEGABYTE = 1024 * 1024
#: Only these pages take files.
_TAKES_FILES = ("/l/", "/nhiem-vu/", "/ke-hoach/")


class TooLarge(Exception):
    """More was sent than may be; the message says how much may."""


class SecurityHeaders:
    """Set the headers that no answer may lack; a page may replace one by its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class BodyLimit:
    """Stop reading what is too large, before it fills the disk.

    What is above the limit is still read and thrown away, up to ten times as much: a browser
    that is cut off while it sends shows its own error page instead of ours.
    """

    def __init__(self, app: ASGIApp, *, total_mb: int) -> None:
        self.app = app
        self.total_mb = total_mb

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        takes_files = scope["path"].startswith(_TAKES_FILES)
        limit = (self.total_mb + 1 if takes_files else 1) * MEGABYTE
        announced = int(Headers(scope=scope).get("content-length") or 0)
        taken = 0

        async def receive_some() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if max(taken, announced) <= limit:
                return message
            while message.get("more_body") and taken <= 10 * limit:
                message = await receive()
                taken += len(message.get("body", b""))
            raise TooLarge(
                f"Các tệp gửi cùng lúc không được quá {self.total_mb} MB. "
                "Hãy chọn ít tệp hơn hoặc tệp nhỏ hơn."
            )

        await self.app(scope, receive_some, send)
