"""The same mails through django-post_office, run by an interpreter of its own environment."""

import json
import logging
import sys
import time
from base64 import b64decode
from email import message_from_bytes
from pathlib import Path
from typing import Any

import django
from django.conf import settings

WARDS = 20


def main(folder: Path, port: int, threads: int) -> None:
    """Queue the mails in the database and send them; prints one JSON line."""
    logging.disable(logging.INFO)
    database = folder / "post-office.db"
    for old in folder.glob("post-office.db*"):
        old.unlink()
    _set_up(database, port, threads)
    mails = _mails(folder)
    from django.core.management import call_command
    from post_office import mail

    call_command("migrate", verbosity=0)
    _send(mail, mails[:20])
    begun = time.perf_counter()
    _send(mail, mails)
    taken = time.perf_counter() - begun
    sys.stdout.write(json.dumps({"ms": taken * 1000 / len(mails), "mails": len(mails)}) + "\n")


def _set_up(database: Path, port: int, threads: int) -> None:
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "post_office"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": database,
                "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
            }
        },
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        EMAIL_BACKEND="post_office.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        POST_OFFICE={
            "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
            "THREADS_PER_PROCESS": threads,
            "BATCH_SIZE": 5000,
            "LOG_LEVEL": 2,
        },
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        USE_TZ=True,
    )
    django.setup()


def _mails(folder: Path) -> list[dict[str, object]]:
    kept = json.loads((folder / "mails.json").read_text("utf-8"))
    one_ward = []
    for address, content in kept:
        text, html = (
            part.get_payload(decode=True).decode()  # type: ignore[union-attr]
            for part in message_from_bytes(b64decode(content)).walk()
            if part.get_content_type() in ("text/plain", "text/html")
        )
        one_ward.append(
            {
                "sender": "dondoc@phuong.example",
                "recipients": [address],
                "subject": "[Phường 4] Nhắc việc 01/04/2025: 01 nhiệm vụ sắp đến hạn",
                "message": text,
                "html_message": html,
            }
        )
    return one_ward * WARDS


def _send(mail: Any, mails: list[dict[str, object]]) -> None:
    mail.send_many(mails)
    sent, failed, requeued = mail.send_queued(processes=1)
    if (sent, failed, requeued) != (len(mails), 0, 0):
        raise AssertionError(f"{sent} sent, {failed} failed, {requeued} to be tried again")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
