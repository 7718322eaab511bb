"""Interim and final summaries on the board."""

import io

from docx import Document
from sqlmodel import select

from models.outbox import OutboxMail
from models.summary import Summary, SummaryState
from tests.board.world import World, hidden, seen, send


def drafted(world: World) -> str:
    plan_id = world.row("V.1").plan_id
    answer = send(world.signed_in("officer"), "/tong-hop", f"/tong-hop/{plan_id}/2025-1/lap")
    return answer.headers["location"]


def stored(world: World) -> Summary:
    with world.app.reading() as session:
        return session.exec(select(Summary)).one()


def words_of(content: bytes) -> str:
    return "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)


def test_a_draft_shows_the_same_words_as_its_document(world: World) -> None:
    path = drafted(world)
    browser = world.signed_in("vice")

    page = seen(browser.get(path))
    file = browser.get(f"{path}/van-ban")

    paragraphs = [line for line in words_of(file.content).splitlines() if line.startswith("II. ")]
    assert paragraphs == ["II. KẾT QUẢ PHONG TRÀO THI ĐUA VÀ CÔNG TÁC KHEN THƯỞNG"]
    assert paragraphs[0] in page
    assert file.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''bao-cao-so-ket-2025-1.docx"
    )


def test_the_officers_words_stand_in_page_and_document(world: World) -> None:
    path = drafted(world)
    browser = world.signed_in("officer")

    send(browser, path, f"{path}/nhan-xet", **{"phan-V": "Đề nghị bổ sung kinh phí."})

    assert stored(world).notes == {"V": "Đề nghị bổ sung kinh phí."}
    assert "Đề nghị bổ sung kinh phí." in seen(browser.get(path))
    assert "Đề nghị bổ sung kinh phí." in words_of(browser.get(f"{path}/van-ban").content)


def test_signing_off_closes_the_summary_and_mails_it(world: World) -> None:
    path = drafted(world)
    browser = world.signed_in("officer")
    old = hidden(browser.get(path).text, f"{path}/nhan-xet")

    send(browser, path, f"{path}/duyet", number="45/BC-UBND")
    late = browser.post(f"{path}/nhan-xet", data=old | {"phan-I": "sửa sau"})

    summary = stored(world)
    assert (summary.state, summary.number, summary.signed_by) == (
        SummaryState.SIGNED,
        "45/BC-UBND",
        "Trần Thị Nội",
    )
    with world.app.reading() as session:
        mails = session.exec(select(OutboxMail).where(OutboxMail.kind == "summary")).all()
    assert sorted(mail.to_address for mail in mails) == [
        "hoidong@phuong4.example",
        "noivu@phuong4.example",
        "pho@phuong4.example",
    ]
    assert late.status_code == 409
    assert "Việc này không làm được nữa" in seen(late)
    assert f'action="{path}' not in browser.get(path).text


def test_a_summary_is_not_signed_without_its_number(world: World) -> None:
    path = drafted(world)
    before = stored(world)

    answer = send(world.signed_in("officer"), path, f"{path}/duyet", number=" ")

    assert answer.status_code == 422
    assert stored(world).state is before.state is SummaryState.DRAFT


def test_leaders_read_and_draft_nothing(world: World) -> None:
    path = drafted(world)
    browser = world.signed_in("vice")
    form = hidden(browser.get(path).text, "/dang-xuat")

    answers = [
        browser.post(address, data=form | {"number": "1"}).status_code
        for address in (f"{path}/duyet", f"{path}/nhan-xet", "/tong-hop/1/2025-1/lap")
    ]

    assert f'action="{path}' not in browser.get(path).text
    assert (answers, stored(world).state) == ([403] * 3, SummaryState.DRAFT)
