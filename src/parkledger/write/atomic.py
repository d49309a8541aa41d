"""A file is replaced whole or not at all: a killed writer leaves the old bytes or the new ones."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from pathlib import Path

PREFIX = ".parkledger-"
STRAY_AFTER = 3600
"""Seconds after which a temporary file of a killed writer is swept away."""


def write_atomic(target: Path, content: bytes) -> None:
    """Write a file through a temporary one beside it: fsync, then rename.

    A symlink stays a symlink; the mode of an existing file stays. Raises OSError; the old file is then untouched.
    """
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
