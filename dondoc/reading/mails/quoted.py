"""What a person wrote in an answer, without the mail that their program quoted below or above it."""

import re

_ATTRIBUTION = re.compile(
    r"^\s*(vào|ngày|lúc|on|le|am|el)\b.{0,400}\b(đã viết|viết|wrote|a écrit|schrieb|escribió)\s*:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_SEPARATOR = re.compile(
    r"^\s*[-_*]{2,}\s*(original message|forwarded message|reply message|thư gốc|tin nhắn gốc|"
    r"thư đã chuyển tiếp|thư chuyển tiếp|tin nhắn được chuyển tiếp|nội dung gốc)\s*[-_*]{2,}\s*$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^\s*\**\s*(từ|người gửi|from|đến|tới|người nhận|to|cc|bản sao|đã gửi|gửi|gửi lúc|sent|date|"
    r"ngày|thời gian|chủ đề|tiêu đề|subject)\s*\**\s*:",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\s*\**\s*(từ|người gửi|from)\s*\**\s*:", re.IGNORECASE)
_RULE = re.compile(r"^\s*[_-]{10,}\s*$")
_PHONE = re.compile(
    r"^\s*(được gửi từ|gửi từ|đã gửi từ|sent from|get outlook)\b.{0,80}$", re.IGNORECASE
)
_SIGNATURE = re.compile(r"^--\s?$")
#: An attribution may be wrapped over so many lines.
_WRAPPED = 3


def own_words(text: str) -> str:
    """Return the person's own words; where everything looks quoted, the whole text.

    Lines marked ``>`` and the line that announces them are taken out wherever they stand, since
    some people write below or between; an unmarked quotation ends the text.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[str] = []
    index = 0
    while index < len(lines):
        if _SIGNATURE.match(lines[index]) or _begins_quotation(lines, index):
            break
        skipped = _announced(lines, index)
        if skipped and not _marked(lines, index + skipped):
            # The quotation behind this line has no marks of its own.
            break
        if skipped or _marked(lines, index):
            index += skipped or 1
            continue
        kept.append(lines[index].rstrip())
        index += 1
    return _tidied(kept) or text.strip()


def _announced(lines: list[str], index: int) -> int:
    """Return how many lines from here on announce a quotation; 0 when none do."""
    for count in range(1, _WRAPPED + 1):
        piece = lines[index : index + count]
        if len(piece) == count and all(piece) and _ATTRIBUTION.match(" ".join(piece)):
            return count
    return 0


def _marked(lines: list[str], index: int) -> bool:
    """Tell whether the next line that is not empty is marked as quoted."""
    following = next((line for line in lines[index : index + 3] if line.strip()), "")
    first = lines[index] if index < len(lines) else ""
    return following.lstrip().startswith(">") and (not first.strip() or first.lstrip()[0] == ">")


def _begins_quotation(lines: list[str], index: int) -> bool:
    line = lines[index]
    if _SEPARATOR.match(line):
        return True
    if _RULE.match(line):
        return _is_head(lines, index + 1)
    return bool(_FROM.match(line)) and _is_head(lines, index)


def _is_head(lines: list[str], index: int) -> bool:
    """Tell whether the head of a quoted mail stands here: three fields, one of them the sender."""
    found = [line for line in lines[index : index + 8] if line.strip()][:6]
    fields = [line for line in found if _FIELD.match(line)]
    return len(fields) >= 3 and any(map(_FROM.match, fields))


def _tidied(lines: list[str]) -> str:
    while lines and (not lines[-1].strip() or _PHONE.match(lines[-1])):
        lines.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
