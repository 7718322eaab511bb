"""R21: a restored backup or a copy sends nothing until a person says yes, and then nothing twice."""

import os
import shutil
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select as core_select
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from dondoc import wiring
from dondoc.operate import backup, doctor, restore
from dondoc.operate.backup_file import LIST, WrongBackup, open_backup
from dondoc.operate.tick import turn
from dondoc.rules.moves import Refused
from dondoc.usecases import acknowledge, extend, quiet, take_over, transfer
from dondoc.usecases.take_over import TakenOver
from dondoc.wiring import App
from models import dump, whole
from models.change import WardEvent
from models.db import make_engine
from models.outbox import MailState, OutboxMail
from models.place import is_same, place_of
from tests.conftest import BACKENDS, Databases, Prepared, app_on
from tests.factories import OFFICER, UNIT, Office, clause, office, on_dates
from tests.usecases.play import Told, local, tick

PLAN = [
    clause("V.1", ["culture"], on_dates("2025-05-22"), support=["radio"]),
    clause("V.2", ["front"], on_dates("2025-05-20"), mode="request"),
    clause("V.3", ["radio"], on_dates("2025-05-15", "2025-06-20")),
]
SAVED = "2025-05-16 09:00"
RESTORED = "2025-05-19 09:00"


def build(app: App) -> Office:
    """A ward with a history: mails sent, answers given, work handed on, something waiting."""
    ward = office(app, PLAN, now=local("2025-03-03 08:00"))
    tick(ward, "2025-03-03 08:20")
    with app.transaction() as session:
        row = ward.one("V.3/1@radio#2025-06-20").id or 0
        acknowledge.acknowledge(session, row, actor=UNIT, now=local("2025-03-04 09:00"))
        transfer.transfer(
            session, row, unit_key="culture", reason="Đúng chức năng", actor=OFFICER,
            now=local("2025-03-05 09:00"),
        )  # fmt: skip
    tick(ward, "2025-03-05 09:20")
    tick(ward, "2025-05-13 07:30")
    return ward


@pytest.fixture
def prepared() -> Prepared:
    return Prepared("restorable", build)


@pytest.fixture
def ward(copied: tuple[str, Office], app: App) -> Office:
    return Office(app, copied[1].ward_id, copied[1].plan_id)


@dataclass
class Elsewhere:
    """Another machine with an empty database of the same or of the other kind."""

    databases: Databases
    folder: Path
    made: list[App] = field(default_factory=list)

    def app(self, backend: str) -> App:
        place = self.folder / backend
        place.mkdir()
        url, _ = self.databases.copy(backend, None, place)
        self.made.append(app_on(make_engine(url), url, place))
        return self.made[-1]


@pytest.fixture
def elsewhere(databases: Databases, tmp_path: Path) -> Iterator[Elsewhere]:
    folder = tmp_path / "another machine"
    folder.mkdir()
    another = Elsewhere(databases, folder)
    yield another
    for one in another.made:
        one.engine.dispose()
        databases.drop(one.settings.database)


def saved(ward: Office, folder: Path, at: str = SAVED) -> Path:
    return backup.make(ward.app, folder / "sao-luu.zip", now=local(at)).path


def brought_back(app: App, path: Path, ward: Office, at: str = RESTORED, **given: Any) -> Office:
    restore.restore(app, open_backup(path), now=local(at), **given)
    return Office(app, ward.ward_id, ward.plan_id)


def confirmed(ward: Office, at: str, stopped_at: str | None = None) -> TakenOver:
    with ward.app.transaction() as session:
        return take_over.take_over(
            session, place=place_of(ward.app.engine), voice=ward.app.voice, actor=OFFICER,
            now=local(at), stopped_at=local(stopped_at) if stopped_at else None,
        )  # fmt: skip


def content(app: App) -> dict[str, list[str]]:
    """Every row of every table but the installation's own, as the dump writes it."""
    with app.engine.connect() as connection:
        return {
            table.name: list(dump.lines_of(connection, table))
            for table in dump.tables()
            if table.name != "installation"
        }


def sent(told: list[Told]) -> list[str]:
    return [one.to for one in told]


