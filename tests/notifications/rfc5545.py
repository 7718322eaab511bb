"""A small reader and checker of RFC 5545 of our own, so that no library judges its own work."""

import re
from dataclasses import dataclass, field
from datetime import datetime

LINE = re.compile(
    r"^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(.*)$", re.DOTALL
)
PARAMETER = re.compile(r";([A-Za-z0-9-]+)=(?:\"([^\"]*)\"|([^\";:,]*))")
UTC_TIME = re.compile(r"^\d{8}T\d{6}Z$")
LOCAL_TIME = re.compile(r"^\d{8}T\d{6}$")
DURATION = re.compile(r"^-?P(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$")
TEXT = frozenset({"SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME"})
#: What each component must have once, and what it may have at most once (RFC 5545, 5546).
ONCE = {
    "VCALENDAR": ["PRODID", "VERSION", "METHOD"],
    "VEVENT": ["UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "ORGANIZER"],
    "VALARM": ["ACTION", "TRIGGER", "DESCRIPTION"],
    "VTIMEZONE": ["TZID"],
    "STANDARD": ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"],
    "DAYLIGHT": ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"],
}
AT_MOST_ONCE = ["STATUS", "DESCRIPTION", "LAST-MODIFIED", "URL", "CLASS", "TRANSP", "CALSCALE"]
INSIDE = {
    "VCALENDAR": {"VEVENT", "VTIMEZONE"},
    "VEVENT": {"VALARM"},
    "VTIMEZONE": {"STANDARD", "DAYLIGHT"},
}


@dataclass(frozen=True)
class Property:
    """One content line; ``value`` is unescaped where it is text."""

    name: str
    parameters: dict[str, str]
    value: str


@dataclass
class Component:
    """What stands between BEGIN and END."""

    name: str
    properties: list[Property] = field(default_factory=list)
    children: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        return [one for one in self.properties if one.name == name]

    def __getitem__(self, name: str) -> str:
        (found,) = self.all(name)
        return found.value

    def get(self, name: str) -> str | None:
        found = self.all(name)
        return found[0].value if found else None

    def inside(self, name: str) -> list["Component"]:
        return [one for one in self.children if one.name == name]

    @property
    def events(self) -> list["Component"]:
        return self.inside("VEVENT")


def read(content: bytes) -> Component:
    """Read a file, and complain about everything that the standards forbid.

    Raises:
        AssertionError: something is not as RFC 5545 or RFC 5546 says.
    """
    root = _tree([_property(line) for line in _unfolded(content)])
    assert root.name == "VCALENDAR"
    _check(root)
    uids = [event["UID"] for event in root.events]
    assert len(set(uids)) == len(uids), "a UID stands twice"
    assert root["VERSION"] == "2.0"
    known = {zone["TZID"] for zone in root.inside("VTIMEZONE")}
    for event in root.events:
        _check_event(event, root["METHOD"], known)
    return root


def _unfolded(content: bytes) -> list[str]:
    assert content.endswith(b"\r\n"), "the last line must end as all others"
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    whole: list[str] = []
    for line in lines:
        assert len(line) <= 75, f"{len(line)} octets: {line!r}"
        assert b"\n" not in line
        assert b"\r" not in line
        text = line.decode("utf-8", errors="strict")
        assert line, "an empty line"
        if text.startswith((" ", "\t")):
            whole[-1] += text[1:]
        else:
            whole.append(text)
    return whole


def _property(line: str) -> Property:
    found = LINE.match(line)
    assert found, f"not a content line: {line!r}"
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line), "a control character"
    name, parameters, value = found.groups()
    pairs = {key: quoted or plain for key, quoted, plain in PARAMETER.findall(parameters)}
    name = name.upper()
    return Property(name, pairs, _unescaped(value) if name in TEXT else value)


def _unescaped(value: str) -> str:
    out, signs = [], iter(value)
    for sign in signs:
        if sign == "\\":
            escaped = next(signs)
            assert escaped in "\\;,nN", f"\\{escaped} is no escape"
            out.append("\n" if escaped in "nN" else escaped)
        else:
            assert sign not in ";,", f"{sign} must be escaped in text"
            out.append(sign)
    return "".join(out)


def _tree(lines: list[Property]) -> Component:
    open_ones: list[Component] = []
    for position, line in enumerate(lines):
        if line.name == "BEGIN":
            made = Component(line.value)
            if open_ones:
                assert made.name in INSIDE[open_ones[-1].name], f"{made.name} stands wrong"
                open_ones[-1].children.append(made)
            open_ones.append(made)
        elif line.name == "END":
            closed = open_ones.pop()
            assert closed.name == line.value
            if not open_ones:
                assert position == len(lines) - 1, "something follows the calendar"
                return closed
        else:
            open_ones[-1].properties.append(line)
    raise AssertionError("the calendar does not end")


def _check(part: Component) -> None:
    for name in ONCE[part.name]:
        assert len(part.all(name)) == 1, f"{part.name} needs one {name}"
    for name in AT_MOST_ONCE:
        assert len(part.all(name)) <= 1, f"{part.name} has {name} twice"
    for child in part.children:
        _check(child)


def _check_event(event: Component, method: str, zones: set[str]) -> None:
    assert UTC_TIME.match(event["DTSTAMP"])
    assert int(event["SEQUENCE"]) >= 0
    assert event.all("ATTENDEE") == [], "RFC 5546: what is published has no attendees"
    assert event["ORGANIZER"].startswith("mailto:")
    start, end = (_moment(event.all(name)[0], zones) for name in ("DTSTART", "DTEND"))
    assert start < end
    assert (event.get("STATUS") == "CANCELLED") is (method == "CANCEL")
    for alarm in event.inside("VALARM"):
        assert DURATION.match(alarm["TRIGGER"])
        assert alarm["TRIGGER"] not in ("P", "-P")
        assert method == "PUBLISH"


def _moment(line: Property, zones: set[str]) -> datetime:
    zone = line.parameters.get("TZID")
    assert (UTC_TIME if zone is None else LOCAL_TIME).match(line.value)
    assert zone is None or zone in zones, f"the zone {zone} is not in the file"
    return datetime.strptime(line.value.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
