"""Names of WordprocessingML that several readers need, and the small values beside them."""

from lxml import etree  # type: ignore[import-untyped]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_OFF = frozenset({"0", "false", "off", "none"})


def value_of(element: etree._Element | None, name: str) -> str | None:
    """Return ``w:val`` of a child, None where there is no such child or value."""
    child = element.find(f"{W}{name}") if element is not None else None
    value = child.get(VAL) if child is not None else None
    return str(value) if value is not None else None


def number_of(text: str | None, default: int) -> int:
    """Return a small number that a file gives, else the default."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else default


def is_on(element: etree._Element) -> bool:
    """Say whether a property that is on by its mere presence is not switched off."""
    return element.get(VAL) not in _OFF
