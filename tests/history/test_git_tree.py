"""The files of a commit read as those of a folder do; what is not in the history is said, never left out."""

import tempfile

import pytest

from history.repos import a_repository, empty_repository, steps_of
from parkledger.base import tree as limits
from parkledger.base.tree import FolderTree, Unreadable
from parkledger.history import objects
from parkledger.history.git import NoHistory
from parkledger.history.ledgers import History

HASHES = ["sha1", "sha256"]


@pytest.fixture
def repo(tmp_path):
    return a_repository(tmp_path / "repo")


def tree_of(repo, revision="HEAD"):
    history = History(repo.folder)
    return history.tree(history.repository.commit(revision))


def reason(tree, path):
    with pytest.raises(Unreadable) as caught:
        tree.read(path)
    return caught.value.reason


def all_of(tree, folder=""):
    """Every file below a folder with its bytes."""
    found = {}
    for name in tree.names(folder):
        if name == ".git":
            continue
        path = f"{folder}/{name}" if folder else name
        found |= all_of(tree, path) if tree.names(path) else {path: tree.read(path)}
    return found


@pytest.mark.parametrize("hashes", HASHES)
@pytest.mark.parametrize("data", ["", "data", "区/台账"])
def test_it_is_what_the_folder_was(tmp_path, hashes, data):
    repo = a_repository(tmp_path / "repo", data, object_format=hashes)
    repo.put("filings/目录 一.csv", "item\r\n1.1\r\n")
    repo.commit("more")
    then = all_of(FolderTree(repo.folder))
    repo.put("filings/目录 一.csv", "changed")
    tree = tree_of(repo)
    assert all_of(tree) == then
    for path in then:
        assert tree.exists(path)
        assert tree.size(path) == len(then[path])
        with tree.open(path) as file:
            assert file.read() == then[path]


def test_a_path_is_shown_as_git_takes_it(repo):
    tree = tree_of(repo)
    shown = tree.shown("parks/tiny.csv")
    assert shown == f"{repo.git('rev-parse', 'HEAD')[:10]}:data/parks/tiny.csv"
    assert repo.git("show", shown).encode() + b"\n" == tree.read("parks/tiny.csv")


def test_what_is_not_there(repo):
    tree = tree_of(repo)
    for path in ("nothing", "parks/nothing.csv", "parks/tiny.csv/x", "../data2", "a\0b"):
        assert not tree.exists(path)
        assert tree.names(path) == []
        assert tree.identity(path) is None
        assert reason(tree, path) == "No such file or directory"


def test_a_folder_is_no_file(repo):
    assert reason(tree_of(repo), "parks") == "not a regular file"
    assert tree_of(repo).names("parks/tiny.csv") == []


def test_files_of_one_content_have_one_identity(repo):
    tree = tree_of(repo)
    repo.put("parks/other.csv", tree.read("parks/tiny.csv"))
    repo.commit("copy")
    later = tree_of(repo)
    assert later.identity("parks/other.csv") == tree.identity("parks/tiny.csv") == later.identity("parks/tiny.csv")
    assert later.identity("parks/other.csv") != later.identity("enterprises/tiny.csv")


def linked(repo, target, name="parks/link.csv"):
    (repo.folder / name).symlink_to(target)
    repo.commit("link")
    return tree_of(repo)


def test_a_link_within_the_repository_is_followed(repo):
    (repo.top / "shared").mkdir()
    (repo.top / "shared/园.csv").write_text("id\n")
    assert linked(repo, "../../shared/园.csv").read("parks/link.csv") == b"id\n"
    tree = linked(repo, "../shared", "indicators")
    assert tree.read("indicators/园.csv") == b"id\n"
    assert tree.names("indicators") == ["园.csv"]
    assert tree.identity("indicators/园.csv") == tree.identity("parks/link.csv")


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("/etc/passwd", "a link that leads out of the repository"),
        ("../../../x", "a link that leads out of the repository"),
        ("nowhere.csv", "No such file or directory"),
        ("link.csv", "Too many levels of symbolic links"),
    ],
)
def test_a_link_to_what_the_history_does_not_hold_is_there_and_not_read(repo, target, why):
    tree = linked(repo, target)
    assert tree.exists("parks/link.csv")
    assert reason(tree, "parks/link.csv") == why


def test_a_folder_that_is_a_link_out_of_the_repository(repo):
    tree = linked(repo, "/srv/indicators", "indicators")
    assert tree.names("indicators") == []
    assert tree.exists("indicators/tiny.csv")
    assert reason(tree, "indicators/tiny.csv") == "a link that leads out of the repository"


