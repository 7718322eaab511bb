"""Delivery reports (DSN, RFC 3464): what became of each recipient, and which mail came back."""

from email import message_from_string
from email.message import Message

from dondoc.reading.mails import headers
from dondoc.reading.mails.body import content_of
from dondoc.reading.mails.charsets import text_of
from dondoc.reading.mails.mail import DeliveryReport
from dondoc.rules.incoming import Reported

_MOST_RECIPIENTS = 50
_LONGEST_WORDS = 500
_STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
_HEADER_TYPES = ("text/rfc822-headers", "message/global-headers")
_MAIL_TYPES = ("message/rfc822", "message/global")


def report_in(parts: list[Message]) -> DeliveryReport | None:
    """Return the report that a mail's parts hold, None where it names no recipient."""
    found = [
        recipient
        for part in parts
        if part.get_content_type() in _STATUS_TYPES
        for block in _blocks(part)
        if (recipient := _recipient(block)) is not None
    ][:_MOST_RECIPIENTS]
    if not found:
        return None
    return DeliveryReport(recipients=tuple(found), returned_id=returned_id(parts))


def returned_id(parts: list[Message]) -> str:
    """Return the Message-ID of the mail that came back, also where the report itself is broken."""
    for part in parts:
        for returned in _returned(part):
            if found := headers.message_id(returned):
                return found
    return ""


def _blocks(part: Message) -> list[Message]:
    """Return the groups of fields; some servers encode them, which RFC 3464 does not foresee."""
    inside = part.get_payload()
    if isinstance(inside, list):
        known = [one for one in inside if isinstance(one, Message) and one.keys()]
        if known:
            return known
    text = text_of(_decoded(part), "utf-8").replace("\r\n", "\n")
    return [message_from_string(block) for block in text.split("\n\n") if ":" in block]


def _decoded(part: Message) -> bytes:
    inside = part.get_payload()
    if isinstance(inside, list) and inside:
        # The parser cut an encoded block as if it were fields; its text is in the pieces.
        whole = Message()
        whole["Content-Transfer-Encoding"] = headers.value(part, "content-transfer-encoding")
        whole.set_payload(
            "\n".join(str(one.get_payload()) for one in inside if isinstance(one, Message))
        )
        return content_of(whole)
    return content_of(part)


def _recipient(block: Message) -> Reported | None:
    final = _typed(headers.value(block, "final-recipient"))
    original = _typed(headers.value(block, "original-recipient"))
    if not final and not original:
        return None
    return Reported(
        recipient=final,
        original=original,
        action=headers.plain(headers.value(block, "action")).partition(" ")[0].casefold(),
        status=headers.plain(headers.value(block, "status")),
        diagnostic=headers.words(headers.value(block, "diagnostic-code"))[:_LONGEST_WORDS],
    )


def _typed(value: str) -> str:
    """Return the address behind its type (``rfc822; a@b.example``)."""
    return headers.plain(value).rpartition(";")[2].strip().strip("<>").casefold()


def _returned(part: Message) -> list[Message]:
    kind = part.get_content_type()
    inside = part.get_payload()
    if kind in _MAIL_TYPES and isinstance(inside, list):
        return [one for one in inside if isinstance(one, Message)]
    if kind in (*_HEADER_TYPES, *_MAIL_TYPES):
        return [message_from_string(text_of(content_of(part), "utf-8"))]
    return []
