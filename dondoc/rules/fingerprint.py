"""What a person was shown, in a few letters: whoever confirms something else is stopped."""

import hashlib
import json
from typing import Any


def fingerprint_of(shown: Any) -> str:
    """Return sixteen hexadecimal letters of plain values; days, instants and the like as texts."""
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
