"""A plan comes in as a draft, is edited as YAML, and is confirmed with the right days."""

from datetime import date, datetime
from typing import Any

import pytest
import yaml
from sqlmodel import Session, select

from dondoc.reading.read import read_text
from dondoc.rules.moves import Refused
from dondoc.usecases import chase, confirm, dating, draft, draft_file, import_plan
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.wiring import App
from models.assignment import Assignment
from models.outbox import Notice, OutboxMail
from models.plan import Certainty, Plan, PlanState
from models.queries import assignments, plans, wards
from tests.factories import OFFICER, WARD, Office, clause, draft_plan, load, on_dates
from tests.usecases.play import days, local, tick

TEXT = """\
ỦY BAN NHÂN DÂN
PHƯỜNG 4

Số: 12/KH-UBND

Phường 4, ngày 28 tháng 02 năm 2025

KẾ HOẠCH
Giữ sạch chợ phường năm 2025

I. MỤC ĐÍCH

1. Chợ sạch, người mua yên tâm.

II. TỔ CHỨC THỰC HIỆN

1. Công chức Văn hóa - Xã hội treo áp phích tại chợ trước ngày 11/4/2025.

2. Đề nghị các đoàn thể chính trị - xã hội vận động hội viên giữ vệ sinh.

3. Tổ Quản lý chợ: Quét chợ trước ngày 20/5/2025.

4. Hội Liên hiệp Phụ nữ Phường báo cáo kết quả trước ngày 30/6/2025.
"""


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    with app.transaction() as session:
        return Office(app, load(session, now=now), 1)


def store(session: Session, ward: Office, now: datetime, text: str = TEXT, **given: Any) -> Plan:
    return import_plan.import_plan(
        session, ward.ward_id, reading=read_text(text), file_name="ke-hoach.txt",
        file_bytes=text.encode(), now=now, **given,
    )  # fmt: skip


def bring_in(ward: Office, now: datetime, text: str = TEXT, **given: Any) -> Plan:
    with ward.app.transaction() as session:
        return store(session, ward, now, text, **given)


def put_in_force(ward: Office, now: datetime, **given: Any) -> confirm.ConfirmOutcome:
    with ward.app.transaction() as session:
        return confirm.confirm(session, ward.plan_id, actor=OFFICER, now=now, **given)


def plan_of(ward: Office) -> Plan:
    with ward.app.reading() as session:
        return session.get_one(Plan, ward.plan_id)


def dated(ward: Office) -> list[tuple[str, str]]:
    return [(row.code, row.due_at.astimezone(local("2025-01-01 00:00").tzinfo).isoformat()[:16]) for row in ward.all()]  # fmt: skip


def test_importing_stores_a_draft_and_dates_or_sends_nothing(ward: Office, now: datetime) -> None:
    plan = bring_in(ward, now)

    assert (plan.state, plan.number, plan.issued_on, plan.title) == (
        PlanState.DRAFT, "12/KH-UBND", date(2025, 2, 28), "Giữ sạch chợ phường năm 2025",
    )  # fmt: skip
    assert (plan.text.strip(), plan.file_bytes) == (plan.text.strip(), TEXT.encode())
    assert (ward.all(), tick(ward, "2025-04-10 07:30")[1]) == ([], [])


@pytest.mark.parametrize("state", ["draft", "in force"])
def test_the_same_document_again_is_refused_and_names_the_first(
    ward: Office, now: datetime, state: str
) -> None:
    first = bring_in(ward, now)
    if state == "in force":
        put_in_force(ward, now)

    with pytest.raises(import_plan.AlreadyImported, match="đã nhập") as refusal:
        bring_in(ward, now)

    assert refusal.value.plan_id == first.id
    with ward.app.reading() as session:
        assert len(plans.plans_of(session, ward.ward_id)) == 1


def test_a_corrected_copy_with_the_same_number_and_date_is_the_same_document(
    ward: Office, now: datetime
) -> None:
    bring_in(ward, now)

    with pytest.raises(import_plan.AlreadyImported):
        bring_in(ward, now, TEXT.replace("áp phích", "pa nô"))


