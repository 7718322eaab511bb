"""The draft of a plan on the board: what is highlighted, each edit, and edits that come too late."""

import re
import warnings
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from dondoc.board.app import create_app
from dondoc.board.deps import the_now
from dondoc.usecases import draft as drafts
from dondoc.usecases.draft import Draft
from dondoc.wiring import App
from models.plan import Plan
from tests.board.clashes import form_fields
from tests.board.world import World, hidden, make_ward, seen, send, world_on
from tests.conftest import Prepared

with warnings.catch_warnings():
    # It asks for a successor of httpx that is not in the lock yet.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

TEXT = Path(__file__).with_name("plan.txt").read_text()
#: Another document than the one that was read before each test.
OTHER = TEXT.replace("34/KH-UBND", "36/KH-UBND")
ELSEWHERE = OTHER.replace(
    "II. TỔ CHỨC", "2. Thời gian hoàn thành: trước ngày 20/11/2025.\n\nII. TỔ CHỨC"
)


@pytest.fixture
def prepared(now: datetime) -> Prepared:
    """The ward with a draft that was read from the document."""

    def build(app: App) -> dict[str, Any]:
        ids = make_ward(app, now)
        world = world_on(app, ids=ids, now=now)
        return {"ids": ids, "path": drafted(world, world.signed_in("officer"), TEXT)}

    return Prepared("draft", build)


@pytest.fixture
def browser(world: World) -> TestClient:
    return world.signed_in("officer")


@pytest.fixture
def path(copied: tuple[str, Any]) -> str:
    """The page of the draft."""
    return str(copied[1]["path"])


def drafted(world: World, browser: TestClient, text: str) -> str:
    page = browser.get(world.hand_in(browser, "Kế hoạch.txt", text.encode()))
    return str(page.url.path)


def plan_of(world: World, path: str) -> Plan:
    with world.app.reading() as session:
        return session.get_one(Plan, int(path.rsplit("/", 1)[1]))


def stored(world: World, path: str) -> Draft:
    return drafts.of_plan(plan_of(world, path))


def paths(world: World, path: str) -> list[str]:
    return [clause.path for clause in stored(world, path).clauses]


def fields(page: str) -> dict[str, Any]:
    """Every field of the clause form as a browser would send it."""
    form = re.search(r'<form method="post" action="[^"]*/sua-muc".*?</form>', page, re.DOTALL)
    assert form
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", form.group()):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="(radio|checkbox)"', tag)
        if name and (not kind or " checked" in tag):
            found.setdefault(name.group(1), []).append(value.group(1) if value else "")
    for name_, text in re.findall(r'<textarea id="[^"]*" name="([^"]*)"[^>]*>(.*?)</textarea>', form.group(), re.DOTALL):  # fmt: skip
        found[name_] = [text]
    for name_, options in re.findall(r'<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>', form.group(), re.DOTALL):  # fmt: skip
        chosen = re.search(r'value="([^"]*)" selected', options)
        first = re.search(r'value="([^"]*)"', options)
        found[name_] = [(chosen or first).group(1)] if first else []
    return found


def edit(browser: TestClient, path: str, muc: str, **changed: Any) -> Any:
    page = browser.get(f"{path}/sua-muc", params={"muc": muc})
    sent = fields(page.text) | {
        name: value if isinstance(value, list) else [value] for name, value in changed.items()
    }
    return browser.post(f"{path}/sua-muc", data=sent, follow_redirects=False)


# What is shown


def test_the_document_shows_what_was_recognised_and_leads_to_the_clause_and_back(
    browser: TestClient, path: str
) -> None:
    page = browser.get(path).text

    line = re.search(r'<p id="dong-(\d+)" class="line clause">.*?</p>', page)
    assert line
    assert '<mark class="m-lead">Cán bộ Đài truyền thanh</mark>' in line.group()
    assert '<mark class="m-recurrence in-duty">trước ngày 25 hằng tháng</mark>' in line.group()
    assert 'href="#muc-1"' in line.group()
    card = page.split('id="muc-1"')[1].split("</article>")[0]
    assert f'href="#dong-{line.group(1)}"' in card


