"""The documents say what is there: settings, commands, flows, words, files, pictures."""

import ast
import re
import shlex
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from dondoc.cli.main import cli
from dondoc.settings import PREFIX, Settings
from flows.timetable import TIMETABLE, Timed

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
GUIDES = [DOCS / "user-guide.vi.md", DOCS / "huong-dan-don-vi.md"]
LARGEST_PICTURE = 250_000
HEADINGS = ["Context", "Decision", "Consequences", "Alternatives", "References"]

CODE_FILE = re.compile(r"`((?:dondoc|models|notifications|flows|deploy|docs|tests|\.ci)/[^`\s:]*)`")
NAME_IN_FILE = re.compile(r"`([A-Za-z_.]+)`(?: and `([A-Za-z_]+)`)? in `([\w/]+\.py)`")
LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
BLOCK = re.compile(r"^ *```\w*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
COMMAND_LINE = re.compile(r"(?:^|&& )(?:dondoc|\.venv/bin/python -m dondoc)\s+(.+)$")
INLINE_COMMAND = re.compile(r"`dondoc((?: [a-z]+)+)[^`]*`")
PATHS = {path.relative_to(ROOT).as_posix(): path for path in PAGES}


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def named(text: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, text))


def first_cells(text: str) -> list[str]:
    """The first column of every table, without its backticks."""
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


# Settings


VARIABLES = {PREFIX + name.upper() for name in Settings.model_fields}


def test_the_sample_of_settings_names_every_setting_and_no_other() -> None:
    assert named(page("deploy/env.example"), r"DONDOC_[A-Z_]+") == VARIABLES


def written(value: object) -> str:
    """Return a default as it would be set."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_page_of_settings_has_a_row_for_each_with_its_default() -> None:
    rows = re.findall(
        r"^\| `(DONDOC_[A-Z_]+)` \| (?:`([^`]*)`)? ?\|", page("docs/settings.md"), re.MULTILINE
    )

    defaults = {
        PREFIX + name.upper(): "" if field.default is None else written(field.default)
        for name, field in Settings.model_fields.items()
    }
    assert dict(rows) == defaults


@pytest.mark.parametrize("name", PATHS)
def test_no_page_names_a_setting_that_is_not_there(name: str) -> None:
    assert named(page(name), r"DONDOC_[A-Z_]*[A-Z]") <= VARIABLES


# Commands


def leaves(command: Any, words: tuple[str, ...] = ()) -> Iterator[str]:
    """Every command by its words, groups left out."""
    inside = getattr(command, "commands", None)
    if inside is None:
        yield " ".join(words)
        return
    for name, child in inside.items():
        yield from leaves(child, (*words, name))


COMMANDS = set(leaves(typer.main.get_command(cli)))


def shell_lines(text: str) -> Iterator[str]:
    """Every call of dondoc in a block of code, without comments and broken lines joined."""
    for block in BLOCK.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            found = COMMAND_LINE.search(line.strip())
            if found:
                yield found.group(1)


CALLS = [(name, line) for name in PATHS for line in shell_lines(page(name))]


def parse(line: str) -> None:
    """Parse a call as the program would, without running it.

    Raises:
        typer.TyperException: a command or an option is unknown, or something is missing.
    """
    command: Any = typer.main.get_command(cli)
    words = shlex.split(re.sub(r"\s#.*$", "", line))
    context = None
    while getattr(command, "commands", None) is not None:
        assert words[0] in command.commands, f"{line}: {words[0]}"
        command = command.commands[words.pop(0)]
    command.make_context("dondoc", words, parent=context)


def test_the_page_of_commands_has_a_row_for_each_and_no_other() -> None:
    rows = first_cells(page("docs/commands.md"))

    assert sorted(rows) == sorted(f"dondoc {words}" for words in COMMANDS)


@pytest.mark.parametrize(("name", "line"), CALLS)
def test_a_command_line_that_is_shown_can_be_given(name: str, line: str) -> None:
    parse(line)


def test_command_lines_are_found_in_the_pages_that_show_some() -> None:
    assert {name for name, _ in CALLS} >= {"README.md", "docs/commands.md", "docs/user-guide.vi.md"}


@pytest.mark.parametrize("name", PATHS)
def test_a_command_in_a_sentence_is_one_that_exists(name: str) -> None:
    said = {words.strip() for words in INLINE_COMMAND.findall(page(name))}

    groups = {command.partition(" ")[0] for command in COMMANDS}
    assert said <= COMMANDS | groups


# Flows


@pytest.mark.parametrize("timed", TIMETABLE, ids=lambda timed: timed.key)
def test_every_flow_stands_in_the_architecture(timed: Timed) -> None:
    row = rf"^\| `flows/{timed.key}\.py` \| `{timed.function}` \|"

    assert re.search(row, page("docs/architecture.md"), re.MULTILINE)


# Words and files of the code


@cache
def names_in(path: str) -> frozenset[str]:
    """Everything that a module defines, at any depth: classes, functions, values, fields."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return frozenset(found)


