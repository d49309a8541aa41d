"""Zip archives with the same bytes whenever and wherever they are made, for workbooks and documents."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the earliest that the format allows."""
_UNIX = 3


def _entry(name: str, compression: int) -> ZipInfo:
    entry = ZipInfo(name, FIRST_DAY)
    entry.compress_type = compression
    entry.create_system = _UNIX  # else the archive would depend on the system that it was made on
    entry.external_attr = 0o600 << 16
    return entry


class SteadyZip(ZipFile):
    """A zip file whose entries depend on no clock and no system, for libraries that write into an archive."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Write an entry from text or bytes."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        chosen = self.compression if compress_type is None else compress_type
        super().writestr(_entry(name, chosen), data, compresslevel=compresslevel)

    @contextmanager
    def entry(self, name: str, most: int = 0) -> Iterator[IO[bytes]]:
        """An entry that is written piece by piece, of about ``most`` bytes at most."""
        one = _entry(name, self.compression)
        one.file_size = most
        with self.open(one, "w") as target:
            yield target

    def write(
        self,
        filename: str | PathLike[str],
        arcname: str | PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Write an entry from a file, without reading it as a whole."""
        entry = _entry(str(arcname or filename), self.compression if compress_type is None else compress_type)
        entry.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as source, self.open(entry, "w") as target:
            shutil.copyfileobj(source, target, 1024 * 64)


def steady(made: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """The same archive without the time at which it was made; ``replaced`` entries get other contents."""
    out, new = io.BytesIO(), replaced or {}
    with ZipFile(io.BytesIO(made)) as old, SteadyZip(out, "w", ZIP_DEFLATED) as archive:
        for name in old.namelist():
            archive.writestr(name, new.get(name) or old.read(name))
    return out.getvalue()
