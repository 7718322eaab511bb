"""What the board and the command line show: standings, filters, and finding by name."""

from datetime import datetime
from typing import Any

import pytest

from dondoc.rules.standing import Standing
from dondoc.usecases import accept, cancel, extend, report, show, sleep, transfer
from dondoc.usecases.errors import NotFound
from dondoc.usecases.report import GivenReport
from dondoc.wiring import App
from tests.factories import (
    OFFICER,
    UNIT,
    WARD,
    Office,
    clause,
    draft_plan,
    load,
    office,
    on_dates,
)
from tests.usecases.play import local, tick

DAYS = ("2025-04-10", "2025-04-24", "2025-05-15")
DONE = GivenReport("Đã xong.")


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    return office(
        app,
        [
            clause("V.2", ["radio"], on_dates(*DAYS)),
            clause("V.10", ["culture", "front"], on_dates("2025-04-10"), support=["radio"]),
            clause("V.1", ["women"], on_dates("2025-04-10"), mode="request"),
        ],
        now=now,
    )


def views(ward: Office, at: str, only: show.Filter | None = None) -> list[show.AssignmentView]:
    with ward.app.reading() as session:
        return show.assignments(session, ward.ward_id, now=local(at), only=only)


def view(ward: Office, code: str, at: str) -> show.AssignmentView:
    (found,) = [one for one in views(ward, at) if one.code.startswith(code)]
    return found


def codes(ward: Office, at: str = "2025-04-01 09:00", **wanted: Any) -> list[str]:
    only = show.Filter(**wanted)
    return [one.code for one in views(ward, at, only)]


FIRST = "V.2/1@radio#2025-04-10"


@pytest.mark.parametrize(
    ("at", "expected", "late"),
    [
        # Monday 7 April 2025 is a day off: seven working days before the 10th is 31 March.
        ("2025-03-30 12:00", Standing.NOT_DUE, 0),
        ("2025-03-31 00:00", Standing.DUE_SOON, 0),
        ("2025-04-10 16:59", Standing.DUE_SOON, 0),
        ("2025-04-10 17:00", Standing.DUE_SOON, 0),
        ("2025-04-10 17:01", Standing.OVERDUE, 0),
        ("2025-04-10 23:59", Standing.OVERDUE, 0),
        ("2025-04-13 09:00", Standing.OVERDUE, 1),
        ("2025-04-14 00:01", Standing.OVERDUE, 2),
    ],
)
def test_open_work_stands_by_its_deadline_and_the_wards_own_day(
    ward: Office, at: str, expected: Standing, late: int
) -> None:
    found = view(ward, FIRST, at)

    assert (found.standing, found.days_late) == (expected, late)


def test_reported_work_waits_whatever_the_date_and_is_judged_by_its_report(ward: Office) -> None:
    ids = {code: ward.one(code).id or 0 for code in ("V.10/1@culture", FIRST)}
    for code, at in (("V.10/1@culture", "2025-04-10 16:00"), (FIRST, "2025-04-10 18:00")):
        with ward.app.transaction() as session:
            report.report(session, ids[code], given=DONE, actor=UNIT, now=local(at))
    waiting = [view(ward, code, "2025-05-05 09:00") for code in ids]
    with ward.app.transaction() as session:
        for row_id in ids.values():
            accept.accept(session, row_id, actor=OFFICER, now=local("2025-05-06 09:00"))

    done = [view(ward, code, "2025-06-01 09:00") for code in ids]

    assert {(one.standing, one.waiting_for, one.days_late) for one in waiting} == {
        (Standing.WAITING, "report", 0)
    }
    assert [one.standing for one in done] == [Standing.ON_TIME, Standing.LATE]


def test_a_wish_for_more_time_is_shown_beside_the_standing(ward: Office) -> None:
    with ward.app.transaction() as session:
        extend.ask(
            session, ward.one(FIRST).id or 0, until=local("2025-04-22 00:00").date(),
            reason="Chờ số liệu", actor=UNIT, now=local("2025-04-09 09:00"),
        )  # fmt: skip

    found = view(ward, FIRST, "2025-04-11 09:00")

    assert (found.standing, found.waiting_for) == (Standing.OVERDUE, "extension")


def test_what_sleeps_was_withdrawn_or_went_elsewhere_says_so(ward: Office) -> None:
    now = local("2025-04-01 09:00")
    with ward.app.transaction() as session:
        sleep.put_to_sleep(
            session, ward.one(FIRST).id or 0, waiting_for="hướng dẫn", actor=OFFICER, now=now
        )
        cancel.cancel(session, ward.one("V.1/").id or 0, reason="Trùng", actor=OFFICER, now=now)
        transfer.transfer(
            session, ward.one("V.10/1@culture").id or 0, unit_key="ubnd", reason="Đúng việc",
            actor=OFFICER, now=now,
        )  # fmt: skip

    found = [view(ward, code, "2025-04-20 09:00") for code in (FIRST, "V.1/", "V.10/1@culture")]

    assert [one.standing for one in found] == [
        Standing.SLEEPING, Standing.CANCELLED, Standing.TRANSFERRED,
    ]  # fmt: skip
    assert (found[0].sleeping_for, found[1].days_late) == ("hướng dẫn", 0)


