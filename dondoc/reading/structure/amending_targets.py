"""Places of another document as an amending text names them: «điểm a khoản 2 mục V» is V.2.a."""

import itertools
import re
from collections.abc import Iterator

#: Levels of a document from the outermost to the innermost.
_RANKS = {"phần": 0, "mục": 1, "tiểu mục": 2, "khoản": 2, "điểm": 3, "tiết": 4, "ý": 5}
_LEVEL = r"(?:tiểu mục|phần|mục|khoản|điểm|tiết|ý)"
_SIGN = r"(?-i:[IVXLC]+|\d+|[a-zđABDĐEGHKMNOPQRSTUY])"
_LABEL = rf"{_SIGN}(?:\.{_SIGN})*"
_PART = rf"{_LEVEL}\s+{_LABEL}(?![\w])\.?"
#: Written so that no text can be split in two ways: a long list must not take long.
_BETWEEN = r"(?:\s*[,;]\s*(?:và\s+)?|\s+(?:(?:và|của|thuộc|tại|ở)\s+)?)"
#: One place or several, as a pattern of text; whatever it matches, ``places`` can read.
PLACES = rf"{_PART}(?:{_BETWEEN}{_PART})*"

_ONE = re.compile(
    rf"(?P<joint>(?:{_BETWEEN})?)(?P<level>{_LEVEL})\s+(?P<label>{_LABEL})", re.IGNORECASE
)
_ROMAN = re.compile(r"[IVXLC]+")


def places(text: str) -> list[str]:
    """Return the paths that a text matched by ``PLACES`` names, in its order.

    Parts of one place follow each other from the inside out or from the outside in; what breaks
    this order, or comes after «và» or a semicolon, is another place.
    """
    groups: list[list[tuple[int, str]]] = []
    for found in _ONE.finditer(text):
        part = (_RANKS[" ".join(found["level"].lower().split())], found["label"])
        joint = found["joint"].strip().lower()
        apart = joint.endswith("và") or joint.startswith(";")
        if groups and not apart and _goes_on(groups[-1], part[0]):
            groups[-1].append(part)
        else:
            groups.append([part])
    return [_path(group) for group in groups]


def _goes_on(group: list[tuple[int, str]], rank: int) -> bool:
    ranks = [*(known for known, _ in group), rank]
    steps = {one < other for one, other in itertools.pairwise(ranks)}
    return len(set(ranks)) == len(ranks) and len(steps) == 1


def _path(group: list[tuple[int, str]]) -> str:
    labels = [label for _, label in sorted(group, key=lambda part: part[0])]
    return ".".join(_cased(label) for label in labels)


def _cased(label: str) -> str:
    parts = label.split(".")
    return ".".join(part if _ROMAN.fullmatch(part) else part.lower() for part in parts)


def resolved(path: str, known: list[str]) -> str | None:
    """Return the path as the plan in force has it: a clause, or the beginning of several.

    A place named without its section («mục 2») is found where only one place ends so. None where
    there is no such place, or more than one.
    """
    all_places = list(dict.fromkeys(place for one in known for place in _beginnings(one)))
    exact = [place for place in all_places if place.casefold() == path.casefold()]
    ending = [place for place in all_places if place.casefold().endswith(f".{path.casefold()}")]
    found = exact or ending
    return found[0] if len(found) == 1 else None


def _beginnings(path: str) -> Iterator[str]:
    parts = path.split(".")
    for length in range(1, len(parts) + 1):
        yield ".".join(parts[:length])


def under(path: str, known: list[str]) -> list[str]:
    """Return the clauses at a path and below it."""
    return [one for one in known if one == path or one.startswith(f"{path}.")]