def test_the_whole_document_stands_there_word_for_word(
    world: World, browser: TestClient, path: str
) -> None:
    sheet = browser.get(path).text.split('class="sheet"')[1].split("</section>")[0]

    lines = [
        re.sub(r'<a class="chip".*?</a>|<[^>]+>', "", line)
        for line in re.findall(r'<p id="dong-\d+"[^>]*>(.*?)</p>', sheet, re.DOTALL)
    ]
    assert lines == plan_of(world, path).text.split("\n")


def test_each_clause_shows_its_days_and_whether_they_are_proposed(
    browser: TestClient, path: str
) -> None:
    page = browser.get(path).text
    cards = [part.split("</article>")[0] for part in page.split('<article class="card clause')[1:]]

    assert "<b>14/06/2025</b>" in cards[1]
    # The first clause has a duty without a time beside the one that recurs.
    assert ["đề xuất" in card for card in cards] == [True, False, True]


def test_what_the_reader_doubts_stands_at_its_clause(world: World, browser: TestClient) -> None:
    path = drafted(world, browser, OTHER.replace("Trang thông tin điện tử:", "Tổ Quản lý chợ:"))

    card = browser.get(path).text.split('id="muc-2"')[1].split("</article>")[0]

    assert "danh bạ chưa có “Tổ Quản lý chợ”" in card


# Editing a clause


def test_saving_a_clause_without_a_change_changes_nothing_but_the_count(
    world: World, browser: TestClient, path: str
) -> None:
    before = plan_of(world, path)

    for muc in paths(world, path):
        assert edit(browser, path, muc).status_code == 303

    after = plan_of(world, path)
    assert (after.draft, after.version) == (before.draft, before.version + 3)


def test_units_mode_and_duties_are_edited(world: World, browser: TestClient, path: str) -> None:
    answer = edit(
        browser, path, "II.2",
        **{
            "mode": "request",
            "u0-role": "support",
            "u1-name": "Mặt trận",
            "u1-role": "lead",
            "u1-units": "front",
            "d0-text": "đăng tin, bài",
            "d0-kind": "mobilise",
        },
    )  # fmt: skip

    clause = stored(world, path).clauses[1]
    assert answer.headers["location"] == f"{path}?xong=sua-muc#muc-2"
    assert (clause.mode, [(u.name, u.units) for u in clause.lead]) == (
        "request", [("Mặt trận", ["front"])],
    )  # fmt: skip
    assert [unit.name for unit in clause.support] == ["Trang thông tin điện tử"]
    assert (clause.duties[0].text, clause.duties[0].kind) == ("đăng tin, bài", "mobilise")


WAYS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "days": (
        {"way": "dates", "on": ["2025-05-05", "", "2025-04-04"]},
        {"form": "dates", "dates": [{"on": "2025-04-04"}, {"on": "2025-05-05"}]},
    ),
    "after issue": ({"way": "issue", "days": "7"}, {"form": "once", "days": 7}),
    "weekly": (
        {"way": "weekly", "weekday": "MO"},
        {"form": "rrule", "rule": "FREQ=WEEKLY;BYDAY=MO", "every": "week"},
    ),
    "monthly": (
        {"way": "periodic", "period": "monthly", "day": "-1", "month": ""},
        {"form": "monthly", "day": -1},
    ),
    "quarterly": (
        {"way": "periodic", "period": "quarterly", "day": "10", "month": "1"},
        {"form": "quarterly", "day": 10, "month": 1},
    ),
    "yearly": (
        {"way": "periodic", "period": "yearly", "day": "20", "month": "11"},
        {"form": "yearly", "day": 20, "month": 11},
    ),
    "wave": (
        {"way": "wave", "wave_days": "3", "wave_side": "before", "wave_edge": "end"},
        {"form": "each_wave", "edge": "end", "days": -3},
    ),
    "short months left out": (
        {"way": "periodic", "period": "monthly", "day": "31", "month": "", "short": "skip"},
        {"form": "monthly", "day": 31, "short": "skip"},
    ),
    "a rule": (
        {"way": "rule", "rule": " freq=monthly;interval=2;bymonthday=15 "},
        {"form": "rrule", "rule": "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15"},
    ),
    "before an event with a day, all days counted": (
        {
            "way": "event",
            "event": "ngày bầu cử",
            "event_on": "2026-03-15",
            "event_days": "23",
            "event_unit": "calendar",
            "event_side": "before",
        },
        {
            "form": "after",
            "anchor": "ngay-bau-cu",
            "anchor_name": "ngày bầu cử",
            "anchor_on": "2026-03-15",
            "days": -23,
            "unit": "calendar",
        },
    ),
    "after an event whose day nobody knows": (
        {
            "way": "event",
            "event": "tỉnh ban hành hướng dẫn",
            "event_days": "10",
            "event_unit": "working",
            "event_side": "after",
        },
        {
            "form": "after",
            "anchor": "tinh-ban-hanh-huong-dan",
            "anchor_name": "tỉnh ban hành hướng dẫn",
            "days": 10,
        },
    ),
    "after the plan's first day": (
        {"way": "event", "event": "ngày đầu của kế hoạch", "event_days": "5"},
        {"form": "after", "anchor": "start", "days": 5},
    ),
    "an expected day": (
        {"way": "issue", "days": "15", "expected": "3"},
        {"form": "once", "days": 15, "expected_before": 3},
    ),
    "proposed": ({"way": "proposed"}, {"form": "each_wave", "edge": "end"}),
    "none": ({"way": "none"}, {"form": "none"}),
}


