"""A ward's first wave in a handful of rows, for the tests of the summary."""

from datetime import UTC, date, datetime, timedelta

from dondoc.reports.figures import figures
from dondoc.reports.rows import Figures, Row
from dondoc.reports.summary_facts import PeriodInfo, PlanInfo, SummaryFacts, WardInfo

AS_OF = datetime(2026, 9, 30, 10, tzinfo=UTC)
DAY = timedelta(days=1)
FACTS = SummaryFacts(
    period=PeriodInfo("1", "Đợt 1", date(2026, 4, 1), date(2026, 9, 30), "interim"),
    ward=WardInfo("Phường 4", "Sa Đéc", "Đồng Tháp"),
    plan=PlanInfo(
        "24/KH-UBND", "Phát động phong trào thi đua yêu nước năm 2026", date(2026, 3, 25)
    ),
)
_NAMES = {
    "ubnd": "Ủy ban nhân dân Phường 4",
    "radio": "Cán bộ Truyền thanh Phường",
    "web": "Trang Thông tin điện tử Phường",
    "interior": "Cán bộ Nội vụ phường",
    "front": "Ủy ban Mặt trận Tổ quốc Việt Nam Phường",
    "women": "Hội Liên hiệp Phụ nữ Phường",
}
_TEXTS = {
    "V.1": "Tổ chức lễ phát động phong trào thi đua",
    "V.2": "Vận động đoàn viên, hội viên và Nhân dân hưởng ứng phong trào",
    "V.4": "Tuyên truyền về phong trào, giới thiệu gương người tốt, việc tốt",
    "V.5": "Cùng thành viên Hội đồng giám sát, đánh giá kết quả phong trào",
}


def row(clause: str, unit: str, due: datetime, state: str, **more: object) -> Row:
    """One assignment of the case; ``more`` are fields of ``Row``."""
    values = {
        "code": f"{clause}/1@{unit}#{due:%Y-%m-%d}",
        "clause_path": clause,
        "clause_text": f"Mục {clause}: {_TEXTS[clause].lower()}.",
        "duty_text": _TEXTS[clause],
        "unit_key": unit,
        "unit_name": _NAMES[unit],
        "kind": "propaganda" if clause == "V.4" else "other",
        "requested": unit in {"front", "women"},
        "due_at": due,
        "first_due_at": due,
        "state": state,
    }
    return Row(**(values | more))  # type: ignore[arg-type] # fields are checked by the dataclass


def working_days(due_at: datetime, until: datetime) -> int:
    """Mondays to Fridays after ``due_at``, without holidays."""
    days = range(1, (until - due_at).days + 1)
    return sum((due_at + n * DAY).weekday() < 5 for n in days)


def first_wave() -> Figures:
    """Every category, an extension, a good example, output, a waiting report, a sleeper."""
    may, july, september = (datetime(2026, m, 25, 10, tzinfo=UTC) for m in (5, 7, 9))
    rows = [
        row("V.1", "ubnd", may, "accepted", judged_at=may - DAY),
        row(
            "V.2", "front", july, "accepted", judged_at=july,
            report_figures={"Số buổi vận động": "6"},
        ),
        row("V.2", "women", september, "acknowledged"),
        row(
            "V.4", "radio", may, "accepted", judged_at=may - 2 * DAY,
            report_figures={"Số tin, bài": "12", "Lượt phát thanh": "1.200"},
            good_example="Bà Lê Thị Mười, khóm 2, hiến 30 m2 đất mở rộng hẻm",
        ),
        row(
            "V.4", "web", may, "accepted", judged_at=may + 3 * DAY,
            report_figures={"Số tin, bài": "8"},
        ),
        row("V.4", "radio", july, "returned"),
        row("V.4", "web", september, "assigned"),
        row("V.4", "radio", september + 20 * DAY, "assigned"),
        row("V.4", "web", september + 20 * DAY, "reported", reported_at=september),
        row(
            "V.5", "interior", july + 7 * DAY, "accepted", judged_at=july + 6 * DAY,
            first_due_at=july, extensions=1, reason="Chờ số liệu của các khóm",
        ),
        row("V.5", "interior", september, "sleeping"),
    ]  # fmt: skip
    return figures(rows, as_of=AS_OF, days_late=working_days)
