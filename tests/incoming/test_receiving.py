"""What follows from each incoming mail: suspended addresses, notes, and mostly nothing at all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from sqlmodel import Session, select

from dondoc.reading.mails.read import read_mail
from dondoc.usecases import alarms, incoming_pen
from dondoc.usecases.collect import take
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.usecases.receive import Given, receive
from dondoc.usecases.replies import MOST_A_DAY
from dondoc.usecases.round import run_round
from dondoc.usecases.voice import Voice
from models.assignment import Assignment, AssignmentEvent, Report
from models.change import WardEvent
from models.incoming import IncomingAbout, IncomingFile, IncomingKind, IncomingMail, IncomingState
from models.outbox import Alarm, DeliveryTry, Notice, OutboxMail, SuspendedAddress
from models.ward import Absence
from notifications.mailbox import Fetched
from tests.contents import content_of
from tests.factories import OFFICER
from tests.incoming.eml import NAMES, WORDS
from tests.incoming.world import LATER, Post, days
from tests.usecases.play import local

DONE, HELD, SETTLED = IncomingState.DONE, IncomingState.HELD, IncomingState.SETTLED
K = IncomingKind
ENDS = {
    "away-exchange away-stranger away-vacation away-webmail": (K.AWAY, DONE),
    "bounce-alias bounce-encoded-status bounce-headers-only bounce-nothing-returned "
    "bounce-old-server bounce-over-quota bounce-unknown-user bounce-vague-status": (K.BOUNCE, DONE),
    "bounce-expired bounce-no-route": (K.PASSING, DONE),
    "bounce-delayed receipt-delivered": (K.RECEIPT, DONE),
    "bounce-policy bounce-too-big": (K.REFUSED, HELD),
    "bounce-broken-status bounce-exim bounce-no-status-part bounce-qmail "
    "bounce-status-without-code": (K.UNCLEAR, HELD),
    "loop-own-mail loop-own-sender": (K.OWN, DONE),
    "machine-list machine-no-reply machine-ticket receipt-read": (K.MACHINE, DONE),
    "broken-head empty reply-empty reply-forged-tag reply-stranger reply-to-nothing": (
        K.REPLY, HELD,
    ),
    "broken-mime charset-1258 charset-1258-called-1252 charset-bare-header charset-broken-utf8 "
    "charset-missing charset-strange-header charset-tcvn3-called-latin1 charset-tcvn3-pasted "
    "charset-unknown charset-utf8-called-latin1 charset-vni-called-1252 reply-below-quote "
    "reply-by-reference-only reply-gmail reply-outlook-files reply-phone-html reply-zimbra": (
        K.REPLY, DONE,
    ),
}  # fmt: skip
BY_MACHINES = [
    name for names, (kind, state) in ENDS.items() if kind is not K.REPLY for name in names.split()
]


def test_r14_every_mail_of_the_corpus_ends_as_stated(post: Post) -> None:
    found = {}
    for number, name in enumerate(NAMES):
        row = post.comes(name, now=LATER + days(number))
        found[name] = (row.kind, row.state)

    assert found == {name: end for names, end in ENDS.items() for name in names.split()}


def test_r14_what_machines_send_makes_no_note_no_report_and_no_mail(post: Post) -> None:
    tables = (AssignmentEvent, Assignment, Notice, Report, Absence, IncomingAbout)
    before = [post.rows(table) for table in tables]
    outgoing = len(post.rows(OutboxMail))

    for name in BY_MACHINES:
        post.comes(name)

    assert [post.rows(table) for table in tables] == before
    assert len(post.rows(OutboxMail)) == outgoing


def test_r15_a_hard_bounce_stops_the_address_and_the_next_contact_is_written_to(
    post: Post,
) -> None:
    row = post.comes("bounce-unknown-user")

    assert (row.kind, row.status) == (K.BOUNCE, "5.1.1")
    assert [one["address"] for one in post.rows(SuspendedAddress)] == ["culture@p4.example"]
    (alarm,) = post.rows(Alarm)
    assert (alarm["kind"], alarm["ward_id"]) == ("address-refused", post.ward_id)
    assert "culture@p4.example" in str(alarm["words"])
    ours = post.sent_to("culture@p4.example")
    assert (ours.bounced_at, ours.state.value) == (LATER, "sent")
    assert [one["outcome"] for one in post.rows(DeliveryTry)] == ["bounced"]
    assert [one["kind"] for one in post.rows(WardEvent)][-1] == "bounce"
    with post.app.transaction() as session:
        run_round(
            session, post.ward_id, voice=post.app.voice, now=local("2025-04-10 07:30"), force=True
        )
    assert post.sent_to("second@p4.example").kind in {"handover", "reminder", "overdue"}
    assert post.sent_to("culture@p4.example").id == ours.id


def test_r15_passing_troubles_are_counted_and_told_when_they_stay(post: Post) -> None:
    for number, name in enumerate(["bounce-expired", "bounce-no-route"]):
        post.comes(name, now=LATER + days(number))
    twice = post.rows(Alarm)
    again = post.raw("bounce-expired").replace(b"4Z5C2M1", b"4Z5C2M2")

    post.take(again, now=LATER + days(2))

    (alarm,) = post.rows(Alarm)
    assert (twice, alarm["kind"], post.rows(SuspendedAddress)) == ([], "address-passing", [])


def test_r15_a_bounce_that_nobody_signed_speaks_only_of_its_own_address(post: Post) -> None:
    unsigned = post.raw("bounce-alias").replace(
        post.app.voice.envelope_for(post.sent_to("culture@p4.example").message_id).encode(),
        b"dondoc@phuong4.example",
    ).replace(b"Original-Recipient: rfc822;culture@p4.example\n", b"")  # fmt: skip

    row = post.take(unsigned)

    assert row is not None
    assert (row.kind, row.state, post.rows(SuspendedAddress)) == (K.UNCLEAR, HELD, [])


def test_r15_a_late_bounce_does_not_undo_what_the_officer_has_mended(post: Post) -> None:
    post.comes("bounce-unknown-user")
    with post.app.transaction() as session:
        alarm = session.exec(select(Alarm)).one()
        alarms.answer(
            session, alarm.id or 0, ward_id=post.ward_id, actor=OFFICER, now=LATER + days(1)
        )

    row = post.comes("bounce-old-server", now=LATER + days(2))

    assert (row.kind, post.rows(SuspendedAddress)) == (K.PASSING, [])


def test_r15_the_officer_decides_about_a_bounce_that_cannot_be_read(post: Post) -> None:
    row = post.comes("bounce-qmail")
    with post.app.transaction() as session:
        incoming_pen.suspend(session, post.ward_id, row.id or 0, actor=OFFICER, now=LATER)

    assert [one["address"] for one in post.rows(SuspendedAddress)] == ["culture@p4.example"]
    with post.app.transaction() as session, pytest.raises(Conflict, match="Lê Thị Tám"):
        incoming_pen.put_aside(session, post.ward_id, row.id or 0, actor=OFFICER, now=LATER)


def test_an_out_of_office_note_is_logged_once_a_day_and_nothing_else(post: Post) -> None:
    for name in ("away-exchange", "away-webmail", "away-stranger"):
        post.comes(name)
    post.comes("away-vacation", now=LATER + days(1))

    noted = [one for one in post.rows(WardEvent) if one["kind"] == "away"]
    assert len(noted) == 2
    assert str(noted[0]["text"]).startswith("Minh (culture@p4.example): Tôi nghỉ phép từ ngày 03/3")
    assert (post.rows(Absence), post.rows(Alarm)) == ([], [])


def test_an_answer_becomes_a_note_with_its_files_and_never_a_report(post: Post) -> None:
    before = post.assignment("V.1/")

    row = post.comes("reply-outlook-files")

    assert row.own_words.startswith(WORDS)
    assert [one["assignment_id"] for one in post.rows(IncomingAbout)] == [before.id]
    files = post.rows(IncomingFile)
    assert [one["file_name"] for one in files] == [
        "Báo cáo quý I – Hội Phụ nữ.docx", "Ảnh buổi lễ.jpg",
    ]  # fmt: skip
    assert post.assignment("V.1/").model_dump() == before.model_dump()
    assert post.rows(Report) == []
    last = post.rows(AssignmentEvent)[-1]
    assert (last["kind"], last["actor"], last["channel"]) == ("replied", "Minh", "mail")
    # A history without values could not be shown as of a past day.
    assert last["data"] == {"incoming": row.id, "from": "culture@p4.example", "values": {}}


def test_the_officer_reads_of_an_answer_in_the_next_mornings_mail(post: Post) -> None:
    post.comes("reply-gmail")

    with post.app.transaction() as session:
        run_round(
            session, post.ward_id, voice=post.app.voice, now=local("2025-04-10 07:30"), force=True
        )

    mail = post.sent_to("officer@p4.example")
    text = read_mail(content_of(post.app, mail)).text
    assert "Thư trả lời của đơn vị" in text
    assert "Đơn vị đã phát thanh 12 tin, bài" in text
    assert "01 thư trả lời" in mail.subject


def test_a_personal_link_that_an_answer_copies_along_is_told_to_nobody(post: Post) -> None:
    raw = post.raw("reply-by-reference-only")
    head, _, _ = raw.partition(b"\n\n")

    post.take(head + b"\n\nXem https://dondoc.phuong4.example/l/Zm9vYmFyYmF6cXV4 giup.\n")

    told = [str(post.rows(table)[-1]["text"]) for table in (AssignmentEvent, Notice)]
    assert told == ["Xem https://dondoc.phuong4.example/l/… giup."] * 2


def test_r14_a_mail_of_ours_that_a_server_returns_is_kept_without_files_to_open(
    post: Post,
) -> None:
    post.comes("bounce-no-status-part")

    assert post.rows(IncomingFile) == []


def test_an_answer_to_a_digest_is_put_where_its_codes_say_or_held(post: Post) -> None:
    about = "radio@p4.example"
    raw = post.raw("reply-gmail", about=about).replace(b"culture@", b"radio@")
    whole = post.take(raw)
    code = post.assignment("V.4/").code
    named = post.take(
        raw.replace(b"r1@", b"r1b@").replace(b"Subject: ", f"Subject: {code} - ".encode(), 1)
    )

    assert whole is not None
    assert named is not None
    assert (whole.state, named.state) == (HELD, DONE)
    assert "5 nhiệm vụ" in whole.reason
    assert [one["assignment_id"] for one in post.rows(IncomingAbout)] == [
        post.assignment("V.4/").id
    ]


def test_whoever_stands_in_no_directory_is_held_and_the_officer_places_the_mail(
    post: Post,
) -> None:
    row, number = post.comes("reply-stranger"), post.assignment("V.1/").id or 0
    with post.looking() as session:
        known = session.get_one(IncomingMail, row.id)
        assert [one.id for one in incoming_pen.candidates(session, known)] == [number]

    with post.app.transaction() as session:
        incoming_pen.attach(session, post.ward_id, row.id or 0, [number], actor=OFFICER, now=LATER)

    (settled,) = post.rows(IncomingMail)
    assert (settled["state"], settled["settled_by"]) == (SETTLED, "Lê Thị Tám")
    last = post.rows(AssignmentEvent)[-1]
    assert (last["kind"], last["actor"]) == ("replied", "Lê Thị Tám")
    with post.app.transaction() as session, pytest.raises(NotFound):
        incoming_pen.put_aside(session, post.ward_id + 1, row.id or 0, actor=OFFICER, now=LATER)


def test_a_flood_from_one_address_is_kept_but_tells_nobody(post: Post) -> None:
    raw = post.raw("reply-gmail")
    rows = [post.take(raw.replace(b"r1@", b"r%d@" % n)) for n in range(MOST_A_DAY + 2)]

    assert [row.state for row in rows if row] == [DONE] * MOST_A_DAY + [HELD] * 2
    assert len(post.rows(IncomingAbout)) == MOST_A_DAY
    assert len([one for one in post.rows(Notice) if one["kind"] == "replied"]) == MOST_A_DAY


def test_a_mail_that_is_handed_in_again_changes_nothing(post: Post) -> None:
    raw = post.raw("reply-gmail")
    first = post.take(raw)
    tables = (IncomingMail, IncomingAbout, AssignmentEvent, Notice)
    before = [post.rows(table) for table in tables]

    again = post.take(raw.replace(b"\n", b"\r\n"), now=LATER + days(1))

    assert (first is None, again) == (False, None)
    assert [post.rows(table) for table in tables] == before


def fetched(raw: bytes) -> Fetched:
    return Fetched(raw=raw, size=len(raw), key="1", kind="imap", source="imap:test", uid=7)


def test_two_readers_at_once_take_each_mail_once(post: Post) -> None:
    mails = [
        fetched(post.raw(name)) for name in ("bounce-unknown-user", "bounce-too-big", "reply-gmail")
    ] * 4

    with ThreadPoolExecutor(4) as pool:
        taken = list(
            pool.map(
                lambda one: take(post.app.transaction, one, voice=post.app.voice, now=LATER), mails
            )
        )

    assert len([row for row in taken if row is not None]) == 3
    assert len(post.rows(IncomingMail)) == 3
    assert len(post.rows(SuspendedAddress)) == len(post.rows(IncomingAbout)) == 1


def test_a_crash_before_the_commit_leaves_nothing_and_the_mail_comes_again(post: Post) -> None:
    raw = post.raw("reply-gmail")

    @contextmanager
    def dying() -> Iterator[Session]:
        with post.app.transaction() as session:
            yield session
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(dying, fetched(raw), voice=post.app.voice, now=LATER)

    assert post.rows(IncomingMail) == []
    assert take(post.app.transaction, fetched(raw), voice=post.app.voice, now=LATER) is not None


@dataclass(frozen=True)
class _Broken(Voice):
    """A voice that fails, as a fault of the program would."""

    @property
    def domain(self) -> str:
        raise RuntimeError("hỏng")


def test_a_fault_of_the_program_itself_holds_the_mail_for_a_person(post: Post) -> None:
    voice = _Broken(post.app.voice.base_url, post.app.voice.secret, post.app.voice.mail_from)

    row = take(post.app.transaction, fetched(post.raw("reply-gmail")), voice=voice, now=LATER)

    assert row is not None
    assert (row.state, row.ward_id) == (HELD, post.ward_id)
    assert "RuntimeError: hỏng" in row.reason


def test_a_mail_that_is_too_large_is_cut_and_held(post: Post) -> None:
    raw = post.raw("reply-outlook-files")
    given = Given(raw=raw[:900], source="imap", size=40_000_000)

    with post.app.transaction() as session:
        row = receive(session, given, voice=post.app.voice, now=LATER)

    assert row is not None
    assert (row.state, row.kind, row.size, post.rows(IncomingFile)) == (
        HELD,
        K.REPLY,
        40_000_000,
        [],
    )


def test_without_signed_addresses_the_references_still_say_what_is_answered(post: Post) -> None:
    silent = Post(replace(post.app, voice=replace(post.app.voice, return_path=None)), post.ward_id)

    row = silent.comes("reply-by-reference-only")
    bounce = silent.comes("bounce-headers-only")

    assert (row.state, bounce.kind) == (DONE, K.BOUNCE)