def test_two_plans_without_a_number_are_two_documents(ward: Office, now: datetime) -> None:
    blank = TEXT.replace("12/KH-UBND", "   /KH-UBND")
    first = bring_in(ward, now, blank)

    second = bring_in(ward, now, blank.replace("Giữ sạch chợ", "Giữ sạch bến xe"))

    assert (first.number, second.number, first.id == second.id) == (None, None, False)


def test_the_same_document_belongs_to_each_ward_for_itself(ward: Office, now: datetime) -> None:
    from tests.factories import WARD

    bring_in(ward, now)
    with ward.app.transaction() as session:
        other = load(session, now=now, text=WARD.replace("key: phuong-4", "key: phuong-5"))

    plan = bring_in(Office(ward.app, other, 2), now)

    assert (plan.ward_id, plan.id) == (other, 2)


def test_a_group_becomes_one_assignment_for_each_of_its_bodies(app: App, now: datetime) -> None:
    from tests.factories import WARD

    youth = (
        "  - {key: youth, name: Đoàn Thanh niên Phường, groups: [unions], requested: true,"
        " contacts: [{name: Khang, email: youth@p4.example}]}\ngroups:"
    )
    with app.transaction() as session:
        ward = Office(app, load(session, now=now, text=WARD.replace("groups: {", youth + " {")), 1)
    bring_in(ward, now)

    put_in_force(ward, now)

    joint = [row.code for row in ward.all() if row.code.startswith("II.2/")]
    assert joint == [
        "II.2/1@women#2025-1", "II.2/1@youth#2025-1", "II.2/1@women#2025-2", "II.2/1@youth#2025-2",
    ]  # fmt: skip


def test_a_unit_that_the_directory_does_not_know_is_kept_and_waits_for_a_contact(
    ward: Office, now: datetime
) -> None:
    plan = bring_in(ward, now)
    told = [w for w in draft.of_plan(plan).warnings if w["code"] == "unknown-unit"]
    put_in_force(ward, now)

    row = ward.one("II.3/")

    assert [(w["path"], "Tổ Quản lý chợ" in w["message"]) for w in told] == [("II.3", True)]
    with ward.app.reading() as session:
        unit = next(u for u in wards.units_of(session, ward.ward_id) if u.id == row.unit_id)
        contacts = [c for c in wards.contacts_of(session, ward.ward_id) if c.unit_id == unit.id]
    assert (unit.key, unit.name, contacts) == ("to-quan-ly-cho", "Tổ Quản lý chợ", [])
    assert row.code == "II.3/1@to-quan-ly-cho#2025-05-19"


def test_who_cannot_be_ordered_is_asked_whatever_the_text_says(ward: Office, now: datetime) -> None:
    bring_in(ward, now)
    put_in_force(ward, now)

    modes = {(row.code.partition("#")[0], row.mode.value) for row in ward.all()}

    assert modes == {
        ("II.1/1@culture", "assign"),
        ("II.2/1@women", "request"),
        ("II.3/1@to-quan-ly-cho", "assign"),
        ("II.4/1@women", "request"),
    }


def test_a_clause_that_asks_is_a_request_to_whomever_it_names(app: App, now: datetime) -> None:
    with app.transaction() as session:
        ward_id = load(session, now=now)
        draft_plan(
            session, ward_id,
            [clause("V.1", ["culture", "front"], on_dates("2025-04-10"), mode="request")], now=now,
        )  # fmt: skip
    ward = Office(app, ward_id, 1)

    put_in_force(ward, now)

    assert [row.mode.value for row in ward.all()] == ["request", "request"]


def test_a_draft_written_as_yaml_and_read_back_is_the_same(ward: Office, now: datetime) -> None:
    before = bring_in(ward, now)
    text = draft_file.as_yaml(before)

    for _ in range(2):
        with ward.app.transaction() as session:
            draft_file.replace(session, before.id or 0, text, actor=OFFICER, now=now)

    after = plan_of(ward)
    assert after.draft == before.draft
    assert draft_file.as_yaml(after) == text


