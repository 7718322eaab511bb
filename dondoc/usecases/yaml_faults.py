"""What is wrong in a YAML file, said to whoever wrote it: the line, the key and the remedy."""

from collections.abc import Sequence
from datetime import date

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from dondoc.usecases import yaml_text

_DAY_OR_HOUR = "cần một ngày dạng 2025-12-31 hoặc giờ dạng 2025-12-31T09:00"
WORDS = {
    "missing": "thiếu khóa bắt buộc này",
    "extra_forbidden": "không có khóa nào tên như vậy",
    "string_type": "cần một dòng chữ",
    "string_too_short": "không được để trống",
    "string_pattern_mismatch": "viết không đúng dạng",
    "enum": "không phải một giá trị được dùng ở đây",
    "literal_error": "không phải một giá trị được dùng ở đây",
    "date_from_datetime_parsing": "cần một ngày dạng 2025-12-31",
    "datetime_from_date_parsing": _DAY_OR_HOUR,
    "datetime_parsing": _DAY_OR_HOUR,
    "datetime_type": _DAY_OR_HOUR,
    "date_parsing": "cần một ngày dạng 2025-12-31",
    "date_type": "cần một ngày dạng 2025-12-31",
    "int_parsing": "cần một số nguyên",
    "int_type": "cần một số nguyên",
    "bool_parsing": "cần true hoặc false",
    "greater_than_equal": "số quá nhỏ",
    "less_than_equal": "số quá lớn",
    "tuple_type": "cần một danh sách",
    "list_type": "cần một danh sách",
    "model_type": "cần một nhóm khóa",
    "dict_type": "cần một nhóm khóa",
    "too_short": "cần ít nhất một mục",
}


def explain(error: ValidationError, text: str, *, name: str) -> str:
    """Return one line about the first fault; ``text`` is the YAML, ``name`` how people call it."""
    first = error.errors()[0]
    path, line = _place(yaml_text.nodes(text), first)
    key = ".".join(str(part) for part in path)
    where = f"{name}, dòng {line}" + (f", khóa {key}" if key else "")
    found = first.get("input")
    shown = f" (thấy “{found}”)" if isinstance(found, str | int | float | date) else ""
    return f"{where}: {_words(first)}{shown}."


def line_at(text: str, keys: Sequence[int | str]) -> int:
    """Return the line, from 1, of what these keys lead to in a YAML text, as far as they go."""
    node = yaml_text.nodes(text)
    for part in keys:
        child = _child(node, part)
        if child is None:
            break
        node = child
    return node.start_mark.line + 1 if node is not None else 1


def _words(error: ErrorDetails) -> str:
    if error["type"] == "value_error":
        words = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
        return "địa chỉ thư điện tử không đúng" if "email" in words else words
    return WORDS.get(error["type"], "giá trị không dùng được")


def _place(node: Node | None, error: ErrorDetails) -> tuple[list[int | str], int]:
    """Return the keys that lead to the fault, as far as the text has them, and their line."""
    path: list[int | str] = []
    for part in error["loc"]:
        child = _child(node, part)
        if child is None:
            # Beyond the text pydantic names only its own types; but a missing key is to be named.
            path += [part] if error["type"] == "missing" else []
            break
        path.append(part)
        node = child
    return path, node.start_mark.line + 1 if node is not None else 1


def _child(node: Node | None, part: int | str) -> Node | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                # A scalar's own line is the key's line; a block begins below its key.
                return value if isinstance(value, ScalarNode) else _marked(value, key)
    if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        found: Node = node.value[part]
        return found
    return None


def _marked(value: Node, key: Node) -> Node:
    value.start_mark = key.start_mark
    return value
