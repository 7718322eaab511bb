"""Amending documents as they are written: which plan they amend, and what they say clause by clause."""

from datetime import date, datetime

import pytest

from dondoc.reading.read import read_text
from dondoc.rules.moves import Refused
from dondoc.usecases import amend, amend_compare, confirm, import_plan
from dondoc.usecases import draft as drafts
from dondoc.usecases.amend_reading import UNREAD
from dondoc.wiring import App
from models.plan import Plan
from tests.factories import OFFICER, Office, load
from tests.usecases.amending import compared, confirmed, fates, kinds, mails, settle
from tests.usecases.play import local

HEAD = """\
ỦY BAN NHÂN DÂN
PHƯỜNG 4

Số: {number}

Phường 4, ngày {day}

KẾ HOẠCH
{title}

"""
BODY = """\
I. MỤC ĐÍCH

1. Chợ sạch, người mua yên tâm.

II. TỔ CHỨC THỰC HIỆN

1. Công chức Văn hóa - Xã hội treo áp phích tại chợ trước ngày 11/4/2025.

2. Cán bộ Truyền thanh Phường phát thanh tin bài về vệ sinh chợ trước ngày 25/4/2025.

3. Hội Liên hiệp Phụ nữ Phường báo cáo kết quả vận động tiểu thương trước ngày 30/6/2025.
"""
PLAN = (
    HEAD.format(
        number="12/KH-UBND", day="28 tháng 02 năm 2025", title="Giữ sạch chợ phường năm 2025"
    )
    + BODY
)
PARTIAL = (
    HEAD.format(
        number="30/KH-UBND",
        day="10 tháng 3 năm 2025",
        title="Sửa đổi, bổ sung một số nội dung của Kế hoạch số 12/KH-UBND ngày 28/02/2025",
    )
    + """\
I. NỘI DUNG SỬA ĐỔI, BỔ SUNG

1. Sửa đổi mục II.1 như sau:

“1. Công chức Văn hóa - Xã hội treo áp phích tại chợ và bến xe trước ngày 25/4/2025.”

2. Bãi bỏ mục 2 phần II.

3. Bổ sung mục II.4 như sau: “4. Công chức Văn hóa - Xã hội tổng hợp kết quả trước ngày 10/7/2025.”

4. Thay cụm từ “ngày 30/6/2025” bằng cụm từ “ngày 20/6/2025” tại mục II.3.

5. Sửa đổi thời gian tại mục II.3 như sau: cuối tháng 6.

II. HIỆU LỰC

Các nội dung khác của Kế hoạch số 12/KH-UBND giữ nguyên.
"""
)
AT = local("2025-03-10 09:00")


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    with app.transaction() as session:
        ward_id = load(session, now=now)
    made = Office(app, ward_id, 0)
    plan_id = bring_in(made, PLAN, now)
    with app.transaction() as session:
        confirm.confirm(session, plan_id, actor=OFFICER, now=now)
    made = Office(app, ward_id, plan_id)
    settle(made)
    return made


def bring_in(ward: Office, text: str, now: datetime) -> int:
    with ward.app.transaction() as session:
        plan = import_plan.import_plan(
            session, ward.ward_id, reading=read_text(text), file_name="van-ban.txt",
            file_bytes=text.encode(), now=now,
        )  # fmt: skip
        return plan.id or 0


def stored(ward: Office, number: int) -> Plan:
    with ward.app.reading() as session:
        return session.get_one(Plan, number)


def later(title: str, body: str = BODY, *, number: str = "31/KH-UBND") -> str:
    return HEAD.format(number=number, day="10 tháng 3 năm 2025", title=title) + body


def test_instructions_become_clauses_under_the_paths_of_the_plan(ward: Office) -> None:
    document = bring_in(ward, PARTIAL, AT)

    found = compared(ward, document, AT)

    assert (found.plan.id, found.whole) == (ward.plan_id, False)
    assert kinds(found) == [
        ("II.1", "changed"), ("II.2", "dropped"), ("II.3", "changed"), ("II.4", "added"),
    ]  # fmt: skip
    assert fates(found) == [
        ("II.1", "deadline", "culture"),
        ("II.2", "cancelled", "radio"),
        ("II.3", "deadline", "women"),
        ("II.4", "new", "culture"),
    ]


