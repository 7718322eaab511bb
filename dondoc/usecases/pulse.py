"""The pulse of the program: what waits, when each pass last ran, and what is late."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from dondoc.rules.limits import Limits
from dondoc.rules.local import at_local
from dondoc.rules.overdue import Facts, Late, late
from dondoc.usecases import limiting, quiet
from dondoc.usecases.context import load_ward_context
from models.queries import heartbeats, plans
from models.queries import outbox as queries
from notifications import outbox


@dataclass(frozen=True, kw_only=True)
class Pulse:
    """``oldest_at`` is when the longest waiting mail was made; ``late`` is empty where all is well."""

    waiting: int
    oldest_at: datetime | None
    facts: Facts
    late: list[Late]

    def to_json(self, now: datetime) -> dict[str, Any]:
        """Return what a machine may read; it says nothing about anyone's work."""
        age = int((now - self.oldest_at).total_seconds()) if self.oldest_at else None
        return {
            "status": "late" if self.late else "ok",
            "now": now.isoformat(),
            "late": [one._asdict() for one in self.late],
            "waiting_mails": self.waiting,
            "oldest_waiting_seconds": age,
            "last_round": _iso(self.facts.round_at),
            "last_sending": _iso(self.facts.sending_at),
        }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def take(session: Session, *, patience: timedelta, limits: Limits, now: datetime) -> Pulse:
    """Look at everything that should go by itself, in a few queries; changes nothing."""
    sending = heartbeats.last(session, "deliver", None)
    rounds = heartbeats.last(session, "round", None)
    facts = Facts(
        begun_at=plans.first_in_force_at(session),
        quiet=quiet.is_quiet(session),
        stopped=outbox.is_stopped(session),
        sending_at=sending.at if sending else None,
        round_at=heartbeats.last_pass(session, "round"),
        round_failed=rounds is not None and not rounds.ok,
        mail_since=_mail_since(session, limits, now),
    )
    oldest = queries.oldest_waiting(session)
    return Pulse(
        waiting=queries.count_waiting(session),
        oldest_at=oldest.made_at if oldest else None,
        facts=facts,
        late=late(facts, patience=patience, now=now),
    )


def _mail_since(session: Session, limits: Limits, now: datetime) -> datetime | None:
    """Return since when the longest waiting mail could have left; a full limit holds all back."""
    if any(span.free_at and span.free_at > now for span in limiting.spans(session, limits, now)):
        return None
    found = []
    for ward_id, any_hour, since in queries.waiting_since(session):
        if since > now:
            continue
        if any_hour:
            found.append(since)
            continue
        context = load_ward_context(session, ward_id)
        if context.is_open(now):
            opened = at_local(context.day(now), context.ward.window_from, context.zone)
            found.append(max(since, opened))
    return min(found, default=None)
