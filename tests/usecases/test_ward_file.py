"""The ward file: what is wrong is named by line and key, and loading twice changes nothing."""

from datetime import datetime
from pathlib import Path

import pytest

from dondoc.usecases.load_ward import load_ward
from dondoc.usecases.ward_file import WrongWardFile, parse_ward, read_ward_file
from dondoc.wiring import App
from models.queries import wards
from tests.factories import WARD

SAMPLE = Path(__file__).parents[2] / "deploy" / "sample" / "ward.yaml"


def test_the_sample_ward_is_a_right_file() -> None:
    found = read_ward_file(SAMPLE)

    unions = [unit.key for unit in found.units if "unions" in unit.groups]
    assert len(unions) == 5
    assert sorted(person.role.value for person in found.people) == [
        "chairman",
        "interior_officer",
        "vice_chairman",
    ]


def test_the_key_off_is_not_taken_for_false() -> None:
    text = WARD + "calendar: {weekend: [sat, sun], off: [2025-05-02], working: []}\n"

    assert [d.isoformat() for d in parse_ward(text, name="w").calendar.off] == ["2025-05-02"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param("email: vp@p4.example", "email: vp(at)p4", "dòng 4, khóa units.0.contacts.0.email: địa chỉ thư", id="broken address"),
        pytest.param("name: Hà, email: vp@p4.example", "name: Hà", "dòng 4, khóa units.0.contacts.0.email: thiếu khóa", id="no address"),
        pytest.param("city: Sa Đéc", "town: Sa Đéc", "dòng 2, khóa ward.town: không có khóa nào", id="wrong key"),
        pytest.param("city: Sa Đéc", "timezone: Asia/Hanoi", "dòng 2, khóa ward.timezone: không có múi giờ", id="wrong zone"),
        pytest.param("requested: true\n    contacts: [{name: Phước", "requested: true\n    contacts: [{from: 2025-13-01, name: Phước", "cần một ngày", id="wrong date"),
        pytest.param("role: chairman", "role: boss", "khóa people.2.role: không phải một giá trị", id="wrong role"),
        pytest.param("unit: interior}", "unit: nobody}", "thuộc đơn vị “nobody” không có", id="unit of a person"),
        pytest.param("groups: [unions]", "groups: [union]", "thuộc nhóm “union” không có", id="unknown group"),
        pytest.param("key: radio", "key: culture", "“culture” được dùng hai lần", id="key twice"),
        pytest.param("units:\n", "units: [\n", "không đúng cách viết YAML", id="no YAML"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(old: str, new: str, words: str) -> None:
    assert old in WARD

    with pytest.raises(WrongWardFile) as told:
        parse_ward(WARD.replace(old, new, 1), name="ward.yaml")

    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_a_wave_that_ends_before_it_begins_is_named() -> None:
    text = WARD + 'waves:\n  - {key: "1", name: Đợt 1, from: 2025-06-30, to: 2025-01-01}\n'
    line = text[: text.index('- {key: "1"')].count("\n") + 1

    with pytest.raises(WrongWardFile, match=f"dòng {line}, khóa waves.0: đợt kết thúc"):
        parse_ward(text, name="ward.yaml")


@pytest.mark.parametrize("content", [None, ""], ids=["missing", "empty"])
def test_a_missing_or_empty_file_is_told_in_one_line(content: str | None, tmp_path: Path) -> None:
    path = tmp_path / "ward.yaml"
    if content is not None:
        path.write_text(content)

    with pytest.raises(WrongWardFile, match=r"Không có tệp|tệp rỗng"):
        read_ward_file(path)


def test_loading_twice_changes_nothing(app: App, now: datetime) -> None:
    def rows() -> list[tuple[str, str]]:
        with app.reading() as session:
            ward_id = wards.ward_ids(session)[0]
            units = [(unit.key, unit.name) for unit in wards.units_of(session, ward_id)]
            contacts = [(c.name, c.email) for c in wards.contacts_of(session, ward_id)]
            people = [(p.key, p.email) for p in wards.people_of(session, ward_id)]
        return units + contacts + people

    with app.transaction() as session:
        load_ward(session, parse_ward(WARD, name="w"), now=now)
    first = rows()
    with app.transaction() as session:
        load_ward(session, parse_ward(WARD, name="w"), now=now)

    assert rows() == first


def test_a_person_who_left_the_file_loses_the_role(app: App, now: datetime) -> None:
    with app.transaction() as session:
        load_ward(session, parse_ward(WARD, name="w"), now=now)
    without = "\n".join(line for line in WARD.splitlines() if "key: vice" not in line)
    with app.transaction() as session:
        ward = load_ward(session, parse_ward(without, name="w"), now=now)

    with app.reading() as session:
        assert [p.key for p in wards.people_of(session, ward.id or 0)] == ["officer", "chair"]


@pytest.mark.parametrize("weekend", ["[]", "[fri, sat, sun]"])
def test_a_week_has_one_or_two_days_off(weekend: str) -> None:
    text = WARD + f"calendar: {{weekend: {weekend}}}\n"

    with pytest.raises(WrongWardFile, match="ghi một hoặc hai ngày nghỉ hằng tuần"):
        parse_ward(text, name="ward.yaml")


def test_a_ward_may_work_on_saturdays() -> None:
    text = WARD + "calendar: {weekend: [sun]}\n"

    assert parse_ward(text, name="ward.yaml").calendar.weekend == ("sun",)
