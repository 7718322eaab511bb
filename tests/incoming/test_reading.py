"""The corpus of incoming mails: who wrote each, what it says, and that nothing breaks the reader."""

import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.reading.mails.quoted import own_words
from dondoc.reading.mails.read import fingerprint, read_mail
from dondoc.rules.incoming import Effect, Reported, Sort, effect_of, sort_of
from dondoc.rules.return_path import ReturnPath
from tests.incoming.eml import NAMES, OWN_ID, RETURN, SECRET, WORDS, mail

SORTS = {
    Sort.REPORT: (
        "bounce-alias bounce-delayed bounce-encoded-status bounce-expired bounce-headers-only "
        "bounce-no-route bounce-nothing-returned bounce-old-server bounce-over-quota "
        "bounce-policy bounce-status-without-code bounce-too-big bounce-unknown-user "
        "bounce-vague-status receipt-delivered"
    ),
    Sort.BOUNCE: "bounce-broken-status bounce-exim bounce-no-status-part bounce-qmail",
    Sort.AWAY: "away-exchange away-stranger away-vacation away-webmail",
    Sort.MACHINE: "machine-list machine-no-reply machine-ticket receipt-read",
    Sort.OWN: "loop-own-mail loop-own-sender",
    Sort.PERSON: (
        "broken-head broken-mime charset-1258 charset-1258-called-1252 charset-bare-header "
        "charset-broken-utf8 charset-missing charset-strange-header charset-tcvn3-called-latin1 "
        "charset-tcvn3-pasted charset-unknown charset-utf8-called-latin1 charset-vni-called-1252 "
        "empty reply-below-quote reply-by-reference-only reply-empty reply-forged-tag reply-gmail "
        "reply-outlook-files reply-phone-html reply-stranger reply-to-nothing reply-zimbra"
    ),
}
EFFECTS = {
    "bounce-alias": Effect.SUSPEND,
    "bounce-delayed": Effect.NOTHING,
    "bounce-encoded-status": Effect.SUSPEND,
    "bounce-expired": Effect.COUNT,
    "bounce-headers-only": Effect.SUSPEND,
    "bounce-no-route": Effect.COUNT,
    "bounce-nothing-returned": Effect.SUSPEND,
    "bounce-old-server": Effect.SUSPEND,
    "bounce-over-quota": Effect.SUSPEND,
    "bounce-policy": Effect.REFUSED,
    "bounce-status-without-code": Effect.UNCLEAR,
    "bounce-too-big": Effect.REFUSED,
    "bounce-unknown-user": Effect.SUSPEND,
    "bounce-vague-status": Effect.SUSPEND,
    "receipt-delivered": Effect.NOTHING,
}
OWN = frozenset({"dondoc@phuong4.example"})
SAY_THE_WORDS = [
    name
    for name in NAMES
    if name.startswith(("reply-", "charset-", "broken-mime"))
    and name not in {"reply-to-nothing", "reply-empty", "charset-broken-utf8"}
]


def sort(name: str) -> Sort:
    read = read_mail(mail(name))
    tag = RETURN.tag_in(read.addressed)
    marks = replace(read.marks, to_bounce_address=tag is not None and tag.purpose == "b")
    return sort_of(marks, own_addresses=OWN, own_domain="phuong4.example")


def test_r14_every_mail_of_the_corpus_is_told_apart() -> None:
    assert {name: sort(name) for name in NAMES} == {
        name: kind for kind, names in SORTS.items() for name in names.split()
    }


@pytest.mark.parametrize("name", EFFECTS)
def test_r15_a_report_says_what_follows_for_the_address(name: str) -> None:
    report = read_mail(mail(name)).report

    assert report is not None
    assert [effect_of(one) for one in report.recipients] == [EFFECTS[name]]
    assert {one.original or one.recipient for one in report.recipients} == {"culture@p4.example"}


