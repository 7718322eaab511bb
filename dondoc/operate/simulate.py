"""``dondoc simulate``: a year of a plan in minutes, on a database that is thrown away."""

import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

from sqlmodel import Session

from dondoc.operate import behaviours
from dondoc.operate.behaviours import Behaviour, Office, Step, WrongBehaviour
from dondoc.operate.play import Player, officer_for
from dondoc.reading.read import read_document
from dondoc.rules.local import at_local, zone_of
from dondoc.usecases import confirm, import_plan, load_ward, summarise, ward_file
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.wiring import App, capturing, throw_away
from models.assignment import OPEN_STATES, ActorKind, AssignmentEvent, State
from models.outbox import OutboxMail
from models.queries import assignments, outbox, summaries
from models.summary import Summary
from notifications.channel import Envelope

Emit = Callable[[dict[str, Any]], None]
SAMPLE_WARD = Path(__file__).parents[2] / "deploy" / "sample" / "ward.yaml"
BY = {ActorKind.LINK: "unit", ActorKind.SYSTEM: "system"}


def simulate(
    *,
    plan: Path,
    start: date,
    end: date,
    behaviour: str,
    emit: Emit,
    ward: Path | None = None,
    seed: int = 1,
    out: Path | None = None,
) -> None:
    """Play the plan from the morning of ``start`` to the evening of ``end`` and emit each event.

    Args:
        plan: the document; confirmed at 08:00 of ``start``, which is its issue date where the
            document has none.
        start: first local day.
        end: last local day.
        behaviour: none, prompt, mixed, or the path of a behaviour file.
        emit: called with each event, as the contract describes them, in order of time.
        ward: the ward file; the sample ward when None.
        seed: for ``mixed``.
        out: where mails (``.eml``) and summaries are written; nowhere when None.

    Raises:
        UnreadableDocument, WrongWardFile, WrongBehaviour: the input cannot be used.
    """
    reading = read_document(plan)
    source = ward_file.read_ward_file(ward or SAMPLE_WARD)
    with tempfile.TemporaryDirectory(prefix="dondoc-simulate-") as folder:
        app, channel = capturing(throw_away(Path(folder)))
        zone = zone_of(source.ward.timezone)
        opening, closing = at_local(start, "08:00", zone), at_local(end, "23:59", zone)
        with app.transaction() as session:
            row = load_ward.load_ward(session, source, now=opening)
            stored = import_plan.import_plan(
                session, row.id or 0, reading=reading, file_name=plan.name,
                file_bytes=plan.read_bytes(), issued_on=reading.document.issued_on or start,
                now=opening,
            )  # fmt: skip
        with app.transaction() as session:
            context = load_ward_context(session, row.id or 0)
            confirm.confirm(session, stored.id or 0, actor=officer_for(context, None), now=opening)
            codes = [w.assignment.code for w in assignments.work(session, context.ward_id)]
        acting = _behaviour(behaviour, context, codes, seed)
        witness = Witness(app, channel.taken, context, emit, out, closing)
        witness.look(opening)
        player = Player(
            app, row.id or 0, acting, witness.look, signs_summaries=behaviour != "none",
            strict=behaviour not in {"none", "prompt", "mixed"},
        )  # fmt: skip
        player.run(opening, closing)
        witness.end()
        app.engine.dispose()


def _behaviour(name: str, context: WardContext, codes: Iterable[str], seed: int) -> Behaviour:
    office = Office(context.calendar)
    if name == "none":
        return behaviours.none
    if name == "prompt":
        return behaviours.prompt(office)
    if name == "mixed":
        return behaviours.mixed(office, seed=seed)
    path = Path(name)
    if not path.is_file():
        raise WrongBehaviour(
            f"Không có cách ứng xử “{name}”. Chọn none, prompt, mixed hoặc đường dẫn tệp YAML."
        )
    steps = behaviours.from_file(path)
    _refuse_unknown(path, steps, context, codes)
    return behaviours.given(steps)


def _refuse_unknown(
    path: Path, steps: Iterable[Step], context: WardContext, codes: Iterable[str]
) -> None:
    """A mistyped code would never be played; one that a transfer will make is right."""
    units = {unit.key for unit in context.own_units}
    known = {(head, occurrence) for head, _, occurrence in map(_parts, codes)}
    for step in steps:
        head, unit, occurrence = _parts(step.code)
        if unit not in units or (head, occurrence) not in known:
            raise WrongBehaviour(f"{path}: kế hoạch không có nhiệm vụ “{step.code}”.")


