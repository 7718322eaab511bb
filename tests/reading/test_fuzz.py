"""Broken and hostile bytes: whatever is handed in, one clear line comes back, in bounded time.

Documents of each format are damaged in the ways in which files are: bits flip, pieces are cut
out, doubled or put elsewhere, and inside a package its parts are damaged before it is closed.
"""

import io
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.reading.draft import Reading
from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.read import read_document
from tests.reading.plans import PLAN, TABLE

SECONDS = 20
EXAMPLES = 60
Damage = Callable[[bytes], bytes]


def as_docx(text: str) -> bytes:
    document = docx.Document()
    table: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("|"):
            table.append(line.strip("|").split("|"))
        else:
            document.add_paragraph(line, style="List Number" if line[:1] == "-" else None)
    if table:
        made = document.add_table(rows=0, cols=max(map(len, table)))
        for row in table:
            for cell, words in zip(made.add_row().cells, row, strict=False):
                cell.text = words
    made_file = io.BytesIO()
    document.save(made_file)
    return made_file.getvalue()


def as_odt(text: str) -> bytes:
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in text.splitlines())
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f"<office:body><office:text>{paragraphs}</office:text></office:body>"
        "</office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    return made.getvalue()


def as_pdf(text: str) -> bytes:
    """A small PDF by hand: one page, one stream of text without marks."""
    plain = text.encode("ascii", "replace").replace(b"(", b"[").replace(b")", b"]")
    shown = b"".join(b"(" + line + b") Tj T*\n" for line in plain.splitlines()[:40])
    stream = b"BT /F1 11 Tf 60 780 Td 16 TL\n" + shown + b"ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 5\n0000000000 65535 f \n" + table
    return made + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start


SEEDS = {
    ".txt": PLAN.encode(),
    ".md": TABLE.encode("utf-16"),
    ".docx": as_docx(PLAN + TABLE),
    ".odt": as_odt(PLAN),
    ".pdf": as_pdf(PLAN),
}


@st.composite
def damages(draw: st.DrawFn) -> Damage:
    """Return one way in which bytes get damaged."""
    at, size = draw(st.floats(0, 1)), draw(st.integers(1, 400))
    noise = draw(st.binary(min_size=1, max_size=40))
    kind = draw(st.sampled_from(["flip", "cut", "double", "insert", "end"]))

    def damage(content: bytes) -> bytes:
        place = int(at * len(content))
        before, piece = content[:place], content[place : place + size]
        after = content[place + size :]
        return {
            "flip": before + bytes(byte ^ noise[0] for byte in piece[:8]) + piece[8:] + after,
            "cut": before + after,
            "double": before + piece * 3 + after,
            "insert": before + noise + piece + after,
            "end": before,
        }[kind]

    return damage


def inside(package: bytes, part: int, damage: Damage) -> bytes:
    """Damage one part of a package and close it again."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        names = [name for name in old.namelist() if name.endswith(".xml")]
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, damage(content) if name == names[part % len(names)] else content)
    return made.getvalue()


@contextmanager
def bounded() -> Iterator[None]:
    """Fail when the reading takes longer than any officer would wait."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"reading took more than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def read(folder: Path, ending: str, content: bytes) -> Reading | str:
    """Read; returns what was read, or the one line that says why not."""
    path = folder / f"tệp{ending}"
    path.write_bytes(content)
    try:
        with bounded():
            return read_document(path)
    except UnreadableDocument as error:
        return str(error)


def check(outcome: Reading | str) -> None:
    """What is read is consistent; what is refused is refused in one line."""
    if isinstance(outcome, str):
        assert outcome
        assert "\n" not in outcome
        return
    lines = outcome.text.split("\n")
    for clause in outcome.clauses:
        assert clause.line < len(lines)
        assert all(0 <= unit.span[0] <= unit.span[1] <= len(clause.text) for unit in clause.units)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all files: an example needs no new one."""
    return tmp_path_factory.mktemp("fuzz")


FUZZ = settings(
    max_examples=EXAMPLES, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip


@pytest.mark.parametrize("ending", SEEDS)
def test_the_seed_itself_is_read_or_refused_in_words(folder: Path, ending: str) -> None:
    check(read(folder, ending, SEEDS[ending]))


@pytest.mark.parametrize("ending", SEEDS)
@FUZZ
@given(some=st.lists(damages(), min_size=1, max_size=4))
def test_damaged_files_end_in_words(folder: Path, ending: str, some: list[Damage]) -> None:
    content = SEEDS[ending]
    for damage in some:
        content = damage(content)

    check(read(folder, ending, content))


@pytest.mark.parametrize("ending", [".docx", ".odt"])
@FUZZ
@given(part=st.integers(0, 20), damage=damages())
def test_packages_with_damaged_parts_end_in_words(
    folder: Path, ending: str, part: int, damage: Damage
) -> None:
    check(read(folder, ending, inside(SEEDS[ending], part, damage)))


@pytest.mark.parametrize("ending", [".txt", ".docx", ".pdf", ".doc", ".odt", ".png"])
@FUZZ
@given(noise=st.binary(max_size=3000))
def test_noise_under_any_name_ends_in_words(folder: Path, ending: str, noise: bytes) -> None:
    check(read(folder, ending, noise))
