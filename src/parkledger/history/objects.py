"""The objects of a repository over one ``git cat-file --batch``: each is asked for once while it is remembered."""

from __future__ import annotations

import os
import subprocess
import weakref
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from threading import Lock
from typing import IO, TYPE_CHECKING, BinaryIO, NamedTuple

from parkledger.base.tree import MOST_BYTES, MOST_STREAMED, Unreadable
from parkledger.history.git import Commit, NoHistory, Repository, clean_environment

if TYPE_CHECKING:
    from parkledger.history.spooled import Spooled

REMEMBERED = MOST_BYTES // 2
"""Bytes of blobs that are kept in memory; those that were asked for last stay."""
_PIECE = 1024 * 1024
FOLDER, LINK, SUBMODULE = "40000", "120000", "160000"


class Entry(NamedTuple):
    """One entry of a folder in a commit: its mode as git writes it, and the id of what it holds."""

    mode: str
    id: str


class Objects:
    """Blobs and folders by their id. The process is started when the first one is asked for."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._process: subprocess.Popen[bytes] | None = None
        self._end: weakref.finalize[..., Objects] | None = None
        self._lock = Lock()
        self._blobs: OrderedDict[str, bytes] = OrderedDict()
        self._kept = 0
        self._roots: dict[str, str] = {}
        self._folders: dict[str, Mapping[str, Entry]] = {}
        self._large: dict[str, Spooled] = {}

    def folder(self, key: str) -> Mapping[str, Entry]:
        """The entries of a folder (a tree object) by name. Raises NoHistory where it is missing."""
        if key not in self._folders:
            with self._lock:
                kind, size = self._ask(key)
                raw = self._take(size) if kind == "tree" else b""
            if kind != "tree":
                raise NoHistory("git_failed", text=f"{key}: {kind}")
            try:
                self._folders[key] = dict(_entries(raw, len(key) // 2))
            except ValueError as failure:
                raise NoHistory("git_failed", text=f"{key}: no tree") from failure
        return self._folders[key]

    def learn(self, commits: Iterable[Commit]) -> None:
        """Take in what a list of commits has told already, so that none of them is asked for."""
        self._roots.update((one.id, one.tree) for one in commits)

    def root(self, commit: str) -> str:
        """The id of the topmost folder of a commit. Raises NoHistory where the commit is missing."""
        if commit not in self._roots:
            with self._lock:
                kind, size = self._ask(commit)
                raw = self._take(size) if kind == "commit" else b""
            if kind != "commit":
                raise NoHistory("git_failed", text=f"{commit}: {kind}")
            self._roots[commit] = raw.partition(b"\n")[0].removeprefix(b"tree ").decode("ascii")
        return self._roots[commit]

    def size(self, key: str) -> int:
        """The number of bytes of a blob. Raises Unreadable."""
        self._load(key)
        large = self._large.get(key)
        return large.size if large else len(self._blobs[key])

    def read(self, key: str) -> bytes:
        """The bytes of a blob that is not too large to be read as a whole. Raises Unreadable."""
        self._load(key)
        if key in self._large:
            raise Unreadable("too large")
        return self._blobs[key]

    def open(self, key: str) -> BinaryIO:
        """A blob to be read piece by piece. Raises Unreadable."""
        from io import BytesIO

        self._load(key)
        large = self._large.get(key)
        return large.open() if large else BytesIO(self._blobs[key])

    def close(self) -> None:
        """End the process; it is started again when something more is asked for."""
        if self._end is not None:
            self._end()
        self._process = self._end = None

    def _load(self, key: str) -> None:
        """Have a blob at hand: in memory, or in a file of its own where it is large."""
        if key in self._large:
            return
        if key in self._blobs:
            self._blobs.move_to_end(key)
            return
        with self._lock:
            kind, size = self._ask(key)
            if kind != "blob" or size > MOST_STREAMED:
                self.close()
                raise Unreadable("too large" if kind == "blob" else f"no longer there: {kind}")
            try:
                if size > MOST_BYTES:
                    self._copy(key, size)
                    return
                self._blobs[key] = self._take(size)
            except NoHistory as failure:  # the others can be read nevertheless
                raise Unreadable("no longer there: git ended") from failure
        self._kept += size
        while self._kept > REMEMBERED and len(self._blobs) > 1:
            self._kept -= len(self._blobs.popitem(last=False)[1])

    def _ask(self, key: str) -> tuple[str, int]:
        """The kind and size of an object whose bytes follow; ``missing`` where there is none."""
        stdin, stdout = self._pipes()
        stdin.write(key.encode("ascii") + b"\n")
        stdin.flush()
        answer = stdout.readline().split()
        if not answer:
            self.close()  # it is started again for the next one
            return "git ended", 0
        if len(answer) != 3:
            return (answer[1].decode("ascii") if len(answer) > 1 else "git ended"), 0
        return answer[1].decode("ascii"), int(answer[2])

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            self._process = subprocess.Popen(
                [self._repository.git, "-C", self._repository.folder, "cat-file", "--batch"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=clean_environment(os.environ),
            )  # fmt: skip
            self._end = weakref.finalize(self, _ended, self._process)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout

    def _take(self, size: int) -> bytes:
        _, stdout = self._pipes()
        raw = stdout.read(size + 1)
        if len(raw) <= size:
            self.close()
            raise NoHistory("git_failed", text="cat-file")
        return raw[:-1]

    def _copy(self, key: str, size: int) -> None:
        from parkledger.history.spooled import Spooled

        _, stdout = self._pipes()
        spooled = Spooled(_pieces(stdout, size))
        if spooled.size < size or not stdout.read(1):
            self.close()
            raise NoHistory("git_failed", text="cat-file")
        self._large[key] = spooled


def _pieces(stdout: IO[bytes], size: int) -> Iterator[bytes]:
    while size and (piece := stdout.read(min(size, _PIECE))):
        size -= len(piece)
        yield piece


def _entries(raw: bytes, width: int) -> Iterator[tuple[str, Entry]]:
    """A tree object: ``MODE NAME NUL ID`` again and again, the id as bytes."""
    at = 0
    while at < len(raw):
        space = raw.index(b" ", at)
        end = raw.index(b"\0", space)
        key = raw[end + 1 : end + 1 + width].hex()
        yield os.fsdecode(raw[space + 1 : end]), Entry(raw[at:space].decode("ascii"), key)
        at = end + 1 + width


def _ended(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    process.wait()
