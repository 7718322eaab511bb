"""Keys made from names: units and events that nobody gave a key."""

import re

from dondoc.wording import fold


def slug(name: str, *, empty: str = "moc") -> str:
    """Return a key of at most 60 letters: «Tổ dân phố 3» → to-dan-pho-3; ``empty`` if none is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60] or empty
