"""Ledgers that are read once: that of jinnan, and that of the repository with all its campaigns."""

import pytest

import parkledger
from cli.program import DATA, JINNAN


@pytest.fixture(scope="session")
def jinnan():
    return parkledger.load(JINNAN)


@pytest.fixture(scope="session")
def repository():
    return parkledger.load(DATA)
