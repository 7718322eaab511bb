"""The fields of a form as people read them: label, words, and how each is edited by itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dondoc import wording
from dondoc.board.forms import clean
from dondoc.rules.both import Pairs, Told

Words = Callable[[str], str]
#: Fields that a page makes itself, and that say nothing of what was typed.
SILENT = frozenset({"nonce", "version", "goc", "seen", "chon-sua"})
FIGURES = ("figure_name", "figure_value")


@dataclass(frozen=True)
class Fields:
    """The fields of one form: ``labels`` gives label and widget by name, in the order of the page.

    ``words`` translates values that are keys; a field that is not named here goes along unseen.
    """

    labels: Mapping[str, tuple[str, str]]
    words: Mapping[str, Words] = field(default_factory=dict)

    def told(self, pairs: Pairs) -> list[Told]:
        """Return the fields that these pairs fill, each text once, cleaned."""
        given = tidy(pairs)
        found = [
            self._one(name, [text for key, text in given if key == name])
            for name in self.labels
            if any(key == name for key, _ in given)
        ]
        return found + list(figures(given))

    def _one(self, name: str, texts: list[str]) -> Told:
        label, widget = self.labels[name]
        words = self.words.get(name, day_words if widget == "date" else str)
        return Told(
            key=name, label=label, words="; ".join(map(words, texts)),
            pairs=tuple((name, text) for text in texts), widget=widget,
        )  # fmt: skip


def tidy(pairs: Pairs) -> list[tuple[str, str]]:
    """Return the pairs with their texts as every form reads them."""
    return [(name, str(clean(text))) for name, text in pairs]


def figures(pairs: Pairs) -> Iterable[Told]:
    """Yield the figures of a report as one field, where any was filled in."""
    names, values = ([text for key, text in pairs if key == name] for name in FIGURES)
    filled = [(n, v) for n, v in zip(names, values, strict=False) if n and v]
    if filled:
        given = [pair for n, v in filled for pair in ((FIGURES[0], n), (FIGURES[1], v))]
        words = "\n".join(f"{name}: {value}" for name, value in filled)
        yield Told(key="figures", label="Số liệu", words=words, pairs=tuple(given))


def day_words(text: str) -> str:
    """Return an ISO day as people write it; other words as they are."""
    try:
        return wording.day_short(date.fromisoformat(text))
    except ValueError:
        return text
