"""A tree of files: a folder on disk today, a git revision as well. The only door to the data."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

MOST_BYTES = 64 * 1024 * 1024
"""A file that is read as a whole: plans are far smaller, and rosters larger than a few megabytes come in blocks."""
MOST_STREAMED = 16 * 1024 * 1024 * 1024
"""A file that is read block by block: a roster of five million rows has about 1.3 GB."""

_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Opening and reading wait for nobody, whatever has taken the place of a regular file since it was looked at."""


def _at_once(name: str, flags: int) -> int:
    return os.open(name, flags | _AT_ONCE)


class Unreadable(Exception):
    """A file that cannot be read as a regular file; ``reason`` is a short English word for it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Changed(Exception):
    """A file is no longer what it was when its reading began, so that no answer from it would be of one state."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Tree(Protocol):
    """Files by their path below the ledger's folder, with ``/`` between the parts."""

    def names(self, folder: str) -> Sequence[str]:
        """The sorted names of the entries of a folder, empty when there is none."""

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises Unreadable."""

    def open(self, path: str) -> BinaryIO:
        """A file to be read piece by piece. Raises Unreadable."""

    def size(self, path: str) -> int:
        """The number of bytes of a file. Raises Unreadable."""

    def exists(self, path: str) -> bool:
        """Whether there is an entry of this path."""

    def barred(self, folder: str) -> str | None:
        """Why what stands where a folder should be cannot be looked into; None where it can, or nothing stands there.
        What is barred has no names, and would be taken for empty."""

    def shown(self, path: str) -> str:
        """The path as a person at the terminal would type it."""


class FolderTree(NamedTuple):
    """The tree of a folder on disk; ``label`` stands before paths that are shown."""

    root: Path
    label: str = ""

    def names(self, folder: str) -> Sequence[str]:
        """The sorted names of a folder's entries."""
        try:
            return sorted(os.listdir(self.root / folder))  # noqa: PTH208 - names, not paths
        except (ValueError, OSError):  # a NUL in the name; no folder, or one that is barred
            return []

    def exists(self, path: str) -> bool:
        """Whether there is an entry, be it a broken link."""
        return os.path.lexists(self.root / path)

    def barred(self, folder: str) -> str | None:
        """Why a folder's place is taken by something else, or its owner lets nobody in."""
        place = self.root / folder
        try:
            if stat.S_ISDIR(place.stat().st_mode):
                return None if os.access(place, os.R_OK | os.X_OK) else os.strerror(errno.EACCES)
        except OSError as failure:
            return failure.strerror if self.exists(folder) or failure.errno == errno.EACCES else None
        return os.strerror(errno.ENOTDIR)

    def shown(self, path: str) -> str:
        """The path with the folder as the person named it."""
        return f"{self.label}/{path}" if self.label else path

    def size(self, path: str) -> int:
        """Opening a FIFO would hang and a device never ends, so only regular files are looked into."""
        try:
            status = (self.root / path).stat()
        except ValueError as failure:
            raise Unreadable("no such name") from failure
        except OSError as failure:
            raise Unreadable(failure.strerror or "cannot be opened") from failure
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("not a regular file")
        return status.st_size

    def open(self, path: str) -> BinaryIO:
        """A regular file, opened."""
        if self.size(path) > MOST_STREAMED:
            raise Unreadable("too large")
        try:
            file = open(self.root / path, "rb", opener=_at_once)  # noqa: SIM115 - closed by who asked for it
        except OSError as failure:
            raise Unreadable(failure.strerror or "cannot be opened") from failure
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            file.close()
            raise Unreadable("not a regular file")
        return file

    def read(self, path: str) -> bytes:
        """The bytes of a regular file that is not too large to be read as a whole."""
        if self.size(path) > MOST_BYTES:
            raise Unreadable("too large")
        try:
            with self.open(path) as file:
                found: bytes | None = file.read()
        except OSError as failure:
            raise Unreadable(failure.strerror or "cannot be opened") from failure
        if found is None:  # what a kernel shows as a file, and has nothing to say
            raise Unreadable("not a regular file")
        if len(found) > MOST_BYTES:
            raise Unreadable("too large")
        return found


class NotedTree:
    """A tree that notes which of its files are opened, sorted by path in ``noted``."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._noted: set[str] = set()

    @property
    def noted(self) -> list[str]:
        """The files that have been opened."""
        return sorted(self._noted)

    def names(self, folder: str) -> Sequence[str]:
        """The sorted names of a folder's entries."""
        return self._tree.names(folder)

    def exists(self, path: str) -> bool:
        """Whether there is an entry of this path."""
        return self._tree.exists(path)

    def barred(self, folder: str) -> str | None:
        """Why a folder cannot be looked into."""
        return self._tree.barred(folder)

    def shown(self, path: str) -> str:
        """The path as a person would type it."""
        return self._tree.shown(path)

    def size(self, path: str) -> int:
        """The number of bytes of a file."""
        return self._tree.size(path)

    def open(self, path: str) -> BinaryIO:
        """A file to be read piece by piece; it is noted."""
        self._noted.add(path)
        return self._tree.open(path)

    def read(self, path: str) -> bytes:
        """The bytes of a file; it is noted."""
        self._noted.add(path)
        return self._tree.read(path)
