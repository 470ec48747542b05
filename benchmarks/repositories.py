"""Public sets as folders on this machine: a checkout or a bare git directory for each repository.

Under the folder given they may stand as `owner/name`, `owner+name` or `owner+name/repo`.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


class Repository:
    """One repository's files as of its newest commit here."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bare = not (folder / ".git").exists() and (folder / "HEAD").exists()

    def names(self, under: str = "") -> list[str]:
        """The paths of its files below a folder, in order."""
        if not self._bare:
            files = (path for path in (self._folder / under).rglob("*") if path.is_file())
            return sorted(str(path.relative_to(self._folder)) for path in files)
        listed = self._git("ls-tree", "-r", "-z", "--name-only", "HEAD", under or ".")  # -z: not quoted
        return [name for name in listed.decode().split("\0") if name]

    def read(self, path: str) -> bytes:
        """One file."""
        return (self._folder / path).read_bytes() if not self._bare else self._git("show", f"HEAD:{path}")

    @contextmanager
    def folder(self, under: str) -> Iterator[Path]:
        """A folder of it as files on disk, for as long as the context lasts."""
        if not self._bare:
            yield self._folder / under
            return
        with TemporaryDirectory() as place:
            for name in self.names(under):
                self._unpack(name, Path(place))
            yield Path(place) / under

    def _unpack(self, name: str, place: Path) -> None:
        """One file; the largest of a stored copy may be listed and absent, and is then left out."""
        try:
            content = self.read(name)
        except subprocess.CalledProcessError:
            return
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)

    def _git(self, *arguments: str) -> bytes:
        return subprocess.run(
            ["git", "-C", str(self._folder), *arguments], check=True, capture_output=True
        ).stdout


def repository(data: Path, name: str) -> Repository | None:
    """The repository `owner/name` under the data folder, or None when it is not there."""
    flat = name.replace("/", "+")
    places = (data / name, data / flat / "repo", data / flat)
    return next(
        (Repository(place) for place in places if (place / ".git").exists() or (place / "HEAD").exists()),
        None,
    )
