"""A mail host of its own on loopback: Postfix with TLS and SASL in front, Dovecot behind it.

Both run from a folder of the test with ports of their own, and are stopped by their own process
ids. A component that is not installed fails the test that needs it; it is never skipped.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PASSWORD = "mat-khau cua hop thu"
#: Who has a mailbox; the last one's holds next to nothing.
PEOPLE = (
    "dondoc@phuong4.example", "culture@p4.example", "second@p4.example", "radio@p4.example",
    "full@p4.example",
)  # fmt: skip
QUOTA_OF_FULL = "*:bytes=1"
_PARTS = {
    "postfix": "/usr/lib/postfix/sbin/master",
    "dovecot-core": "/usr/sbin/dovecot",
    "dovecot-imapd": "/usr/lib/dovecot/imap",
    "dovecot-lmtpd": "/usr/lib/dovecot/lmtp",
    "openssl": "/usr/bin/openssl",
}


def check_installed() -> None:
    """Fail when a part of the mail host is missing."""
    missing = [package for package, path in _PARTS.items() if not Path(path).exists()]
    assert not missing, f"apt-get install {' '.join(missing)}"
    assert os.geteuid() == 0, "Postfix and Dovecot start as root only"


def free_ports(count: int) -> list[int]:
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in taken]
    for one in taken:
        one.close()
    return ports


@dataclass
class MailHost:
    """Where the host listens, and where its mailboxes lie."""

    folder: Path
    smtp: int
    imap: int
    imaps: int
    lmtp: int
    auth: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def ca_file(self) -> Path:
        return self.folder / "cert.pem"

    def maildir(self, address: str) -> Path:
        return self.folder / "mail" / address

    def mails(self, address: str) -> list[bytes]:
        """Return the mails in a mailbox, oldest first."""
        found = [
            path
            for part in ("new", "cur")
            if (self.maildir(address) / part).exists()
            for path in (self.maildir(address) / part).iterdir()
        ]
        return [path.read_bytes() for path in sorted(found, key=lambda path: path.name)]

    def wait_for(self, address: str, count: int) -> list[bytes]:
        """Return the mails of a mailbox once there are so many."""
        return waited(lambda: self.mails(address), lambda found: len(found) >= count, self._logs)

    def put(self, address: str, content: bytes) -> None:
        """Put a mail into a mailbox, as the server would."""
        for part in ("tmp", "new", "cur"):
            made = self.maildir(address) / part
            made.mkdir(parents=True, exist_ok=True)
        place = self.maildir(address)
        name = f"{time.time_ns()}.M1.test"
        (place / "tmp" / name).write_bytes(content)
        (place / "tmp" / name).rename(place / "new" / name)
        for path in (place, *place.rglob("*")):
            os.chown(path, *_nobody())

    def clear(self) -> None:
        """Empty every mailbox."""
        for address in PEOPLE:
            shutil.rmtree(self.maildir(address), ignore_errors=True)

    def _logs(self) -> str:
        return "\n".join(
            (self.folder / name).read_text(errors="replace")[-3000:]
            for name in ("maillog", "dovecot.log")
            if (self.folder / name).exists()
        )


def waited(ask: Callable[[], T], enough: Callable[[T], bool], logs: Callable[[], str]) -> T:
    """Ask again until there is enough."""
    until = time.monotonic() + 30
    while not enough(found := ask()):
        assert time.monotonic() < until, logs()
        time.sleep(0.05)
    return found


def _nobody() -> tuple[int, int]:
    found = pwd.getpwnam("nobody")
    return found.pw_uid, found.pw_gid


@contextmanager
def mail_host() -> Iterator[MailHost]:
    """Run the host until the end of the block."""
    check_installed()
    # Not pytest's folder: the servers' own users must be able to walk into it.
    folder = Path(tempfile.mkdtemp(prefix="dondoc-mail-"))
    folder.chmod(0o755)
    smtp, imap, imaps, lmtp, auth = free_ports(5)
    host = MailHost(folder, smtp=smtp, imap=imap, imaps=imaps, lmtp=lmtp, auth=auth)
    try:
        _certificate(folder)
        _start_dovecot(host)
        _start_postfix(host)
        yield host
    finally:
        for process in reversed(host.processes):
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _certificate(folder: Path) -> None:
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(folder / "key.pem"),
            "-out", str(folder / "cert.pem"),
        ],
        check=True, capture_output=True,
    )  # fmt: skip


def _start_dovecot(host: MailHost) -> None:
    folder, (uid, gid) = host.folder, _nobody()
    (folder / "mail").mkdir()
    os.chown(folder / "mail", uid, gid)
    users = "".join(
        f"{address}:{{PLAIN}}{PASSWORD}:{uid}:{gid}::{folder}/mail/{address}::"
        f"{f'userdb_quota_rule={QUOTA_OF_FULL}' if address.startswith('full') else ''}\n"
        for address in PEOPLE
    )
    (folder / "users").write_text(users)
    (folder / "users").chmod(0o644)
    config = folder / "dovecot.conf"
    config.write_text(f"""
