"""The officer's and the leaders' page of one assignment."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from models.assignment import Assignment, State
from models.outbox import Notice
from models.ward import Person, Ward
from tests.board.world import World, hidden, seen, send

FROM_LINK = {"name": "Lê Văn Đài", "text": "Đã phát 12 tin trên loa."}


def report(world: World, clause: str = "V.1", address: str = "dai@phuong4.example") -> None:
    path = world.link(clause, address)
    send(world.browser(), path, f"{path}/bao-cao", **FROM_LINK)


def page(world: World, clause: str = "V.1") -> str:
    return f"/nhiem-vu/{world.ids[clause]}"


def test_the_officer_accepts_a_report(world: World) -> None:
    report(world)
    path = page(world)

    answer = send(world.signed_in("officer"), path, f"{path}/xac-nhan", text="Rất tốt")

    assert answer.headers["location"] == f"{path}?xong=xac-nhan"
    assert world.row("V.1").state is State.ACCEPTED
    assert world.history("V.1")[-1] == ("accept", "Trần Thị Nội", "board")
    assert world.reports("V.1")[0].answer == "Rất tốt"


def test_the_officer_returns_a_report_with_its_reason_and_a_term(world: World) -> None:
    report(world)
    path = page(world)
    world.now = datetime(2025, 3, 25, 1, 0, tzinfo=UTC)

    send(
        world.signed_in("officer"), path, f"{path}/tra-lai",
        reason="Thiếu số liệu", repair_days="2",
    )  # fmt: skip

    row = world.row("V.1")
    assert (row.state, row.due_at) == (State.RETURNED, datetime(2025, 3, 27, 10, tzinfo=UTC))
    assert "Báo cáo trước được trả lại (Trần Thị Nội): Thiếu số liệu" in seen(
        world.browser().get(world.link("V.1"))
    )


def test_a_return_without_a_reason_is_shown_again_and_changes_nothing(world: World) -> None:
    report(world)
    path, before = page(world), None
    browser = world.signed_in("officer")
    before = world.dump()

    answer = send(browser, path, f"{path}/tra-lai", reason="", repair_days="99")

    assert (answer.status_code, world.dump()) == (422, before)
    words = seen(answer)
    assert ("Hãy điền mục này." in words, "Hãy ghi một số trong khoảng cho phép." in words) == (
        True,
        True,
    )


@pytest.mark.parametrize(
    ("form", "fields", "due_at", "kind"),
    [
        ("gia-han", {"until": "2025-04-02"}, datetime(2025, 4, 2, 10, tzinfo=UTC), "extend"),
        (
            "khong-gia-han",
            {"reason": "Đã muộn"},
            datetime(2025, 3, 25, 10, tzinfo=UTC),
            "refuse_extension",
        ),
    ],
)
def test_a_wish_for_time_is_granted_or_refused(
    world: World, form: str, fields: dict[str, str], due_at: datetime, kind: str
) -> None:
    link, path = world.link("V.1"), page(world)
    send(world.browser(), link, f"{link}/gia-han", name="Ba", until="2025-04-01", reason="hỏng loa")

    send(world.signed_in("officer"), path, f"{path}/{form}", **fields)

    assert (world.row("V.1").due_at, world.history("V.1")[-1][0]) == (due_at, kind)


def test_a_wish_granted_in_part_reads_so_for_the_office_and_for_the_unit(world: World) -> None:
    link = world.link("V.1")
    send(
        world.browser(), link, f"{link}/gia-han",
        name="Lê Văn Đài", until="2025-04-10", reason="Chờ số liệu",
    )  # fmt: skip
    path, officer = page(world), world.signed_in("officer")

    send(officer, path, f"{path}/gia-han", until="2025-04-04", text="Tỉnh họp ngày 07")

    words = seen(officer.get(path))
    assert "10/04/2025 Chờ số liệu Đồng ý đến 04/04/2025 (một phần): Tỉnh họp ngày 07" in words
    assert (
        "Đồng ý gia hạn một phần: đến thứ Sáu, 04/04/2025 (đơn vị đề nghị đến thứ Năm, 10/04/2025): "
        "Tỉnh họp ngày 07." in seen(world.browser().get(link))
    )
    assert "Theo thời hạn đặt ra lần đầu" in seen(officer.get("/"))


def test_a_term_is_shortened_with_a_reason_until_it_has_passed(world: World) -> None:
    path, officer = page(world), world.signed_in("officer")

    answer = send(
        officer, path, f"{path}/rut-ngan", until="2025-03-21", reason="Tỉnh yêu cầu báo cáo sớm"
    )

    assert answer.headers["location"] == f"{path}?xong=rut-ngan"
    assert world.row("V.1").due_at == datetime(2025, 3, 21, 10, tzinfo=UTC)
    assert world.history("V.1")[-1] == ("shorten", "Trần Thị Nội", "board")
    assert "Rút ngắn thời hạn: Tỉnh yêu cầu báo cáo sớm" in seen(officer.get(path))
    world.now = datetime(2025, 3, 24, 1, 0, tzinfo=UTC)
    assert f"{path}/rut-ngan" not in officer.get(path).text


def test_a_report_by_phone_is_the_officers_entry_for_the_unit(world: World) -> None:
    path = page(world)

    send(
        world.signed_in("officer"), path, f"{path}/ghi-nhan",
        name="Ông Đài", text="Đã phát 3 tin", figure_name="Số tin, bài", figure_value="3",
    )  # fmt: skip

    (row,) = world.reports("V.1")
    assert (row.channel, row.made_by, row.text, row.figures) == (
        "phone",
        "Trần Thị Nội",
        "Ông Đài báo cáo qua điện thoại:\nĐã phát 3 tin",
        {"Số tin, bài": "3"},
    )


def test_work_is_handed_to_another_unit_and_its_successor_opens(world: World) -> None:
    path = page(world)

    answer = send(
        world.signed_in("officer"), path, f"{path}/chuyen", unit_key="web", reason="đài sửa"
    )

    successor = world.row("V.1").successor_id
    assert answer.headers["location"] == f"/nhiem-vu/{successor}?xong=chuyen"
    assert "Nhận từ Cán bộ Đài truyền thanh" in seen(
        world.signed_in("officer").get(f"/nhiem-vu/{successor}")
    )


def hand_on(world: World, clause: str, to: str, **fields: str) -> str:
    """Hand work on; returns the path of its page at the new unit, and counts it as the clause's."""
    path = page(world, clause)
    answer = send(
        world.signed_in("officer"), path, f"{path}/chuyen",
        unit_key=to, reason="Đài đang sửa máy", **fields,
    )  # fmt: skip
    there = answer.headers["location"].partition("?")[0]
    world.ids[clause] = int(there.rpartition("/")[2])
    return str(there)


