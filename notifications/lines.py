"""One assignment, or all occurrences of one duty, as a line of a mail."""

from collections.abc import Iterable
from itertools import groupby

from dondoc import wording
from notifications import phrases
from notifications.page import Action, Fact, Line, Term
from notifications.views import Item, SectionKind


def place_of(item: Item) -> str:
    """Return ``Mục V.2``: the numbering of the plan, which is named where there are several."""
    place = f"Mục {item.clause_path}"
    return f"{place}, {item.plan_name}" if item.plan_name else place


def _facts(*pairs: tuple[str, str | None]) -> tuple[Fact, ...]:
    return tuple(Fact(label, value) for label, value in pairs if label and value)


def _action(item: Item, label: str | None = None) -> Action | None:
    if item.link is None:
        return None
    usual = phrases.OPEN_TASK_POLITE if item.requested else phrases.OPEN_TASK
    return Action(label or usual, item.link)


def reminder_line(item: Item, kind: SectionKind) -> Line:
    """Return the line of an open assignment before, on or after its deadline."""
    how_far = _how_far(item, kind)
    receipt = kind is SectionKind.RECEIPT
    return Line(
        place=place_of(item),
        title=item.duty_text,
        facts=_facts(
            (_due_label(item), f"{item.due_text} ({how_far})" if how_far else item.due_text),
            (_earlier_label(item), wording.join(item.earlier)),
            ("Ghi chú", item.note),
            ("Mã", item.code),
        ),
        small=phrases.WHY.format(derivation=item.derivation) if item.derivation else "",
        action=_action(item, phrases.CONFIRM if receipt else None),
    )


def _how_far(item: Item, kind: SectionKind) -> str:
    if kind is SectionKind.OVERDUE:
        return _how_late(item)
    if kind is SectionKind.TODAY:
        return wording.days_left(0)
    # No working day lies between today and a deadline on the coming Sunday, yet it is not today.
    return wording.days_left(-item.offset) if item.offset < 0 else ""


def _how_late(item: Item) -> str:
    """A body that was asked is not told that it is late, only how much time has passed."""
    days = item.days_late or item.offset
    return wording.days_passed(days) if item.requested else wording.days_late(days)


def _due_label(item: Item) -> str:
    return phrases.DUE_POLITE if item.requested else phrases.DUE


def _earlier_label(item: Item) -> str:
    return phrases.EARLIER_POLITE if item.requested else phrases.EARLIER


def sheet_line(item: Item) -> Line:
    """Return the line of a leader's sheet: who, how late, why, and what to do."""
    return Line(
        place=place_of(item),
        title=item.duty_text,
        mark="mới" if item.is_new else "",
        facts=_facts(
            ("Đơn vị", item.unit_name),
            (_due_label(item), f"{item.due_text} ({_how_late(item)})"),
            (_earlier_label(item), wording.join(item.earlier)),
            ("Lý do", item.reason or phrases.NOT_GIVEN),
            ("Liên hệ gần nhất", item.last_contact or phrases.NO_CONTACT),
            ("Điện thoại", item.call),
            ("Đề xuất", item.proposal),
            ("Lưu ý", phrases.SILENT if item.silent else None),
            ("Nhắc việc", item.paused),
            ("Ghi chú", item.note),
            ("Mã", item.code),
        ),
        action=_action(item, phrases.VIEW_TASK),
    )


def silence_line(item: Item) -> Line:
    """Return the line of work about which the officer should phone."""
    return Line(
        place=place_of(item),
        title=item.duty_text,
        facts=_facts(
            ("Đơn vị", item.unit_name),
            (_due_label(item), item.due_text + _late(item)),
            ("Liên hệ gần nhất", item.last_contact or phrases.NO_CONTACT),
            ("Điện thoại", item.call),
            ("Mã", item.code),
        ),
        action=_action(item, phrases.VIEW_TASK),
    )


