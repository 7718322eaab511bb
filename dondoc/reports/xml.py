"""Marks of Word's format that python-docx has no word for."""

from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement


def element_of(part: Any) -> Any:
    """Return the XML element behind a paragraph, run, row or table of python-docx."""
    return part._element  # noqa: SLF001 - there is no public way to it


def mark(name: str, text: str | None = None, **attributes: str) -> Any:
    """Make an element such as ``w:tblHeader`` with attributes of the same namespace."""
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    if text is not None:
        element.text = text
    return element
