"""``dondoc outbox``: the mails of a ward, what became of them, and what a person does with them."""

import json
import re
import sqlite3
from contextlib import closing
from typing import Any

from tests.cli.conftest import Dondoc

DAY = "2025-03-04T08:00+07:00"


def read(office: Dondoc, *words: str) -> Any:
    return json.loads(office.ok("outbox", *words, "--json").out)


def stuck(office: Dondoc) -> int:
    """Let a round fill the outbox, with no server to take it; one mail is then refused for good."""
    office("round", "--now", DAY)
    first = int(read(office, "list", "--state", "waiting")[0]["id"])
    with closing(sqlite3.connect(office.database)) as connection:
        connection.execute("UPDATE outbox_mail SET state = 'parked' WHERE id = ?", (first,))
        connection.commit()
    return first


def test_mails_are_listed_shown_sent_again_and_dropped(office: Dondoc) -> None:
    number = stuck(office)

    (parked,) = read(office, "list", "--state", "parked")
    shown = office.ok("outbox", "show", str(number)).out
    raw = office.ok("outbox", "show", str(number), "--raw").out
    again = office.ok("outbox", "resend", str(number), "--reason", "Đã hỏi lại.", "--now", DAY).out
    dropped = read(office, "drop", str(number), "--reason", "Không còn cần.", "--now", DAY)
    gone = read(office, "list", "--state", "dropped")

    assert (parked["id"], parked["state"]) == (number, "parked")
    assert f"Thư số {number}: không gửi được" in shown
    assert parked["subject"] in shown
    assert f"Message-ID: {parked['message_id']}" in raw
    assert not re.search(r"/l/[\w-]", shown + raw)
    assert again == f"Thư số {number}: chờ gửi lại.\n"
    assert (dropped["state"], [one["id"] for one in gone]) == ("dropped", [number])
    log = office.ok("log").out
    assert "gửi lại thư" in log
    assert "Không còn cần." in log


def test_a_list_is_narrowed_and_what_cannot_be_done_is_told(office: Dondoc) -> None:
    number = stuck(office)
    everything = read(office, "list", "--limit", "500")

    to = everything[0]["to"]
    before = office.content()
    refused = office("outbox", "resend", str(everything[-1]["id"]), "--reason", "thử")
    missing = office("outbox", "show", "99999")
    nobody = office("outbox", "lift", "ai@phuong4.example", "--reason", "thử")

    assert {one["to"] for one in read(office, "list", "--to", to.upper())} == {to}
    assert read(office, "list", "--find", "khong co chu nay") == []
    assert [one["id"] for one in read(office, "list", "--state", "trouble")] == [number]
    assert read(office, "addresses") == []
    assert (refused.code, missing.code, nobody.code) == (2, 2, 2)
    assert refused.err == "Thư này đang chờ gửi, không gửi lại được.\n"
    assert office.content() == before


def test_an_assignment_is_explained_for_people_and_for_programs(office: Dondoc) -> None:
    office("round", "--now", DAY)
    first = json.loads(office.ok("assignments", "--json").out)[0]
    mails = read(office, "list", "--unit", first["unit"])
    address = mails[0]["to"]

    told = office.ok("explain", first["id"], "--now", DAY, "--to", address).out
    document = json.loads(office.ok("explain", first["id"], "--now", DAY, "--json").out)

    assert told.startswith(f"Địa chỉ {address} chưa nhận được thư nào về nhiệm vụ này")
    assert "Sắp tới, nếu không có gì thay đổi:" in told
    assert document["id"] == first["id"]
    assert document["reader"]["email"] == address
    assert {one["mail"]["id"] for one in document["past"] if one["mail"]} <= {
        one["id"] for one in mails
    }
    assert document["next"][0]["at"] > DAY
    assert office("explain", "khong-co").code == 2