def test_words_that_look_like_other_values_survive_the_yaml(ward: Office, now: datetime) -> None:
    odd = [
        "on",
        "no",
        "2025-04-10",
        "12:30",
        "007",
        "0o17",
        "1e3",
        "~",
        "- a: b",
        "x\u2028y",
        "'\"#",
    ]
    with ward.app.transaction() as session:
        plan = draft_plan(
            session, ward.ward_id,
            [clause(text, ["culture"], on_dates("2025-04-10")) | {"text": text} for text in odd],
            now=now,
        )  # fmt: skip
        text = draft_file.as_yaml(plan)

    with ward.app.transaction() as session:
        draft_file.replace(session, plan.id or 0, text, actor=OFFICER, now=now)

    assert [(c["path"], c["text"]) for c in plan_of(ward).draft["clauses"]] == [(t, t) for t in odd]


def test_an_edited_draft_is_what_gets_confirmed(ward: Office, now: datetime) -> None:
    plan = bring_in(ward, now)
    edited = yaml.safe_load(draft_file.as_yaml(plan))
    third = edited["clauses"][2]
    third["lead"][0]["units"] = ["radio"]
    third["duties"][0]["cadence"] = {"form": "monthly", "certainty": "stated", "day": 5}
    del edited["clauses"][3], edited["clauses"][1]
    edited["waves"] = [
        {
            "key": "he",
            "name": "Đợt hè",
            "from": "2025-05-01",
            "to": "2025-08-31",
            "summary": "final",
        }
    ]

    with ward.app.transaction() as session:
        draft_file.replace(
            session,
            plan.id or 0,
            yaml.safe_dump(edited, allow_unicode=True),
            actor=OFFICER,
            now=now,
        )
    put_in_force(ward, now)

    codes = [row.code for row in ward.all()]
    assert codes[:3] == [
        "II.1/1@culture#2025-04-10", "II.3/1@radio#2025-03", "II.3/1@radio#2025-04",
    ]  # fmt: skip
    with ward.app.reading() as session:
        waves = [(w.key, w.name, w.certainty) for w in plans.waves_of(session, ward.plan_id)]
    assert waves == [("he", "Đợt hè", Certainty.STATED)]
    assert plan_of(ward).draft["warnings"] == []


def _without(key: str) -> Any:
    return lambda data: data["clauses"][0].pop(key)


def _set(value: Any, *path: Any) -> Any:
    def edit(data: dict[str, Any]) -> None:
        place: Any = data
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = value

    return edit


FIRST = ("clauses", 0)
DUTY = (*FIRST, "duties", 0)
WRONG_EDITS = {
    "a missing key": (_without("lead"), "clauses.0.lead"),
    "an unknown key": (_set("x", *FIRST, "leed"), "leed"),
    "an unknown unit": (_set(["nobody"], *FIRST, "lead", 0, "units"), "nobody"),
    "an unknown supporting unit": (
        _set([{"name": "x", "units": ["nobody"]}], *FIRST, "support"),
        "nobody",
    ),
    "an unknown mode": (_set("order", *FIRST, "mode"), "mode"),
    "the same path twice": (_set("II.2", *FIRST, "path"), "II.2"),
    "no cadence": (_set({}, *DUTY, "cadence"), "cadence"),
    "an unknown form": (_set({"form": "weekly"}, *DUTY, "cadence"), "cadence"),
    "an impossible day": (_set({"form": "monthly", "day": 45}, *DUTY, "cadence"), "cadence"),
    "an impossible date": (
        _set({"form": "dates", "dates": [{"on": "2025-02-30", "phrase": "x"}]}, *DUTY, "cadence"),
        "cadence",
    ),
    "a wrong rule": (_set({"form": "rrule", "rule": "FREQ=NEVER"}, *DUTY, "cadence"), "cadence"),
    "a wave that ends before it begins": (
        _set(
            [
                {
                    "key": "1",
                    "name": "Đợt 1",
                    "from": "2025-06-30",
                    "to": "2025-01-01",
                    "summary": "final",
                }
            ],
            "waves",
        ),
        "trước khi bắt đầu",
    ),
    "a list instead of clauses": (_set("none", "clauses"), "clauses"),
    "a unit without a name": (_set([{"name": ""}], *FIRST, "lead"), "clauses.0.lead.0.name"),
}