def test_a_roster_in_a_submodule_is_a_finding(tmp_path):
    inner = empty_repository(tmp_path / "inner", "")
    inner.put("tiny.csv", "id,name\n")
    inner.commit("a roster")
    repo = a_repository(tmp_path / "repo")
    repo.git("rm", "-q", "-r", "data/enterprises")
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.top, "data/enterprises")
    repo.commit("the roster is elsewhere")
    history = History(repo.folder)
    ledger = history.ledger(history.repository.commit("HEAD"))
    assert [(one.rule.code, one.args["reason"]) for one in ledger.findings] == [
        ("PL101", "in a submodule, outside of this history")
    ]


def test_a_data_folder_that_is_a_submodule_has_its_own_history(tmp_path):
    inner = a_repository(tmp_path / "inner", "")
    outer = empty_repository(tmp_path / "outer", "data")
    outer.folder.rmdir()
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.top, "data")
    outer.commit("a ledger of its own")
    history = History(outer.folder)
    assert history.repository.prefix == ""
    assert [one.subject for one in history.commits()] == ["建立台账"]


def test_what_is_kept_in_lfs_is_not_in_the_history(repo):
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12\n"
    repo.put("enterprises/tiny.csv", pointer)
    repo.commit("large files elsewhere")
    assert reason(tree_of(repo), "enterprises/tiny.csv") == "kept in Git LFS, outside of the history"


def test_an_object_that_is_lost_is_a_finding(repo):
    tree = tree_of(repo)
    lost = tree.identity("enterprises/tiny.csv")
    (repo.top / ".git/objects" / lost[:2] / lost[2:]).unlink()
    assert reason(tree, "enterprises/tiny.csv") == "no longer there: missing"
    assert tree.read("parks/tiny.csv")  # git goes on


@pytest.mark.parametrize("most", [10_000, 100], ids=["whole", "piece by piece"])
@pytest.mark.parametrize("kept", ["half of it", "nothing of it", "something else"])
def test_an_object_that_is_damaged_is_a_finding(repo, kept, most, monkeypatch):
    monkeypatch.setattr(objects, "MOST_BYTES", most)
    tree = tree_of(repo)
    damage(repo, tree.identity("enterprises/tiny.csv"), kept)
    assert reason(tree, "enterprises/tiny.csv").startswith("no longer there: ")
    assert tree.read("ledger.yaml")  # git goes on, or was started again


@pytest.mark.parametrize("kept", ["half of it", "nothing of it", "something else"])
def test_a_folder_that_is_damaged_is_no_history_and_not_taken_for_an_empty_one(repo, kept):
    damage(repo, repo.git("rev-parse", "HEAD:data/enterprises"), kept)
    with pytest.raises(NoHistory):
        tree_of(repo).names("enterprises")


@pytest.mark.parametrize(
    "raw", [b"garbage", b"100644 tiny.csv", b"\xff\xff tiny.csv\0" + bytes(20)], ids=["no mode", "no end", "no digits"]
)
def test_a_folder_that_git_did_not_write(repo, raw):
    (repo.top / "raw").write_bytes(raw)
    folder = repo.git("hash-object", "-t", "tree", "-w", "--literally", "raw")
    with pytest.raises(NoHistory) as caught:
        objects.Objects(History(repo.folder).repository).folder(folder)
    assert caught.value.reason == "git_failed"


