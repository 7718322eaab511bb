"""Reads what has come in, over every mailbox of the settings; or one mail that is handed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dondoc import wiring
from dondoc.usecases import heartbeat
from dondoc.usecases.collect import CollectOutcome, collect, take
from dondoc.wiring import App
from models.incoming import IncomingMail
from notifications.mailbox import Fetched, Mailbox, MailboxTrouble

NAME = "incoming"
QUIET = (
    "Cơ sở dữ liệu này là bản phục hồi hoặc bản sao nên chưa đọc thư đến. Khi máy cũ đã ngừng hẳn, "
    "xác nhận: dondoc takeover."
)


@dataclass
class Post:
    """What was taken, and what stood in the way, in Vietnamese sentences."""

    taken: CollectOutcome = field(default_factory=CollectOutcome)
    troubles: list[str] = field(default_factory=list)

    @property
    def facts(self) -> dict[str, object]:
        """Return plain values for the heartbeat and for programs that read along."""
        done = self.taken
        return {
            "taken": done.taken, "known": done.known, "held": done.held, "kinds": done.kinds,
            "troubles": self.troubles,
        }  # fmt: skip


def read_all(
    app: App, *, now: Callable[[], datetime], mailboxes: Sequence[Mailbox] | None = None
) -> Post:
    """Read every mailbox once; one that cannot be read does not keep the others waiting.

    A restored backup or a copy reads nothing until a person has confirmed it.
    """
    post = Post()
    if not wiring.is_at_home(app, now=now()):
        # A copy must not take away what the installation at work waits for.
        post.troubles.append(QUIET)
        return post
    chosen = wiring.mailboxes(app.settings, now=now()) if mailboxes is None else mailboxes
    for mailbox in chosen:
        try:
            collect(app.transaction, mailbox, voice=app.voice, now=now, outcome=post.taken)
        except MailboxTrouble as trouble:
            post.troubles.append(str(trouble))
        finally:
            mailbox.close()
    with app.transaction() as session:
        heartbeat.record(session, NAME, now=now(), ok=not post.troubles, facts=post.facts)
    return post


def hand_in(
    app: App, raw: bytes, *, size: int, came_to: tuple[str, ...], now: datetime
) -> IncomingMail | None:
    """Take one mail from a mail server's pipe; None when it was taken before."""
    # Some servers put the separator of an mbox file before the mail.
    if raw.startswith(b"From "):
        separator, _, raw = raw.partition(b"\n")
        size -= len(separator) + 1
    fetched = Fetched(raw=raw, size=size, key="", kind="pipe", came_to=came_to)
    return take(app.transaction, fetched, voice=app.voice, now=now)