@pytest.mark.parametrize("name", EFFECTS)
def test_r15_the_mail_that_came_back_is_named_by_address_and_by_what_was_returned(
    name: str,
) -> None:
    read = read_mail(mail(name))

    tag = RETURN.tag_in(read.addressed)

    assert tag is not None
    assert (tag.purpose, f"<{tag.id_hex}@phuong4.example>") == ("b", OWN_ID)
    assert read.report is not None
    assert read.report.returned_id == ("" if name == "bounce-nothing-returned" else OWN_ID)


@pytest.mark.parametrize(
    ("status", "diagnostic", "effect"),
    [
        pytest.param("5.1.1", "", Effect.SUSPEND, id="unknown user"),
        pytest.param("5.4.4", "", Effect.COUNT, id="no route today"),
        pytest.param("4.2.2", "", Effect.COUNT, id="any 4.x"),
        pytest.param("5.0.0", "smtp; 550 5.7.1 blocked", Effect.REFUSED, id="words know better"),
        pytest.param("", "smtp; 452 try later", Effect.COUNT, id="only a reply code"),
        pytest.param("2.0.0", "", Effect.UNCLEAR, id="failed though it succeeded"),
        pytest.param("5.1", "", Effect.UNCLEAR, id="half a code"),
        pytest.param("", "", Effect.UNCLEAR, id="nothing"),
    ],
)
def test_r15_a_status_is_judged(status: str, diagnostic: str, effect: Effect) -> None:
    one = Reported(recipient="a@b.example", action="failed", status=status, diagnostic=diagnostic)

    assert effect_of(one) is effect


@pytest.mark.parametrize("name", SAY_THE_WORDS)
def test_the_own_words_are_read_in_every_charset_and_without_what_is_quoted(name: str) -> None:
    read = read_mail(mail(name))

    assert (read.own_words, read.trouble) == (
        WORDS + ("\n\nNguyễn Văn Minh\nCông chức Văn hóa - Xã hội" if "outlook" in name else ""),
        "",
    )
    assert unicodedata.is_normalized("NFC", read.text)
    assert read.sender.endswith(".example")


def test_heads_are_read_whatever_their_bytes() -> None:
    bare, strange = (
        read_mail(mail("charset-bare-header")),
        read_mail(mail("charset-strange-header")),
    )

    assert (bare.subject, bare.sender_name) == ("Re: Nhắc việc quý I", "Nguyễn Văn Minh")
    assert strange.subject.startswith("Nhắc việc")
    assert strange.subject.endswith("báo cáo")


def test_files_keep_their_names_and_bytes() -> None:
    files = read_mail(mail("reply-outlook-files")).files

    assert [(file.file_name, file.media_type.split("/")[0]) for file in files] == [
        ("Báo cáo quý I – Hội Phụ nữ.docx", "application"),
        ("Ảnh buổi lễ.jpg", "image"),
    ]
    assert files[0].content.startswith(b"PK\x03\x04 not really")


def test_a_name_never_leads_out_of_a_folder() -> None:
    (file,) = read_mail(mail("broken-mime")).files

    assert file.file_name == "quy.pdf"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        pytest.param("Đã nhận.\n\nOn Mon, 3 Mar 2025, UBND wrote:\n> a\n> b", "Đã nhận.", id="On"),
        pytest.param(
            "Đã nhận.\n\n-----Thư gốc-----\nNội dung cũ", "Đã nhận.", id="unmarked original"
        ),
        pytest.param(
            "Đồng ý.\n> Hỏi một\nTrả lời một.\n> Hỏi hai\nTrả lời hai.",
            "Đồng ý.\nTrả lời một.\nTrả lời hai.",
            id="between the lines",
        ),
        pytest.param(
            "Từ: ngày 1/3 đơn vị đã triển khai.\nĐến: nay đạt 80%.\nXin báo cáo.",
            "Từ: ngày 1/3 đơn vị đã triển khai.\nĐến: nay đạt 80%.\nXin báo cáo.",
            id="words that only look like a head",
        ),
        pytest.param("Vào đầu tháng, tổ trưởng đã viết:\nkính gửi phường, đã xong.",
                     "Vào đầu tháng, tổ trưởng đã viết:\nkính gửi phường, đã xong.",
                     id="a sentence of one's own"),
        pytest.param("> chỉ có trích dẫn", "> chỉ có trích dẫn", id="nothing but a quotation"),
    ],
)  # fmt: skip
def test_what_is_quoted_is_cut(text: str, own: str) -> None:
    assert own_words(text) == own


