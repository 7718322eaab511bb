"""Reads a folder of an IMAP server: mails by their numbers, each once, none deleted."""

import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from notifications.mailbox import Fetched, MailboxTrouble

#: Of a mail that is larger than what is taken so much is kept.
HEAD_BYTES = 64 * 1024
_TROUBLES = (IMAPClientError, OSError, EOFError)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapServer:
    """How to reach the folder.

    ``tls`` and ``starttls`` check the certificate against the system's authorities (or ``ca_file``)
    and are never given up for a plain connection.
    """

    host: str
    port: int
    username: str
    password: str = field(repr=False)
    security: Literal["tls", "starttls", "none"] = "tls"
    folder: str = "INBOX"
    timeout_seconds: float = 30
    ca_file: Path | None = None

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(slots=True)
class ImapMailbox:
    """One connection, opened when it is first needed.

    How far it was read is the highest number taken, kept with the mails; the server's own marks
    do not count, since people who look into the mailbox change them. A mailbox that was never
    read is read from ``since`` on.
    """

    server: ImapServer
    limit_bytes: int
    since: date
    _client: Any = None
    _validity: int = 0

    @property
    def source(self) -> str:
        self._connected()
        given = self.server
        return f"imap:{given.host}:{given.username}:{given.folder}:{self._validity}"

    def probe(self) -> None:
        self._connected()

    def fetch(self, *, after: int, most: int) -> Iterator[Fetched]:
        source = self.source
        try:
            for uid, size in self._numbers(after)[:most]:
                raw = self._content(uid, size)
                if raw is not None:
                    yield Fetched(
                        raw=raw, size=max(size, len(raw)), key=str(uid), kind="imap",
                        source=source, uid=uid,
                    )  # fmt: skip
        except _TROUBLES as error:
            self.close()
            raise MailboxTrouble(
                f"Mất liên lạc với máy chủ IMAP {self.server} khi đang đọc thư ({_words(error)})."
            ) from error

    def done(self, fetched: Fetched) -> None:
        # Only for people who look into the mailbox; the number is what counts.
        with suppress(*_TROUBLES):
            self._connected().add_flags([fetched.uid], [b"\\Seen"], silent=True)

    def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with suppress(*_TROUBLES):
                client.logout()

    def _connected(self) -> Any:
        if self._client is None:
            try:
                self._client = self._opened()
            except LoginError as error:
                raise MailboxTrouble(
                    f"Máy chủ IMAP {self.server} không cho đăng nhập ({_words(error)}). Kiểm tra "
                    "DONDOC_IMAP_USER và DONDOC_IMAP_PASSWORD."
                ) from error
            except ssl.SSLError as error:
                raise MailboxTrouble(
                    f"Không mã hóa được kết nối tới máy chủ IMAP {self.server} ({_words(error)}). "
                    "Kiểm tra DONDOC_IMAP_SECURITY và chứng thư của máy chủ."
                ) from error
            except _TROUBLES as error:
                raise MailboxTrouble(
                    f"Không mở được hộp thư {self.server.folder} trên máy chủ IMAP {self.server} "
                    f"({_words(error)})."
                ) from error
        return self._client

    def _opened(self) -> Any:
        given = self.server
        context = ssl.create_default_context(cafile=str(given.ca_file) if given.ca_file else None)
        client = IMAPClient(
            given.host, port=given.port, ssl=given.security == "tls",
            ssl_context=context if given.security == "tls" else None,
            timeout=given.timeout_seconds,
        )  # fmt: skip
        try:
            if given.security == "starttls":
                client.starttls(context)
            client.login(given.username, given.password)
            chosen = client.select_folder(given.folder)
        except BaseException:
            with suppress(*_TROUBLES):
                client.shutdown()
            raise
        self._validity = int(chosen[b"UIDVALIDITY"])
        return client

    def _numbers(self, after: int) -> list[tuple[int, int]]:
        """Return the numbers and sizes of new mails; ``n:*`` names the last mail even below n."""
        client = self._connected()
        wanted = ["UID", f"{after + 1}:*"] if after else ["SINCE", self.since]
        uids = sorted(uid for uid in client.search(wanted) if uid > after)
        sizes = client.fetch(uids, ["RFC822.SIZE"]) if uids else {}
        return [(uid, int(sizes[uid][b"RFC822.SIZE"])) for uid in uids if uid in sizes]

    def _content(self, uid: int, size: int) -> bytes | None:
        """Return one mail, or its head where it is too large; None when it is gone."""
        part = "BODY.PEEK[]" if size <= self.limit_bytes else f"BODY.PEEK[]<0.{HEAD_BYTES}>"
        found = self._connected().fetch([uid], [part]).get(uid, {})
        contents = [value for name, value in found.items() if bytes(name).startswith(b"BODY[]")]
        return bytes(contents[0]) if contents and contents[0] is not None else None


def _words(error: BaseException) -> str:
    said = error.args[0] if error.args else ""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(error)
    return " ".join(text.split())[:300] or type(error).__name__
