"""One line of a mail in words: what is due, when, by which link, and what leaders are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules import pausing, why
from dondoc.rules.directory import Reachable
from dondoc.rules.escalation import Level
from dondoc.rules.standing import has_passed
from dondoc.usecases.desk import Desk, kind_now, on_sheet
from dondoc.usecases.entries import (
    AMENDED_KINDS,
    HANDED_OFF,
    MOVED,
    SHEET_KINDS,
    SILENCE,
    Entry,
)
from models.assignment import AssignmentEvent
from models.outbox import Notice
from models.plan import Certainty, Mode
from models.queries.assignments import HEARD_BY
from models.queries.told import ToldAssignment
from notifications.views import Item

#: News of a deadline that was set by itself, beside which the earlier one is told.
REDATED = frozenset({MOVED, "granted", "shortened"})
#: Lines that ask the officer to phone the unit.
TO_PHONE = frozenset({SILENCE, "cooperation"})
#: News of work that the reader no longer has to do.
WITHOUT_LINK = frozenset(
    {"transferred", "handed-off", "withdrawn", "accepted", "amended-from", "amended-off"}
)


def item_of(session: Session, entry: Entry, to: Reachable, desk: Desk) -> Item:
    """Return a line as the templates take it; makes the reader's link on first use."""
    work = desk.works[entry.assignment_id]
    row = work.assignment
    context = desk.context
    due, behind = desk.due_of(row)
    late = max(behind, 0) if has_passed(row, desk.now) else 0
    notice = desk.notices.get(entry.notice_id or 0)
    sheet = _sheet_words(entry, row, late, desk)
    return Item(
        code=row.code,
        clause_path=work.clause.path,
        clause_text=work.clause.text,
        duty_text=wording.capital(work.duty.text),
        unit_name=context.unit(_addressed(entry, row, notice)).name,
        lead_name=context.unit(row.unit_id).name if entry.support else "",
        due_at=due,
        expected_at=row.expected_at.astimezone(context.zone) if row.expected_at else None,
        kind=kind_now(entry, row, desk),
        link=_link(session, entry, row, to, desk),
        offset=behind,
        requested=row.mode is Mode.REQUEST,
        proposed=row.certainty is Certainty.PROPOSED,
        support=entry.support,
        derivation=why.brief(row, zone=context.zone),
        earlier=tuple(_earlier(i, desk) for i in entry.earlier if i in desk.works),
        note=_note(entry, notice),
        days_late=late,
        is_new=entry.is_new and on_sheet(entry),
        reason=sheet.reason,
        last_contact=sheet.last_contact,
        proposal=sheet.proposal,
        was=_was(entry, desk),
        silent=entry.silent,
        call=context.whom_to_call(row.unit_id, desk.local.date()) if entry.kind in TO_PHONE else "",
        paused=pausing.words_of(row, desk.local.date()) if on_sheet(entry) else "",
    )


def _addressed(entry: Entry, row: ToldAssignment, notice: Notice | None) -> int:
    """Return the unit to which a line speaks: who leads, who supports, or who led until now."""
    ours = notice is not None and (entry.support or entry.kind == HANDED_OFF)
    return notice.unit_id if notice is not None and ours else row.unit_id


def _note(entry: Entry, notice: Notice | None) -> str | None:
    if entry.kind == SILENCE:
        return None
    if entry.why:
        return f"báo thẳng cấp này: {entry.why}"
    return (notice.text or None) if notice else None


