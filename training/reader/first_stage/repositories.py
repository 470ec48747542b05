"""Files out of the sets' git repositories, as they were committed."""

import csv
import io
import json
import subprocess
from pathlib import Path


def git_dir(root, repo):
    """The git directory of a repository under the root."""
    base = Path(root) / repo.replace("/", "+")
    for sub in ("repo", "repo/.git", ".git", "."):
        if (base / sub / "HEAD").exists():
            return base / sub
    raise SystemExit(f"no git repository for {repo} under {root}")


def read(root, repo, path):
    """A file of a repository, as bytes."""
    return subprocess.run(
        ["git", f"--git-dir={git_dir(root, repo)}", "show", f"HEAD:{path}"], check=True, capture_output=True
    ).stdout


def read_text(root, repo, path):
    """A file of a repository, as text; what is no UTF-8 is marked."""
    return read(root, repo, path).decode("utf-8", "replace")


def read_lines(root, repo, path):
    """The lines of a file of a repository."""
    return read(root, repo, path).decode().splitlines()


def read_json(root, repo, path):
    """What a JSON file of a repository says."""
    return json.loads(read(root, repo, path))


def table(text, **form):
    """The rows of a table with a head, as dictionaries."""
    return csv.DictReader(io.StringIO(text), **form)


def names(root, repo, prefix):
    """The paths of a repository that begin with a prefix."""
    out = subprocess.run(
        ["git", f"--git-dir={git_dir(root, repo)}", "ls-tree", "-r", "--name-only", "HEAD", prefix],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return out.splitlines()
