"""Makes a function a command: adds the options that every command has, and gives it its desk."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from dondoc.cli.desk import Desk, instant_of

DATABASE = typer.Option(
    "--database", metavar="URL", help="Cơ sở dữ liệu; thay DONDOC_DATABASE_URL."
)
DEBUG = typer.Option("--debug", help="Khi có lỗi, in cả vết gọi hàm.")
NOW = typer.Option("--now", metavar="ISO", help="Làm như đang ở thời điểm này.")
JSON = typer.Option("--json", help="In kết quả dạng JSON.")

_HELP_WORDS = {
    "Usage:": "Cách dùng:",
    "[OPTIONS]": "[TÙY CHỌN]",
    "COMMAND [ARGS]...": "LỆNH …",
    "Arguments:": "Tham số:",
    "Options:": "Tùy chọn:",
    "Commands:": "Lệnh:",
    "Show this message and exit.": "Hiện hướng dẫn này.",
    "[required]": "[bắt buộc]",
    "[default: ": "[mặc định: ",
}


def _in_vietnamese(text: str) -> str:
    for english, vietnamese in _HELP_WORDS.items():
        text = text.replace(english, vietnamese)
    return text


class Command(TyperCommand):
    """A command whose help is Vietnamese throughout."""

    def get_help(self, ctx: Any) -> str:
        return _in_vietnamese(super().get_help(ctx))


class Group(TyperGroup):
    """A group whose help is Vietnamese throughout."""

    def get_help(self, ctx: Any) -> str:
        return _in_vietnamese(super().get_help(ctx))


def group(help_text: str = "") -> typer.Typer:
    """Return a place for commands; without a help text its commands join the parent's."""
    return typer.Typer(
        cls=Group,
        help=help_text or None,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def command(
    commands: typer.Typer, name: str, help_text: str, *, timed: bool = False, json: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function ``(desk, *, its own options)`` as a command.

    ``timed`` adds ``--now`` and ``json`` adds ``--json``; ``--database`` and ``--debug`` are
    everywhere, before the command or after it.
    """

    def register(work: Callable[..., None]) -> Callable[..., None]:
        def run(**given: Any) -> None:
            work(_desk(given), **given)

        own = list(inspect.signature(work).parameters.values())[1:]
        parameters = [*_context(), *own, *_shared(timed=timed, json=json)]
        run.__signature__ = inspect.Signature(  # type: ignore[attr-defined] # read by inspect
            [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
        )
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        commands.command(name, cls=Command, help=help_text)(run)
        return work

    return register


def _desk(given: dict[str, Any]) -> Desk:
    """Take what every command has out of ``given`` and return the desk made from it."""
    shared = given.pop("ctx").ensure_object(dict)
    shared["debug"] = given.pop("debug") or shared.get("debug", False)
    return Desk(
        database=given.pop("database") or shared.get("database"),
        given_now=instant_of(given.pop("now", None)),
        as_json=given.pop("as_json", False),
    )


def _context() -> list[inspect.Parameter]:
    return [_parameter("ctx", typer.Context)]


def _shared(*, timed: bool, json: bool) -> list[inspect.Parameter]:
    options = [_parameter("now", Annotated[str | None, NOW], default=None)] if timed else []
    if json:
        options.append(_parameter("as_json", Annotated[bool, JSON], default=False))
    options.append(_parameter("database", Annotated[str | None, DATABASE], default=None))
    options.append(_parameter("debug", Annotated[bool, DEBUG], default=False))
    return options


def _parameter(
    name: str, annotation: Any, *, default: Any = inspect.Parameter.empty
) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)
