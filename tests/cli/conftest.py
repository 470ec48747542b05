"""The command line as its users have it: a process of its own, a home of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = (Path(__file__).parent / "ferry.txt").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """Its output as one JSON document."""
        value = json.loads(self.out)
        assert isinstance(value, dict)
        return value

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Its output as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


class Shell:
    """Runs `python -m bot` with a home, and a working folder, below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.here = folder / "here"
        self.home.mkdir(parents=True)
        self.here.mkdir()

    def environment(self, **changes: str) -> dict[str, str]:
        """An environment without any setting but `changes`."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("BRIEFWIRE", "XDG"))
        }
        own = {"HOME": str(self.home), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        return kept | own | changes

    def __call__(
        self, *arguments: str, given: str | bytes = b"", env: Mapping[str, str] | None = None
    ) -> Ended:
        """Run one command to its end."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            cwd=self.here,
            env=self.environment(**(env or {})),
            timeout=120,
            check=False,
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    def write(self, name: str, content: str | bytes) -> str:
        """Write a file in the working folder; its name."""
        data = content.encode() if isinstance(content, str) else content
        (self.here / name).write_bytes(data)
        return name

    def write_lines(self, name: str, *lines: object) -> str:
        """Write a JSON Lines file; text and bytes stand as they are."""
        made = (line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
        return self.write(name, b"\n".join(made) + b"\n")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in which nothing was done yet."""
    return Shell(tmp_path)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell with the article `ferry.txt`, shared by the tests of one module."""
    shared = Shell(tmp_path_factory.mktemp("desk"))
    shared.write("ferry.txt", ARTICLE)
    return shared
