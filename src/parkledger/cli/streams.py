"""The three streams of the process, as whoever started it left them."""

from __future__ import annotations

import os
import sys


def open_closed() -> None:
    """Give a stream that was closed before the program began (``>&-``) something to stand for it.

    Its number would else be that of the next file that is opened, which then got what is said. What stands for stdout
    can only be read, so that an answer which nobody can have is told like one on a full disk.
    """
    if sys.stdin is None:
        sys.stdin = os.fdopen(_stand_in(0, os.O_RDONLY), "r", closefd=False)
    if sys.stdout is None:
        sys.stdout = os.fdopen(_stand_in(1, os.O_RDONLY), "w", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(_stand_in(2, os.O_WRONLY), "w", closefd=False)


def _stand_in(number: int, access: int) -> int:
    opened = os.open(os.devnull, access)
    if opened != number:
        os.dup2(opened, number)
        os.close(opened)
    return number
