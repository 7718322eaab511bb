"""Signing in: a mailed link that works once, for people with a role, at any hour."""

import re
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from dondoc.usecases import load_ward, sign_in
from dondoc.usecases.errors import NotFound
from dondoc.wiring import App
from models.outbox import OutboxMail
from models.queries import wards
from models.summary import LoginCode, WebSession
from models.ward import Person
from tests.factories import WARD, Office, load, ward_file
from tests.usecases.play import local, tick

CODE = re.compile(r"https://dondoc\.phuong4\.example/dang-nhap/([\w-]+)")


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    with app.transaction() as session:
        return Office(app, load(session, now=now), 0)


def ask(ward: Office, address: str, now: datetime) -> None:
    with ward.app.transaction() as session:
        sign_in.ask(session, address, voice=ward.app.voice, now=now)


def code_of(ward: Office, key: str, now: datetime) -> str:
    with ward.app.transaction() as session:
        return sign_in.make_code(session, person(ward, key), now=now, hours=1)


def person(ward: Office, key: str) -> Person:
    with ward.app.reading() as session:
        return next(p for p in wards.people_of(session, ward.ward_id) if p.key == key)


def sign(ward: Office, code: str, now: datetime) -> str:
    with ward.app.transaction() as session:
        cookie, _ = sign_in.use_code(session, code, now=now)
    return cookie


def name_of(ward: Office, cookie: str, now: datetime) -> str | None:
    with ward.app.reading() as session:
        found = sign_in.who(session, cookie, now=now)
    return found.name if found else None


def dismiss_the_officer(ward: Office, now: datetime) -> None:
    line = next(line for line in WARD.splitlines() if "key: officer" in line)
    heir = line.replace("key: officer", "key: heir").replace("officer@", "heir@")
    with ward.app.transaction() as session:
        load_ward.load_ward(session, ward_file(WARD.replace(line, heir)), now=now)


def test_the_mail_leaves_at_night_and_its_link_signs_in(ward: Office) -> None:
    ask(ward, " Officer@P4.example ", local("2025-03-08 23:10"))
    _, told = tick(ward, "2025-03-08 23:11")

    assert [(one.to, one.kind) for one in told] == [("officer@p4.example", "login")]
    (code,) = set(CODE.findall(told[0].text))
    cookie = sign(ward, code, local("2025-03-08 23:20"))
    assert name_of(ward, cookie, local("2025-03-08 23:21")) == "Lê Thị Tám"


def test_a_code_works_once(ward: Office, now: datetime) -> None:
    code = code_of(ward, "officer", now)
    sign(ward, code, now)

    with pytest.raises(NotFound, match="đã dùng hoặc đã hết hạn"):
        sign(ward, code, now)


def test_looking_whose_a_code_is_does_not_use_it_up(ward: Office, now: datetime) -> None:
    code = code_of(ward, "vice", now)

    with ward.app.reading() as session:
        names = [sign_in.whose(session, code, now=now).name for _ in range(3)]

    assert names == ["Võ Văn Bảy"] * 3
    assert name_of(ward, sign(ward, code, now), now) == "Võ Văn Bảy"


def test_a_code_is_good_for_an_hour(ward: Office, now: datetime) -> None:
    early, late = code_of(ward, "officer", now), code_of(ward, "officer", now)

    sign(ward, early, now + timedelta(minutes=59, seconds=59))

    with pytest.raises(NotFound):
        sign(ward, late, now + timedelta(hours=1))


def test_an_unknown_address_gets_nothing_and_the_asker_learns_nothing(
    ward: Office, now: datetime
) -> None:
    for address in ("nobody@p4.example", "culture@p4.example", "", "officer", "%", "’; --"):
        ask(ward, address, now)

    with ward.app.reading() as session:
        left = [*session.exec(select(OutboxMail)), *session.exec(select(LoginCode))]
    assert left == []


def test_whoever_lost_the_role_is_neither_mailed_nor_let_in(ward: Office, now: datetime) -> None:
    unused = code_of(ward, "officer", now)
    cookie = sign(ward, code_of(ward, "officer", now), now)
    dismiss_the_officer(ward, now)

    ask(ward, "officer@p4.example", now)

    assert name_of(ward, cookie, now) is None
    with pytest.raises(NotFound), ward.app.reading() as session:
        sign_in.whose(session, unused, now=now)
    with pytest.raises(NotFound):
        sign(ward, unused, now)
    with ward.app.reading() as session:
        assert session.exec(select(OutboxMail)).all() == []


def test_signing_out_ends_this_browser_only(ward: Office, now: datetime) -> None:
    here, there = (sign(ward, code_of(ward, "officer", now), now) for _ in range(2))

    with ward.app.transaction() as session:
        sign_in.sign_out(session, here, now=now)
        sign_in.sign_out(session, "no cookie of ours", now=now)

    assert (name_of(ward, here, now), name_of(ward, there, now)) == (None, "Lê Thị Tám")


def test_a_browser_is_signed_in_for_two_weeks(ward: Office, now: datetime) -> None:
    cookie = sign(ward, code_of(ward, "chair", now), now)
    end = now + timedelta(days=14)

    assert name_of(ward, cookie, end - timedelta(seconds=1)) == "Ngô Thị Chín"
    assert name_of(ward, cookie, end) is None


def test_codes_and_cookies_are_stored_as_hashes_only(ward: Office, now: datetime) -> None:
    code = code_of(ward, "officer", now)
    cookie = sign(ward, code, now)

    with ward.app.reading() as session:
        kept = [
            *session.exec(select(LoginCode.code_hash)),
            *session.exec(select(WebSession.token_hash)),
        ]
    assert (len(kept), code in kept, cookie in kept) == (2, False, False)
