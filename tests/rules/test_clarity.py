"""What a plan leaves unclear."""

from datetime import date

import pytest

from dondoc.rules.calendar import calendar_of
from dondoc.rules.clarity import Body, Duty, Finding, Item, Limit, Question, findings

CALENDAR = calendar_of({})
ISSUED = date(2027, 1, 12)
HEALTH = Body(name="Trạm Y tế xã", units=1)
CLEAR = Duty(
    text="khám sức khỏe người cao tuổi", limits=(Limit(day=date(2027, 6, 15)),), timed=True
)


def of(*leads: Body, duty: Duty = CLEAR, issued_on: date | None = ISSUED) -> tuple[Finding, ...]:
    """Return what is unclear in a plan of one clause."""
    item = Item(path="V.2", leads=leads, duties=(duty,))
    return findings([item], issued_on=issued_on, calendar=CALENDAR)


def test_a_clear_duty_is_not_listed() -> None:
    assert of(HEALTH) == ()


def test_a_duty_without_a_unit_is_listed_with_what_to_write() -> None:
    assert of() == (
        Finding(
            code="no-unit",
            question=Question.WHO,
            paths=("V.2",),
            message="Không nêu đơn vị nào thực hiện.",
            advice="Ghi tên một đơn vị chủ trì.",
        ),
    )


def test_two_leads_are_named() -> None:
    police = Body(name="Công an xã", units=1)

    found = of(HEALTH, police)

    assert [(one.code, one.message) for one in found] == [
        ("several-leads", "Giao cùng lúc cho 2 nơi: Trạm Y tế xã, Công an xã.")
    ]


def test_units_that_no_mail_can_reach_are_listed() -> None:
    unknown = Body(name="Tổ công nghệ", units=0)
    mute = Body(name="các đoàn thể", units=2, mute=("Đoàn xã",))

    found = of(unknown, mute)

    assert [(one.code, one.message) for one in found if one.question is Question.REACH] == [
        ("unknown-unit", "Danh bạ chưa có “Tổ công nghệ”."),
        ("unit-without-contact", "“Đoàn xã” chưa có địa chỉ thư."),
    ]


@pytest.mark.parametrize(
    ("day", "code", "message"),
    [
        (date(2026, 12, 15), "before-issue", "Hạn 15/12/2026 ở trước ngày ban hành 12/01/2027"),
        (
            date(2027, 2, 8),
            "day-off",
            "Hạn 08/02/2027 rơi vào ngày nghỉ (Tết Nguyên đán), "
            "trong đợt nghỉ từ 04/02 đến 10/02/2027",
        ),
        (date(2027, 6, 13), "day-off", "Hạn 13/06/2027 rơi vào Chủ nhật"),
    ],
)
def test_a_day_on_which_nobody_can_deliver_is_listed(day: date, code: str, message: str) -> None:
    found = of(HEALTH, duty=Duty(text="nộp danh sách.", limits=(Limit(day=day),), timed=True))

    assert [(one.code, one.message) for one in found] == [(code, f"{message}: nộp danh sách.")]


def test_a_day_off_comes_with_the_last_working_moment_before_it() -> None:
    duty = Duty(text="nộp danh sách", limits=(Limit(day=date(2027, 2, 8)),), timed=True)

    assert of(HEALTH, duty=duty)[0].advice == (
        "Chọn một ngày làm việc; thời điểm làm việc cuối cùng trước đó: thứ Tư, 03/02/2027, 17:00."
    )


def test_where_the_plan_is_issued_inside_the_break_the_next_working_day_is_named() -> None:
    duty = Duty(text="nộp danh sách", limits=(Limit(day=date(2027, 2, 9)),), timed=True)

    assert of(HEALTH, duty=duty, issued_on=date(2027, 2, 8))[0].advice == (
        "Chọn một ngày làm việc; ngày làm việc kế tiếp: thứ Năm, 11/02/2027."
    )


def test_without_an_issue_date_nothing_lies_before_it() -> None:
    duty = Duty(text="nộp danh sách", limits=(Limit(day=date(2026, 12, 15)),), timed=True)

    assert of(HEALTH, duty=duty, issued_on=None) == ()


def test_a_duty_without_any_time_and_one_with_a_vague_one_are_told_apart() -> None:
    silent = Duty(text="tuyên truyền")
    vague = Duty(text="kiểm tra", timed=True, vague=("định kỳ",))

    found = [*of(HEALTH, duty=silent), *of(HEALTH, duty=vague)]

    assert [(one.code, one.message) for one in found] == [
        ("no-time", "Không ghi thời hạn: tuyên truyền."),
        ("vague-time", "Thời gian “định kỳ” không tính được ra ngày: kiểm tra."),
    ]


def test_the_list_asks_who_then_what_then_when_then_how_to_reach() -> None:
    silent = Item(path="V.1", leads=(Body(name="Tổ", units=0),), duties=(Duty(text="làm"),))
    nobody = Item(path="V.2", leads=(), duties=(CLEAR,))

    found = findings(
        [silent, nobody],
        issued_on=ISSUED,
        calendar=CALENDAR,
        idle=[("V.3", "Nêu “Đoàn xã” nhưng không ghi việc phải làm.")],
    )

    assert [(*one.paths, one.question) for one in found] == [
        ("V.2", Question.WHO),
        ("V.3", Question.WHAT),
        ("V.1", Question.WHEN),
        ("V.1", Question.REACH),
    ]


def test_a_long_duty_is_cut_between_words() -> None:
    found = of(HEALTH, duty=Duty(text="kiểm tra " * 30))

    assert found[0].message == f"Không ghi thời hạn: {'kiểm tra ' * 10}…"


def test_a_month_whose_last_day_is_a_sunday_is_no_mistake() -> None:
    month = Limit(day=date(2027, 2, 28), exact=False)

    assert of(HEALTH, duty=Duty(text="nộp danh sách", limits=(month,), timed=True)) == ()


def test_what_holds_for_several_clauses_is_said_once() -> None:
    unknown = Body(name="Tổ công nghệ", units=0)
    items = [Item(path=path, leads=(unknown,), duties=(CLEAR,)) for path in ("V.1", "V.4")]

    found = findings(items, issued_on=ISSUED, calendar=CALENDAR)

    assert [(one.code, one.paths) for one in found] == [("unknown-unit", ("V.1", "V.4"))]