def _was(entry: Entry, desk: Desk) -> str:
    """Return what is no longer so: the earlier deadline or wording, or the other unit."""
    if entry.kind in REDATED:
        return _earlier_due(entry, desk)
    if entry.kind not in AMENDED_KINDS:
        return ""
    events = [e for e in desk.events.get(entry.assignment_id, []) if "amendment" in e.data]
    known = events[-1].data if events else {}
    match entry.kind:
        case "amended-due":
            given = known.get("from")
            earlier = datetime.fromisoformat(given) if given else None
            return wording.moment(earlier.astimezone(desk.context.zone)) if earlier else ""
        case "amended-text":
            return str(known.get("text_before", ""))
        case "amended-to" | "amended-from":
            key = known.get("from_unit" if entry.kind == "amended-to" else "to")
            return desk.context.unit_by_key(str(key)).name if key else ""
        case _:
            return ""


def _earlier_due(entry: Entry, desk: Desk) -> str:
    """Return the deadline before the news, from the event that made its revision."""
    for event in reversed(desk.events.get(entry.assignment_id, [])):
        made, given = event.data.get("values", {}).get("revision"), event.data.get("from")
        if made is not None and made[1] == entry.revision and given:
            earlier = datetime.fromisoformat(str(given)).astimezone(desk.context.zone)
            return wording.moment(earlier)
    return ""


def _link(
    session: Session, entry: Entry, row: ToldAssignment, to: Reachable, desk: Desk
) -> str | None:
    if on_sheet(entry):
        return f"{desk.voice.base_url}/nhiem-vu/{row.id}"
    if entry.support or entry.kind in WITHOUT_LINK:
        return None
    token = desk.links.token_for(
        session, row, address=to.email, secret=desk.voice.secret, now=desk.now
    )
    return f"{desk.voice.base_url}/l/{token}"


def _earlier(assignment_id: int, desk: Desk) -> str:
    row = desk.works[assignment_id].assignment
    return wording.day_short(row.due_at.astimezone(desk.context.zone).date())


@dataclass(frozen=True)
class SheetWords:
    """The three columns of a leader's sheet that come from the history."""

    reason: str | None = None
    last_contact: str | None = None
    proposal: str | None = None


#: A formal letter that reminded the unit (công văn đôn đốc), by the event that recorded it.
DISPATCH = "dispatch"
REASON_KINDS = frozenset({"ask_extension", "return", "sleep"})
_WITH_HISTORY = SHEET_KINDS | {SILENCE}
_NO_WORDS = SheetWords()


def _sheet_words(entry: Entry, row: ToldAssignment, late: int, desk: Desk) -> SheetWords:
    if entry.kind not in _WITH_HISTORY:
        return _NO_WORDS
    events = desk.events.get(entry.assignment_id, [])
    reasons = [event.text for event in events if event.kind in REASON_KINDS and event.text]
    return SheetWords(
        reason=reasons[-1] if reasons else None,
        last_contact=_last_contact(events, desk),
        proposal=_proposal(entry, late, desk.context.levels_for(row)),
    )


def _last_contact(events: Sequence[AssignmentEvent], desk: Desk) -> str | None:
    """Return when the unit last did something, or was spoken to, and what the officer noted."""
    heard = [
        event
        for event in events
        if event.actor_kind.value == "link"
        or event.channel == "phone"
        or event.kind in {*HEARD_BY, DISPATCH}
    ]
    if not heard:
        return None
    last = heard[-1]
    day = wording.day_short(last.at.astimezone(desk.context.zone).date())
    if last.kind == DISPATCH:
        return wording.small(last.text)
    if last.kind == "called":
        return f"trao đổi ngày {day}: {last.text}"
    return f"đơn vị phản hồi ngày {day}"


def _proposal(entry: Entry, late: int, levels: Sequence[Level]) -> str:
    if entry.kind == "cooperation":
        return "cán bộ Nội vụ gọi điện, đề nghị phối hợp"
    passed = sum(level.after <= late for level in levels)
    steps = (
        "cán bộ Nội vụ liên hệ trực tiếp với đơn vị",
        "Phó Chủ tịch nhắc người đứng đầu đơn vị",
        "Chủ tịch chỉ đạo, yêu cầu đơn vị giải trình",
    )
    return steps[min(max(passed, 1), len(steps)) - 1]
