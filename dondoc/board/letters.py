"""Mails as a person reads them on the board: links that can be followed."""

import re

from markupsafe import Markup, escape

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]")
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


def with_links(text: str) -> Markup:
    """Return the text escaped, each web address as a link to follow."""
    pieces: list[Markup] = []
    end = 0
    for found in _ADDRESS.finditer(text):
        pieces.append(escape(text[end : found.start()]))
        pieces.append(Markup('<a href="{0}">{0}</a>').format(found.group()))
        end = found.end()
    pieces.append(escape(text[end:]))
    return Markup("").join(pieces)


def opening_beside(page: str) -> str:
    """Return an HTML mail whose links open in a new tab, as in a web mail."""
    base = '<base target="_blank">'
    if _HEAD.search(page):
        return _HEAD.sub(lambda found: found.group() + base, page, count=1)
    return base + page
