"""``python -m parkledger``."""

from parkledger.cli.main import run

run()