def test_the_new_unit_reads_what_was_reported_before(world: World) -> None:
    report(world)
    path = page(world)
    send(world.signed_in("officer"), path, f"{path}/tra-lai", reason="Thiếu ảnh", repair_days="3")

    hand_on(world, "V.1", "web")

    words = seen(world.browser().get(world.link("V.1", "trang@phuong4.example")))
    assert "Trước đó, tại Cán bộ Đài truyền thanh (1 báo cáo)" in words
    assert "Đã phát 12 tin trên loa." in words


def test_what_is_hidden_is_hidden_from_all_who_follow_but_not_from_the_office(
    world: World,
) -> None:
    report(world)
    path = page(world)
    send(world.signed_in("officer"), path, f"{path}/tra-lai", reason="Thiếu ảnh", repair_days="3")

    hand_on(world, "V.1", "web", hide_history="true")
    with world.app.reading() as session:
        told = session.exec(select(Notice).where(Notice.assignment_id == world.ids["V.1"])).all()
    there = hand_on(world, "V.1", "front")

    assert [(one.kind, one.text) for one in told] == [("assigned", "")]
    unit = seen(world.browser().get(world.link("V.1", "mttq@phuong4.example")))
    assert ("Thiếu ảnh" in unit, "Đã phát 12 tin" in unit) == (False, False)
    assert unit.count("Trước đó, tại") == 1
    office = seen(world.signed_in("officer").get(there))
    assert ("Thiếu ảnh" in office, "Đã phát 12 tin" in office) == (True, True)
    assert office.count("Trước đó, tại") == 2