GLOSSARY = [
    (name, path)
    for names, path in re.findall(
        r"^\| [^|`]+ \| (`[^|]+`) \| `([^`]+)` \|", page("docs/glossary.md"), re.MULTILINE
    )
    for name in re.findall(r"`([^`]+)`", names)
]


@pytest.mark.parametrize(("name", "path"), GLOSSARY)
def test_a_word_of_the_glossary_is_defined_where_it_says(name: str, path: str) -> None:
    assert name in names_in(path)


def test_every_row_of_the_glossary_is_read() -> None:
    rows = [line for line in page("docs/glossary.md").splitlines() if "`" in line]

    assert len(rows) <= len(GLOSSARY)


@pytest.mark.parametrize("name", PATHS)
def test_what_a_page_says_of_a_module_is_in_it(name: str) -> None:
    for one, other, path in NAME_IN_FILE.findall(page(name)):
        told = {word.rpartition(".")[2] for word in (one, other) if word}

        assert told <= names_in(path), path


@pytest.mark.parametrize("name", PATHS)
def test_every_file_that_a_page_names_exists(name: str) -> None:
    missing = [path for path in CODE_FILE.findall(page(name)) if not (ROOT / path).exists()]

    assert missing == []


@pytest.mark.parametrize("name", PATHS)
def test_every_link_and_picture_leads_somewhere(name: str) -> None:
    targets = [link or picture for link, picture in LINK.findall(page(name))]
    own = [target.partition("#")[0] for target in targets if "://" not in target]

    assert [target for target in own if not (PATHS[name].parent / target).exists()] == []


def test_pictures_are_light_and_all_are_shown() -> None:
    pictures = sorted((DOCS / "images").iterdir())

    assert [one.name for one in pictures if one.stat().st_size > LARGEST_PICTURE] == []
    everything = "".join(page(name) for name in PATHS)
    assert [one.name for one in pictures if f"images/{one.name}" not in everything] == []


# The guides


def words_of_the_board() -> str:
    board = ROOT / "dondoc" / "board"
    files = [*board.rglob("*.html"), *board.rglob("*.py")]
    return "\n".join(path.read_text("utf-8") for path in files)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_what_a_guide_prints_in_bold_stands_on_the_screen(guide: Path) -> None:
    told = re.findall(r"\*\*(.+?)\*\*", guide.read_text("utf-8"))

    assert told
    screen = words_of_the_board()
    assert [label for label in told if label not in screen] == []


# Decisions and changes


DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name)
def test_a_decision_has_its_number_and_five_headings(path: Path) -> None:
    text = path.read_text("utf-8")

    assert text.startswith(f"# {path.name[:4]}. ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS


def test_the_list_of_decisions_is_complete_and_each_number_is_used_once() -> None:
    listed = re.findall(r"^- \[(.+)\]\((.+)\)$", page("docs/decisions/README.md"), re.MULTILINE)

    titles = [(path.read_text("utf-8").splitlines()[0][2:], path.name) for path in DECISIONS]
    assert listed == titles
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(set(numbers)) == len(numbers)


def test_the_changelog_knows_this_version() -> None:
    version = tomllib.loads(page("pyproject.toml"))["project"]["version"]

    assert re.findall(r"^## \[(.+?)\]", page("CHANGELOG.md"), re.MULTILINE)[0] == version
