"""The interim or final summary (báo cáo sơ kết, tổng kết) of an emulation movement.

Source of the five parts: the form that such reports of wards and communes commonly have.
"""

from collections.abc import Iterator

from dondoc import wording
from dondoc.reports import summary_sentences as sentences
from dondoc.reports import summary_tables as tables
from dondoc.reports.blocks import (
    Block,
    Heading,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Table,
    Title,
)
from dondoc.reports.official import build
from dondoc.reports.rows import Figures
from dondoc.reports.summary_facts import SummaryFacts

#: What only a person can say in each part, named in the line that holds its place.
_PERSONAL = {
    "I": "việc lãnh đạo, chỉ đạo, các văn bản đã ban hành trong kỳ",
    "II": "kết quả nổi bật của phong trào và công tác khen thưởng",
    "III": "hạn chế và nguyên nhân khách quan, chủ quan",
    "IV": "phương hướng, nhiệm vụ trọng tâm của kỳ tới",
    "V": "đề xuất, kiến nghị; nếu không có thì ghi “Không có”",
}


def summary_document(figures: Figures, *, facts: SummaryFacts) -> bytes:
    """Return the summary as DOCX; the same figures and facts give the same bytes."""
    return build(summary_content(figures, facts=facts))


def summary_content(figures: Figures, *, facts: SummaryFacts) -> OfficialDocument:
    """Return all that the summary says, for the DOCX and for the board alike."""
    period, ward = facts.period, facts.ward
    return OfficialDocument(
        letterhead=Letterhead(
            parent=None,
            issuer=f"ỦY BAN NHÂN DÂN\n{ward.name.upper()}",
            number=facts.number,
            symbol="BC-UBND",
            place=ward.name,
            signed_on=facts.signed_on,
            kind="BÁO CÁO",
            about=f"{wording.capital(period.word)} {facts.plan.subject}\n({_named(facts)})",
            year=ward.local_day(figures.as_of).year,
        ),
        body=_numbered(list(_body(figures, facts))),
        signature=facts.signature,
        recipients=facts.recipients,
        dated_on=facts.signed_on or ward.local_day(figures.as_of),
        annex=tuple(_annex(figures, facts)),
    )


def _body(figures: Figures, facts: SummaryFacts) -> Iterator[Block]:
    yield Heading("I. TÌNH HÌNH, CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO")
    yield Paragraph(sentences.assigned_and_asked(figures, facts))
    yield from _personal("I", facts)
    yield Heading("II. KẾT QUẢ PHONG TRÀO THI ĐUA VÀ CÔNG TÁC KHEN THƯỞNG")
    yield from _results(figures, facts)
    yield Heading("III. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN")
    yield from _shortcomings(figures, facts)
    yield Heading("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ")
    yield Paragraph(sentences.unfinished(figures))
    yield from _personal("IV", facts)
    yield Heading("V. ĐỀ XUẤT, KIẾN NGHỊ")
    yield from _personal("V", facts)
    yield Paragraph(
        f"Trên đây là Báo cáo {facts.period.word} {facts.plan.subject} ({_named(facts)}) "
        f"của {facts.ward.committee}./."
    )


def _results(figures: Figures, facts: SummaryFacts) -> Iterator[Block]:
    yield Heading("1. Kết quả thực hiện nhiệm vụ", 2)
    yield from map(Paragraph, sentences.results(figures, facts))
    if figures.units:
        yield tables.by_unit(figures)
    if figures.requested_units:
        yield tables.by_requested_unit(figures)
    if figures.clauses:
        yield tables.by_clause(figures)
    if figures.other_outputs:
        yield tables.numbers(figures.other_outputs, caption="Số liệu do các đơn vị báo cáo")
    yield Heading("2. Công tác tuyên truyền", 2)
    if figures.outputs:
        yield tables.numbers(figures.outputs, caption="Kết quả công tác tuyên truyền")
    else:
        yield Paragraph("Chưa có số liệu tuyên truyền được xác nhận trong kỳ.")
    yield Heading("3. Điển hình tiên tiến, người tốt, việc tốt", 2)
    if figures.good_examples:
        yield from (Paragraph(sentences.example(told)) for told in figures.good_examples)
    else:
        yield Paragraph("Chưa có điển hình được các đơn vị báo cáo trong kỳ.")
    yield Heading("4. Kết quả nổi bật và công tác khen thưởng", 2)
    yield from _personal("II", facts)


def _shortcomings(figures: Figures, facts: SummaryFacts) -> Iterator[Block]:
    yield Heading("1. Nhiệm vụ quá hạn chưa hoàn thành", 2)
    if figures.overdue:
        yield tables.overdue(figures.overdue, facts.ward)
    else:
        yield Paragraph("Không có nhiệm vụ quá hạn chưa hoàn thành.")
    if figures.awaited:
        yield tables.awaited(figures.awaited, facts.ward)
    yield Heading("2. Nhiệm vụ được gia hạn, rút ngắn thời hạn", 2)
    if agreed := [item for item in figures.items if item.extensions or item.shortenings]:
        yield tables.agreed(agreed, facts.ward)
    else:
        yield Paragraph("Không có nhiệm vụ được gia hạn, rút ngắn thời hạn.")
    yield Heading("3. Hạn chế, nguyên nhân", 2)
    yield from _personal("III", facts)


def _personal(part: str, facts: SummaryFacts) -> Iterator[Block]:
    """Give the officer's own text, or a line that says what is still wanted from a person."""
    told = [line.strip() for line in facts.notes.get(part, "").splitlines() if line.strip()]
    if told:
        yield from map(Paragraph, told)
    else:
        yield Paragraph(f"[Cán bộ Nội vụ bổ sung: {_PERSONAL[part]}.]", missing=True)


def _annex(figures: Figures, facts: SummaryFacts) -> Iterator[Block]:
    if not figures.items:
        return
    head = f"Danh mục nhiệm vụ và kết quả thực hiện ({_named(facts)})"
    yield Title("PHỤ LỤC", f"{head}\n(Kèm theo Báo cáo {facts.period.word} của UBND)")
    yield tables.everything(figures, facts.ward)


def _named(facts: SummaryFacts) -> str:
    period = facts.period
    return period.span if period.kind == "final" else f"{period.name}, {period.span}"


def _numbered(blocks: list[Block]) -> tuple[Block, ...]:
    """Number the captions of the tables in the order in which they stand."""
    numbered: list[Block] = []
    tables_so_far = 0
    for block in blocks:
        if isinstance(block, Table):
            tables_so_far += 1
            numbered.append(block.captioned(f"Bảng {tables_so_far}. {block.caption}"))
        else:
            numbered.append(block)
    return tuple(numbered)
