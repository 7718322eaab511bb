"""A page as text and as HTML, through one strict and escaping Jinja2 environment."""

from functools import cache
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
        auto_reload=False,
    )


@cache
def _template(name: str) -> Template:
    found = _environment().get_template(name)
    # Read in each rendering; as a plain dictionary that takes no time.
    found.globals = dict(found.globals)
    return found


def text_of(page: Page) -> str:
    """Return the text part: every fact, every link on a line of its own."""
    return _template("mail.txt.j2").render(page=page)


def html_of(page: Page) -> str:
    """Return the HTML part: the same words, nothing fetched from elsewhere."""
    return _template("mail.html.j2").render(page=page)