def test_the_list_follows_the_order_of_the_plan_not_of_the_alphabet(ward: Office) -> None:
    assert codes(ward) == [
        *(f"V.2/1@radio#{day}" for day in DAYS),
        "V.10/1@culture#2025-04-10",
        "V.10/1@front#2025-04-10",
        "V.1/1@women#2025-04-10",
    ]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"unit": "radio"}, [f"V.2/1@radio#{day}" for day in DAYS]),
        ({"clause": "V.1"}, ["V.1/1@women#2025-04-10"]),
        ({"standing": "not_due", "unit": "radio"}, [f"V.2/1@radio#{day}" for day in DAYS[1:]]),
        ({"period": "2025-05"}, ["V.2/1@radio#2025-05-15"]),
        ({"period": "2025-04", "clause": "V.2"}, [f"V.2/1@radio#{day}" for day in DAYS[:2]]),
        ({"plan_id": 99}, []),
        ({"unit": "nobody"}, []),
        ({"unit": "radio", "clause": "V.10"}, []),
    ],
    ids=str,
)
def test_filters_leave_what_passes_all_of_them(
    ward: Office, wanted: dict[str, Any], expected: list[str]
) -> None:
    assert codes(ward, **wanted) == expected


def test_requested_bodies_and_the_supporting_unit_are_named(ward: Office) -> None:
    with ward.app.reading() as session:
        found = show.detail(
            session, ward.one("V.10/1@front").id or 0, now=local("2025-04-01 09:00")
        )

    assert (found.view.requested, found.view.unit_name, found.support) == (
        True, "Ủy ban Mặt trận Tổ quốc Việt Nam Phường", ("radio",),
    )  # fmt: skip


def test_the_detail_tells_both_halves_of_a_transfer_and_every_mail(ward: Office) -> None:
    old = ward.one("V.10/1@culture").id or 0
    tick(ward, "2025-03-03 08:10")
    with ward.app.transaction() as session:
        new = transfer.transfer(
            session, old, unit_key="ubnd", reason="Đúng việc", actor=OFFICER,
            now=local("2025-04-01 09:00"),
        )  # fmt: skip

    with ward.app.reading() as session:
        before = show.detail(session, old, now=local("2025-04-02 09:00"))
        after = show.detail(session, new.id or 0, now=local("2025-04-02 09:00"))

    assert before.successor is not None
    assert (before.successor.code, before.before) == ("V.10/1@ubnd#2025-04-10", ())
    assert [former.view.code for former in after.before] == ["V.10/1@culture#2025-04-10"]
    assert after.successor is None
    assert sorted(mail.to_address for mail, _ in before.mails) == [
        "culture@p4.example",
        "radio@p4.example",
    ]
    assert [revision.kind for revision in after.revisions] == ["first"]


def found_by(ward: Office, text: str, **where: str) -> str:
    with ward.app.reading() as session:
        return show.find(session, text, **where).code


def test_work_is_found_by_its_code_by_plan_and_code_and_by_number(ward: Office) -> None:
    row = ward.one(FIRST)

    found = [found_by(ward, text) for text in (FIRST, f"{ward.plan_id}:{FIRST}", str(row.id))]

    assert found == [FIRST, FIRST, FIRST]
    assert found_by(ward, FIRST, ward_key="phuong-4") == FIRST


def test_a_code_that_two_plans_have_must_be_told_apart(ward: Office, now: datetime) -> None:
    from dondoc.usecases import confirm

    with ward.app.transaction() as session:
        second = draft_plan(
            session, ward.ward_id, [clause("V.2", ["radio"], on_dates(*DAYS))], now=now,
            number="13/KH-UBND",
        )  # fmt: skip
        confirm.confirm(session, second.id or 0, actor=OFFICER, now=now)

    with pytest.raises(NotFound, match=f"{ward.plan_id}:.*{second.id}:"):
        found_by(ward, FIRST)
    with ward.app.reading() as session:
        assert show.find(session, f"{second.id}:{FIRST}").plan_id == second.id
    assert len(codes(ward, plan_id=second.id)) == 3


def test_the_same_code_in_two_wards_is_told_apart_by_the_ward(ward: Office, now: datetime) -> None:
    from dondoc.usecases import confirm

    with ward.app.transaction() as session:
        other = load(session, now=now, text=WARD.replace("key: phuong-4", "key: phuong-5"))
        plan = draft_plan(session, other, [clause("V.2", ["radio"], on_dates(*DAYS))], now=now)
        confirm.confirm(session, plan.id or 0, actor=OFFICER, now=now)

    with ward.app.reading() as session:
        wards = [
            show.find(session, FIRST, ward_key=key).ward_id for key in ("phuong-4", "phuong-5")
        ]

    assert wards == [ward.ward_id, other]


@pytest.mark.parametrize(
    "text",
    ["", "V.9/1@radio#once", "99", "0", "-1", "99:V.2/1@radio#2025-04-10", "x:y", ":", "9" * 30,
     "9" * 30 + ":V.2", "%", "V.2", "v.2/1@radio#2025-04-10"],
)  # fmt: skip
def test_what_nobody_has_is_not_found(ward: Office, text: str) -> None:
    with pytest.raises(NotFound, match="Không có nhiệm vụ"):
        found_by(ward, text)


def test_an_unknown_ward_has_nothing(ward: Office) -> None:
    with pytest.raises(NotFound):
        found_by(ward, FIRST, ward_key="phuong-9")
    with pytest.raises(NotFound), ward.app.reading() as session:
        show.assignments(session, 99, now=local("2025-04-01 09:00"))
    with pytest.raises(NotFound), ward.app.reading() as session:
        show.detail(session, 99, now=local("2025-04-01 09:00"))
