"""Dates computed again in mid-year: previewed, carried out once, each unit told in one mail."""

from datetime import datetime

import pytest
from sqlmodel import select

from dondoc.rules.cadence import Cadence
from dondoc.rules.calendar import calendar_of
from dondoc.rules.moves import Refused
from dondoc.rules.waves import WaveSpan
from dondoc.usecases import (
    accept,
    anchors,
    calendar_watch,
    cancel,
    extend,
    recadence,
    replan,
    report,
    sleep,
    transfer,
)
from dondoc.usecases.errors import Conflict
from dondoc.usecases.replan import Preview
from dondoc.usecases.report import GivenReport
from dondoc.wiring import App
from models.assignment import State
from models.change import WardEvent
from models.outbox import Alarm
from models.plan import Duty, Plan
from models.queries import assignments
from models.ward import Ward
from tests.factories import OFFICER, UNIT, Office, office
from tests.usecases.play import days, local, tick
from tests.usecases.replanning import (
    AFTER,
    HALVES,
    PLAN,
    dates,
    day_off,
    due,
    edit_waves,
    events,
    history,
    mails,
    seen_waves,
    settle,
    span,
    summary_of,
    take_off,
)

FIRST = span("2025-1", "Đợt 1", "2025-03-03", "2025-06-30")
SECOND = span("2025-2", "Đợt 2", "2025-07-01", "2025-12-31", summary="final")
EARLIER = span("2025-1", "Đợt 1", "2025-03-03", "2025-05-30")
THIRD = span("2025-3", "Đợt 3", "2025-10-01", "2025-12-31", summary="final")


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    made = office(app, PLAN, now=now, draft={"clauses": PLAN, "waves": HALVES})
    settle(made)
    return made


def test_an_earlier_end_of_a_wave_moves_what_hangs_on_it_and_nothing_else(ward: Office) -> None:
    before = dates(ward)

    done = edit_waves(ward, [EARLIER, SECOND])

    changed = {code: found for code, found in dates(ward).items() if before[code] != found}
    assert changed == {
        "V.1/1@culture#2025-1": ("assigned", "2025-05-23"),
        "V.3/1@women#2025-1": ("assigned", "2025-05-23"),
    }
    assert summary_of(done) == {"moved": 2}


def test_what_is_shown_is_what_is_done(ward: Office) -> None:
    wanted = [EARLIER, span("2025-4", "Đợt 2", "2025-07-01", "2025-09-30"), THIRD]
    shown = seen_waves(ward, wanted)

    done = edit_waves(ward, wanted, seen=shown.fingerprint)

    assert done == shown
    assert summary_of(shown) == {"added": 4, "moved": 2, "dropped": 2}


def test_each_unit_gets_one_mail_with_old_and_new_date_and_the_reason(ward: Office) -> None:
    shown = edit_waves(ward, [EARLIER, SECOND])

    told = mails(ward, "2025-03-10 09:30")

    assert sorted(told) == ["culture@p4.example", "radio@p4.example", "women@p4.example"]
    assert shown.units == (
        "Công chức Văn hóa - Xã hội", "Cán bộ Truyền thanh Phường",
        "Hội Liên hiệp Phụ nữ Phường",
    )  # fmt: skip
    mine = told["culture@p4.example"].text
    assert "Thời hạn mới: 17:00, thứ Sáu, 23/05/2025" in mine
    assert "Thời hạn cũ: 17:00, thứ Hai, 23/06/2025" in mine
    assert "Lý do: Thay đổi các đợt: họp Hội đồng" in mine
    assert mails(ward, "2025-03-10 10:30") == {}


def test_a_wave_that_disappears_ends_its_work_and_a_new_one_brings_new_work(ward: Office) -> None:
    edit_waves(ward, [FIRST, THIRD])

    found = dates(ward)
    assert found["V.1/1@culture#2025-2"] == ("cancelled", "2025-12-24")
    assert found["V.1/1@culture#2025-3"] == ("assigned", "2025-12-24")
    told = mails(ward, "2025-03-10 09:30")
    assert [item[1] for item in told["culture@p4.example"].items] == ["withdrawn", "assigned"]


