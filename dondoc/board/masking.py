"""Bearer rights never appear in the server's log."""

import logging

from notifications.masking import mask

__all__ = ["MaskTokens", "mask"]


class MaskTokens(logging.Filter):
    """Take the secret part of personal links out of the server's access log."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(mask(a) if isinstance(a, str) else a for a in record.args)
        return True
