"""Edits of the duties of one clause: split, merge, drop, add. All are pure."""

from collections.abc import Sequence

from dondoc.reading.work.kinds import kind_of
from dondoc.rules import proposals
from dondoc.usecases.draft import DraftClause, DraftDuty, WrongDraft


def new_duty(text: str, *, requested: bool, kind: str | None = None) -> DraftDuty:
    """Return a duty of these words, its cadence proposed by its kind."""
    kind = kind or kind_of(text) or "other"
    cadence = proposals.propose(kind, requested=requested)
    return DraftDuty(text=text, kind=kind, cadence=cadence.to_json())


def drop_duty(clause: DraftClause, place: int) -> DraftClause:
    """Return the clause without one duty.

    Raises:
        WrongDraft: there is none at this place.
    """
    _duty(clause, place)
    return _with(clause, [*clause.duties[:place], *clause.duties[place + 1 :]])


def merge_duty(clause: DraftClause, place: int) -> DraftClause:
    """Make one of a duty and the next; what is stated about time wins over what is proposed.

    Raises:
        WrongDraft: it is the last one.
    """
    one = _duty(clause, place)
    if place + 1 >= len(clause.duties):
        raise WrongDraft("Nhiệm vụ cuối của mục không có nhiệm vụ sau để gộp.")
    other = clause.duties[place + 1]
    stated = one if one.cadence.get("certainty") == "stated" else other
    chosen = stated if stated.cadence.get("certainty") == "stated" else one
    merged = DraftDuty(
        text=f"{one.text.rstrip(' ;.')}; {other.text}",
        kind=one.kind,
        phrases=[*one.phrases, *other.phrases],
        cadence=chosen.cadence,
        ladder=chosen.ladder or one.ladder or other.ladder,
    )
    return _with(clause, [*clause.duties[:place], merged, *clause.duties[place + 2 :]])


def split_duty(clause: DraftClause, place: int, *, requested: bool) -> DraftClause:
    """Make a duty of each line of a duty's text.

    A part in which the text states a time keeps the cadence; the others get a proposal, unless
    no part can be told to hold the time: then each keeps it.

    Raises:
        WrongDraft: the text has one line only.
    """
    whole = _duty(clause, place)
    lines = [line.strip() for line in whole.text.splitlines() if line.strip()]
    if len(lines) < 2:
        raise WrongDraft("Muốn tách, hãy xuống dòng ở chỗ cần tách trong ô nội dung nhiệm vụ.")
    timed = [line for line in lines if any(phrase in line for phrase in whole.phrases)]
    parts = []
    for line in lines:
        part = new_duty(line, requested=requested, kind=kind_of(line) or whole.kind)
        if line in timed or not timed:
            part = part.model_copy(
                update={
                    "phrases": [phrase for phrase in whole.phrases if phrase in line],
                    "cadence": whole.cadence,
                }
            )
        parts.append(part)
    return _with(clause, [*clause.duties[:place], *parts, *clause.duties[place + 1 :]])


def _duty(clause: DraftClause, place: int) -> DraftDuty:
    if not 0 <= place < len(clause.duties):
        raise WrongDraft(f"Mục {clause.path} không có nhiệm vụ số {place + 1}.")
    return clause.duties[place]


def _with(clause: DraftClause, duties: Sequence[DraftDuty]) -> DraftClause:
    return clause.model_copy(update={"duties": list(duties)})
