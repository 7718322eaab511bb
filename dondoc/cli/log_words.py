"""The log of a ward as lines and as JSON."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from dondoc import wording
from dondoc.cli import places
from dondoc.cli.desk import Desk
from dondoc.rules.local import zone_of
from dondoc.rules.value_words import Changed
from dondoc.usecases import log
from dondoc.usecases.log import Entry, Narrowing


def print_log(desk: Desk, *, ward_key: str | None, only: Narrowing) -> None:
    """Print what was changed in one ward, newest first.

    Raises:
        NotFound: there is no such ward or unit, or several wards and none was named.
    """
    with desk.app().reading() as session:
        ward = places.the_ward(session, ward_key)
        entries = list(log.read_all(session, ward.id or 0, only))
    zone = zone_of(ward.timezone)
    if not entries:
        desk.say("Không có dòng nhật ký nào như vậy.")
    for entry in entries:
        desk.say_all(_lines(entry, zone))
    desk.hand_over([_as_json(entry, zone) for entry in entries])


def _lines(entry: Entry, zone: tzinfo) -> Iterator[str]:
    local = entry.at.astimezone(zone)
    place = f" {entry.code} ({entry.unit_name})" if entry.code else ""
    yield (
        f"{wording.hour(local)} {wording.day_short(local)}  {entry.name}{place}, "
        f"{entry.who} {entry.channel}"
    )
    if entry.why:
        yield f"    {entry.why}"
    for change in entry.changes:
        yield f"    {change.label}: {_both(change)}"


def _both(change: Changed) -> str:
    if change.before and change.after:
        return f"{change.before} → {change.after}"
    return change.after or f"bỏ {change.before}"


def _as_json(entry: Entry, zone: tzinfo) -> dict[str, Any]:
    return {
        "on": entry.at.astimezone(zone).isoformat(),
        "kind": entry.kind,
        "by": entry.who,
        "channel": entry.channel,
        "why": entry.why,
        "plan": entry.plan_id,
        "assignment": entry.code,
        "unit": entry.unit_name,
        "changes": [change._asdict() for change in entry.changes],
    }
