"""What the text states wins; what it leaves open is proposed and says so."""

from datetime import date
from typing import Any

import pytest

from dondoc.rules.cadence import Cadence, Form, Shift, WrongCadence
from dondoc.rules.proposals import from_reading, propose

QUARTERLY = {
    "phrase": "hằng quý",
    "every": "quarter",
    "rrule": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "printed_day": None,
    "certainty": "stated",
}


def a_deadline(**given: Any) -> dict[str, Any]:
    usual = {
        "phrase": "trước ngày 15/6",
        "kind": "day",
        "role": "latest",
        "printed": "2025-06-15",
        "until": "2025-06-14T17:00:00+07:00",
        "certainty": "stated",
    }
    return usual | given


def a_duty(
    kind: str,
    *deadlines: dict[str, Any],
    recurrence: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return {"text": "…", "kind": kind, "deadlines": list(deadlines), "recurrence": recurrence}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("launch", {"form": "once", "certainty": "proposed", "days": 15}),
        ("concretise", {"form": "once", "certainty": "proposed", "days": 15}),
        ("advise", {"form": "once", "certainty": "proposed", "days": 15}),
        ("propaganda", {"form": "monthly", "certainty": "proposed", "day": 25}),
        ("mobilise", {"form": "each_wave", "certainty": "proposed", "days": -10, "edge": "end"}),
        ("coordinate", {"form": "each_wave", "certainty": "proposed", "days": -10, "edge": "end"}),
        ("supervise", {"form": "each_wave", "certainty": "proposed", "days": -10, "edge": "end"}),
        ("appraise", {"form": "each_wave", "certainty": "proposed", "days": 5, "edge": "end"}),
        ("evaluate", {"form": "each_wave", "certainty": "proposed", "days": 10, "edge": "end"}),
        ("commend", {"form": "each_wave", "certainty": "proposed", "days": 10, "edge": "end"}),
        (
            "summarise",
            {
                "form": "each_wave",
                "certainty": "proposed",
                "days": 15,
                "edge": "end",
                "on_summary_due": True,
            },
        ),
        ("report", {"form": "each_wave", "certainty": "proposed", "edge": "end"}),
        ("train", {"form": "each_wave", "certainty": "proposed", "edge": "end"}),
        ("other", {"form": "each_wave", "certainty": "proposed", "edge": "end"}),
        ("finance", {"form": "none", "certainty": "proposed"}),
    ],
)
def test_each_kind_has_its_proposal(kind: str, expected: dict[str, Any]) -> None:
    assert propose(kind, requested=False).to_json() == expected


def test_whatever_is_asked_of_a_body_is_one_report_before_each_waves_end() -> None:
    kinds = ("propaganda", "launch", "mobilise", "report")

    found = [propose(kind, requested=True).to_json() for kind in kinds]

    assert found == [
        {"form": "each_wave", "certainty": "proposed", "days": -10, "edge": "end"} for _ in kinds
    ]


def test_money_is_dated_for_nobody() -> None:
    assert propose("finance", requested=True).form is Form.NONE


def test_a_stated_deadline_wins_over_the_proposal() -> None:
    found = from_reading(a_duty("propaganda", a_deadline()), requested=False)

    assert found.form is Form.DATES
    assert [(d.on, d.at, d.printed, d.certainty) for d in found.dates] == [
        (date(2025, 6, 14), None, date(2025, 6, 15), "stated")
    ]


def test_a_stated_hour_is_kept() -> None:
    duty = a_duty("report", a_deadline(kind="hour", until="2025-06-15T10:30:00+07:00"))

    assert from_reading(duty, requested=False).dates[0].at == "10:30"


def test_a_hoped_for_day_stands_beside_the_last_day() -> None:
    hoped = a_deadline(role="expected", phrase="dự kiến 10/6", until="2025-06-10T17:00:00+07:00")

    found = from_reading(a_duty("report", a_deadline(), hoped), requested=False)

    assert [(d.on, d.expected) for d in found.dates] == [(date(2025, 6, 14), date(2025, 6, 10))]


def test_a_hoped_for_day_alone_is_the_deadline() -> None:
    hoped = a_deadline(role="expected", until="2025-06-10T17:00:00+07:00")

    found = from_reading(a_duty("report", hoped), requested=False)

    assert [(d.on, d.expected) for d in found.dates] == [(date(2025, 6, 10), date(2025, 6, 10))]


def test_what_makes_nothing_due_falls_back_to_the_proposal_and_is_noted() -> None:
    aim = a_deadline(role="aim", phrase="phấn đấu quý II")

    found = from_reading(a_duty("launch", aim), requested=False)

    assert found == propose("launch", requested=False).model_copy(
        update={"notes": ("phấn đấu quý II",)}
    )


def after_event(phrase: str, **given: Any) -> Cadence:
    deadline = a_deadline(**{"kind": "after_event", "until": None, "phrase": phrase} | given)
    return from_reading(a_duty("launch", deadline), requested=True)


