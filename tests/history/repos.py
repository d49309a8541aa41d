"""Real repositories, made with plain git: authors, dates and names are those of the test, not of the machine."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cli.tiny import FILES
from parkledger.history.git import Commit
from parkledger.history.ledgers import History
from parkledger.model.ledger import Ledger

WHO = "示例甲"


def environment(**more: str) -> dict[str, str]:
    """Of the machine only the way to git; nobody's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"} | more


@dataclass
class Repo:
    """A repository at ``top`` whose ledger is in ``data`` below it (``""``: at the top)."""

    top: Path
    data: str = "data"
    day: int = field(default=0)

    @property
    def folder(self) -> Path:
        return self.top / self.data

    def git(self, *arguments: str | Path, **more: str) -> str:
        done = subprocess.run(
            ["git", "-c", "init.defaultBranch=main", "-C", self.top, *map(str, arguments)],
            env=environment(**more), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, **files: str | bytes | None) -> None:
        """Write files of the ledger by path (``/`` is written ``__`` and the ending ``.csv`` or ``.yaml`` ``_csv``)."""
        for name, content in files.items():
            self.put(name.replace("__", "/").replace("_csv", ".csv").replace("_yaml", ".yaml"), content)

    def put(self, path: str, content: str | bytes | None) -> None:
        """Write a file of the ledger, None takes it away."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            target.unlink()
        else:
            target.write_bytes(content.encode() if isinstance(content, str) else content)

    def change(self, path: str, old: str, new: str) -> None:
        """Put one text for another in a file of the ledger."""
        text = (self.folder / path).read_bytes().decode()
        assert old in text, (path, old)
        self.put(path, text.replace(old, new, 1))

    def commit(self, subject: str, on: str | None = None, who: str = WHO) -> str:
        """Commit whatever there is, at noon of a day in Shanghai (else a day after the last); its id."""
        self.day += 1
        when = on or f"2024-01-{self.day:02} 12:00 +0800"
        person = {"NAME": who, "EMAIL": "a@example.org", "DATE": when}
        roles = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()}
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject, **roles)
        return self.git("rev-parse", "HEAD")

    def merge(self, branch: str, **more: str) -> str:
        """Merge a branch, which must not conflict; the id of the merge."""
        self.git("-c", f"user.name={WHO}", "-c", "user.email=a@example.org", "merge", "-q", "--no-edit", branch, **more)
        return self.git("rev-parse", "HEAD")


class Step(NamedTuple):
    """A commit that changed the ledger's files, the ledger there, and at each parent."""

    commit: Commit
    ledger: Ledger
    before: tuple[Ledger, ...]


def steps_of(repo: Repo, revisions: Sequence[str] = ("HEAD",), folder: Path | None = None) -> list[Step]:
    """Commit by commit the ledger there and before it, as they are recorded."""
    history = History(folder or repo.folder)
    return [
        Step(commit, history.recorded(commit.id), tuple(map(history.recorded, history.parents(commit))))
        for commit in history.commits(revisions)
    ]


def a_repository(top: Path, data: str = "data", **how: str) -> Repo:
    """A repository with the tiny ledger in its first commit."""
    repo = empty_repository(top, data, **how)
    for path, text in FILES.items():
        repo.put(path, text)
    repo.commit("建立台账")
    return repo


def empty_repository(top: Path, data: str = "data", **how: str) -> Repo:
    """A repository without a commit."""
    top.mkdir(parents=True, exist_ok=True)
    repo = Repo(top, data)
    repo.git("init", "-q", *(f"--{key.replace('_', '-')}={value}" for key, value in how.items()))
    repo.folder.mkdir(parents=True, exist_ok=True)
    return repo