def _parts(code: str) -> tuple[str, str, str]:
    head, _, rest = code.partition("@")
    unit, _, occurrence = rest.partition("#")
    return head, unit, occurrence.partition("~")[0]


@dataclass
class Witness:
    """Tells what happened since it last looked: state changes, mails, summaries."""

    app: App
    taken: list[Envelope]
    context: WardContext
    emit: Emit
    out: Path | None
    until: datetime
    last_event: int = 0
    seen_mails: int = 0
    mails: int = 0
    seen_summaries: set[tuple[int | None, bool]] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.out is not None:
            (self.out / "mails").mkdir(parents=True, exist_ok=True)

    def look(self, moment: datetime) -> None:
        """Emit all that is new at this moment."""
        on = moment.astimezone(self.context.zone).isoformat()
        with self.app.reading() as session:
            events = assignments.events_after(session, self.context.ward_id, self.last_event)
            ids = {event.assignment_id for event in events}
            codes = {r.id: r.code for r in assignments.assignments_by_id(session, ids)}
            for event in events:
                self.last_event = event.id or 0
                self._tell_state(on, event, codes[event.assignment_id])
            for envelope in self.taken[self.seen_mails :]:
                mail = outbox.mail_by_message_id(session, envelope.message_id)
                if mail is not None:
                    self._tell_mail(on, mail, self._items(session, mail))
                    self._keep(moment, envelope.content)
            self.seen_mails = len(self.taken)
            for summary in reversed(summaries.summaries_of(session, self.context.ward_id)):
                self._tell_summary(on, summary)

    def _tell_state(self, on: str, event: AssignmentEvent, code: str) -> None:
        if event.state_from == event.state_to:
            return
        self.emit(
            {
                "on": on, "event": "state", "assignment": code, "from": event.state_from,
                "to": event.state_to, "by": BY.get(event.actor_kind, "officer"),
            }
        )  # fmt: skip

    def _items(self, session: Session, mail: OutboxMail) -> list[dict[str, Any]]:
        lines = outbox.items_of(session, [mail.id or 0])
        ids = {line.assignment_id for line in lines}
        codes = {row.id: row.code for row in assignments.assignments_by_id(session, ids)}
        return [
            {"assignment": codes[line.assignment_id], "kind": line.kind, "offset": line.offset}
            for line in lines
        ]

    def _tell_mail(self, on: str, mail: OutboxMail, items: list[dict[str, Any]]) -> None:
        self.mails += 1
        self.emit(
            {
                "on": on, "event": "mail", "kind": mail.kind, "to": [mail.to_address], "cc": [],
                "subject": mail.subject,
                "assignments": list(dict.fromkeys(item["assignment"] for item in items)),
                "items": items, "message_id": mail.message_id,
            }
        )  # fmt: skip

    def _keep(self, moment: datetime, content: bytes) -> None:
        if self.out is None:
            return
        stamp = moment.astimezone(self.context.zone).strftime("%Y%m%d-%H%M")
        to = str(message_from_bytes(content)["To"]).rpartition("<")[2].strip(">\r\n ")
        name = f"{stamp}-{self.mails:04}-{to.replace('@', '-at-')}.eml"
        (self.out / "mails" / name).write_bytes(content)

    def _tell_summary(self, on: str, summary: Summary) -> None:
        signed = summary.signed_at is not None
        if (summary.id, signed) in self.seen_summaries:
            return
        self.seen_summaries.add((summary.id, signed))
        name = summarise.file_name(summary)
        if self.out is not None:
            (self.out / name).write_bytes(summary.document)
        self.emit({"on": on, "event": "summary", "period": summary.period, "files": [name]})

    def end(self) -> None:
        """Emit the closing line with the figures of the whole play."""
        with self.app.reading() as session:
            rows = [w.assignment for w in assignments.work(session, self.context.ward_id)]
        done = [row for row in rows if row.state is State.ACCEPTED]
        late = [row for row in rows if row.state in OPEN_STATES and row.due_at <= self.until]
        self.emit(
            {
                "event": "end", "mails": self.mails, "assignments": len(rows),
                "accepted": len(done), "overdue": len(late),
            }
        )  # fmt: skip


def as_line(event: dict[str, Any]) -> str:
    """Return an event as one JSON line."""
    return json.dumps(event, ensure_ascii=False)
