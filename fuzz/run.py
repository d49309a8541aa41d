"""Feed the readers damaged input: ``python fuzz/run.py --seconds 60 [--target yaml] [--seed 1]``.

Each target runs in a process of its own, so that a crash, a hang or a blow-up of memory is caught as well as an
exception. A failure is an exception that is no finding, more than 5 seconds, more than 400 MB, a control character in
the printed findings, a finding without a line. Its input is shrunk a little, written to ``--failures`` and named, and
the exit code is 1. ``python fuzz/run.py --target yaml --input FILE`` runs one input again.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGETS = ("yaml", "plan", "csv", "deadlines")
PATIENCE = 30.0
"""Seconds that a worker may take beyond its time, to start and to finish its last input, before it is ended."""
SHRINKING = 20.0
"""Seconds for making the input of a failure smaller."""


def worker(target: str, *args: str | Path, timeout: float) -> tuple[int, str]:
    """A worker's exit code (negative: the signal that ended it) and its last words."""
    command = [sys.executable, HERE / "worker.py", "--target", target, *args]
    started = subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        said, _ = started.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        started.kill()
        started.communicate()
        return -signal.SIGTERM, f"no answer within {timeout:.0f} s"
    words = said.decode("utf-8", "replace").strip().splitlines()
    last = words[-1] if words else ""
    if started.returncode < 0:
        last = f"the process died: {signal.Signals(-started.returncode).name}"
    return started.returncode, last


def tried(target: str, raw: bytes, folder: Path) -> str:
    """What is wrong with one input, in a process of its own; '' when nothing is."""
    kept = folder / "one"
    kept.write_bytes(raw)
    common = ("--corpus", folder, "--current", folder / "current", "--seed", "0", "--seconds", "0")
    code, said = worker(target, *common, "--one", kept, timeout=PATIENCE)
    return said if code else ""


def shrunk(target: str, raw: bytes, wrong: str, folder: Path) -> bytes:
    """A smaller input that fails in the same way, by leaving out ever shorter pieces while there is time."""
    kind, end = wrong.split(":", maxsplit=1)[0].rsplit(" ", maxsplit=1)[-1], time.monotonic() + SHRINKING
    piece = len(raw) // 2
    while piece and time.monotonic() < end:
        at = 0
        while at < len(raw) and time.monotonic() < end:
            less = raw[:at] + raw[at + piece :]
            if tried(target, less, folder).split(":")[0].split(" ")[-1] == kind:
                raw = less
            else:
                at += piece
        piece //= 2
    return raw


def fuzz(target: str, seed: int, seconds: float, failures: Path) -> bool:
    """Fuzz one target and say how it went; true when nothing failed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        current = folder / "current"
        args = ("--corpus", HERE / "corpus" / target, "--current", current, "--seed", str(seed))
        code, said = worker(target, *args, "--seconds", str(seconds), timeout=seconds + PATIENCE)
        print(f"{target:<10} seed {seed}: {said}", flush=True)
        if code == 0:
            return True
        if not current.exists():
            return False
        raw = shrunk(target, current.read_bytes(), said, folder)
    failures.mkdir(parents=True, exist_ok=True)
    kept = failures / f"{target}-{seed}-{len(raw)}"
    kept.write_bytes(raw)
    print(f"{target:<10} {kept} ({len(raw)} bytes): python fuzz/run.py --target {target} --input {kept}", flush=True)
    return False


def main() -> int:
    """Fuzz the targets that are asked for, as many at a time as there are processors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="for each target")
    parser.add_argument("--target", choices=TARGETS, action="append", help="one target; may stand several times")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--input", type=Path, help="run this input alone")
    given = parser.parse_args()
    targets = given.target or TARGETS
    if given.input is not None:
        with tempfile.TemporaryDirectory() as name:
            wrong = [tried(target, given.input.read_bytes(), Path(name)) for target in targets]
        print("\n".join(f"{target}: {one or 'nothing is wrong'}" for target, one in zip(targets, wrong, strict=True)))
        return any(wrong)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        fine = list(pool.map(lambda target: fuzz(target, given.seed, given.seconds, given.failures), targets))
    return not all(fine)


if __name__ == "__main__":
    sys.exit(main())
