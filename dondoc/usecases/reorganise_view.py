"""What a reorganisation does, for looking at it before it is confirmed."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from dondoc.rules import reorganise
from dondoc.rules.fingerprint import fingerprint_of
from dondoc.usecases import contact_rows
from dondoc.usecases.reorganise_stage import Stage
from models.ward import Contact

#: What becomes of an assignment, in the order in which it is shown.
WHATS = {
    "moves": "bàn giao cho đơn vị kế thừa",
    "merged": "gộp vào nhiệm vụ giống nhau của đơn vị kế thừa",
    "withdrawn": "thu hồi, không có đơn vị tiếp nhận",
    "waiting": "đã báo cáo, giữ nguyên để xác nhận",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One assignment; ``what`` is a key of ``WHATS``, ``into`` the code of the one that goes on."""

    id: int
    code: str
    plan_id: int
    path: str
    duty: str
    unit: str
    what: str
    to: str
    into: str
    due_at: datetime
    state: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """One address that gets one mail, with the number of its lines."""

    name: str
    address: str
    items: int


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Everything that an order does; ``day`` is the one from which it holds.

    ``waits`` tells that it is carried out on that later day, when the lines may be others.
    ``silent`` are units that get work and have nobody to read of it.
    """

    words: tuple[str, ...]
    reason: str
    effective_on: date
    day: date
    waits: bool
    lines: tuple[Line, ...]
    contacts_ended: tuple[str, ...]
    contacts_begun: tuple[str, ...]
    told: tuple[Told, ...]
    silent: tuple[str, ...]

    def of(self, what: str) -> list[Line]:
        """Return the lines of one kind."""
        return [line for line in self.lines if line.what == what]

    @cached_property
    def fingerprint(self) -> str:
        """What was shown, in a few letters: whoever confirms something else is stopped."""
        return fingerprint_of(asdict(self))

    def to_json(self) -> dict[str, Any]:
        """Return plain values; instants and days as ISO texts."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), default=_iso))
        return {"fingerprint": self.fingerprint, **plain}


def _iso(value: Any) -> str:
    return str(value.isoformat())


def preview_of(stage: Stage, *, today: date) -> Preview:
    """Return the preview of a stage."""
    order = stage.order
    ended = [now for was, now in stage.contacts if was is not None]
    begun = [now for was, now in stage.contacts if was is None]
    told, silent = _told(stage)
    return Preview(
        words=tuple(reorganise.words(order, stage.names)),
        reason=order.reason.strip(),
        effective_on=order.effective_on,
        day=stage.day,
        waits=stage.day > today,
        lines=tuple(_lines(stage)),
        contacts_ended=tuple(_contact(one, stage) for one in ended),
        contacts_begun=tuple(_contact(one, stage) for one in begun),
        told=told,
        silent=silent,
    )


def _lines(stage: Stage) -> list[Line]:
    found = []
    for fate in stage.fates:
        work = stage.works[fate.held.id]
        found.append(
            Line(
                id=fate.held.id,
                code=fate.held.code,
                plan_id=work.plan.id or 0,
                path=fate.held.path,
                duty=work.duty.text,
                unit=stage.before.unit_by_key(fate.held.unit).name,
                what=fate.what,
                to=stage.unit_after(fate.to).name if fate.to else "",
                into=fate.into,
                due_at=fate.held.due_at,
                state=fate.held.state.value,
            )
        )
    return found


def _contact(contact: Contact, stage: Stage) -> str:
    unit = stage.after.unit(contact.unit_id).name
    return f"{unit}: {contact_rows.contact_words(contact)}"


def _told(stage: Stage) -> tuple[tuple[Told, ...], tuple[str, ...]]:
    items: Counter[str] = Counter()
    names: dict[str, tuple[str, str]] = {}
    silent: dict[str, None] = {}
    for news in stage.news():
        to = stage.after.reach(news.unit_id, stage.day)
        if to is None:
            silent[stage.after.unit(news.unit_id).name] = None
            continue
        items[to.key] += 1
        names.setdefault(to.key, (to.name, to.email))
    told = tuple(Told(name=names[key][0], address=names[key][1], items=items[key]) for key in names)
    return told, tuple(silent)