base_dir = {folder}/dovecot
state_dir = {folder}/dovecot
log_path = {folder}/dovecot.log
listen = 127.0.0.1
protocols = imap lmtp
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
recipient_delimiter = +
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = passwd-file
  args = {folder}/users
}}
protocol lmtp {{
  mail_plugins = quota
}}
plugin {{
  quota = maildir:User quota
  quota_rule = *:storage=100M
}}
service imap-login {{
  inet_listener imap {{
    port = {host.imap}
  }}
  inet_listener imaps {{
    port = {host.imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {host.lmtp}
  }}
}}
service auth {{
  inet_listener {{
    port = {host.auth}
  }}
}}
""")
    host.processes.append(subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(config)]))
    for port in (host.imap, host.lmtp, host.auth):
        _listening(port, host)


def _start_postfix(host: MailHost) -> None:
    folder, config = host.folder, host.folder / "postfix"
    for name in ("postfix", "queue", "data"):
        (folder / name).mkdir()
    postfix = pwd.getpwnam("postfix")
    os.chown(folder / "data", postfix.pw_uid, postfix.pw_gid)
    (config / "main.cf").write_text(f"""
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/maillog
maillog_file_prefixes = {folder}
myhostname = mx.phuong4.example
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
disable_dns_lookups = yes
smtpd_peername_lookup = no
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = phuong4.example, p4.example
virtual_transport = lmtp:inet:127.0.0.1:{host.lmtp}
recipient_delimiter = +
smtpd_reject_unlisted_recipient = no
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_tls_cert_file = {folder}/cert.pem
smtpd_tls_key_file = {folder}/key.pem
smtpd_tls_security_level = encrypt
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{host.auth}
""")
    (config / "master.cf").write_text(
        "\n".join(
            [
                f"127.0.0.1:{host.smtp} inet n - n - - smtpd",
                "cleanup unix n - n - 0 cleanup",
                "qmgr unix n - n 300 1 qmgr",
                "tlsmgr unix - - n 1000? 1 tlsmgr",
                "rewrite unix - - n - - trivial-rewrite",
                "bounce unix - - n - 0 bounce",
                "defer unix - - n - 0 bounce",
                "trace unix - - n - 0 bounce",
                "verify unix - - n - 1 verify",
                "proxymap unix - - n - - proxymap",
                "error unix - - n - - error",
                "retry unix - - n - - error",
                "lmtp unix - - n - - lmtp",
                "anvil unix - - n - 1 anvil",
                "scache unix - - n - 1 scache",
                "postlog unix-dgram n - n - 1 postlogd",
                "",
            ]
        )
    )
    subprocess.run(["postfix", "-c", str(config), "check"], check=True, capture_output=True)
    host.processes.append(
        subprocess.Popen(["/usr/lib/postfix/sbin/master", "-d", "-c", str(config)])
    )
    _listening(host.smtp, host)


def _listening(port: int, host: MailHost) -> None:
    def knock() -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", port)) == 0

    waited(knock, bool, host._logs)
