"""The sections of a mail, made into headed blocks in their order of urgency."""

from collections.abc import Callable, Iterable
from datetime import date

from dondoc import wording
from notifications import lines, moved, phrases, succession
from notifications.amended_blocks import SUPPORT, amended_blocks, grouped
from notifications.page import Block, Line
from notifications.views import Item, Section, SectionKind, Sender

ORDER = tuple(SectionKind)
#: Where nothing is due, a mail is about what was decided, and new work only goes with it.
_DECIDED = (SectionKind.DECISIONS, SectionKind.AMENDMENT)
#: What is told for its deadline.
DUE = frozenset({SectionKind.OVERDUE, SectionKind.TODAY, SectionKind.SOON})
#: Sections that name other units' work and so are never headed by the reader's own unit.
ABOUT_OTHERS = frozenset(
    {SectionKind.ESCALATION, SectionKind.COOPERATION, SectionKind.SILENCE, SectionKind.ANSWER}
)


def units_of(sections: Iterable[Section]) -> tuple[str, ...]:
    """Return the units for which the reader stands, in the order of their first item."""
    own = (section for section in sections if section.kind not in ABOUT_OTHERS)
    return tuple(dict.fromkeys(item.unit_name for section in own for item in section.items))


def blocks_of(
    sections: Iterable[Section], *, sender: Sender, today: date, units: tuple[str, ...]
) -> tuple[Block, ...]:
    """Return the blocks; ``units`` decides whether headings must name the unit."""
    given = list(sections)
    order: tuple[SectionKind, ...] = ORDER
    if not any(section.kind in DUE and section.items for section in given):
        order = (*(kind for kind in ORDER if kind in ABOUT_OTHERS), *_DECIDED, *ORDER)
    found: list[Block] = []
    for section in sorted(given, key=lambda section: order.index(section.kind)):
        found += _blocks(section, sender=sender, today=today, many=len(units) > 1)
    return tuple(found)


def _blocks(section: Section, *, sender: Sender, today: date, many: bool) -> list[Block]:
    match section.kind:
        case SectionKind.ESCALATION:
            return [_sheet(section.items, today)]
        case SectionKind.COOPERATION:
            return [_cooperation(section.items, sender.ward_full)] if section.items else []
        case SectionKind.SILENCE:
            return [_silence(section.items)] if section.items else []
        case SectionKind.ANSWER:
            return _answers(section.items)
        case SectionKind.AMENDMENT:
            return amended_blocks(section.items, ward=sender.ward_full, many=many)
        case _:
            groups = grouped(section.items)
            return [_part(section.kind, group, sender=sender, many=many) for group in groups]


def _part(kind: SectionKind, items: tuple[Item, ...], *, sender: Sender, many: bool) -> Block:
    part, first = phrases.PARTS[kind], items[0]
    heading = part.polite_heading if first.requested else part.heading
    lead = part.polite_lead if first.requested else part.lead
    if first.support and kind is SectionKind.ASSIGNMENT:
        heading = phrases.SUPPORT_HEADING
        lead = phrases.SUPPORT_LEAD_POLITE if first.requested else phrases.SUPPORT_LEAD
    if kind is SectionKind.DECISIONS and moved.are_moves(items):
        heading = moved.HEADING_POLITE if first.requested else moved.HEADING
        heading += SUPPORT if first.support else ""
    if kind is SectionKind.DECISIONS and succession.is_succession(items):
        heading = succession.HEADING_POLITE if first.requested else succession.HEADING
        heading += SUPPORT if first.support else ""
    at_once = all(item.due_at == first.due_at for item in items)
    by = wording.deadline(first.due_at) if at_once else phrases.BY_EACH_TERM
    return Block(
        heading=f"{heading} – {first.unit_name}" if many else heading,
        # Red would scold; a body that was asked is only reminded.
        tone="calm" if first.requested and part.tone == "late" else part.tone,
        lead=lead.format(unit=first.unit_name, ward=sender.ward_full, by=by),
        lines=_lines(kind, items, ward=sender.ward_full),
    )


def _lines(kind: SectionKind, items: tuple[Item, ...], *, ward: str) -> tuple[Line, ...]:
    if kind in (SectionKind.ASSIGNMENT, SectionKind.HANDOVER):
        return lines.duty_lines(items, ward=ward)
    if kind is SectionKind.DECISIONS:
        return moved.decision_lines(items, ward=ward)
    return tuple(lines.reminder_line(item, kind) for item in items)


def _sheet(items: tuple[Item, ...], today: date) -> Block:
    if not items:
        empty = phrases.SHEET_EMPTY.format(today=wording.day_short(today))
        return Block(heading=phrases.SHEET_HEADING, lead=empty)
    new = sum(item.is_new for item in items)
    words = phrases.SHEET_LEAD_NEW if new else phrases.SHEET_LEAD
    return Block(
        heading=phrases.SHEET_HEADING,
        tone="late",
        lead=words.format(
            count=wording.count(len(items), "nhiệm vụ"), new=wording.count(new, "nhiệm vụ")
        ),
        lines=tuple(lines.sheet_line(item) for item in items),
    )


def _cooperation(items: tuple[Item, ...], ward: str) -> Block:
    count = wording.count(len(items), "nội dung")
    return Block(
        heading=phrases.COOPERATION_HEADING,
        lead=phrases.COOPERATION_LEAD.format(count=count, ward=ward),
        lines=tuple(lines.sheet_line(item) for item in items),
    )


def _silence(items: tuple[Item, ...]) -> Block:
    return Block(
        heading=phrases.SILENCE_HEADING,
        tone="soon",
        lead=phrases.SILENCE_LEAD.format(count=wording.count(len(items), "nhiệm vụ")),
        lines=tuple(lines.silence_line(item) for item in items),
    )


def _answers(items: tuple[Item, ...]) -> list[Block]:
    def block(heading: str, lead: str, noun: str, wanted: Callable[[Item], bool]) -> list[Block]:
        chosen = tuple(item for item in items if wanted(item))
        words = lead.format(count=wording.count(len(chosen), noun))
        answers = tuple(lines.answer_line(item) for item in chosen)
        return [Block(heading=heading, tone="soon", lead=words, lines=answers)] if chosen else []

    return (
        block(
            phrases.REPORTED_HEADING, phrases.REPORTED_LEAD, "báo cáo",
            lambda i: i.kind not in ("asked", "replied"),
        )
        + block(phrases.ASKED_HEADING, phrases.ASKED_LEAD, "đề nghị", lambda i: i.kind == "asked")
        + block(
            phrases.REPLIED_HEADING, phrases.REPLIED_LEAD, "thư trả lời",
            lambda i: i.kind == "replied",
        )
    )  # fmt: skip
