"""A file is replaced whole or not at all: a killed writer leaves the old bytes or the new ones."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
import time
from pathlib import Path

PREFIX = ".parkledger-"
STRAY_AFTER = 3600
"""Seconds after which the temporary file of a killed writer is removed."""


def write_atomic(target: Path, content: bytes) -> None:
    """Write a file through a temporary one beside it: fsync, then rename.

    A symlink stays a symlink; the mode of an existing file stays. What is no regular file is never replaced: a pipe or
    a character device is written to, anything else refused. Raises OSError; the old file is then untouched.
    """
    if _is_stream(target):
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_NOCTTY), "wb") as stream:
            stream.write(content)
        return
    real = Path(os.path.realpath(target))
    _sweep(real.parent)
    handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=".tmp", dir=real.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(real.stat().st_mode & 0o7777 if real.exists() else 0o666 & ~_umask())
        Path(name).replace(real)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _is_stream(target: Path) -> bool:
    """Whether what the path leads to takes bytes as they come. Raises OSError where it can hold no file: a directory,
    a disk, a socket, links in a circle."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
        raise OSError(errno.EINVAL, "not a regular file")
    return not stat.S_ISREG(mode)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sweep(folder: Path) -> None:
    """Remove what killed writers left behind."""
    for stray in folder.glob(f"{PREFIX}*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - stray.stat().st_mtime > STRAY_AFTER:
                stray.unlink()
