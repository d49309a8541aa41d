"""The program: its commands, and what happens to everything that can go wrong."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import Annotated

import typer
from typer.exceptions import TyperException

from parkledger import __version__
from parkledger.base.words import Lang
from parkledger.cli import options as o
from parkledger.cli.commands import MODULES, Program
from parkledger.cli.speech import DEFECT, OK, UNUSABLE, Stop, warn
from parkledger.cli.streams import open_closed

HELP = (
    "A ledger for industrial-park campaigns: progress, what is overdue and whose it is, dynamic zero. "
    "园区治理台账：进展到哪一步、哪些逾期归谁、是否动态清零。"
)

GARBAGE = 200_000
"""Allocations between two garbage collections: a ledger's values have no cycles, and looking for some takes time."""

LIBRARIES = {
    "OPENBLAS_NUM_THREADS": "1",
    "NUMPY_MADVISE_HUGEPAGE": "0",
    "MIMALLOC_ALLOW_THP": "0",
    "MIMALLOC_PURGE_DELAY": "-1",
}
"""What numpy and pyarrow are told before they are imported, unless the environment tells them something else. The
linear algebra of numpy, of which nothing here has any use, starts a thread for each processor and lets it spin for a
tenth of a second. Both ask the system for pages of two megabytes, and where it has none at hand it takes milliseconds
to clear each. pyarrow gives the memory of a block back to the system, which has to clear it for the next one."""

app = typer.Typer(
    name="parkledger",
    cls=Program,
    help=HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"parkledger {__version__}\n")
        raise typer.Exit


@app.callback(help=HELP)
def _program(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version. 版本。")
    ] = False,
    lang: o.Lang = None,
) -> None:
    """Options of the program itself; the language is handed on to the command."""
    if lang is not None:
        ctx.default_map = {name: {"lang": lang.value} for name in MODULES}


def _failed(failure: Exception, lang: Lang) -> int:
    """A data file that somebody else changed in the meantime, a history that git cannot give; else it is a defect."""
    from parkledger.base.tree import Changed
    from parkledger.history.git import NoHistory
    from parkledger.render.labels import label

    if isinstance(failure, Changed):
        warn(label("data.changed", lang, path=failure.path))
        return UNUSABLE
    if isinstance(failure, NoHistory):
        warn(label(f"history.{failure.reason}", lang, **failure.particulars))
        return UNUSABLE
    return _defect(failure, lang)


def _defect(failure: Exception, lang: Lang) -> int:
    import traceback

    from parkledger.render.labels import label

    frames = traceback.extract_tb(failure.__traceback__)
    own = [frame for frame in frames if "parkledger" in frame.filename] or list(frames)
    place = f"{os.path.basename(own[-1].filename)}:{own[-1].lineno}" if own else "?"  # noqa: PTH119
    warn(label("defect", lang, kind=type(failure).__name__, text=str(failure)[:200], place=place))
    if os.environ.get("PARKLEDGER_DEBUG"):
        traceback.print_exception(failure)
    return DEFECT


def _silence() -> None:
    """Point stdout at nothing, so that closing it at exit does not complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _spoken(args: list[str] | None) -> Lang:
    from parkledger.cli.language import lang_of_command_line

    return lang_of_command_line(args)


def _guarded(args: list[str] | None) -> int:
    """Run a command line; whatever ends it early becomes a sentence and an exit code."""
    try:
        program = typer.main.get_command(app)
        code = program.main(args, prog_name="parkledger", standalone_mode=False, obj=args)
        sys.stdout.flush()
        return code if isinstance(code, int) else OK
    except Stop as ended:
        warn(str(ended))
        return ended.code
    except TyperException as wrong:
        from parkledger.cli.usage import lines

        for line in lines(wrong, _spoken(args)):
            warn(line)
    except typer.Abort:
        pass
    except BrokenPipeError:
        _silence()
    except OSError as failure:
        from parkledger.render.labels import label
        from parkledger.render.system import reason_words

        _silence()
        warn(label("cannot.output", _spoken(args), reason=reason_words(failure.strerror or failure, _spoken(args))))
    except Exception as failure:
        if "_PARKLEDGER_COMPLETE" in os.environ:  # a message would appear in the middle of what a person types
            return UNUSABLE
        return _failed(failure, _spoken(args))
    return UNUSABLE


def main(args: list[str] | None = None) -> int:
    """Run a command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    for name, value in LIBRARIES.items():
        os.environ.setdefault(name, value)
    gc.set_threshold(GARBAGE)
    gc.enable()
    return _guarded(args)


def run() -> None:
    """The entry point of the installed program."""
    open_closed()
    code = main()
    if sys.getprofile() or sys.gettrace():  # a profiler writes its results when the interpreter ends
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # main has reported it
            stream.flush()
    os._exit(code)  # the system takes back all memory at once; value by value it takes up to a tenth of the whole run