@pytest.mark.parametrize("target", BACKENDS)
def test_r21_a_backup_brings_every_row_back_into_either_database(
    ward: Office, elsewhere: Elsewhere, tmp_path: Path, target: str
) -> None:
    other = elsewhere.app(target)

    back = brought_back(other, saved(ward, tmp_path), ward)

    assert content(other) == content(ward.app)
    assert sum(map(len, content(other).values())) > 50
    # New rows are numbered after those that came along, and the history is guarded as before.
    before = len(back.all())
    with other.transaction() as session:
        transfer.transfer(
            session, back.one("V.1").id or 0, unit_key="radio", reason="Đúng chức năng",
            actor=OFFICER, now=local(RESTORED),
        )  # fmt: skip
    assert len(back.all()) == before + 1
    with pytest.raises(DBAPIError, match="append-only"), other.engine.begin() as connection:
        connection.execute(text("DELETE FROM assignment_event"))


def test_r21_a_copy_of_three_days_ago_sends_nothing_until_confirmed_and_then_nothing_twice(
    ward: Office, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    """What the lost machine told after the backup is not known here, and is not told again."""
    path = saved(ward, tmp_path)
    lost = [
        (one.to, one.items)
        for at in ("2025-05-16 09:20", "2025-05-19 07:30")
        for one in tick(ward, at)[1]
    ]
    back = brought_back(elsewhere.app(ward.app.engine.dialect.name), path, ward)

    before = [
        one
        for at in ("2025-05-19 09:10", "2025-05-19 16:00", "2025-05-20 07:30")
        for one in tick(back, at)[1]
    ]
    done = confirmed(back, "2025-05-20 08:00")
    after = [tick(back, at)[1] for at in ("2025-05-20 08:10", "2025-05-20 16:00")]
    later = tick(back, "2025-05-21 07:30")[1]

    assert lost
    assert before == []
    assert [sent(told) for told in after] == [[], []]
    assert done.doubtful > 0
    # The year goes on: each address gets its next rung, once.
    assert sent(later) == ["culture@p4.example", "front@p4.example"]
    told = {(to, item) for to, items in lost for item in items}
    assert not told & {(one.to, item) for one in later for item in one.items}
    swept = [row for row in mails(back) if local(SAVED) < row.made_at < local("2025-05-21 00:00")]
    assert {row.state for row in swept} == {MailState.UNKNOWN}
    assert {to for to, _ in told} <= {row.to_address for row in swept}


def mails(ward: Office) -> list[OutboxMail]:
    with ward.app.reading() as session:
        return list(session.exec(select(OutboxMail).order_by(col(OutboxMail.id))).all())


def test_r21_where_it_is_known_when_the_old_machine_stopped_the_rest_comes_in_one_mail_each(
    ward: Office, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    back = brought_back(elsewhere.app(ward.app.engine.dialect.name), saved(ward, tmp_path), ward)

    confirmed(back, "2025-05-20 08:00", stopped_at="2025-05-16 10:00")
    told = tick(back, "2025-05-20 08:10")[1]

    assert max(Counter(sent(told)).values()) == 1
    assert {"culture@p4.example", "front@p4.example"} <= set(sent(told))


def test_r21_a_mail_that_waited_in_the_backup_is_left_to_a_person(
    ward: Office, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    """The lost machine had time to send it; nobody here can know."""
    with ward.app.transaction() as session:
        extend.grant(
            session, ward.one("V.1").id or 0, until=date(2025, 6, 5), actor=OFFICER,
            now=local("2025-05-16 08:00"),
        )  # fmt: skip
    down = replace(ward.app, make_channel=None)
    turn(down, now=lambda: local("2025-05-16 08:30"))
    waiting = [row.to_address for row in mails(ward) if row.state is MailState.QUEUED]
    back = brought_back(elsewhere.app(ward.app.engine.dialect.name), saved(ward, tmp_path), ward)

    confirmed(back, "2025-05-19 10:00")
    told = tick(back, "2025-05-19 10:10")[1]

    assert "culture@p4.example" in waiting
    unknown = [row.to_address for row in mails(back) if row.state is MailState.UNKNOWN]
    assert set(waiting) <= set(unknown)
    assert not set(waiting) & set(sent(told))


def test_r21_what_is_decided_here_before_the_confirmation_is_told_after_it(
    ward: Office, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    back = brought_back(elsewhere.app(ward.app.engine.dialect.name), saved(ward, tmp_path), ward)
    with back.app.transaction() as session:
        extend.grant(
            session, back.one("V.1").id or 0, until=date(2025, 6, 5), actor=OFFICER,
            now=local("2025-05-19 11:00"),
        )  # fmt: skip

    confirmed(back, "2025-05-19 15:00")
    told = tick(back, "2025-05-19 15:10")[1]

    (mail,) = [one for one in told if one.to == "culture@p4.example"]
    assert [kind for _, kind, _ in mail.items] == ["granted"]


def test_r21_it_is_confirmed_once_by_somebody_who_stands_in_the_log(
    ward: Office, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    back = brought_back(elsewhere.app(ward.app.engine.dialect.name), saved(ward, tmp_path), ward)
    with pytest.raises(Refused, match="trước lúc này"):
        confirmed(back, "2025-05-19 10:00", stopped_at="2025-05-19 10:01")
    confirmed(back, "2025-05-19 10:00")

    with pytest.raises(Refused, match="không có gì chờ"):
        confirmed(back, "2025-05-19 10:05")
    with back.app.reading() as session:
        events = session.exec(select(WardEvent).where(WardEvent.kind == take_over.KIND)).all()
        row = quiet.the_installation(session)
    assert [(one.actor, one.at) for one in events] == [("Lê Thị Tám", local("2025-05-19 10:00"))]
    assert row is not None
    assert (row.quiet_since, row.confirmed_by, row.origin["made_at"]) == (
        None, "Lê Thị Tám", local(SAVED).isoformat(),
    )  # fmt: skip


def test_r21_a_database_with_work_is_only_replaced_when_told_to(
    ward: Office, tmp_path: Path
) -> None:
    path = saved(ward, tmp_path)
    before = content(ward.app)
    with ward.app.transaction() as session:
        acknowledge.acknowledge(
            session, ward.one("V.1").id or 0, actor=UNIT, now=local("2025-05-16 10:00")
        )
    changed = content(ward.app)

    with pytest.raises(WrongBackup, match="--replace"):
        brought_back(ward.app, path, ward)
    assert content(ward.app) == changed
    brought_back(ward.app, path, ward, replace=True)

    assert content(ward.app) == before


def test_r21_the_doctor_and_nobody_else_needs_to_guess_that_it_is_quiet(
    ward: Office, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    def check(one: Office, at: str) -> tuple[str, str]:
        found = doctor.examine(one.app, now=local(at))
        return next((c.state, c.words) for c in found if c.name == "installation")

    back = brought_back(elsewhere.app(ward.app.engine.dialect.name), saved(ward, tmp_path), ward)
    state, words = check(back, "2025-05-19 09:30")
    confirmed(back, "2025-05-19 10:00")

    assert state == "fail"
    assert "phục hồi từ bản sao lưu" in words
    assert check(back, "2025-05-19 10:30")[0] == "ok"


@pytest.mark.parametrize("harm", ["cut", "changed", "a line less", "no list", "no zip", "missing"])
def test_r21_a_damaged_backup_is_refused_before_anything_is_touched(
    ward: Office, tmp_path: Path, harm: str
) -> None:
    path = saved(ward, tmp_path)
    before = content(ward.app)
    damage(path, harm)

    with pytest.raises(WrongBackup):
        brought_back(ward.app, path, ward, replace=True)

    assert content(ward.app) == before


def damage(path: Path, harm: str) -> None:
    if harm == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif harm == "no zip":
        path.write_bytes(b"PK not really")
    elif harm == "missing":
        path.unlink()
    else:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = "bang/assignment.jsonl"
        if harm == "changed":
            parts[name] = parts[name].replace(b"assigned", b"accepted")
        elif harm == "a line less":
            parts[name] = b"".join(parts[name].splitlines(keepends=True)[:-1])
        else:
            del parts[LIST]
        with zipfile.ZipFile(path, "w") as archive:
            for part, found in parts.items():
                archive.writestr(part, found)


def test_r21_a_backup_is_private_and_overwrites_nothing(ward: Office, tmp_path: Path) -> None:
    path = saved(ward, tmp_path)
    written = path.read_bytes()

    with pytest.raises(WrongBackup, match="Đã có tệp"):
        saved(ward, tmp_path)
    named = backup.make(ward.app, tmp_path, now=local(SAVED)).path

    assert path.read_bytes() == written
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert named.name == "dondoc-20250516-090000.zip"
    assert not [one.name for one in tmp_path.iterdir() if one.name.endswith(".dang-ghi")]


def test_r21_a_backup_shows_one_moment_while_others_write(ward: Office, tmp_path: Path) -> None:
    """Two tables are read before and after somebody's change: the file holds both as before."""
    with whole.snapshot(ward.app.engine) as connection:
        table = next(one for one in dump.tables() if one.name == "ward")
        rows = list(dump.lines_of(connection, table))
        with ward.app.transaction() as session:
            acknowledge.acknowledge(
                session, ward.one("V.1").id or 0, actor=UNIT, now=local("2025-05-16 10:00")
            )
        table = next(one for one in dump.tables() if one.name == "assignment_event")
        kinds = connection.execute(core_select(table.c.kind)).scalars().all()

    assert len(rows) == 1
    # The one of 4 March; the second came after the look had begun.
    assert Counter(kinds)["acknowledge"] == 1


def test_r21_links_of_mails_sent_before_still_open_where_the_secret_came_along(
    ward: Office, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    path = saved(ward, tmp_path)
    other = elsewhere.app("sqlite")
    other = replace(other, voice=replace(other.voice, secret=b"another secret of another machine"))

    done = restore.restore(other, open_backup(path), now=local(RESTORED))

    assert done.links_work
    assert (other.settings.data_dir / "secret.key").read_bytes() == ward.app.voice.secret


# Copies that nobody restored by the command: noticed by where the database lies.


def test_r21_a_copied_file_is_noticed_and_falls_quiet(
    databases: Databases, prepared: Prepared, tmp_path: Path
) -> None:
    url, facts = databases.copy("sqlite", prepared, tmp_path)
    first = app_on(make_engine(url), url, tmp_path)
    assert wiring.is_at_home(first, now=local(SAVED))
    assert wiring.is_at_home(first, now=local(SAVED) + timedelta(days=1))
    first.engine.dispose()
    folder = tmp_path / "copy"
    folder.mkdir()
    shutil.copy(tmp_path / "dondoc.db", folder / "dondoc.db")
    url = f"sqlite:///{folder / 'dondoc.db'}"
    second = app_on(make_engine(url), url, folder)
    back = Office(second, facts.ward_id, facts.plan_id)

    assert not wiring.is_at_home(second, now=local(RESTORED))
    assert tick(back, "2025-05-19 09:30")[1] == []
    confirmed(back, "2025-05-19 10:00", stopped_at=SAVED)
    assert wiring.is_at_home(second, now=local("2025-05-19 10:05"))
    assert tick(back, "2025-05-19 10:10")[1] != []
    assert wiring.is_at_home(first, now=local(RESTORED))


def test_r21_a_renamed_file_is_no_copy_and_a_replaced_one_is(
    databases: Databases, prepared: Prepared, tmp_path: Path
) -> None:
    url, _ = databases.copy("sqlite", prepared, tmp_path)
    first = app_on(make_engine(url), url, tmp_path)
    wiring.is_at_home(first, now=local(SAVED))
    first.engine.dispose()
    shutil.copy(tmp_path / "dondoc.db", tmp_path / "older.db")
    (tmp_path / "dondoc.db").rename(tmp_path / "moved.db")
    url = f"sqlite:///{tmp_path / 'moved.db'}"
    moved = app_on(make_engine(url), url, tmp_path)
    assert wiring.is_at_home(moved, now=local(RESTORED))
    moved.engine.dispose()

    os.replace(tmp_path / "older.db", tmp_path / "moved.db")  # noqa: PTH105 - as an administrator would

    assert not wiring.is_at_home(moved, now=local(RESTORED))


def test_r21_a_copied_database_of_a_server_is_noticed(
    databases: Databases, prepared: Prepared, tmp_path: Path
) -> None:
    url, _ = databases.copy("postgresql", prepared, tmp_path)
    first = app_on(make_engine(url), url, tmp_path)
    assert wiring.is_at_home(first, now=local(SAVED))
    known = place_of(first.engine)
    first.engine.dispose()
    url, _ = databases.copy("postgresql", prepared, tmp_path)
    second = app_on(make_engine(url), url, tmp_path)
    found = place_of(second.engine)
    second.engine.dispose()

    assert known is not None
    assert found is not None
    assert not is_same(known, found)
    assert is_same(known, dict(known))


@pytest.mark.parametrize(
    ("found", "same"),
    [
        pytest.param({"machine": "a", "path": "/x", "inode": 1}, True, id="as it was"),
        pytest.param({"machine": "a", "path": "/y", "inode": 1}, True, id="seen elsewhere"),
        pytest.param({"machine": "a", "path": "/x", "inode": 2}, False, id="file replaced"),
        pytest.param({"machine": "b", "path": "/x", "inode": 1}, False, id="other machine"),
        pytest.param({"machine": "", "path": "/x", "inode": 1}, True, id="machine without name"),
        pytest.param({"machine": "", "path": "/y", "inode": 1}, False, id="not to be told"),
        pytest.param({"cluster": "1", "database": "d", "number": 3}, False, id="server"),
    ],
)
def test_r21_a_place_is_known_by_what_a_copy_cannot_have(found: dict[str, Any], same: bool) -> None:
    assert is_same({"machine": "a", "path": "/x", "inode": 1}, found) is same
