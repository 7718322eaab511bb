"""Wards on the morning of a reminder: sixty units each, one line in each mail."""

import json
import shutil
import sqlite3
from base64 import b64decode, b64encode
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from sqlmodel import col, select

from dondoc.operate.tick import turn
from dondoc.rules.local import at_local, zone_of
from dondoc.wiring import capturing, throw_away
from models.outbox import OutboxMail
from tests.benchmarks import wards
from tests.contents import contents_of
from tests.factories import WARD, clause, office, on_dates

WARDS, UNITS = 20, 60
ZONE = zone_of("Asia/Ho_Chi_Minh")
CONFIRMED = at_local(date(2025, 3, 3), "08:00", ZONE)
#: A Tuesday, seven working days before the deadline: the first rung of every unit.
MORNING = at_local(date(2025, 4, 1), "07:30", ZONE)
DUE = on_dates("2025-04-11")
#: The ward that is served beforehand: compiled statements and templates are there from then on.
WARM = 1


def prepare(folder: Path) -> None:
    """Make ``wards.db``, whose units were told of their work, and ``mails.json`` as they will be."""
    app = throw_away(folder)
    keys = [f"to{number}" for number in range(1, UNITS + 1)]
    units = "".join(
        f"  - {{key: {key}, name: Tổ dân phố số {key[2:]}, "
        f"contacts: [{{name: {_name(int(key[2:]))}, title: Tổ trưởng, email: {key}@p4.example}}]}}\n"
        for key in keys
    )
    text = WARD.replace("groups: {unions", units + "groups: {unions")
    office(app, [clause("V.1", keys, DUE)], now=CONFIRMED, text=text)
    # Whoever was to be asked for a receipt was asked, so that the morning finds reminders only.
    wards.serve_each_day(app, CONFIRMED + timedelta(minutes=10), MORNING)
    source = Path(app.engine.url.database or "")
    with closing(sqlite3.connect(source)) as raw:
        raw.execute("UPDATE mail_content SET content = substr(content, 1, 512)")
        raw.commit()
    wards.copy_ward(app, WARDS)
    app.engine.dispose()
    with closing(sqlite3.connect(source)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(source, folder / "wards.db")
    playing, _ = capturing(app)
    turn(playing, now=lambda: MORNING, ward_ids=[WARM], force=True)
    with app.reading() as session:
        mails = session.exec(
            select(OutboxMail)
            .where(col(OutboxMail.kind) == "reminder")
            .order_by(col(OutboxMail.id))
        ).all()
    if len(mails) != UNITS:
        raise AssertionError(f"{len(mails)} reminders instead of {UNITS}")
    contents = contents_of(app)
    kept = [(mail.to_address, b64encode(contents[mail.id or 0]).decode()) for mail in mails]
    app.engine.dispose()
    (folder / "mails.json").write_text(json.dumps(kept), "utf-8")


def _name(number: int) -> str:
    families = ("Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Huỳnh", "Đặng")
    given = ("Thị Hồng", "Văn Minh", "Thị Ngọc Lan", "Hữu Phước", "Thanh Tùng")
    return f"{families[number % len(families)]} {given[number % len(given)]}"


def mails_in(folder: Path) -> list[tuple[str, bytes]]:
    """Return as many mails as the wards will send, each with its address."""
    kept = json.loads((folder / "mails.json").read_text("utf-8"))
    one_ward = [(address, b64decode(content)) for address, content in kept]
    return one_ward * WARDS
