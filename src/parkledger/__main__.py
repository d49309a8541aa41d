"""``python -m parkledger``."""

from parkledger.cli.start import run

run()
