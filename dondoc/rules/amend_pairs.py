"""Which clause of an amending document stands for which clause of the plan in force. All is pure.

Clauses are paired by their words in order and by their path. Texts of one path may differ much
(the clause was rewritten), those of different paths only a little (the clause has moved); what is
less alike was dropped here and added there. The officer's own pairs go before all others.
"""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Indel

from dondoc.rules import amend_words
from dondoc.rules.amend_facts import ClauseFacts, DutyFacts, Pair
from dondoc.rules.amend_hints import hinted

#: The paths of an amending document's own clauses begin so where the plan has them already.
OWN = "SĐ"
SAME_PATH = 0.4
OTHER_PATH = 0.65
SAME_DUTY = 0.4


def pair_clauses(
    old: Sequence[ClauseFacts],
    new: Sequence[ClauseFacts],
    *,
    whole: bool,
    drops: Collection[str] = (),
    by_hand: Mapping[str, str] | None = None,
) -> list[Pair]:
    """Return every clause of both sides once, in the order of the plan as it will be.

    Args:
        old: the clauses of the plan in force.
        new: those of the amending document.
        whole: what the document does not repeat is dropped; else it stays.
        drops: paths of ``old`` that the document abolishes.
        by_hand: by a path of ``new`` the path of ``old`` that it replaces, or nothing.
    """
    partner = _partners(old, new, by_hand or {}, whole=whole)
    before = {clause.path: clause for clause in old}
    paired = {path: clause for clause in new if (path := partner.get(clause.path))}
    if whole:
        pairs = [
            Pair(before.get(partner.get(clause.path, "")), clause, clause.path) for clause in new
        ]
        gone = [clause for clause in old if clause.path not in paired]
        return hinted(_with_dropped(pairs, gone, old))
    pairs = [_kept(clause, paired.get(clause.path), drops) for clause in old]
    for clause in new:
        if clause.path not in partner:
            added = replace(clause, path=_free(clause.path, before))
            pairs.insert(_place(pairs, added.path), Pair(None, added, clause.path))
    return hinted(pairs)


def _kept(clause: ClauseFacts, changed: ClauseFacts | None, drops: Collection[str]) -> Pair:
    if changed is not None:
        return Pair(clause, replace(changed, path=clause.path), changed.path)
    return Pair(clause, None if clause.path in drops else clause)


def _free(path: str, taken: Container[str]) -> str:
    """Return a path for a new clause of a partial document, whose numbers are its own."""
    while path in taken:
        path = f"{OWN}.{path}"
    return path


def _partners(
    old: Sequence[ClauseFacts],
    new: Sequence[ClauseFacts],
    by_hand: Mapping[str, str],
    *,
    whole: bool,
) -> dict[str, str]:
    """Return the path of ``old`` for each clause of ``new`` that has one; the best pair first."""
    there = {clause.path for clause in old}
    taken = {mine: path for mine, path in by_hand.items() if path in there}
    free_new = [clause for clause in new if clause.path not in by_hand]
    free_old = [clause for clause in old if clause.path not in taken.values()]
    scored = sorted(
        (
            (_score(before, after, whole=whole), -place, before.path, after.path)
            for place, before in enumerate(free_old)
            for after in free_new
        ),
        reverse=True,
    )
    used: set[str] = set()
    found = {clause.path: taken[clause.path] for clause in new if clause.path in taken}
    for score, _, before_path, after_path in scored:
        if score > 0 and before_path not in used and after_path not in found:
            used.add(before_path)
            found[after_path] = before_path
    return found


def _score(before: ClauseFacts, after: ClauseFacts, *, whole: bool) -> float:
    """Return how well two clauses go together; nothing where they do not."""
    same = similarity(before.text, after.text)
    here = before.path == after.path
    # A partial document numbers itself, so that its own path says nothing.
    if same < (SAME_PATH if here and whole else OTHER_PATH):
        return 0.0
    return same + (0.15 if here else 0.0) + (0.1 if set(before.lead) == set(after.lead) else 0.0)


def similarity(one: str, other: str) -> float:
    """Return from 0 to 1 how far two texts have the same words in the same order."""
    return float(Indel.normalized_similarity(amend_words.folded(one), amend_words.folded(other)))


def _with_dropped(
    pairs: list[Pair], gone: Iterable[ClauseFacts], old: Sequence[ClauseFacts]
) -> list[Pair]:
    """Put each dropped clause behind the one that it followed."""
    order = [clause.path for clause in old]
    for clause in gone:
        earlier = set(order[: order.index(clause.path)])
        behind = [n for n, pair in enumerate(pairs) if pair.old and pair.old.path in earlier]
        pairs.insert(behind[-1] + 1 if behind else 0, Pair(clause, None))
    return pairs


def _place(pairs: Sequence[Pair], path: str) -> int:
    """Return where a new clause belongs: behind the last one with the longest common beginning."""
    parts = path.split(".")
    for length in range(len(parts) - 1, 0, -1):
        near = [
            n for n, pair in enumerate(pairs) if _path(pair).split(".")[:length] == parts[:length]
        ]
        if near:
            return near[-1] + 1
    return len(pairs)


def _path(pair: Pair) -> str:
    clause = pair.new or pair.old
    return clause.path if clause else ""


def pair_duties(
    old: Sequence[DutyFacts], new: Sequence[DutyFacts]
) -> list[tuple[int | None, int | None]]:
    """Return positions, from 1, of the duties of two versions of one clause that go together."""
    scored = sorted(
        (
            (similarity(before.text, after.text) + (0.1 if m == n else 0.0), -m, -n)
            for m, before in enumerate(old, start=1)
            for n, after in enumerate(new, start=1)
            if m == n or similarity(before.text, after.text) >= SAME_DUTY
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for _, m, n in scored:
        if -m not in found.values() and -n not in found:
            found[-n] = -m
    added: list[tuple[int | None, int | None]] = [(found.get(n), n) for n in range(1, len(new) + 1)]
    gone = [m for m in range(1, len(old) + 1) if m not in found.values()]
    return [*added, *((m, None) for m in gone)]
