"""What a document says that changes another one: which one, and clause by clause how.

Only what can be read with certainty becomes an instruction; a line that begins like one and is
not fully understood is given back among ``unread``, for a person.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dondoc.reading.structure.amending_targets import PLACES, places

Act = Literal["change", "add", "append", "drop", "words"]


@dataclass(frozen=True)
class Cited:
    """The document that is changed; ``replaces`` says that it loses its force as a whole."""

    number: str
    issued_on: date | None
    replaces: bool


@dataclass(frozen=True)
class Instruction:
    """One change: of the clauses ``paths``, or of all where a wording is changed everywhere.

    ``text`` is the new text, or the later wording; ``before`` the earlier wording. ``lines`` are
    the first and the last line of the document that say so, from 0.
    """

    act: Act
    paths: tuple[str, ...]
    text: str
    before: str
    lines: tuple[int, int]


@dataclass(frozen=True)
class Amending:
    """All that a document says about changing others."""

    cited: tuple[Cited, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    unread: tuple[tuple[int, str], ...] = ()


_KINDS = r"(?:kế hoạch|quyết định|chỉ thị|chương trình|phương án|thông báo|công văn)"
_DAY = (
    r"(?:ngày\s+(?P<d>\d{1,2})\s*(?:[/.\-]|tháng)\s*(?P<m>\d{1,2})\s*(?:[/.\-]|năm)\s*(?P<y>\d{4}))"
)
_CITED = re.compile(
    r"(?P<verb>sửa đổi|bổ sung|điều chỉnh|thay thế)(?P<between>(?:[^.;:]|\.(?=\w)){0,120}?)"
    rf"{_KINDS}\s+số\s*:?\s*(?P<number>\d+[\w/\-]*)[\s,]*{_DAY}?",
    re.IGNORECASE,
)
#: «đã được sửa đổi bởi Kế hoạch số …» names the document that changes, not the changed one.
_OTHER_WAY = re.compile(r"\b(?:bởi|theo|căn cứ)\b", re.IGNORECASE)
_SOME = re.compile(r"một số|mục|điểm|khoản|nội dung|cụm từ|thời gian|thời hạn", re.IGNORECASE)

_MARK = r"(?:(?:\d+(?:\.\d+)*|[a-zđ]|[IVXLC]+)[.)]\s*|Điều\s+\d+\.\s*|[-–+•*]\s*)?"
_QUOTED = r"[“\"«](?P<{name}>[^“”\"«»]+)[”\"»]"
_OF = rf"(?:\s*(?:của|tại|ban hành kèm theo)\s+{_KINDS}\b.*?)?"
_THING = r"(?:(?:toàn bộ\s+)?(?:nội dung|quy định)\s+(?:của\s+|tại\s+|ở\s+|các\s+)?|các\s+)?"
_NOW = r"\s*(?:(?:thành\s+)?như sau|thành)\s*:?\s*(?P<text>.*)"

_FORMS: tuple[tuple[Act, str], ...] = (
    (
        "words",
        rf"thay(?:\s+thế)?\s+(?:cụm\s+)?từ(?:\s+ngữ)?\s+{_QUOTED.format(name='before')}\s+"
        rf"(?:bằng|thành)\s+(?:(?:cụm\s+)?từ(?:\s+ngữ)?\s+)?{_QUOTED.format(name='text')}"
        rf"(?:\s*,?\s*(?:tại|ở|trong)\s+(?P<places>{PLACES}))?{_OF}\s*[.;]?",
    ),
    (
        "words",
        rf"(?:sửa đổi|điều chỉnh)\s+(?:thời hạn|thời gian)[^“\"«:]*?\s(?P<places>{PLACES})\s*,?\s*"
        rf"từ\s+{_QUOTED.format(name='before')}\s+(?:thành|sang)\s+"
        rf"{_QUOTED.format(name='text')}{_OF}\s*[.;]?",
    ),
    ("drop", rf"(?:bãi bỏ|hủy bỏ|huỷ bỏ|lược bỏ|bỏ)\s+{_THING}(?P<places>{PLACES}){_OF}\s*[.;]?"),
    (
        "add",
        rf"bổ sung\s+(?:thêm\s+)?(?P<places>{PLACES})(?P<where>\s*,?\s*(?:vào\s+)?sau\s+{PLACES}"
        rf"|\s*vào\s+(?:cuối\s+)?(?P<parent>{PLACES}))?{_OF}{_NOW}",
    ),
    (
        "append",
        rf"bổ sung\s+(?:thêm\s+)?(?:nội dung\s+)?vào\s+(?:cuối\s+)?(?P<places>{PLACES}){_OF}{_NOW}",
    ),
    (
        "change",
        rf"(?:sửa đổi\s*,?\s*bổ sung|sửa đổi|điều chỉnh|thay thế|sửa)\s+{_THING}"
        rf"(?P<places>{PLACES}){_OF}{_NOW}",
    ),
)
_PATTERNS = tuple(
    (act, re.compile(rf"{_MARK}{form}", re.IGNORECASE | re.DOTALL)) for act, form in _FORMS
)
_BEGINS = re.compile(
    rf"{_MARK}(?:sửa đổi|sửa|bổ sung|điều chỉnh|thay(?:\s+thế)?\s+(?:cụm\s+)?từ|thay thế|bãi bỏ|hủy bỏ|"
    rf"huỷ bỏ|lược bỏ|bỏ)\s.*?(?:{PLACES}|[“\"«])",
    re.IGNORECASE,
)
#: What ends the new text of an instruction that stands without quotation marks.
_ENDS = re.compile(
    r"(?:[IVXLC]+\.\s|Điều\s+\d+\.|các nội dung (?:khác|còn lại)|những nội dung|kế hoạch này|"
    r"trên đây|nơi nhận|tổ chức thực hiện|yêu cầu|giao\s|đề nghị\s.*kế hoạch này)",
    re.IGNORECASE,
)  # fmt: skip
_OPEN, _CLOSE = '“"«', '”"»'


def amending_of(text: str, *, title: str = "") -> Amending:
    """Return what a document, given by the lines of its text, changes in others."""
    lines = text.split("\n")
    instructions: list[Instruction] = []
    unread: list[tuple[int, str]] = []
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if not _BEGINS.match(line):
            at += 1
            continue
        found = _instruction(lines, at)
        if found is None:
            unread.append((at, line))
            at += 1
        else:
            instructions.append(found)
            at = found.lines[1] + 1
    return Amending(tuple(_cited(text, title)), tuple(instructions), tuple(unread))


def _cited(text: str, title: str) -> list[Cited]:
    flat = " ".join(f"{title}. {text}".split())
    found: dict[str, Cited] = {}
    for match in _CITED.finditer(flat):
        if _OTHER_WAY.search(match["between"]):
            continue
        whole = match["verb"].lower() == "thay thế" and not _SOME.search(match["between"])
        number = match["number"].rstrip("-/").upper()
        known = found.get(number)
        found[number] = Cited(
            number,
            _day(match) or (known.issued_on if known else None),
            whole or (known is not None and known.replaces),
        )
    return list(found.values())


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"])) if match["y"] else None
    except ValueError:
        return None


def _instruction(lines: Sequence[str], at: int) -> Instruction | None:
    line = lines[at].strip()
    for act, pattern in _PATTERNS:
        match = pattern.fullmatch(line)
        if match is None:
            continue
        if act in {"drop", "words"}:
            given = match.groupdict()
            return Instruction(
                act, tuple(places(given["places"] or "")), given.get("text") or "",
                given.get("before") or "", (at, at),
            )  # fmt: skip
        return _with_text(act, match, lines, at)
    return None


def _with_text(act: Act, match: re.Match[str], lines: Sequence[str], at: int) -> Instruction | None:
    paths = places(match["places"])
    parent = places(match["parent"]) if act == "add" and match["parent"] else []
    text, last = _new_text(match["text"].strip(), lines, at)
    if len(paths) != 1 or len(parent) > 1 or not text:
        return None
    path = f"{parent[0]}.{paths[0]}" if parent else paths[0]
    return Instruction(act, (path,), text, "", (at, last))


def _new_text(first: str, lines: Sequence[str], at: int) -> tuple[str, int]:
    """Return the new text and the last line that belongs to it; no text where its end is unclear."""
    rest = [(at, first)] if first else []
    rest += [(n, lines[n].strip()) for n in range(at + 1, len(lines))]
    rest = [(n, line) for n, line in rest if line]
    if not rest:
        return "", at
    taken: list[str] = []
    last = at
    quoted = rest[0][1][0] in _OPEN
    for n, line in rest:
        if not quoted and n > at and taken and (_BEGINS.match(line) or _ENDS.match(line)):
            break
        taken.append(line)
        last = n
        if (
            quoted
            and line.rstrip(" .;")[-1:] in tuple(_CLOSE)
            and (n > rest[0][0] or len(line) > 1)
        ):
            return _unquoted(taken), last
    return ("", at) if quoted else ("\n".join(taken), last)


def _unquoted(taken: Sequence[str]) -> str:
    text = "\n".join(taken).strip()
    return text.rstrip(" .;")[1:-1].strip()
