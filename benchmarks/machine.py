"""What the figures were measured on: processors, memory, system, versions. Nothing that names the machine."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("pandas", "pyarrow", "numpy", "pydantic", "pandera", "frictionless", "PyYAML", "typer", "rich")


def _model() -> str:
    """The processor's name, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _versions() -> str:
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    return ", ".join(found)


def machine() -> str:
    """One paragraph."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"{cores} processors ({_model()}), {memory:.0f} GB, {platform.system()} {platform.machine()}, {python}; "
        f"{_versions()}."
    )


def load() -> str:
    """How busy the machine is with other things: on a busy one wall times and their ratios mean little."""
    return f"Processes that wanted a processor in the minute before: {os.getloadavg()[0]:.1f}."
