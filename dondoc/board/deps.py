"""What a page needs besides its own subject: the parts of this installation, the instant, the person."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from dondoc import clock, wiring
from dondoc.board import forms
from dondoc.board.rendering import render
from dondoc.rules.local import local_day, zone_of
from dondoc.usecases import nonce, quiet, sign_in
from dondoc.usecases.actor import Actor, acting
from dondoc.usecases.errors import NotAllowed, NotFound
from models.ward import Person, Role, Ward

COOKIE = "dondoc_phien"
LEADERS = frozenset({Role.CHAIRMAN, Role.VICE_CHAIRMAN})


class NotSignedIn(Exception):
    """The page is for people with a role; ``next_path`` is where they wanted to go."""

    def __init__(self, next_path: str) -> None:
        super().__init__("Cần đăng nhập.")
        self.next_path = next_path


class OldForm(Exception):
    """The nonce of the form is missing, too old, or was made for something else."""


def the_app(request: Request) -> wiring.App:
    """Return the parts of this installation."""
    app: wiring.App = request.app.state.dondoc
    return app


def the_now() -> datetime:
    """Return the instant of this request; tests put another clock here."""
    return clock.now()


def fingerprint(secret: str) -> str:
    """Return what may stand in a page for a secret: nonces are signed, not encrypted."""
    return hashlib.sha256(f"form:{secret}".encode()).hexdigest()[:32]


def looking(app: Annotated[wiring.App, Depends(the_app)]) -> Iterator[Session]:
    """Yield a session that only reads."""
    with app.reading() as session:
        yield session


App = Annotated[wiring.App, Depends(the_app)]
Now = Annotated[datetime, Depends(the_now)]
# The default scope would close the session only after the answer has left.
Looking = Annotated[Session, Depends(looking, scope="function")]
Sent = Annotated[forms.Posted, Depends(forms.posted)]


@dataclass(frozen=True)
class Desk:
    """One request of a person who is signed in."""

    request: Request
    app: wiring.App
    person: Person
    ward: Ward
    zone: ZoneInfo
    now: datetime
    cookie: str
    quiet: bool = False
    #: The name of the ward into which this one went.
    heir: str = ""

    @property
    def today(self) -> date:
        """The ward's own day."""
        return local_day(self.now, self.zone)

    @property
    def ward_id(self) -> int:
        """The row id of the person's ward."""
        return self.ward.id or 0

    @property
    def is_officer(self) -> bool:
        """Whether this person runs the follow-up."""
        return self.person.role is Role.INTERIOR_OFFICER

    @property
    def is_leader(self) -> bool:
        """Whether this person answers the interior officer's own reports."""
        return self.person.role in LEADERS

    def actor(self, *, channel: str = "board") -> Actor:
        """Return who acts, for the history."""
        return acting(self.person, channel=channel)

    def require_officer(self) -> None:
        """Stop everyone who may only read.

        Raises:
            NotAllowed: the person is not the interior officer.
        """
        if not self.is_officer:
            raise NotAllowed("Việc này do cán bộ Nội vụ thực hiện; tài khoản của bạn chỉ để xem.")

    def require_own(self, ward_id: int) -> None:
        """Stop everyone from another ward, without saying that the thing exists.

        Raises:
            NotFound: it belongs to another ward.
        """
        if ward_id != self.ward_id:
            raise NotFound("Không có trang này ở phường, xã của bạn.")

    def nonce(self) -> str:
        """Return what every form of this browser session carries."""
        return nonce.make(self.app.voice.secret, "board", fingerprint(self.cookie))

    def check(self, sent: forms.Posted) -> None:
        """Make sure that the form was made by this board, for this browser session.

        Raises:
            OldForm: it was not, or more than half a day ago.
            NotAllowed: the ward has gone into another one, and is only to be read.
        """
        if self.ward.ended_on is not None and self.request.url.path != "/dang-xuat":
            raise NotAllowed(f"{self.ward.name} đã kết thúc; trang này chỉ còn để xem.")
        given = sent.text("nonce")
        if not nonce.check(self.app.voice.secret, given, "board", fingerprint(self.cookie)):
            raise OldForm

    def page(self, template: str, *, status: int = 200, **facts: object) -> HTMLResponse:
        """Return a page inside the frame of the board."""
        return render(self.request, template, self.frame() | facts, status=status)

    def frame(self) -> dict[str, object]:
        """Return what the frame of each page prints."""
        return {
            "person": self.person,
            "ward": self.ward,
            "zone": self.zone,
            "now": self.now,
            "nonce": self.nonce(),
            "is_officer": self.is_officer,
            "is_leader": self.is_leader,
            "has_sink": self.app.settings.smtp_host is None,
            "done": self.request.query_params.get("xong", ""),
            "is_quiet": self.quiet,
            "heir": self.heir,
        }


def desk(request: Request, app: App, now: Now) -> Desk:
    """Return the desk of whoever is signed in.

    Raises:
        NotSignedIn: nobody is.
    """
    cookie = request.cookies.get(COOKIE, "")
    wanted = request.url.path if request.method == "GET" else "/"
    if not cookie:
        raise NotSignedIn(wanted)
    with app.reading() as session:
        person = sign_in.who(session, cookie, now=now)
        if person is None:
            raise NotSignedIn(wanted)
        ward = session.get_one(Ward, person.ward_id)
        silent = quiet.is_quiet(session)
        successor = session.get(Ward, ward.successor_id) if ward.successor_id else None
        heir = successor.name if successor else ""
    return Desk(request, app, person, ward, zone_of(ward.timezone), now, cookie, silent, heir)


AtDesk = Annotated[Desk, Depends(desk)]