def test_a_mail_is_the_same_whichever_way_it_came() -> None:
    once = mail("reply-gmail")
    again = once.replace(b"Delivered-To:", b"X-Spam: no\nDelivered-To:").replace(b"\n", b"\r\n")

    assert fingerprint(once) == fingerprint(again)
    assert len({fingerprint(mail(name)) for name in NAMES}) == len(NAMES)


HOSTILE = {
    "nested": b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(3000)
    ),
    "mails in mails": b"Content-Type: message/rfc822\n\n" * 5000,
    "parts": b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * 300_000,
    "head": b"X-Fill: " + b"a" * 3_000_000 + b"\nSubject: x\n\nbody",
    "fields": b"Received: by a\n" * 100_000 + b"\nbody",
    "words": b"Subject: " + b"=?utf-8?B?" * 20_000 + b"\n\nbody",
    "addresses": b"To: " + b"(" * 50_000 + b"a@b.example\n\nbody",
    "page": b"Content-Type: text/html\n\n" + b"<div>" * 200_000,
    "quotes": b"Subject: x\n\n" + b"vao " * 200_000 + b"\n" + b">" * 200_000,
    "one line": b"Subject: x\n\n" + b"a" * 8_000_000,
    "parameter": b'Content-Type: text/plain; charset="' + b"x" * 100_000 + b'"\n\nbody',
    "continuations": b"Content-Disposition: attachment" + b"".join(
        b";\n filename*%d*=utf-8''a" % i for i in range(3000)
    ) + b"\n\nbody",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_is_read_in_bounded_time(name: str) -> None:
    start = time.process_time()

    read = read_mail(b"From: a@b.example\nMessage-ID: <1@b.example>\n" + HOSTILE[name])

    assert time.process_time() - start < 5
    assert read.sender in {"a@b.example", ""}
    assert len(read.text) <= 200_000


@settings(max_examples=60)
@given(
    name=st.sampled_from(NAMES),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12)), max_size=4),
)
def test_no_bytes_break_the_reader(name: str, cuts: list[tuple[float, bytes]]) -> None:
    raw = mail(name)
    for place, inserted in cuts:
        at = int(len(raw) * place)
        raw = raw[:at] + inserted + raw[at + len(inserted) :]

    read = read_mail(raw)

    said = [read.subject, read.own_words, read.sender_name, read.sender, *read.answers]
    for one in read.report.recipients if read.report else ():
        said += [one.recipient, one.original, one.action, one.status, one.diagnostic]
    "".join([*said, *read.addressed, *(file.file_name for file in read.files)]).encode()
    fingerprint(raw)


def test_a_signed_address_stays_short_and_only_ours_are_believed() -> None:
    for purpose in ("b", "r"):
        address = RETURN.for_mail(OWN_ID, purpose)
        assert len(address.partition("@")[0]) <= 64
        assert RETURN.tag_in(["x@y.example", address.upper()]) is not None
        assert ReturnPath(RETURN.address, b"another secret").tag_in([address]) is None
        flipped = address.replace("+b", "+r") if "+b" in address else address.replace("+r", "+b")
        assert RETURN.tag_in([flipped]) is None
    plain = ReturnPath("d" * 40 + "@phuong4.example", SECRET)
    assert plain.for_mail(OWN_ID, "b") == plain.address
    assert replace(RETURN, plus=False).for_mail(OWN_ID, "r") == RETURN.address
