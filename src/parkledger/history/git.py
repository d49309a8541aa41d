"""Git, only for reading: the repository of a data folder, its commits, and the commit of a revision or a day."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A text of this form is always a day; a tag of such a name is written ``refs/tags/2023-11-15``."""
SHORT = 10
"""Hexadecimal digits by which a commit is shown."""
MOST_SAID = 500
"""Characters that are kept of a subject and of an author: git takes megabytes, which a table would be minutes over."""

_FOREIGN = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS",
    "GIT_DIR", "GIT_GLOB_PATHSPECS", "GIT_GRAFT_FILE", "GIT_ICASE_PATHSPECS", "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_NOGLOB_PATHSPECS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
)  # fmt: skip
"""Variables that a hook or a person has set for another repository: they would override the folder in question."""
_OURS = {
    "LC_ALL": "C",  # refusals are told apart by git's words
    "GIT_OPTIONAL_LOCKS": "0",  # asking for the state of the files writes no index
    "GIT_NO_REPLACE_OBJECTS": "1",  # a replacement would show another history than the one that was recorded
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone is not completed over the network
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
_NEVER_RUN = ("-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false")
"""What a repository's own configuration would have git start."""
_ID = re.compile(r"[0-9a-f]{40,64}")
_FORMAT = "%H%n%T%n%P%n%an%n%aI%n%cI%n%s%x00"
EARLIEST = datetime(1, 1, 2, tzinfo=UTC)
"""The second day of the year 1: there is a day before it, in whichever time zone it is looked at."""


Reason = Literal[
    "no_git", "no_repository", "other_owner", "bare", "empty", "no_revision", "no_plans", "too_early",
    "too_early_shallow", "git_failed",
]  # fmt: skip
"""Why there is no history: git is not installed, the folder is in no repository, ...; ``empty``: there is no commit
yet, ``no_plans``: the commit holds no ledger, ``too_early_shallow``: the day is before what a shallow clone holds."""


class NoHistory(Exception):
    """There is no history to answer from. ``reason`` is a word for why, ``particulars`` fill a sentence about it."""

    def __init__(self, reason: Reason, **particulars: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.particulars = particulars


class Commit(NamedTuple):
    """One commit. Dates carry the offset of the clock that made them; one that git cannot state is of the year 1."""

    id: str
    tree: str
    parents: tuple[str, ...]
    author: str
    author_date: datetime
    commit_date: datetime
    subject: str

    @property
    def short(self) -> str:
        """The beginning of the id, as it is shown."""
        return self.id[:SHORT]


@dataclass(frozen=True)
class Repository:
    """The repository that holds a data folder. ``prefix`` is the folder's path in it, empty or ending with ``/``."""

    git: str
    folder: Path
    prefix: str

    def run(self, *arguments: str) -> bytes:
        """What a git command prints. Raises NoHistory."""
        return _run(self.git, self.folder, *arguments)

    @cached_property
    def boundary(self) -> frozenset[str]:
        """The commits of a shallow clone whose parents are not there; empty for a whole one."""
        path = Path(self.folder, _line(self.run("rev-parse", "--git-path", "shallow")))
        return frozenset(path.read_text("ascii").split()) if path.is_file() else frozenset()

    @cached_property
    def head(self) -> str | None:
        """The id of the commit that is checked out, None before the first one."""
        return self._id("HEAD")

    def commits(self, revisions: Sequence[str] = ("HEAD",), paths: Sequence[str] = ()) -> tuple[Commit, ...]:
        """Commits in the order of history, parents before children.

        ``revisions`` are as git takes them (``A..B``, ``^A``). With ``paths`` (from the top of the repository) only
        commits that changed one of them against a parent; all sides of a merge are walked. Raises NoHistory.
        """
        if any(one.startswith("-") for one in revisions):
            raise NoHistory("no_revision", text=next(one for one in revisions if one.startswith("-")))
        simplified = ("--full-history",) if paths else ()
        listed = self.run(
            "-C", self.top, "rev-list", "--topo-order", "--reverse", "--encoding=UTF-8", *simplified,
            f"--format={_FORMAT}", *revisions, "--", *paths,
        )  # fmt: skip
        return tuple(_commits(listed))

    @cached_property
    def top(self) -> str:
        """The way from the data folder to the top of the repository."""
        return "../" * self.prefix.count("/") or "."

    def commit(self, revision: str) -> Commit:
        """The commit that a revision names. Raises NoHistory."""
        found = None if revision.startswith("-") or "\0" in revision else self._id(f"{revision}^{{commit}}")
        if found is None:
            raise NoHistory("no_revision", text=revision)
        (commit,) = _commits(self.run("rev-list", "--no-walk", "--encoding=UTF-8", f"--format={_FORMAT}", found))
        return commit

    def resolve(self, text: str, zone: str) -> Commit:
        """The commit of a revision, a tag, or a day (``2023-11-15``): what had been recorded when that day ended.

        For a day it is the last commit on the way of first parents from the commit that is checked out that was
        committed up to the day's end in the time zone: what a branch held is recorded once it is merged. Raises
        NoHistory.
        """
        if self.head is None:
            raise NoHistory("empty")
        return self._recorded_by(_day(text), zone) if DAY.fullmatch(text) else self.commit(text)

    def _recorded_by(self, day: date, zone: str) -> Commit:
        end = datetime.combine(day, time.max, ZoneInfo(zone))
        until = f"--until=@{max(int(end.timestamp()), 0)} +0000"
        found = _line(self.run("rev-list", "--first-parent", "--max-count=1", until, "HEAD", "--"))
        if found:
            return self.commit(found)
        first = _line(self.run("rev-list", "--first-parent", "HEAD", "--")).rpartition("\n")[2]
        recorded = day_in(self.commit(first).commit_date, zone)
        reason: Reason = "too_early_shallow" if first in self.boundary else "too_early"
        raise NoHistory(reason, day=day.isoformat(), first=recorded.isoformat())

    def _id(self, revision: str) -> str | None:
        try:
            found = _line(self.run("rev-parse", "--verify", "--quiet", revision))
        except NoHistory as failure:
            if failure.reason == "git_failed":
                return None
            raise
        return found if _ID.fullmatch(found) else None  # git says ^ID of what leaves a commit out


def day_in(moment: datetime, zone: str) -> date:
    """The day of a moment where the clocks show the time of a zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def find_repository(folder: Path) -> Repository:
    """The repository of a data folder. Raises NoHistory."""
    git = shutil.which("git")
    if git is None:
        raise NoHistory("no_git")
    inside = _line(_run(git, folder, "rev-parse", "--is-inside-work-tree"))
    if inside != "true":
        raise NoHistory("bare")
    return Repository(git, folder, _line(_run(git, folder, "rev-parse", "--show-prefix")))


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for git: without what points it at another repository."""
    return {name: value for name, value in environment.items() if name not in _FOREIGN} | _OURS


def _run(git: str, folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            [git, *_NEVER_RUN, "-C", folder, *arguments],
            capture_output=True, stdin=subprocess.DEVNULL, env=clean_environment(os.environ), check=False,
        )  # fmt: skip
    except (OSError, ValueError) as failure:
        raise NoHistory("git_failed", text=str(failure)) from failure
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace")
    if "dubious ownership" in said or "unsafe repository" in said:
        raise NoHistory("other_owner", path=str(folder))
    if "not a git repository" in said:
        raise NoHistory("no_repository", path=str(folder))
    raise NoHistory("git_failed", text=said.strip().partition("\n")[0] or f"exit {done.returncode}")


def _line(printed: bytes) -> str:
    """One printed line; a path may hold anything else."""
    return os.fsdecode(printed.removesuffix(b"\n"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as failure:
        raise NoHistory("no_revision", text=text) from failure


def _commits(listed: bytes) -> Iterator[Commit]:
    for record in listed.decode("utf-8", "replace").split("\0\n"):
        if record:
            _, own, tree, parents, author, authored, committed, subject = record.split("\n", 7)
            days = _moment(authored), _moment(committed)
            yield Commit(own, tree, tuple(parents.split()), _bounded(author), *days, _bounded(subject))


def _bounded(said: str) -> str:
    return said if len(said) <= MOST_SAID else said[: MOST_SAID - 1] + "…"


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return EARLIEST
