"""How long mails that came in are kept as they were, and those that no ward's officer can see."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dondoc.operate import doctor_post, ping
from dondoc.usecases import incoming_pen
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.usecases.load_ward import load_ward
from models.change import WardEvent
from models.incoming import IncomingFile, IncomingMail, IncomingState
from tests.factories import OFFICER, WARD, ward_file
from tests.incoming.test_mailboxes import command
from tests.incoming.world import LATER, Post, days
from tests.usecases.play import local

STRANGE = (
    b"From: La <la@la.example>\r\nTo: dondoc@phuong4.example\r\nSubject: Hoi\r\n"
    b"Message-ID: <hoi@la.example>\r\n\r\nXin hoi\r\n"
)
OVER = local("2027-04-10 06:00")


def raws(post: Post) -> dict[str, bool]:
    """Whether the raw bytes of each mail are still there."""
    return {str(row["sender"]): bool(row["raw"]) for row in post.rows(IncomingMail)}


def events(post: Post, kind: str) -> list[tuple[object, object]]:
    return [(one["actor"], one["text"]) for one in post.rows(WardEvent) if one["kind"] == kind]


def test_what_was_read_stays_and_the_raw_bytes_go_when_their_time_is_over(post: Post) -> None:
    answer = post.comes("reply-outlook-files")
    post.comes("reply-stranger")
    recent = post.comes("reply-gmail", now=LATER + days(300))
    before = {key: value for key, value in _of(post, answer).items() if key != "raw"}
    files = post.rows(IncomingFile)

    ping.audit(post.app, now=OVER - days(5))
    kept = raws(post)
    ping.audit(post.app, now=OVER)

    assert all(kept.values())
    # A stranger's mail waits for the officer, so nothing of it goes.
    assert [bool(_of(post, row)["raw"]) for row in (answer, recent)] == [False, True]
    assert raws(post)["nguoila@la.example"]
    assert {key: value for key, value in _of(post, answer).items() if key != "raw"} == before
    assert post.rows(IncomingFile) == files
    assert events(post, "incoming-raw") == [("dondoc", "Bản gốc của 01 thư đến quá 24 tháng")]
    assert post.take(post.raw("reply-outlook-files"), now=OVER) is None


def _of(post: Post, row: IncomingMail) -> dict[str, object]:
    return next(one for one in post.rows(IncomingMail) if one["id"] == row.id)


def test_it_is_looked_for_once_a_day_and_0_months_keep_everything(post: Post) -> None:
    post.comes("reply-gmail")
    keeping = replace(
        post.app, settings=post.app.settings.model_copy(update={"incoming_months": 0})
    )
    ping.audit(keeping, now=OVER)
    for_ever = raws(post)
    ping.audit(post.app, now=OVER + timedelta(hours=1))
    same_day = raws(post)
    ping.audit(post.app, now=OVER + days(1))

    assert (all(for_ever.values()), all(same_day.values())) == (True, True)
    assert not any(raws(post).values())


def test_a_mail_that_names_no_ward_is_told_by_the_doctor_and_given_to_one(
    post: Post, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with post.app.transaction() as session:
        other = WARD.replace("key: phuong-4, name: Phường 4", "key: phuong-5, name: Phường 5")
        load_ward(session, ward_file(other.replace("@p4.", "@p5.")), now=LATER)
    row = post.take(STRANGE)
    assert row is not None
    assert (row.ward_id, row.state) == (None, IncomingState.HELD)
    with post.looking() as session:
        look = doctor_post.held(session)
    assert "01 thư không rõ của phường, xã nào nên không trang nào hiện." in look.words
    assert "dondoc incoming --give SỐ --ward MÃ" in look.remedy

    wrong = command(post, monkeypatch, "--give", str(row.id))
    given = command(post, monkeypatch, "--give", str(row.id), "--ward", "phuong-5")
    again = command(post, monkeypatch, "--give", str(row.id), "--ward", "phuong-4")

    assert (wrong, given, again) == (2, 0, 2)
    said = capsys.readouterr()
    assert f"Thư số {row.id} nay chờ cán bộ của Phường 5 xem." in said.out
    assert "đã thuộc một phường, xã" in said.err
    ward_id = _of(post, row)["ward_id"]
    assert ward_id not in {None, post.ward_id}
    with post.app.transaction() as session:
        incoming_pen.put_aside(session, int(str(ward_id)), row.id or 0, actor=OFFICER, now=LATER)
        with pytest.raises(Conflict):
            incoming_pen.give(session, row.id or 0, post.ward_id, actor=OFFICER, now=LATER)
        with pytest.raises(NotFound):
            incoming_pen.give(session, 999, post.ward_id, actor=OFFICER, now=LATER)
    assert [one["kind"] for one in post.rows(WardEvent) if one["ward_id"] == ward_id].count(
        "incoming"
    ) == 2
