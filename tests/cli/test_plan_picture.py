"""The picture of a plan's year from the terminal: printed, into a file, refused in one line."""

from pathlib import Path

from tests.cli.conftest import Dondoc

AT = ("--now", "2025-03-17T09:00+07:00")


def test_the_picture_is_written_to_a_file_as_it_is_printed(office: Dondoc, tmp_path: Path) -> None:
    path = tmp_path / "nam.svg"

    printed = office.ok("plan", "picture", "1", *AT).out
    said = office.ok("plan", "picture", "1", "--out", str(path), *AT)

    assert said.out == f"Đã ghi {path}.\n"
    assert path.read_text("utf-8").rstrip("\n") == printed.rstrip("\n")
    assert "Hôm nay: 17/03/2025." in printed


def test_what_cannot_be_drawn_or_written_is_said_in_one_line(
    office: Dondoc, tmp_path: Path
) -> None:
    width = office("plan", "picture", "1", "--width", "huge")
    folder = office("plan", "picture", "1", "--out", str(tmp_path))
    plan = office("plan", "picture", "99")

    assert [one.code for one in (width, folder, plan)] == [2, 2, 2]
    assert "không có khổ “huge”. Các khổ: wide, middle, narrow." in width.err
    assert f"không ghi được {tmp_path}" in folder.err
    assert all(len(one.err.splitlines()) == 1 for one in (width, folder, plan))
