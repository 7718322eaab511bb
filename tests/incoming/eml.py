"""The mails of the corpus, with the addresses and the Message-ID of a mail of ours put in."""

from pathlib import Path

from dondoc.rules.return_path import ReturnPath

FOLDER = Path(__file__).parent / "corpus"
NAMES = sorted(path.stem for path in FOLDER.glob("*.eml"))
SECRET = b"a secret of the tests, long enough to be one"
RETURN = ReturnPath("dondoc@phuong4.example", SECRET)
OWN_ID = "<0123456789abcdef0123456789abcdef@phuong4.example>"
#: What the person wrote in most mails of the corpus.
WORDS = (
    "Kính gửi cán bộ Nội vụ,\n\nĐơn vị đã phát thanh 12 tin, bài; báo cáo chi tiết gửi kèm.\n"
    "Xin gia hạn mục còn lại đến ngày 20/3."
)


def mail(name: str, *, about: str = OWN_ID, path: ReturnPath = RETURN) -> bytes:
    """Return one mail of the corpus, as the answer to a mail of ours."""
    content = (FOLDER / f"{name}.eml").read_bytes()
    for mark, value in (
        (b"{{id}}", about),
        (b"{{bounce}}", path.for_mail(about, "b")),
        (b"{{reply}}", path.for_mail(about, "r")),
    ):
        content = content.replace(mark, value.encode())
    return content
