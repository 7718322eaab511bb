"""The formal letter that reminds one unit of what it still owes (công văn đôn đốc).

Layout and order of parts: Appendix III of Decree 30/2020/NĐ-CP, the form of a công văn: no name of
kind, what it is about below the number, then *Kính gửi*. Bodies that were asked and not ordered
are asked again, politely.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dondoc import wording
from dondoc.reports.blocks import (
    Block,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
)
from dondoc.reports.official import build
from dondoc.reports.summary_facts import PlanInfo, WardInfo


@dataclass(frozen=True)
class UrgedItem:
    """One overdue assignment; ``due_at`` is the ward's own time, ``days_late`` working days.

    ``plan`` is the position of its plan among the plans of the letter.
    """

    clause_path: str
    duty_text: str
    due_at: datetime
    days_late: int
    plan: int = 0


@dataclass(frozen=True)
class UrgingFacts:
    """Everything that one letter says. ``reply_by`` is the ward's own time.

    ``sent_for`` names who takes the answer. Without ``number`` and ``signed_on`` their places
    stay blank, to be written in.
    """

    ward: WardInfo
    unit_name: str
    requested: bool
    plans: tuple[PlanInfo, ...]
    items: tuple[UrgedItem, ...]
    as_of: date
    reply_by: datetime
    signature: Signature
    sent_for: str = ""
    number: str | None = None
    signed_on: date | None = None
    symbol: str = "UBND-NV"


def urging_document(facts: UrgingFacts) -> bytes:
    """Return the letter as DOCX; the same facts give the same bytes."""
    return build(urging_content(facts))


def urging_content(facts: UrgingFacts) -> OfficialDocument:
    """Return all that the letter says, for the DOCX and for the board alike."""
    return OfficialDocument(
        letterhead=Letterhead(
            parent=None,
            issuer=f"ỦY BAN NHÂN DÂN\n{facts.ward.name.upper()}",
            number=facts.number,
            symbol=facts.symbol,
            place=facts.ward.name,
            signed_on=facts.signed_on,
            kind="",
            about=_about(facts),
            year=facts.as_of.year,
        ),
        addressees=(facts.unit_name,),
        body=tuple(_asked(facts) if facts.requested else _ordered(facts)),
        signature=facts.signature,
        recipients=(
            "Như trên",
            "Chủ tịch, các Phó Chủ tịch UBND (để báo cáo)",
            "Lưu: VT, NV",
        ),
        dated_on=facts.signed_on or facts.as_of,
    )


def _about(facts: UrgingFacts) -> str:
    if facts.requested:
        what = "quan tâm, phối hợp thực hiện nội dung"
    else:
        what = "đôn đốc thực hiện nhiệm vụ quá hạn"
    number = facts.plans[0].number if len(facts.plans) == 1 else None
    return f"{what} theo Kế hoạch số {number}" if number else what


def _ordered(facts: UrgingFacts) -> Iterator[Block]:
    ward, unit = facts.ward.committee, facts.unit_name
    number = wording.count(len(facts.items), "nhiệm vụ")
    yield Paragraph(
        f"Thực hiện {_plans(facts)}, {ward} đã giao {unit} chủ trì thực hiện các nhiệm vụ theo kế "
        f"hoạch. Qua theo dõi, tính đến {wording.day_in_letter(facts.as_of)}, còn {number} đã quá "
        "thời hạn nhưng chưa có báo cáo kết quả, cụ thể như sau:"
    )
    yield _table(facts, "Nhiệm vụ", "Thời hạn", "Số ngày làm việc quá hạn")
    yield Paragraph(f"Để bảo đảm tiến độ chung của kế hoạch, {ward} yêu cầu {unit}:")
    yield Paragraph(
        "1. Khẩn trương tổ chức thực hiện, hoàn thành các nhiệm vụ nêu trên và báo cáo kết quả về "
        f"{ward}{_through(facts)} {_before(facts)}."
    )
    yield Paragraph(
        "2. Trường hợp có khó khăn, vướng mắc, nêu rõ nguyên nhân, đề xuất giải pháp và thời hạn "
        "hoàn thành cụ thể trong báo cáo để xem xét, giải quyết."
    )
    yield Paragraph(f"{ward} thông báo để {unit} biết, nghiêm túc thực hiện./.")


def _asked(facts: UrgingFacts) -> Iterator[Block]:
    ward, unit = facts.ward.committee, facts.unit_name
    number = wording.count(len(facts.items), "nội dung")
    yield Paragraph(
        f"Thực hiện {_plans(facts)}, {ward} đã đề nghị {unit} phối hợp thực hiện một số nội dung. "
        f"Đến {wording.day_in_letter(facts.as_of)}, {ward} chưa nhận được thông tin về kết quả của "
        f"{number} sau đây:"
    )
    yield _table(facts, "Nội dung đề nghị", "Thời gian đề nghị", "Số ngày làm việc đã qua")
    yield Paragraph(
        f"Để việc triển khai kế hoạch được đồng bộ, {ward} đề nghị {unit} quan tâm, phối hợp thực "
        f"hiện các nội dung trên và thông tin kết quả về {ward}{_through(facts)} {_before(facts)} "
        "để tổng hợp. Trường hợp có khó khăn, vướng mắc, đề nghị trao đổi để cùng phối hợp tháo gỡ."
    )
    yield Paragraph(f"{ward} rất mong nhận được sự quan tâm, phối hợp của {unit}./.")


def _plans(facts: UrgingFacts) -> str:
    return wording.join(plan.cited(facts.ward.committee) for plan in facts.plans)


def _through(facts: UrgingFacts) -> str:
    return f" (qua {facts.sent_for})" if facts.sent_for else ""


def _before(facts: UrgingFacts) -> str:
    by = facts.reply_by
    minutes = f" {by.minute:02} phút" if by.minute else ""
    return f"trước {by.hour} giờ{minutes} {wording.day_in_letter(by)}"


def _table(facts: UrgingFacts, what: str, when: str, late: str) -> Table:
    several = len(facts.plans) > 1
    rows = [
        (
            str(position),
            _clause(facts.plans, item) if several else item.clause_path,
            wording.capital(item.duty_text),
            _due(item),
            str(item.days_late),
        )
        for position, item in enumerate(facts.items, start=1)
    ]
    return Table(
        header=("TT", "Mục, kế hoạch" if several else "Mục", what, when, late),
        rows=rows,
        widths=(11, 32 if several else 17, 66 if several else 81, 30, 26),
        align=("center", "center", "left", "center", "center"),
    )


def _clause(plans: Sequence[PlanInfo], item: UrgedItem) -> str:
    plan = plans[item.plan]
    return f"{item.clause_path}, KH số {plan.number}" if plan.number else item.clause_path


def _due(item: UrgedItem) -> str:
    return f"{wording.hour(item.due_at)}, {wording.day_short(item.due_at)}"
