"""What the officer makes of dated things outside the part that assigns work. All are pure."""

from dondoc.rules import proposals
from dondoc.rules.cadence import Cadence, Form
from dondoc.rules.stated import stated_dates, undated_phrases
from dondoc.usecases.draft import Draft, DraftClause, DraftDuty, DraftElsewhere, WrongDraft
from dondoc.usecases.draft_edit import free_path, insert, place_of, with_clauses


def item_at(draft: Draft, number: int) -> DraftElsewhere:
    """Return an item by its position, from 0.

    Raises:
        WrongDraft: there is none.
    """
    if not 0 <= number < len(draft.elsewhere):
        raise WrongDraft("Không có việc nào ở phần khác của văn bản tại vị trí này.")
    return draft.elsewhere[number]


def attach(draft: Draft, number: int, *, path: str, duty: int) -> Draft:
    """Give the item's dates to a duty of a clause (counted from 1), as dates that the text states.

    A rhythm that is only proposed gives way to them; a stated one stays beside them.

    Raises:
        WrongDraft: there is no such item, clause or duty.
    """
    item = item_at(draft, number)
    place = place_of(draft, path)
    clause = draft.clauses[place]
    if not 1 <= duty <= len(clause.duties):
        raise WrongDraft(f"Mục {path} không có nhiệm vụ số {duty}.")
    duties = list(clause.duties)
    duties[duty - 1] = _with_dates(duties[duty - 1], item)
    changed = clause.model_copy(update={"duties": duties})
    clauses = [*draft.clauses[:place], changed, *draft.clauses[place + 1 :]]
    return _used(with_clauses(draft, clauses), number, use="duty", to=f"{path}/{duty}")


def _with_dates(duty: DraftDuty, item: DraftElsewhere) -> DraftDuty:
    now = Cadence.from_json(duty.cadence)
    new = stated_dates(item.deadlines)
    dates = {one.on: one for one in [*now.dates, *new]}
    notes = tuple(dict.fromkeys([*now.notes, *undated_phrases(item.deadlines)]))
    form, certainty = now.form, now.certainty
    if new and (certainty == "proposed" or form is Form.NONE):
        now, form, certainty = Cadence(form=Form.NONE), Form.DATES, "stated"
    cadence = now.model_copy(
        update={
            "form": form,
            "certainty": certainty,
            "dates": tuple(dates[on] for on in sorted(dates)),
            "notes": notes,
        }
    )
    phrases = [str(deadline["phrase"]) for deadline in item.deadlines]
    return duty.model_copy(
        update={
            "cadence": cadence.to_json(),
            "phrases": list(dict.fromkeys([*duty.phrases, *phrases])),
        }
    )


def as_clause(draft: Draft, number: int, made: DraftClause) -> Draft:
    """Make the item a clause of its own; ``made`` is its text as read again.

    Raises:
        WrongDraft: there is no such item.
    """
    item = item_at(draft, number)
    path = free_path(draft, item.path)
    duties = made.duties
    if duties and not any(Cadence.from_json(duty.cadence).dates for duty in duties):
        duties = [_with_dates(duties[0], item), *duties[1:]]
    clause = made.model_copy(update={"path": path, "line": item.line, "duties": duties})
    return _used(insert(draft, clause), number, use="clause", to=path)


def set_aside(draft: Draft, number: int) -> Draft:
    """Note that the item needs no follow-up."""
    item_at(draft, number)
    return _used(draft, number, use="aside", to="")


def open_again(draft: Draft, number: int) -> Draft:
    """Ask anew; dates that an item gave to a duty are taken off it.

    Raises:
        WrongDraft: there is no such item.
    """
    item = item_at(draft, number)
    if item.use == "duty":
        draft = _without_dates(draft, item)
    return _used(draft, number, use="", to="")


def _without_dates(draft: Draft, item: DraftElsewhere) -> Draft:
    path, _, duty = item.to.rpartition("/")
    found = next((clause for clause in draft.clauses if clause.path == path), None)
    place = int(duty) - 1
    if found is None or place >= len(found.duties):
        return draft
    given = {str(deadline["phrase"]) for deadline in item.deadlines}
    duties = list(found.duties)
    duties[place] = _taken_off(duties[place], given)
    clause = found.model_copy(update={"duties": duties})
    return with_clauses(draft, [clause if c.path == path else c for c in draft.clauses])


def _taken_off(duty: DraftDuty, given: set[str]) -> DraftDuty:
    now = Cadence.from_json(duty.cadence)
    dates = tuple(one for one in now.dates if one.phrase not in given)
    if now.form is Form.DATES and not dates:
        cadence = proposals.propose(duty.kind, requested=False)
    else:
        notes = tuple(note for note in now.notes if note not in given)
        cadence = now.model_copy(update={"dates": dates, "notes": notes})
    phrases = [phrase for phrase in duty.phrases if phrase not in given]
    return duty.model_copy(update={"cadence": cadence.to_json(), "phrases": phrases})


def _used(draft: Draft, number: int, *, use: str, to: str) -> Draft:
    items = list(draft.elsewhere)
    items[number] = items[number].model_copy(update={"use": use, "to": to})
    return draft.model_copy(update={"elsewhere": items})
