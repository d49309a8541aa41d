"""The tree of a folder on disk: regular files alone, and nothing that hangs or has no end."""

import os

import pytest

from parkledger.base import tree
from parkledger.base.tree import FolderTree, Unreadable


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "plans").mkdir()
    for name in ("b.yaml", "a.yaml", ".hidden"):
        (tmp_path / "plans" / name).write_bytes(b"title: x\n")
    return tmp_path


def reason(folder, path):
    with pytest.raises(Unreadable) as caught:
        FolderTree(folder).read(path)
    return caught.value.reason


def test_names_are_in_order(folder):
    assert FolderTree(folder).names("plans") == [".hidden", "a.yaml", "b.yaml"]


@pytest.mark.parametrize("path", ["parks", "plans/a.yaml", "plans/a.yaml/x", "", "a\0b"])
def test_what_is_no_folder_has_no_names(folder, path):
    assert FolderTree(folder).names(path) == (["plans"] if path == "" else [])


def test_a_link_to_itself_has_no_names(folder):
    (folder / "parks").symlink_to("parks")
    assert FolderTree(folder).names("parks") == []


def test_the_bytes_of_a_file(folder):
    assert FolderTree(folder).read("plans/a.yaml") == b"title: x\n"


def test_a_link_to_a_file_is_read(folder):
    (folder / "plans/c.yaml").symlink_to("a.yaml")
    assert FolderTree(folder).read("plans/c.yaml") == b"title: x\n"


def test_a_folder_is_not_read(folder):
    assert reason(folder, "plans") == "not a regular file"


def test_a_fifo_is_not_waited_for(folder):
    os.mkfifo(folder / "plans/fifo.yaml")
    assert reason(folder, "plans/fifo.yaml") == "not a regular file"


def test_a_fifo_that_takes_the_place_of_a_file_is_not_waited_for(folder, monkeypatch):
    """It was a file when it was looked at, and is none when it is opened."""
    os.mkfifo(folder / "plans/fifo.yaml")
    monkeypatch.setattr(FolderTree, "size", lambda self, path: 9)
    assert reason(folder, "plans/fifo.yaml") == "not a regular file"


def test_nobody_is_barred_from_a_folder_nor_from_one_that_is_not_there(folder):
    assert FolderTree(folder).barred("plans") is None
    assert FolderTree(folder).barred("parks") is None


def test_what_stands_in_the_place_of_a_folder_bars_it(folder):
    (folder / "parks").write_text("x")
    (folder / "filings").symlink_to("filings")
    (folder / "indicators").symlink_to("nowhere")
    assert FolderTree(folder).barred("parks") == "Not a directory"
    assert FolderTree(folder).barred("filings") == "Too many levels of symbolic links"
    assert FolderTree(folder).barred("indicators") == "No such file or directory"


def test_a_folder_that_its_owner_closes_is_barred_and_has_no_names(folder, monkeypatch):
    """Asked of the system, since the tests may run as one whom nothing is closed to."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert FolderTree(folder).barred("plans") == "Permission denied"

    def refused(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", refused)
    assert FolderTree(folder).names("plans") == []


def test_a_link_to_a_device_is_not_read(folder):
    (folder / "plans/zero.yaml").symlink_to("/dev/zero")
    assert reason(folder, "plans/zero.yaml") == "not a regular file"


@pytest.mark.parametrize("path", ["plans/nothing.yaml", "plans/a.yaml/x", "plans/" + "x" * 300, "a\0b"])
def test_what_is_not_there_is_not_read(folder, path):
    assert reason(folder, path)


@pytest.mark.parametrize("target", ["nowhere", "loop.yaml"])
def test_a_link_to_nothing_is_not_read(folder, target):
    (folder / "plans/loop.yaml").symlink_to(target)
    assert reason(folder, "plans/loop.yaml")


def test_a_file_without_leave_to_read_it_is_not_read(folder):
    (folder / "plans/a.yaml").chmod(0)
    if os.access(folder / "plans/a.yaml", os.R_OK):
        pytest.skip("this user may read everything")
    assert reason(folder, "plans/a.yaml") == "Permission denied"


def test_the_size_of_a_file_is_bounded(folder, monkeypatch):
    monkeypatch.setattr(tree, "MOST_BYTES", 8)
    assert reason(folder, "plans/a.yaml") == "too large"


@pytest.mark.parametrize(
    ("path", "there"), [("plans", True), ("plans/a.yaml", True), ("plans/c.yaml", False), ("a\0b", False)]
)
def test_whether_there_is_an_entry(folder, path, there):
    assert FolderTree(folder).exists(path) == there


def test_a_link_to_nothing_is_an_entry(folder):
    (folder / "plans/c.yaml").symlink_to("nowhere")
    assert FolderTree(folder).exists("plans/c.yaml")


@pytest.mark.parametrize(("label", "shown"), [("", "plans/a.yaml"), ("data", "data/plans/a.yaml")])
def test_a_path_is_shown_as_a_person_would_type_it(folder, label, shown):
    assert FolderTree(folder, label).shown("plans/a.yaml") == shown
