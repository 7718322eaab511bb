"""The picture of a year, of any year: all is drawn, inside, readable, and well-formed."""

import random
from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.reports.year_svg import svg_of
from dondoc.rules.calendar import calendar_of
from dondoc.rules.waves import proposals
from dondoc.rules.year_facts import Due, Kind, SummaryDue, YearFacts
from dondoc.rules.year_picture import draw
from dondoc.rules.year_rows import MIDDLE, NARROW, WIDE, Format
from dondoc.rules.year_shapes import Box, Line, Picture, Symbol, Words

CALENDAR = calendar_of({})
TITLE = "Kế hoạch “<Tết> & xuân” " * 6
Known = st.integers(0, 10_000)


@st.composite
def years(draw_one: st.DrawFn) -> YearFacts:
    """Any plan of two weeks to two years with up to 80 deadlines."""
    first = date(2024, 11, 1) + timedelta(days=draw_one(st.integers(0, 700)))
    last = first + timedelta(days=draw_one(st.integers(14, 730)))
    known = draw_one(st.sampled_from(proposals(first, last, calendar=CALENDAR)))
    dice = random.Random(draw_one(Known))  # noqa: S311 # any deadlines will do
    span = (last - first).days
    days = [
        first + timedelta(days=dice.randint(-40, span + 40)) for _ in range(dice.randint(0, 80))
    ]
    return YearFacts(
        title=TITLE, first=first, last=last, waves=known.waves,
        dues=tuple(Due(day, dice.choice(list(Kind)), f"V.1 Hội & <đoàn>: {day}") for day in days),
        summaries=tuple(
            SummaryDue(wave.summary_due_on or wave.ends_on, f"nộp sơ kết {wave.name}")
            for wave in known.waves
        ),
        mails={day: dice.randint(1, 40) for day in days if dice.random() < 0.5},
        calendar=CALENDAR, today=first + timedelta(days=dice.randint(-300, span + 300)),
        undated=dice.randint(0, 3),
    )  # fmt: skip


def boxes(picture: Picture) -> list[Box]:
    """The room that every shape takes up."""
    found = []
    for shape in picture.shapes:
        match shape:
            case Box():
                found.append(shape)
            case Words():
                found.append(shape.box)
            case Symbol():
                found.append(Box(shape.x - 8.5, shape.y - 8.5, 17, 17, ""))
            case Line():
                left, top = min(shape.x1, shape.x2), min(shape.y1, shape.y2)
                found.append(Box(left, top, abs(shape.x2 - shape.x1), abs(shape.y2 - shape.y1), ""))
    return found


def over_each_other(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


formats = st.sampled_from([WIDE, MIDDLE, NARROW])


@given(years(), formats)
@settings(max_examples=60)
def test_every_deadline_near_the_plan_is_drawn_once_and_nothing_lies_outside(
    facts: YearFacts, page: Format
) -> None:
    picture = draw(facts, page)

    signs = [shape for shape in picture.shapes if isinstance(shape, Symbol) and shape.title]
    assert sum(sign.count for sign in signs) == len(facts.dues) - facts.left_out
    outside = [
        box
        for box in boxes(picture)
        if box.x < -0.5
        or box.y < -0.5
        or box.x + box.width > picture.width + 0.5
        or box.y + box.height > picture.height + 0.5
    ]
    assert outside == []


@given(years(), formats)
@settings(max_examples=40)
def test_no_words_beside_the_days_lie_over_each_other(facts: YearFacts, page: Format) -> None:
    looks = {"off-name", "summary", "today"}
    words = [one.box for one in draw(facts, page).words() if one.look in looks]

    assert [pair for pair in combinations(words, 2) if over_each_other(*pair)] == []


@given(years(), formats)
@settings(max_examples=40)
def test_the_file_is_well_formed_and_says_itself_what_it_shows(
    facts: YearFacts, page: Format
) -> None:
    root = ElementTree.fromstring(svg_of(draw(facts, page)))  # noqa: S314 # our own words

    title, desc = root[0], root[1]
    assert (title.text, desc.tag.rpartition("}")[2]) == (
        f"Thời gian của kế hoạch: {TITLE}", "desc",
    )  # fmt: skip
    assert [element.tag for element in root.iter() if element.tag.endswith("script")] == []


def a_year(*dues: Due, today: date = date(2026, 6, 1)) -> Picture:
    (waves,) = [p.waves for p in proposals(date(2026, 1, 1), date(2026, 12, 31), calendar=CALENDAR)
                if p.key == "halves"]  # fmt: skip
    facts = YearFacts(
        title="Kế hoạch", first=date(2026, 1, 1), last=date(2026, 12, 31), waves=waves, dues=dues,
        summaries=(), mails={date(2026, 6, 12): 4}, calendar=CALENDAR, today=today,
    )  # fmt: skip
    return draw(facts, WIDE)


def test_waves_holidays_worked_saturdays_today_and_reminders_are_named() -> None:
    words = [one.text for one in a_year().words()]

    for said in ("Đợt 1", "Đợt 2", "Tết Nguyên đán", "làm bù 22/8", "hôm nay 1/6", "4"):
        assert said in words


def test_deadlines_of_one_day_and_kind_are_one_sign_that_names_them_all() -> None:
    day = date(2026, 6, 15)

    picture = a_year(Due(day, Kind.STATED, "V.1 A"), Due(day, Kind.STATED, "V.2 B"),
                     Due(day, Kind.OVERDUE, "V.3 C"))  # fmt: skip

    signs = [shape for shape in picture.shapes if isinstance(shape, Symbol) and shape.title]
    assert [(sign.kind, sign.count, sign.title) for sign in signs] == [
        ("overdue", 1, "15/06/2026\nV.3 C"),
        ("stated", 2, "15/06/2026\nV.1 A\nV.2 B"),
    ]