@pytest.mark.parametrize(
    ("phrase", "anchor", "name", "days"),
    [
        (
            "sau khi tỉnh ban hành hướng dẫn",
            "tinh-ban-hanh-huong-dan",
            "tỉnh ban hành hướng dẫn",
            10,
        ),
        (
            "ngay sau khi có văn bản hướng dẫn của Sở Nội vụ",
            "co-van-ban-huong-dan-cua-so-noi-vu",
            "có văn bản hướng dẫn của Sở Nội vụ",
            10,
        ),
        ("trước Đại hội", "dai-hoi", "Đại hội", -10),
    ],
)
def test_what_waits_for_an_event_hangs_on_it_and_the_number_of_days_is_proposed(
    phrase: str, anchor: str, name: str, days: int
) -> None:
    assert after_event(phrase).to_json() == {
        "form": "after",
        "certainty": "proposed",
        "days": days,
        "anchor": anchor,
        "anchor_name": name,
        "phrase": phrase,
    }


@pytest.mark.parametrize(
    ("phrase", "anchor", "days", "unit"),
    [
        ("trong thời hạn 05 ngày kể từ ngày nhận được hồ sơ", "nhan-duoc-ho-so", 5, "calendar"),
        ("07 ngày làm việc sau khi có thông báo", "co-thong-bao", 7, "working"),
        ("trước ngày bầu cử 23 ngày", "ngay-bau-cu", -23, "calendar"),
        ("chậm nhất 05 ngày làm việc trước khi khai mạc", "khai-mac", -5, "working"),
        ("trước 10 ngày trước khi tổ chức hội nghị", "to-chuc-hoi-nghi", -10, "calendar"),
        ("05 ngày làm việc kể từ ngày ban hành Kế hoạch này", "issue", 5, "working"),
    ],
)
def test_a_number_of_days_in_the_text_is_stated(
    phrase: str, anchor: str, days: int, unit: str
) -> None:
    found = after_event(phrase)

    assert (found.anchor, found.days, found.unit) == (anchor, days, unit)
    assert found.certainty == "stated"


def test_the_day_of_an_event_that_the_text_gives_elsewhere_is_taken_over() -> None:
    found = after_event(
        "trước ngày bầu cử 23 ngày", kind="before_event", until="2026-02-20T17:00:00+07:00"
    )

    assert (found.form, found.anchor_on, found.days) == (Form.AFTER, date(2026, 3, 15), -23)


@pytest.mark.parametrize(
    "phrase",
    [
        "chậm nhất là 20 ngày trước ngày bầu cử (ngày 20/02/2026)",
        "trong thời gian 15 ngày kể từ ngày 05/02/2026",
        "sau 15 ngày kể từ ngày ký",
    ],
)
def test_a_term_with_a_calendar_date_of_its_own_is_that_date(phrase: str) -> None:
    found = after_event(phrase, until="2026-02-20T17:00:00+07:00")

    assert (found.form, [one.on for one in found.dates]) == (Form.DATES, [date(2026, 2, 20)])


def test_an_event_beside_a_date_of_the_text_is_a_note() -> None:
    event = a_deadline(kind="after_event", until=None, phrase="sau khi có hướng dẫn của tỉnh")

    found = from_reading(a_duty("report", event, a_deadline()), requested=False)

    assert (found.form, found.notes) == (Form.DATES, ("sau khi có hướng dẫn của tỉnh",))


def test_a_stated_rhythm_is_stated() -> None:
    found = from_reading(a_duty("propaganda", recurrence=QUARTERLY), requested=False)

    assert found.to_json() == {
        "form": "rrule",
        "certainty": "stated",
        "rule": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
        "every": "quarter",
        "phrase": "hằng quý",
    }


def test_a_date_beside_a_rhythm_is_not_lost() -> None:
    found = from_reading(a_duty("report", a_deadline(), recurrence=QUARTERLY), requested=False)

    assert found.form is Form.RRULE
    assert [d.on for d in found.dates] == [date(2025, 6, 14)]


@pytest.mark.parametrize(
    ("kind", "requested", "edge", "days"),
    [
        ("evaluate", False, "end", 10),
        ("commend", False, "end", 10),
        ("supervise", False, "end", -10),
        ("evaluate", True, "end", 10),
        ("propaganda", False, "end", 0),
        ("propaganda", True, "end", -10),
        ("launch", False, "start", 5),
    ],
)
def test_of_each_wave_the_rhythm_is_stated_and_the_day_proposed(
    kind: str, requested: bool, edge: str, days: int
) -> None:
    wave = {"phrase": "mỗi đợt thi đua", "every": "wave", "rrule": None, "certainty": "stated"}

    found = from_reading(a_duty(kind, recurrence=wave), requested=requested)

    assert (found.form, found.edge, found.days) == (Form.EACH_WAVE, edge, days)
    assert (found.certainty, found.phrase) == ("proposed", "mỗi đợt thi đua")


