"""An office file as a zip of XML parts, read within bounds: a hostile file only ever raises ``Unusable``."""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_FILE = 1 << 30
"""Bytes of the largest file that is opened."""
MOST_PARTS = 10_000
MOST_UNPACKED = 6 << 30
"""Bytes of all parts together: a roster of a million rows takes about three."""
SMALL = 4 << 20
"""Bytes of the largest part that is read at once."""
MOST_BETWEEN = 1 << 20
"""Bytes between two elements: a cell's text has about a hundred thousand at the most."""
MOST_DEPTH = 64
"""Elements within each other: what office programs write has about a dozen. Comparing takes the square of the depth."""
MOST_NAMESPACES = 64
"""Namespaces that are declared at one place: a text processor declares about forty."""
_PIECE = 1 << 16
_FAULTS = (
    BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError, LookupError, TypeError,
    OverflowError, MemoryError, zlib.error, expat.ExpatError, struct.error,
)  # fmt: skip
"""What broken files have been seen to raise in the libraries that read them."""


class Unusable(Exception):
    """The file is not what it has to be; ``reason`` is a key of the catalogue for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def guarded() -> Iterator[None]:
    """Turn whatever a broken file raises into Unusable."""
    try:
        yield
    except _FAULTS as failure:
        raise Unusable("office.broken") from failure


def _look(file: Path) -> None:
    """Opening a pipe would hang and a device never ends, so only a regular file is opened."""
    try:
        status = file.stat()
    except FileNotFoundError as failure:
        raise Unusable("no.path") from failure
    except (OSError, ValueError) as failure:
        raise Unusable("office.broken") from failure
    if not stat.S_ISREG(status.st_mode):
        raise Unusable("office.no.file")
    if status.st_size > MOST_FILE:
        raise Unusable("office.too.large")


class Package:
    """An open office file."""

    def __init__(self, file: Path | Any) -> None:
        """Open a path, or a stream of bytes. Raises Unusable."""
        if isinstance(file, Path):
            _look(file)
        with guarded():
            self._zip = ZipFile(file)
        self.entries: tuple[ZipInfo, ...] = tuple(self._zip.infolist())
        self.list_at: int = self._zip.start_dir
        self.sizes = {one.filename: one.file_size for one in self.entries}
        if len(self.sizes) != len(self.entries) or len(self.entries) > MOST_PARTS:
            raise Unusable("office.broken")
        if sum(self.sizes.values()) > MOST_UNPACKED:
            raise Unusable("office.too.large")
        if any(one.flag_bits & 1 or one.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for one in self.entries):
            raise Unusable("office.broken")

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def length(self) -> int:
        """Bytes of the file itself."""
        return self._file.seek(0, 2)

    def bytes_at(self, place: int, length: int) -> bytes:
        """Bytes of the file itself, fewer at its end."""
        self._file.seek(place)
        return self._file.read(length)

    @property
    def _file(self) -> IO[bytes]:
        with guarded():
            if self._zip.fp is None:
                raise ValueError("closed")
            return self._zip.fp

    def small(self, name: str) -> bytes:
        """A part as a whole. Raises Unusable where it is missing or large."""
        if self.sizes.get(name, SMALL + 1) > SMALL:
            raise Unusable("office.no.part" if name not in self.sizes else "office.too.large")
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part piece by piece. Raises Unusable where it does not end after as many bytes as the archive declares."""
        with guarded():
            size = self.sizes[name]
            entry = copy(self._zip.getinfo(name))
            entry.file_size = size + 1  # else what goes on after the declared end would be passed over without a word
            with self._zip.open(entry) as part:  # at its end the checksum is compared
                while piece := part.read(_PIECE):
                    size -= len(piece)
                    yield piece
        if size:
            raise Unusable("office.broken")


Start = Callable[[str, dict[str, str]], None]


def nothing(*_: object) -> None:
    """A handler for events that do not matter."""


def parse(
    pieces: Iterator[bytes], start: Start = nothing, end: Callable[[str], None] = nothing,
    text: Callable[[str], None] = nothing,
) -> Iterator[None]:  # fmt: skip
    """Feed XML to three functions, pausing after each piece. Names come without their namespace.

    A document type is refused: an office file has none, and entities can blow up memory. So is a piece of markup or a
    text that does not end, and what is nested or declared deeper than office programs do.
    """
    since = depth = declared = 0

    def refused(*_: object) -> None:
        raise Unusable("office.broken")

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal since, depth
        since = 0
        depth += 1
        if depth > MOST_DEPTH:
            raise Unusable("office.broken")
        start(name.rpartition("}")[2], attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition("}")[2])

    def opened(*_: object) -> None:
        nonlocal declared
        declared += 1
        if declared > MOST_NAMESPACES:
            raise Unusable("office.broken")

    def closed(*_: object) -> None:
        nonlocal declared
        declared -= 1

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refused
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.StartNamespaceDeclHandler = opened
    parser.EndNamespaceDeclHandler = closed
    parser.CharacterDataHandler = text
    for piece in pieces:
        since += len(piece)
        if since > MOST_BETWEEN:
            raise Unusable("office.broken")
        with guarded():
            parser.Parse(piece, False)
        yield
    with guarded():
        parser.Parse(b"", True)
    yield
