"""The sample on any day: its board shows life, and preparing it again changes nothing."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from dondoc.operate import demo
from dondoc.usecases import show
from dondoc.usecases.year_picture import year_picture
from dondoc.wiring import App, throw_away
from models.assignment import State
from models.outbox import MailState
from models.queries import outbox, plans, summaries, wards
from tests.usecases.play import local

#: A Monday in autumn, Tết's eve, and New Year's day.
DAYS = ("2026-11-23 09:00", "2026-02-16 20:00", "2027-01-01 00:10")
#: Made anew by ``PICTURES=docs/images`` in the environment of this test.
README_PICTURE = Path(__file__).parents[2] / "docs" / "images" / "nam-ke-hoach.svg"


@dataclass
class Sample:
    """The prepared sample, and what it said meanwhile."""

    app: App
    now: datetime
    said: list[str]

    def views(self) -> list[show.AssignmentView]:
        with self.app.reading() as session:
            (ward_id,) = wards.ward_ids(session)
            return show.assignments(session, ward_id, now=self.now)

    def dump(self) -> dict[str, list[str]]:
        with self.app.reading() as session:
            return {
                table.name: sorted(
                    str(tuple(row)) for row in session.execute(select(*table.columns))
                )
                for table in SQLModel.metadata.sorted_tables
            }


@pytest.fixture(scope="module", params=DAYS)
def sample(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sample]:
    made = Sample(throw_away(tmp_path_factory.mktemp("sample")), local(request.param), [])
    demo.prepare(made.app, say=made.said.append, now=made.now)
    yield made
    made.app.engine.dispose()


def test_the_board_shows_every_standing(sample: Sample) -> None:
    found = Counter(view.standing.value for view in sample.views())

    wanted = ("not_due", "due_soon", "overdue", "waiting", "on_time", "late")
    assert [standing for standing in wanted if not found[standing]] == []
    assert found["on_time"] > found["late"] > 0


def test_something_was_returned_and_someone_asks_for_more_time(sample: Sample) -> None:
    views = sample.views()

    returned = [view.code for view in views if view.state is State.RETURNED]
    asked = [view.code for view in views if view.waiting_for == "extension"]
    assert (len(returned) >= 1, len(asked) >= 1) == (True, True)


def test_the_plan_began_months_ago_and_ends_in_months(sample: Sample) -> None:
    with sample.app.reading() as session:
        (plan,) = plans.plans_of(session, 1)

    assert plan.starts_on is not None
    assert plan.ends_on is not None
    today = sample.now.astimezone(local("2026-01-01 00:00").tzinfo).date()
    assert 7 * 30 <= (today - plan.starts_on).days <= 9 * 31
    assert 3 * 30 <= (plan.ends_on - today).days <= 5 * 31


def test_the_first_wave_is_summed_up_and_all_mails_have_left(sample: Sample) -> None:
    with sample.app.reading() as session:
        summed = [(row.kind, row.state.value) for row in summaries.summaries_of(session, 1)]
        states = {mail.state for mail in outbox.mails_of(session, 1, limit=5000)}

    assert summed == [("interim", "signed")]
    assert states <= {MailState.SENT, MailState.DROPPED}


def test_the_mailbox_holds_mails_that_can_be_read(sample: Sample) -> None:
    folder: Path = sample.app.settings.data_dir / "sent"

    read = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in folder.rglob("*.eml")
    ]

    assert len(read) == demo.SHOWN_MAILS
    assert all(str(mail["Subject"]).startswith("[Phường 4] ") for mail in read)


def test_nothing_happened_after_now(sample: Sample) -> None:
    with sample.app.reading() as session:
        mails = outbox.mails_of(session, 1, limit=5000)
        latest = max(mail.made_at for mail in mails)
        ids = [view.id for view in sample.views()]
        events = [
            e.at for row_id in ids for e in show.detail(session, row_id, now=sample.now).events
        ]

    assert (latest <= sample.now, max(events) <= sample.now) == (True, True)


def test_preparing_again_changes_nothing_and_says_that_it_goes_on(sample: Sample) -> None:
    before, said = sample.dump(), len(sample.said)

    demo.prepare(sample.app, say=sample.said.append, now=sample.now)

    assert sample.dump() == before
    assert sample.said[said:] == ["Tiếp tục với dữ liệu đã có."]


def test_progress_is_told_month_by_month(sample: Sample) -> None:
    months = [line for line in sample.said if line.startswith("  … đến tháng ")]

    assert 7 <= len(months) <= 9
    assert months == sorted(set(months), key=months.index)


@pytest.mark.parametrize("sample", DAYS[:1], indirect=True)
def test_the_picture_of_a_year_in_the_readme_is_what_the_sample_gives(sample: Sample) -> None:
    with sample.app.reading() as session:
        (plan,) = plans.plans_of(session, wards.ward_ids(session)[0])
        drawn = year_picture(session, plan.id or 0, width="wide", now=sample.now)
    if folder := os.environ.get("PICTURES"):
        (Path(folder) / README_PICTURE.name).write_text(drawn, "utf-8")

    assert drawn == README_PICTURE.read_text("utf-8")
