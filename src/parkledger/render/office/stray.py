"""Bytes of an archive that belong to no part: before, between and after the entries, and in their extra fields.

Programs that unpack an archive ignore them, so that a file can carry anything there and still be read as before.
"""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipInfo

from parkledger.render.office.package import Package, Unusable, guarded

_ENTRY, _LISTED, _END = struct.Struct("<4s2xHH8xIIHH"), struct.Struct("<4s24xHHH12x"), 22
_END_LARGE, _LOCATOR = struct.Struct("<4sQ"), 20
_MARK = b"PK\x07\x08"
_LARGE = 1
"""The number of the margin in which sizes beyond four gigabytes stand."""
_LATER = 8
"""The flag of an entry whose sizes stand behind it."""
_PIECE = 1 << 16


class _Entry(NamedTuple):
    """Where an entry ends, and how many of its bytes are no part's."""

    end: int
    stray: int


def stray_bytes(package: Package) -> int:
    """How many bytes of the file belong to no part and to no list of parts. Raises Unusable."""
    with guarded():
        stray = place = 0
        for one in sorted(package.entries, key=lambda one: one.header_offset):
            if one.header_offset < place:
                raise Unusable("office.broken")  # one entry within another
            found = _entry(package, one)
            stray += one.header_offset - place + found.stray
            place = found.end
        if package.list_at < place:
            raise Unusable("office.broken")
        return stray + package.list_at - place + _behind(package)


def _entry(package: Package, one: ZipInfo) -> _Entry:
    head = package.bytes_at(one.header_offset, _ENTRY.size)
    _, flags, method, packed, size, name, margin = _ENTRY.unpack(head)
    start = one.header_offset + _ENTRY.size + name + margin
    stray = _margin(package.bytes_at(start - margin, margin))
    end = start + one.compress_size
    if flags & _LATER:
        end += _sizes_behind(package, one, end)
    elif (packed, size) != (one.compress_size, one.file_size) and 0xFFFFFFFF not in (packed, size):
        raise Unusable("office.broken")  # a program that reads from the front would find another part
    if method != one.compress_type:
        raise Unusable("office.broken")
    return _Entry(end, stray + (_behind_the_end(package, start, one) if method == ZIP_DEFLATED else 0))


def _margin(extra: bytes) -> int:
    """The bytes of a margin but for what holds large sizes."""
    stray = len(extra)
    while len(extra) >= 4:
        number, size = struct.unpack_from("<HH", extra)
        if number == _LARGE and size <= len(extra) - 4:
            stray -= 4 + size
        extra = extra[4 + size :]
    return stray


def _sizes_behind(package: Package, one: ZipInfo, end: int) -> int:
    """How many bytes behind an entry say its checksum and its sizes; anything else there is stray."""
    for mark in (_MARK, b""):
        for sizes in ("<III", "<IQQ"):
            expected = mark + struct.pack(sizes, one.CRC, one.compress_size, one.file_size)
            if package.bytes_at(end, len(expected)) == expected:
                return len(expected)
    return 0


def _behind_the_end(package: Package, start: int, one: ZipInfo) -> int:
    """The bytes of an entry behind the end of what was compressed."""
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    place, end, made = start, start + one.compress_size, 0
    while not unpack.eof and (place < end or unpack.unconsumed_tail):
        piece = unpack.unconsumed_tail or package.bytes_at(place, min(_PIECE, end - place))
        if not unpack.unconsumed_tail:
            place += len(piece)
        made += len(unpack.decompress(piece, _PIECE))
        if made > one.file_size or not piece:
            raise Unusable("office.broken")
    return len(unpack.unused_data) + end - place


def _behind(package: Package) -> int:
    """The stray bytes from the list of the parts to the end of the file."""
    place, stray = package.list_at, 0
    for _ in package.entries:
        _, name, margin, comment = _LISTED.unpack(package.bytes_at(place, _LISTED.size))
        place += _LISTED.size + name + margin + comment
        stray += comment + _margin(package.bytes_at(place - margin - comment, margin))
    end = package.bytes_at(place, _END_LARGE.size)
    if end[:4] == b"PK\x06\x06":
        place += _END_LARGE.unpack(end)[1] + 12 + _LOCATOR
    if package.bytes_at(place, 4) != b"PK\x05\x06":
        raise Unusable("office.broken")
    return stray + package.length - place - _END
