"""Calls Tesseract: a grey picture in, words with boxes and confidences out."""

import os
import subprocess
from dataclasses import dataclass
from functools import cache

from PIL import Image

from dondoc.reading.errors import UnreadableDocument

_PROGRAM = "tesseract"
#: One page takes some seconds; a picture that takes longer is no page.
_SECONDS = 30
INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"


@dataclass(frozen=True, slots=True)
class Found:
    """A word that was recognised: its box in pixels, its line, and 0 to 100 how sure it is."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[int, int, int]
    line_height: int
    sure: float


class TookTooLong(Exception):
    """Tesseract did not come to an end with a picture."""


@cache
def languages() -> frozenset[str]:
    """Return the installed languages; none where Tesseract itself is missing."""
    try:
        listed = subprocess.run(
            [_PROGRAM, "--list-langs"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(listed.stdout.split("\n")[1:])


def require(name: str) -> None:
    """Make sure that Vietnamese can be read.

    Raises:
        UnreadableDocument: Tesseract or its Vietnamese data is missing; it says what to install.
    """
    if "vie" not in languages():
        raise UnreadableDocument(
            f"Tệp “{name}” là bản quét (ảnh), cần phần mềm nhận dạng chữ; "
            f"hãy cài đặt bằng lệnh `{INSTALL}` rồi thử lại."
        )


def recognise(grey: Image.Image, *, layout: int, dpi: int) -> list[Found]:
    """Return the words of a picture; ``layout`` is Tesseract's page segmentation mode.

    Raises:
        TookTooLong: it was stopped.
    """
    options = ["-l", "vie", "--psm", str(layout), "--dpi", str(dpi), "tsv"]
    table = _run(grey, options)
    heights: dict[tuple[int, int, int], int] = {}
    found = []
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) < 12:
            continue
        level, line = int(cells[0]), (int(cells[2]), int(cells[3]), int(cells[4]))
        left, top, wide, high = (int(cell) for cell in cells[6:10])
        if level == 4:
            heights[line] = high
        elif level == 5 and cells[11].strip():
            box = (left, top, left + wide, top + high)
            found.append(Found(cells[11].strip(), *box, line, heights[line], float(cells[10])))
    return found


def quarter_turns(grey: Image.Image) -> int:
    """Return by how many degrees (0, 90, 180, 270) a page must be turned clockwise to be upright."""
    if "osd" not in languages():
        return 0
    for row in _run(grey, ["-l", "osd", "--psm", "0"]).split("\n"):
        title, _, value = row.partition(":")
        if title == "Rotate" and value.strip().isdigit():
            return int(value)
    return 0


def _run(grey: Image.Image, options: list[str]) -> str:
    picture = f"P5 {grey.width} {grey.height} 255\n".encode() + grey.tobytes()
    # Pages are read side by side; threads within a page would only be in each other's way.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            [_PROGRAM, "stdin", "stdout", *options],
            input=picture, capture_output=True, timeout=_SECONDS, env=environment, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TookTooLong from error
    return done.stdout.decode("utf-8", "replace")
