"""Signed, stateless nonces of forms: each form is good for what it was made for, for half a day."""

from itsdangerous import BadSignature, URLSafeTimedSerializer

MAX_AGE_SECONDS = 12 * 3600


def make(secret: bytes, *parts: str | int) -> str:
    """Return a nonce bound to ``parts``: what the form is about and the version it shows."""
    return _signer(secret).dumps([str(part) for part in parts])


def check(secret: bytes, nonce: str, *parts: str | int) -> bool:
    """Tell whether ``nonce`` was made here, for the same parts, in the last twelve hours."""
    try:
        found = _signer(secret).loads(nonce, max_age=MAX_AGE_SECONDS)
    except BadSignature:
        return False
    return bool(found == [str(part) for part in parts])


def _signer(secret: bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="dondoc-form")
