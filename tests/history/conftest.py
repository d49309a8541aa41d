"""Git is asked as on a machine of nobody: without a person's or a system's settings."""

import pytest

from history.repos import environment


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch):
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
