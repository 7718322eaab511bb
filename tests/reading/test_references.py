"""Bodies that a clause names by their place in the document."""

import pytest

from dondoc.reading.read import read_text

_PLAN = """\
KẾ HOẠCH
Đón bão năm 2027

III. TỔ CHỨC THỰC HIỆN

1. Công an xã: chốt chặn hai đầu cầu.

2. Giao các đơn vị sau:

a) Trạm Y tế xã: dự trữ thuốc.

b) Hội Chữ thập đỏ xã: gom lương khô.

3. {phrase}
"""

REFERENCES = [
    ("Các đơn vị tại mục 2 trực 24 giờ.", ["Trạm Y tế xã", "Hội Chữ thập đỏ xã"], []),
    (
        "Các đơn vị tại mục 1, 2 trực 24 giờ.",
        ["Công an xã", "Trạm Y tế xã", "Hội Chữ thập đỏ xã"],
        [],
    ),
    ("Các cơ quan nêu tại điểm b khoản 2 mở kho.", ["Hội Chữ thập đỏ xã"], []),
    ("Các đơn vị tại Mục III.1 trực 24 giờ.", ["Công an xã"], []),
    (
        "Giao Văn phòng UBND xã phối hợp với các đơn vị tại mục 2 lập danh sách.",
        ["Văn phòng UBND xã"],
        ["Trạm Y tế xã", "Hội Chữ thập đỏ xã"],
    ),
    (
        "Các cơ quan, đơn vị nêu trên trực 24 giờ.",
        ["Công an xã", "Trạm Y tế xã", "Hội Chữ thập đỏ xã"],
        [],
    ),
    ("Các đơn vị tại mục 9 trực 24 giờ.", ["Các đơn vị tại mục 9"], []),
]


@pytest.mark.parametrize(("phrase", "lead", "support"), REFERENCES, ids=lambda v: str(v)[:50])
def test_bodies_named_by_their_place_are_those_who_lead_there(
    phrase: str, lead: list[str], support: list[str]
) -> None:
    clause = read_text(_PLAN.format(phrase=phrase)).clauses[-1]

    assert (list(clause.lead), list(clause.support)) == (lead, support)


def test_an_annex_is_meant_by_its_number() -> None:
    text = """\
KẾ HOẠCH
Đón bão năm 2027

III. TỔ CHỨC THỰC HIỆN

1. Các đơn vị được giao chủ trì tại Phụ lục I báo tin trước 17 giờ mỗi ngày.

PHỤ LỤC I: PHÂN CÔNG NHIỆM VỤ

| STT | Nội dung công việc | Cơ quan chủ trì |
|---|---|---|
| 1 | Chằng chống mái nhà | Đội xung kích xã |
| 2 | Di dời dân | Công an xã |
"""

    first = read_text(text).clauses[0]

    assert first.lead == ("Đội xung kích xã", "Công an xã")


def test_units_written_out_keep_the_place_of_the_words_that_mean_them() -> None:
    phrase = "Các đơn vị tại mục 2 trực 24 giờ."

    clause = read_text(_PLAN.format(phrase=phrase)).clauses[-1]

    assert {clause.text[slice(*unit.span)] for unit in clause.units} == {"Các đơn vị tại mục 2"}