@pytest.mark.parametrize("case", WAYS)
def test_a_cadence_is_chosen_in_words(
    world: World, browser: TestClient, path: str, case: str
) -> None:
    typed, expected = WAYS[case]

    edit(browser, path, "II.2", **{f"d0-{name}": value for name, value in typed.items()})

    cadence = stored(world, path).clauses[1].duties[0].cadence
    assert {name: value for name, value in cadence.items() if name != "certainty"} == expected


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"d0-way": "dates", "d0-on": [""]}, "Hãy chọn ít nhất một ngày."),
        ({"d0-way": "dates", "d0-on": ["2025-02-30"]}, "Ngày chưa đúng."),
        ({"d0-way": "issue", "d0-days": "999"}, "Hãy ghi số ngày làm việc từ 0 đến 250."),
        ({"d0-way": "periodic", "d0-day": "45"}, "Hãy ghi ngày từ 1 đến 31."),
        ({"d0-way": "event", "d0-event": ""}, "Hãy ghi tên mốc sự kiện"),
        (
            {"d0-way": "event", "d0-event": "bầu cử", "d0-event_days": "5", "d0-event_on": "mai"},
            "Ngày chưa đúng.",
        ),
        ({"d0-way": "rule", "d0-rule": "FREQ=HOURLY"}, "Quy tắc chưa đúng RFC 5545."),
        ({"d0-expected": "-1"}, "Hãy ghi số ngày làm việc trước hạn cuối từ 0 đến 250."),
        ({"d0-l-before": "7, 0"}, "“0” không dùng được: hãy ghi số ngày làm việc từ 1 đến 250"),
        ({"d0-text": ""}, "Hãy ghi nội dung nhiệm vụ"),
        ({"text": ""}, "Hãy ghi nguyên văn của mục"),
    ],
)
def test_what_is_typed_wrongly_is_told_at_its_field_and_nothing_is_lost(
    world: World, browser: TestClient, path: str, typed: dict[str, Any], told: str
) -> None:
    before = plan_of(world, path).draft

    answer = edit(browser, path, "II.2", **{"d0-kind": "train", **typed})

    assert (answer.status_code, plan_of(world, path).draft) == (422, before)
    assert told in seen(answer)
    assert '<option value="train" selected>' in answer.text


def test_a_duty_gets_reminders_of_its_own_and_goes_back_to_the_usual_ones(
    world: World, browser: TestClient, path: str
) -> None:
    edit(browser, path, "II.2", **{"d0-l-before": "10, 4", "d0-l-every": ""})

    duty = stored(world, path).clauses[1].duties[0]
    assert duty.ladder == {"before": [10, 4], "then_every": None}
    page = seen(browser.get(f"{path}/sua-muc", params={"muc": "II.2"}))
    assert "thang nhắc riêng: hỏi xác nhận đã nhận sau 3 ngày, trước hạn 10, 4 ngày" in page
    assert "Thang nhắc riêng: hỏi xác nhận" in seen(browser.get(path))

    edit(browser, path, "II.2", **{"d0-l-usual": "1"})
    assert stored(world, path).clauses[1].duties[0].ladder == {}


