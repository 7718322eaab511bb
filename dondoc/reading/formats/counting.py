"""Numbers and bullets of lists as they are printed, in the forms of Word and LibreOffice."""

from collections.abc import Callable

# Symbol and Wingdings put their signs at private code points; what they look like decides.
_PLUS = frozenset("+\uf02b＋✚➕")
_DASH = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uf02d\uf0be_")
_STAR = frozenset("*\uf02a")
_ONES = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def bullet_of(glyph: str, *, nested: bool) -> str:
    """Return a bullet as "-", "+", "*" or "•".

    Where the bullet looks like none of the first three, a ``nested`` one becomes "+": its level
    would be lost otherwise, since round and square bullets are told apart by their place only.
    """
    sign = glyph.strip()[:1]
    for known, printed in ((_PLUS, "+"), (_DASH, "-"), (_STAR, "*")):
        if sign in known and sign:
            return printed
    return "+" if nested else "•"


def spelled(count: int, form: str) -> str:
    """Return a count in one of the forms of WordprocessingML (ST_NumberFormat)."""
    return _FORMS.get(form, str)(count)


def _roman(count: int) -> str:
    values = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    text = ""
    for value, sign in values:
        while count >= value and len(text) < 40:
            text += sign
            count -= value
    return text


def _letter(count: int) -> str:
    index = max(count - 1, 0)
    return chr(ord("a") + index % 26) * min(index // 26 + 1, 5)


def _words(count: int) -> str:
    """Spell a count from 1 to 99 in Vietnamese."""
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    if not tens:
        return _ONES[ones]
    start = "mười" if tens == 1 else f"{_ONES[tens]} mươi"
    last = {1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, _ONES[ones])
    return f"{start} {last}".strip()


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperRoman": _roman,
    "vietnameseCounting": _words,
    "cardinalText": lambda count: _words(count).capitalize(),
    "numberInDash": lambda count: f"- {count} -",
    "none": lambda _count: "",
}
