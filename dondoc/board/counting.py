"""Names of figures that a report is asked for, counts for the tiles, and what a list narrows to."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dondoc import wording
from dondoc.rules.standing import Standing
from dondoc.usecases.show import AssignmentView
from models.plan import Wave

#: What reports of one kind of duty usually count; the names come back in the summaries.
FIGURES = {
    "propaganda": ("Số tin, bài", "Số lượt phát thanh", "Số lượt người xem, nghe"),
    "mobilise": ("Số buổi vận động", "Số lượt người tham gia"),
    "coordinate": ("Số hoạt động phối hợp", "Số lượt người tham gia"),
    "train": ("Số lớp", "Số người dự"),
    "commend": ("Số tập thể được khen", "Số cá nhân được khen"),
    "supervise": ("Số cuộc kiểm tra, giám sát",),
}
SPARE_ROWS = 2

TILES = ("overdue", "due_soon", "waiting", "not_due", "on_time", "late", "sleeping")
FIVE = ("on_time", "late", "waiting", "in_time", "overdue")


def figure_rows(kind: str, names: list[str], values: list[str]) -> list[tuple[str, str]]:
    """Return the rows of the form: as typed before, else the usual names and some empty ones."""
    if names:
        return list(zip(names, values, strict=False))
    usual = [(name, "") for name in FIGURES.get(kind, ())]
    return usual + [("", "")] * SPARE_ROWS


def expected(kind: str) -> str:
    """Return what a unit should hand in for one kind of duty."""
    said = "Một báo cáo ngắn: đã làm gì, kết quả thế nào"
    if kind in FIGURES:
        names = "; ".join(name[:1].lower() + name[1:] for name in FIGURES[kind])
        said += f"; kèm số liệu ({names})"
    return said + "; minh chứng nếu có."


@dataclass(frozen=True)
class UnitLine:
    """How one unit, or all requested bodies together, stands."""

    key: str
    name: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many assignments are counted."""
        return sum(self.counts.values())


def tiles(views: Iterable[AssignmentView]) -> list[tuple[str, int]]:
    """Return each standing with its count, the urgent ones first."""
    counted = Counter(str(view.standing) for view in views)
    return [(standing, counted.get(standing, 0)) for standing in TILES]


@dataclass(frozen=True)
class UnitTable:
    """A line for each assigned unit, and one for all requested bodies together."""

    lines: list[UnitLine]
    together: UnitLine | None


def by_unit(views: Sequence[AssignmentView]) -> tuple[UnitTable, UnitTable | None]:
    """Return how units stand by the current deadlines, and by the first where any has changed."""
    now = _unit_table(views, lambda view: view.standing)
    if all(view.first_due_at == view.due_at for view in views):
        return now, None
    return now, _unit_table(views, lambda view: view.first_standing)


def _unit_table(
    views: Iterable[AssignmentView], standing: Callable[[AssignmentView], Standing]
) -> UnitTable:
    """Requested bodies stand outside any comparison of units, on a line of their own."""
    by_unit: dict[str, Counter[str]] = {}
    names: dict[str, str] = {}
    asked: Counter[str] = Counter()
    for view in views:
        column = _column(standing(view).value)
        if column is None:
            continue
        if view.requested:
            asked[column] += 1
        else:
            by_unit.setdefault(view.unit_key, Counter())[column] += 1
            names[view.unit_key] = view.unit_name
    lines = [UnitLine(key, names[key], dict(counts)) for key, counts in by_unit.items()]
    together = UnitLine("", "Các tổ chức được đề nghị phối hợp", dict(asked)) if asked else None
    return UnitTable(lines, together)


def _column(standing: str) -> str | None:
    if standing in {"not_due", "due_soon"}:
        return "in_time"
    return standing if standing in FIVE else None


def choices(views: Sequence[AssignmentView], waves: Sequence[Wave]) -> dict[str, dict[str, str]]:
    """Return for each filter what there is to choose from, in the order of the plan."""
    standings = {view.standing.value for view in views}
    months = sorted({f"{view.due_local:%Y-%m}" for view in views})
    return {
        "don_vi": {view.unit_key: view.unit_name for view in views},
        "muc": {view.clause_path: f"Mục {view.clause_path}" for view in views},
        "tinh_trang": {
            key: wording.capital(name)
            for key, name in wording.STANDING_NAMES.items()
            if key in standings
        },
        "ky": {wave.key: wave.name for wave in waves}
        | {month: f"Hạn trong tháng {month[5:]}/{month[:4]}" for month in months},
        "ke_hoach": {str(view.plan_id): wording.short(view.plan_title, 60) for view in views},
    }
