"""The ledger of jinnan, read once."""

import pytest

import parkledger
from cli.program import JINNAN


@pytest.fixture(scope="session")
def jinnan():
    return parkledger.load(JINNAN)
