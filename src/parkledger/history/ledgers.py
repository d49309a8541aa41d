"""The history of a data folder: its tree and its ledger at each commit. What did not change is read once."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path

from parkledger.base.tree import FolderTree
from parkledger.history.git import SHORT, Commit, NoHistory, Repository, find_repository
from parkledger.history.git_tree import GitTree
from parkledger.history.objects import FOLDER, Objects
from parkledger.model.ledger import Ledger
from parkledger.read.ledger import plan_ids, read_ledger
from parkledger.read.memo import Memo

MOST_FOLDERS = 2_000
"""Folders of a commit that are looked into for a ledger that stood elsewhere."""


class History:
    """A data folder's history, read-only. ``tree`` and ``ledger`` take a commit."""

    def __init__(self, folder: Path) -> None:
        """Find the repository. Raises NoHistory."""
        self.repository: Repository = find_repository(folder)
        self.objects = Objects(self.repository)
        self._plans = {f"{plan}.yaml" for plan in plan_ids(FolderTree(folder))}
        self._memo = Memo(lambda path: None)
        self._prefixes: dict[str, str | None] = {}

    def close(self) -> None:
        """Nothing more is asked for."""
        self.objects.close()

    def resolve(self, text: str, zone: str) -> Commit:
        """The commit of a revision, a tag or a day, see ``Repository.resolve``. Raises NoHistory."""
        return self.repository.resolve(text, zone)

    def tree(self, commit: Commit) -> GitTree:
        """The ledger's files at a commit. Raises NoHistory where it holds no ledger."""
        prefix = self._prefix(commit.tree)
        if prefix is None:
            raise NoHistory("no_plans", commit=commit.short, path=self.repository.prefix or "./")
        return GitTree(self.objects, commit.tree, prefix, commit.short)

    def ledger(self, commit: Commit, only: str | None = None) -> Ledger:
        """The ledger, or one plan of it, as it was recorded at a commit. Raises NoHistory where there is none."""
        return self._read(self.tree(commit), only)

    def commits(self, revisions: Sequence[str] = ("HEAD",)) -> tuple[Commit, ...]:
        """The commits that changed the ledger's files, parents before children. Raises NoHistory.

        All sides of a merge are walked, and a merge is there when it left the ledger other than it was on one of
        them, also when it is as on another. Where the ledger's folder was moved, the commits of the old place come
        before.
        """
        if self.repository.head is None:
            raise NoHistory("empty")
        places = [self.repository.prefix or "."]
        while True:
            found = self.listed(revisions, places)
            older = self._place_before(found[0]) if found and places[0] != "." else None
            if older is None or older in places:
                return tuple(one for one in found if len(one.parents) < 2 or self._differs(one))
            places.append(older)

    def listed(self, revisions: Sequence[str], places: Sequence[str] = ()) -> tuple[Commit, ...]:
        """Commits, see ``Repository.commits``. Raises NoHistory."""
        found = self.repository.commits(revisions, places)
        self.objects.learn(found)
        return found

    def parents(self, commit: Commit) -> tuple[str, ...]:
        """The ids of the parents that are there: of the first commits of a shallow clone none are."""
        return () if commit.id in self.repository.boundary else commit.parents

    def content(self, commit: str) -> str | None:
        """The identity of all files of the ledger in the commit of this id; None where it holds no ledger."""
        return self._content(self.objects.root(commit))

    def recorded(self, commit: str) -> Ledger:
        """The ledger in the commit of this id; an empty one where it holds none."""
        return self._at(commit[:SHORT], self.objects.root(commit), None)

    def _differs(self, merge: Commit) -> bool:
        """Whether a merge left the ledger other than it was on one of its sides."""
        return {self.content(parent) for parent in merge.parents} != {self.content(merge.id)}

    def _content(self, root: str) -> str | None:
        """The identity of all files of the ledger in a commit."""
        prefix = self._prefix(root)
        return None if prefix is None else GitTree(self.objects, root, prefix, "").content

    def _at(self, label: str, root: str, only: str | None) -> Ledger:
        prefix = self._prefix(root)
        return Ledger(()) if prefix is None else self._read(GitTree(self.objects, root, prefix, label), only)

    def _read(self, tree: GitTree, only: str | None) -> Ledger:
        return read_ledger(tree, only, memo=self._memo.at(tree.identity))

    def _place_before(self, first: Commit) -> str | None:
        """Where the ledger stood before the first commit that has it in the places that are known."""
        roots = [self.objects.root(parent) for parent in self.parents(first)]
        return next((found for root in roots if (found := self._prefix(root)) is not None), None)

    def _prefix(self, root: str) -> str | None:
        """The ledger's folder in a commit: its place of today, else the one other place with a plan of these names."""
        if root not in self._prefixes:
            here = self.repository.prefix
            elsewhere = [] if self._is_ledger(root, here) else self._elsewhere(root)
            found = elsewhere[0] if len(elsewhere) == 1 else None
            self._prefixes[root] = here if self._is_ledger(root, here) else found
        return self._prefixes[root]

    def _is_ledger(self, root: str, prefix: str) -> bool:
        return any(name.endswith(".yaml") for name in GitTree(self.objects, root, prefix, "").names("plans"))

    def _elsewhere(self, root: str) -> list[str]:
        """Every folder of a commit with a plan that is named as one of today's, the nearest to the top first."""
        found: list[str] = []
        waiting = deque([("", root)])
        for _ in range(MOST_FOLDERS):
            if not waiting:
                break
            place, key = waiting.popleft()
            entries = self.objects.folder(key)
            plans = entries.get("plans")
            if plans and plans.mode == FOLDER and self._plans & self.objects.folder(plans.id).keys():
                found.append(place)
            waiting += [(f"{place}{name}/", one.id) for name, one in entries.items() if one.mode == FOLDER]
        return found
