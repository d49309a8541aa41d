"""The fuzzer: its corpus stays without fault, and each kind of fault is caught, kept and told."""

import importlib
import sys
import time
from pathlib import Path

import pytest

from parkledger.base import codes
from parkledger.base.findings import Finding
from parkledger.base.spans import Span
from parkledger.base.words import Words

FUZZ = Path(__file__).parents[1] / "fuzz"
TARGETS = sorted(folder.name for folder in (FUZZ / "corpus").iterdir())


@pytest.fixture
def fuzz(monkeypatch):
    """The fuzzer's modules by name."""
    monkeypatch.syspath_prepend(FUZZ)
    for module in FUZZ.glob("*.py"):  # other folders have modules of these names as well
        monkeypatch.delitem(sys.modules, module.stem, raising=False)
    return importlib.import_module


@pytest.mark.parametrize("target", TARGETS)
def test_no_file_of_the_corpus_is_a_fault(target, fuzz):
    worker = fuzz("worker")
    inputs = sorted((FUZZ / "corpus" / target).iterdir())
    wrong = {path.name: worker.fault(fuzz("targets").TARGETS[target], path.read_bytes()) for path in inputs}
    assert len(inputs) >= 20
    assert {name: one for name, one in wrong.items() if one} == {}


def test_every_target_has_a_corpus(fuzz):
    assert sorted(fuzz("targets").TARGETS) == TARGETS == sorted(fuzz("run").TARGETS)


@pytest.mark.parametrize(
    ("finding", "broken"),
    [
        (Finding(codes.NOT_UTF8, Span("a.csv", 0)), "without a place"),
        (Finding(codes.NOT_UTF8, Span("")), "without a place"),
        (Finding(codes.NOT_UTF8, Span("a.csv", 3)), "beyond the end"),
        (Finding(codes.NOT_UTF8._replace(message=Words("\x1b[31m", "")), Span("a.csv")), "raw"),
    ],
)
def test_a_finding_that_breaks_a_promise_is_a_fault(finding, broken, fuzz):
    targets = fuzz("targets")
    with pytest.raises(targets.Broken, match=broken):
        targets.held([finding], {"a.csv": b"a\n"})


class TestFaults:
    def wrong(self, fuzz, run, **limits):
        worker = fuzz("worker")
        with pytest.MonkeyPatch.context() as patch:
            for name, value in limits.items():
                patch.setattr(worker, name, value)
            return worker.fault(fuzz("targets").Target(run, ()), b"x")

    def test_an_exception(self, fuzz):
        assert self.wrong(fuzz, lambda raw: {}[raw]) == "KeyError: b'x'"

    def test_time(self, fuzz):
        def spin(raw):
            end = time.process_time() + 0.05
            while time.process_time() < end:
                pass

        assert self.wrong(fuzz, spin, MOST_SECONDS=0.01).endswith(" s")

    def test_memory(self, fuzz):
        pytest.importorskip("resource")
        assert self.wrong(fuzz, lambda raw: len(raw * 300_000_000), MOST_GROWTH=1_000_000).endswith(" MB")

    def test_nothing(self, fuzz):
        assert self.wrong(fuzz, len) == ""


def test_a_fault_is_made_smaller_kept_and_named_and_the_exit_code_is_1(fuzz, tmp_path, monkeypatch, capsys):
    run = fuzz("run")

    def worker(target, *args, timeout):
        given = dict(zip(args[::2], args[1::2], strict=True))
        if "--one" in given:
            bad = b"bad" in given["--one"].read_bytes()
            return (1, "KeyError: 'bad'") if bad else (0, "nothing is wrong")
        given["--current"].write_bytes(b"some bad input")
        return 1, "9 inputs, 2 outcomes, KeyError: 'bad'"

    monkeypatch.setattr(run, "worker", worker)
    monkeypatch.setattr("sys.argv", ["run.py", "--target", "yaml", "--seed", "7", "--failures", str(tmp_path)])
    assert run.main() == 1
    assert (tmp_path / "yaml-7-3").read_bytes() == b"bad"
    assert f"--target yaml --input {tmp_path / 'yaml-7-3'}" in capsys.readouterr().out


def test_a_process_that_dies_or_does_not_answer_is_a_fault(fuzz, tmp_path, monkeypatch):
    run = fuzz("run")
    (tmp_path / "worker.py").write_text("import os, sys, time\ntime.sleep(9) if 'slow' in sys.argv else os.abort()\n")
    monkeypatch.setattr(run, "HERE", tmp_path)
    assert run.worker("yaml", timeout=30) == (-6, "the process died: SIGABRT")
    assert run.worker("slow", timeout=0.5)[1] == "no answer within 0 s"


def test_the_same_seed_makes_the_same_inputs(fuzz):
    import random

    mutate = fuzz("mutations").mutations(["a", "b"], [b"one\ntwo\n", b"three"])
    runs = [[mutate(rng, b"seed\ninput\n") for _ in range(50)] for rng in (random.Random(3), random.Random(3))]
    assert runs[0] == runs[1]
    assert len(set(runs[0])) > 40


def test_a_minute_of_ci_ends_well(fuzz, tmp_path, monkeypatch, capsys):
    run = fuzz("run")
    monkeypatch.setattr("sys.argv", ["run.py", "--target", "deadlines", "--seconds", "1", "--failures", str(tmp_path)])
    assert run.main() == 0
    assert "deadlines  seed 1: " in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
