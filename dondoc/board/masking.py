"""Bearer rights never appear in a log or on a page for others: ``/l/…``, ``/lich/…``."""

import logging
import re

_BEARER = re.compile(r"(/(?:l|lich|dang-nhap)/)[A-Za-z0-9_\-.~%]+")


def mask(text: str) -> str:
    """Return ``text`` with the secret part of each personal link replaced by ``…``."""
    return _BEARER.sub(r"\1…", text)


class MaskTokens(logging.Filter):
    """Take the secret part of personal links out of the server's access log."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(mask(a) if isinstance(a, str) else a for a in record.args)
        return True