def test_buttons_beside_duties_save_what_is_typed_and_come_back_to_the_form(
    world: World, browser: TestClient, path: str
) -> None:
    def duties() -> list[str]:
        return [duty.text for duty in stored(world, path).clauses[1].duties]

    answer = edit(browser, path, "II.2", **{"d0-text": "đăng tin\nbáo cáo", "lam": "tach-1"})
    split = duties()
    edit(browser, path, "II.2", lam="gop-1")
    merged = duties()
    edit(browser, path, "II.2", lam="them")
    added = duties()
    edit(browser, path, "II.2", lam="bo-2")

    assert answer.headers["location"] == f"{path}/sua-muc?muc=II.2&xong=sua-muc#nhiem-vu"
    assert split == ["đăng tin", "báo cáo"]
    assert merged == ["đăng tin; báo cáo"]
    assert added == ["đăng tin; báo cáo", "Nhiệm vụ mới"]
    assert duties() == ["đăng tin; báo cáo"]


# Clauses as a whole


def test_a_clause_is_split_where_it_was_ticked(
    world: World, browser: TestClient, path: str
) -> None:
    page = browser.get(f"{path}/tach-muc", params={"muc": "II.1"})
    places = re.findall(r'name="cho" value="(\d+)"', page.text)

    form = hidden(page.text, f"{path}/tach-muc") | {"cho": places[:1]}
    answer = browser.post(f"{path}/tach-muc", data=form, follow_redirects=False)

    clauses = stored(world, path).clauses
    assert answer.headers["location"] == f"{path}?xong=tach-muc#muc-1"
    assert [clause.path for clause in clauses] == ["II.1", "II.1(2)", "II.2", "II.3"]
    assert clauses[1].text == "báo cáo kết quả trước ngày 25 hằng tháng."
    assert clauses[1].lead == clauses[0].lead


def test_clauses_are_merged_dropped_and_taken_back(
    world: World, browser: TestClient, path: str
) -> None:
    send(browser, path, f"{path}/gop-muc")
    merged = paths(world, path)
    send(browser, path, f"{path}/bo-muc")
    dropped = paths(world, path)
    page = seen(browser.get(path))
    send(browser, path, f"{path}/lay-lai")

    assert (merged, dropped, paths(world, path)) == (
        ["II.1", "II.3"], ["II.3"], ["II.1", "II.3"],
    )  # fmt: skip
    assert "Đã bỏ 01 Mục II.1" in page


def test_a_clause_is_added_and_read_like_those_of_the_document(
    world: World, browser: TestClient, path: str
) -> None:
    text = "Cán bộ Nội vụ báo cáo kết quả trước ngày 20/12."

    answer = send(browser, f"{path}/them-muc", f"{path}/them-muc", text=text, after="II.1")

    clause = stored(world, path).clauses[1]
    assert answer.headers["location"] == f"{path}?xong=them-muc#muc-2"
    assert (clause.text, [unit.units for unit in clause.lead]) == (text, [["interior"]])
    assert [one["on"] for one in clause.duties[0].cadence["dates"]] == ["2025-12-19"]


# Elsewhere


def test_a_date_found_elsewhere_goes_to_a_duty_and_can_be_taken_off_again(
    world: World, browser: TestClient
) -> None:
    path = drafted(world, browser, ELSEWHERE)
    before = stored(world, path)
    assert [item.use for item in before.elsewhere] == [""]

    send(browser, path, f"{path}/viec-khac", lam="gan", to="II.3/1")
    attached = stored(world, path)
    send(browser, path, f"{path}/viec-khac", lam="xet-lai")

    cadence = attached.clauses[2].duties[0].cadence
    assert (cadence["certainty"], [one["on"] for one in cadence["dates"]]) == (
        "stated", ["2025-11-19"],
    )  # fmt: skip
    assert (attached.elsewhere[0].use, stored(world, path).elsewhere[0].use) == ("duty", "")