@pytest.mark.parametrize("case", WRONG_EDITS)
def test_a_wrong_draft_is_refused_in_one_vietnamese_line_and_changes_nothing(
    ward: Office, now: datetime, case: str
) -> None:
    before = bring_in(ward, now)
    edit, named = WRONG_EDITS[case]
    data = yaml.safe_load(draft_file.as_yaml(before))
    edit(data)

    with pytest.raises(draft.WrongDraft) as refusal, ward.app.transaction() as session:
        draft_file.replace(
            session,
            before.id or 0,
            yaml.safe_dump(data, allow_unicode=True),
            actor=OFFICER,
            now=now,
        )

    message = str(refusal.value)
    assert named in message
    assert "\n" not in message
    english = (
        "Input",
        "should",
        "Field",
        "required",
        "Value error",
        "permitted",
        "String",
        "valid",
    )
    assert [word for word in english if word in message] == []
    assert plan_of(ward).draft == before.draft


@pytest.mark.parametrize(
    "text", ["", "   \n", "a: [", "just words", "- 1\n- 2", "\t- x", "a: 1\na: 2"]
)
def test_what_is_no_draft_at_all_is_refused(ward: Office, now: datetime, text: str) -> None:
    before = bring_in(ward, now)

    with pytest.raises(draft.WrongDraft, match="Bản dự thảo"), ward.app.transaction() as session:
        draft_file.replace(session, before.id or 0, text, actor=OFFICER, now=now)

    assert plan_of(ward).draft == before.draft


def test_a_confirmed_plan_is_no_draft_any_more(ward: Office, now: datetime) -> None:
    plan = bring_in(ward, now)
    put_in_force(ward, now)

    with pytest.raises(Conflict, match="đã xác nhận"), ward.app.transaction() as session:
        draft_file.replace(session, plan.id or 0, draft_file.as_yaml(plan), actor=OFFICER, now=now)


def test_a_plan_is_confirmed_once(ward: Office, now: datetime) -> None:
    bring_in(ward, now)
    put_in_force(ward, now)
    before = dated(ward)

    with pytest.raises(Refused, match="đã được xác nhận"):
        put_in_force(ward, now)
    with pytest.raises(Refused, match="đã được xác nhận"):
        put_in_force(ward, now, for_the_record=True)
    with pytest.raises(NotFound), ward.app.transaction() as session:
        confirm.confirm(session, 99, actor=OFFICER, now=now)

    assert dated(ward) == before


BLANK_DATE = TEXT.replace("ngày 28 tháng 02 năm 2025", "ngày     tháng     năm 2025")


@pytest.mark.parametrize(
    ("text", "at_import", "given", "expected"),
    [
        (TEXT, None, None, (date(2025, 2, 28), Certainty.STATED)),
        (TEXT, None, date(2025, 3, 1), (date(2025, 2, 28), Certainty.STATED)),
        (BLANK_DATE, None, date(2025, 2, 27), (date(2025, 2, 27), Certainty.STATED)),
        (BLANK_DATE, date(2025, 2, 26), None, (date(2025, 2, 26), Certainty.STATED)),
        (BLANK_DATE, None, None, (date(2025, 3, 4), Certainty.PROPOSED)),
    ],
    ids=["document", "document wins", "given", "given at import", "today"],
)
def test_the_issue_date_is_the_documents_else_the_given_one_else_today(
    ward: Office,
    text: str,
    at_import: date | None,
    given: date | None,
    expected: tuple[date, Certainty],
) -> None:
    # Half past midnight in Vietnam is still the day before in UTC.
    moment = local("2025-03-04 00:30")
    bring_in(ward, moment, text, issued_on=at_import)

    put_in_force(ward, moment, issued_on=given)

    plan = plan_of(ward)
    assert (plan.issued_on, plan.issued_certainty) == expected


def test_preview_shows_what_confirming_makes_and_changes_nothing(
    ward: Office, now: datetime
) -> None:
    bring_in(ward, now)
    with ward.app.transaction() as session:
        shown = [one.code for one in dating.preview(session, ward.plan_id, now=now)]
    untouched = (plan_of(ward).state, ward.all())

    outcome = put_in_force(ward, now)

    assert untouched == (PlanState.DRAFT, [])
    assert shown == [row.code for row in sorted(ward.all(), key=lambda row: row.id or 0)]
    assert (outcome.assignments, outcome.overdue_at_import) == (len(shown), 0)


