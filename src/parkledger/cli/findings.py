"""Where ``check`` and ``audit`` write their findings: to stdout in one format, and to a file for each ``--output``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from parkledger.base.words import Lang
from parkledger.cli import options as o
from parkledger.cli.output import real, refuse_own, write_out
from parkledger.cli.speech import stop
from parkledger.reports.report import listed

if TYPE_CHECKING:
    from parkledger.model.ledger import Ledger
    from parkledger.render.findings import Told


def parse_outputs(given: Sequence[str] | None, data: str | Path | None, lang: Lang) -> dict[Path, str]:
    """File → format of each ``--output``.

    Stops at an unknown format, at a file that is named twice (however it is spelt), and at a data file of the ledger.
    """
    known = [one.value for one in o.FindingFormat]
    found: dict[Path, str] = {}
    places = set()
    for text in given or ():
        shape, _, name = text.partition("=")
        if shape not in known or not name:
            stop(lang, "output.form", text=text, formats=listed(known))
        if real(Path(name)) in places:
            stop(lang, "output.twice", path=name)
        refuse_own(Path(name), data, lang)
        places.add(real(Path(name)))
        found[Path(name)] = shape
    return found


def chosen(asked: o.FindingFormat | None) -> str:
    """The format for stdout: the one asked for, else annotations in GitHub Actions and text elsewhere."""
    if asked is not None:
        return _plain(asked)
    in_actions = os.environ.get("GITHUB_ACTIONS") == "true"
    return "github" if in_actions and not sys.stdout.isatty() else "text"


def _plain(shape: str) -> str:
    return "text" if shape == o.FindingFormat.table else str(shape)


def below_root(path: str) -> str:
    """A path as continuous integration names it, with forward slashes: relative to the root of its repository, else to
    the working directory or to the folder that holds the data folder."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a link stays a link
    above = whole.parents
    root = next((folder for folder in above if (folder / ".git").exists()), None)
    if root is None:
        here = Path.cwd()
        beside = next((folder.parent for folder in above if (folder / "plans").is_dir()), here)
        root = here if here in above else beside
    return whole.relative_to(root).as_posix() if root in above else whole.as_posix()


def files_of(ledger: Ledger) -> tuple[str, ...]:
    """Every file of a ledger that was read, as a reader would type it."""
    paths = {path for one in ledger.campaigns for path in (one.source.path, *(t.path for t in one.tables.values()))}
    return tuple(sorted({path for path in paths if path} | {one.span.path for one in ledger.findings}))


def tell(told: Told, for_programs: Told, shape: str, outputs: dict[Path, str]) -> None:
    """Write findings to every file, then to stdout; ``for_programs`` where a program reads the format.

    Stops when a file cannot be written.
    """
    from parkledger.render.findings import emit, rendered

    for path, wanted in outputs.items():
        meant = told if _plain(wanted) == o.FindingFormat.text else for_programs
        write_out(path, rendered(meant, _plain(wanted)).encode("utf-8", "backslashreplace"), told.lang)
    emit(told if shape == o.FindingFormat.text else for_programs, shape, sys.stdout)
