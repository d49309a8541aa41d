"""What is too large for memory, in a file without a name: whatever ends the program, nothing of it is left behind."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterable
from threading import Lock
from typing import BinaryIO


class Spooled:
    """Bytes in a temporary file that has no name. ``size`` is how many."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        """Take in all bytes. Raises OSError where there is no room for them."""
        self._file = tempfile.TemporaryFile(prefix="parkledger-")  # noqa: SIM115 - read until the end
        self._lock = Lock()
        self.size = sum(map(self._file.write, pieces))
        self._file.flush()

    def open(self) -> BinaryIO:
        """A reader with a place of its own, from the beginning."""
        return io.BufferedReader(_Reader(self))

    def at(self, place: int, length: int) -> bytes:
        """Bytes from a place on, fewer at the end."""
        with self._lock:
            self._file.seek(place)
            return self._file.read(length)


class _Reader(io.RawIOBase):
    def __init__(self, spooled: Spooled) -> None:
        self._spooled = spooled
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._spooled.size}[whence]
        self._place = start + offset
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._spooled.at(self._place, len(buffer))
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)
