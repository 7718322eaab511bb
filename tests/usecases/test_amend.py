"""An amended plan: compared, confirmed, told once; what is done and what is owed stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
from sqlmodel import select

from dondoc.rules.moves import Refused
from dondoc.usecases import (
    accept,
    amend,
    cancel,
    confirm,
    extend,
    links,
    report,
    sleep,
    transfer,
    ward_calendar,
)
from dondoc.usecases import draft as drafts
from dondoc.usecases.errors import Conflict
from dondoc.usecases.report import GivenReport
from dondoc.usecases.ward_calendar import DayEdit
from dondoc.wiring import App
from models.assignment import Assignment, State
from models.outbox import Notice
from models.plan import Plan, PlanState
from models.queries import assignments, plans
from tests.factories import OFFICER, UNIT, Office, draft_plan, office, on_dates
from tests.usecases.amending import (
    AFTER,
    WORDS,
    amending,
    compared,
    confirmed,
    events,
    fates,
    kinds,
    mails,
    settle,
    worded,
)
from tests.usecases.play import local, tick

V1 = worded("V.1", ["culture"], on_dates("2025-04-10"))
V2 = worded("V.2", ["radio"], on_dates("2025-05-12"))
V3 = worded("V.3", ["culture"], on_dates("2025-06-16"))
V4 = worded("V.4", ["women"], on_dates("2025-06-20"), mode="request")
PLAN = [V1, V2, V3, V4]


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    made = office(app, PLAN, now=now)
    settle(made)
    return made


def state(ward: Office, code: str) -> tuple[str, str, str]:
    row = next(row for row in ward.all() if row.code == code)
    due = row.due_at.astimezone(AFTER.tzinfo).date().isoformat()
    return row.state.value, due, clause_path(ward, row)


def clause_path(ward: Office, row: Assignment) -> str:
    with ward.app.reading() as session:
        (work,) = assignments.work(session, ward.ward_id, ids=[row.id or 0])
        return work.clause.path


def hand_in(ward: Office, code: str, *, accepted: bool = False) -> None:
    with ward.app.transaction() as session:
        row = ward.one(code).id or 0
        report.report(session, row, given=GivenReport(text="Đã xong"), actor=UNIT, now=AFTER)
        if accepted:
            accept.accept(session, row, actor=OFFICER, now=AFTER)


def test_the_same_plan_again_changes_nothing_and_tells_nobody(ward: Office) -> None:
    document = amending(ward, PLAN, now=AFTER)

    confirmed(ward, document, AFTER)

    found = compared(ward, document, AFTER)
    assert found.counts() == {"added": 0, "changed": 0, "dropped": 0, "moved": 0, "unchanged": 4}
    assert mails(ward, "2025-03-10 09:30") == {}
    assert [len(events(ward, row.code)) for row in ward.all()] == [1, 1, 1, 1]


def test_a_new_date_moves_the_deadline_and_keeps_code_and_first_deadline(ward: Office) -> None:
    later = worded(
        "V.1", ["culture"], on_dates("2025-04-24"), text=f"{WORDS['V.1']} Xong tháng Tư."
    )
    document = amending(ward, [later, V2, V3, V4], now=AFTER)

    confirmed(ward, document, AFTER)

    row = ward.one("V.1")
    assert (row.code, row.occurrence, row.revision) == ("V.1/1@culture#2025-04-10", "2025-04-24", 2)
    assert state(ward, row.code) == ("assigned", "2025-04-24", "V.1")
    assert row.first_due_at < row.due_at
    with ward.app.reading() as session:
        revisions = assignments.revisions_of(session, row.id or 0)
        assert [one.kind for one in revisions] == ["first", "amended"]
        assert revisions[1].reason == "Theo văn bản sửa đổi số 30/KH-UBND ngày 10/03/2025"
    last = events(ward, row.code)[-1]
    assert (last.kind, last.data["text_before"]) == ("amend", WORDS["V.1"])
    told = mails(ward, "2025-03-10 09:30")
    assert {to: mail.subject for to, mail in told.items()} == {
        "culture@p4.example": "[Phường 4] Sửa đổi Kế hoạch số 12/KH-UBND: 01 nhiệm vụ đổi thời hạn"
    }
    text = told["culture@p4.example"].text
    assert "Thời hạn mới: 17:00, thứ Năm, 24/04/2025" in text
    assert "Thời hạn cũ: 17:00, thứ Năm, 10/04/2025" in text


def test_new_dropped_and_changed_work_is_told_in_one_mail_to_each_unit(ward: Office) -> None:
    added = worded("V.5", ["culture"], on_dates("2025-07-10"))
    again = worded("V.1", ["culture"], on_dates("2025-04-10"), text="Treo áp phích, băng rôn tuyên truyền tại chợ và các tuyến đường chính.")  # fmt: skip
    document = amending(ward, [again, V2, V4 | {"path": "V.3"}, added], now=AFTER)

    found = compared(ward, document, AFTER)
    outcome = confirmed(ward, document, AFTER, seen=found.fingerprint)

    assert kinds(found) == [
        ("V.1", "changed"), ("V.2", "unchanged"), ("V.3", "dropped"), ("V.3", "moved"), ("V.5", "added"),
    ]  # fmt: skip
    assert outcome.work == {"stays": 3, "cancelled": 1, "new": 1}
    told = mails(ward, "2025-03-10 09:30")
    assert {to: (one.kind, one.subject) for to, one in told.items()} == {
        "culture@p4.example": (
            "amendment",
            "[Phường 4] Sửa đổi Kế hoạch số 12/KH-UBND: 01 nhiệm vụ mới, 01 đổi nội dung, "
            "01 không tiếp tục",
        )
    }
    rest = [mails(ward, f"2025-03-{day} 07:30") for day in (11, 12, 13)]
    kinds_of_rest = [{to: one.kind for to, one in day.items()} for day in rest]
    assert kinds_of_rest == [{}, {}, {"culture@p4.example": "receipt"}]


def test_moved_work_keeps_its_code_its_links_and_its_path_follows(ward: Office) -> None:
    code = "V.4/1@women#2025-06-20"
    with ward.app.transaction() as session:
        row = session.get_one(Assignment, ward.one(code).id)
        token = links.token_for(
            session, row, address="women@p4.example", secret=ward.app.voice.secret, now=AFTER
        )
    document = amending(ward, [V1, V2, V4 | {"path": "V.3"}, V3 | {"path": "V.4"}], now=AFTER)

    confirmed(ward, document, AFTER)

    assert state(ward, code) == ("assigned", "2025-06-20", "V.3")
    assert state(ward, "V.3/1@culture#2025-06-16") == ("assigned", "2025-06-16", "V.4")
    with ward.app.reading() as session:
        assert links.open_link(session, token, now=AFTER).status == "valid"
        draft = drafts.of_plan(session.get_one(Plan, ward.plan_id))
    assert [clause.path for clause in draft.clauses] == ["V.1", "V.2", "V.3", "V.4"]
    assert mails(ward, "2025-03-10 09:30") == {}


def test_a_new_code_makes_way_for_the_one_that_moved_away(ward: Office) -> None:
    fresh = worded("V.4", ["women"], on_dates("2025-06-20"), text=WORDS["V.5"], mode="request")
    document = amending(ward, [V1, V2, V3, fresh, V4 | {"path": "V.5"}], now=AFTER)

    confirmed(ward, document, AFTER)

    assert state(ward, "V.4/1@women#2025-06-20") == ("assigned", "2025-06-20", "V.5")
    assert state(ward, "V.4/1@women#2025-06-20~2") == ("assigned", "2025-06-20", "V.4")


def test_work_goes_to_another_unit_with_history_both_ways(ward: Office) -> None:
    document = amending(
        ward, [V1, worded("V.2", ["culture"], on_dates("2025-05-12")), V3, V4], now=AFTER
    )

    confirmed(ward, document, AFTER)

    old, new = ward.one("V.2/1@radio"), ward.one("V.2/1@culture")
    assert (old.state, old.successor_id, new.predecessor_id) == (State.TRANSFERRED, new.id, old.id)
    assert (new.due_at, new.first_due_at) == (old.due_at, old.first_due_at)
    told = mails(ward, "2025-03-10 09:30")
    assert {to: mail.subject.partition(": ")[2] for to, mail in told.items()} == {
        "radio@p4.example": "01 nhiệm vụ chuyển đơn vị khác",
        "culture@p4.example": "01 nhiệm vụ nhận từ đơn vị khác",
    }
    assert "Đơn vị tiếp nhận: Công chức Văn hóa - Xã hội" in told["radio@p4.example"].text
    assert "Đơn vị thực hiện trước đây: Cán bộ Truyền thanh" in told["culture@p4.example"].text


def test_done_work_keeps_the_wording_under_which_it_was_done(ward: Office) -> None:
    hand_in(ward, "V.1", accepted=True)
    before = ward.one("V.1").version
    document = amending(ward, [worded("V.1", ["culture"], on_dates("2025-08-01"), text=f"{WORDS['V.1']} Hai lần."), V2, V3, V4], now=AFTER)  # fmt: skip

    found = compared(ward, document, AFTER)
    confirmed(ward, document, AFTER)

    assert fates(found)[0] == ("V.1", "done", "culture")
    row = ward.one("V.1/1@culture#2025-04-10")
    assert (row.state, row.version) == (State.ACCEPTED, before)
    assert clause_path(ward, row) == "V.1 (trước sửa đổi)"


def test_dropped_work_that_is_reported_waits_for_its_answer(ward: Office) -> None:
    hand_in(ward, "V.3")
    document = amending(ward, [V1, V2, V4], now=AFTER)

    confirmed(ward, document, AFTER)

    assert state(ward, "V.3/1@culture#2025-06-16")[::2] == ("reported", "V.3 (đã bãi bỏ)")
    with ward.app.transaction() as session:
        accept.accept(session, ward.one("V.3").id or 0, actor=OFFICER, now=AFTER)
    assert ward.one("V.3").state is State.ACCEPTED


def test_reported_work_of_a_changed_clause_keeps_its_deadline(ward: Office) -> None:
    hand_in(ward, "V.1")
    document = amending(
        ward, [worded("V.1", ["culture"], on_dates("2025-04-24")), V2, V3, V4], now=AFTER
    )

    confirmed(ward, document, AFTER)

    assert state(ward, "V.1/1@culture#2025-04-10") == ("reported", "2025-04-10", "V.1")
    assert len(ward.all()) == 4


def test_an_extension_is_not_taken_back(ward: Office) -> None:
    with ward.app.transaction() as session:
        extend.grant(
            session, ward.one("V.1").id or 0, until=date(2025, 5, 9), actor=OFFICER, now=AFTER
        )
    document = amending(
        ward, [worded("V.1", ["culture"], on_dates("2025-04-24")), V2, V3, V4], now=AFTER
    )

    confirmed(ward, document, AFTER)

    assert state(ward, "V.1/1@culture#2025-04-10")[1] == "2025-05-09"


def test_what_the_officer_handed_on_stays_where_it_is(ward: Office) -> None:
    with ward.app.transaction() as session:
        transfer.transfer(
            session, ward.one("V.2").id or 0, unit_key="culture", reason="Nghỉ ốm", actor=OFFICER,
            now=AFTER,
        )  # fmt: skip
    document = amending(
        ward, [V1, worded("V.2", ["radio"], on_dates("2025-05-19")), V3, V4], now=AFTER
    )

    confirmed(ward, document, AFTER)

    assert state(ward, "V.2/1@culture#2025-05-12")[:2] == ("assigned", "2025-05-19")
    assert sorted(row.code for row in ward.all() if row.code.startswith("V.2")) == [
        "V.2/1@culture#2025-05-12", "V.2/1@radio#2025-05-12",
    ]  # fmt: skip


def test_what_the_officer_withdrew_does_not_come_back(ward: Office) -> None:
    with ward.app.transaction() as session:
        cancel.cancel(session, ward.one("V.2").id or 0, reason="Trùng", actor=OFFICER, now=AFTER)
    document = amending(
        ward, [worded("V.1", ["culture"], on_dates("2025-04-24")), V2, V3, V4], now=AFTER
    )

    confirmed(ward, document, AFTER)

    assert [row.state for row in ward.all() if row.code.startswith("V.2")] == [State.CANCELLED]


def test_sleeping_work_gets_its_date_silently(ward: Office) -> None:
    with ward.app.transaction() as session:
        sleep.put_to_sleep(
            session, ward.one("V.1").id or 0, waiting_for="Hướng dẫn", actor=OFFICER, now=AFTER
        )
    tick(ward, "2025-03-10 09:20")
    document = amending(
        ward, [worded("V.1", ["culture"], on_dates("2025-04-24")), V2, V3, V4], now=AFTER
    )

    confirmed(ward, document, AFTER)

    assert state(ward, "V.1/1@culture#2025-04-10")[:2] == ("sleeping", "2025-04-24")
    assert mails(ward, "2025-03-10 09:40") == {}


def test_a_stated_date_in_the_past_is_listed_and_not_chased(ward: Office) -> None:
    document = amending(ward, [*PLAN, worded("V.5", ["radio"], on_dates("2025-03-05"))], now=AFTER)

    confirmed(ward, document, AFTER)

    row = ward.one("V.5")
    assert (row.state, row.chased) == (State.ASSIGNED, False)
    assert mails(ward, "2025-03-10 09:30") == {}


def test_a_rhythm_owes_nothing_from_before_the_amendment(app: App, now: datetime) -> None:
    monthly = {"form": "monthly", "day": 25, "certainty": "stated"}
    ward = office(app, [worded("V.2", ["radio"], monthly)], now=now)
    at = local("2025-06-02 09:00")
    document = amending(
        ward, [worded("V.2", ["radio"], monthly | {"day": 10})], now=at, issued_on=date(2025, 6, 2)
    )

    found = compared(ward, document, at)

    tally = [
        (one.fate.what, one.fate.held.occurrence if one.fate.held else "") for one in found.outcomes
    ]
    assert tally == [
        *(("stays", f"2025-{month:02}") for month in (3, 4, 5)),
        *(("deadline", f"2025-{month:02}") for month in (6, 7, 8, 9, 10, 11, 12)),
    ]


def test_supporting_units_hear_of_new_dates_and_of_being_left_out(app: App, now: datetime) -> None:
    ward = office(
        app, [worded("V.1", ["culture"], on_dates("2025-04-10"), support=["radio"])], now=now
    )
    settle(ward)
    document = amending(ward, [worded("V.1", ["culture"], on_dates("2025-04-24"), support=["front"])], now=AFTER)  # fmt: skip

    confirmed(ward, document, AFTER)

    told = mails(ward, "2025-03-10 09:30")
    assert {to: mail.subject.partition(": ")[2] for to, mail in told.items()} == {
        "culture@p4.example": "01 nhiệm vụ đổi thời hạn",
        "radio@p4.example": "01 nhiệm vụ không tiếp tục",
        "front@p4.example": "01 nhiệm vụ mới",
    }


def test_work_that_was_never_announced_is_taken_back_silently(app: App, now: datetime) -> None:
    ward = office(app, PLAN, now=now)
    document = amending(ward, [V1, V3, V4], now=now)

    confirmed(ward, document, now)

    told = mails(ward, "2025-03-03 08:20")
    assert "radio@p4.example" not in told
    assert told["culture@p4.example"].kind == "assignment"


def test_amending_twice_at_once_happens_once(ward: Office) -> None:
    document = amending(ward, [V1, V2, V3], now=AFTER)

    def confirm_it(_: int) -> bool:
        try:
            confirmed(ward, document, AFTER)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = sorted(pool.map(confirm_it, range(2)))

    assert done == [False, True]
    assert [event.kind for event in events(ward, "V.4/1@women#2025-06-20")] == [
        "assigned",
        "cancel",
    ]


def test_a_comparison_that_is_out_of_date_is_refused_and_nothing_happens(ward: Office) -> None:
    document = amending(ward, [V1, V2, V3], now=AFTER)
    seen = compared(ward, document, AFTER).fingerprint
    with ward.app.transaction() as session:
        given = GivenReport(text="Đã xong")
        report.report(session, ward.one("V.4").id or 0, given=given, actor=UNIT, now=AFTER)

    with pytest.raises(Conflict, match="Chưa có gì được ghi"):
        confirmed(ward, document, AFTER, seen=seen)

    assert ward.one("V.4").state is State.REPORTED


def test_an_amending_draft_is_not_confirmed_as_a_plan_of_its_own(ward: Office) -> None:
    document = amending(ward, [V1], now=AFTER)

    with pytest.raises(Refused, match="xem so sánh"), ward.app.transaction() as session:
        confirm.confirm(session, document, actor=OFFICER, now=AFTER)


def test_the_document_goes_to_the_archive_and_the_plan_names_it(ward: Office) -> None:
    document = amending(ward, [V1, V2, V3], now=AFTER)

    confirmed(ward, document, AFTER)

    with ward.app.reading() as session:
        row = session.get_one(Plan, document)
        plan = session.get_one(Plan, ward.plan_id)
        amendment = plans.amendment_of(session, document)
        assert [one.id for one in plans.amending(session, ward.plan_id)] == [document]
    assert (row.state, row.amends_id, plan.state) == (
        PlanState.ARCHIVED, ward.plan_id, PlanState.IN_FORCE,
    )  # fmt: skip
    assert amendment is not None
    gone = [one for one in amendment.shown["clauses"] if one["kind"] == "dropped"]
    assert [(one["was"], one["before"]) for one in gone] == [("V.4", WORDS["V.4"])]


def test_a_second_amendment_builds_on_the_first(ward: Office) -> None:
    first = amending(
        ward, [worded("V.1", ["radio"], on_dates("2025-04-24")), V2, V3, V4], now=AFTER
    )
    confirmed(ward, first, AFTER)

    second = amending(
        ward, [worded("V.1", ["radio"], on_dates("2025-04-28")), V2, V3, V4], now=AFTER,
        number="31/KH-UBND",
    )  # fmt: skip
    found = compared(ward, second, AFTER)
    confirmed(ward, second, AFTER)

    assert [one for one in fates(found) if one[1] != "stays"] == [("V.1", "deadline", "radio")]
    assert state(ward, "V.1/1@radio#2025-04-24") == ("assigned", "2025-04-28", "V.1")


def test_a_partial_document_leaves_what_it_does_not_mention(ward: Office) -> None:
    again = worded("I.1", ["culture"], on_dates("2025-04-24"), text=f"{WORDS['V.1']} Hai đợt.")
    document = amending(ward, [again], now=AFTER, whole=False)

    found = compared(ward, document, AFTER)

    assert kinds(found) == [
        ("V.1", "changed"), ("V.2", "unchanged"), ("V.3", "unchanged"), ("V.4", "unchanged"),
    ]  # fmt: skip
    assert fates(found)[0] == ("V.1", "deadline", "culture")


def test_the_officer_pairs_by_hand_and_takes_the_choice_back(ward: Office) -> None:
    other = worded(
        "V.1", ["culture"], on_dates("2025-04-10"), text="Dọn vệ sinh bến xe, kênh rạch."
    )
    document = amending(ward, [other, V2, V3, V4], now=AFTER)
    before = kinds(compared(ward, document, AFTER))

    with ward.app.transaction() as session:
        amend.pair_by_hand(session, document, pairs={"V.1": "V.1"}, actor=OFFICER, now=AFTER)
    paired = kinds(compared(ward, document, AFTER))
    with ward.app.transaction() as session:
        amend.choose(session, document, of=None, actor=OFFICER, now=AFTER)

    assert before[:2] == [("V.1", "dropped"), ("V.1", "added")]
    assert paired[0] == ("V.1", "changed")
    with ward.app.reading() as session:
        assert session.get_one(Plan, document).amends_id is None
        assert plans.amendment_of(session, document) is None


def test_two_clauses_cannot_stand_for_the_same_one(ward: Office) -> None:
    document = amending(ward, [V1, V2, V3, V4], now=AFTER)

    with pytest.raises(Refused, match="cùng ghép"), ward.app.transaction() as session:
        amend.pair_by_hand(
            session, document, pairs={"V.1": "V.2", "V.2": "V.2"}, actor=OFFICER, now=AFTER
        )


def test_only_a_plan_in_force_is_amended(ward: Office, now: datetime) -> None:
    with ward.app.transaction() as session:
        other = draft_plan(session, ward.ward_id, [V1], now=now, number="1/KH-UBND")
        document = draft_plan(session, ward.ward_id, [V2], now=now, number="2/KH-UBND")

        with pytest.raises(Refused, match="không ở trạng thái đang thực hiện"):
            amend.choose(session, document.id or 0, of=other.id, actor=OFFICER, now=now)


def test_news_of_an_amendment_is_told_once_whatever_runs_again(ward: Office) -> None:
    document = amending(ward, [V1, V2, V3], now=AFTER)
    confirmed(ward, document, AFTER)

    told = [mails(ward, at) for at in ("2025-03-10 09:30", "2025-03-10 09:40", "2025-03-11 07:30")]

    assert [sorted(one) for one in told] == [["women@p4.example"], [], []]
    with ward.app.reading() as session:
        waiting = session.exec(select(Notice.state).where(Notice.kind == "amended-off")).all()
    assert [str(one) for one in waiting] == ["told"]
    assert "Không tiếp tục" not in told[0]["women@p4.example"].text.splitlines()[0]


def test_the_morning_round_takes_an_amendment_into_its_one_mail(ward: Office) -> None:
    evening = local("2025-03-28 16:58")
    added = worded("V.5", ["culture"], on_dates("2025-07-10"))
    document = amending(ward, [*PLAN, added], now=evening, issued_on=date(2025, 3, 28))
    confirmed(ward, document, evening)

    told = mails(ward, "2025-03-31 07:30")

    mail = told["culture@p4.example"]
    assert (mail.kind, [(kind, offset) for _, kind, offset in mail.items]) == (
        "reminder",
        [("reminder", -7), ("amended-new", None)],
    )
    assert mail.subject == (
        "[Phường 4] Nhắc việc 31/03/2025: 01 nhiệm vụ sắp đến hạn, 01 nhiệm vụ mới"
    )
    assert "Nhiệm vụ mới\n------------" in mail.text
    assert mails(ward, "2025-03-31 07:50") == {}


def test_a_ward_with_days_off_of_its_own_can_amend_its_plan(ward: Office) -> None:
    storm = DayEdit(first=date(2025, 5, 7), last=date(2025, 5, 7), kind="off", reason="tránh bão")
    with ward.app.transaction() as session:
        ward_calendar.set_days(session, ward.ward_id, storm, actor=OFFICER, now=AFTER)
    monthly = {"form": "monthly", "day": 25, "certainty": "stated"}

    document = amending(ward, [V1, worded("V.2", ["radio"], monthly), V3, V4], now=AFTER)

    assert confirmed(ward, document, AFTER).clauses["changed"] == 1
