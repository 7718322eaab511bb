"""What stands behind a unit's link, its page, and forms that come twice or too late."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import Response

from dondoc import wiring
from dondoc.board import conflicts, counting, move_fields, names, uploads
from dondoc.board.conflicts import Clash
from dondoc.board.deps import OldForm
from dondoc.board.forms import Posted
from dondoc.board.rendering import render
from dondoc.rules.local import local_day, zone_of
from dondoc.rules.moves import Move, allowed
from dondoc.usecases import changed, links, log, nonce, show
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.links import OpenedLink
from models.assignment import Evidence, ExtensionState, State
from models.queries import wards
from models.ward import Person, Role, Ward

#: What a link may be while its page still shows the work.
SHOWING = frozenset({"valid", "closed"})
ENDED = {
    "expired": "Liên kết của {unit} đã hết hạn.",
    "revoked": "Liên kết này không còn hiệu lực.",
    "left": "Địa chỉ nhận liên kết này hiện không phải đầu mối của {unit}.",
}
#: The forms of the unit's page and what each does.
MOVES = {"nhan-viec": Move.ACKNOWLEDGE, "bao-cao": Move.REPORT, "gia-han": Move.ASK_EXTENSION}


@dataclass(frozen=True)
class Door:
    """One request through a unit's link."""

    request: Request
    app: wiring.App
    token: str
    now: datetime
    found: OpenedLink
    ward: Ward
    zone: ZoneInfo
    officer: Person | None

    @property
    def id(self) -> int:
        """The row id of the assignment."""
        return self.found.assignment.id or 0

    def nonce(self, version: int) -> str:
        """Return what the forms of this page carry, good for one version of the assignment."""
        return nonce.make(self.app.voice.secret, "link", self.found.link.id or 0, version)

    def check(self, sent: Posted, *, version: int) -> None:
        """Make sure that the form came from this link's own page.

        Raises:
            OldForm: it did not, or the page was made more than half a day ago.
        """
        link_id = self.found.link.id or 0
        if not nonce.check(self.app.voice.secret, sent.text("nonce"), "link", link_id, version):
            raise OldForm

    def page(
        self,
        *,
        status: int = 200,
        form: str = "",
        values: Mapping[str, Any] | None = None,
        errors: Mapping[str, str] | None = None,
    ) -> Response:
        """Return the page as things stand; ``form`` names the one to show again, filled in."""
        if self.found.status in {"expired", "revoked", "left"}:
            return render(self.request, "link_ended.html", self._ended(), status=status)
        with self.app.reading() as session:
            detail = show.detail(session, self.id, now=self.now)
        typed = Typed(form, dict(values or {}), dict(errors or {}))
        facts = self.frame() | {
            "detail": detail,
            "view": detail.view,
            "can": self._can(),
            "asked": detail.view.waiting_for == "extension",
            "expected": counting.expected(detail.view.kind),
            "typed": typed,
            "figures": counting.figure_rows(
                detail.view.kind, typed.many("figure_name"), typed.many("figure_value")
            ),
            "upload_limit": self.app.settings.upload_limit_mb,
            "accept": uploads.ACCEPT,
            "most_files": uploads.MOST_FILES,
            "today": local_day(self.now, self.zone),
        }
        return render(self.request, "link.html", facts, status=status)

    def _can(self) -> frozenset[str]:
        if self.found.status != "valid":
            return frozenset()
        ways = allowed(self.found.assignment.state)
        return frozenset(name for name, move in MOVES.items() if move in ways)

    def frame(self) -> dict[str, object]:
        """Return what every page of this link prints."""
        return {
            "unit": self.found.unit,
            "ward": self.ward,
            "zone": self.zone,
            "officer": self.officer,
            "base": f"/l/{self.token}",
            "nonce": self.nonce(self.found.assignment.version),
            "link_status": self.found.status,
            "done": self.request.query_params.get("xong", ""),
        }

    def _ended(self) -> dict[str, object]:
        row = self.found.assignment
        with self.app.reading() as session:
            moved = links.holder_instead(session, self.found)
        return self.frame() | {
            "nonce": self.nonce(0),
            "moved": moved,
            "moved_at": row.closed_at if row.state is State.TRANSFERRED else None,
            "expires_at": self.found.link.expires_at,
        }


