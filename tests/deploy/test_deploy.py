"""The unit and the container file, checked without an engine: their paths, commands and settings."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer.main

from bot.cli.program import app
from bot.config import OWN_FILE_VARIABLE, Settings, default_settings, variables

ROOT = Path(__file__).parents[2]
UNIT = (ROOT / "deploy" / "briefwire.service").read_text(encoding="utf-8")
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
KNOWN = {OWN_FILE_VARIABLE, *variables()}


def options_of(arguments: list[str]) -> set[str]:
    """The options that a command line gives, after checking that its command exists."""
    command = typer.main.get_command(app).commands[arguments[0]]  # type: ignore[attr-defined]
    known = {option for parameter in command.params for option in parameter.opts}
    given = {argument for argument in arguments[1:] if argument.startswith("-")}
    assert given <= known
    return given


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_the_unit_is_one(tmp_path: Path) -> None:
    """With a program and a user that exist here, for the real ones are not installed."""
    here = UNIT.replace("/opt/briefwire/.venv/bin/briefwire", sys.executable)
    here = re.sub(r"^(User|Group)=.*$", r"\1=root", here, flags=re.MULTILINE)
    unit = tmp_path / "briefwire.service"
    unit.write_text(here)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    about_it = [line for line in done.stderr.splitlines() if "briefwire.service" in line]
    assert about_it == []


def test_the_unit_runs_a_command_that_exists() -> None:
    [line] = re.findall(r"^ExecStart=\S+/briefwire (.*)$", UNIT, re.MULTILINE)
    assert options_of(line.split()) == {"--metrics-port"}


def test_the_container_runs_a_command_that_exists_and_is_asked_where_it_answers() -> None:
    [line] = re.findall(r"^CMD \[(.*)\]$", CONTAINER, re.MULTILINE)
    arguments = re.findall(r'"([^"]*)"', line)
    assert options_of(arguments) == {"--metrics-port"}
    assert f"127.0.0.1:{arguments[-1]}/healthz" in CONTAINER


def test_what_the_container_copies_is_there() -> None:
    for sources in re.findall(r"^COPY (?!--from)(.*) \S+$", CONTAINER, re.MULTILINE):
        for source in sources.split():
            assert (ROOT / source).exists(), source


def test_what_the_package_ships_is_copied_into_the_container() -> None:
    shipped = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]
    wheel = shipped["wheel"]
    for folder in [*wheel["packages"], *wheel["force-include"]]:
        assert f"COPY {folder} {folder}\n" in CONTAINER


@pytest.mark.parametrize("text", [UNIT, CONTAINER], ids=["unit", "container"])
def test_every_variable_is_a_setting(text: str) -> None:
    assert set(re.findall(r"\bBRIEFWIRE_[A-Z_]+", text)) <= KNOWN


def test_the_settings_of_a_server_are_valid() -> None:
    own = tomllib.loads((ROOT / "deploy" / "config.toml").read_text(encoding="utf-8"))
    changed = Settings.model_validate(default_settings().model_dump() | own)
    assert changed.database_url.startswith("sqlite+aiosqlite:////var/lib/briefwire/")
