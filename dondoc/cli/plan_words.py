"""A document that was read, and a draft with its dates, in words for the officer."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from dondoc import wording
from dondoc.cli import paint
from dondoc.reading.draft import DocumentHead, ReadClause, ReadDuty, Reading
from dondoc.usecases.dating import Planned
from dondoc.usecases.draft import Draft, DraftClause, DraftUnit, Mark
from dondoc.usecases.draft_marks import marks_of
from models.plan import Plan

CERTAINTY = {"stated": "văn bản nêu", "proposed": "đề xuất"}
LONGEST = 110


def reading_lines(reading: Reading, *, in_colour: bool = False) -> Iterator[str]:
    """Yield what was found in a document; in colours each clause is whole, its values marked."""
    yield from _head(reading.document)
    if in_colour:
        yield paint.legend()
    if reading.section is not None:
        yield f"Phần giao việc: {reading.section.path}. {reading.section.title}"
    for clause in reading.clauses:
        yield ""
        yield from _clause(clause, _text(clause.text, marks_of(clause), in_colour=in_colour))
    if reading.elsewhere:
        yield ""
        yield "Việc có thời hạn nằm ngoài phần giao việc:"
        for item in reading.elsewhere:
            phrases = "; ".join(deadline.phrase for deadline in item.deadlines)
            yield f"  {item.path}: {wording.short(item.text, LONGEST)} [{phrases}]"
    yield from warning_lines([warning.message for warning in reading.warnings])


def _head(head: DocumentHead) -> Iterator[str]:
    issued = wording.day_short(head.issued_on) if head.issued_on else "để trống"
    yield f"{head.title or 'Không rõ tên kế hoạch'}"
    yield f"Số: {head.number or 'để trống'}; ngày ban hành: {issued}; năm: {head.year or 'không rõ'}"


def _text(text: str, marks: Sequence[Mark], *, in_colour: bool) -> str:
    return paint.marked(text, marks) if in_colour else wording.short(text, LONGEST)


def _clause(clause: ReadClause, text: str) -> Iterator[str]:
    asked = " (đề nghị)" if clause.mode == "request" else ""
    yield f"{clause.path}{asked}: {text}"
    keys = {unit.name: unit.key or unit.group for unit in clause.units}
    for title, names in (("chủ trì", clause.lead), ("phối hợp", clause.support)):
        if names:
            known = [f"{name} [{keys[name]}]" if keys.get(name) else name for name in names]
            yield f"  {title}: {', '.join(known)}"
    for duty in clause.duties:
        yield f"  - {_kind(duty.kind)}: {wording.short(duty.text, LONGEST)}{_times(duty)}"


def _times(duty: ReadDuty) -> str:
    phrases = [deadline.phrase for deadline in duty.deadlines]
    if duty.recurrence is not None:
        phrases.append(duty.recurrence.phrase)
    return f" [{'; '.join(phrases)}]" if phrases else ""


def _kind(kind: str) -> str:
    return wording.DUTY_KIND_NAMES.get(kind, kind)


def draft_lines(
    plan: Plan, draft: Draft, planned: Sequence[Planned], *, in_colour: bool = False
) -> Iterator[str]:
    """Yield a draft clause by clause with the dates that confirming gives."""
    issued = wording.day_short(plan.issued_on) if plan.issued_on else "văn bản để trống"
    yield f"{plan.title} (số {plan.number or 'để trống'}; ngày ban hành: {issued})"
    if in_colour:
        yield paint.legend()
    for clause in draft.clauses:
        asked = " (đề nghị)" if clause.mode == "request" else ""
        yield ""
        yield f"{clause.path}{asked}: {_text(clause.text, clause.marks, in_colour=in_colour)}"
        lead = (_unit(unit, unknown=" [chưa có trong danh bạ]") for unit in clause.lead)
        yield f"  chủ trì: {', '.join(lead) or 'chưa rõ'}"
        if clause.support:
            # General words ("chính quyền") stay text on purpose.
            yield f"  phối hợp: {', '.join(_unit(unit) for unit in clause.support)}"
        yield from _duties(clause, planned)
    yield from warning_lines([str(warning.get("message", "")) for warning in draft.warnings])


def _unit(unit: DraftUnit, *, unknown: str = "") -> str:
    return f"{unit.name} [{', '.join(unit.units)}]" if unit.units else f"{unit.name}{unknown}"


def _duties(clause: DraftClause, planned: Sequence[Planned]) -> Iterator[str]:
    for position, duty in enumerate(clause.duties, start=1):
        mine = [
            one
            for one in planned
            if (one.clause_path, one.duty_position) == (clause.path, position)
        ]
        yield f"  {position}. {_kind(duty.kind)}: {wording.short(duty.text, LONGEST)}"
        yield f"     {_dates(mine, duty.phrases)}"


def _dates(planned: Sequence[Planned], phrases: Sequence[str]) -> str:
    said = f" (“{'”, “'.join(phrases)}”)" if phrases else ""
    if not planned:
        return f"không có thời hạn nào sắp tới{said}"
    found = ["chờ mốc, chưa đặt hạn"] if any(one.occurrence.waits_for for one in planned) else []
    dated = [one for one in planned if not one.occurrence.waits_for]
    by_certainty = sorted(dated, key=lambda one: one.occurrence.certainty, reverse=True)
    for certainty, group in groupby(by_certainty, key=lambda one: one.occurrence.certainty):
        days = sorted({one.occurrence.due_on for one in group})
        found.append(f"{CERTAINTY[certainty]}: {', '.join(wording.day_short(day) for day in days)}")
    past = sum(one.already_past for one in planned)
    late = f"; {past} nhiệm vụ đã quá hạn khi nhập" if past else ""
    return f"{'; '.join(found)}{said}{late}"


def warning_lines(messages: Sequence[str]) -> Iterator[str]:
    """Yield what the officer should look at."""
    if messages:
        yield ""
        yield "Cần xem lại:"
        yield from (f"  ! {message}" for message in messages)
