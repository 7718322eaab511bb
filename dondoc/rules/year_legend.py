"""What stands above and below the picture of a year: its name, its figures, and its signs."""

from collections.abc import Iterator

from dondoc.rules.year_facts import Kind, YearFacts
from dondoc.rules.year_rows import Format
from dondoc.rules.year_shapes import Box, Line, Shape, Symbol, Words, fitted, width_of
from dondoc.wording import day_short

NAMES = {
    Kind.STATED: "hạn văn bản ghi rõ",
    Kind.PROPOSED: "hạn đề xuất",
    Kind.WAITING: "chờ xác nhận",
    Kind.DONE: "đã hoàn thành",
    Kind.OVERDUE: "quá hạn",
}
#: How far down the heading reaches.
HEADING = 46.0
_SIZE = 11.0
_SIGN = 22.0
_LINE = 19.0


def heading(facts: YearFacts, page: Format) -> Iterator[Words]:
    """Yield the name of the plan and its figures in a line."""
    room = page.width - 2 * page.margin
    yield Words(page.margin, 20, fitted(facts.title, room, 14, bold=True), 14, bold=True)
    yield Words(page.margin, 37, fitted(_figures(facts), room, _SIZE), _SIZE, "soft")


def _figures(facts: YearFacts) -> str:
    span = f"{day_short(facts.first)} – {day_short(facts.last)}"
    mails = sum(facts.mails.values())
    return f"{span} · {len(facts.waves)} đợt · {len(facts.dues)} hạn · {mails} thư nhắc sắp tới"


def sentence(facts: YearFacts) -> str:
    """Say what the picture shows, for those who cannot see it."""
    waves = "; ".join(
        f"{wave.name}, {day_short(wave.starts_on)} đến {day_short(wave.ends_on)}"
        for wave in facts.waves
    )
    counts = facts.counts()
    dues = ", ".join(f"{counts[kind]} {name}" for kind, name in NAMES.items() if counts[kind])
    return (
        f"Từ {day_short(facts.first)} đến {day_short(facts.last)}. Các đợt: {waves or 'chưa có'}. "
        f"Thời hạn: {dues or 'chưa có'}. Thư nhắc sắp tới nếu chưa báo cáo: "
        f"{sum(facts.mails.values())}. Hôm nay: {day_short(facts.today)}."
    )


def legend(facts: YearFacts, page: Format, top: float) -> tuple[list[Shape], float]:
    """Return the signs with their meaning, line by line, and where the picture ends."""
    shapes: list[Shape] = []
    x, y = page.margin, top + _LINE / 2
    for look, meaning in _entries(facts):
        text = fitted(meaning, page.width - 2 * page.margin - _SIGN, _SIZE)
        width = (_SIGN if look else 0) + width_of(text, _SIZE)
        if x > page.margin and x + width > page.width - page.margin:
            x, y = page.margin, y + _LINE
        shapes += _sign(look, x, y)
        shapes.append(Words(x + (_SIGN if look else 0), y + 4, text, _SIZE))
        x += width + 16
    return shapes, y + _LINE


def _entries(facts: YearFacts) -> Iterator[tuple[str, str]]:
    counts = facts.counts()
    for kind, name in NAMES.items():
        if counts[kind]:
            yield kind.value, f"{name} ({counts[kind]})"
    if facts.waves:
        proposed = any(wave.certainty == "proposed" for wave in facts.waves)
        yield (
            "wave-0-proposed" if proposed else "wave-0",
            "đợt (đề xuất)" if proposed else "đợt",
        )
    if facts.summaries:
        yield "summary-line", "nộp báo cáo sơ kết, tổng kết"
    if facts.mails:
        yield "mail", "số người nhận thư nhắc trong ngày, nếu chưa báo cáo"
    yield "off", "ngày nghỉ lễ, Tết"
    yield "", "không vẽ thứ Bảy, Chủ nhật"
    if facts.undated:
        yield "", f"{facts.undated} việc chưa có ngày hoặc đang tạm dừng"
    if facts.left_out:
        yield "", f"{facts.left_out} hạn nằm ngoài khoảng thời gian này"


def _sign(look: str, x: float, y: float) -> Iterator[Shape]:
    if look in set(Kind):
        yield Symbol(x + 8, y, look)
    elif look == "summary-line":
        yield Line(x + 8, y - 7, x + 8, y + 7, look)
    elif look == "mail":
        yield Box(x + 3, y - 5, 10, 10, look)
    elif look:
        yield Box(x, y - 6, 16, 12, look)
