"""R12: a link lets its holder do that one task for that unit, until it ends; then it explains."""

import re
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from sqlmodel import SQLModel, col, select

from dondoc.usecases import (
    accept,
    at_request,
    cancel,
    explain,
    extend,
    links,
    load_ward,
    report,
    transfer,
)
from dondoc.usecases.errors import NotFound
from dondoc.usecases.report import GivenReport
from dondoc.wiring import App
from models.assignment import Assignment, Link
from models.outbox import OutboxMail
from models.queries.outgoing import MailGroup
from tests.contents import content_of
from tests.factories import OFFICER, UNIT, WARD, Office, clause, office, on_dates, ward_file
from tests.usecases.play import days, local, tick

ADDRESS = "culture@p4.example"
URL = re.compile(r"https://dondoc\.phuong4\.example/l/[\w-]+")


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    return office(
        app,
        [
            clause("V.1", ["culture"], on_dates("2025-04-10")),
            clause("V.2", ["culture"], on_dates("2025-09-10")),
        ],
        now=now,
    )


def token(ward: Office, row: Assignment, now: datetime, address: str = ADDRESS) -> str:
    with ward.app.transaction() as session:
        return links.token_for(session, row, address=address, secret=ward.app.voice.secret, now=now)


def status(ward: Office, text: str, now: datetime) -> str:
    with ward.app.reading() as session:
        return links.open_link(session, text, now=now).status


def urls(content: bytes) -> set[str]:
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    parts = [mail.get_body((kind,)) for kind in ("plain", "html")]
    found = [set(URL.findall(part.get_content())) for part in parts if part is not None]
    assert found[0] == found[1]
    return found[0]


def mails(ward: Office, kind: str) -> list[OutboxMail]:
    with ward.app.reading() as session:
        query = select(OutboxMail).where(OutboxMail.kind == kind).order_by(col(OutboxMail.id))
        return list(session.exec(query).all())


def ask_again(ward: Office, text: str, now: datetime) -> bool:
    with ward.app.transaction() as session:
        link = links.open_link(session, text, now=now).link
        return at_request.send_link_again(session, link, voice=ward.app.voice, now=now)


def test_a_link_opens_its_own_assignment_for_its_own_unit(ward: Office, now: datetime) -> None:
    one, other = ward.one("V.1"), ward.one("V.2")
    first, second = token(ward, one, now), token(ward, other, now)

    with ward.app.reading() as session:
        opened = links.open_link(session, first, now=now)
        beside = links.open_link(session, second, now=now)

    assert (opened.status, opened.assignment.code, opened.unit.key) == (
        "valid",
        one.code,
        "culture",
    )
    assert (beside.status, beside.assignment.code) == ("valid", other.code)


def test_a_link_lives_sixty_days_longer_than_its_deadline(ward: Office, now: datetime) -> None:
    text = token(ward, ward.one("V.1"), now)
    end = local("2025-06-09 17:00")

    found = [status(ward, text, at) for at in (end - timedelta(seconds=1), end)]

    assert found == ["valid", "expired"]


def test_a_link_lives_on_with_an_extended_deadline(ward: Office, now: datetime) -> None:
    row = ward.one("V.1")
    text = token(ward, row, now)
    with ward.app.transaction() as session:
        extend.grant(
            session, row.id or 0, until=local("2025-05-09 00:00").date(), actor=OFFICER, now=now
        )

    assert status(ward, text, local("2025-07-08 16:59")) == "valid"
    assert status(ward, text, local("2025-07-08 17:00")) == "expired"


def test_a_transfer_ends_the_old_link_and_the_heir_gets_another(
    ward: Office, now: datetime
) -> None:
    old = token(ward, ward.one("V.1"), now)
    with ward.app.transaction() as session:
        heir = transfer.transfer(
            session, ward.one("V.1").id or 0, unit_key="radio", reason="Đúng chức năng",
            actor=OFFICER, now=now,
        )  # fmt: skip
    new = token(ward, heir, now, "radio@p4.example")

    assert (status(ward, old, now), status(ward, new, now), old == new) == (
        "revoked", "valid", False,
    )  # fmt: skip


def test_a_link_waits_with_the_report_and_is_closed_with_its_acceptance(
    ward: Office, now: datetime
) -> None:
    row = ward.one("V.1")
    text = token(ward, row, now)
    with ward.app.transaction() as session:
        report.report(session, row.id or 0, given=GivenReport("Xong"), actor=UNIT, now=now)
    waiting = status(ward, text, now)
    with ward.app.transaction() as session:
        accept.accept(session, row.id or 0, actor=OFFICER, now=now)

    assert (waiting, status(ward, text, now)) == ("valid", "closed")


def test_a_link_of_withdrawn_work_is_closed(ward: Office, now: datetime) -> None:
    text = token(ward, ward.one("V.1"), now)
    with ward.app.transaction() as session:
        cancel.cancel(session, ward.one("V.1").id or 0, reason="Trùng", actor=OFFICER, now=now)

    assert status(ward, text, now) == "closed"


