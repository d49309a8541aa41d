"""A file is replaced whole or not at all: symlinks, modes, failures, stray files, killed writers."""

import os
import random
import signal
import socket
import stat
import subprocess
import sys
import threading
import time

import pytest

from parkledger.write.atomic import PREFIX, STRAY_AFTER, write_atomic


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def file(tmp_path):
    """A file with its old bytes."""
    made = tmp_path / "jinnan.csv"
    made.write_bytes(b"old\r\n")
    return made


def test_a_new_file(tmp_path):
    write_atomic(tmp_path / "new.csv", b"id,name\n")
    assert (tmp_path / "new.csv").read_bytes() == b"id,name\n"
    assert names(tmp_path) == ["new.csv"]


def test_an_old_file_is_replaced_with_exactly_these_bytes(file):
    write_atomic(file, b"\xef\xbb\xbfnew\r\n\x00")
    assert file.read_bytes() == b"\xef\xbb\xbfnew\r\n\x00"
    assert names(file.parent) == ["jinnan.csv"]


def test_an_empty_file(file):
    write_atomic(file, b"")
    assert file.read_bytes() == b""


class TestSymlinks:
    def test_a_link_stays_a_link_and_its_file_is_written(self, file, tmp_path):
        link = tmp_path / "folder/link.csv"
        link.parent.mkdir()
        link.symlink_to("../jinnan.csv")
        write_atomic(link, b"new")
        assert link.is_symlink()
        assert str(link.readlink()) == "../jinnan.csv"
        assert file.read_bytes() == b"new"
        assert names(link.parent) == ["link.csv"]

    def test_a_link_to_nothing_makes_what_it_names(self, tmp_path):
        link = tmp_path / "link.csv"
        link.symlink_to("later.csv")
        write_atomic(link, b"new")
        assert link.is_symlink()
        assert (tmp_path / "later.csv").read_bytes() == b"new"

    def test_a_chain_of_links(self, file, tmp_path):
        (tmp_path / "one").symlink_to(file)
        (tmp_path / "two").symlink_to("one")
        write_atomic(tmp_path / "two", b"new")
        assert file.read_bytes() == b"new"


