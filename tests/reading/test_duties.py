"""Clauses cut into duties, each with its kind, its time limits and its rhythm."""

from datetime import date

import pytest

from dondoc.reading.duties import duties_of, kind_of
from dondoc.reading.frame import TimeFrame

FRAME = TimeFrame(year=2027)

KINDS = [
    ("tổ chức lễ phát động trồng cây đầu xuân", "launch"),
    ("tuyên truyền trên loa khóm", "propaganda"),
    ("tuyên truyền, vận động hội viên phân loại rác", "mobilise"),
    ("vận động từng nhà tham gia", "mobilise"),
    ("cụ thể hóa thành phần việc của từng bộ phận", "concretise"),
    ("xây dựng kế hoạch kiểm tra của đơn vị", "concretise"),
    ("phối hợp với công an giữ trật tự", "coordinate"),
    ("đôn đốc các khóm làm đúng hẹn", "supervise"),
    ("đánh giá kết quả và khen thưởng", "evaluate"),
    ("thẩm định hồ sơ đề nghị khen thưởng", "appraise"),
    ("biểu dương gương sáng", "commend"),
    ("tham mưu văn bản trả lời", "advise"),
    ("tham mưu tổ chức tổng kết", "summarise"),
    ("gửi báo cáo về Văn phòng", "report"),
    ("tập huấn cho cộng tác viên", "train"),
    ("bố trí kinh phí cho lễ hội", "finance"),
    ("trực tại nhà văn hóa", None),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_first_telling_words_give_the_kind(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


def test_each_sentence_with_a_kind_of_its_own_is_a_duty() -> None:
    text = (
        "Tuyên truyền trên loa khóm. Kết thúc mỗi đợt thi đua, đánh giá từng tổ; "
        "khen thưởng tổ dẫn đầu, đề xuất tổng kết phong trào."
    )

    duties = duties_of(text, FRAME)

    assert [(d.kind, d.text) for d in duties] == [
        ("propaganda", "Tuyên truyền trên loa khóm"),
        ("evaluate", "Kết thúc mỗi đợt thi đua, đánh giá từng tổ"),
        ("commend", "khen thưởng tổ dẫn đầu"),
        ("summarise", "đề xuất tổng kết phong trào"),
    ]
    assert [d.recurrence.every if d.recurrence else None for d in duties] == [
        None,
        "wave",
        None,
        None,
    ]
    assert all(text[slice(*d.span)] == d.text for d in duties)


def test_a_sentence_that_names_no_kind_belongs_to_the_duty_before_it() -> None:
    (duty,) = duties_of("Tập huấn cho cộng tác viên; xong trước ngày 12/5.", FRAME)

    assert duty.kind == "train"
    assert [d.printed for d in duty.deadlines] == [date(2027, 5, 12)]


def test_a_second_rhythm_makes_a_second_duty() -> None:
    text = "Gửi số liệu chợ trước ngày 18 của tháng cuối quý, trước ngày 12/10 hằng năm gửi bảng tổng hợp."

    duties = duties_of(text, FRAME)

    assert [d.recurrence.every if d.recurrence else None for d in duties] == ["quarter", "year"]
    assert all(d.deadlines == () for d in duties)


def test_a_remark_about_difficulties_is_no_duty() -> None:
    text = "Trồng hoa trước trụ sở. Trong quá trình thực hiện, nếu có vướng mắc thì phản ánh."

    duties = duties_of(text, FRAME)

    assert [d.text for d in duties] == ["Trồng hoa trước trụ sở"]
