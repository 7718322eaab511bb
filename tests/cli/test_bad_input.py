"""Whatever is wrong with the input: one line that says so, exit code 2, nothing changed."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, SAMPLE_WARD, Dondoc

Make = Callable[[Path], Path]


def file(content: bytes | str, name: str = "plan.txt") -> Make:
    """Return what writes such a file into a folder."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def ward(old: str, new: str) -> Make:
    """Return what writes the sample ward with one thing changed."""
    text = SAMPLE_WARD.read_text()
    assert old in text
    return file(text.replace(old, new, 1), "ward.yaml")


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda folder: folder / "none.docx", id="missing"),
        pytest.param(lambda folder: folder, id="a directory"),
        pytest.param(file(""), id="empty"),
        pytest.param(file(" \n\n"), id="blank"),
        pytest.param(file(b"PK\x03\x04 not a document", "plan.docx"), id="a broken document"),
        pytest.param(file(b"\x89PNG\r\n\x1a\n" + bytes(range(256))), id="a picture"),
        pytest.param(file("Bài thơ\n\nTrăng lên đỉnh núi."), id="no such section"),
    ],
)
@pytest.mark.parametrize("command", ["read", "import"])
def test_a_document_that_is_none(office: Dondoc, tmp_path: Path, command: str, make: Make) -> None:
    before = office.content()

    said = office("plan", command, str(make(tmp_path)))

    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert office.content() == before