def monthly_and_stated(app: App, now: datetime) -> Office:
    with app.transaction() as session:
        ward_id = load(session, now=now)
        draft_plan(
            session,
            ward_id,
            [
                clause("V.1", ["culture"], {"form": "monthly", "certainty": "proposed", "day": 25}),
                clause("V.2", ["radio"], on_dates("2025-02-20", "2025-06-20")),
            ],
            now=now,
            issued_on=date(2025, 1, 6),
        )
    return Office(app, ward_id, 1)


def test_proposed_days_before_confirmation_are_not_made_and_stated_ones_are_not_chased(
    app: App, now: datetime
) -> None:
    ward = monthly_and_stated(app, now)

    outcome = put_in_force(ward, now)

    months = [row.occurrence for row in ward.all() if row.code.startswith("V.1/")]
    assert months == [f"2025-{month:02}" for month in range(3, 13)]
    stated = {row.occurrence: row.chased for row in ward.all() if row.code.startswith("V.2/")}
    assert stated == {"2025-02-20": False, "2025-06-20": True}
    assert (outcome.assignments, outcome.overdue_at_import) == (12, 1)


def test_what_was_overdue_at_import_is_silent_until_the_officer_says_so(
    app: App, now: datetime
) -> None:
    ward = monthly_and_stated(app, now)
    put_in_force(ward, now)
    moments = ["2025-03-03 08:10", "2025-03-04 07:30", "2025-03-10 07:30", "2025-03-17 07:30"]
    old = ward.one("V.2/1@radio#2025-02-20").id or 0

    silent = [item for at in moments for one in tick(ward, at)[1] for item in one.items]
    with app.transaction() as session:
        chase.chase(session, old, actor=OFFICER, now=local("2025-03-17 09:00"))
    told = tick(ward, "2025-03-17 09:15")[1] + tick(ward, "2025-03-18 07:30")[1]

    assert [item for item in silent if item[0] == old] == []
    assert [(one.to, item[1]) for one in told for item in one.items if item[0] == old] != []
    assert {one.to for one in told if any(item[0] == old for item in one.items)} >= {
        "radio@p4.example"
    }


def test_a_plan_of_the_past_kept_for_the_record_never_sends_anything(app: App) -> None:
    then, later = local("2025-03-03 08:00"), local("2026-03-02 08:00")
    ward = monthly_and_stated(app, then)
    with app.reading() as session:
        from dondoc.usecases.context import load_ward_context

        context = load_ward_context(session, ward.ward_id)
        past = [
            dating.is_past(plan_of(ward), context, issued_on=date(2025, 1, 6), today=today)
            for today in (date(2025, 12, 31), date(2026, 1, 1))
        ]

    outcome = put_in_force(ward, later, for_the_record=True)
    told = days(
        ward, "2026-03-03 07:30", "2026-03-09 07:30", "2026-03-31 07:30", "2026-07-06 07:30"
    )

    assert past == [False, True]
    assert (outcome.archived, outcome.assignments, plan_of(ward).state) == (
        True, 0, PlanState.ARCHIVED,
    )  # fmt: skip
    # Sheets of leaders go out each Monday, empty; no line speaks of this plan.
    assert [one for one in told if one[3]] == []
    assert {one[2] for one in told} <= {"escalation"}
    with app.reading() as session:
        assert [*session.exec(select(Notice)), *session.exec(select(Assignment))] == []
        assert assignments.work(session, ward.ward_id) == []
        assert len(session.exec(select(OutboxMail)).all()) == len(told)


def test_a_known_unit_without_an_address_is_warned_of(app: App, now: datetime) -> None:
    text = WARD.replace("    contacts: [{name: Dũng, email: radio@p4.example}]\n", "")
    with app.transaction() as session:
        ward = Office(app, load(session, now=now, text=text), 1)
    plan = bring_in(ward, now, TEXT.replace("Công chức Văn hóa - Xã hội", "Cán bộ Truyền thanh"))

    found = [w for w in plan.draft["warnings"] if w["code"] == "unit-without-contact"]

    assert found == [
        {
            "code": "unit-without-contact",
            "path": "II.1",
            "message": "Mục II.1: Cán bộ Truyền thanh Phường chưa có đầu mối nhận thư; "
            "cần bổ sung trong danh bạ.",
        }
    ]
