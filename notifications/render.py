"""A page as text and as HTML, through one strict and escaping Jinja2 environment."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from notifications.page import Page


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        # The double suffix keeps the text templates, which have none of it, unescaped.
        autoescape=select_autoescape(["html.j2"]),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    for name in made.list_templates():
        template = made.get_template(name)
        # Read in each rendering, also by what is imported; as a plain dictionary in no time.
        template.globals = dict(template.globals)
    return made


def text_of(page: Page) -> str:
    """Return the text part: every fact, every link on a line of its own."""
    return _environment().get_template("mail.txt.j2").render(page=page)


def html_of(page: Page) -> str:
    """Return the HTML part: the same words, nothing fetched from elsewhere."""
    return _environment().get_template("mail.html.j2").render(page=page)
