"""A tiny ledger for every test that asks for one."""

import pytest

from cli.tiny import tiny


@pytest.fixture
def ledger(tmp_path):
    """The data folder of the tiny ledger."""
    return tiny(tmp_path)