@pytest.mark.parametrize("change", ["first", "last", "case", "longer", "shorter", "empty", "other"])
def test_a_token_that_was_tampered_with_opens_nothing(
    ward: Office, now: datetime, change: str
) -> None:
    text = token(ward, ward.one("V.1"), now)
    tampered = {
        "first": ("B" if text[0] == "A" else "A") + text[1:],
        # The last letter holds two bits only: a neighbour would decode to the same bytes.
        "last": text[:-1] + chr(ord(text[-1]) + 1),
        "case": text.swapcase(),
        "longer": text + "A",
        "shorter": text[:-1],
        "empty": "",
        "other": "ạ’\x00\U0001f600",
    }[change]

    with pytest.raises(NotFound, match="Liên kết này không đúng"):
        status(ward, tampered, now)
    assert status(ward, text, now) == "valid"


def test_every_mail_carries_the_same_link_and_it_is_short(ward: Office) -> None:
    days(ward, "2025-03-03 08:10", "2025-04-01 07:30", "2025-04-09 07:30", "2025-04-11 07:30")

    with ward.app.reading() as session:
        query = select(OutboxMail).where(OutboxMail.to_address == ADDRESS)
        sent = session.exec(query.order_by(col(OutboxMail.id))).all()
    found = [urls(content_of(ward.app, mail)) for mail in sent]

    one, other = {token(ward, ward.one(code), local("2025-04-11 08:00")) for code in ("V.1", "V.2")}
    assert found[0] == {f"https://dondoc.phuong4.example/l/{text}" for text in (one, other)}
    assert len(found) == 4
    assert all(len(found_later) == 1 and found_later < found[0] for found_later in found[1:])
    assert max(len(url) for url in found[0]) <= 60


def test_the_database_keeps_a_hash_of_the_token_and_nothing_that_opens(ward: Office) -> None:
    tick(ward, "2025-03-03 08:10")
    text = token(ward, ward.one("V.1"), local("2025-03-03 08:11"))

    dump = ""
    with ward.app.reading() as session:
        for table in SQLModel.metadata.sorted_tables:
            columns = [c for c in table.columns if c.key != "content"]
            dump += "\n".join(str(tuple(row)) for row in session.execute(select(*columns)).all())
        stored = session.exec(select(Link.token_hash)).all()

    assert links.hash_of(text) in stored
    assert links.hash_of(text) in dump
    assert text not in dump


def test_a_link_asked_for_again_goes_to_the_registered_address_at_night(ward: Office) -> None:
    tick(ward, "2025-03-03 08:10")
    text = token(ward, ward.one("V.1"), local("2025-03-03 08:11"))
    night = local("2025-03-08 23:40")

    asked = ask_again(ward, text, night)
    _, told = tick(ward, "2025-03-08 23:41")

    assert asked
    assert [(one.to, one.kind) for one in told] == [(ADDRESS, "link-again")]
    (mail,) = mails(ward, "link-again")
    with ward.app.reading() as session:
        found = explain.explain(session, ward.one("V.1").id or 0, now=night, to=ADDRESS.upper())
    (again,) = [one for one in found.past if one.mail is not None and one.mail.id == mail.id]
    assert (again.words, again.group) == ("gửi lại liên kết theo yêu cầu", MailGroup.SENT)
    assert found.answer.startswith(f"Địa chỉ {ADDRESS} đã được gửi 02 thư về nhiệm vụ này")
    assert urls(content_of(ward.app, mail)) == {f"https://dondoc.phuong4.example/l/{text}"}


def test_a_link_goes_to_the_contact_of_today_not_to_the_one_who_holds_the_old_mail(
    ward: Office,
) -> None:
    tick(ward, "2025-03-03 08:10")
    text = token(ward, ward.one("V.1"), local("2025-03-03 08:11"))
    with ward.app.transaction() as session:
        source = ward_file(WARD.replace(ADDRESS, "successor@p4.example"))
        load_ward.load_ward(session, source, now=local("2025-03-04 08:00"))

    ask_again(ward, text, local("2025-03-04 09:00"))

    (mail,) = mails(ward, "link-again")
    assert mail.to_address == "successor@p4.example"
    assert urls(content_of(ward.app, mail)).isdisjoint({f"https://dondoc.phuong4.example/l/{text}"})


def test_a_link_is_sent_again_at_most_once_an_hour(ward: Office) -> None:
    text = token(ward, ward.one("V.1"), local("2025-03-03 08:11"))

    moments = ["10:50", "10:51", "11:05", "11:49", "11:51"]
    for at in moments:
        ask_again(ward, text, local(f"2025-03-04 {at}"))

    sent_at = [mail.made_at for mail in mails(ward, "link-again")]
    assert sent_at == [local("2025-03-04 10:50"), local("2025-03-04 11:51")]


def test_no_link_is_sent_again_for_what_is_closed(ward: Office, now: datetime) -> None:
    text = token(ward, ward.one("V.1"), now)
    with ward.app.transaction() as session:
        cancel.cancel(session, ward.one("V.1").id or 0, reason="Trùng", actor=OFFICER, now=now)

    assert (ask_again(ward, text, now), mails(ward, "link-again")) == (False, [])
