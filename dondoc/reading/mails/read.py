"""One incoming mail from its bytes to what it says; never fails, whatever the bytes are."""

import hashlib
import re
from email import message_from_bytes, policy
from email.message import Message

from dondoc.reading.mails import headers
from dondoc.reading.mails.body import files_in, parts_of, text_in
from dondoc.reading.mails.mail import ReadMail
from dondoc.reading.mails.quoted import own_words
from dondoc.reading.mails.report import report_in, returned_id
from dondoc.rules.incoming import Marks

MOST_FILES = 20
#: A head above this is cut; servers themselves refuse far smaller ones.
LONGEST_HEAD = 256 * 1024
#: More boundaries, lines that look like one, or mails inside mails than any mail of a person has.
#: The library's parser compares each line with every open boundary.
_MOST_BOUNDARIES = 40
_MOST_DASHED = 5000
_MOST_INSIDE = 40
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_INSIDE = re.compile(rb"message/(rfc822|global|partial)", re.IGNORECASE)
_COMPLEX = "Cấu trúc thư quá phức tạp nên chỉ đọc phần đầu; thư gốc được giữ nguyên."
_BROKEN = "Thư bị hỏng nên chỉ đọc được một phần; thư gốc được giữ nguyên."
_IDENTITY = (b"message-id:", b"from:", b"date:", b"subject:")


def fingerprint(raw: bytes) -> str:
    """Return what makes a mail the same mail, whichever way it came and however often.

    The body and the fields that its writer set; what servers add on the way does not count.
    """
    head, body = _split(raw)
    own = sorted(line for line in head.splitlines() if line.lower().startswith(_IDENTITY))
    return hashlib.sha256(b"\n".join([*own, b"", body.replace(b"\r\n", b"\n").strip()])).hexdigest()


def read_mail(raw: bytes) -> ReadMail:
    """Read a mail; ``trouble`` tells what was left unread."""
    head, body = _split(raw)
    trouble = _COMPLEX if _is_hostile(head, body) else ""
    source = head[:LONGEST_HEAD] + b"\n\n" + (b"" if trouble else body)
    try:
        mail = message_from_bytes(source, policy=policy.compat32)
        return _read(mail, trouble)
    except Exception:  # noqa: BLE001 - whatever a stranger's mail breaks, the others must be read
        return _head_only(head[:LONGEST_HEAD], trouble or _BROKEN)


def _read(mail: Message, trouble: str) -> ReadMail:
    parts = [] if trouble else list(parts_of(mail))
    text = text_in(parts)
    report = report_in(parts)
    sender_name, sender = next(iter(headers.addresses(mail, "from", "sender")), ("", ""))
    answers = headers.answers(mail)
    if report is None and (returned := returned_id(parts)):
        answers = (returned, *answers)
    return ReadMail(
        marks=headers.marks_of(mail, has_report=report is not None),
        sender_name=sender_name,
        sender=sender,
        subject=headers.words(headers.value(mail, "subject")),
        dated=headers.dated(mail),
        addressed=headers.came_to(mail),
        answers=answers,
        report=report,
        text=text,
        own_words=own_words(text),
        files=() if report else files_in(parts, most=MOST_FILES),
        trouble=trouble,
    )


def _head_only(head: bytes, trouble: str) -> ReadMail:
    try:
        return _read(message_from_bytes(head + b"\n\n", policy=policy.compat32), trouble)
    except Exception:  # noqa: BLE001 - as above
        return ReadMail(marks=Marks(), trouble=trouble)


def _split(raw: bytes) -> tuple[bytes, bytes]:
    found = re.search(rb"\r?\n\r?\n", raw)
    return (raw[: found.start()], raw[found.end() :]) if found else (raw, b"")


def _is_hostile(head: bytes, body: bytes) -> bool:
    return (
        len(head) > LONGEST_HEAD
        or body.count(b"\n--") > _MOST_DASHED
        or len(_BOUNDARY.findall(head)) + len(_BOUNDARY.findall(body)) > _MOST_BOUNDARIES
        or len(_INSIDE.findall(body)) > _MOST_INSIDE
    )
