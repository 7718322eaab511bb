"""The sentences of a summary that follow from its figures alone."""

from dondoc import wording
from dondoc.reports.rows import Counts, Figures, GoodExample
from dondoc.reports.summary_facts import SummaryFacts

_TASKS = "nhiệm vụ"
_CONTENTS = "nội dung"
_BOTH = "nhiệm vụ, nội dung"


def assigned_and_asked(figures: Figures, facts: SummaryFacts) -> str:
    """Say what was assigned to whom in the period, and what was asked of whom."""
    committee = facts.ward.committee
    said = []
    if figures.units:
        said.append(
            f"đã giao {wording.count(figures.assigned.total, _TASKS)} có thời hạn cho "
            f"{wording.count(len(figures.units), 'đơn vị, cá nhân')}"
        )
    if figures.requested_units:
        said.append(
            f"đã đề nghị {wording.count(len(figures.requested_units), 'cơ quan, tổ chức')} "
            f"phối hợp thực hiện {wording.count(figures.requested.total, _CONTENTS)}"
        )
    done = " và ".join(said) or "chưa có nhiệm vụ nào đến thời hạn thực hiện"
    clauses = wording.number(len(figures.clauses))
    where = f", theo {clauses} mục của phần Tổ chức thực hiện" if figures.clauses else ""
    cited = facts.plan.cited(committee)
    return f"Thực hiện {cited}, trong kỳ {facts.period.span}, {committee} {done}{where}."


def results(figures: Figures, facts: SummaryFacts) -> list[str]:
    """Say the four categories of what was assigned, then of what was asked."""
    local = figures.as_of.astimezone(facts.ward.zone)
    until = f"Tính đến {wording.hour(local)} ngày {wording.day_short(local)}"
    said = []
    if figures.assigned.total:
        said.append(f"{until}, {_categories(figures.assigned, f'{_TASKS} đã giao')}")
    if figures.requested.total:
        opening = "Đối với phần đề nghị phối hợp (thống kê riêng, không xếp loại),"
        said.append(f"{opening} {_categories(figures.requested, _CONTENTS)}")
    beside = [*_waiting(figures), *_first_deadline(figures), *_outside(figures)]
    return [*said, " ".join(beside)] if beside else said


def unfinished(figures: Figures) -> str:
    """Say what of the period is carried on."""
    left = figures.assigned.unfinished + figures.requested.unfinished
    if not left:
        return "Các nhiệm vụ, nội dung của kỳ báo cáo đã hoàn thành, không chuyển sang kỳ sau."
    said = f"Tiếp tục thực hiện {wording.count(left, 'nhiệm vụ, nội dung')} chưa hoàn thành"
    if figures.overdue:
        late = wording.count(len(figures.overdue), _TASKS)
        said += f", trong đó tập trung giải quyết dứt điểm {late} đã quá hạn"
    return f"{said}."


def example(told: GoodExample) -> str:
    """Name one good example and who reported it."""
    return f"- {told.text.rstrip('.;')} ({told.unit_name} báo cáo, mục {told.clause_path})."


def percent(part: int, whole: int) -> str:
    """Return ``87,5%``, without a decimal where there is none."""
    value = f"{100 * part / whole:.1f}".removesuffix(".0").replace(".", ",")
    return f"{value}%"


def amount(value: float) -> str:
    """Return ``1.234,5`` as Vietnamese writes numbers."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def _categories(counts: Counts, noun: str) -> str:
    done = f"{wording.number(counts.completed)}/{wording.number(counts.total)} {noun}"
    return (
        f"đã hoàn thành {done} (đạt {percent(counts.completed, counts.total)}), "
        f"gồm {wording.number(counts.on_time)} hoàn thành đúng hạn và "
        f"{wording.number(counts.late)} hoàn thành quá hạn; còn "
        f"{wording.number(counts.unfinished)} chưa hoàn thành, gồm "
        f"{wording.number(counts.open_in_time)} trong hạn và "
        f"{wording.number(counts.open_late)} quá hạn."
    )


def _waiting(figures: Figures) -> list[str]:
    waiting = figures.assigned.waiting + figures.requested.waiting
    if not waiting:
        return []
    found = wording.count(waiting, "nhiệm vụ, nội dung")
    return [f"Trong số chưa hoàn thành có {found} đã báo cáo, đang chờ xác nhận."]


def _first_deadline(figures: Figures) -> list[str]:
    """Say what the same work would count by its first deadlines, where that differs."""
    now = _both(figures.assigned, figures.requested)
    first = _both(figures.assigned_at_first, figures.requested_at_first)
    said = []
    if figures.extended:
        said.append(f"{wording.count(len(figures.extended), _BOTH)} được gia hạn")
    if figures.shortened:
        said.append(f"{wording.count(len(figures.shortened), _BOTH)} được rút ngắn thời hạn")
    changed = [f"Trong kỳ có {wording.join(said)}."] if said else []
    if now == first or not sum(first):
        return changed
    on_time, late, open_in_time, open_late = (wording.number(part) for part in first)
    return [
        *changed,
        f"Nếu tính theo thời hạn đặt ra lần đầu, có {on_time} hoàn thành đúng hạn, {late} hoàn thành "
        f"quá hạn, {open_in_time} chưa hoàn thành trong hạn và {open_late} chưa hoàn thành quá hạn.",
    ]


def _both(one: Counts, other: Counts) -> tuple[int, int, int, int]:
    return (
        one.on_time + other.on_time,
        one.late + other.late,
        one.open_in_time + other.open_in_time,
        one.open_late + other.open_late,
    )


def _outside(figures: Figures) -> list[str]:
    said = []
    if figures.sleeping:
        said.append(f"{wording.count(figures.sleeping, _TASKS)} tạm dừng để chờ văn bản liên quan")
    if figures.withdrawn:
        said.append(f"{wording.count(figures.withdrawn, _TASKS)} đã thu hồi")
    if not said:
        return []
    return [f"Ngoài ra có {wording.join(said)}, không tính vào các số liệu trên."]
