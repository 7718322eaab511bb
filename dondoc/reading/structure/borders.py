"""Where a document ends and another part of it begins: signature, attached plan, annex."""

import re
from enum import Enum, auto

from dondoc.reading.folding import bare
from dondoc.reading.line import Line


class Border(Enum):
    """What a line ends or begins."""

    ANNEX = auto()
    ATTACHED = auto()
    END = auto()


_ANNEX = re.compile(r"ph[uụ] l[uụ]c\b", re.IGNORECASE)
_TABLE_OF_WORK = re.compile(
    r"(?:danh muc|bang|bieu|lich|tien do|khung)\b.*(?:nhiem vu|phan cong|cong viec|tien do|thoi gian"
    r"|ke hoach|cong tac)"
)
_ATTACHED = re.compile(
    r"(?:ke hoach|chuong trinh|de an|quy che|quy dinh|phuong an|huong dan|the le|noi quy|du an)\b"
)
_RECEIVERS = re.compile(r"noi nhan\b(?! (?:ho so|don|tin|thong tin|va tra))")
_SIGNS = re.compile(r"(?:T\s*/\s*[ML]\b|(?:TM|KT|TL|TUQ|Q)\s*[./])\s*\S")
_OFFICES = re.compile(
    r"(?:quyen |pho )?(?:chu tich|bi thu|hieu truong|giam doc|tong giam doc|truong ban|truong phong"
    r"|chanh van phong|truong tieu ban|bo truong|thu truong|to truong|chu nhiem|vien truong|cuc truong"
    r"|nguoi lap|nguoi xay dung|ky duyet|duyet cua|xac nhan cua|thu tuong|tm ban)\b"
)
_FORMS = re.compile(r"(?:mau so|mau phieu|bieu mau|de cuong|phieu)\b")
_SHORT = 40
_LONGEST_OFFICE = 10


def border_of(line: Line, *, over: bool, begun: bool = False) -> Border | None:
    """Say what a line begins or ends.

    ``begun`` tells that the body has begun, so that an office in capitals signs it, ``over`` that
    the text before it has ended.
    """
    text = line.text
    if line.cells or len(text) > 600 or not text[0].isupper():
        return None
    if _ANNEX.match(text) and _is_heading(text):
        return Border.ANNEX
    words = bare(text[:200])
    if over:
        return _after_the_end(text, words)
    if _RECEIVERS.match(words) or (_SIGNS.match(text) and text.isupper()):
        return Border.END
    if text.isupper() and (_FORMS.match(words) or (begun and _signs(words))):
        return Border.END
    return None


def _signs(words: str) -> bool:
    return bool(_OFFICES.match(words)) and len(words.split()) <= _LONGEST_OFFICE


def _after_the_end(text: str, words: str) -> Border | None:
    if not text.isupper():
        return None
    if _TABLE_OF_WORK.match(words):
        return Border.ANNEX
    return Border.ATTACHED if _ATTACHED.match(words) else None


def _is_heading(text: str) -> bool:
    head = text.partition(":")[0]
    return head.isupper() or len(text) <= _SHORT
