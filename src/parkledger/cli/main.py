"""The program: its commands, and what becomes of everything that can go wrong."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Annotated

import click
import typer

from parkledger import __version__
from parkledger.cli.answers import duties, overdue, status, zero
from parkledger.cli.check import check
from parkledger.cli.init import init
from parkledger.cli.options import DEFECT, OK, UNUSABLE
from parkledger.cli.report import report
from parkledger.cli.session import Stop

app = typer.Typer(
    name="parkledger",
    help="A ledger for industrial-park campaigns: progress, what is overdue and whose it is, dynamic zero. 园区治理台账。",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"parkledger {__version__}\n")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version. 版本。")
    ] = False,
) -> None:
    """A ledger for industrial-park campaigns: progress, what is overdue and whose it is, dynamic zero. 园区治理台账。"""


for _command in (check, status, overdue, zero, duties, report, init):
    app.command()(_command)


def _say(text: str) -> None:
    from parkledger.render.safe import one_line

    sys.stderr.write(one_line(text) + "\n")


def _defect(failure: Exception) -> int:
    from parkledger.render.labels import label

    frames = traceback.extract_tb(failure.__traceback__)
    own = [frame for frame in frames if "parkledger" in frame.filename] or list(frames)
    place = f"{os.path.basename(own[-1].filename)}:{own[-1].lineno}" if own else "?"  # noqa: PTH119
    lang = "en" if os.environ.get("PARKLEDGER_LANG") == "en" else "zh"
    _say(label("defect", lang, kind=type(failure).__name__, text=str(failure)[:200], place=place))
    if os.environ.get("PARKLEDGER_DEBUG"):
        traceback.print_exception(failure)
    return DEFECT


def _silence() -> None:
    """Point stdout at nothing, so that closing it at exit does not complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(args: list[str] | None = None) -> int:
    """Run a command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = typer.main.get_command(app).main(args, prog_name="parkledger", standalone_mode=False)
        sys.stdout.flush()
    except Stop as ended:
        _say(str(ended))
        return ended.code
    except click.ClickException as wrong:
        wrong.show()
        return UNUSABLE
    except click.exceptions.Abort:
        return UNUSABLE
    except BrokenPipeError:
        _silence()
        return UNUSABLE
    except OSError as failure:
        from parkledger.render.labels import label

        _silence()
        _say(label("cannot.output", "zh", reason=failure.strerror or failure))
        return UNUSABLE
    except Exception as failure:  # noqa: BLE001 - whatever else happens is a defect of ours, and says so
        return _defect(failure)
    return code if isinstance(code, int) else OK


def run() -> None:
    """The entry point of the installed program."""
    sys.exit(main())
