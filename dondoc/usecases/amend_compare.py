"""An amending draft held against the plan in force: what changes, for which work, who is told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlmodel import Session

from dondoc.rules import amend_words
from dondoc.rules.amend_facts import ClauseFacts, Pair
from dondoc.rules.amend_fates import Fate, fates
from dondoc.rules.amend_news import News, news_of
from dondoc.rules.amend_pairs import pair_clauses, pair_duties
from dondoc.rules.fingerprint import fingerprint_of
from dondoc.usecases import amend, amend_work, dating, heirs
from dondoc.usecases import draft as drafts
from dondoc.usecases.amend_facts import facts_of
from dondoc.usecases.amend_reading import UNREAD
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.draft import DraftClause, DraftDuty
from models.plan import Plan


@dataclass(frozen=True)
class Outcome:
    """What becomes of one assignment, in which duty of the amended plan, and who hears of it.

    ``path`` and ``position`` are of the clause and duty afterwards, or of the dropped one, where
    ``goes_on`` is false.
    """

    fate: Fate
    path: str
    position: int
    duty_text: str
    kind: str
    goes_on: bool
    reworded: bool
    news: tuple[News, ...]


@dataclass(frozen=True)
class Change:
    """One clause before and after, with what follows for its assignments.

    ``clause`` is the clause as it will stand; None where it is dropped. ``redated`` are the
    positions of those of its duties that are dated from the amendment's own day.
    """

    pair: Pair
    clause: DraftClause | None
    outcomes: tuple[Outcome, ...]
    redated: tuple[int, ...] = ()

    @property
    def path(self) -> str:
        """Its path in the amended plan, or its last one."""
        clause = self.pair.new or self.pair.old
        return clause.path if clause else ""

    @property
    def runs(self) -> list[amend_words.Run]:
        """The later wording with what was taken out of the earlier one."""
        old, new = self.pair.old, self.pair.new
        return amend_words.runs(old.text if old else "", new.text if new else "")


@dataclass(frozen=True)
class Comparison:
    """The whole comparison; ``unread`` are points of the document that a person must settle."""

    document: Plan
    plan: Plan
    whole: bool
    issued_on: date
    ends_on: date
    changes: tuple[Change, ...]
    unread: tuple[str, ...]

    @property
    def outcomes(self) -> Iterator[Outcome]:
        """Every outcome in the order of the amended plan."""
        return (outcome for change in self.changes for outcome in change.outcomes)

    def counts(self) -> dict[str, int]:
        """Count the clauses by what happened to them."""
        kinds = ("added", "changed", "dropped", "moved", "unchanged")
        found: list[str] = [change.pair.kind for change in self.changes]
        return {kind: found.count(kind) for kind in kinds}

    def told(self) -> dict[str, dict[str, int]]:
        """Count the news of each unit by kind; units that hear nothing are not there."""
        found: dict[str, dict[str, int]] = {}
        for outcome in self.outcomes:
            for news in outcome.news:
                kinds = found.setdefault(news.unit, {})
                kinds[news.kind] = kinds.get(news.kind, 0) + 1
        return found

    @cached_property
    def fingerprint(self) -> str:
        """What was shown, in a few letters: whoever confirms something else is stopped."""
        seen = [
            self.document.id, self.plan.id, self.whole, str(self.issued_on), str(self.ends_on),
            [(asdict(change.pair), [_seen(one) for one in change.outcomes]) for change in self.changes],
        ]  # fmt: skip
        return fingerprint_of(seen)


def _seen(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome without the story of its date, which holds a whole calendar."""
    fate = outcome.fate
    if fate.occurrence is not None:
        fate = replace(fate, occurrence=replace(fate.occurrence, story=None))
    return asdict(replace(outcome, fate=fate))


def compare(session: Session, document_id: int, *, now: datetime) -> Comparison:
    """Hold an amending draft against the plan in force; changes nothing.

    Raises:
        NotFound: there is no such draft.
        Refused: it amends no plan.
    """
    document = drafts.held(session, document_id)
    amendment = amend.amendment_for(session, document)
    plan = session.get_one(Plan, document.amends_id)
    context = load_ward_context(session, plan.ward_id)
    today = context.day(now)
    base = heirs.draft_now(drafts.of_plan(plan), context, today)
    draft = heirs.draft_now(drafts.of_plan(document), context, today)
    old, new = (heirs.without_ended(facts_of(one), context, today) for one in (base, draft))
    pairs = pair_clauses(
        old, new, whole=amendment.whole, drops=amendment.drops, by_hand=amendment.pairs
    )
    standing = amend_work.standing_of(
        session, plan, context, {clause.path: clause.lead for clause in old}
    )
    issued_on, _ = dating.issue_date(document, None, today)
    calendar = amend_work.calendar_of(
        session, plan, context,
        facts=dating.facts_of(plan, context, issued_on=plan.issued_on or issued_on),
        issued_on=issued_on, ends_on=document.ends_on if amendment.whole else None, now=now,
    )  # fmt: skip
    before = {clause.path: clause for clause in base.clauses}
    after = {clause.path: clause for clause in draft.clauses}
    bench = _Bench(standing, calendar, context)
    return Comparison(
        document=document,
        plan=plan,
        whole=amendment.whole,
        issued_on=issued_on,
        ends_on=calendar.amended.ends_on,
        changes=tuple(bench.change(pair, before, after) for pair in pairs),
        unread=tuple(str(w["message"]) for w in draft.warnings if w.get("code") == UNREAD),
    )


