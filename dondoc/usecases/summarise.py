"""The summary of a period (sơ kết, tổng kết): drafted, completed by the officer, signed off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter
from sqlmodel import Session

from dondoc import wording
from dondoc.reports.blocks import OfficialDocument, Signature
from dondoc.reports.figures import figures, from_json, to_json
from dondoc.reports.rows import Counts, Figures, Row
from dondoc.reports.summary import summary_content, summary_document
from dondoc.reports.summary_facts import PARTS, PeriodInfo, PlanInfo, SummaryFacts, WardInfo
from dondoc.rules.moves import Refused
from dondoc.rules.past_names import name_on
from dondoc.usecases import changed, record
from dondoc.usecases.actor import SYSTEM, Actor
from dondoc.usecases.changed import Subject, Thing
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.desk import sender_of
from dondoc.usecases.errors import NotFound
from dondoc.usecases.voice import Voice
from models.assignment import Assignment, DeadlineRevision, Report, ReportState
from models.plan import Mode, Plan, Wave
from models.queries import assignments, plans, summaries
from models.queries.assignments import Work
from models.summary import Summary, SummaryState
from models.ward import Person, Role
from notifications import notes, outbox
from notifications.message import Address, Attachment, message_id_for
from notifications.outbox import Parcel
from notifications.views import SummaryMail

#: The kind of event in the ward's log.
KIND = "summary"
#: Names and days as they stood when the summary was last made, kept beside the figures.
FACTS = "facts"
_stored_facts = TypeAdapter(SummaryFacts)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draft_due(session: Session, ward_id: int, *, now: datetime) -> list[Summary]:
    """Draft a summary for each wave that has ended and has none; safe to call every day.

    A draft from before the end, or by a clock that ran ahead, is counted anew once.
    """
    context = load_ward_context(session, ward_id, hold=True)
    made = []
    for plan in plans.plans_in_force(session, ward_id):
        for wave in plans.waves_of(session, plan.id or 0):
            known = summaries.summary_of(session, plan.id or 0, wave.key)
            if wave.ends_on < context.day(now) and not _holds(known, wave, context, now):
                made.append(_draft(session, context, plan, wave, SYSTEM, now))
    return made


def _holds(summary: Summary | None, wave: Wave, context: WardRows, now: datetime) -> bool:
    if summary is None:
        return False
    drafted_on = context.day(summary.as_of)
    is_draft = summary.state is SummaryState.DRAFT
    return not is_draft or wave.ends_on < drafted_on <= context.day(now)


def draft(
    session: Session, plan_id: int, period: str, *, now: datetime, actor: Actor = SYSTEM
) -> Summary:
    """Draft the summary of one wave, or count an unsigned draft anew; notes are kept.

    Raises:
        NotFound: there is no such plan or wave.
        Refused: it is signed already.
    """
    plan = session.get(Plan, plan_id)
    waves = plans.waves_of(session, plan_id)
    wave = next((wave for wave in waves if wave.key == period), None)
    if plan is None or wave is None:
        known = ", ".join(wave.key for wave in waves) or "chưa có"
        raise NotFound(f"Không có kỳ “{period}”. Các kỳ của kế hoạch: {known}.")
    context = load_ward_context(session, plan.ward_id)
    return _draft(session, context, plan, wave, actor, now)


def _draft(
    session: Session,
    context: WardRows,
    plan: Plan,
    wave: Wave,
    actor: Actor,
    now: datetime,
) -> Summary:
    summary = summaries.summary_of(session, plan.id or 0, wave.key) or Summary(
        ward_id=plan.ward_id, plan_id=plan.id or 0, period=wave.key,
        name="", kind=wave.summary, as_of=now, made_at=now,
    )  # fmt: skip
    if summary.state is SummaryState.SIGNED:
        raise Refused("Báo cáo này đã được duyệt, không lập lại được.")
    summary.as_of = now
    summary.version += summary.id is not None
    summary.figures = to_json(_figures(session, context, plan, wave, now))
    period = _period(plan, wave)
    summary.name = f"Báo cáo {period.word} {wave.name if period.kind == 'interim' else ''}".strip()
    _print(session, summary)
    _log(session, summary, "Lập dự thảo", actor=actor, now=now)
    return summary


def _print(session: Session, summary: Summary) -> None:
    """Keep the document, and the names and days that it prints beside its figures."""
    known = summary.figures.get(FACTS)
    earlier = _stored_facts.validate_python(known) if known else None
    facts = _stored_facts.dump_python(_facts_now(session, summary, earlier), mode="json")
    summary.figures = {**summary.figures, FACTS: facts}
    session.add(summary)
    session.flush()
    summary.document = document(session, summary)


def _log(
    session: Session,
    summary: Summary,
    words: str,
    *,
    actor: Actor,
    now: datetime,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    record.record(
        session, summary.ward_id, KIND, plan_id=summary.plan_id, actor=actor, now=now,
        text=f"{words}: {summary.name} ({summary.period})", before=before, after=after,
    )  # fmt: skip


def _period(plan: Plan, wave: Wave) -> PeriodInfo:
    """A final summary covers the whole plan, an interim one its wave."""
    if wave.summary == "final":
        starts = plan.starts_on or wave.starts_on
        return PeriodInfo(wave.key, wave.name, starts, plan.ends_on or wave.ends_on, "final")
    return PeriodInfo(wave.key, wave.name, wave.starts_on, wave.ends_on, "interim")


def _figures(session: Session, context: WardRows, plan: Plan, wave: Wave, now: datetime) -> Figures:
    works = assignments.work(session, plan.ward_id, plan_id=plan.id)
    ids = [work.assignment.id or 0 for work in works]
    return count(
        works, wave, context, reports=assignments.reports_of(session, ids),
        revisions=assignments.revisions_among(session, ids), now=now,
    )  # fmt: skip


def count(
    works: Sequence[Work],
    wave: Wave,
    context: WardRows,
    *,
    reports: Sequence[Report],
    revisions: Sequence[DeadlineRevision],
    now: datetime,
) -> Figures:
    """Count the work of a plan that belongs to a wave, all of it for a final one."""
    if wave.summary != "final":
        works = [work for work in works if _belongs(work.assignment, wave, context)]
    accepted = _last_accepted(reports)
    agreed = _agreed(revisions)
    rows = [
        _row(work, context, accepted, agreed.get(work.assignment.id or 0, [])) for work in works
    ]

    def days_late(due_at: datetime, moment: datetime) -> int:
        return context.calendar.between(context.day(due_at), context.day(moment))

    return figures(rows, as_of=now, days_late=days_late)


def _belongs(row: Assignment, wave: Wave, context: WardRows) -> bool:
    """A dated occurrence belongs to its own wave, else to the wave of its first deadline."""
    if row.wave_key is not None:
        return row.wave_key == wave.key
    return wave.starts_on <= context.day(row.first_due_at) <= wave.ends_on


def _last_accepted(rows: Sequence[Report]) -> dict[int, Report]:
    return {row.assignment_id: row for row in rows if row.state is ReportState.ACCEPTED}


def _agreed(revisions: Iterable[DeadlineRevision]) -> dict[int, list[DeadlineRevision]]:
    """Return the extensions and shortenings of each assignment, the oldest first."""
    found: dict[int, list[DeadlineRevision]] = {}
    for one in revisions:
        if one.kind in {"extension", "shortened"}:
            found.setdefault(one.assignment_id, []).append(one)
    return found


def _row(
    work: Work,
    context: WardRows,
    reports: Mapping[int, Report],
    agreed: Sequence[DeadlineRevision],
) -> Row:
    row = work.assignment
    unit = context.unit(row.unit_id)
    report = reports.get(row.id or 0)
    return Row(
        code=row.code,
        clause_path=work.clause.path,
        clause_text=work.clause.text,
        unit_key=unit.key,
        unit_name=name_on(unit, context.day(row.judged_at)) if row.judged_at else unit.name,
        kind=work.duty.kind,
        requested=row.mode is Mode.REQUEST,
        due_at=row.due_at,
        first_due_at=row.first_due_at,
        state=row.state.value,
        judged_at=row.judged_at,
        reported_at=row.reported_at,
        extensions=sum(one.kind == "extension" for one in agreed),
        shortenings=sum(one.kind == "shortened" for one in agreed),
        report_text=report.text if report else None,
        report_figures=report.figures if report else {},
        good_example=(report.good_example or None) if report else None,
        reason=agreed[-1].reason if agreed else None,
        duty_text=work.duty.text,
    )


def content(session: Session, summary: Summary) -> OfficialDocument:
    """Return what the summary says, from its snapshot: for the board and for the DOCX."""
    return summary_content(from_json(summary.figures), facts=_facts(session, summary))


def document(session: Session, summary: Summary) -> bytes:
    """Return the DOCX; made from the snapshot, so that it can be printed again identically."""
    return summary_document(from_json(summary.figures), facts=_facts(session, summary))


def _facts(session: Session, summary: Summary) -> SummaryFacts:
    if FACTS in summary.figures:
        return _stored_facts.validate_python(summary.figures[FACTS])
    return _facts_now(session, summary, None)


def _facts_now(session: Session, summary: Summary, earlier: SummaryFacts | None) -> SummaryFacts:
    """Return names and days as they are; a wave that was since taken out keeps its days."""
    plan = session.get_one(Plan, summary.plan_id)
    context = load_ward_context(session, summary.ward_id)
    waves = plans.waves_of(session, summary.plan_id)
    wave = next((wave for wave in waves if wave.key == summary.period), None)
    if wave is not None:
        period = _period(plan, wave)
    elif earlier is not None:
        period = earlier.period
    else:
        raise NotFound(f"Kế hoạch không còn kỳ “{summary.period}”; hãy lập lại kỳ khác.")
    ward = context.ward
    kind = "xã" if ward.name.casefold().startswith("xã") else "phường"
    signed_on = context.day(summary.signed_at) if summary.signed_at else None
    return SummaryFacts(
        period=period,
        ward=WardInfo(ward.name, ward.city, ward.province, kind, context.zone),
        plan=PlanInfo(plan.number, plan.title, plan.issued_on),
        signature=_signature(context),
        signed_on=signed_on,
        number=summary.number,
        notes={part: str(text) for part, text in summary.notes.items()},
    )


def _signature(context: WardRows) -> Signature:
    chair = next((p for p in context.people if p.role is Role.CHAIRMAN), None)
    return Signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", chair.name if chair else None)


def unsigned(session: Session, ward_id: int) -> list[Summary]:
    """Return the drafts that wait for the officer, newest first."""
    found = summaries.summaries_of(session, ward_id)
    return [summary for summary in found if summary.state is SummaryState.DRAFT]


def held(session: Session, summary_id: int) -> Summary:
    """Return a summary.

    Raises:
        NotFound: there is none with this number.
    """
    summary = session.get(Summary, summary_id)
    if summary is None:
        raise NotFound(f"Không có báo cáo tổng hợp số {summary_id}.")
    return summary


def _seen(session: Session, summary_id: int, version: int | None) -> Summary:
    """Return a summary that nobody else can change until this transaction ends."""
    summary = session.get(Summary, summary_id, with_for_update=True)
    if summary is None or version is None or version == summary.version:
        return summary or held(session, summary_id)
    subject = Subject(
        thing=Thing.SUMMARY, ward_id=summary.ward_id, number=summary.plan_id, key=summary.period,
        seen=version, changes=summary.version - version,
    )  # fmt: skip
    words = f"{summary.name} vừa được người khác thay đổi. Chưa có gì được ghi."
    raise changed.told(session, words, subject)


def note(
    session: Session,
    summary_id: int,
    *,
    notes_by_part: Mapping[str, str],
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Summary:
    """Keep what only a person can say, by part I to V.

    Raises:
        NotFound: there is no such summary.
        Changed: it is no longer at the version that the person saw.
        Refused: it is signed already.
    """
    summary = _seen(session, summary_id, version)
    if summary.state is SummaryState.SIGNED:
        raise Refused("Báo cáo này đã được duyệt, không sửa được.")
    texts = {part: notes_by_part.get(part, "").strip() for part in PARTS}
    before = {part: str(text) for part, text in summary.notes.items()}
    after = {part: text for part, text in texts.items() if text}
    if after == before:
        return summary
    summary.notes = after
    summary.version += 1
    _print(session, summary)
    _log(session, summary, "Ghi nhận xét", actor=actor, now=now, before=before, after=after)
    return summary


def sign_off(
    session: Session,
    summary_id: int,
    *,
    number: str | None,
    voice: Voice,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Summary:
    """Close the summary and mail it to the leaders with the DOCX.

    Raises:
        NotFound: there is no such summary.
        Changed: it is no longer at the version that the person saw.
        Refused: it is signed already.
    """
    summary = _seen(session, summary_id, version)
    if summary.state is SummaryState.SIGNED:
        raise Refused("Báo cáo này đã được duyệt trước đó.")
    summary.state = SummaryState.SIGNED
    summary.version += 1
    summary.number = (number or "").strip() or None
    summary.signed_at, summary.signed_by = now, actor.name
    _print(session, summary)
    _log(
        session, summary, "Duyệt", actor=actor, now=now,
        after={"document": summary.number} if summary.number else None,
    )  # fmt: skip
    context = load_ward_context(session, summary.ward_id)
    for person in context.people:
        if context.is_reachable(person.email):
            _queue(session, context, summary, person, voice, now)
    return summary


def file_name(summary: Summary) -> str:
    """Return the name under which the document is handed out."""
    word = "so-ket" if summary.kind == "interim" else "tong-ket"
    return f"bao-cao-{word}-{summary.period}.docx"


def _queue(
    session: Session,
    context: WardRows,
    summary: Summary,
    person: Person,
    voice: Voice,
    now: datetime,
) -> None:
    key = f"summary:{summary.id}:{person.email.casefold()}"
    facts = _facts(session, summary)
    message = notes.compose_summary(
        SummaryMail(
            to=Address(person.name, person.email),
            name=f"{summary.name} {facts.plan.subject}",
            period=facts.period.span,
            highlights=highlights(from_json(summary.figures)),
            attachments=(Attachment(file_name(summary), DOCX, summary.document),),
            title=person.title,
            link=f"{voice.base_url}/tong-hop/{summary.id}",
        ),
        sender_of(context, voice),
        message_id=message_id_for(key, voice.domain),
        now=now.astimezone(context.zone),
    )
    parcel = Parcel(
        ward_id=context.ward_id, key=key, kind="summary", message=message, lines=(),
        facts={"form": "summary", "summary_id": summary.id}, local_day=context.day(now),
    )  # fmt: skip
    if outbox.is_new(session, key):
        outbox.enqueue(session, parcel, now=now)


def highlights(taken: Figures) -> tuple[tuple[str, str], ...]:
    """Return the figures that a leader reads first, requested bodies on lines of their own."""
    lines = [*_lines("nhiệm vụ được giao", taken.assigned)]
    if taken.requested.total:
        lines += _lines("nội dung đề nghị phối hợp", taken.requested)
    return tuple(lines)


def _lines(noun: str, counts: Counts) -> list[tuple[str, str]]:
    done = f"{counts.completed} (đúng hạn {counts.on_time}, quá hạn {counts.late})"
    left = f"{counts.unfinished} (trong hạn {counts.open_in_time}, quá hạn {counts.open_late})"
    return [
        (f"Tổng số {noun}", wording.number(counts.total)),
        ("Đã hoàn thành", done),
        ("Chưa hoàn thành", left),
    ]


@dataclass(frozen=True)
class Period:
    """A wave as a choice on a page or the command line."""

    plan_id: int
    key: str
    name: str
    starts_on: date
    ends_on: date


def periods(session: Session, ward_id: int) -> list[Period]:
    """Return the waves of the ward's plans in force, by date."""
    return [
        Period(wave.plan_id, wave.key, wave.name, wave.starts_on, wave.ends_on)
        for wave in plans.waves_of_ward(session, ward_id)
    ]
