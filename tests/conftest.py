"""Coverage says what examples show: tests of random input, and sweeps through everything, run without it.

Tracing the lines takes longer than those tests themselves, and what is reached by chance alone is not shown.
"""

import pytest


def pytest_collection_modifyitems(config, items):
    if config.getoption("no_cov"):  # pytest-cov has then nothing that it could pause, and trips over its own marker
        return
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False) or item.get_closest_marker("sweep"):
            item.add_marker(pytest.mark.no_cover)
