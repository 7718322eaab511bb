"""The picture of a plan's year on the board: for each width, and only for those who may see it."""

from xml.etree import ElementTree

from tests.board.world import World

SVG = "{http://www.w3.org/2000/svg}"


def widths(world: World, path: str) -> dict[str, float]:
    browser = world.signed_in("officer")
    found = {}
    for name in ("rong", "vua", "hep"):
        answer = browser.get(f"{path}/nam.svg?kho={name}")
        assert answer.headers["content-type"].startswith("image/svg+xml")
        found[name] = float(ElementTree.fromstring(answer.text).attrib["width"])  # noqa: S314
    return found


def test_a_plan_shows_its_year_in_the_width_of_the_reader(world: World) -> None:
    path = f"/ke-hoach/{world.row('V.1').plan_id}"

    assert f'src="{path}/nam.svg"' in world.signed_in("officer").get(path).text
    found = widths(world, path)

    assert found["rong"] > found["vua"] > found["hep"] <= 390


def test_the_picture_names_the_deadlines_of_a_day(world: World) -> None:
    row = world.row("V.1")

    picture = world.signed_in("officer").get(f"/ke-hoach/{row.plan_id}/nam.svg").text

    named = [one.text or "" for one in ElementTree.fromstring(picture).iter(f"{SVG}title")]  # noqa: S314
    (day,) = [one for one in named if one.startswith("25/03") and "truyền thanh" in one]
    assert "V.1 Cán bộ Đài truyền thanh: tuyên truyền trên hệ thống truyền thanh" in day


def test_looking_writes_nothing_and_strangers_see_nothing(world: World) -> None:
    path = f"/ke-hoach/{world.row('V.1').plan_id}/nam.svg"
    browser = world.signed_in("officer")
    before = world.dump()

    assert browser.get(path).status_code == 200
    assert world.dump() == before
    assert "<svg" not in world.browser().get(path).text
    assert browser.get("/ke-hoach/9999/nam.svg").status_code == 404