def test_an_instruction_that_is_not_certain_is_left_to_the_officer(ward: Office) -> None:
    document = bring_in(ward, PARTIAL, AT)

    warnings = drafts.of_plan(stored(ward, document)).warnings

    unread = [one["message"] for one in warnings if one["code"] == UNREAD]
    assert len(unread) == 1
    assert "5. Sửa đổi thời gian tại mục II.3 như sau: cuối tháng 6." in unread[0]


def test_a_partial_document_is_told_to_the_three_units_concerned(ward: Office) -> None:
    document = bring_in(ward, PARTIAL, AT)

    confirmed(ward, document, AT)

    told = {
        to: mail.subject.partition(": ")[2] for to, mail in mails(ward, "2025-03-10 09:30").items()
    }
    assert told == {
        "culture@p4.example": "01 nhiệm vụ mới, 01 đổi thời hạn",
        "radio@p4.example": "01 nhiệm vụ không tiếp tục",
        "women@p4.example": "01 nội dung đổi thời hạn",
    }
    with ward.app.reading() as session:
        draft = drafts.of_plan(session.get_one(Plan, ward.plan_id))
    assert [clause.path for clause in draft.clauses] == ["II.1", "II.3", "II.4"]


@pytest.mark.parametrize(
    ("title", "body", "whole"),
    [
        ("Giữ sạch chợ, thay thế Kế hoạch số 12/KH-UBND ngày 28/02/2025", BODY, True),
        ("Điều chỉnh Kế hoạch số 12/KH-UBND ngày 28 tháng 02 năm 2025", BODY, True),
        ("Giữ sạch chợ", f"{BODY}\n4. Kế hoạch này thay thế Kế hoạch số 12/KH-UBND.\n", True),
    ],
)
def test_a_document_that_says_what_it_amends_is_proposed_so(
    ward: Office, title: str, body: str, whole: bool
) -> None:
    document = bring_in(ward, later(title, body), AT)

    found = compared(ward, document, AT)

    assert (found.plan.id, found.whole) == (ward.plan_id, whole)


@pytest.mark.parametrize(
    "title",
    [
        "Giữ sạch bến xe, căn cứ Kế hoạch số 12/KH-UBND ngày 28/02/2025",
        "Sửa đổi Kế hoạch số 12/KH-UBND ngày 01/01/2024 về bến xe",
        "Sửa đổi, bổ sung Kế hoạch số 99/KH-UBND về bến xe",
    ],
)
def test_a_document_that_only_cites_or_amends_another_one_stands_alone(
    ward: Office, title: str
) -> None:
    document = bring_in(ward, later(title), AT)

    assert stored(ward, document).amends_id is None


def test_the_same_title_and_year_under_another_number_is_only_hinted_at(ward: Office) -> None:
    document = bring_in(ward, later("Giữ sạch chợ phường năm 2025"), AT)

    plan = stored(ward, document)

    assert plan.amends_id is None
    assert amend.POSSIBLE in [one["code"] for one in drafts.of_plan(plan).warnings]


def test_choosing_none_gives_the_draft_back_as_it_was_read(ward: Office) -> None:
    document = bring_in(ward, PARTIAL, AT)
    carried = [clause.path for clause in drafts.of_plan(stored(ward, document)).clauses]

    with ward.app.transaction() as session:
        amend.choose(session, document, of=None, actor=OFFICER, now=AT)

    plan = stored(ward, document)
    assert plan.amends_id is None
    assert [clause.path for clause in drafts.of_plan(plan).clauses] != carried
    with (
        pytest.raises(Refused, match="chưa được ghi là bản sửa đổi"),
        ward.app.reading() as session,
    ):
        amend_compare.compare(session, document, now=AT)


def test_a_correction_of_the_officer_holds_for_the_amended_wording(ward: Office) -> None:
    """The plan was issued with a name that the directory lacks; the officer said who it is."""
    with ward.app.transaction() as session:
        plan = session.get_one(Plan, ward.plan_id)
        draft = drafts.of_plan(plan)
        draft.clauses[1].lead[0].name = "Ban Quản lý chợ"
        draft.clauses[1].lead[0].units = ["radio"]
        plan.draft = drafts.to_json(draft)
    body = BODY.replace("Cán bộ Truyền thanh Phường", "Ban Quản lý chợ").replace("25/4", "28/4")

    document = bring_in(ward, later("Thay thế Kế hoạch số 12/KH-UBND", body), AT)

    assert [one for one in fates(compared(ward, document, AT)) if one[0] == "II.2"] == [
        ("II.2", "deadline", "radio")
    ]
    assert stored(ward, document).issued_on == date(2025, 3, 10)
