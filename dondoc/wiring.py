"""The one place where real parts are put together."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from dondoc import clock
from dondoc import settings as settings_module
from dondoc.rules.limits import Limits
from dondoc.rules.return_path import ReturnPath
from dondoc.settings import Settings
from dondoc.usecases import quiet
from dondoc.usecases.voice import Voice
from models import db
from models.outbox import MAIL
from models.place import place_of
from models.queries.outbox import Way
from notifications.channel import Channel
from notifications.channels.capture import CaptureChannel
from notifications.channels.smtp import SmtpChannel, SmtpServer
from notifications.mailbox import Mailbox
from notifications.mailboxes.maildir import MaildirMailbox

T = TypeVar("T")

#: How far back a mailbox is read that was never read before.
FIRST_LOOK = timedelta(days=14)

#: The name of the gateway as a way out.
WEBHOOK = "webhook"


@dataclass(frozen=True)
class App:
    """Everything a surface needs: the settings, the database, the voice, the way out for mails."""

    settings: Settings
    engine: Engine
    voice: Voice
    make_channel: Callable[[], Channel] | None = None

    @property
    def limits(self) -> Limits:
        """How many mails may leave."""
        return Limits(
            per_address_hour=self.settings.mails_per_address_per_hour,
            per_hour=self.settings.mails_per_hour,
            per_day=self.settings.mails_per_day,
        )

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One unit of work; see ``models.db.transaction``."""
        with db.transaction(self.engine) as session:
            yield session

    def unit_of_work(self, work: Callable[[Session], T]) -> T:
        """Do what reads and thinks for long before it writes; see ``models.db.unit_of_work``."""
        return db.unit_of_work(self.engine, work)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A look without a change; see ``models.db.reading``."""
        with db.reading(self.engine) as session:
            yield session

    def channel(self) -> Channel:
        """Return the SMTP server of the settings, or this machine's mail sink where none is set."""
        if self.make_channel is not None:
            return self.make_channel()
        return SmtpChannel(smtp_server(self.settings))

    @property
    def way_names(self) -> list[str]:
        """The names of the ways out that are set up, mail first."""
        return [way.name for way in self.ways()]

    def ways(self) -> dict[Way, Callable[[], Channel]]:
        """Return every way out that is set up; mail takes what none of the others does."""
        others = {WEBHOOK: self._gateway} if self.settings.webhook_url else {}
        if self.make_channel is not None:
            others = {}
        ways = {Way(name): make for name, make in others.items()}
        return {Way(MAIL, frozenset(others)): self.channel, **ways}

    def _gateway(self) -> Channel:
        # Its HTTP client takes long to import, and most installations never need it.
        from notifications.channels.webhook import Gateway, WebhookChannel

        given = self.settings
        gateway = Gateway(
            url=given.webhook_url or "",
            secret=given.webhook_secret or "",
            timeout_seconds=given.webhook_timeout_seconds,
            data_timeout_seconds=given.webhook_timeout_seconds,
            ca_file=given.webhook_ca_file,
        )
        return WebhookChannel(gateway, clock.now)


def smtp_server(settings: Settings) -> SmtpServer:
    """Return how to reach the mail server."""
    if settings.smtp_host is None:
        return SmtpServer(
            host="127.0.0.1",
            port=settings.sink_port,
            security="none",
            timeout_seconds=settings.smtp_timeout_seconds,
            data_timeout_seconds=settings.smtp_data_timeout_seconds,
        )
    return SmtpServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        username=settings.smtp_user,
        password=settings.smtp_password,
        timeout_seconds=settings.smtp_timeout_seconds,
        data_timeout_seconds=settings.smtp_data_timeout_seconds,
        ca_file=settings.smtp_ca_file,
    )


def app(settings: Settings | None = None, *, check: bool = True) -> App:
    """Put the parts together.

    Raises:
        WrongSetting: a ``DONDOC_*`` variable cannot be used.
        DatabaseTrouble: with ``check``, when the database is not at today's tables.
    """
    settings = settings or settings_module.load()
    if settings.database_url is None or settings.secret_key is None:
        _make_folder(settings.data_dir)
    engine = db.make_engine(settings.database)
    if check:
        db.check_ready(engine)
    return App(settings=settings, engine=engine, voice=voice_of(settings, secret_of(settings)))


def voice_of(settings: Settings, secret: bytes) -> Voice:
    """Return how mails speak: who sends them, and where their answers arrive."""
    address = settings.answers_to
    path = ReturnPath(address, secret, plus=settings.incoming_plus) if address else None
    return Voice(settings.base_url, secret, settings.mail_from, path)


def mailboxes(settings: Settings, *, now: datetime) -> list[Mailbox]:
    """Return the mailboxes of the settings, to be read one after the other."""
    # Only here: the library costs every command a good part of its start.
    from notifications.mailboxes.imap import ImapMailbox, ImapServer

    limit = settings.incoming_limit_mb * 1024 * 1024
    found: list[Mailbox] = []
    if settings.incoming_maildir is not None:
        found.append(MaildirMailbox(settings.incoming_maildir, limit))
    if settings.imap_host is not None:
        server = ImapServer(
            host=settings.imap_host,
            port=settings.imap_port,
            security=settings.imap_security,
            username=settings.imap_user or "",
            password=settings.imap_password or "",
            folder=settings.imap_folder,
            timeout_seconds=settings.smtp_timeout_seconds,
            ca_file=settings.imap_ca_file,
        )
        found.append(ImapMailbox(server, limit, since=(now - FIRST_LOOK).date()))
    return found


def is_at_home(app: App, *, now: datetime) -> bool:
    """Look whether this database is where it was at work, before anything is sent from it.

    A copy falls quiet here; whatever sends asks this first. Returns False while it is quiet.

    Raises:
        DatabaseTrouble: as for ``App.transaction``.
    """
    place = place_of(app.engine)
    with app.reading() as session:
        if quiet.is_settled(session, place):
            return True
    with app.transaction() as session:
        return not quiet.settle(session, place, now=now)


def throw_away(folder: Path, *, base_url: str = "https://dondoc.example") -> App:
    """Return an application on an empty database in ``folder``, to play with and to delete."""
    settings = Settings(data_dir=folder, base_url=base_url)
    engine = db.make_engine(settings.database, durable=False)
    db.migrate(engine)
    return App(settings, engine, Voice(base_url, secrets.token_bytes(32), settings.mail_from))


def capturing(real: App) -> tuple[App, CaptureChannel]:
    """Return the same application with its mails kept in memory instead of sent."""
    channel = CaptureChannel()
    return replace(real, make_channel=lambda: channel), channel


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise settings_module.WrongSetting(
            f"Không tạo được thư mục dữ liệu {folder} (DONDOC_DATA_DIR): {error.strerror}."
        ) from error


def secret_of(settings: Settings) -> bytes:
    """Return the installation's secret; makes ``secret.key`` on first use, readable by its owner."""
    if settings.secret_key is not None:
        return settings.secret_key.encode()
    path = settings.data_dir / "secret.key"
    if not path.exists():
        made = path.with_name(f"secret.{secrets.token_hex(4)}.tmp")
        descriptor = os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            # A link fails when another process was first; then both read the same secret.
            path.hardlink_to(made)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text().strip().encode()
