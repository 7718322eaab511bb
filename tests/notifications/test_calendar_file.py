"""Calendar files: what the standards ask, what phones show, and every Vietnamese letter."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from unicodedata import normalize
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar import Event as Entry

from notifications.calendar_file import Event, Method, attached, calendar_file
from notifications.calendar_words import DatedWork, event_of
from notifications.message import Address
from tests.notifications import rfc5545

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
OFFICE = Address("UBND Phường 4", "dondoc@phuong4.example")
GIVEN_OUT = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
WORK = DatedWork(
    uid="0e2bd3b0-0000-5000-8000-000000000001",
    sequence=0,
    stamped_at=GIVEN_OUT,
    due_at=datetime(2025, 4, 10, 17, 0, tzinfo=ZONE),
    alarm_at=datetime(2025, 4, 9, 7, 30, tzinfo=ZONE),
    code="V.4/1@radio#2025-04",
    clause_path="V.4",
    plan="Kế hoạch số 12/KH-UBND",
    duty_text="tuyên truyền phong trào thi đua, gương “người tốt; việc tốt”",
    unit_name="Cán bộ Truyền thanh Phường",
    requested=False,
)


def published(*works: DatedWork) -> bytes:
    return calendar_file(
        [event_of(work) for work in works], method=Method.PUBLISH, organizer=OFFICE
    )


def parsed(content: bytes) -> list[Entry]:
    """The events as the library reads them; it keeps to itself what it could not understand."""
    calendar = Calendar.from_ical(content)
    assert [part.errors for part in calendar.walk() if part.errors] == []
    return list(calendar.events)


def end_of(event: Entry) -> datetime:
    assert isinstance(event.end, datetime)
    return event.end


def test_a_deadline_is_the_end_of_an_event_with_an_alarm_on_the_working_day_before() -> None:
    (event,) = rfc5545.read(published(WORK)).events

    (alarm,) = event.inside("VALARM")
    assert (event["DTSTART"], event["DTEND"]) == ("20250410T163000", "20250410T170000")
    assert event.all("DTEND")[0].parameters == {"TZID": "Asia/Ho_Chi_Minh"}
    assert alarm["TRIGGER"] == "-P1DT9H"
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")
    assert (event["DTSTAMP"], event["LAST-MODIFIED"]) == ("20250303T010000Z", "20250303T010000Z")
    assert event["SUMMARY"] == (
        "Hạn 17:00: Tuyên truyền phong trào thi đua, gương “người tốt; việc tốt”"
    )
    assert event["DESCRIPTION"].splitlines() == [
        "Tuyên truyền phong trào thi đua, gương “người tốt; việc tốt”",
        "Mục V.4, Kế hoạch số 12/KH-UBND",
        "Đơn vị chủ trì: Cán bộ Truyền thanh Phường",
        "Thời hạn: 17:00, thứ Năm, 10/04/2025",
        "Mã: V.4/1@radio#2025-04",
    ]


def test_the_library_reads_the_same_instants_back() -> None:
    (event,) = parsed(published(WORK))

    assert end_of(event) == WORK.due_at
    assert end_of(event).utcoffset() == timedelta(hours=7)
    assert event.decoded("organizer") == "mailto:dondoc@phuong4.example"
    assert event["organizer"].params["CN"] == "UBND Phường 4"


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({"requested": True}, "Đề nghị trước 17:00: Vận động"),
        ({"reader": "support"}, "Phối hợp, trước 17:00: Vận động"),
        ({"reader": "ward"}, "Hạn 17:00, Cán bộ Truyền thanh Phường: Vận động"),
        ({"standing": "reported"}, "Đã báo cáo: Vận động"),
        ({"standing": "done"}, "Đã hoàn thành: Vận động"),
        (
            {"standing": "done", "reader": "ward"},
            "Đã hoàn thành, Cán bộ Truyền thanh Phường: Vận động",
        ),
    ],
)
def test_the_title_says_what_it_is_to_its_reader(changed: dict[str, object], title: str) -> None:
    work = replace(WORK, duty_text="vận động", **changed)  # type: ignore[arg-type]

    assert rfc5545.read(published(work)).events[0]["SUMMARY"] == title


def test_a_requested_body_is_asked_in_the_text_too() -> None:
    work = replace(WORK, requested=True, url="https://d.example/l/abc")

    lines = rfc5545.read(published(work)).events[0]["DESCRIPTION"].splitlines()

    assert lines[2:4] == [
        "Đơn vị được đề nghị: Cán bộ Truyền thanh Phường",
        "Thời gian đề nghị: 17:00, thứ Năm, 10/04/2025",
    ]
    assert lines[-1] == "Thông tin kết quả tại: https://d.example/l/abc"


@pytest.mark.parametrize(
    "changed",
    [
        {"standing": "reported"},
        {"standing": "done"},
        {"stamped_at": datetime(2025, 4, 9, 8, 0, tzinfo=ZONE)},
    ],
    ids=["reported", "done", "made after the alarm's moment"],
)
def test_no_alarm_rings_for_what_is_done_or_past(changed: dict[str, object]) -> None:
    work = replace(WORK, **changed)  # type: ignore[arg-type]

    assert rfc5545.read(published(work)).events[0].inside("VALARM") == []


def test_only_an_event_with_the_readers_own_link_is_private() -> None:
    own = replace(WORK, uid="1", url="https://d.example/l/abc")
    board = replace(WORK, uid="2", url="https://d.example/nhiem-vu/1", reader="ward")

    events = rfc5545.read(published(own, board, WORK)).events

    assert [event.get("CLASS") for event in events] == ["PRIVATE", None, None]
    assert [event.get("URL") for event in events] == [own.url, board.url, None]


def test_what_is_withdrawn_is_cancelled_under_the_same_uid_without_an_alarm() -> None:
    ended = replace(WORK, sequence=3, standing="ended", reason="Kế hoạch đã được thay thế.")
    file = attached([event_of(ended)], method=Method.CANCEL, organizer=OFFICE)

    (event,) = rfc5545.read(file.content).events

    assert file.media_type == "text/calendar; charset=utf-8; method=CANCEL"
    assert file.file_name == "bo-khoi-lich.ics"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (WORK.uid, "3", "CANCELLED")
    assert "Lý do: Kế hoạch đã được thay thế." in event["DESCRIPTION"].splitlines()


def test_the_same_events_give_the_same_bytes() -> None:
    assert published(WORK) == published(WORK)


def test_a_file_with_a_name_can_be_subscribed_to() -> None:
    content = calendar_file(
        [event_of(WORK)], method=Method.PUBLISH, organizer=OFFICE, name="Lịch của Đài"
    )

    calendar = rfc5545.read(content)

    assert (calendar["NAME"], calendar["X-WR-CALNAME"]) == ("Lịch của Đài", "Lịch của Đài")
    assert calendar["REFRESH-INTERVAL"] == "PT6H"


def test_a_calendar_without_work_is_still_one() -> None:
    content = calendar_file([], method=Method.PUBLISH, organizer=OFFICE, name="Lịch")

    assert rfc5545.read(content).events == []


def test_the_rules_of_a_zone_cover_the_years_of_its_events() -> None:
    zone = ZoneInfo("Europe/Berlin")
    summer = replace(WORK, uid="1", due_at=datetime(2025, 7, 1, 17, 0, tzinfo=zone))
    winter = replace(WORK, uid="2", due_at=datetime(2027, 1, 1, 0, 10, tzinfo=zone))
    content = published(summer, winter)

    (rules,) = rfc5545.read(content).inside("VTIMEZONE")
    # Without a name that the program knows, only the rules of the file are left.
    own = parsed(content.replace(b"Europe/Berlin", b"Somewhere/Else"))

    assert rules["TZID"] == "Europe/Berlin"
    assert [end_of(event).utcoffset() for event in own] == [timedelta(hours=2), timedelta(hours=1)]


LETTERS = st.text(
    st.one_of(
        st.sampled_from(
            'ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĐƠƯẤỆ ,;:\\nN"“”…-()\n'
        ),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    max_size=300,
)


@given(duty=LETTERS, unit=LETTERS, clause=LETTERS)
def test_any_text_comes_back_letter_by_letter(duty: str, unit: str, clause: str) -> None:
    event = Event(
        uid="1", sequence=0, stamped_at=GIVEN_OUT, due_at=WORK.due_at, summary=duty,
        description=f"{unit}\n{clause}", alarm_at=WORK.alarm_at,
    )  # fmt: skip
    content = calendar_file([event], method=Method.PUBLISH, organizer=OFFICE)

    (read,) = rfc5545.read(content).events
    (known,) = parsed(content)

    assert read["SUMMARY"] == str(known["SUMMARY"]) == normalize("NFC", duty)
    assert read["DESCRIPTION"] == str(known["DESCRIPTION"]) == normalize("NFC", f"{unit}\n{clause}")


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.times())
def test_any_deadline_comes_back_as_the_same_instant(day: date, at: time) -> None:
    due = datetime.combine(day, at.replace(microsecond=0), tzinfo=ZONE)
    content = published(replace(WORK, due_at=due, alarm_at=due - timedelta(days=1)))

    (known,) = parsed(content)

    assert end_of(known) == due
    assert len(rfc5545.read(content).events) == 1
