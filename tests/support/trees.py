"""A tree of files that never was on a disk, for tests and the fuzzer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from parkledger.base.tree import Unreadable


@dataclass(frozen=True)
class MemoryTree:
    """A tree of files held in memory: text (written as UTF-8) or bytes by path."""

    files: Mapping[str, str | bytes]

    def names(self, folder: str) -> Sequence[str]:
        start = f"{folder}/" if folder else ""
        below = [path.removeprefix(start) for path in self.files if path.startswith(start)]
        return sorted({path.split("/")[0] for path in below})

    def exists(self, path: str) -> bool:
        return any(one == path or one.startswith(f"{path}/") for one in self.files)

    def barred(self, folder: str) -> str | None:
        return "Not a directory" if folder in self.files else None

    def shown(self, path: str) -> str:
        return path

    def read(self, path: str) -> bytes:
        if path not in self.files:
            raise Unreadable("no such file")
        text = self.files[path]
        return text.encode() if isinstance(text, str) else text

    def open(self, path: str) -> BinaryIO:
        return BytesIO(self.read(path))

    def size(self, path: str) -> int:
        return len(self.read(path))
