"""YAML as people write it: version 1.2, where «on» and «off» are words, and days stay text."""

import re
from typing import Any

import yaml
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


class _ForBothVersions(yaml.SafeDumper):
    """Writes as version 1.1, and quotes also the words that are numbers only in version 1.2."""


_ForBothVersions.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?(0o[0-7]+|(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?)$"),
    list("-+.0123456789"),
)


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
    """Return plain values as a YAML text in their order; YAML 1.1 and 1.2 read it the same."""
    return yaml.dump(
        values, Dumper=_ForBothVersions, allow_unicode=True, sort_keys=False, width=WIDTH
    )


def nodes(text: str) -> Node | None:
    """Return the nodes of a YAML text that ``load`` has read, for finding lines."""
    found: Node | None = _reader().compose(text)
    return found
