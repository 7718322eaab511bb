"""Two people at one form: both open it, the first saves, the second sends what is old by then."""

import html
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from httpx import Response

from tests.board.world import World

with warnings.catch_warnings():
    # It asks for a successor of httpx that is not in the lock yet.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """One form that two people have before them.

    ``page`` gives the path of the page and that of the form; ``before`` makes the world in which
    the form is there, ``first`` is what the other person does, ``mine`` what the second types.
    ``stays`` says that the second can still do it, at the version that the answer shows.
    ``shown`` are words of mine, ``theirs`` words of the other, that the answer must hold.
    """

    page: Callable[[World], tuple[str, str]]
    mine: Fields
    first: Callable[[World], object]
    shown: tuple[str, ...]
    theirs: tuple[str, ...] = ()
    before: Callable[[World], object] = lambda _: None
    who: str = "officer"
    stays: bool = True
    files: Callable[[World], Mapping[str, Any]] = lambda _: {}


def open_form(world: World, browser: TestClient, case: Case) -> tuple[str, Fields, Fields]:
    """The path of the form, its fields filled in by mine, and my files, when it is opened."""
    page, action = case.page(world)
    form = form_fields(browser.get(page).text, action) | dict(case.mine)
    return action, form, case.files(world)


def form_fields(page: str, action: str) -> dict[str, Any]:
    """Every field of a form as a browser would send it without anything typed."""
    found = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert found, f"no form for {action}"
    fields: dict[str, list[str]] = {}
    for tag in re.finditer(
        r'<input([^>]*)>|<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>'
        r'|<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>',
        found.group(),
        re.DOTALL,
    ):
        if tag[1] is not None:
            name, value = _of_input(tag[1])
        elif tag[2] is not None:
            name, value = tag[2], tag[3]
        else:
            chosen = re.findall(r'<option value="([^"]*)"[^>]*selected', tag[5])
            name, value = tag[4], [*chosen, *re.findall(r'<option value="([^"]*)"', tag[5]), ""][0]
        if name:
            fields.setdefault(name, []).append(html.unescape(value or ""))
    return {name: texts if len(texts) > 1 else texts[0] for name, texts in fields.items()}


def _of_input(attributes: str) -> tuple[str, str]:
    found = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
    kind = found.get("type", "text")
    left_out = kind in {"checkbox", "radio"} and "checked" not in attributes
    if kind in {"file", "submit"} or left_out:
        return "", ""
    return found.get("name", ""), found.get("value", "on" if kind == "checkbox" else "")


def post(browser: TestClient, action: str, fields: Fields, files: Fields) -> Response:
    answer: Response = browser.post(
        action, data=dict(fields), files=dict(files) or None, follow_redirects=False
    )
    return answer


def is_chooser(answer: Response) -> bool:
    return "Lưu theo lựa chọn" in answer.text or "Gửi lại theo tình hình mới" in answer.text


__all__ = ["Case", "TestClient", "form_fields", "is_chooser", "open_form", "post"]