@dataclass(frozen=True)
class Typed:
    """What was typed into one form that could not be taken, and why not."""

    form: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def one(self, form: str, name: str) -> str:
        """Return the text typed into a field of this form."""
        value = self.values.get(name, "") if form == self.form else ""
        return value if isinstance(value, str) else ""

    def many(self, name: str) -> list[str]:
        """Return the texts typed into fields of the same name."""
        value = self.values.get(name, [])
        return value if isinstance(value, list) else [value]

    def error(self, form: str, name: str) -> str:
        """Return what is wrong with a field of this form."""
        return self.errors.get(name, "") if form == self.form else ""


def open_door(request: Request, app: wiring.App, token: str, now: datetime) -> Door:
    """Return what this token opens.

    Raises:
        NotFound: no link was ever made with it.
    """
    with app.reading() as session:
        found = links.open_link(session, token, now=now)
        ward = session.get_one(Ward, found.link.ward_id)
        people = wards.people_of(session, found.link.ward_id)
    officer = next((p for p in people if p.role is Role.INTERIOR_OFFICER), None)
    return Door(request, app, token, now, found, ward, zone_of(ward.timezone), officer)


def is_repeat(at: Door, sent: Posted, form: str) -> bool:
    """Tell whether this very form was already carried out: a double click, a reload."""
    with at.app.reading() as session:
        detail = show.detail(session, at.id, now=at.now)
    name = sent.text("name")
    if form == "nhan-viec":
        last = detail.events[-1] if detail.events else None
        return last is not None and (last.kind, last.actor) == (Move.ACKNOWLEDGE, name)
    if form == "gia-han":
        wish = next((w for w in detail.extensions if w.state is ExtensionState.ASKED), None)
        asked = local_day(wish.wanted_until, at.zone).isoformat() if wish else ""
        return wish is not None and (wish.asked_by, wish.reason, asked) == (
            name,
            sent.text("reason"),
            sent.text("until"),
        )
    row = detail.reports[-1] if detail.reports else None
    if row is None or (row.made_by, row.text) != (name, sent.text("text")):
        return False
    return _same_files(detail.evidence.get(row.id or 0, []), sent)


def _same_files(stored: Sequence[Evidence], sent: Posted) -> bool:
    hashes = []
    for file in sent.files("files"):
        file.file.seek(0)
        hashes.append(hashlib.sha256(file.file.read()).hexdigest())
    return hashes == [row.sha256 for row in stored]


def explain(at: Door, sent: Posted, error: Exception, form: str) -> Response:
    """Return the page for a form that came too late: what was typed, and how things stand now."""
    with at.app.reading() as session:
        detail = show.detail(session, at.id, now=at.now)
        events = changed.moves_since(session, error)
        news = log.entries_of(session, events, load_ward_context(session, at.ward.id or 0))
        found = links.open_link(session, at.token, now=at.now)
    view, move = detail.view, MOVES[form]
    theirs = move_fields.same_move(move, events, detail, at.zone)
    fields = conflicts.fields_of(
        move_fields.at_door(form), sent, move_fields.only_shared(theirs, sent.pairs),
        shows_stored=False,
    )  # fmt: skip
    cannot = move_fields.cannot(view, move)
    is_open = found.status == "valid" and not cannot
    clash = Clash(
        what=names.ACTIONS[form], words=_words(at, error, cannot, found.status), news=news,
        facts=move_fields.facts_of(view, at.zone) if found.status in SHOWING else (),
        fields=fields, along=conflicts.along(fields, sent),
        action=f"/l/{at.token}/{form}" if is_open else "", version=view.version,
        has_files=form == "bao-cao", files=conflicts.file_names(sent), back=(f"/l/{at.token}", "Mở trang hiện tại"),
    )  # fmt: skip
    frame = at.frame() | {"nonce": at.nonce(view.version)}
    facts = frame | dict(conflicts.facts(clash, layout="plain.html"))
    return render(at.request, "clash.html", facts, status=409)


def _words(at: Door, error: Exception, cannot: str, status: str) -> str:
    words = conflicts.words_of(error)
    if status not in SHOWING:
        return f"{words} {ENDED[status].format(unit=at.found.unit.name)}"
    return words if not cannot or cannot == words else f"{words} {cannot}"
