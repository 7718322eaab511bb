"""What a mail is called: its kind by its most urgent content, its subject, its greeting."""

from dataclasses import replace
from datetime import date

import pytest

from notifications.compose import compose_round
from notifications.message import Address
from notifications.subjects import subject_of_round
from notifications.views import Item, RoundMail, Section, SectionKind, Sender
from tests.notifications import samples

ORDERED = samples.RADIO_ITEM
ASKED = samples.FRONT_ITEM


def a_mail(*sections: tuple[SectionKind, tuple[Item, ...]], title: str = "") -> RoundMail:
    return RoundMail(
        to=samples.LAM,
        sections=tuple(Section(kind, None, items) for kind, items in sections),
        today=samples.TODAY,
        title=title,
    )


URGENCY = [
    ("escalation", SectionKind.ESCALATION),
    ("overdue", SectionKind.OVERDUE),
    ("reminder", SectionKind.TODAY),
    ("reminder", SectionKind.SOON),
    ("decisions", SectionKind.DECISIONS),
    ("officer", SectionKind.ANSWER),
    ("assignment", SectionKind.ASSIGNMENT),
]


@pytest.mark.parametrize(("place", "kind"), enumerate(kind for kind, _ in URGENCY))
def test_the_kind_of_a_mail_is_its_most_urgent_content(place: int, kind: str) -> None:
    sections = [(section, (ORDERED,)) for _, section in reversed(URGENCY[place:])]

    assert a_mail(*sections).kind == kind


def test_an_empty_sheet_is_still_a_sheet_and_other_empty_parts_are_nothing() -> None:
    assert a_mail((SectionKind.ESCALATION, ())).kind == "escalation"
    assert a_mail((SectionKind.OVERDUE, ()), (SectionKind.SOON, (ORDERED,))).kind == "reminder"
    assert a_mail((SectionKind.COOPERATION, (ASKED,))).kind == "escalation"


returned = replace(ORDERED, kind="returned")
granted = replace(ORDERED, kind="granted", clause_path="V.5")


@pytest.mark.parametrize(
    ("sections", "subject"),
    [
        ([(SectionKind.SOON, (ORDERED,) * 3)], "Nhắc việc 17/02/2026: 03 nhiệm vụ sắp đến hạn"),
        (
            [(SectionKind.SOON, (ORDERED,) * 12), (SectionKind.TODAY, (ORDERED,))],
            "Nhắc việc 17/02/2026: 01 nhiệm vụ đến hạn hôm nay, 12 sắp đến hạn",
        ),
        (
            [(SectionKind.OVERDUE, (ORDERED, ASKED))],
            "Đôn đốc 17/02/2026: 02 nhiệm vụ quá hạn",
        ),
        (
            [(SectionKind.OVERDUE, (ASKED,))],
            "Đề nghị phối hợp 17/02/2026: 01 nội dung chờ thông tin kết quả",
        ),
        (
            [(SectionKind.DECISIONS, (returned, granted))],
            "Kết quả xử lý 17/02/2026: trả lại báo cáo mục V.4, đồng ý gia hạn mục V.5",
        ),
        (
            [(SectionKind.DECISIONS, (returned,) * 3)],
            "Kết quả xử lý 17/02/2026: 03 nhiệm vụ",
        ),
        (
            [(SectionKind.SOON, (ORDERED,)), (SectionKind.DECISIONS, (returned,) * 3)],
            "Nhắc việc 17/02/2026: 01 nhiệm vụ sắp đến hạn, 03 kết quả xử lý",
        ),
        (
            [(SectionKind.ESCALATION, (ORDERED,) * 2), (SectionKind.SOON, (ORDERED,))],
            "Báo cáo việc quá hạn 17/02/2026: 02 nhiệm vụ, 01 nhiệm vụ sắp đến hạn",
        ),
        (
            [(SectionKind.ASSIGNMENT, (ORDERED,))],
            "Giao nhiệm vụ 17/02/2026: 01 nhiệm vụ mới",
        ),
    ],
)
def test_a_subject_says_what_how_many_and_when(
    sections: list[tuple[SectionKind, tuple[Item, ...]]], subject: str, sender: Sender
) -> None:
    assert subject_of_round(a_mail(*sections), sender) == f"[Phường 4] {subject}"


def test_parts_stand_in_the_order_of_urgency_however_they_are_given(sender: Sender) -> None:
    mail = a_mail(
        (SectionKind.ASSIGNMENT, (ORDERED,)),
        (SectionKind.SOON, (ORDERED,)),
        (SectionKind.DECISIONS, ()),
        (SectionKind.OVERDUE, (ORDERED,)),
    )

    text = compose_round(mail, sender, message_id="<a@b.example>", now=samples.NOW).text

    headings = [line for line in text.splitlines() if line.startswith("Nhiệm vụ ")]
    assert headings == ["Nhiệm vụ quá hạn", "Nhiệm vụ sắp đến hạn", "Nhiệm vụ được giao"]


@pytest.mark.parametrize(
    ("units", "greeting"),
    [
        (1, ["Kính gửi: Đơn vị 1"]),
        (3, ["Kính gửi: Đơn vị 1; Đơn vị 2; Đơn vị 3"]),
        (4, ["Kính gửi: 04 đơn vị, tổ chức"]),
    ],
)
def test_units_are_greeted_by_name_while_they_are_few(
    units: int, greeting: list[str], sender: Sender
) -> None:
    items = tuple(replace(ORDERED, unit_name=f"Đơn vị {n}") for n in range(1, units + 1))
    mail = a_mail((SectionKind.SOON, items), title="Trưởng khóm")

    text = compose_round(mail, sender, message_id="<a@b.example>", now=samples.NOW).text

    start = text.splitlines().index(greeting[0])
    assert text.splitlines()[start : start + 2] == [
        *greeting,
        "Người nhận: Ông/Bà Lê Văn Lâm, Trưởng khóm",
    ]


def test_an_honorific_that_the_directory_gives_is_kept(sender: Sender) -> None:
    mail = replace(a_mail((SectionKind.SOON, (ORDERED,))), to=Address("Bà Lê Lan", "l@b.example"))

    text = compose_round(mail, sender, message_id="<a@b.example>", now=samples.NOW).text

    assert "Người nhận: Bà Lê Lan" in text.splitlines()


def test_a_decision_that_nobody_knows_is_not_put_into_words(sender: Sender) -> None:
    mail = a_mail((SectionKind.DECISIONS, (replace(ORDERED, kind="unheard-of"),)))

    with pytest.raises(KeyError, match="unheard-of"):
        compose_round(mail, sender, message_id="<a@b.example>", now=samples.NOW)


def test_a_weekend_deadline_is_not_said_to_be_today(sender: Sender) -> None:
    sunday = replace(ORDERED, offset=0, due_at=samples.at(date(2026, 2, 22)))
    mail = a_mail((SectionKind.SOON, (sunday,)))

    text = compose_round(mail, sender, message_id="<a@b.example>", now=samples.NOW).text

    assert "   Thời hạn: 17:00, Chủ nhật, 22/02/2026" in text.splitlines()
