"""A page as text and as HTML, through one strict and escaping Jinja2 environment."""

from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from notifications.page import Page


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        # The double suffix keeps the text templates, which have none of it, unescaped.
        autoescape=select_autoescape(["html.j2"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


@cache
def _template(name: str) -> Template:
    template = _environment().get_template(name)
    # Read in each rendering; as a plain dictionary in no time.
    template.globals = dict(template.globals)
    return template


def text_of(page: Page) -> str:
    """Return the text part: every fact, every link on a line of its own."""
    return _whole("txt", page)


def html_of(page: Page) -> str:
    """Return the HTML part: the same words, nothing fetched from elsewhere."""
    return _whole("html", page)


def _whole(form: str, page: Page) -> str:
    return (
        _top(form, page.ward, page.heading)
        + _template(f"middle.{form}.j2").render(page=page)
        + _end(form, page.closing, page.contact, page.footer)
    )


# The mails of one morning begin and end alike for nearly all readers of a ward.
@lru_cache(maxsize=64)
def _top(form: str, ward: str, heading: str) -> str:
    return _template(f"top.{form}.j2").render(ward=ward, heading=heading)


@lru_cache(maxsize=64)
def _end(form: str, closing: tuple[str, ...], contact: tuple[str, ...], footer: str) -> str:
    return _template(f"end.{form}.j2").render(closing=closing, contact=contact, footer=footer)