def test_the_link_of_the_former_unit_says_who_has_the_work_now(world: World) -> None:
    old = world.link("V.1")

    hand_on(world, "V.1", "web")

    words = seen(world.browser().get(old))
    assert (
        "Nhiệm vụ này đã được chuyển cho Trang thông tin điện tử ngày "
        "03/03/2025; Cán bộ Đài truyền thanh không còn phải báo cáo." in words
    )
    assert ("Đài đang sửa máy" in words, "Gửi lại liên kết" in words) == (False, False)


def test_work_sleeps_and_wakes(world: World) -> None:
    path, browser = page(world), world.signed_in("officer")

    send(browser, path, f"{path}/tam-dung", reason="công văn của Sở")
    asleep = world.row("V.1")
    send(browser, path, f"{path}/tiep-tuc", until="2025-05-05")

    awake = world.row("V.1")
    assert (asleep.state, asleep.sleeping_for) == (State.SLEEPING, "công văn của Sở")
    assert (awake.state, awake.due_at) == (State.ASSIGNED, datetime(2025, 5, 5, 10, tzinfo=UTC))


def test_work_is_withdrawn_only_with_a_reason(world: World) -> None:
    path, browser = page(world), world.signed_in("officer")

    without = send(browser, path, f"{path}/thu-hoi", reason="")
    between = world.row("V.1").state
    send(browser, path, f"{path}/thu-hoi", reason="Trùng việc")

    assert (without.status_code, between) == (422, State.ASSIGNED)
    assert world.row("V.1").state is State.CANCELLED


def test_what_was_overdue_at_import_is_chased_only_when_the_officer_says_so(world: World) -> None:
    path, browser = page(world, "V.5"), world.signed_in("officer")
    before = world.row("V.5").chased

    send(browser, path, f"{path}/don-doc")

    assert (before, world.row("V.5").chased) == (False, True)
    with world.app.reading() as session:
        told = session.exec(select(Notice).where(Notice.assignment_id == world.ids["V.5"])).all()
    assert [notice.kind for notice in told] == ["assigned"]


def test_r19_who_comes_second_sees_both_and_overwrites_nothing(world: World) -> None:
    report(world)
    path = page(world)
    first, second = world.signed_in("officer"), world.signed_in("officer")
    old = hidden(second.get(path).text, f"{path}/tra-lai")
    send(first, path, f"{path}/xac-nhan")
    before = world.dump()

    answer = second.post(f"{path}/tra-lai", data=old | {"reason": "Thiếu ảnh", "repair_days": "3"})

    assert (answer.status_code, world.dump()) == (409, before)
    words = seen(answer)
    assert (
        "Xác nhận hoàn thành Trần Thị Nội, 08:00, thứ Hai, 03/03/2025, trên trang theo dõi" in words
    )
    assert "Bạn định làm: Trả lại báo cáo Việc này không làm được nữa." in words
    assert "Lý do, nội dung cần bổ sung Thiếu ảnh Số ngày làm việc để bổ sung 3" in words
    assert "Trạng thái Đã xác nhận hoàn thành" in words