@dataclass(frozen=True)
class _Bench:
    """Works out what follows from one pair of clauses."""

    standing: amend_work.Standing
    calendar: amend_work.Calendar
    context: WardContext

    def change(
        self, pair: Pair, before: Mapping[str, DraftClause], after: Mapping[str, DraftClause]
    ) -> Change:
        old = before[pair.old.path] if pair.old else None
        new = after[pair.given] if pair.given else (old if pair.new else None)
        clause = new.model_copy(update={"path": pair.new.path}) if new and pair.new else None
        outcomes: list[Outcome] = []
        duties = pair_duties(
            pair.old.duties if pair.old else (), pair.new.duties if pair.new else ()
        )
        reworded = _reworded(pair, duties)
        for m, n in duties:
            duty = clause.duties[n - 1] if clause and n else None
            known = old.duties[m - 1] if old and m else None
            outcomes += self._outcomes(pair, m, n, known, duty, reworded=(m, n) in reworded)
        redated = tuple(n for m, n in duties if n is not None and _is_redated(pair, m, n))
        return Change(pair, clause, tuple(outcomes), redated)

    def _outcomes(
        self, pair: Pair, m: int | None, n: int | None, known: DraftDuty | None,
        duty: DraftDuty | None, *, reworded: bool,
    ) -> Iterator[Outcome]:  # fmt: skip
        changed = _is_redated(pair, m, n)
        terms = amend_work.terms_of(
            self.calendar, old=pair.old if m else None, new=pair.new, duty=duty, changed=changed
        )
        held = self.standing.held.get((pair.old.path, m), ()) if pair.old and m else ()
        shown = duty or known
        place = pair.new if n else pair.old
        for fate in fates(held, terms):
            yield Outcome(
                fate=fate,
                path=place.path if place else "",
                position=n or m or 0,
                duty_text=shown.text if shown else "",
                kind=shown.kind if shown else "other",
                goes_on=n is not None,
                reworded=reworded,
                news=tuple(self._news(fate, pair, reworded=reworded)),
            )

    def _news(self, fate: Fate, pair: Pair, *, reworded: bool) -> list[News]:
        heard = fate.held is not None and fate.held.id not in self.standing.unheard
        return news_of(
            fate,
            reworded=reworded,
            heard=heard,
            before=self._known(pair.old),
            after=self._known(pair.new),
        )

    def _known(self, clause: ClauseFacts | None) -> list[str]:
        keys = {unit.key for unit in self.context.own_units}
        return [key for key in (clause.support if clause else ()) if key in keys]


def _is_redated(pair: Pair, m: int | None, n: int | None) -> bool:
    """Tell whether a duty comes, goes or is dated in another way than before."""
    facts = pair.old.duties[m - 1] if pair.old and m else None
    wanted = pair.new.duties[n - 1] if pair.new and n else None
    return facts is None or wanted is None or facts.cadence != wanted.cadence


def _reworded(
    pair: Pair, duties: Sequence[tuple[int | None, int | None]]
) -> set[tuple[int | None, int | None]]:
    """Return the pairs of duties whose wording a unit should read anew.

    Where only words around the duties changed, that is all of them.
    """
    if pair.old is None or pair.new is None or "text" not in pair.changes:
        return set()
    both = [(m, n) for m, n in duties if m is not None and n is not None]
    own = {
        (m, n)
        for m, n in both
        if amend_words.differ(pair.old.duties[m - 1].text, pair.new.duties[n - 1].text)
    }
    alone = len(own) == 0 and len(both) == len(duties)
    return set(both) if alone else {*own}


def to_json(comparison: Comparison, *, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the comparison for other programs, and as it is kept once it was confirmed."""
    return {
        "document": comparison.document.id,
        "plan": comparison.plan.id,
        "scope": "whole" if comparison.whole else "partial",
        "issued_on": comparison.issued_on.isoformat(),
        "fingerprint": comparison.fingerprint,
        "counts": comparison.counts(),
        "clauses": [_clause_json(change) for change in comparison.changes],
        "told": [
            {"unit": key, "name": names.get(key, key), "news": kinds}
            for key, kinds in comparison.told().items()
        ],
        "unread": list(comparison.unread),
    }


def _clause_json(change: Change) -> dict[str, Any]:
    pair = change.pair
    return {
        "kind": pair.kind,
        "path": pair.new.path if pair.new else None,
        "was": pair.old.path if pair.old else None,
        "given": pair.given,
        "moved": pair.moved,
        "changes": sorted(pair.changes),
        "before": pair.old.text if pair.old else None,
        "after": pair.new.text if pair.new else None,
        "hint": list(pair.hint),
        "redated": list(change.redated),
        "assignments": [_outcome_json(one) for one in change.outcomes],
    }


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    fate = outcome.fate
    return {
        "what": fate.what,
        "id": fate.held.code if fate.held else None,
        "unit": fate.unit,
        "was_unit": fate.held.unit if fate.held else None,
        "due": fate.due_at.isoformat() if fate.due_at else None,
        "was_due": fate.held.due_at.isoformat() if fate.held else None,
        "past": fate.past,
        "duty": outcome.duty_text,
        "reworded": outcome.reworded,
    }
