"""One assignment, or all occurrences of one duty, as a line of a mail."""

from collections.abc import Iterable
from itertools import groupby

from dondoc import wording
from notifications import phrases
from notifications.page import Action, Fact, Line, Term
from notifications.views import Item


def place_of(item: Item) -> str:
    """Return ``Mục V.2``: the numbering of the plan."""
    return f"Mục {item.clause_path}"


def _facts(*pairs: tuple[str, str | None]) -> tuple[Fact, ...]:
    return tuple(Fact(label, value) for label, value in pairs if label and value)


def _action(item: Item, label: str | None = None) -> Action | None:
    if item.link is None:
        return None
    usual = phrases.OPEN_TASK_POLITE if item.requested else phrases.OPEN_TASK
    return Action(label or usual, item.link)


def reminder_line(item: Item) -> Line:
    """Return the line of an open assignment before, on or after its deadline."""
    late = item.offset > 0 or item.days_late > 0
    how_far = wording.days_late(item.days_late or item.offset) if late else None
    return Line(
        place=place_of(item),
        title=item.duty_text,
        facts=_facts(
            ("Thời hạn", f"{item.due_text} ({how_far or wording.days_left(-item.offset)})"),
            ("Kỳ trước chưa báo cáo", wording.join(item.earlier)),
            ("Ghi chú", item.note),
            ("Mã", item.code),
        ),
        action=_action(item),
    )


def sheet_line(item: Item) -> Line:
    """Return the line of a leader's sheet: who, how late, why, and what to do."""
    return Line(
        place=place_of(item),
        title=item.duty_text,
        mark="mới" if item.is_new else "",
        facts=_facts(
            ("Đơn vị", item.unit_name),
            ("Thời hạn", f"{item.due_text} ({wording.days_late(item.days_late)})"),
            ("Kỳ trước chưa báo cáo", wording.join(item.earlier)),
            ("Lý do", item.reason or phrases.NOT_GIVEN),
            ("Liên hệ gần nhất", item.last_contact or phrases.NO_CONTACT),
            ("Đề xuất", item.proposal),
            ("Ghi chú", item.note),
            ("Mã", item.code),
        ),
        action=_action(item, phrases.VIEW_TASK),
    )


def decision_line(item: Item, *, ward: str) -> Line:
    """Return the line of an answer that the unit waits for."""
    news = phrases.NEWS[item.kind]
    return Line(
        place=place_of(item),
        title=item.duty_text,
        mark=news.title,
        facts=_facts(
            (news.note_label, item.note),
            (news.due_label, item.due_text),
            ("Lưu ý", news.sentence.format(ward=ward)),
            ("Mã", item.code),
        ),
        action=_action(item, None if news.due_label else phrases.VIEW_TASK),
    )


def answer_line(item: Item) -> Line:
    """Return the line of a report or a request that waits for the officer."""
    asked = item.kind == "asked"
    return Line(
        place=place_of(item),
        title=item.duty_text,
        facts=_facts(
            ("Đơn vị", item.unit_name),
            ("Thời hạn hiện nay" if asked else "Thời hạn", item.due_text),
            ("Đề nghị" if asked else "Nội dung báo cáo", item.note),
            ("Mã", item.code),
        ),
        action=_action(item, phrases.ANSWER_TASK),
    )


def duty_lines(items: Iterable[Item], *, ward: str) -> tuple[Line, ...]:
    """Return new work: each clause word for word once, each duty with all its deadlines."""
    lines: list[Line] = []
    quoted = ""
    for key, group in groupby(items, key=lambda item: (item.clause_path, item.duty_text)):
        lines.append(_duty_line(tuple(group), ward=ward, quote=quoted != key[0]))
        quoted = key[0]
    return tuple(lines)


def _duty_line(items: tuple[Item, ...], *, ward: str, quote: bool) -> Line:
    first, single = items[0], len(items) == 1
    ways = {_derivation(item, ward) for item in items}
    shared = ways.pop() if len(ways) == 1 else ""
    return Line(
        place=place_of(first),
        title=first.duty_text,
        quote=first.clause_text if quote else "",
        facts=_facts(
            ("Đơn vị chủ trì", first.lead_name if first.support else None),
            ("Thời hạn", first.due_text if single else wording.count(len(items), "kỳ báo cáo")),
            ("Cách xác định thời hạn", shared),
            ("Ghi chú", first.note if single else None),
            ("Mã", first.code if single else None),
        ),
        terms=() if single else tuple(_term(item, "" if shared else ward) for item in items),
        action=_action(first) if single else None,
    )


def _term(item: Item, ward: str) -> Term:
    return Term(
        when=wording.capital(wording.deadline(item.due_at)),
        code=item.code,
        note=_derivation(item, ward) if ward else "",
        action=_action(item, phrases.OPEN_TERM),
    )


def _derivation(item: Item, ward: str) -> str:
    if not item.proposed:
        return item.derivation
    proposed = phrases.PROPOSED.format(ward=ward)
    return f"{item.derivation} ({proposed})" if item.derivation else wording.capital(proposed)