def test_what_is_accepted_or_waits_for_its_answer_is_untouched(ward: Office) -> None:
    with ward.app.transaction() as session:
        for code in ("V.1/1@culture#2025-1", "V.3/1@women#2025-1"):
            row = ward.one(code).id or 0
            report.report(session, row, given=GivenReport(text="Đã xong"), actor=UNIT, now=AFTER)
        accept.accept(session, ward.one("V.1/1@culture#2025-1").id or 0, actor=OFFICER, now=AFTER)

    done = edit_waves(ward, [EARLIER, SECOND])

    assert summary_of(done) == {}
    assert due(ward, "V.1/1@culture#2025-1") == due(ward, "V.3/1@women#2025-1") == "2025-06-23"


def test_an_extension_is_not_moved_and_the_preview_says_so(ward: Office) -> None:
    with ward.app.transaction() as session:
        row = ward.one("V.1/1@culture#2025-1").id or 0
        extend.grant(session, row, until=local("2025-07-11 00:00").date(), actor=OFFICER, now=AFTER)

    done = edit_waves(ward, [EARLIER, SECOND])

    assert due(ward, "V.1/1@culture#2025-1") == "2025-07-11"
    assert [(line.code, line.why) for line in done.kept] == [
        ("V.1/1@culture#2025-1", "thời hạn đã được gia hạn hoặc đặt riêng, giữ nguyên")
    ]


def test_a_date_that_would_lie_behind_is_left_and_said(ward: Office) -> None:
    now = local("2025-06-02 09:00")

    done = edit_waves(ward, [EARLIER, SECOND], now=now)

    assert due(ward, "V.1/1@culture#2025-1") == "2025-06-23"
    assert {line.why for line in done.kept} == {
        "ngày tính lại đã qua; cần đặt thời hạn cho từng việc"
    }


def test_what_is_overdue_is_left_as_it_is(ward: Office) -> None:
    now = local("2025-06-25 09:00")
    later = span("2025-1", "Đợt 1", "2025-03-03", "2025-07-15")
    after = span("2025-2", "Đợt 2", "2025-07-16", "2025-12-31", summary="final")

    done = edit_waves(ward, [later, after], now=now)

    assert due(ward, "V.1/1@culture#2025-1") == "2025-06-23"
    assert {line.why for line in done.kept} == {"đã quá hạn, giữ nguyên để theo dõi"}


def test_work_that_was_handed_on_moves_where_it_is_now(ward: Office) -> None:
    with ward.app.transaction() as session:
        row = ward.one("V.1/1@culture#2025-1").id or 0
        transfer.transfer(
            session, row, unit_key="radio", reason="đúng việc", actor=OFFICER, now=AFTER
        )

    edit_waves(ward, [EARLIER, SECOND])

    assert due(ward, "V.1/1@radio#2025-1") == "2025-05-23"
    assert due(ward, "V.1/1@culture#2025-1") == "2025-06-23"


def test_what_the_officer_withdrew_does_not_come_back(ward: Office) -> None:
    with ward.app.transaction() as session:
        row = ward.one("V.1/1@culture#2025-1").id or 0
        cancel.cancel(session, row, reason="không cần", actor=OFFICER, now=AFTER)

    done = edit_waves(ward, [EARLIER, SECOND])

    assert summary_of(done) == {"moved": 1}
    assert ward.one("V.1/1@culture#2025-1").state is State.CANCELLED


def test_a_rung_that_was_told_is_not_told_again_and_the_next_follows_the_new_date(
    ward: Office,
) -> None:
    first = [one for one in days(ward, "2025-06-12 07:30") if one[1] == "women@p4.example"]
    later = span("2025-1", "Đợt 1", "2025-03-03", "2025-07-04")
    after = span("2025-2", "Đợt 2", "2025-07-05", "2025-12-31", summary="final")

    edit_waves(ward, [later, after], now=local("2025-06-12 09:00"))

    assert due(ward, "V.1/1@culture#2025-1") == "2025-06-27"
    tick(ward, "2025-06-12 09:30")
    mine = [
        one
        for one in days(ward, *(f"2025-06-{day} 07:30" for day in (13, 16, 17, 18, 19, 20, 23, 24)))
        if one[1] == "women@p4.example"
    ]
    assert first == [("2025-06-12 07:30", "women@p4.example", "reminder", [-7])]
    assert mine == [("2025-06-24 07:30", "women@p4.example", "reminder", [-3])]


