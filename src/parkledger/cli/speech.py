"""How a command speaks and ends: its sentences, its JSON, its progress, its exit code."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import NoReturn

from parkledger.base.words import Lang

OK, FOUND, UNUSABLE, DEFECT = 0, 1, 2, 3
"""Exit codes: nothing wrong, findings, unusable input or output, a defect of the program."""
PATIENCE = 1.0
"""Seconds of silence after which progress is shown."""


class Stop(Exception):
    """The command cannot go on. Holds a sentence for stderr and the exit code."""

    def __init__(self, text: str, code: int = UNUSABLE) -> None:
        super().__init__(text)
        self.code = code


def stop(lang: Lang, key: str, **args: object) -> NoReturn:
    """Stop with a sentence of the catalogue."""
    from parkledger.render.labels import label

    raise Stop(label(key, lang, **args))


def progress(key: str, lang: Callable[[], Lang]) -> Callable[[str], None]:
    """A progress callback: silent for a second, then one line on a terminal's stderr that is written over."""
    start = time.monotonic()

    def show(what: str) -> None:
        if sys.stderr.isatty() and time.monotonic() - start > PATIENCE:
            from parkledger.render.labels import label
            from parkledger.render.safe import one_line

            sys.stderr.write(f"\r\x1b[K{one_line(label(key, lang(), what=what))}\r")
            sys.stderr.flush()

    return show


def say(*lines: str) -> None:
    """Print sentences; control characters in a path are shown escaped."""
    from parkledger.render.safe import one_line

    sys.stdout.write("".join(one_line(line) + "\n" for line in lines))


def warn(text: str) -> None:
    """Print a sentence on stderr: on one line, except in a terminal window, where it is folded."""
    from parkledger.render.paper import paper_for
    from parkledger.render.safe import one_line

    paper = paper_for(sys.stderr)
    (paper.sentence if paper.window else paper.line)((one_line(text), ""))


def print_json(value: object) -> None:
    """Print JSON; in ASCII where stdout cannot encode more."""
    from parkledger.render.json_text import dump

    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    dump(value, sys.stdout.write, ascii_only=encoding != "utf8")
    sys.stdout.write("\n")
