"""A tree of files: a folder on disk today, a git revision as well. The only door to the data."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

MOST_BYTES = 64 * 1024 * 1024
"""A file that is read as a whole: plans are far smaller, and rosters larger than a few megabytes come in blocks."""
MOST_STREAMED = 16 * 1024 * 1024 * 1024
"""A file that is read block by block: a roster of five million rows has about 1.3 GB."""

_NO_FOLDER = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)


class Unreadable(Exception):
    """A file that cannot be read as a regular file; ``reason`` is a short English word for it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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

    def shown(self, path: str) -> str:
        """The path as a person at the terminal would type it."""


@dataclass(frozen=True)
class FolderTree:
    """The tree of a folder on disk; ``label`` stands before paths that are shown."""

    root: Path
    label: str = ""

    def names(self, folder: str) -> Sequence[str]:
        """The sorted names of a folder's entries."""
        try:
            return sorted(os.listdir(self.root / folder))  # noqa: PTH208 - names, not paths
        except ValueError:  # a NUL in the name
            return []
        except OSError as failure:
            if failure.errno in _NO_FOLDER:
                return []
            raise

    def exists(self, path: str) -> bool:
        """Whether there is an entry, be it a broken link."""
        return os.path.lexists(self.root / path)

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
            return (self.root / path).open("rb")
        except OSError as failure:
            raise Unreadable(failure.strerror or "cannot be opened") from failure

    def read(self, path: str) -> bytes:
        """The bytes of a regular file that is not too large to be read as a whole."""
        if self.size(path) > MOST_BYTES:
            raise Unreadable("too large")
        try:
            with self.open(path) as file:
                return file.read()
        except OSError as failure:
            raise Unreadable(failure.strerror or "cannot be opened") from failure


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
