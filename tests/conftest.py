"""Coverage says what examples show: a test of random input runs without it.

Tracing the lines takes longer than the tests themselves, and what is reached by chance alone is not shown.
"""

import pytest


def pytest_collection_modifyitems(config, items):
    if config.getoption("no_cov"):  # pytest-cov has then nothing that it could pause, and trips over the marker
        return
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.no_cover)