@pytest.mark.parametrize(
    ("make", "place"),
    [
        pytest.param(lambda folder: folder / "none.yaml", "none.yaml", id="missing"),
        pytest.param(file("", "ward.yaml"), "rỗng", id="empty"),
        pytest.param(file("ward: [", "ward.yaml"), "dòng 1", id="no YAML"),
        pytest.param(ward("  timezone:", "  timezoen:"), "khóa ward.timezoen", id="a wrong key"),
        pytest.param(ward("Asia/Ho_Chi_Minh ", "Asia/Sadec "), "khóa ward.timezone", id="a zone"),
        pytest.param(
            ward("from: 2025-01-01", "from: 2025-02-30"),
            "khóa units.0.contacts.0.from",
            id="a date",
        ),
        pytest.param(
            ward("email: vanphong@phuong4.example", "email: vanphong"),
            "khóa units.0.contacts.0.email",
            id="a broken address",
        ),
        pytest.param(
            ward("        email: vanphong@phuong4.example\n", ""),
            "khóa units.0.contacts.0.email",
            id="no address",
        ),
        pytest.param(
            file(
                SAMPLE_WARD.read_text().partition("\nwaves:")[0]
                + "\nwaves:\n  - {key: a, name: A, from: 2025-06-30, to: 2025-01-01}\n",
                "ward.yaml",
            ),
            "khóa waves.0: đợt kết thúc (to) trước khi bắt đầu (from)",
            id="a wave that ends before it begins",
        ),
    ],
)
def test_a_ward_file_that_is_none(office: Dondoc, tmp_path: Path, make: Make, place: str) -> None:
    before = office.content()

    said = office("ward", "load", str(make(tmp_path)))

    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert place in said.err
    assert office.content() == before


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (["nope"], "dondoc: không có lệnh 'nope'. Xem hướng dẫn: dondoc --help."),
        (["plan"], "dondoc plan: thiếu tên lệnh. Xem hướng dẫn: dondoc plan --help."),
        (["plan", "read"], "dondoc plan read: thiếu tham số TỆP. Xem hướng dẫn: dondoc plan read --help."),
        (["assignments", "--nope"], "dondoc assignments: không có tùy chọn --nope. Xem hướng dẫn: dondoc assignments --help."),
        (["return", "x"], "dondoc return: thiếu tùy chọn --reason. Xem hướng dẫn: dondoc return --help."),
        (["return", "x", "--reason", "y", "--days", "z"], "dondoc return: giá trị của tùy chọn --days không dùng được: cần một số nguyên. Xem hướng dẫn: dondoc return --help."),
        (["migrate", "a", "b"], "dondoc migrate: thừa tham số: a b. Xem hướng dẫn: dondoc migrate --help."),
        (["round", "--now", "mai"], "--now “mai”: cần một thời điểm, ví dụ 2025-03-03T08:00 hoặc 2025-03-03T08:00+07:00."),
        (["wake", "x", "--until", "30/02/2025"], "--until “30/02/2025”: cần một ngày có thật, ví dụ 2025-06-30 hoặc 30/06/2025."),
        (["assignments", "--ward", "x"], "Không có phường, xã “x”. Các mã đã nạp: phuong-4."),
        (["assignments", "--unit", "x"], "--unit “x”: không có đơn vị này. Các mã: ubnd, front, women, youth, farmers, veterans, trade-union, culture, radio, web, interior, hoi-nong-dan-phuong."),
        (["ack", "x"], "Không có nhiệm vụ “x”. Xem danh sách: dondoc assignments."),
        (["accept", "II.1/1@ubnd#once"], "Nhiệm vụ này đã giao, chưa có báo cáo, không xác nhận hoàn thành được. Có thể báo cáo, gia hạn, chuyển đơn vị khác, tạm dừng hoặc thu hồi."),
        (["report", "II.1/1@ubnd#once", "--text", " "], "Báo cáo chưa có nội dung. Hãy ghi ngắn gọn kết quả đã thực hiện."),
        (["report", "x", "--text", "y", "--figure", "12"], "--figure “12”: cần dạng TÊN=SỐ, ví dụ “Số tin, bài=4”."),
        (["report", "x", "--text", "y", "--file", "none.jpg"], "--file: không đọc được none.jpg."),
        (["transfer", "II.1/1@ubnd#once", "--to", "ubnd", "--reason", "z"], "Ủy ban nhân dân Phường 4 đang giữ nhiệm vụ này rồi."),
        (["plan", "confirm", "1"], "Kế hoạch số 1 đã được xác nhận trước đó."),
        (["plan", "confirm", "9"], "Không có kế hoạch số 9."),
        (["plan", "draft", "9"], "Không có kế hoạch số 9."),
        (["alarm", "answer", "9"], "Cảnh báo này không còn chờ xử lý."),
        (["summary", "--period", "x", "--out", "."], "--period “x”: không có kỳ này. Các kỳ: 2025-1, 2025-2."),
        (["login", "ai"], "Phường 4 không có người “ai”. Những người có vai trò: officer (Nguyễn Thị Hồng Diễm), vice (Đoàn Thị Mỹ Linh), chair (Võ Thành Trung)."),
        (["simulate", "--plan", str(PLAN), "--from", "2025-03-03", "--to", "2025-03-01", "--behaviour", "none"], "--to 01/03/2025 đứng trước --from 03/03/2025."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_a_command_that_cannot_be_carried_out(office: Dondoc, words: list[str], err: str) -> None:
    before = office.content()

    said = office(*words)

    assert (said.code, said.out, said.err) == (2, "", f"{err}\n")
    assert office.content() == before


@pytest.mark.parametrize(
    ("name", "value", "err"),
    [
        ("DONDOC_SMTP_PORT", "x", "Thiết đặt DONDOC_SMTP_PORT không dùng được: “x”."),
        ("DONDOC_SMTP_HOTS", "mail", "Không có thiết đặt nào tên DONDOC_SMTP_HOTS."),
        ("DONDOC_BASE_URL", "phuong4", "Thiết đặt DONDOC_BASE_URL không dùng được: “phuong4”."),
    ],
)
def test_a_wrong_setting_is_named(
    office: Dondoc, monkeypatch: pytest.MonkeyPatch, name: str, value: str, err: str
) -> None:
    monkeypatch.setenv(name, value)

    said = office("assignments")

    assert (said.code, said.err.count("\n")) == (2, 1)
    assert said.err.startswith(err)


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def foreign(path: Path) -> None:
    path.write_bytes(b"This is no database at all. " * 200)


@pytest.mark.parametrize(
    ("spoil", "err"),
    [
        pytest.param(newer, "Cơ sở dữ liệu này do bản dondoc mới hơn tạo", id="newer"),
        pytest.param(foreign, "sqlite:///", id="something else"),
        pytest.param(Path.unlink, "Cơ sở dữ liệu sqlite:///", id="empty"),
    ],
)
def test_a_database_that_cannot_be_used(
    dondoc: Dondoc, spoil: Callable[[Path], None], err: str
) -> None:
    spoil(dondoc.database)

    said = dondoc("assignments")

    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(err)


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://localhost/dondoc", "sqlite:////no/such/folder/dondoc.db"]
)
def test_a_database_address_that_is_none(dondoc: Dondoc, url: str) -> None:
    said = dondoc("assignments", "--database", url)

    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