def test_the_officers_own_report_is_answered_by_a_leader(world: World) -> None:
    report(world, "V.4", "noivu@phuong4.example")
    path = page(world, "V.4")
    officer, vice = world.signed_in("officer"), world.signed_in("vice")
    own = officer.get(path)
    form = hidden(vice.get(path).text, f"{path}/xac-nhan")

    refused = officer.post(f"{path}/xac-nhan", data=form | hidden(own.text, "/dang-xuat"))
    send(vice, path, f"{path}/xac-nhan")

    assert "Chủ tịch hoặc Phó Chủ tịch xác nhận" in seen(own)
    assert f"{path}/xac-nhan" not in own.text
    assert refused.status_code == 403
    assert "Không tự xác nhận báo cáo của chính mình." in seen(refused)
    assert world.history("V.4")[-1] == ("accept", "Nguyễn Văn Phó", "board")


@pytest.mark.parametrize("who", ["vice", "council"])
def test_leaders_and_the_council_read_and_change_nothing(world: World, who: str) -> None:
    report(world)
    path, browser = page(world), world.signed_in(who)
    shown = browser.get(path)
    form = hidden(shown.text, "/dang-xuat") | {"version": str(world.row("V.1").version)}
    before = world.dump()

    answers = [
        browser.post(f"{path}/{name}", data=form | {"reason": "thử", "until": "2025-05-05"})
        for name in ("xac-nhan", "thu-hoi", "gia-han", "tam-dung")
    ]

    assert shown.status_code == 200
    assert f'action="{path}/' not in shown.text
    assert ([a.status_code for a in answers], world.dump()) == ([403] * 4, before)


def test_files_are_handed_out_under_their_own_names_and_never_run(world: World) -> None:
    link, path = world.link("V.1"), page(world)
    form = hidden(world.browser().get(link).text, f"{link}/bao-cao") | FROM_LINK
    file = ("Ảnh loa phường.png", b"\x89PNG", "image/png")
    world.browser().post(f"{link}/bao-cao", data=form, files={"files": file})
    evidence = world.evidence(world.reports("V.1")[0])[0]

    answer = world.signed_in("officer").get(f"{path}/minh-chung/{evidence.id}")
    elsewhere = world.signed_in("officer").get(f"{page(world, 'V.2')}/minh-chung/{evidence.id}")

    assert (answer.content, answer.headers["content-type"]) == (b"\x89PNG", "image/png")
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''%E1%BA%A2nh%20loa%20ph%C6%B0%E1%BB%9Dng.png"
    )
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert elsewhere.status_code == 404


def test_another_wards_work_does_not_exist_here(world: World) -> None:
    with world.app.transaction() as session:
        ward = Ward(key="phuong-9", name="Phường 9", loaded_at=world.now)
        session.add(ward)
        session.flush()
        person = session.exec(select(Person).where(Person.key == "vice")).one()
        person.ward_id = ward.id or 0
        session.add(person)
    stranger = world.signed_in("vice")
    form = hidden(stranger.get("/").text, "/dang-xuat")

    answers = [
        stranger.get(page(world)).status_code,
        stranger.post(f"{page(world)}/thu-hoi", data=form | {"reason": "x y", "version": "1"})
        .status_code,
    ]  # fmt: skip

    assert answers == [404, 404]
    with world.app.reading() as session:
        assert session.get_one(Assignment, world.ids["V.1"]).state is State.ASSIGNED


def test_the_page_tells_why_somebody_got_mails_or_none(world: World) -> None:
    path = page(world)
    browser = world.signed_in("vice")

    everybody = seen(browser.get(path))
    reserve = seen(browser.get(f"{path}?dia_chi=TRANG@phuong4.example"))

    assert "07:30, thứ Sáu, 14/03/2025, gửi Lê Văn Đài: nhắc việc, trước hạn 7 ngày" not in reserve
    assert "Lê Văn Đài" in everybody
    assert "Sắp tới, nếu không có gì thay đổi" in everybody
    assert (
        "Địa chỉ trang@phuong4.example chưa có thư nào về nhiệm vụ này. Võ Thị Trang là đầu mối "
        "của Trang thông tin điện tử, không phải đơn vị của nhiệm vụ này." in reserve
    )
