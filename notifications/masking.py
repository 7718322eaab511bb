"""Bearer rights never appear in a log or on a page for others: ``/l/…``, ``/lich/…``."""

import re

_BEARER = re.compile(r"(/(?:l|lich|dang-nhap)/)[A-Za-z0-9_\-.~%]+")


def mask(text: str) -> str:
    """Return ``text`` with the secret part of each personal link replaced by ``…``."""
    return _BEARER.sub(r"\1…", text)
