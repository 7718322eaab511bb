"""Numbering of an OpenDocument text (ODF 1.3 part 3, 5.3): lists nest, and may go on from others."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from dondoc.reading.formats.odt_names import TEXT
from dondoc.reading.formats.odt_styles import Level, OdtStyles, printed
from dondoc.reading.formats.word_names import number_of

_ITEM, _HEADER, _H = f"{TEXT}list-item", f"{TEXT}list-header", f"{TEXT}h"
_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(slots=True)
class Item:
    """A list item that waits for its first paragraph, which prints its number."""

    style: str
    level: int
    counts: dict[int, int]
    start: int | None = None
    numbered: bool = True
    asked: bool = False


class Lists:
    """Counts the lists of one document; ask in the order of the text."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._of_id: dict[str, dict[int, int]] = {}
        self._of_style: dict[str, dict[int, int]] = {}
        self._headings: dict[int, int] = {}

    def items(
        self, made: etree._Element, outer: Item | None
    ) -> Iterator[tuple[Item, etree._Element]]:
        """Yield the items of a list with their elements; ``outer`` is the item around the list."""
        style = made.get(f"{TEXT}style-name") or (outer.style if outer else "")
        counts = self._counts(made, style, outer)
        level = outer.level + 1 if outer else 1
        self._of_style[style] = counts
        if made.get(_ID):
            self._of_id[made.get(_ID)] = counts
        for element in made.iterchildren(_ITEM, _HEADER):
            start = element.get(f"{TEXT}start-value")
            own = element.get(f"{TEXT}style-override") or style
            self._of_style[own] = counts
            yield (
                Item(
                    own,
                    level,
                    counts,
                    start=None if start is None else number_of(start, 1),
                    numbered=element.tag == _ITEM,
                ),
                element,
            )

    def _counts(self, made: etree._Element, style: str, outer: Item | None) -> dict[int, int]:
        if outer is not None:
            return outer.counts
        before = made.get(f"{TEXT}continue-list")
        if before is None and made.get(f"{TEXT}continue-numbering") != "true":
            return {}
        known = self._of_id.get(before or "")
        return known if known is not None else self._of_style.get(style, {})

    def mark_of(self, paragraph: etree._Element, style: str, item: Item | None) -> str:
        """Return the printed number or bullet of a paragraph or heading, or ""."""
        if item is not None:
            return self._mark_of_item(item, style)
        if paragraph.tag == _H:
            return self._mark_of_heading(paragraph)
        return ""

    def _mark_of_item(self, item: Item, style: str) -> str:
        if not item.numbered or item.asked:
            return ""
        item.asked = True
        levels = self._styles.lists.get(item.style or self._styles.list_of(style) or "", {})
        _count(item.counts, item.level, levels, item.start)
        return printed(item.level, levels, item.counts)

    def _mark_of_heading(self, heading: etree._Element) -> str:
        levels = self._styles.outline
        level = number_of(heading.get(f"{TEXT}outline-level"), 1)
        if heading.get(f"{TEXT}is-list-header") == "true" or level not in levels:
            return ""
        start = heading.get(f"{TEXT}start-value")
        restart = heading.get(f"{TEXT}restart-numbering") == "true" and start is not None
        _count(self._headings, level, levels, number_of(start, 1) if restart else None)
        return printed(level, levels, self._headings)


def _count(counts: dict[int, int], level: int, levels: dict[int, Level], start: int | None) -> None:
    first = levels[level].start if level in levels else 1
    counts[level] = counts.get(level, first - 1) + 1 if start is None else start
    for deeper in [other for other in counts if other > level]:
        del counts[deeper]
