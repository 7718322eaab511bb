"""Each name of ``phrases/abbreviations.yaml``, looked for in the directory of a ward."""

from pathlib import Path

import pytest
import yaml

from dondoc.reading.bodies.directory import Directory, DirectoryUnit, match_unit

_TABLE = yaml.safe_load(
    Path(__file__).with_name("phrases").joinpath("abbreviations.yaml").read_text("utf-8")
)
_PAIRS = [(printed, name) for topic in _TABLE.values() for printed, name in topic.items()]
_NEAR = ("Văn phòng Đảng ủy phường", "Trường Mầm non Hoa Sen", "Đội Cảnh sát trật tự phường Bến Đá")
_NAMES = sorted({name for _, name in _PAIRS if name} | set(_NEAR))
_WARD = Directory(units=tuple(DirectoryUnit(key=name, name=name) for name in _NAMES), groups={})


@pytest.mark.parametrize(("printed", "name"), _PAIRS, ids=lambda value: str(value)[:40])
def test_a_name_in_short_is_the_unit_it_means(printed: str, name: str) -> None:
    assert match_unit(printed, _WARD).keys == ((name,) if name else ())
