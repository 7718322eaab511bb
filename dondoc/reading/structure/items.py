"""What an item of a section is: a heading, a lead-in, a closing line, or something to do."""

import re

from dondoc.reading.bodies.roles import roles_of
from dondoc.reading.folding import fold
from dondoc.reading.structure import lexicon
from dondoc.reading.structure.marks import Kind
from dondoc.reading.structure.outline import Node
from dondoc.reading.structure.sections import CARRIES_OUT

_TOPICS = tuple(fold(topic) for topic in lexicon.NO_TASK_TOPICS)
_CLOSING = re.compile(
    r"\W*(?:trên đây là|kèm theo|đính kèm|\(?kế hoạch này thay|nhận được (?:công văn|văn bản|kế hoạch)"
    r"|mọi (?:thông tin|chi tiết|vướng mắc)|\(?gửi kèm)",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:đề nghị[^.]{0,60}\s)?(?:trong\s+)?quá trình (?:tổ chức |triển khai )*thực hiện",
    re.IGNORECASE,
)
_TROUBLE = re.compile(r"khó khăn|vướng mắc|phát sinh|chưa phù hợp|thay đổi", re.IGNORECASE)
_WISH = re.compile(
    r"(?:[^.;:,]{0,80}\s)?(?:yêu cầu|đề nghị)\s[^.;:]{0,160}(?:nghiêm túc|quan tâm|phối hợp|tích cực"
    r"|khẩn trương|chủ động)[^.;:]{0,60}thực hiện[^.;:]{0,80}[./\s]*$",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"[^.;:]{0,80}\bthông báo\b[^.;:]{0,120}\b(?:biết|thực hiện|phối hợp)[\s./]*$", re.IGNORECASE
)
#: The document itself is made known, in the passive, so that nobody in particular must do it.
_MADE_KNOWN = re.compile(
    r"\W*(?:chỉ thị|nghị quyết|kế hoạch|hướng dẫn|kết luận|chương trình|quyết định|quy định|quy chế"
    r"|công văn|thông báo|văn bản|đề án|phương án)\snày\s(?:sẽ\s)?(?:được\s)?(?:phổ biến|quán triệt"
    r"|triển khai|gửi|thông báo)(?:[\s,](?!giao\b|đề nghị\b|yêu cầu\b)|[^\s,.;:])*[.;/\s]*",
    re.IGNORECASE,
)
#: An article that only puts something into force or tells what it costs.
_PUT_IN_FORCE = re.compile(
    r"(?:nay\s)?(?:ban hành|phê duyệt|thông qua|chấp thuận|công nhận|bãi bỏ|tổng kinh phí"
    r"|tổng mức|tổng dự toán)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:(?:TS|ThS|PGS|GS|BS|KS)\.\s*)*(?:[^\W\d_]\w*\s+){1,4}[^\W\d_]\w*")
_OWNERS = re.compile(r"(?:trách nhiệm|nhiệm vụ)\s+(?:của\s+)?(?:các\s|[A-ZĐ])", re.IGNORECASE)
_PLACE_AND_DATE = re.compile(r"[^,.]{2,40},\s*ngày\s.{0,20}tháng\s.{0,20}năm\s.{0,10}$")
_ORDERED = re.compile(
    r"\b(?:giao|đề nghị|yêu cầu|chủ trì|tham mưu|có trách nhiệm|chịu trách nhiệm|lập dự toán|hướng dẫn"
    r"|thẩm định|cân đối)\b",
    re.IGNORECASE,
)
_HEADING_LONGEST = 220
_NAME_LONGEST = 120
_SEEN = 400


def is_place_and_date(words: str) -> bool:
    """Say whether a line is the place and the date over a signature."""
    return bool(_PLACE_AND_DATE.fullmatch(words[:100]))