@pytest.mark.parametrize(
    ("every", "phrase"),
    [
        ("event", "sau mỗi hội nghị"),
        ("unspecified", "định kỳ"),
        ("semester", "giữa học kỳ I"),
        ("a class of another version", "theo mùa vụ"),
    ],
)
def test_a_rhythm_that_no_rule_expresses_falls_back_to_the_proposal(
    every: str, phrase: str
) -> None:
    vague = {"phrase": phrase, "every": every, "rrule": None, "certainty": "stated"}

    found = from_reading(a_duty("propaganda", recurrence=vague), requested=False)

    assert (found.form, found.day, found.notes) == (Form.MONTHLY, 25, (phrase,))


@pytest.mark.parametrize(
    ("every", "phrase", "rule"),
    [
        ("semester", "cuối mỗi học kỳ", "FREQ=YEARLY;BYMONTH=1,5;BYMONTHDAY=-1"),
        ("semester", "cuối học kỳ I", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1"),
        ("semester", "kết thúc Học kỳ 2", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=-1"),
        ("school_year", "cuối năm học", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=-1"),
    ],
)
def test_of_a_school_year_the_rhythm_is_stated_and_the_day_proposed(
    every: str, phrase: str, rule: str
) -> None:
    rhythm = {"phrase": phrase, "every": every, "rrule": None, "certainty": "stated"}

    found = from_reading(a_duty("report", recurrence=rhythm), requested=False)

    assert (found.form, found.rule) == (Form.RRULE, rule)
    assert (found.certainty, found.phrase) == ("proposed", phrase)


def test_a_start_bounds_what_is_proposed_and_makes_nothing_due() -> None:
    start = a_deadline(role="start", phrase="từ ngày 01/4", printed="2025-04-01", until=None)

    found = from_reading(a_duty("propaganda", start), requested=False)

    assert found == propose("propaganda", requested=False).model_copy(
        update={"notes": ("từ ngày 01/4",), "since": date(2025, 4, 1)}
    )


def test_a_start_bounds_a_stated_rhythm() -> None:
    start = a_deadline(
        role="start", kind="month", phrase="từ tháng 7", until=None,
        **{"printed": "2025-07-31", "from": "2025-07-01"},
    )  # fmt: skip

    found = from_reading(a_duty("report", start, recurrence=QUARTERLY), requested=False)

    assert (found.form, found.since) == (Form.RRULE, date(2025, 7, 1))


@pytest.mark.parametrize(
    ("rhythm", "limit", "expected"),
    [((10, 25), (27, 41), True), ((10, 25), (60, 74), False), ((40, 50), (20, 34), False)],
)
def test_a_date_right_behind_a_rhythm_is_the_date_of_its_period(
    rhythm: tuple[int, int], limit: tuple[int, int], expected: bool
) -> None:
    duty = a_duty("report", a_deadline(span=limit), recurrence=QUARTERLY | {"span": rhythm})

    (found,) = from_reading(duty, requested=False).dates

    assert found.of_rhythm is expected


@pytest.mark.parametrize(
    "cadence",
    [
        propose("summarise", requested=False),
        from_reading(a_duty("report", a_deadline(), recurrence=QUARTERLY), requested=False),
        Cadence(form=Form.YEARLY, day=31, month=2, shift=Shift.NEXT, until=date(2030, 1, 1)),
    ],
)
def test_a_cadence_survives_being_stored(cadence: Cadence) -> None:
    assert Cadence.from_json(cadence.to_json()) == cadence


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"form": "weekly"}, "cadence.form: giá trị “weekly” không dùng được"),
        ({}, "cadence.form: thiếu khóa bắt buộc"),
        ({"form": "monthly"}, "monthly cần day"),
        ({"form": "monthly", "day": 0}, "monthly cần day"),
        ({"form": "monthly", "day": 32}, "cadence.day: giá trị “32”"),
        ({"form": "each_wave", "days": 3}, "each_wave cần edge"),
        ({"form": "once", "days": -1}, "once cần days từ 0 trở lên"),
        ({"form": "dates"}, "dates cần ít nhất một ngày"),
        ({"form": "after", "days": 3}, "after cần anchor"),
        ({"form": "after", "anchor": "Bầu cử"}, "cadence.anchor: giá trị “Bầu cử”"),
        ({"form": "once", "unit": "calendar"}, "unit: calendar chỉ dùng với after"),
        ({"form": "rrule"}, "rrule cần rule"),
        ({"form": "rrule", "rule": "FREQ=SECONDLY"}, "rrule cần rule"),
        ({"form": "rrule", "rule": "FREQ=MONTHLY;BYDAY=XX"}, "không đúng RFC 5545"),
        ({"form": "once", "dayz": 3}, "cadence.dayz: không có khóa nào tên như vậy"),
    ],
)
def test_a_wrong_cadence_names_what_is_wrong(given: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongCadence, match=message):
        Cadence.from_json(given)