def test_the_same_waves_again_change_nothing(ward: Office) -> None:
    edit_waves(ward, [EARLIER, SECOND])
    before, count = dates(ward), events(ward)

    done = edit_waves(ward, [EARLIER, SECOND])

    assert (dates(ward), events(ward), done.is_empty) == (before, count, True)


def test_each_change_is_one_event_with_the_revision_of_its_kind(ward: Office) -> None:
    edit_waves(ward, [EARLIER, SECOND])

    row = ward.one("V.1/1@culture#2025-1")
    with ward.app.reading() as session:
        found = [(one.kind, one.number) for one in assignments.revisions_of(session, row.id or 0)]
        told = assignments.events_of(session, row.id or 0)[-1]
        log = session.exec(select(WardEvent).where(WardEvent.kind == "waves")).one()
    assert history(ward, "V.1/1@culture#2025-1") == ["assigned", "replan"]
    assert found == [("first", 1), ("waves", 2)]
    assert (row.revision, row.ladder_revision, row.case_revision) == (2, 1, 1)
    assert told.data["values"]["due_at"] == [
        "2025-06-23T10:00:00+00:00", "2025-05-23T10:00:00+00:00",
    ]  # fmt: skip
    assert (log.data["before"][0]["to"], log.data["after"][0]["to"]) == ("2025-06-30", "2025-05-30")


