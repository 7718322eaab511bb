"""One assignment with everything that happened to it."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any

from dondoc import wording
from dondoc.cli import lists
from dondoc.cli.desk import Desk
from dondoc.rules import explain_words
from dondoc.usecases import show
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.show import Detail
from models.assignment import AssignmentEvent, Extension, Report
from models.queries.outgoing import group_of


def show_one(desk: Desk, identity: str, *, ward_key: str | None) -> None:
    """Print one assignment and its history, the oldest first.

    Raises:
        NotFound: there is none, or the code stands in several plans.
    """
    with desk.app().reading() as session:
        row = show.find(session, identity, ward_key=ward_key)
        now = desk.now(load_ward_context(session, row.ward_id).zone)
        detail = show.detail(session, row.id or 0, now=now)
        several = lists.several_plans(session)
    desk.say_all(_lines(detail, several=several))
    desk.hand_over(_as_json(detail, several=several))


def _zone(detail: Detail) -> tzinfo | None:
    return detail.view.due_local.tzinfo


def _moment(instant: datetime, zone: tzinfo | None) -> str:
    local = instant.astimezone(zone)
    return f"{wording.hour(local)} {wording.day_short(local)}"


def _lines(detail: Detail, *, several: bool) -> Iterator[str]:
    view, zone = detail.view, _zone(detail)
    yield lists.identity(view, several=several)
    yield f"  {view.duty_text}"
    yield f"Mục {view.clause_path}: {view.clause_text}"
    asked = " (đề nghị phối hợp)" if view.requested else ""
    yield f"Đơn vị: {view.unit_name}{asked}"
    if detail.support:
        yield f"Phối hợp: {', '.join(detail.support)}"
    late = f" ({wording.days_late(view.days_late)})" if view.days_late else ""
    yield f"Tình trạng: {wording.STANDING_NAMES[view.standing.value]}{late}"
    yield f"Thời hạn: {_moment(view.due_at, zone)}. {view.derivation}"
    if view.sleeping_for:
        yield f"Đang chờ: {view.sleeping_for}"
    others = [("Chuyển từ", former.view) for former in detail.before[-1:]]
    others += [("Chuyển sang", detail.successor)] if detail.successor else []
    for title, other in others:
        yield f"{title}: {lists.identity(other, several=several)} ({other.unit_name})"
    if detail.day_off:
        yield f"Lưu ý: {detail.day_off}"
    yield from _wishes(detail, zone)
    yield "Lịch sử:"
    yield from (_event(event, zone) for event in detail.events)
    if detail.reports:
        yield "Báo cáo:"
        for report in detail.reports:
            yield from _report(detail, report, zone)
    if detail.mails:
        yield "Thư:"
        for mail, item in detail.mails:
            what = explain_words.line(item.kind, item.offset)
            how = wording.MAIL_GROUP_NAMES[group_of(mail)]
            yield f"  {_moment(mail.made_at, zone)}  {mail.to_address}: {what} ({how})"


def _event(event: AssignmentEvent, zone: tzinfo | None) -> str:
    name = wording.EVENT_NAMES.get(event.kind, event.kind)
    text = f": {event.text}" if event.text else ""
    way = wording.CHANNEL_NAMES.get(event.channel, event.channel)
    before = event.data.get("text_before")
    earlier = f" (nguyên văn trước khi sửa đổi: “{before}”)" if before else ""
    return f"  {_moment(event.at, zone)}  {name}, {event.actor} {way}{text}{earlier}"


def _wishes(detail: Detail, zone: tzinfo | None) -> Iterator[str]:
    if detail.extensions:
        yield "Đề nghị gia hạn:"
        yield from (_wish(wish, zone) for wish in detail.extensions)


def _wish(wish: Extension, zone: tzinfo | None) -> str:
    wanted = wording.day_short(wish.wanted_until.astimezone(zone))
    given = ""
    if wish.granted_until is not None:
        given = f" đến {wording.day_short(wish.granted_until.astimezone(zone))}"
    answer = f" ({wish.answer})" if wish.answer else ""
    return (
        f"  {_moment(wish.asked_at, zone)}  {wish.asked_by}: đến {wanted}, {wish.reason}"
        f" → {wording.WISH_NAMES[wish.state.value]}{given}{answer}"
    )


def _report(detail: Detail, report: Report, zone: tzinfo | None) -> Iterator[str]:
    yield f"  {_moment(report.made_at, zone)}  {report.made_by}: {report.text}"
    for name, value in report.figures.items():
        yield f"    {name}: {value}"
    if report.good_example:
        yield f"    Điển hình: {report.good_example}"
    for file in detail.evidence.get(report.id or 0, ()):
        yield f"    Tệp: {file.file_name} ({file.size} byte)"
    if report.answer:
        yield f"    Trả lời của {report.answered_by or 'hệ thống'}: {report.answer}"


def _as_json(detail: Detail, *, several: bool) -> dict[str, Any]:
    zone = _zone(detail)

    def local(instant: datetime) -> str:
        return instant.astimezone(zone).isoformat()

    return {
        **lists.as_json(detail.view, several=several),
        "clause_text": detail.view.clause_text,
        "support": list(detail.support),
        "revisions": [
            {"number": one.number, "kind": one.kind, "due": local(one.due_at), "by": one.made_by}
            for one in detail.revisions
        ],
        "events": [
            {
                "on": local(event.at),
                "kind": event.kind,
                "by": event.actor,
                "as": event.actor_kind.value,
                "channel": event.channel,
                "from": event.state_from,
                "to": event.state_to,
                "text": event.text,
            }
            for event in detail.events
        ],
        "reports": [
            {
                "on": local(report.made_at),
                "by": report.made_by,
                "text": report.text,
                "figures": report.figures,
                "good_example": report.good_example,
                "state": report.state.value,
                "answer": report.answer,
                "files": [one.file_name for one in detail.evidence.get(report.id or 0, ())],
            }
            for report in detail.reports
        ],
        "mails": [
            {"on": local(mail.made_at), "to": mail.to_address, "kind": item.kind,
             "offset": item.offset, "state": mail.state.value, "subject": mail.subject}
            for mail, item in detail.mails
        ],
    }  # fmt: skip
