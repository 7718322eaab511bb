"""What holds for any sentence about time, and how long it may take to read one."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.reading.times.deadlines import deadlines_in
from dondoc.reading.times.frame import TimeFrame
from dondoc.reading.times.recurrences import recurrences_in
from dondoc.reading.work.duties import duties_of
from dondoc.rules.cadence import Cadence
from dondoc.rules.proposals import from_reading

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "phrases" / "time.yaml").read_text("utf-8")
)
PHRASES = [str(row["text"]) for rows in TABLE.values() for row in rows]
EVENTS = {"ngày bầu cử": date(2027, 5, 23)}
FRAMES = (
    TimeFrame(),
    TimeFrame(2027, EVENTS, issued_on=date(2027, 1, 12)),
    TimeFrame(2027, EVENTS, about_time=True),
    TimeFrame(2027, issued_on=date(2027, 12, 20), school_year=2027),
)
_SAID = st.one_of(
    st.sampled_from(PHRASES),
    st.sampled_from(
        [
            "Báo cáo kết quả", "tổng kết", "và", ",", ";", ".", "(", ")", "Gửi số liệu", "\n", "ngày",
            "định kỳ", "6 tháng", "năm", "quý", "trước", "31/02", "29/2/2027", "0/0", "99 ngày", "hằng",
        ]
    ),
    st.builds("{}/{}/{}".format, st.integers(0, 40), st.integers(0, 15), st.integers(0, 9999)),
    st.text(max_size=6),
)  # fmt: skip
SENTENCES = st.lists(_SAID, min_size=1, max_size=8).map(" ".join)


@given(SENTENCES, st.sampled_from(FRAMES))
@settings(max_examples=400)
def test_every_value_is_the_text_of_its_place_and_dates_are_in_order(
    text: str, frame: TimeFrame
) -> None:
    for duty in duties_of(text, frame):
        assert text[slice(*duty.span)] == duty.text
        if duty.recurrence:
            assert text[slice(*duty.recurrence.span)] == duty.recurrence.phrase
        for limit in duty.deadlines:
            assert text[slice(*limit.span)] == limit.phrase
            assert duty.span[0] <= limit.span[0] < limit.span[1] <= duty.span[1]
            if limit.from_ and limit.printed:
                assert limit.from_ <= limit.printed


@given(SENTENCES, st.sampled_from(FRAMES))
@settings(max_examples=200)
def test_no_words_belong_to_two_values(text: str, frame: TimeFrame) -> None:
    rhythms = [one.span for one in recurrences_in(text)]
    limits = [one.span for one in deadlines_in(text, frame, taken=rhythms)]

    for places in (sorted(rhythms), sorted(limits)):
        assert [(a, b) for a, b in pairwise(places) if a[1] > b[0]] == []


@given(SENTENCES, st.sampled_from(FRAMES), st.booleans())
@settings(max_examples=200)
def test_whatever_is_read_becomes_a_cadence_that_can_be_stored(
    text: str, frame: TimeFrame, requested: bool
) -> None:
    for duty in duties_of(text, frame):
        cadence = from_reading(duty.to_json(), requested=requested)

        assert Cadence.from_json(cadence.to_json()) == cadence
