"""Names as plans print them, and the units of a ward that they mean."""

import pytest

from dondoc.reading.bodies.directory import (
    Directory,
    DirectoryUnit,
    Match,
    match_reading,
    match_unit,
)
from dondoc.reading.read import read_text
from tests.reading.plans import PLAN

DIRECTORY = Directory(
    units=(
        DirectoryUnit(
            "council", "Ủy ban nhân dân Phường 7", ("UBND phường",), people=("Chánh Văn phòng",)
        ),
        DirectoryUnit("front", "Ủy ban Mặt trận Tổ quốc Việt Nam Phường", ("MTTQ",), (), True),
        DirectoryUnit("women", "Hội Liên hiệp Phụ nữ Phường", (), ("unions",), True),
        DirectoryUnit("youth", "Đoàn TNCS Hồ Chí Minh Phường", (), ("unions",), True),
        DirectoryUnit("veterans", "Hội Cựu chiến binh Phường", (), ("unions",), True),
        DirectoryUnit("culture", "Công chức Văn hóa - Xã hội"),
        DirectoryUnit("web", "Trang Thông tin điện tử Phường"),
        DirectoryUnit("emulation", "Hội đồng TĐ-KT phường"),
    ),
    groups={"unions": ("các đoàn thể chính trị - xã hội", "các đoàn thể")},
)

NAMES = [
    ("UBND phường", "council"),
    ("ubnd PHƯỜNG 7", "council"),
    ("Uỷ ban nhân dân phường", "council"),
    ("Ủy ban nhân dân", "council"),
    ("Chánh Văn phòng", "council"),
    ("UBMTTQVN Phường", "front"),
    ("Ủy ban MTTQ Việt Nam phường", "front"),
    ("Mặt trận Tổ quốc Việt Nam phường 7", "front"),
    ("Ban Thường trực UBMTTQ phường", "front"),
    ("Hội LHPN phường", "women"),
    ("Hội Phụ nữ", "women"),
    ("Đoàn Thanh niên phường", "youth"),
    ("Đoàn phường", "youth"),
    ("Hội CCB phường", "veterans"),
    ("Công chức VH-XH phường", "culture"),
    ("Công chức Văn hoá – Xã hội", "culture"),
    ("Cán bộ Văn hóa, Xã hội", "culture"),
    ("Trang TTĐT phường", "web"),
    ("Hội đồng Thi đua - Khen thưởng", "emulation"),
    ("các thành viên Hội đồng TĐ-KT phường", "emulation"),
]


@pytest.mark.parametrize(("name", "key"), NAMES)
def test_a_name_finds_its_unit_however_it_is_spelled(name: str, key: str) -> None:
    assert match_unit(name, DIRECTORY) == Match(keys=(key,))


@pytest.mark.parametrize(
    "name",
    ["các đoàn thể chính trị xã hội", "Các đoàn thể phường", "các tổ chức chính trị - xã hội"],
)
def test_the_name_of_a_group_means_all_its_units(name: str) -> None:
    assert match_unit(name, DIRECTORY) == Match(("women", "youth", "veterans"), "unions")


def test_the_body_of_another_ward_is_not_ours() -> None:
    assert match_unit("UBND phường 5", DIRECTORY) == Match(nearest=("Ủy ban nhân dân Phường 7",))


def test_an_unknown_name_gives_the_nearest_ones() -> None:
    match = match_unit("Cổng Thông tin điện tử Phường", DIRECTORY)

    assert match == Match(nearest=("Trang Thông tin điện tử Phường",))


@pytest.mark.parametrize("name", ["chính quyền", "các đơn vị có liên quan", ""])
def test_a_general_name_means_nobody(name: str) -> None:
    assert match_unit(name, DIRECTORY).keys == ()


def test_two_units_that_fit_alike_are_left_to_the_officer() -> None:
    twins = Directory(
        (DirectoryUnit("one", "Tổ tự quản"), DirectoryUnit("two", "Tổ Tự quản phường")), {}
    )

    assert match_unit("Tổ tự quản xã", twins) == Match(nearest=("Tổ tự quản", "Tổ Tự quản phường"))


def test_a_reading_gets_keys_groups_and_warnings() -> None:
    text = (
        "V. TỔ CHỨC THỰC HIỆN\n"
        "1. Đề nghị MTTQ và các đoàn thể chính trị - xã hội phối hợp với chính quyền vận động.\n"
        "2. Trạm Y tế phường khám sức khỏe."
    )

    reading = match_reading(read_text(text), DIRECTORY)

    assert [(u.name, u.key, u.group) for c in reading.clauses for u in c.units] == [
        ("MTTQ", "front", None),
        ("các đoàn thể chính trị - xã hội", None, "unions"),
        ("chính quyền", None, None),
        ("Trạm Y tế phường", None, None),
    ]
    assert [(w.code, w.path) for w in reading.warnings] == [("unknown-unit", "V.2")]
    assert "“Trạm Y tế phường”" in reading.warnings[0].message


def test_matching_changes_nothing_else() -> None:
    reading = read_text(PLAN)

    matched = match_reading(reading, DIRECTORY)

    assert [c.text for c in matched.clauses] == [c.text for c in reading.clauses]
    assert matched.document == reading.document
