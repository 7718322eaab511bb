"""Random changes of what dates are made from: waves, rhythms, anchors, calendar, whole plans."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlmodel import Session

from dondoc.reading.draft import Reading
from dondoc.reading.read import read_text
from dondoc.rules.waves import WaveSpan
from dondoc.usecases import (
    amend,
    amend_confirm,
    anchors,
    confirm,
    import_plan,
    recadence,
    ward_calendar,
    waves,
)
from dondoc.usecases import draft as drafts
from dondoc.usecases.anchors import Document
from dondoc.usecases.ward_calendar import DayEdit
from models.plan import Plan
from models.queries import replanning
from tests.factories import OFFICER, draft_plan
from tests.usecases.year_play import RHYTHMS, cut, rhythm
from tests.usecases.year_rules import WorkOfAWard, picks, texts

OWN_PLAN = Path(__file__).parent.parent / "golden" / "own_plan.txt"


@cache
def own_reading() -> Reading:
    """Return the project's own plan as it is read; once for all years."""
    return read_text(OWN_PLAN.read_text("utf-8"))


class PlansOfAWard(WorkOfAWard):
    """What the officer may change in the plans and in the calendar."""

    @rule(ends=st.lists(st.integers(20, 290), min_size=1, max_size=3, unique=True), text=texts)
    def waves_are_edited(self, ends: list[int], text: str) -> None:
        year = self.year
        with year.app.reading() as session:
            plan = session.get_one(Plan, year.plan_id)
        first, spans = plan.starts_on or year.day(0), []
        for number, last in enumerate(cut(ends), start=1):
            if last > first:
                spans.append(WaveSpan(f"2025-{number}", f"Đợt {number}", first, last, "interim"))
                first = last + timedelta(days=1)
        year.act(
            lambda session: waves.edit(
                session, year.plan_id, spans, reason=text, actor=OFFICER, now=year.now
            ),
            log=None,
        )

    @rule(pick=picks, number=picks, text=texts)
    def a_duty_gets_another_rhythm(self, pick: int, number: int, text: str) -> None:
        year = self.year

        def do(session: Session) -> None:
            paths = {c.path for c in drafts.of_plan(session.get_one(Plan, year.plan_id)).clauses}
            found = replanning.duties_of(session, [year.plan_id])
            live = [duty.id or 0 for duty, clause in found if clause.path in paths]
            if live:
                recadence.edit(
                    session, year.plan_id, live[pick % len(live)], rhythm(number), reason=text,
                    actor=OFFICER, now=year.now,
                )  # fmt: skip

        year.act(do, log=None)

    @rule(ahead=st.integers(-30, 120), known=st.booleans())
    def the_awaited_document_comes(self, ahead: int, known: bool) -> None:
        year = self.year
        document = Document(number="12/HD-UBND", title="Hướng dẫn") if known else None
        year.act(
            lambda session: anchors.set_day(
                session, year.plan_id, "huong-dan", on=year.day(ahead), document=document,
                actor=OFFICER, now=year.now,
            ),
            log=None,
        )  # fmt: skip

    @rule(name=st.sampled_from(["ngày hội Đại đoàn kết", "tỉnh ban hành kế hoạch"]))
    def an_anchor_is_added(self, name: str) -> None:
        year = self.year
        year.act(
            lambda session: anchors.add(
                session, year.plan_id, name, actor=OFFICER, now=year.now
            ),
            log=1,
        )  # fmt: skip

    @rule(
        ahead=st.integers(-20, 120), length=st.integers(0, 6),
        kind=st.sampled_from(["off", "working", "rule"]),
    )  # fmt: skip
    def the_calendar_is_edited(self, ahead: int, length: int, kind: Any) -> None:
        year = self.year
        edit = DayEdit(
            first=year.day(ahead), last=year.day(ahead + length), kind=kind, reason="tránh bão"
        )
        year.act(
            lambda session: ward_calendar.set_days(
                session, year.ward_id, edit, actor=OFFICER, now=year.now
            ),
            log=1,
        )

    @rule()
    def the_calendar_is_confirmed(self) -> None:
        year = self.year
        number = year.day(0).year
        year.act(
            lambda session: ward_calendar.confirm_year(
                session, year.ward_id, number, actor=OFFICER, now=year.now
            ),
            log=None,
        )

    @precondition(lambda self: len(self.year.plans) == 1)
    @rule()
    def another_plan_is_read_and_confirmed(self) -> None:
        year = self.year

        def do(session: Session) -> None:
            plan = import_plan.import_plan(
                session, year.ward_id, reading=own_reading(), file_name="own_plan.txt",
                file_bytes=OWN_PLAN.read_bytes(), now=year.now,
            )  # fmt: skip
            confirm.confirm(
                session, plan.id or 0, actor=OFFICER, now=year.now, issued_on=year.day(-3)
            )
            year.plans.append(plan.id or 0)

        year.act(do, log=1)

    @rule(drop=picks, change=picks, number=picks, whole=st.booleans())
    def the_plan_is_amended(self, drop: int, change: int, number: int, whole: bool) -> None:
        year = self.year

        def do(session: Session) -> None:
            plan = session.get_one(Plan, year.plan_id)
            clauses = drafts.to_json(drafts.of_plan(plan))["clauses"]
            clauses[change % len(clauses)]["duties"][0]["cadence"] = RHYTHMS[number % len(RHYTHMS)]
            if len(clauses) > 3:
                del clauses[drop % len(clauses)]
            document = draft_plan(
                session, year.ward_id, clauses, now=year.now, issued_on=year.day(0),
                number=f"{number}/KH-UBND", title="Sửa đổi phong trào",
            )  # fmt: skip
            amend.choose(
                session, document.id or 0, of=year.plan_id, whole=whole, actor=OFFICER, now=year.now
            )
            amend_confirm.confirm(session, document.id or 0, actor=OFFICER, now=year.now)

        # The choice of the plan in force, and the confirmation.
        year.act(do, log=2)