def decision_line(item: Item, *, ward: str) -> Line:
    """Return the line of an answer that the unit waits for."""
    news = phrases.news_of(item.kind, support=item.support)
    view = phrases.VIEW_TASK_POLITE if item.requested else phrases.VIEW_TASK
    return Line(
        place=place_of(item),
        title=item.duty_text,
        mark=(item.requested and news.polite_title) or news.title,
        facts=_facts(
            ("Đơn vị chủ trì", item.lead_name),
            (news.note_label, item.note),
            (news.due_label, item.due_text),
            ("Thời hạn cũ", item.was),
            ("Lưu ý", news.sentence.format(ward=ward)),
            ("Mã", item.code),
        ),
        action=_action(item, None if news.due_label else view),
    )


def answer_line(item: Item) -> Line:
    """Return the line of a report or a request that waits for the officer."""
    asked = item.kind == "asked"
    label = {"asked": "Đề nghị", "replied": "Nội dung thư"}.get(item.kind, "Nội dung báo cáo")
    return Line(
        place=place_of(item),
        title=item.duty_text,
        facts=_facts(
            ("Đơn vị", item.unit_name),
            ("Thời hạn hiện nay" if asked else "Thời hạn", item.due_text),
            (label, item.note),
            ("Mã", item.code),
        ),
        action=_action(item, phrases.ANSWER_TASK),
    )


def duty_lines(items: Iterable[Item], *, ward: str, own_note: bool = True) -> tuple[Line, ...]:
    """Return new work: each clause word for word once, each duty with all its deadlines.

    Without ``own_note`` the notes of the items are left to the mail around them.
    """
    lines: list[Line] = []
    quoted = ""
    for (place, _), group in groupby(items, key=lambda item: (place_of(item), item.duty_text)):
        quote = quoted != place
        lines.append(_duty_line(tuple(group), ward=ward, quote=quote, own_note=own_note))
        quoted = place
    return tuple(lines)


def _duty_line(items: tuple[Item, ...], *, ward: str, quote: bool, own_note: bool) -> Line:
    first, single = items[0], len(items) == 1
    ways = {_derivation(item, ward) for item in items}
    shared = ways.pop() if len(ways) == 1 else ""
    return Line(
        place=place_of(first),
        title=first.duty_text,
        quote=first.clause_text if quote else "",
        facts=_facts(
            ("Đơn vị chủ trì", first.lead_name if first.support else None),
            (_due_label(first), _due_of(first) if single else _how_many(items)),
            (phrases.DERIVED_POLITE if first.requested else phrases.DERIVED, shared),
            ("Ghi chú", first.note if single and own_note else None),
            ("Mã", first.code if single else None),
        ),
        terms=() if single else tuple(_term(item, "" if shared else ward) for item in items),
        action=_action(first) if single else None,
    )


def _term(item: Item, ward: str) -> Term:
    return Term(
        when=wording.capital(wording.deadline(item.due_at)) + _hoped(item) + _late(item),
        code=item.code,
        note=_derivation(item, ward) if ward else "",
        action=_action(item, phrases.OPEN_TERM_POLITE if item.requested else phrases.OPEN_TERM),
    )


def _due_of(item: Item) -> str:
    return item.due_text + _late(item)


def _late(item: Item) -> str:
    return f" ({_how_late(item)})" if item.days_late else ""


def _hoped(item: Item) -> str:
    hoped = item.expected_at if item.hoped else None
    return f" (dự kiến {wording.day_short(hoped)})" if hoped else ""


def _how_many(items: tuple[Item, ...]) -> str:
    return wording.count(len(items), "kỳ" if items[0].requested else "kỳ báo cáo")


def _derivation(item: Item, ward: str) -> str:
    if not item.proposed:
        return item.derivation
    proposed = phrases.PROPOSED.format(ward=ward)
    return f"{item.derivation} ({proposed})" if item.derivation else wording.capital(proposed)
