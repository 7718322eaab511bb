"""Bodies that a clause names by their place in the document ("các đơn vị tại mục 2").

They are replaced by those who lead there. Where the document names nobody there, the words stay.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from dondoc.reading.draft import ReadClause, ReadUnit
from dondoc.reading.folding import fold
from dondoc.reading.words import Phrases, Word, words_of

_PLACE = Phrases(("mục", "khoản", "điểm", "điều", "phần", "phụ lục", "biểu"))
_AT = Phrases((
    "tại", "ở", "trong", "nêu tại", "theo", "nêu trong", "có tên tại", "có tên trong", "quy định tại",
    "được giao tại", "được phân công tại", "được giao nhiệm vụ tại", "được giao chủ trì tại",
    "được phân công chủ trì tại", "được phân công nhiệm vụ tại", "được nêu tại", "đã nêu tại",
))  # fmt: skip
_ABOVE = re.compile(r"\b(?:nêu trên|nói trên|kể trên|đã nêu ở trên|có tên trên)$")
_LABEL = re.compile(r"\d{1,3}|[IVXivx]{1,5}|[a-zđ]")
_TAIL = Phrases(("này", "nêu trên", "trên", "của kế hoạch này", "kế hoạch này", "kèm theo"))
_RANK = {fold(word): rank for rank, word in enumerate(("phần", "điều", "mục", "khoản", "điểm"))}
_ANNEX = fold("phụ lục")
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
}
_MOST = 20
_MOST_REFERENCES = 200


def reference_length(words: Sequence[Word], index: int) -> int:
    """Return how many words "tại mục 2", "nêu tại Phụ lục I" and the like take at ``index``."""
    at = _AT.at(words, index)
    place = _PLACE.at(words, index + at) if at else 0
    if not place:
        return 0
    position = index + at + place
    while position < len(words):
        step = _PLACE.at(words, position) or _label(words, position)
        if not step:
            break
        position += step
    return position + _TAIL.at(words, position) - index


def _label(words: Sequence[Word], position: int) -> int:
    word, joined = words[position], words[position].before
    if joined not in (" ", ".", ", ", ".-"):
        return 0
    follows = position + 1 < len(words) and _LABEL.fullmatch(words[position + 1].text)
    if word.text.lower() == "và":
        return 1 if follows else 0
    return 1 if _LABEL.fullmatch(word.text) else 0


def resolve(clauses: Sequence[ReadClause]) -> tuple[ReadClause, ...]:
    """Return the clauses with the bodies that are referred to written out.

    A document with more references than any plan has keeps the words of those beyond.
    """
    resolved = list(clauses)
    pointing = (n for n, clause in enumerate(clauses) if any(_points(u.name) for u in clause.units))
    for index in islice(pointing, _MOST_REFERENCES):
        resolved[index] = _resolved(clauses[index], clauses, index)
    return tuple(resolved)


def _resolved(clause: ReadClause, clauses: Sequence[ReadClause], index: int) -> ReadClause:
    meant = {unit.name: tuple(_meant(unit.name, clause, clauses, index)) for unit in clause.units}
    if not any(meant.values()):
        return clause
    units = tuple(_once(_written_out(clause.units, meant)))
    return replace(
        clause,
        units=units,
        lead=tuple(unit.name for unit in units if unit.role == "lead"),
        support=tuple(unit.name for unit in units if unit.role == "support"),
    )


def _written_out(
    units: Sequence[ReadUnit], meant: dict[str, tuple[str, ...]]
) -> Iterator[ReadUnit]:
    for unit in units:
        for name in meant[unit.name] or (unit.name,):
            yield replace(unit, name=name)


def _once(units: Iterator[ReadUnit]) -> Iterator[ReadUnit]:
    seen: set[str] = set()
    for unit in units:
        if fold(unit.name) not in seen:
            seen.add(fold(unit.name))
            yield unit


def _meant(
    name: str, clause: ReadClause, clauses: Sequence[ReadClause], index: int
) -> Iterator[str]:
    """Yield those who lead where a name points to; nothing if it points nowhere."""
    if _ABOVE.search(name.lower()):
        top = clause.path.split(".")[0]
        earlier = [other for other in clauses[:index] if other.path.split(".")[0] == top]
        yield from _leads(earlier)
        return
    prefixes = tuple(_prefixes(words_of(name), clause.path))
    found = [
        other
        for other in clauses
        if other is not clause and any(_under(other.path, prefix) for prefix in prefixes)
    ]
    yield from _leads(found)


def _leads(clauses: Sequence[ReadClause]) -> list[str]:
    """Return who leads there, or nobody where that is too many or itself a reference."""
    names = list(dict.fromkeys(name for clause in clauses for name in clause.lead))
    pointing = any(_points(name) for name in names)
    return [] if pointing or len(names) > _MOST else names


def _points(name: str) -> bool:
    words = words_of(name)
    refers = any(reference_length(words, index) for index in range(len(words)))
    return refers or bool(_ABOVE.search(name.lower()))


def _under(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(f"{prefix}.")


def _prefixes(words: Sequence[Word], path: str) -> Iterator[str]:
    """Yield the paths that "tại mục 1, 2", "tại điểm a khoản 2 Điều 3", "tại Phụ lục I" mean."""
    at = next((i for i in range(len(words)) if reference_length(words, i)), None)
    if at is None:
        return
    places = _places(words, at)
    top = path.split(".", maxsplit=1)[0]
    annexes = [labels for kind, labels in places if kind == _ANNEX]
    if annexes:
        yield from _annex_paths(annexes[0])
        return
    above = ""
    for kind, labels in sorted(places, key=lambda place: _RANK.get(place[0], 0)):
        shown = [f"Điều {label}" if kind == fold("điều") else label for label in labels]
        if labels is places[0][1]:
            yield from (_joined(above, label, top) for label in shown)
        else:
            above = _joined(above, shown[-1], top) if shown else above


def _joined(above: str, label: str, top: str) -> str:
    if above:
        return f"{above}.{label}"
    absolute = label.startswith("Điều") or label.split(".", maxsplit=1)[0].lower() in _ROMAN
    return label if absolute or not top else f"{top}.{label}"


def _annex_paths(labels: list[str]) -> Iterator[str]:
    for label in labels or [str(number) for number in _ROMAN.values()]:
        yield f"PL{_ROMAN.get(label.lower(), label)}"


def _places(words: Sequence[Word], at: int) -> list[tuple[str, list[str]]]:
    """Return the kinds of places in the order of the text, each with its labels ("III.2")."""
    found: list[tuple[str, list[str]]] = []
    position, stop = at, at + reference_length(words, at)
    while position < stop:
        length = _PLACE.at(words, position)
        if length:
            kind = " ".join(word.key for word in words[position : position + length])
            found.append((kind, []))
        elif found and _LABEL.fullmatch(words[position].text):
            labels = found[-1][1]
            if labels and words[position].before == ".":
                labels[-1] = f"{labels[-1]}.{words[position].text}"
            else:
                labels.append(words[position].text)
        position += max(1, length)
    return found