def test_whoever_comes_second_is_stopped_and_nothing_is_written(ward: Office) -> None:
    with ward.app.reading() as session:
        version = session.get_one(Plan, ward.plan_id).version
    shown = seen_waves(ward, [FIRST, THIRD])
    edit_waves(ward, [EARLIER, SECOND], version=version)
    before = dates(ward)

    with pytest.raises(Conflict, match="Người khác vừa thay đổi kế hoạch này"):
        edit_waves(ward, [FIRST, THIRD], version=version)
    with pytest.raises(Conflict, match="Tình hình vừa thay đổi"):
        edit_waves(ward, [FIRST, THIRD], seen=shown.fingerprint)

    assert dates(ward) == before


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ([FIRST, span("2025-2", "Đợt 2", "2025-06-30", "2025-12-31")], "trùng ngày nhau"),
        ([span("2025-1", "Đợt 1", "2025-06-30", "2025-03-03")], "phải sau ngày bắt đầu"),
        ([FIRST, span("2025-1", "Đợt 2", "2025-07-01", "2025-12-31")], "cùng một mã"),
        ([span("2027-1", "Đợt 1", "2027-01-01", "2027-06-30")], "nằm ngoài thời gian"),
    ],
)
def test_waves_that_do_not_hold_are_refused(
    ward: Office, spans: list[WaveSpan], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        edit_waves(ward, spans)


def test_a_late_holiday_moves_what_falls_on_it_and_what_was_counted_over_it(ward: Office) -> None:
    done = take_off(ward, "2025-06-25", "2025-06-30")

    assert due(ward, "V.2/1@radio#2025-06") == "2025-06-24"
    assert due(ward, "V.1/1@culture#2025-1") == "2025-06-20"
    assert due(ward, "V.4/1@culture#2025-06-16") == "2025-06-16"
    assert summary_of(done) == {"moved": 3}
    assert take_off(ward).is_empty


def test_a_calendar_that_changed_behind_is_noticed_in_the_morning(ward: Office) -> None:
    with ward.app.transaction() as session:
        day_off(session, ward, "2025-11-25")

    assert mails(ward, "2025-03-11 06:00") == {}
    told = mails(ward, "2025-03-11 07:30")

    assert due(ward, "V.2/1@radio#2025-11") == "2025-11-24"
    assert "thứ Ba 25/11/2025 là ngày nghỉ riêng của đơn vị" in told["radio@p4.example"].text
    with ward.app.reading() as session:
        (alarm,) = session.exec(select(Alarm)).all()
        log = session.exec(select(WardEvent).where(WardEvent.kind == "calendar")).one()
    assert alarm.words == (
        "Lịch làm việc thay đổi: thứ Ba 25/11/2025 là ngày nghỉ riêng của đơn vị. 01 nhiệm vụ "
        "chuyển hạn (mục V.2, Cán bộ Truyền thanh Phường: 25/11/2025 → 24/11/2025); 01 đơn vị "
        "nhận thư."
    )
    assert log.actor == "dondoc"
    assert mails(ward, "2025-03-12 07:30") == {}


def test_the_first_look_at_a_calendar_moves_nothing_that_agrees_with_it(ward: Office) -> None:
    with ward.app.transaction() as session:
        session.get_one(Ward, ward.ward_id).calendar_seen = ""
    before, count = dates(ward), events(ward)

    with ward.app.transaction() as session:
        replan.recompute(session, ward.ward_id, now=AFTER)

    assert (dates(ward), events(ward)) == (before, count)


def test_another_rhythm_counts_from_today_and_moves_what_lies_nearest(ward: Office) -> None:
    with ward.app.transaction() as session:
        duty = ward.one("V.2/1@radio#2025-06").duty_id
        quarterly = Cadence.from_json({"form": "quarterly", "day": 20, "certainty": "stated"})
        done = recadence.edit(
            session, ward.plan_id, duty, quarterly, reason="giảm báo cáo", actor=OFFICER, now=AFTER
        )

    live = {
        code: one[1] for code, one in dates(ward).items() if "V.2" in code and one[0] == "assigned"
    }
    assert sorted(live.values()) == ["2025-03-20", "2025-06-20", "2025-09-19", "2025-12-19"]
    assert summary_of(done) == {"moved": 4, "dropped": 6}
    with ward.app.reading() as session:
        assert session.get_one(Duty, duty).cadence == quarterly.to_json()
        plan = session.get_one(Plan, ward.plan_id)
        assert plan.draft["clauses"][1]["duties"][0]["cadence"] == quarterly.to_json()


def test_work_of_which_nobody_was_told_yet_is_given_with_its_new_date_only(
    app: App, now: datetime
) -> None:
    ward = office(app, PLAN, now=now, draft={"clauses": PLAN, "waves": HALVES})

    edit_waves(ward, [EARLIER, SECOND], now=now)

    told = mails(ward, "2025-03-03 08:20")
    assert {item[1] for one in told.values() for item in one.items} == {"assigned"}
    assert "Trước 17:00, thứ Sáu, ngày 23/05/2025" in told["culture@p4.example"].text
    assert "ngày 23/06/2025" not in told["culture@p4.example"].text


def test_days_that_changed_are_named_by_their_reason(ward: Office) -> None:
    with ward.app.reading() as session:
        row = session.get_one(Ward, ward.ward_id)
        seen, calendar = row.calendar_seen, row.calendar

    changed = calendar_watch.changes(seen, calendar_of(calendar | {"working": ["2025-03-15"]}))

    assert calendar_watch.words(changed) == (
        "Lịch làm việc thay đổi: thứ Bảy 15/03/2025 là ngày làm việc"
    )


GUIDE = anchors.Document(number="15/HD-SNV", title="hướng dẫn xét tặng danh hiệu")
ISSUED = local("2025-04-01 00:00").date()


def sleep_for_the_guide(ward: Office, code: str) -> str:
    """Let one assignment wait for an anchor of its plan; returns the anchor's key."""
    with ward.app.transaction() as session:
        guide = anchors.add(
            session, ward.plan_id, "tỉnh ban hành hướng dẫn", actor=OFFICER, now=AFTER
        )
        row = ward.one(code).id or 0
        sleep.put_to_sleep(session, row, anchor=guide.key, actor=OFFICER, now=AFTER)
        return guide.key


def record_the_guide(ward: Office, key: str, at: str, version: int | None = None) -> Preview:
    with ward.app.transaction() as session:
        return anchors.set_day(
            session, ward.plan_id, key, on=ISSUED, document=GUIDE, actor=OFFICER, now=local(at), version=version
        )  # fmt: skip


def test_work_that_waits_for_a_document_wakes_when_it_is_recorded(ward: Office) -> None:
    key = sleep_for_the_guide(ward, "V.4/1@culture#2025-06-16")
    tick(ward, "2025-03-10 09:30")

    done = record_the_guide(ward, key, "2025-04-02 09:00")

    row = ward.one("V.4/1@culture#2025-06-16")
    assert (row.state, row.anchor_key, row.sleeping_for) == (State.ASSIGNED, None, None)
    assert due(ward, "V.4/1@culture#2025-06-16") == "2025-06-16"
    assert summary_of(done) == {"woken": 1}
    told = mails(ward, "2025-04-02 09:30")["culture@p4.example"]
    assert [item[1] for item in told.items] == ["woken"]
    assert "số 15/HD-SNV hướng dẫn xét tặng danh hiệu, ngày 01/04/2025" in told.text
    with ward.app.reading() as session:
        log = session.exec(select(WardEvent).where(WardEvent.kind == "document")).one()
        (guide,) = anchors.anchors_of(session, ward.plan_id)
    assert (log.data["before"]["on"], log.data["after"]["on"]) == (None, "2025-04-01")
    assert (guide.on, guide.document, guide.version) == (ISSUED, GUIDE.words, 2)


def test_a_document_that_comes_after_the_deadline_wakes_nothing_by_itself(ward: Office) -> None:
    key = sleep_for_the_guide(ward, "V.4/1@culture#2025-06-16")

    done = record_the_guide(ward, key, "2025-07-01 09:00")

    assert ward.one("V.4/1@culture#2025-06-16").state is State.SLEEPING
    assert [line.why for line in done.kept] == [
        "ngày tính lại đã qua; cần đặt thời hạn cho từng việc"
    ]


def test_a_document_recorded_twice_changes_nothing_the_second_time(ward: Office) -> None:
    key = sleep_for_the_guide(ward, "V.4/1@culture#2025-06-16")
    record_the_guide(ward, key, "2025-04-02 09:00")
    count = events(ward)

    done = record_the_guide(ward, key, "2025-04-02 09:05")

    assert (events(ward), done.is_empty) == (count, True)
    with pytest.raises(Conflict, match="vừa được người khác cập nhật"):
        record_the_guide(ward, key, "2025-04-02 09:06", version=1)


def test_terms_that_hang_on_an_anchor_sleep_wake_and_move_with_it(ward: Office) -> None:
    with ward.app.transaction() as session:
        guide = anchors.add(session, ward.plan_id, "bầu cử", actor=OFFICER, now=AFTER)
        hanging = Cadence.from_json(
            {"form": "after", "anchor": guide.key, "days": 10, "certainty": "stated"}
        )
        duty = ward.one("V.4/1@culture#2025-06-16").duty_id
        recadence.edit(
            session, ward.plan_id, duty, hanging, reason="theo văn bản", actor=OFFICER, now=AFTER
        )

    states = {code: found for code, found in dates(ward).items() if code.startswith("V.4")}
    assert states == {
        "V.4/1@culture#2025-06-16": ("cancelled", "2025-06-16"),
        "V.4/1@culture#bau-cu": ("sleeping", "2025-12-31"),
    }
    told = mails(ward, "2025-03-10 09:30")["culture@p4.example"]
    assert [item[1] for item in told.items] == ["withdrawn"]

    with ward.app.transaction() as session:
        anchors.set_day(
            session,
            ward.plan_id,
            guide.key,
            on=ISSUED,
            actor=OFFICER,
            now=local("2025-03-20 09:00"),
        )
    assert dates(ward)["V.4/1@culture#bau-cu"] == ("assigned", "2025-04-16")
    told = mails(ward, "2025-03-20 09:30")["culture@p4.example"]
    assert [item[1] for item in told.items] == ["assigned"]

    with ward.app.transaction() as session:
        later = local("2025-04-08 00:00").date()
        anchors.set_day(
            session, ward.plan_id, guide.key, on=later, actor=OFFICER, now=local("2025-03-21 09:00")
        )
    assert dates(ward)["V.4/1@culture#bau-cu"] == ("assigned", "2025-04-22")
    told = mails(ward, "2025-03-21 09:30")["culture@p4.example"]
    assert "Bầu cử chuyển từ 01/04/2025 sang 08/04/2025" in told.text
