"""Deadlines as an iCalendar file (RFC 5545, RFC 5546) for the calendars of phones and offices.

The same events always give the same bytes: every instant in a file is a stored one.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, Timezone, vCalAddress, vText
from icalendar import Event as Entry

from notifications.message import Address, Attachment

PRODUCT = "-//dondoc//Lich nhiem vu//VI"
MEDIA_TYPE = "text/calendar; charset=utf-8"
#: An event ends with the deadline, and is long enough to be seen and tapped in a day's view.
LENGTH = timedelta(minutes=30)
#: How often a program that subscribes should look again.
LOOK_AGAIN = timedelta(hours=6)
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


class Method(StrEnum):
    """What a file does with its events: put them in, or take them out."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


FILE_NAMES = {Method.PUBLISH: "lich-nhiem-vu.ics", Method.CANCEL: "bo-khoi-lich.ics"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One deadline.

    ``sequence`` grows with each change; ``stamped_at`` is the instant of the last one.
    ``due_at`` is local, in a ``ZoneInfo``; ``alarm_at`` is the instant of a reminder. With
    ``private``, others who see the same calendar see only that there is something: the text
    holds a link that is one reader's own.
    """

    uid: str
    sequence: int
    stamped_at: datetime
    due_at: datetime
    summary: str
    description: str
    url: str = ""
    alarm_at: datetime | None = None
    private: bool = False


class _Text(vText):
    """A text value; the library's own escaping takes a backslash before N for a line break."""

    def to_ical(self) -> bytes:
        return "".join(_ESCAPED.get(sign, sign) for sign in self).encode()


def attached(events: Sequence[Event], *, method: Method, organizer: Address) -> Attachment:
    """Return the file as part of a mail; a file has one method (RFC 5546 section 1.4)."""
    return Attachment(
        file_name=FILE_NAMES[method],
        media_type=f"{MEDIA_TYPE}; method={method}",
        content=calendar_file(events, method=method, organizer=organizer),
    )


def calendar_file(
    events: Sequence[Event], *, method: Method, organizer: Address, name: str = ""
) -> bytes:
    """Return a VCALENDAR: CRLF line ends, lines of at most 75 octets, no letter cut in two.

    ``name`` is what a program that subscribes calls the calendar.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    if name:
        _name(calendar, name)
    for zone in _zones(events):
        calendar.add_component(zone)
    for event in events:
        calendar.add_component(_entry(event, method, organizer))
    content: bytes = calendar.to_ical()
    return content


def _name(calendar: Calendar, name: str) -> None:
    """RFC 7986 names a calendar; Outlook, Google and Apple know the older names as well."""
    _put(calendar, "name", name)
    _put(calendar, "x-wr-calname", name)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    _put(calendar, "x-published-ttl", "PT6H")


def _entry(event: Event, method: Method, organizer: Address) -> Entry:
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.stamped_at)
    entry.add("last-modified", event.stamped_at)
    entry.add("dtstart", event.due_at - LENGTH)
    entry.add("dtend", event.due_at)
    _put(entry, "summary", event.summary)
    _put(entry, "description", event.description)
    if event.url:
        entry.add("url", event.url)
    if event.private:
        entry.add("class", "PRIVATE")
    entry.add("organizer", _mailbox(organizer))
    entry.add("transp", "TRANSPARENT")
    if method is Method.CANCEL:
        entry.add("status", "CANCELLED")
        return entry
    entry.add("status", "CONFIRMED")
    if event.alarm_at is not None:
        entry.add_component(_alarm(event, event.alarm_at))
    return entry


def _alarm(event: Event, at: datetime) -> Alarm:
    """Outlook and some phones only know an alarm that is told from the start of its event."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", at - (event.due_at - LENGTH))
    _put(alarm, "description", event.summary)
    return alarm


def _mailbox(who: Address) -> vCalAddress:
    mailbox = vCalAddress(f"mailto:{who.email}")
    mailbox.params["CN"] = _clean(who.name).replace("\n", " ")
    return mailbox


def _put(component: Component, name: str, text: str) -> None:
    component[name.upper()] = _Text(_clean(text))


def _clean(text: str) -> str:
    """NFC, line ends of one kind, no other control characters (RFC 5545 section 3.1)."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})


def _zones(events: Sequence[Event]) -> list[Timezone]:
    years: dict[str, set[int]] = {}
    for event in events:
        if isinstance(event.due_at.tzinfo, ZoneInfo):
            years.setdefault(event.due_at.tzinfo.key, set()).add(event.due_at.year)
    return [_zone(key, min(found), max(found)) for key, found in sorted(years.items())]


@lru_cache
def _zone(key: str, first: int, last: int) -> Timezone:
    """Return the rules of a zone for some years; programs take the name, or else the rules."""
    # The day before, since an early event of New Year's Day starts in the old year.
    made = Timezone.from_tzinfo(ZoneInfo(key), key, date(first - 1, 12, 31), date(last + 1, 1, 2))
    made.pop("COMMENT", None)
    return made
