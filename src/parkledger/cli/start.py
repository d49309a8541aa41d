"""The entry of the installed program, quick to import: an interrupt is no traceback while the rest is imported."""

from __future__ import annotations

import os
import signal

INTERRUPTED = 130
"""The exit code of what an interrupt ended, as shells have it and the parser gives it: 128 and the signal's number."""


def run() -> None:
    """Import the program and run it."""
    usual = signal.getsignal(signal.SIGINT)
    if usual is signal.default_int_handler:  # whoever started it may want interrupts to be ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from parkledger.cli.main import run as program

    signal.signal(signal.SIGINT, usual)  # a command has something to tidy up
    try:
        program()
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)
