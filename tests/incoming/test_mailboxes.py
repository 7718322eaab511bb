"""Maildir, pipe and a real Dovecot: every mail is taken once, whatever happens in between."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlmodel import Session

from dondoc.cli.main import run
from dondoc.operate.post import read_all
from dondoc.usecases.collect import collect
from models.incoming import IncomingAbout, IncomingMail
from models.outbox import Heartbeat
from notifications.mailbox import MailboxTrouble
from notifications.mailboxes.imap import ImapMailbox, ImapServer
from notifications.mailboxes.maildir import MaildirMailbox
from tests.incoming.world import LATER, Post
from tests.mail_host import PASSWORD, MailHost

one_kind = pytest.mark.parametrize("copied", ["sqlite"], indirect=True)
LIMIT = 1_000_000


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for part in ("tmp", "new", "cur"):
        (tmp_path / "maildir" / part).mkdir(parents=True)
    return tmp_path / "maildir"


@one_kind
def test_a_maildir_is_read_once_and_what_was_taken_is_marked(post: Post, maildir: Path) -> None:
    (maildir / "new" / "1.a").write_bytes(post.raw("reply-gmail"))
    (maildir / "cur" / "2.b:2,").write_bytes(post.raw("bounce-unknown-user"))
    (maildir / "cur" / "0.c:2,S").write_bytes(post.raw("reply-zimbra"))
    (maildir / "new" / "3.d").symlink_to("/etc/passwd")
    box = MaildirMailbox(maildir, LIMIT)

    with pytest.raises(MailboxTrouble, match=r"3\.d"):
        collect(post.app.transaction, box, voice=post.app.voice, now=lambda: LATER)

    assert [str(row["kind"]) for row in post.rows(IncomingMail)] == ["reply", "bounce"]
    assert sorted(path.name for path in (maildir / "cur").iterdir()) == [
        "0.c:2,S", "1.a:2,S", "2.b:2,S",
    ]  # fmt: skip
    (maildir / "new" / "3.d").unlink()
    again = collect(post.app.transaction, box, voice=post.app.voice, now=lambda: LATER)
    assert (again.taken, again.known) == (0, 0)


@one_kind
def test_a_mail_that_was_kept_but_not_marked_is_taken_for_known(post: Post, maildir: Path) -> None:
    raw = post.raw("reply-gmail")
    post.take(raw)
    (maildir / "new" / "1.a").write_bytes(raw)

    done = read_all(post.app, now=lambda: LATER, mailboxes=[MaildirMailbox(maildir, LIMIT)])

    assert (done.taken.taken, done.taken.known, done.troubles) == (0, 1, [])
    assert [path.name for path in (maildir / "cur").iterdir()] == ["1.a:2,S"]
    assert [row["name"] for row in post.rows(Heartbeat) if row["name"] == "incoming"] == [
        "incoming"
    ]


@one_kind
def test_a_mailbox_that_is_not_there_is_told_and_keeps_no_other_waiting(
    post: Post, maildir: Path, tmp_path: Path
) -> None:
    (maildir / "new" / "1.a").write_bytes(post.raw("reply-gmail"))
    boxes = [MaildirMailbox(tmp_path / "nowhere", LIMIT), MaildirMailbox(maildir, 500)]

    done = read_all(post.app, now=lambda: LATER, mailboxes=boxes)

    assert done.taken.taken == done.taken.held == 1
    assert [words.partition(" (")[0] for words in done.troubles] == [
        f"Không mở được hộp thư đến {tmp_path / 'nowhere'}"
    ]


def command(
    post: Post, monkeypatch: pytest.MonkeyPatch, *words: str, given: bytes = b"", **settings: str
) -> int:
    """Run the command on the database of the test, as a mail server would."""
    url = post.app.engine.url.render_as_string(hide_password=False)
    known = {
        "SECRET_KEY": post.app.voice.secret.decode(), "INCOMING_ADDRESS": "dondoc@phuong4.example",
        "MAIL_FROM": "dondoc@phuong4.example",
    }  # fmt: skip
    for name, value in (known | settings).items():
        monkeypatch.setenv(f"DONDOC_{name}", value)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(given)))
    return run(["incoming", *words, "--database", url, "--now", "2025-04-09T10:00"])


@one_kind
def test_a_mail_server_hands_one_mail_in_by_a_pipe(
    post: Post, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = b"From MAILER-DAEMON Mon Mar  3 08:00:00 2025\n" + post.raw("bounce-unknown-user")

    codes = [command(post, monkeypatch, "--pipe", given=raw) for _ in range(2)]
    held = command(post, monkeypatch, "--pipe", given=post.raw("reply-stranger"))
    capsys.readouterr()
    listed = command(post, monkeypatch, "--held")

    assert (codes, held, listed) == ([0, 0], 0, 0)
    assert [str(row["kind"]) for row in post.rows(IncomingMail)] == ["bounce", "reply"]
    assert "nguoila@la.example" in capsys.readouterr().out


@one_kind
def test_a_pipe_asks_the_server_to_try_again_when_the_database_is_away(
    post: Post, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Subject: x\n\nx")))

    code = run(["incoming", "--pipe", "--database", "sqlite:////nowhere/at/all.db"])

    assert code == 75
    assert capsys.readouterr().err


@one_kind
def test_the_script_for_mail_servers_asks_to_try_again_whatever_goes_wrong(
    post: Post, tmp_path: Path
) -> None:
    script = Path(__file__).parents[2] / "deploy" / "incoming-pipe.sh"
    url = post.app.engine.url.render_as_string(hide_password=False)

    def handed_in(database: str) -> int:
        return subprocess.run(
            [script, "dondoc@phuong4.example"], input=post.raw("reply-stranger"), check=False,
            capture_output=True,
            env={"PATH": os.environ["PATH"], "DONDOC_DATABASE_URL": database,
                 "DONDOC_DATA_DIR": str(tmp_path)},
        ).returncode  # fmt: skip

    assert (handed_in("mysql://nowhere/x"), handed_in(url)) == (75, 0)
    assert [row["sender"] for row in post.rows(IncomingMail)] == ["nguoila@la.example"]


@one_kind
def test_the_command_reads_what_the_settings_name(
    post: Post, maildir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (maildir / "new" / "1.a").write_bytes(post.raw("reply-gmail"))

    without = command(post, monkeypatch)
    wrong = command(post, monkeypatch, "--pipe", "--held")
    done = command(post, monkeypatch, INCOMING_MAILDIR=str(maildir))

    assert (without, wrong, done) == (2, 2, 0)
    assert "Thư mới: 1; đã nhận trước đó: 0; chờ cán bộ xem: 0." in capsys.readouterr().out


def server(host: MailHost, **changed: object) -> ImapServer:
    known: dict[str, object] = {
        "host": "127.0.0.1", "port": host.imaps, "username": "dondoc@phuong4.example",
        "password": PASSWORD, "security": "tls", "ca_file": host.ca_file,
    }  # fmt: skip
    return ImapServer(**(known | changed))  # type: ignore[arg-type]


def box(host: MailHost, *, limit: int = LIMIT, **changed: object) -> ImapMailbox:
    return ImapMailbox(server(host, **changed), limit, since=date(2025, 1, 1))


@one_kind
def test_an_imap_mailbox_is_read_by_numbers_each_mail_once(post: Post, mails_at: MailHost) -> None:
    mails_at.put("dondoc@phuong4.example", post.raw("bounce-unknown-user"))
    mails_at.put("dondoc@phuong4.example", post.raw("reply-outlook-files"))
    first = read_all(post.app, now=lambda: LATER, mailboxes=[box(mails_at)])
    mails_at.put("dondoc@phuong4.example", post.raw("away-exchange"))

    ways = [box(mails_at, security="starttls", port=mails_at.imap), box(mails_at)]
    second = read_all(post.app, now=lambda: LATER, mailboxes=ways)

    assert (first.taken.kinds, first.troubles) == ({"bounce": 1, "reply": 1}, [])
    assert (second.taken.kinds, second.taken.known) == ({"away": 1}, 0)
    seen = [p.name for p in (mails_at.maildir("dondoc@phuong4.example") / "cur").iterdir()]
    assert len(seen) == 3
    assert all(name.partition(":2,")[2] == "S" for name in seen)


@one_kind
def test_a_mailbox_whose_numbers_begin_anew_brings_nothing_twice(
    post: Post, mails_at: MailHost
) -> None:
    raw = post.raw("reply-gmail")
    mails_at.put("dondoc@phuong4.example", raw)
    read_all(post.app, now=lambda: LATER, mailboxes=[box(mails_at)])
    mails_at.clear()
    # Dovecot tells a mailbox that was made anew by the second in which it was made.
    time.sleep(1.1)
    mails_at.put("dondoc@phuong4.example", raw)

    again = read_all(post.app, now=lambda: LATER, mailboxes=[box(mails_at)])

    assert (again.taken.taken, again.taken.known) == (0, 1)
    assert len(post.rows(IncomingAbout)) == 1


@one_kind
def test_a_reader_that_dies_in_the_middle_is_followed_by_one_that_goes_on(
    post: Post, mails_at: MailHost
) -> None:
    for name in ("bounce-unknown-user", "reply-gmail", "away-exchange"):
        mails_at.put("dondoc@phuong4.example", post.raw(name))
    opened = 0

    @contextmanager
    def dying() -> Iterator[Session]:
        nonlocal opened
        with post.app.transaction() as session:
            yield session
            opened += 1
            if opened == 3:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collect(dying, box(mails_at), voice=post.app.voice, now=lambda: LATER)
    kept = len(post.rows(IncomingMail))
    done = read_all(post.app, now=lambda: LATER, mailboxes=[box(mails_at)])

    assert (kept, done.taken.taken, done.taken.known) == (1, 2, 0)


@one_kind
def test_a_mail_that_is_too_large_is_fetched_in_part(post: Post, mails_at: MailHost) -> None:
    raw = post.raw("reply-gmail") + b"\n" + os.urandom(150_000).hex().encode()
    mails_at.put("dondoc@phuong4.example", raw)

    done = read_all(post.app, now=lambda: LATER, mailboxes=[box(mails_at, limit=100_000)])

    (row,) = post.rows(IncomingMail)
    assert (done.taken.held, len(bytes(row["raw"]))) == (1, 64 * 1024)  # type: ignore[call-overload]
    assert int(str(row["size"])) > 300_000


@one_kind
@pytest.mark.parametrize(
    ("changed", "says"),
    [
        pytest.param({"password": "sai"}, "không cho đăng nhập", id="password"),
        pytest.param({"ca_file": None}, "Không mã hóa được kết nối", id="certificate"),
        pytest.param({"port": 1}, "Không mở được hộp thư", id="nobody there"),
        pytest.param({"folder": "Không có"}, "Không mở được hộp thư", id="folder"),
    ],
)
def test_a_server_that_does_not_let_us_in_is_told(
    post: Post, mails_at: MailHost, changed: dict[str, object], says: str
) -> None:
    done = read_all(
        post.app,
        now=lambda: LATER,
        mailboxes=[ImapMailbox(server(mails_at, **changed), LIMIT, since=date(2025, 1, 1))],
    )

    (trouble,) = done.troubles
    assert says in trouble