def test_what_stands_elsewhere_becomes_a_clause_or_is_set_aside(
    world: World, browser: TestClient
) -> None:
    path = drafted(world, browser, ELSEWHERE)
    item = stored(world, path).elsewhere[0]

    send(browser, path, f"{path}/viec-khac", lam="bo-qua")
    aside = stored(world, path).elsewhere[0].use
    send(browser, path, f"{path}/viec-khac", lam="thanh-muc")

    made = stored(world, path)
    assert (aside, made.elsewhere[0].use) == ("aside", "clause")
    assert (made.clauses[0].path, made.clauses[0].line) == (item.path, item.line)


def test_attaching_to_no_duty_says_what_to_choose(world: World, browser: TestClient) -> None:
    path = drafted(world, browser, ELSEWHERE)

    answer = send(browser, path, f"{path}/viec-khac", lam="gan", to="")

    assert (answer.status_code, "Hãy chọn nhiệm vụ" in seen(answer)) == (422, True)


# Head, waves, the whole


def test_the_head_is_corrected(world: World, browser: TestClient, path: str) -> None:
    send(
        browser, f"{path}/sua-thong-tin", f"{path}/sua-thong-tin", title="Tên đúng",
        number="35/KH-UBND", year="2025", issued_on="2025-03-11",
    )  # fmt: skip

    plan = plan_of(world, path)
    assert (plan.title, plan.number, plan.year, plan.issued_on) == (
        "Tên đúng", "35/KH-UBND", 2025, date(2025, 3, 11),
    )  # fmt: skip


def waves_form(browser: TestClient, path: str, **columns: list[str]) -> dict[str, Any]:
    form: dict[str, Any] = dict(hidden(browser.get(f"{path}/sua-dot").text, f"{path}/sua-dot"))
    given = {"key": ["", ""], "summary": ["interim", "final"], "summary_due": ["", ""]} | columns
    return form | given | {"lam": "luu"}


def test_the_waves_are_edited_and_given_back(world: World, browser: TestClient, path: str) -> None:
    form = waves_form(
        browser, path, name=["Đợt xuân", ""], starts_on=["2025-02-01", ""],
        ends_on=["2025-04-30", ""],
    )  # fmt: skip
    browser.post(f"{path}/sua-dot", data=form)
    own = [(wave.key, wave.name) for wave in stored(world, path).waves]

    send(browser, f"{path}/sua-dot", f"{path}/sua-dot", lam="nhu-cu")

    assert (own, stored(world, path).waves) == ([("2025-1", "Đợt xuân")], [])


def test_a_wave_that_ends_before_it_begins_is_told_with_what_was_typed(
    world: World, browser: TestClient, path: str
) -> None:
    form = waves_form(
        browser, path, name=["Đợt xuân", "Đợt hè"], starts_on=["2025-04-01", ""],
        ends_on=["2025-02-01", "2025-08-31"],
    )  # fmt: skip

    answer = browser.post(f"{path}/sua-dot", data=form)

    assert (answer.status_code, stored(world, path).waves) == (422, [])
    assert "Ngày kết thúc phải sau ngày bắt đầu." in seen(answer)
    assert "Hãy ghi tên đợt, ngày bắt đầu và ngày kết thúc." in seen(answer)
    assert 'value="Đợt xuân"' in answer.text


def test_a_draft_is_given_up_after_a_question_and_can_be_handed_in_again(
    world: World, browser: TestClient, path: str
) -> None:
    asked = seen(browser.get(f"{path}/bo-du-thao"))
    gone = send(browser, f"{path}/bo-du-thao", f"{path}/bo-du-thao")

    assert "Dự thảo có 03 mục." in asked
    assert gone.headers["location"] == "/ke-hoach?xong=bo-du-thao"
    assert browser.get(path).status_code == 404
    again = drafted(world, browser, TEXT)
    assert paths(world, again) == ["II.1", "II.2", "II.3"]


# Too late


