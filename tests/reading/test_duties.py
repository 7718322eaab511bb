"""Clauses cut into duties, each with its kind, its time limits and its rhythm."""

from datetime import date

import pytest

from dondoc.reading.times.frame import TimeFrame
from dondoc.reading.work.duties import duties_of
from dondoc.reading.work.kinds import kind_of

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


def limits(text: str) -> list[tuple[str, str | None, list[date | None]]]:
    return [
        (d.text, d.recurrence.every if d.recurrence else None, [x.printed for x in d.deadlines])
        for d in duties_of(text, FRAME)
    ]


JUNE, DECEMBER = date(2027, 6, 12), date(2027, 12, 3)


def test_two_reports_with_a_date_each_are_two_duties() -> None:
    text = "Sơ kết 6 tháng (trước ngày 12/6) và tổng kết năm (trước ngày 03/12)."

    assert limits(text) == [
        ("Sơ kết 6 tháng (trước ngày 12/6)", None, [JUNE]),
        ("tổng kết năm (trước ngày 03/12)", None, [DECEMBER]),
    ]


def test_sentences_of_one_kind_stay_apart_where_each_has_its_time() -> None:
    text = "Gửi báo cáo bước một trước ngày 12/6; báo cáo đầy đủ trước ngày 03/12."

    assert [dates for _, _, dates in limits(text)] == [[JUNE], [DECEMBER]]


def test_sentences_of_one_kind_are_one_duty_where_only_one_has_a_time() -> None:
    text = "Gửi báo cáo theo mẫu; báo cáo đầy đủ trước ngày 03/12."

    assert [dates for _, _, dates in limits(text)] == [[DECEMBER]]


def test_reports_on_different_periods_in_one_breath_are_two_duties_with_one_text() -> None:
    text = "Báo cáo kết quả 6 tháng đầu năm trước ngày 12/6, cả năm trước ngày 03/12"

    assert limits(text) == [(text, None, [JUNE]), (text, None, [DECEMBER])]


def test_dates_of_one_thing_stay_together() -> None:
    text = "Nộp báo cáo vào các ngày 12/6 và 03/12"

    assert limits(text) == [(text, None, [JUNE, DECEMBER])]


def test_a_date_in_brackets_belongs_to_the_rhythm_before_it() -> None:
    text = "Báo cáo định kỳ 6 tháng (trước ngày 12/6), năm (trước ngày 03/12) về Văn phòng"

    assert limits(text) == [(text, "half", [JUNE]), (text, "year", [DECEMBER])]


def test_verbs_of_one_breath_are_one_duty() -> None:
    text = "Theo dõi, kiểm tra, đôn đốc các thôn trước ngày 12/6"

    assert limits(text) == [(text, None, [JUNE])]
