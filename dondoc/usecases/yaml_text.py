"""YAML as people write it: version 1.2, where «on» and «off» are words, and days stay text."""

from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import Node


WIDTH = 100


class NotYaml(ValueError):
    """The text is no YAML; the message names the line where that shows."""


class _PlainDays(SafeConstructor):
    """Leaves days as text, so that an impossible one is refused with its key and line."""


_PlainDays.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def _reader() -> YAML:
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = _PlainDays
    return reader


def load(text: str) -> Any:
    """Return the values of a YAML text.

    Raises:
        NotYaml: it is none.
    """
    try:
        return _reader().load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise NotYaml(f"dòng {line}: không đúng cách viết YAML") from error
    except (YAMLError, ValueError) as error:
        raise NotYaml("không đúng cách viết YAML") from error


def dump(values: Any) -> str:
    """Return plain values as a YAML text in their order, one that ``load`` reads back the same."""
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.width = WIDTH
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    text = StringIO()
    writer.dump(values, text)
    return text.getvalue()


def nodes(text: str) -> Node | None:
    """Return the nodes of a YAML text that ``load`` has read, for finding lines."""
    found: Node | None = _reader().compose(text)
    return found
