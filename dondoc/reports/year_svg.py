"""A picture written as SVG that needs no style sheet, no script and no font of its own.

Colours are presentation attributes, which the strictest content policy allows; every sign has a
shape of its own as well, so that a black and white print says the same.
"""

from xml.sax.saxutils import escape, quoteattr

from dondoc.rules.year_shapes import Box, Line, Picture, Shape, Symbol, Words

MEDIA_TYPE = "image/svg+xml"
_FONT = "Arial, 'Liberation Sans', 'Noto Sans', Helvetica, sans-serif"
_INK = {
    "ink": "#1c2430",
    "soft": "#56616f",
    "wave-name": "#0f2a46",
    "off-name": "#6b4b00",
    "summary": "#17602f",
    "today": "#a3131f",
}
_BOX = {
    "ground": 'fill="#ffffff" stroke="#d5dbe3"',
    "off": 'fill="url(#nghi)"',
    "wave-0": 'fill="#cfe0f2" stroke="#5b81a8"',
    "wave-1": 'fill="#eef3f8" stroke="#5b81a8"',
    "wave-0-proposed": 'fill="#cfe0f2" stroke="#5b81a8" stroke-dasharray="4 2"',
    "wave-1-proposed": 'fill="#eef3f8" stroke="#5b81a8" stroke-dasharray="4 2"',
    "mail": 'fill="#8494a7"',
}
_LINE = {
    "month": 'stroke="#7d90a6"',
    "week": 'stroke="#e3e8ee"',
    "floor": 'stroke="#aab5c2"',
    "summary-line": 'stroke="#17602f" stroke-width="1.5" stroke-dasharray="3 2"',
    "today-line": 'stroke="#a3131f" stroke-width="2"',
}
#: Words that may stand over lines get a rim of paper, so that they stay readable.
_RIM = ' stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
_RIMMED = frozenset({"off-name", "summary", "today"})
#: The outline around 0,0, and the colours of the outline and of the number in it.
_SYMBOL = {
    "overdue": ('<path d="M0-8.5 8.5 7h-17z" fill="#a3131f"/>', "#ffffff", 5.4),
    "stated": ('<circle r="7.2" fill="#173a5e"/>', "#ffffff", 3),
    "proposed": (
        '<circle r="6.6" fill="#ffffff" stroke="#173a5e" stroke-width="1.4"/>', "#173a5e", 3,
    ),
    "waiting": (
        '<path d="M0-8.3 8.3 0 0 8.3-8.3 0z" fill="#ffe3a1" stroke="#7a4b00"/>', "#4a2e00", 3,
    ),
    "done": (
        '<rect x="-6.5" y="-6.5" width="13" height="13" rx="1.5" fill="#d4ebdb" stroke="#17602f"/>',
        "#0e4420", 3,
    ),
}  # fmt: skip
_DONE_ONCE = '<path d="M-3.4.3-.9 3 3.7-3" fill="none" stroke="#17602f" stroke-width="1.8"/>'
_PATTERN = (
    '<defs><pattern id="nghi" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#f7f1e3"/>'
    '<path d="M0 6 6 0" stroke="#cbb884" stroke-width="1"/></pattern></defs>'
)


def svg_of(picture: Picture) -> str:
    """Return a picture as an SVG document."""
    width, height = _number(picture.width), _number(picture.height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="ten mo-ta" '
        f'font-family="{_FONT}">'
    )
    named = (
        f'<title id="ten">{escape(picture.title)}</title>'
        f'<desc id="mo-ta">{escape(picture.description)}</desc>'
    )
    ground = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    body = [_written(shape) for shape in picture.shapes]
    return "\n".join([head, named, _PATTERN, ground, *body, "</svg>", ""])


def _written(shape: Shape) -> str:
    if isinstance(shape, Box):
        return _box(shape)
    if isinstance(shape, Line):
        ends = zip(("x1", "y1", "x2", "y2"), (shape.x1, shape.y1, shape.x2, shape.y2), strict=True)
        places = " ".join(f'{name}="{_number(value)}"' for name, value in ends)
        return f"<line {places} {_LINE[shape.look]}/>"
    return _words(shape) if isinstance(shape, Words) else _symbol(shape)


def _box(box: Box) -> str:
    places = (
        f'x="{_number(box.x)}" y="{_number(box.y)}" '
        f'width="{_number(box.width)}" height="{_number(box.height)}" {_BOX[box.look]}'
    )
    if not box.title:
        return f"<rect {places}/>"
    return f"<rect {places}><title>{escape(box.title)}</title></rect>"


def _words(words: Words) -> str:
    more = "" if words.anchor == "start" else f" text-anchor={quoteattr(words.anchor)}"
    more += ' font-weight="bold"' if words.bold else ""
    more += _RIM if words.look in _RIMMED else ""
    return (
        f'<text x="{_number(words.x)}" y="{_number(words.y)}" '
        f'font-size="{_number(words.size)}" fill="{_INK[words.look]}"{more}>'
        f"{escape(words.text)}</text>"
    )


def _symbol(symbol: Symbol) -> str:
    outline, ink, down = _SYMBOL[symbol.kind]
    inside = _DONE_ONCE if symbol.kind == "done" and symbol.count == 1 else ""
    if symbol.count > 1:
        size = 8.5 if symbol.count < 100 else 6.5
        inside = (
            f'<text y="{_number(down)}" font-size="{size}" font-weight="bold" fill="{ink}" '
            f'text-anchor="middle">{symbol.count}</text>'
        )
    title = f"<title>{escape(symbol.title)}</title>" if symbol.title else ""
    place = f"{_number(symbol.x)} {_number(symbol.y)}"
    return f'<g transform="translate({place})">{title}{outline}{inside}</g>'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
