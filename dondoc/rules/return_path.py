"""Signed addresses (VERP): by the address at which it arrives, an answer names the mail it is about.

A tag is one letter for its purpose, the 16 bytes of the mail's Message-ID and 5 bytes of
signature, both in base32: 35 signs, so that the local part stays within 64 (RFC 5321 section
4.5.3.1.1) with an address of up to 28 signs before the plus.
"""

import base64
import binascii
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

#: ``b`` is the envelope sender, to which bounces go; ``r`` the Reply-To.
Purpose = Literal["b", "r"]

LONGEST_LOCAL = 64
_ID_BYTES = 16
_SIGNATURE_BYTES = 5
_OWN_ID = re.compile(r"<?([0-9a-f]{32})@[^<>\s]+>?", re.IGNORECASE)
_TAG = re.compile(r"([br])([a-z2-7]{26})([a-z2-7]{8})")


@dataclass(frozen=True, slots=True)
class Tag:
    """What a signed address says: its purpose, and the left part of a Message-ID of ours."""

    purpose: Purpose
    id_hex: str


@dataclass(frozen=True, slots=True)
class ReturnPath:
    """Where answers and bounces arrive; without ``plus`` the server knows no plus-addresses."""

    address: str
    secret: bytes = field(repr=False)
    plus: bool = True

    def for_mail(self, message_id: str, purpose: Purpose) -> str:
        """Return the address for one mail; the plain one where no tag can be put into it."""
        local, _, domain = self.address.partition("@")
        found = _OWN_ID.fullmatch(message_id)
        if not self.plus or found is None:
            return self.address
        raw = bytes.fromhex(found.group(1))
        tagged = f"{local}+{purpose}{_spelled(raw)}{_spelled(self._signature(raw, purpose))}"
        return f"{tagged}@{domain}" if len(tagged) <= LONGEST_LOCAL else self.address

    def tag_in(self, addresses: Iterable[str]) -> Tag | None:
        """Return the first tag of ours among addresses; a wrong signature is no tag."""
        mine = self.address.casefold()
        for address in addresses:
            plain, tag = _parted(address.casefold())
            found = _TAG.fullmatch(tag) if plain == mine else None
            if found is None:
                continue
            purpose: Purpose = "b" if found.group(1) == "b" else "r"
            raw, signature = _read(found.group(2)), _read(found.group(3))
            if hmac.compare_digest(signature, self._signature(raw, purpose)):
                return Tag(purpose, raw.hex())
        return None

    def is_own(self, address: str) -> bool:
        """Tell whether an address is this one, with whatever tag."""
        return _parted(address.casefold())[0] == self.address.casefold()

    def _signature(self, raw: bytes, purpose: Purpose) -> bytes:
        digest = hmac.digest(self.secret, b"return:" + purpose.encode() + raw, "sha256")
        return digest[:_SIGNATURE_BYTES]


def is_own_id(message_id: str, domain: str) -> bool:
    """Tell whether a Message-ID has the form of ours; people of the same domain have other ones."""
    return bool(_OWN_ID.fullmatch(message_id)) and message_id.casefold().rstrip(">").endswith(
        f"@{domain.casefold()}"
    )


def _parted(address: str) -> tuple[str, str]:
    local, at, domain = address.rpartition("@")
    name, _, tag = local.partition("+")
    return f"{name}{at}{domain}", tag


def _spelled(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _read(text: str) -> bytes:
    try:
        return base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except binascii.Error:
        return b""
