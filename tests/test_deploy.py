"""The files for installing: every command they call exists, every variable is known."""

import configparser
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from dondoc.settings import PREFIX, Settings, load

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
PYTHON = "/srv/dondoc/.venv/bin/python"
KNOWN = {PREFIX + name.upper() for name in Settings.model_fields}


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=True, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser


def commands() -> list[list[str]]:
    """Return each distinct ``python -m …`` of units, containers and the Makefile, without values."""
    found = []
    for path in UNITS:
        service = unit(path)["Service"]
        found += [
            shlex.split(service[key]) for key in ("ExecStartPre", "ExecStart") if key in service
        ]
    found += [list(s["command"]) for s in COMPOSE["services"].values() if "command" in s]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    found += [["python", "-m", *m.split()] for m in re.findall(r"python -m (dondoc .*)", makefile)]
    words = [[w for w in command[2:] if not w.startswith("-")] for command in found]
    return [list(w) for w in sorted({tuple(w[:2]) for w in words if w[0] == "dondoc"})]


def example() -> dict[str, str]:
    """Return every variable of ``env.example``, also those that are commented out."""
    text = (DEPLOY / "env.example").read_text(encoding="utf-8")
    return dict(re.findall(r"^#?([A-Z][A-Z_]+)=(.*)$", text, flags=re.MULTILINE))


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_each_command_of_dondoc_that_is_called_exists(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command, "--help"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_run_from_the_checkout_and_come_back_after_a_crash(path: Path) -> None:
    service = unit(path)["Service"]

    assert service["WorkingDirectory"] == "/srv/dondoc"
    assert service["EnvironmentFile"] == "/etc/dondoc/env"
    assert service["Restart"] == "always"
    assert service["ExecStart"].startswith(f"{PYTHON} -m ")


def test_units_name_only_units_that_are_here_or_belong_to_the_system() -> None:
    system = {"network-online.target", "postgresql.service", "multi-user.target"}
    named = {
        word
        for path in UNITS
        for section in unit(path).values()
        for key in ("After", "Wants", "Conflicts", "WantedBy")
        for word in section.get(key, "").split()
    }

    assert named - system <= {path.name for path in UNITS}


def test_the_example_lists_every_setting_and_no_other() -> None:
    ours = {name for name in example() if name.startswith(PREFIX)}

    assert ours == KNOWN


def test_the_example_as_it_stands_can_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (DEPLOY / "env.example").read_text(encoding="utf-8")
    for name, value in re.findall(r"^([A-Z][A-Z_]+)=(.*)$", text, flags=re.MULTILINE):
        monkeypatch.setenv(name, value)

    settings = load()

    assert settings.base_url == "https://dondoc.phuong.example"
    assert settings.smtp_host == "mail.phuong.example"


def test_defaults_in_the_example_are_those_of_the_program() -> None:
    text = (DEPLOY / "env.example").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^#(DONDOC_[A-Z_]+)=(.+)$", text, flags=re.MULTILINE))
    shown.pop("DONDOC_DATABASE_URL")  # an example, as the line above it says

    fields = Settings.model_fields
    defaults = {name: fields[name.removeprefix(PREFIX).lower()].default for name in shown}

    assert shown == {name: str(value) for name, value in defaults.items()}


def test_compose_sets_only_variables_that_are_known() -> None:
    named = {
        name
        for service in COMPOSE["services"].values()
        for name in service.get("environment", {})
        if name.startswith(PREFIX)
    }

    assert named <= KNOWN


def test_compose_waits_only_for_services_that_it_has() -> None:
    services = COMPOSE["services"]
    waited = {name for one in services.values() for name in one.get("depends_on", {})}

    assert waited <= set(services)


def test_the_image_copies_what_is_there() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [word for line in lines if line.startswith("COPY ") for word in line.split()[1:-1]]

    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_guide_names_only_files_that_are_there() -> None:
    text = (DEPLOY / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"\bdeploy/[\w./-]*\w", text)

    assert {name for name in named if not (ROOT / name).exists()} == {"deploy/env"}


@pytest.mark.flow
def test_every_variable_for_prefect_is_one_that_prefect_knows() -> None:
    import prefect.settings

    text = (ROOT / "dondoc" / "operate" / "children.py").read_text(encoding="utf-8")
    named = {n for n in example() if n.startswith("PREFECT_")} | set(re.findall(r'"(PREFECT_[A-Z_]+)"', text))  # fmt: skip

    assert {name for name in named if not hasattr(prefect.settings, name)} == set()
