"""What a document is called, and who issues it."""

import re

from dondoc.reading.folding import bare
from dondoc.reading.structure.marks import Kind, marker_of

_TYPES = (
    "ke hoach", "chuong trinh", "quyet dinh", "chi thi", "thong bao", "cong van", "huong dan",
    "phuong an", "de an", "nghi quyet", "quy che", "quy dinh", "ket luan", "cong dien", "to trinh",
    "bao cao", "the le", "du an", "thong tri", "quyet nghi", "quyet dinh ban hanh",
)  # fmt: skip
#: A kind of document that these words make one of a longer name ("KẾ HOẠCH LIÊN TỊCH").
_LONGER = re.compile(
    rf"(?:{'|'.join(_TYPES)})(?: (?:lien tich|phoi hop|lien nganh|hanh dong|cong tac|to chuc))?$"
)
_SUBJECT = re.compile(r"(?:V/v|Về việc|V/V|Ban hành|Phê duyệt)\s*:?\s+", re.IGNORECASE)
_STATE = ("cong hoa xa hoi", "doc lap tu do", "dang cong san viet nam", "dang cong san")
_STATE_WORDS = re.compile(
    r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐỘC LẬP\s*[-–].*$"
)
_ISSUES = re.compile(
    r"^(?P<who>[^,.;:]{4,120}?)\s+(?:xây dựng|ban hành)\s+(?:và\s+\w+\s+\w+\s+)?(?:kế hoạch|chương trình)",
    re.IGNORECASE,
)
_NO_ISSUER = re.compile(r"\bS[ốô6]\b|ngày|Kính gửi|^[^\w]+$")
_LETTERHEAD = 12
_LONGEST_NAME = 120
_MOST_TITLE_LINES = 4


def title_of(top: list[str]) -> tuple[str | None, int | None]:
    """Return the title and the number of the line where the kind of document stands."""
    for index, line in enumerate(top):
        words = bare(line)
        if line.isupper() and _LONGER.fullmatch(words):
            return _title_below(top[index + 1 :]), index
        for kind in _TYPES:
            begins = line[: len(kind)].isupper()
            if words.startswith(f"{kind} ") and begins and len(line) < 300:
                return " ".join(line.split()[len(kind.split()) :]), index
    return _subject(top)


def _title_below(rest: list[str]) -> str | None:
    parts: list[str] = []
    for line in rest[:_MOST_TITLE_LINES]:
        begins_anew = parts and not line[0].islower() and not parts[-1].endswith((",", "-", "–"))
        both_upper = bool(parts) and parts[-1].isupper() and line.isupper()
        if begins_anew and not both_upper:
            break
        if parts and (marker_of(line).kind is not Kind.NONE or line.endswith(":")):
            break
        parts.append(line)
    return " ".join(parts) or None


def _subject(top: list[str]) -> tuple[str | None, int | None]:
    """Read what a letter is about ("V/v …"); it has no kind of document printed."""
    for index, line in enumerate(top[:_LETTERHEAD]):
        found = _SUBJECT.match(line)
        if found is None or not line[found.end() :].strip():
            continue
        parts = [line[found.end() :].strip()]
        for more in top[index + 1 : index + 3]:
            if not more[0].islower():
                break
            parts.append(more)
        return " ".join(parts), index
    return None, None


def issuer_of(top: list[str], title_at: int | None) -> str | None:
    """Return the body in the letterhead, or the one that says that it issues the plan."""
    letterhead: list[str] = []
    for line in top[: _LETTERHEAD if title_at is None else title_at]:
        if bare(line).startswith("kinh gui"):
            break
        if bare(line).startswith(_STATE) or _NO_ISSUER.search(line):
            continue
        own = _STATE_WORDS.sub("", line).strip()
        if _SUBJECT.match(own) or len(own) > _LONGEST_NAME:
            break
        if own and line.isupper() and marker_of(line).kind is Kind.NONE:
            letterhead.append(own)
    if letterhead:
        return " ".join(letterhead)
    for line in top:
        found = _ISSUES.match(line)
        if found and marker_of(line).kind is Kind.NONE:
            return found["who"].strip()
    return None