def asks_nobody(node: Node) -> bool:
    """Say whether an item closes the document or tells something that nobody must do."""
    words = node.words
    if _CLOSING.match(words) or is_place_and_date(words):
        return True
    if node.kind is Kind.ARTICLE and CARRIES_OUT.search(words):
        return True
    if _MADE_KNOWN.fullmatch(words[:_SEEN]) and not node.children:
        return True
    if _is_of_no_task(node):
        return not any(_orders(one.words[:_SEEN]) for one in node.walk())
    remark = _REMARK.match(words)
    if remark and _TROUBLE.search(words):
        return True
    paragraph = node.kind in (Kind.NONE, Kind.NOTE)
    if paragraph and _is_person(words) and not node.children:
        return True
    closing = remark or _WISH.match(words[:_SEEN]) or _NOTICE.match(words[:_SEEN])
    return paragraph and bool(closing)


def _is_of_no_task(node: Node) -> bool:
    """Say whether an item is about money, time or what is put into force."""
    if node.kind is Kind.ARTICLE and _PUT_IN_FORCE.match(node.words):
        return True
    return fold(node.words[:_SEEN]).startswith(_TOPICS)


def _is_person(words: str) -> bool:
    """Say whether a line is no more than the name of who signs."""
    named = bool(_PERSON.fullmatch(words[:60]))
    return named and words.istitle() and not roles_of(words).lead


def _orders(words: str) -> bool:
    """Say whether a line about money or time makes a body do something for it."""
    heading, _, rest = words.rpartition(":")
    text = rest.strip() or heading
    return bool(_ORDERED.search(text)) and bool(roles_of(text).lead)


def closes(node: Node) -> bool:
    """Say whether a paragraph closes what stands before it."""
    return node.kind is Kind.NONE and asks_nobody(node)


def introduces(child: Node, follows: Node | None) -> bool:
    """A paragraph leads in to what follows if it ends in a colon or is a bare name."""
    if child.kind is not Kind.NONE or follows is None:
        return False
    words = child.words.rstrip()
    if follows.kind is Kind.NONE:
        return _is_bare_name(words) and (words.endswith(":") or _is_bold(child))
    if words.endswith(":"):
        return True
    return _is_bare_name(words) and follows.kind is not Kind.NOTE


def _is_bold(node: Node) -> bool:
    return node.line is not None and (node.line.bold or node.words.isupper())


def _is_bare_name(words: str) -> bool:
    """Say whether a line is the name of a body and no more."""
    if len(words) > _NAME_LONGEST or words.endswith((".", ";", ",")):
        return False
    return bool(roles_of(words, heading=True).lead)


def _is_only_names(words: str) -> bool:
    """Say whether names of bodies are all that a line holds ("Các hội, đoàn thể xã.")."""
    if len(words) > _HEADING_LONGEST:
        return False
    lead = roles_of(words).lead
    return bool(lead) and lead[0].start == 0 and lead[-1].end >= len(words.rstrip())


def body_alone(node: Node) -> str | None:
    """Return the body that an item names with nothing to do for it, there or below."""
    words = node.words.rstrip(" .;:")
    if len(words) > _HEADING_LONGEST or any(not closes(child) for child in node.children):
        return None
    roles = roles_of(words)
    if not roles.lead or roles.lead[-1].end < len(words):
        return None
    plain = roles.lead[0].start == 0 and not node.words.rstrip().endswith(".")
    return roles.lead[0].text if plain or roles.mode is not None else None


def is_heading(node: Node) -> bool:
    """Say whether an item with others below it only stands over them."""
    words = node.words.rstrip()
    if words.endswith(":"):
        return True
    if words.endswith((".", ";")):
        return _is_only_names(words.rstrip(".;"))
    if len(words) > _HEADING_LONGEST:
        return False
    if ":" in words:
        return False
    below = node.children[0].kind
    named = bool(_OWNERS.match(words)) or _is_only_names(words)
    return below is not Kind.NONE or len(words) < _NAME_LONGEST or named