class TestModes:
    @pytest.mark.parametrize("old", [0o600, 0o640, 0o644, 0o664, 0o755, 0o444])
    def test_the_mode_of_a_file_stays(self, old, file):
        file.chmod(old)
        write_atomic(file, b"new")
        assert mode(file) == old

    @pytest.mark.parametrize(("umask", "new"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
    def test_a_new_file_has_what_the_umask_leaves(self, umask, new, tmp_path):
        before = os.umask(umask)
        try:
            write_atomic(tmp_path / "new.csv", b"x")
            assert os.umask(umask) == umask
        finally:
            os.umask(before)
        assert mode(tmp_path / "new.csv") == new


class TestFailures:
    @pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
    def test_the_old_bytes_stay_and_nothing_is_left_behind(self, step, file, monkeypatch):
        def fail(*args, **kwargs):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(
            *{
                "fsync": ("os.fsync", fail),
                "chmod": ("pathlib.Path.chmod", fail),
                "replace": ("pathlib.Path.replace", fail),
            }[step]
        )
        with pytest.raises(OSError, match="No space left"):
            write_atomic(file, b"new")
        assert file.read_bytes() == b"old\r\n"
        assert names(file.parent) == ["jinnan.csv"]

    def test_an_interrupt_is_no_different(self, file, monkeypatch):
        def interrupt(handle):
            raise KeyboardInterrupt

        monkeypatch.setattr("os.fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_atomic(file, b"new")
        assert file.read_bytes() == b"old\r\n"
        assert names(file.parent) == ["jinnan.csv"]

    def test_a_folder_that_does_not_exist(self, tmp_path):
        with pytest.raises(FileNotFoundError):
            write_atomic(tmp_path / "nowhere/a.csv", b"new")
        assert names(tmp_path) == []

    def test_a_folder_of_that_name(self, tmp_path):
        (tmp_path / "a.csv").mkdir()
        with pytest.raises(OSError):
            write_atomic(tmp_path / "a.csv", b"new")
        assert names(tmp_path) == ["a.csv"]

    def test_a_nul_in_the_name(self, tmp_path):
        with pytest.raises(ValueError, match="null byte"):
            write_atomic(tmp_path / "a\0.csv", b"new")


class TestStrayFiles:
    def stray(self, folder, age):
        made = folder / f"{PREFIX}{age}.tmp"
        made.write_bytes(b"half")
        os.utime(made, (time.time() - age, time.time() - age))
        return made

    def test_what_a_killed_writer_left_is_swept_away(self, file, tmp_path):
        self.stray(tmp_path, STRAY_AFTER + 60)
        write_atomic(file, b"new")
        assert names(tmp_path) == ["jinnan.csv"]

    def test_what_another_writer_may_still_write_is_left_alone(self, file, tmp_path):
        recent = self.stray(tmp_path, 60)
        write_atomic(file, b"new")
        assert names(tmp_path) == [recent.name, "jinnan.csv"]

    @pytest.mark.parametrize("name", ["notes.tmp", ".parkledger-notes.txt", "parkledger-x.tmp", ".hidden"])
    def test_nobody_elses_file_is_touched(self, name, file, tmp_path):
        old = time.time() - STRAY_AFTER - 60
        (tmp_path / name).write_bytes(b"mine")
        os.utime(tmp_path / name, (old, old))
        write_atomic(file, b"new")
        assert (tmp_path / name).read_bytes() == b"mine"


WRITER = """
import sys
from pathlib import Path
from parkledger.write.atomic import write_atomic
target = Path(sys.argv[1])
old, new = b"A" * 3_000_000, b"B" * 3_000_000
print("ready", flush=True)
while True:
    write_atomic(target, new)
    write_atomic(target, old)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_killed_writer_leaves_the_old_bytes_or_the_new_ones(tmp_path):
    target = tmp_path / "jinnan.csv"
    target.write_bytes(b"A" * 3_000_000)
    random.seed(20231115)
    for _ in range(20):
        command = [sys.executable, "-c", WRITER, str(target)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(random.uniform(0, 0.05))
            writer.kill()
        content = target.read_bytes()
        assert len(content) == 3_000_000
        assert content in (b"A" * 3_000_000, b"B" * 3_000_000)
    for stray in tmp_path.glob(f"{PREFIX}*.tmp"):
        os.utime(stray, (0, 0))
    write_atomic(target, b"done")
    assert names(tmp_path) == ["jinnan.csv"]


class TestWhatIsNoRegularFile:
    def test_a_pipe_is_written_to_and_stays_one(self, tmp_path):
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        (tmp_path / "link").symlink_to("pipe")
        for path in (pipe, tmp_path / "link"):
            read = []
            reader = threading.Thread(target=lambda read=read: read.append(pipe.read_bytes()))
            reader.start()
            write_atomic(path, b"new")
            reader.join(10)
            assert read == [b"new"]
            assert stat.S_ISFIFO(pipe.stat().st_mode)
        assert names(tmp_path) == ["link", "pipe"]

    def test_links_in_a_circle_stay(self, tmp_path):
        (tmp_path / "a").symlink_to("b")
        (tmp_path / "b").symlink_to("a")
        with pytest.raises(OSError, match="symbolic links"):
            write_atomic(tmp_path / "a", b"new")
        assert [(tmp_path / name).is_symlink() for name in names(tmp_path)] == [True, True]

    def test_a_socket_is_refused(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        with socket.socket(socket.AF_UNIX) as open_socket:
            open_socket.bind("socket")
            with pytest.raises(OSError, match="not a regular file"):
                write_atomic(tmp_path / "socket", b"new")
        assert stat.S_ISSOCK((tmp_path / "socket").stat().st_mode)

    def test_a_folder_is_refused(self, tmp_path):
        (tmp_path / "folder").mkdir()
        with pytest.raises(IsADirectoryError):
            write_atomic(tmp_path / "folder", b"new")
        assert names(tmp_path) == ["folder"]
