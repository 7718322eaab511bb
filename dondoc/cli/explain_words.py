"""An explanation of mails as lines and as JSON."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dondoc import wording
from dondoc.usecases.explain import Explanation
from dondoc.usecases.explain_next import Coming
from dondoc.usecases.explain_past import Happened


def lines(found: Explanation) -> Iterator[str]:
    """Yield the answer first, then what it stands on."""
    yield found.answer
    if found.capacities:
        yield ""
        yield f"Địa chỉ {found.to}:"
        yield from (f"  {one}" for one in found.capacities)
    if found.reader is not None:
        yield ""
        yield f"Người nhận thư của đơn vị hôm nay: {found.reader.name} <{found.reader.email}>"
    yield from _part("Lúc này:", [f"  {one}" for one in found.now])
    yield from _part("Đã qua:", [f"  {_happened(one, found)}" for one in found.past])
    yield from _part(
        "Sắp tới, nếu không có gì thay đổi:", [f"  {_coming(one, found)}" for one in found.coming]
    )


def _part(title: str, under: list[str]) -> Iterator[str]:
    if under:
        yield ""
        yield title
        yield from under


def _happened(one: Happened, found: Explanation) -> str:
    why = f" ({one.why})" if one.why else ""
    if one.mail is None or one.group is None:
        return f"{_short(one.at, found)}  {one.words}{why}"
    group = wording.MAIL_GROUP_NAMES[one.group]
    return (
        f"{_short(one.at, found)}  thư số {one.mail.id} gửi {one.mail.to_address}: "
        f"{one.words}; {group}{why}"
    )


def _coming(one: Coming, found: Explanation) -> str:
    why = f" ({one.why})" if one.why else ""
    whom = f", gửi {one.name} <{one.to}>" if one.to else ""
    return f"{_short(one.at, found)}  {one.words}{whom}{why}"


def _short(at: datetime, found: Explanation) -> str:
    local = at.astimezone(found.context.zone)
    return f"{wording.hour(local)} {wording.day_short(local)}"


def as_json(found: Explanation) -> dict[str, Any]:
    """Return the explanation for programs; instants are local ISO texts."""
    reader = found.reader
    return {
        "id": found.assignment.code,
        "to": found.to or None,
        "answer": found.answer,
        "address": list(found.capacities),
        "reader": {"name": reader.name, "email": reader.email, "instead_of": reader.instead_of}
        if reader
        else None,
        "now": list(found.now),
        "past": [_past_json(one, found) for one in found.past],
        "next": [
            {"at": _iso(one.at, found), "what": one.words, "to": one.to or None, "why": one.why}
            for one in found.coming
        ],
    }


def _past_json(one: Happened, found: Explanation) -> dict[str, Any]:
    mail = one.mail
    about = None
    if mail is not None:
        about = {"id": mail.id, "to": mail.to_address, "subject": mail.subject, "state": one.group}
    return {"at": _iso(one.at, found), "what": one.words, "why": one.why, "mail": about}


def _iso(at: datetime, found: Explanation) -> str:
    return at.astimezone(found.context.zone).isoformat()
