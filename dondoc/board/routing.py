"""Routes whose pages also answer HEAD, as link scanners ask."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute


class PageRoute(APIRoute):
    """A page that can be read can also be asked for its headers alone."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **given: Any) -> None:
        methods = set(given.pop("methods", None) or {"GET"})
        if "GET" in methods:
            methods.add("HEAD")
        super().__init__(path, endpoint, methods=methods, **given)


def pages() -> APIRouter:
    """Return a router for one subject."""
    return APIRouter(route_class=PageRoute, default_response_class=Response)


def see(path: str, *, done: str = "") -> RedirectResponse:
    """Send the browser on to a page after a change, so that reloading repeats nothing."""
    return RedirectResponse(f"{path}?xong={done}" if done else path, status_code=303)
