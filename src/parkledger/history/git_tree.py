"""The tree of files of one commit: it reads as a folder does, and nothing is checked out."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from parkledger.base.tree import Unreadable
from parkledger.history.git import SHORT
from parkledger.history.objects import FOLDER, LINK, SUBMODULE, Entry, Objects

MOST_LINKS = 40
"""Symbolic links on the way to one file."""
LFS = b"version https://git-lfs.github.com/spec/v1\n"
"""How the stand-in of a file begins that is kept outside of git."""
_AT_COMMIT = re.compile(rf"^[0-9a-f]{{{SHORT}}}:")


def below_commit(path: str) -> str:
    """A path that ``GitTree.shown`` gave, without the commit before it; any other as it is."""
    return _AT_COMMIT.sub("", path)


class _Hidden(Exception):
    """An entry whose content is not in this history; it exists, and cannot be read."""


@dataclass(frozen=True)
class GitTree:
    """The ledger's files in a commit. ``root`` is the id of the commit's topmost folder, ``prefix`` the way from there
    to the ledger's folder, empty or ending with ``/``; ``label`` stands before the paths that are shown."""

    objects: Objects
    root: str
    prefix: str
    label: str

    def names(self, folder: str) -> Sequence[str]:
        """The sorted names of a folder's entries."""
        try:
            entry = self._entry(folder)
        except _Hidden:
            return []
        return sorted(self.objects.folder(entry.id)) if entry and entry.mode == FOLDER else []

    def exists(self, path: str) -> bool:
        """Whether there is an entry, be it a link that leads nowhere, or one below a folder that is kept elsewhere."""
        try:
            return self._entry(path) is not None
        except _Hidden:
            return True

    def barred(self, folder: str) -> str | None:
        """Why a folder cannot be looked into: something else stands in its place, or its content is kept elsewhere."""
        try:
            entry = self._entry(folder)
        except _Hidden as failure:
            return str(failure)
        return None if entry is None or entry.mode == FOLDER else "Not a directory"

    def shown(self, path: str) -> str:
        """The path as git takes it: ``3f2a91c0d2:data/plans/jinnan-2021.yaml``."""
        return f"{self.label}:{self.prefix}{path}"

    def identity(self, path: str) -> str | None:
        """The id of a file's content: files of one id have the same bytes. None where there is no file."""
        try:
            entry = self._entry(path)
        except _Hidden:
            return None
        return entry.id if entry and entry.mode != FOLDER else None

    @property
    def content(self) -> str | None:
        """The id of the ledger's folder: where it is the same, so is every file."""
        entry = self._entry("")
        return entry.id if entry else None

    def size(self, path: str) -> int:
        """The number of bytes of a file."""
        return self.objects.size(self._file(path))

    def open(self, path: str) -> BinaryIO:
        """A file to be read piece by piece."""
        return self.objects.open(self._file(path))

    def read(self, path: str) -> bytes:
        """The bytes of a file that is not too large to be read as a whole."""
        return self.objects.read(self._file(path))

    def _file(self, path: str) -> str:
        try:
            entry = self._entry(path)
        except _Hidden as failure:
            raise Unreadable(str(failure)) from failure
        if entry is None:
            raise Unreadable("No such file or directory")
        if entry.mode == FOLDER:
            raise Unreadable("not a regular file")
        with self.objects.open(entry.id) as file:
            if file.read(len(LFS)) == LFS:
                raise Unreadable("kept in Git LFS, outside of the history")
        return entry.id

    def _entry(self, path: str) -> Entry | None:
        """What a path of the ledger leads to, links followed; None where there is nothing."""
        parts = [*self.prefix.split("/"), *path.split("/")]
        return self._walked([one for one in parts if one not in ("", ".")])

    def _walked(self, left: list[str]) -> Entry | None:
        done = [Entry(FOLDER, self.root)]
        own, links = len(left), 0
        while left:
            name = left.pop(0)
            of_link = len(left) >= own
            own = min(own, len(left))
            found = self._next(done, name)
            if found is None and of_link:
                raise _Hidden("No such file or directory")
            if found is None:
                return None
            if found.mode == LINK:
                links += 1
                left[:0] = self._target(found, links)
            elif name != "..":
                done.append(found)
        return done[-1]

    def _next(self, done: list[Entry], name: str) -> Entry | None:
        """What a name leads to in the last folder of a way; ``..`` takes that folder off."""
        if name == "..":
            if len(done) < 2:
                raise _Hidden("a link that leads out of the repository")
            done.pop()
            return done[-1]
        found = self.objects.folder(done[-1].id).get(name) if done[-1].mode == FOLDER else None
        if found is not None and found.mode == SUBMODULE:
            raise _Hidden("in a submodule, outside of this history")
        return found

    def _target(self, link: Entry, links: int) -> list[str]:
        if links > MOST_LINKS:
            raise _Hidden("Too many levels of symbolic links")
        try:
            target = os.fsdecode(self.objects.read(link.id))
        except Unreadable as failure:
            raise _Hidden(failure.reason) from failure
        if target.startswith("/"):
            raise _Hidden("a link that leads out of the repository")
        return [one for one in target.split("/") if one not in ("", ".")]