def test_a_stale_clause_form_comes_back_with_what_was_typed_beside_what_is_there(
    world: World, browser: TestClient, path: str
) -> None:
    page = browser.get(f"{path}/sua-muc", params={"muc": "II.2"}).text
    edit(browser, path, "II.2", **{"d0-text": "việc của người kia"})
    typed = fields(page) | {"d0-text": ["việc của tôi"]}

    stale = browser.post(f"{path}/sua-muc", data=typed)
    kept = stored(world, path).clauses[1].duties[0].text
    again = form_fields(stale.text, f"{path}/sua-muc") | {"chon:d0": "toi:"}
    browser.post(f"{path}/sua-muc", data=again)

    assert (stale.status_code, kept) == (409, "việc của người kia")
    assert "Bạn định làm: Sửa mục II.2" in seen(stale)
    assert ("người kia" in seen(stale), "của tôi" in seen(stale)) == (True, True)
    assert stored(world, path).clauses[1].duties[0].text == "việc của tôi"


@pytest.mark.parametrize("action", ["gop-muc", "bo-muc", "giao-viec"])
def test_a_stale_press_of_a_button_changes_nothing(
    world: World, browser: TestClient, path: str, action: str
) -> None:
    form = hidden(browser.get(path).text, f"{path}/{action}")
    edit(browser, path, "II.2", **{"d0-text": "việc khác"})
    before = plan_of(world, path)

    answer = browser.post(f"{path}/{action}", data=form)

    after = plan_of(world, path)
    assert (answer.status_code, after.draft, after.state) == (409, before.draft, before.state)
    assert "vừa được sửa ở nơi khác" in seen(answer)


def test_a_stale_head_and_stale_waves_keep_what_was_typed(
    world: World, browser: TestClient, path: str
) -> None:
    head = hidden(browser.get(f"{path}/sua-thong-tin").text, f"{path}/sua-thong-tin")
    waves = waves_form(
        browser, path, name=["Đợt xuân", ""], starts_on=["2025-02-01", ""],
        ends_on=["2025-04-30", ""],
    )  # fmt: skip
    edit(browser, path, "II.2", **{"d0-text": "việc khác"})

    first = browser.post(f"{path}/sua-thong-tin", data=head | {"title": "Tên của tôi"})
    second = browser.post(f"{path}/sua-dot", data=waves)

    assert (first.status_code, second.status_code) == (409, 409)
    assert "Lấy nội dung của tôi" in seen(first)
    assert "Đợt xuân" in seen(second)


def test_only_the_officer_edits(world: World, path: str) -> None:
    vice = world.signed_in("vice")
    nonce = hidden(vice.get(path).text, "/dang-xuat")
    before = plan_of(world, path).draft

    shown = {
        vice.get(f"{path}/{page}", params={"muc": "II.1"}).status_code
        for page in ("sua-muc", "tach-muc", "them-muc", "sua-thong-tin", "sua-dot", "bo-du-thao")
    }
    sent = {
        vice.post(f"{path}/{page}", data=nonce | {"version": 1, "muc": "II.1", "text": "x y"}).status_code
        for page in ("sua-muc", "tach-muc", "them-muc", "gop-muc", "bo-muc", "lay-lai",
                     "viec-khac", "sua-thong-tin", "sua-dot", "bo-du-thao")
    }  # fmt: skip

    assert (shown, sent, plan_of(world, path).draft) == ({403}, {403}, before)
    assert "Bỏ dự thảo này" not in seen(vice.get(path))


def test_a_confirmed_plan_is_edited_no_more(world: World, browser: TestClient, path: str) -> None:
    form = hidden(browser.get(path).text, f"{path}/bo-muc")
    send(browser, path, f"{path}/giao-viec")

    answer = browser.post(f"{path}/bo-muc", data=form)

    assert (answer.status_code, paths(world, path)) == (409, ["II.1", "II.2", "II.3"])
    assert "không còn là dự thảo" in seen(answer)


def test_the_draft_is_there_after_a_restart(world: World, browser: TestClient, path: str) -> None:
    edit(browser, path, "II.2", **{"d0-text": "việc đã sửa"})

    board = create_app(world.app)
    board.dependency_overrides[the_now] = lambda: world.now
    other = TestClient(board, base_url="http://127.0.0.1", cookies=browser.cookies)

    assert "Việc đã sửa" in seen(other.get(path))