def damage(repo, lost, kept):
    """Leave of an object what a full disk or a failing one leaves."""
    path = repo.top / ".git/objects" / lost[:2] / lost[2:]
    path.chmod(0o644)
    whole = path.read_bytes()
    path.write_bytes({"half of it": whole[: len(whole) // 2], "nothing of it": b"", "something else": b"x" * 50}[kept])


def test_a_large_file_is_read_piece_by_piece(repo, monkeypatch):
    monkeypatch.setattr(objects, "MOST_BYTES", 100)
    tree = tree_of(repo)
    raw = (repo.folder / "enterprises/tiny.csv").read_bytes()
    assert tree.size("enterprises/tiny.csv") == len(raw) > 100
    assert reason(tree, "enterprises/tiny.csv") == "too large"
    for _ in range(2):
        with tree.open("enterprises/tiny.csv") as file:
            assert file.read() == raw
    assert tree.read("parks/tiny.csv")


def test_readers_of_a_large_file_have_their_own_places(repo, monkeypatch):
    monkeypatch.setattr(objects, "MOST_BYTES", 100)
    tree = tree_of(repo)
    raw = (repo.folder / "enterprises/tiny.csv").read_bytes()
    with tree.open("enterprises/tiny.csv") as one, tree.open("enterprises/tiny.csv") as other:
        assert one.read(10) + other.read(5) + one.read(10) == raw[:10] + raw[:5] + raw[10:20]
        assert other.seek(50) == 50
        assert other.readline() == raw[50:].splitlines(True)[0]
        assert (one.tell(), one.seek(-7, 2), one.read(), one.read()) == (20, len(raw) - 7, raw[-7:], b"")


def test_of_a_large_file_nothing_is_left_behind_whatever_ends_the_program(repo, monkeypatch, tmp_path):
    monkeypatch.setattr(objects, "MOST_BYTES", 100)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    tree = tree_of(repo)
    with tree.open("enterprises/tiny.csv") as file:
        assert file.read(3)
        assert list((tmp_path / "temporary").iterdir()) == []  # its name is gone while it is read


def test_what_is_too_large_to_be_read_at_all(repo, monkeypatch):
    monkeypatch.setattr(objects, "MOST_BYTES", 100)
    monkeypatch.setattr(objects, "MOST_STREAMED", 150)
    assert limits.MOST_STREAMED > objects.MOST_STREAMED
    tree = tree_of(repo)
    assert reason(tree, "enterprises/tiny.csv") == "too large"
    assert tree.read("ledger.yaml")  # git was started again


def test_few_blobs_are_remembered(repo, monkeypatch):
    monkeypatch.setattr(objects, "REMEMBERED", 200)
    tree = tree_of(repo)
    first = all_of(tree)
    assert all_of(tree) == first


def test_a_ledger_is_read_without_a_checkout(repo):
    repo.change(
        "enterprises/tiny.csv", "E-2,示例乙社,东园,退出,2024-01-01,,", "E-2,示例乙社,东园,退出,2024-01-01,2024-03-01,"
    )
    history = History(repo.folder)
    ledger = history.ledger(history.repository.commit("HEAD"))
    (campaign,) = ledger.campaigns
    assert list(campaign.enterprises.days["exited_on"])[1] > 800_000  # it is not exited in the commit
    assert campaign.cell_span("enterprises", 1, "name").path.endswith(":data/enterprises/tiny.csv")
    assert repo.git("status", "--porcelain") == "M data/enterprises/tiny.csv"


def test_a_commit_without_a_ledger(repo):
    repo.git("rm", "-q", "-r", "data/plans")
    repo.commit("no plans")
    with pytest.raises(NoHistory) as caught:
        tree_of(repo)
    assert caught.value.reason == "no_plans"
    assert caught.value.particulars["path"] == "data/"


def test_a_ledger_that_was_moved_is_found_where_it_was(tmp_path):
    repo = a_repository(tmp_path / "repo", "台账")
    repo.change("enterprises/tiny.csv", "E-2,示例乙社", "E-2,示例乙厂")
    repo.commit("renamed")
    repo.git("mv", "台账", "data")
    repo.commit("moved")
    repo.data = "data"
    repo.change("enterprises/tiny.csv", "E-2,示例乙厂", "E-2,示例乙")
    repo.commit("renamed again")
    history = History(repo.folder)
    assert [one.subject for one in history.commits()] == ["建立台账", "renamed", "moved", "renamed again"]
    names = [step.ledger.campaigns[0].enterprises.text("name")[1] for step in steps_of(repo)]
    assert names == ["示例乙社", "示例乙厂", "示例乙厂", "示例乙"]
    assert tree_of(repo, "HEAD~2").shown("x").endswith(":台账/x")


def test_two_places_where_it_may_have_been_are_none(tmp_path):
    repo = a_repository(tmp_path / "repo", "one")
    repo.git("rm", "-q", "-r", "--cached", "one")
    for folder in ("two", "three", "data"):
        (repo.top / folder / "plans").mkdir(parents=True)
        (repo.top / folder / "plans/tiny-2024.yaml").write_bytes((repo.top / "one/plans/tiny-2024.yaml").read_bytes())
    repo.git("add", "two", "three")
    repo.git("-c", "user.name=a", "-c", "user.email=a", "commit", "-q", "-m", "two ledgers")
    repo.data = "data"
    with pytest.raises(NoHistory):
        tree_of(repo)
