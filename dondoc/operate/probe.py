"""Asks a server on this machine whether it does its work; a quick no is an answer, too."""

import json
import socket
from datetime import datetime
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

TIMEOUT_SECONDS = 2.0

# Proxies are for the world outside; these servers are here.
_opener = build_opener(ProxyHandler({}))


def answers(url: str) -> bool:
    """Tell whether a page answers without an error."""
    try:
        with _opener.open(url, timeout=TIMEOUT_SECONDS):
            return True
    except (URLError, OSError):
        return False


def listens(port: int, *, host: str = "127.0.0.1") -> bool:
    """Tell whether someone listens there."""
    try:
        with socket.create_connection((host, port), timeout=TIMEOUT_SECONDS):
            return True
    except OSError:
        return False


def polled_since(api_url: str, since: datetime) -> bool:
    """Tell whether a flow runner has asked Prefect for dondoc's runs since an instant."""
    wanted = json.dumps({"deployments": {"tags": {"all_": ["dondoc"]}}}).encode()
    request = Request(  # noqa: S310 - the address is made by the caller, on this machine
        f"{api_url}/deployments/filter",
        data=wanted,
        headers={"Content-Type": "application/json"},
    )
    try:
        with _opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
            found: list[dict[str, Any]] = json.load(answer)
    except (URLError, OSError, ValueError):
        return False
    polls = [deployment["last_polled"] for deployment in found]
    return bool(polls) and all(p and datetime.fromisoformat(p) >= since for p in polls)
