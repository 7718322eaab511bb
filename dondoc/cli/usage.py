"""What Typer says of wrong usage, in Vietnamese and in one line."""

import typer

_HINT = "Xem hướng dẫn: {command} --help."


def words(error: typer.TyperException) -> str:
    """Return what is wrong with the command as it was typed."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "dondoc"
    return f"{command}: {_what(error)} {_HINT.format(command=command)}"


def _what(error: typer.TyperException) -> str:
    place = _place(error)
    match type(error).__name__:
        case "MissingParameter":
            return f"thiếu {place}."
        case "NoSuchOption":
            return f"không có tùy chọn {getattr(error, 'option_name', '')}."
        case "BadOptionUsage":
            return f"tùy chọn {getattr(error, 'option_name', '')} cần đúng một giá trị."
        case "BadParameter":
            return f"giá trị của {place} không dùng được: {_wanted(error.message)}."
    return _plain(error.message)


def _place(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "một giá trị"
    if parameter.param_type_name == "argument":
        return f"tham số {parameter.metavar or parameter.name}"
    return f"tùy chọn {max(parameter.opts, key=len)}"


def _wanted(message: str) -> str:
    if "valid integer" in message:
        return "cần một số nguyên"
    if "greater than" in message or "less than" in message:
        return "số quá nhỏ hoặc quá lớn"
    return message.rstrip(".")


def _plain(message: str) -> str:
    if message.startswith("No such command"):
        return f"không có lệnh {message.removeprefix('No such command ')}"
    if message.startswith("Missing command"):
        return "thiếu tên lệnh."
    if message.startswith("Got unexpected extra argument"):
        return f"thừa tham số: {message.rpartition('(')[2].rstrip(').')}."
    return message
