"""A tree of files: a folder on disk, or (``history.git_tree``) a git revision. All data is read through it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

MOST_BYTES = 64 * 1024 * 1024
"""The largest file that is read at once: plans are far smaller, and rosters of some megabytes are read in blocks."""
MOST_STREAMED = 16 * 1024 * 1024 * 1024
"""The largest file that is read block by block: a roster of five million rows has about 1.3 GB."""

_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Opening and reading never wait, even if a pipe has replaced the regular file since it was checked."""


def _at_once(name: str, flags: int) -> int:
    return os.open(name, flags | _AT_ONCE)


class Unreadable(Exception):
    """A file that cannot be read as a regular file; ``reason`` is a short English word for it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Changed(Exception):
    """A file was changed while it was being read, so that an answer would mix two of its states."""

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
        """Why a folder cannot be listed: it is a file, or access is denied. None if it can be, or does not exist.

        ``names`` gives nothing for it, as if it were empty.
        """

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
        """Whether there is an entry, even a broken link."""
        return os.path.lexists(self.root / path)

    def barred(self, folder: str) -> str | None:
        """Why a folder cannot be listed: it is something else, or access is denied."""
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
        """The number of bytes of a regular file: opening a pipe would hang, and a device never ends."""
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
        if found is None:  # a kernel's pseudo-file that would have to be waited for
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
