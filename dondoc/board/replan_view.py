"""The page between a change of dates and the officer's yes: what moves, why, and who gets a mail."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi.responses import Response

from dondoc.board.deps import Desk
from dondoc.board.forms import Posted
from dondoc.usecases.replan import Line, Preview
from models.plan import Plan

#: Parts of a preview with their headings, in the order of the page.
PARTS = (
    ("moved", "Chuyển thời hạn"),
    ("added", "Thêm nhiệm vụ"),
    ("dropped", "Thu hồi"),
    ("woken", "Tiếp tục thực hiện"),
    ("kept", "Giữ nguyên, cần lưu ý"),
)
#: Fields that the page makes itself.
_OWN = frozenset({"nonce", "lam", "seen"})


@dataclass(frozen=True)
class Part:
    """One table of the page."""

    key: str
    heading: str
    lines: Sequence[Line]


def parts_of(shown: Preview) -> list[Part]:
    """Return the tables that have lines."""
    found = [Part(key, heading, getattr(shown, key)) for key, heading in PARTS]
    return [part for part in found if part.lines]


def preview_page(
    desk: Desk,
    plan: Plan,
    shown: Preview,
    sent: Posted,
    *,
    what: str,
    action: str,
    error: str = "",
    status: int = 200,
) -> Response:
    """Return the page; its form sends back everything that was typed, and what was shown.

    ``what`` names the change, ``action`` is where its form goes; ``error`` says why the last yes
    was not carried out.
    """
    fields = [
        (name, text) for name in sent.values() if name not in _OWN for text in sent.texts(name)
    ]
    return desk.page(
        "replan_preview.html", status=status, plan=plan, shown=shown, parts=parts_of(shown),
        fields=fields, what=what, action=action, error=error, reason=sent.text("reason"),
    )  # fmt: skip


def done_of(done: Preview) -> str:
    """Return the key of the sentence that says how a change was carried out."""
    return "tinh-lai" if not done.is_empty else "tinh-lai-khong-doi"
