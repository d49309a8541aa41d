"""A history with every kind of tampering planted among honest days: each is found at its commit, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from history.story import (
    AT_ONCE,
    CORRECTED,
    HONEST,
    MILESTONE,
    START,
    TAMPERING,
    State,
    a_book,
    all_at_once,
    copy_notes,
    file_late,
    honest_days,
    parted,
    patrol_of_long_ago,
    written,
)  # fmt: skip
from parkledger.base.history_codes import HISTORY_CODES
from parkledger.base.tree import FolderTree
from parkledger.checks import check
from parkledger.history.audit import audit
from parkledger.history.ledgers import History
from parkledger.read.ledger import read_ledger

COMMITS = 200
AS_OF = date(2025, 1, 1)


def audited(repo, *revisions):
    """What is found in a repository, and the commits that were passed over."""
    history = History(repo.folder)
    try:
        now = read_ledger(FolderTree(repo.folder))
        return audit(history, revisions or ("HEAD",), now, AS_OF, whole=not revisions)
    finally:
        history.close()


def said(repo, ids, *revisions):
    """Number of the commit, code and pointer of everything that is found."""
    short = {one[:10]: number for number, one in enumerate(ids)}
    return sorted((short[one.commit], one.rule.code, one.pointer) for one in audited(repo, *revisions).findings)


def plant(book, waiting, number: int):
    """One tampering, every fifth day; at once where it can only be done now. Returns what must be found."""
    for tamper in list(waiting):
        if (tamper in AT_ONCE or number % 5 == 0) and (found := tamper(book)):
            waiting.remove(tamper)
            return found
    return None


def tampered(seed: int):
    """A history of two hundred commits, and what was planted in it: number of the commit, code, pointer."""
    book = a_book(seed)
    states, planted, waiting = [State(book.files(), book.today)], [], list(TAMPERING)
    late = False
    states += parted(book, len(states))
    while (number := len(states)) < COMMITS:
        book.today += timedelta(days=1 + number % 2)
        if book.today > MILESTONE and not late:
            late = True
            file_late(book)
        elif number in CORRECTED:
            CORRECTED[number](book)
        elif number > 20 and (found := plant(book, waiting, number)):
            planted += [(number, *one) for one in found]
        else:
            book.random.choice(HONEST)(book)
        states.append(State(book.files(), book.forged or book.today, (number - 1,)))
        book.forged = None
    assert [one.__name__ for one in waiting] == []
    return states, planted


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    states, planted = tampered(11)
    repo, ids = written(tmp_path_factory.mktemp("story") / "repo", states)
    return repo, ids, planted


def test_each_tampering_is_found_at_its_commit_and_nothing_that_was_not_planted(history):
    repo, ids, planted = history
    assert len(ids) == COMMITS
    assert said(repo, ids) == sorted(planted)
    assert {code for _, code, _ in planted} == {code.code for code in HISTORY_CODES}


def test_a_part_of_the_history_is_audited_alone(history):
    repo, ids, planted = history
    part = [one for one in planted if 60 < one[0] <= 120]
    assert said(repo, ids, ids[120], f"^{ids[60]}") == sorted(part)


def test_the_day_is_that_of_the_author_where_the_ledger_is(history):
    repo, _, _ = history
    found = audited(repo).findings
    assert all(one.on is not None and one.span.line >= 1 for one in found)
    assert next(one.on for one in found if one.rule.code == "PL621") >= date(2024, 4, 30)


@given(seed=st.integers(0, 10**6), days=st.integers(1, 25), at=st.integers(0, 24))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_honest_days_nothing_is_said(tmp_path_factory, seed, days, at):
    """Facts that are recorded when they happen, merges of two sides, and what else changes in a ledger."""
    book = a_book(seed)
    states = [State(book.files(), book.today)]
    for number in range(days):
        if number == at:
            states += parted(book, len(states))
        (state,) = honest_days(book, 1)
        states.append(state._replace(parents=(len(states) - 1,)))
    repo, ids = written(tmp_path_factory.mktemp("honest") / "repo", states)
    assert said(repo, ids) == []


@pytest.mark.parametrize("kept", [True, False])
def test_a_date_that_is_cleared_first_and_filled_in_later_was_moved(tmp_path, kept):
    """In two steps what ``into_time`` does in one; of a filing the whole row goes and comes back."""
    late, early = str(MILESTONE + timedelta(days=2)), str(MILESTONE)
    books = [a_book(1)]
    for days in (late, "", early):
        book = days_later(books[-1], 1)
        book.today = max(book.today, MILESTONE + timedelta(days=len(books) + 2))
        book.filings = [one for one in book.filings if one["item"] != "3.2"]
        if days or kept:
            file_late(book)
            book.filings[-1] |= {"done_on": days, "filed_on": days, "evidence": "文件"}
        books.append(book)
    repo, ids = in_a_row(tmp_path, books)
    assert said(repo, ids) == [(3, "PL611", "filings/3.2/甲局/done_on")]


def test_a_clock_that_was_wrong_once_is_not_held_against_others(tmp_path):
    books = [a_book(1)]
    for day in (date(2030, 1, 1), START + timedelta(days=1), START + timedelta(days=2)):
        book = books[-1].copy()
        book.today = day
        book.plan["title"] = f"示例方案{day.year}"
        if day.year < 2030:
            book.look(park="东园")
        books.append(book)
    assert said(*in_a_row(tmp_path, books)) == []


# Merges


def merged(top, *books, parents=((), (0,), (0,), (1, 2))):
    """What is found in a history of books: by default two sides that part and are merged."""
    states = [State(book.files(), book.today, above) for book, above in zip(books, parents, strict=True)]
    return said(*written(top / "repo", states))


def days_later(book, days):
    later = book.copy()
    later.today += timedelta(days=days)
    return later


def test_a_change_on_a_branch_is_told_once_at_its_own_commit(tmp_path):
    base = a_book(1)
    branch, main, merge = days_later(base, 1), days_later(base, 2), days_later(base, 3)
    branch.criterion("1.1")["due"] = merge.criterion("1.1")["due"] = "2024-12-31"
    main.look(park="东园")
    merge.inspections = main.inspections
    assert merged(tmp_path, base, branch, main, merge) == [(1, "PL601", "tasks/1/criteria/1.1/due")]


def test_what_a_merge_itself_changes_is_told_of_the_merge(tmp_path):
    base = a_book(1)
    branch, main, merge = days_later(base, 1), days_later(base, 2), days_later(base, 3)
    branch.look(park="西园")
    main.look(park="东园")
    merge.inspections = [*main.inspections, branch.inspections[-1]]
    merge.roster.pop()
    merge.criterion("1.1")["due"] = "2024-12-31"
    told = [(3, "PL601", "tasks/1/criteria/1.1/due"), (3, "PL607", "enterprises/E-039")]
    assert merged(tmp_path, base, branch, main, merge) == told


def test_a_merge_that_is_as_one_side_loses_what_the_other_had_listed(tmp_path):
    base = a_book(1)
    branch, main, merge = days_later(base, 1), days_later(base, 2), days_later(base, 3)
    branch.look(park="西园")
    main.list_one("E-900", "东园", main.today)
    merge.inspections = branch.inspections
    assert merged(tmp_path, base, branch, main, merge) == [(3, "PL607", "enterprises/E-900")]


def test_two_histories_without_a_common_beginning(tmp_path):
    one, other, merge = a_book(1), a_book(1), days_later(a_book(1), 3)
    other.look(park="东园")
    merge.inspections = other.inspections
    assert merged(tmp_path, one, other, merge, parents=((), (), (0, 1))) == []


# What covers a finding


def edited(edit, record=lambda book: None, *, more=lambda book: None):
    """A base, then a commit with an edit, then one with what records it, then one more."""
    books = [a_book(1)]
    for step in (edit, record, more):
        book = days_later(books[-1], 1)
        step(book)
        books.append(book)
    return books


def in_a_row(top, books):
    states = [State(book.files(), book.today, (place - 1,) if place else ()) for place, book in enumerate(books)]
    return written(top / "repo", states)


def move(book):
    book.criterion("1.1")["due"] = "2024-06-30"


def amend(*at):
    def record(book):
        book.plan["amendments"].append(
            {"on": str(book.today), "by": "区政府", "document": f"文{book.today}", "at": list(at), "reason": "调整"}
        )

    return record


def waive(at, **more):
    def record(book):
        book.plan["waivers"].append({"code": "PL601", "at": at, "reason": "转录更正", "by": "甲局"} | more)

    return record


DUE = "tasks/1/criteria/1.1/due"


@pytest.mark.parametrize("at", [DUE, "tasks/1/criteria/1.1", "tasks/1"])
def test_an_amendment_that_is_recorded_later_covers_it_too(tmp_path, at):
    assert said(*in_a_row(tmp_path, edited(move, amend(at)))) == []


@pytest.mark.parametrize("at", ["tasks/1/criteria/1.2", "tasks/1/criteria/1", "goals"])
def test_an_amendment_of_something_else_does_not(tmp_path, at):
    assert said(*in_a_row(tmp_path, edited(move, amend(at)))) == [(1, "PL601", DUE)]


def test_an_amendment_that_was_taken_out_again_covers_nothing(tmp_path):
    books = edited(move, amend(DUE), more=lambda book: book.plan["amendments"].clear())
    assert said(*in_a_row(tmp_path, books)) == [(1, "PL601", DUE)]


def test_an_extension_that_says_the_same_covers_an_edited_deadline(tmp_path):
    def move_and_extend(book):
        move(book)
        book.plan["extensions"].append({
            "criterion": "1.1", "filed_on": str(book.today), "approved_on": str(book.today), "by": "区政府",
            "reason": "未完", "document": "文9", "to": "2024-06-30",
        })  # fmt: skip

    assert said(*in_a_row(tmp_path, edited(move_and_extend))) == []


def extend(book, to="2024-06-30", **days):
    """An extension of 1.1, whose deadline is 30 April."""
    given = {"filed_on": str(book.today), "approved_on": str(book.today)} | {k: str(v) for k, v in days.items()}
    given |= {"criterion": "1.1", "by": "区政府", "reason": "未完", "document": "文9", "to": to}
    book.plan["extensions"].append(given)


def put_back(book):
    book.criterion("1.1")["due"] = "2024年4月底"


def both(*edits):
    def step(book):
        for one in edits:
            one(book)

    return step


# What is put back


@pytest.mark.parametrize(
    "record", [put_back, both(put_back, extend), extend], ids=["back", "back and extended", "extended"]
)
def test_an_edited_deadline_is_settled_by_the_published_one_or_by_an_extension(tmp_path, record):
    repo, ids = in_a_row(tmp_path, edited(move, record))
    assert said(repo, ids) == []
    assert said(repo, ids, ids[2], f"^{ids[1]}") == []  # as in a pull request that mends it


def test_until_it_is_put_back_it_is_told(tmp_path):
    repo, ids = in_a_row(tmp_path, edited(move, put_back))
    assert said(repo, ids, ids[1]) == [(1, "PL601", DUE)]


def test_an_extension_of_another_day_does_not_settle_it(tmp_path):
    other = edited(move, lambda book: extend(book, to="2024-07-31"))
    assert said(*in_a_row(tmp_path, other)) == [(1, "PL601", DUE)]


def test_what_was_extended_and_edited_at_once_may_be_put_back(tmp_path):
    assert said(*in_a_row(tmp_path, edited(both(move, extend), put_back))) == []


def test_an_extension_is_measured_against_the_deadline_that_was_published(tmp_path):
    def late(book):
        book.today = date(2024, 6, 1)
        extend(book, to="2024-12-31")

    books = edited(move, both(put_back, late))
    assert said(*in_a_row(tmp_path, books)) == [(2, "PL605", "extensions/1.1 文9")]
    assert said(*in_a_row(tmp_path / "still", edited(move, late))) == [
        (1, "PL601", DUE), (2, "PL605", "extensions/1.1 文9"),
    ]  # fmt: skip


def set_lead(name):
    def edit(book):
        book.plan["tasks"][0]["lead"] = [name]

    return edit


LEAD = "tasks/1/lead"


def test_a_value_that_is_edited_anew_is_told_at_that_commit(tmp_path):
    books = edited(set_lead("乙局"), set_lead("甲局"), more=set_lead("丙局"))
    assert said(*in_a_row(tmp_path, books)) == [(3, "PL604", LEAD)]
    books = edited(set_lead("乙局"), set_lead("丙局"), more=set_lead("乙局"))
    assert said(*in_a_row(tmp_path / "half", books)) == [(1, "PL604", LEAD)]


def test_what_an_amendment_has_recorded_is_no_slip_that_could_be_put_back(tmp_path):
    books = edited(both(set_lead("乙局"), amend(LEAD)), set_lead("甲局"))
    assert said(*in_a_row(tmp_path, books)) == [(2, "PL604", LEAD)]


def test_a_criterion_that_is_put_back_as_it_was(tmp_path):
    def drop(book):
        book.plan["tasks"][0]["criteria"].pop()

    def restore(due):
        def edit(book):
            book.plan["tasks"][0]["criteria"].append(a_book(1).criterion("1.2") | {"due": due})

        return edit

    assert said(*in_a_row(tmp_path, edited(drop, restore(str(MILESTONE))))) == []
    eased = edited(drop, restore("2024-12-31"))
    assert said(*in_a_row(tmp_path / "eased", eased)) == [(1, "PL603", "tasks/1/criteria/1.2")]


# Who left and is back


def drop(book):
    book.roster.pop()


def restore(**cells):
    """The row of the last enterprise as it was, but for some cells; too late for a fact to be recorded."""

    def step(book):
        book.today += timedelta(days=40)
        book.roster.append(a_book(1).roster[-1] | cells)

    return step


LAST = "enterprises/E-039"


def test_a_member_that_is_put_back_as_it_was_has_not_left(tmp_path):
    repo, ids = in_a_row(tmp_path, edited(drop, restore()))
    assert said(repo, ids, ids[1]) == [(1, "PL607", LAST)]
    assert said(repo, ids) == []
    assert said(repo, ids, ids[2], f"^{ids[1]}") == []  # its facts are no new ones, however late


def test_a_member_that_comes_back_as_another_one_is_told_where_it_comes_back(tmp_path):
    books = edited(drop, restore(disposal="升级"))
    assert said(*in_a_row(tmp_path, books)) == [(2, "PL608", f"{LAST}/disposal")]
    moved = edited(drop, restore(exited_on=str(START)))
    assert said(*in_a_row(tmp_path / "moved", moved)) == [(2, "PL609", f"{LAST}/exited_on")]


def test_a_member_that_leaves_again_needs_another_amendment(tmp_path):
    again = edited(both(drop, amend(LAST)), restore(), more=drop)
    assert said(*in_a_row(tmp_path, again)) == [(3, "PL607", LAST)]
    assert said(*in_a_row(tmp_path / "bare", edited(drop, restore(), more=drop))) == [(3, "PL607", LAST)]


def test_a_member_that_one_branch_took_out_does_not_come_back_on_another(tmp_path):
    """Both list the same enterprise; one takes it out again, the other has it in another park."""
    base = a_book(1)
    listed, gone, other, merge = (days_later(base, day) for day in range(1, 5))
    listed.list_one("E-900", "东园", listed.today)
    other.list_one("E-900", "西园", other.today)
    merge.roster = other.roster
    told = merged(tmp_path, base, listed, gone, other, merge, parents=((), (0,), (1,), (0,), (2, 3)))
    assert told == [(2, "PL607", "enterprises/E-900")]


def test_a_reclassified_member_that_is_put_back(tmp_path):
    def classed(name):
        def step(book):
            book.roster[-1]["disposal"] = name

        return step

    own = a_book(1).roster[-1]["disposal"]
    repo, ids = in_a_row(tmp_path, edited(classed("升级"), classed(own)))
    assert said(repo, ids, ids[1]) == [(1, "PL608", f"{LAST}/disposal")]
    assert said(repo, ids) == []


def accepted_book():
    """The first enterprise was accepted a month ago."""
    book = a_book(1)
    days = [str(START + timedelta(days=day)) for day in range(1, 6)]
    book.roster[0] |= dict(zip(("notified_on", "stopped_on", "exited_on", "verified_on"), days, strict=False))
    row = book.roster[0]
    book.look(on=days[4], kind="acceptance", park=row["park"], enterprise=row["id"], stage="验收", result="pass")
    book.today = START + timedelta(days=36)
    return book


def test_what_was_accepted_and_is_put_back_is_what_was_accepted(tmp_path):
    """A day is changed, then the row and its acceptance are taken out; in the end all stands as it was accepted."""
    first = accepted_book()
    changed, gone, back = (days_later(first, days) for days in (1, 2, 60))
    changed.roster[0]["verified_on"] = str(START + timedelta(days=5))
    gone.roster, gone.inspections = gone.roster[1:], gone.inspections[:-1]
    repo, ids = in_a_row(tmp_path, [first, changed, gone, back])
    told = {(number, code) for number, code, _ in said(repo, ids, ids[2])}
    assert told == {(1, "PL610"), (2, "PL610")}
    assert said(repo, ids) == []


def test_a_plan_that_is_put_back_has_not_been_taken_out(tmp_path):
    def drop_it(book):
        book.other = False

    def put_it_back(book):
        book.other = True

    repo, ids = in_a_row(tmp_path, edited(drop_it, put_it_back))
    assert said(repo, ids, ids[1]) == [(1, "PL612", "plans/q")]
    assert said(repo, ids) == []
    assert said(repo, ids, ids[2], f"^{ids[1]}") == []


def test_what_changed_while_a_plan_was_out_is_told_when_it_is_back(tmp_path):
    books = edited(drop, move)
    states = [State(book.files(), book.today, (place - 1,) if place else ()) for place, book in enumerate(books)]
    states[1].files.pop("data/plans/p.yaml")
    repo, ids = written(tmp_path / "repo", states)
    assert said(repo, ids, ids[1]) == [(1, "PL612", "plans/p")]
    assert said(repo, ids) == [(2, "PL601", DUE), (2, "PL607", LAST)]


def test_an_extension_that_was_taken_out_and_is_put_back(tmp_path):
    days = {"filed_on": date(2024, 1, 3), "approved_on": date(2024, 1, 4)}

    def later(book):
        book.today = date(2024, 6, 1)
        extend(book, **days)

    books = edited(lambda book: extend(book, **days), lambda book: book.plan["extensions"].clear(), more=later)
    assert said(*in_a_row(tmp_path, books)) == []


def test_an_edit_is_not_closed_by_what_another_branch_put_back(tmp_path):
    """One branch edits; another one makes the same edit and takes it back; the merge has the edit of the first."""
    base = a_book(1)
    books = [base, *(days_later(base, day) for day in range(1, 5))]
    for book in (books[1], books[2], books[4]):
        move(book)
    assert merged(tmp_path, *books, parents=((), (0,), (0,), (2,), (1, 3))) == [(1, "PL601", DUE)]


def test_before_publication_nothing_is_a_published_deadline(tmp_path):
    def late(book):
        book.today = date(2024, 5, 20)
        extend(book, to="2024-12-31")

    books = edited(move, late)
    for book in books:
        book.plan["issued_on"] = book.plan["effective_on"] = str(books[1].today)
    assert said(*in_a_row(tmp_path, books)) == []


def waived(repo):
    return [(one.rule.code, one.waived) for one in audited(repo).findings]


def test_a_waiver_covers_it_with_its_reason(tmp_path):
    repo, _ = in_a_row(tmp_path, edited(move, waive(DUE)))
    assert waived(repo) == [("PL601", "转录更正")]


def test_a_waiver_may_name_the_one_commit_that_it_is_about(tmp_path):
    _, ids = in_a_row(tmp_path / "first", edited(move))
    good, _ = in_a_row(tmp_path / "good", edited(move, waive(f"{DUE}@{ids[1][:8]}")))
    assert waived(good) == [("PL601", "转录更正")]
    other, _ = in_a_row(tmp_path / "other", edited(move, waive(f"{DUE}@0000000000")))
    assert waived(other) == [("PL601", None)]


def test_a_waiver_that_covers_nothing_or_has_expired_is_told_by_the_audit_alone(tmp_path):
    repo, _ = in_a_row(tmp_path, edited(lambda book: None, waive("tasks/2")))
    assert waived(repo) == [("PL411", None)]
    ledger = read_ledger(FolderTree(repo.folder))
    assert [one for one in check(ledger, AS_OF) if one.rule.code in ("PL409", "PL410", "PL411")] == []
    expired, _ = in_a_row(tmp_path / "expired", edited(move, waive(DUE, until="2024-02-01")))
    assert sorted(waived(expired)) == [("PL410", None), ("PL601", None)]


# What is silent, and what cannot be read


def test_before_publication_a_plan_may_change(tmp_path):
    books = edited(move)
    for book in books:
        book.plan["issued_on"] = book.plan["effective_on"] = str(books[1].today)
    assert said(*in_a_row(tmp_path, books)) == []
    for book in books:
        del book.plan["issued_on"], book.plan["effective_on"]
    assert said(*in_a_row(tmp_path / "without", books)) == []


def test_the_day_of_issue_cannot_be_moved_out_of_the_way(tmp_path):
    def postpone(book):
        book.plan["issued_on"] = book.plan["effective_on"] = "2024-12-31"

    found = said(*in_a_row(tmp_path, edited(postpone, move)))
    assert found == [(1, "PL602", "effective_on"), (1, "PL602", "issued_on")]


def test_what_a_plan_leaves_to_the_office_the_office_may_change(tmp_path):
    def set_(book):
        book.look_every = "year"

    def edit(book):
        book.plan["zero"][0]["look_every"] = "year"

    assert said(*in_a_row(tmp_path, edited(set_))) == []
    assert said(*in_a_row(tmp_path / "edited", edited(edit))) == [(1, "PL603", "zero/z1/look_every")]


def test_one_more_name_changes_nothing_and_a_name_that_goes_does(tmp_path):
    def name(*aliases):
        def edit(book):
            book.plan["disposals"][0]["aliases"] = list(aliases)

        return edit

    found = said(*in_a_row(tmp_path, edited(name("关闭"), name("关闭", "取缔"), more=name("取缔"))))
    assert found == [(3, "PL603", "disposals/关停/aliases")]


def test_words_of_an_extension_may_be_mended_its_days_may_not(tmp_path):
    def extend(book):
        book.plan["extensions"].append({
            "criterion": "1.1", "filed_on": str(book.today), "approved_on": str(book.today), "by": "区政府",
            "reason": "未完", "document": "文9", "to": "2024-06-30",
        })  # fmt: skip

    def word(book):
        book.plan["extensions"][0]["reason"] = "设备未拆完"

    def move_it(book):
        book.plan["extensions"][0]["approved_on"] = str(START)

    found = said(*in_a_row(tmp_path, edited(extend, word, more=move_it)))
    assert found == [(3, "PL601", "extensions/1.1 文9/approved_on")]


def test_without_limits_the_rules_that_need_one_are_silent(tmp_path, monkeypatch):
    monkeypatch.setattr("history.story.LIMITS", {})

    def everything(book):
        for tamper in (patrol_of_long_ago, copy_notes, all_at_once):
            assert tamper(book)

    assert said(*in_a_row(tmp_path, edited(everything))) == []


def test_a_plan_whose_file_is_renamed_is_followed(tmp_path):
    books = edited(lambda book: None, move)
    states = [State(book.files(), book.today, (place - 1,) if place else ()) for place, book in enumerate(books)]
    renamed = [
        state._replace(files={path.replace("/p.", "/r."): text for path, text in state.files.items()})
        for state in states[1:]
    ]
    assert said(*written(tmp_path / "repo", [states[0], *renamed])) == [(2, "PL601", DUE)]


def test_a_commit_that_cannot_be_read_hides_nothing(tmp_path):
    """The next one that can be read is compared with the last one that could."""

    def break_(book):
        book.broken = "\n]"

    def mend(book):
        book.broken = ""
        move(book)

    repo, ids = in_a_row(tmp_path, edited(break_, lambda book: book.look(park="东园"), more=mend))
    assert said(repo, ids) == [(3, "PL601", DUE)]
    assert [(ids.index(one.commit.id), one.plan) for one in audited(repo).passed] == [(1, "p"), (2, "p")]


def test_a_date_that_cannot_be_read_for_a_while_hides_nothing(tmp_path):
    books = [a_book(1)]
    for day in ("2024-01-04", "2024-01-99", "2024-01-02"):
        book = days_later(books[-1], 4)
        book.roster[0]["stopped_on"] = day
        books.append(book)
    books[-1].today += timedelta(days=30)
    found = said(*in_a_row(tmp_path, books))
    assert found == [(3, "PL609", "enterprises/E-000/stopped_on")]


def test_a_wrong_cell_of_which_no_rule_asks_stops_nothing(tmp_path):
    books = edited(move)
    files = [book.files() for book in books]
    roster = "data/enterprises/p.csv"
    files = [one | {roster: one[roster].replace("id,name", "credit_code,id,name").replace("\nE-", "\n123,E-")}
             for one in files]  # fmt: skip
    states = [State(one, book.today, (place - 1,) if place else ())
              for place, (one, book) in enumerate(zip(files, books, strict=True))]  # fmt: skip
    repo, ids = written(tmp_path / "repo", states)
    assert said(repo, ids) == [(1, "PL601", DUE)]
    assert audited(repo).passed == ()


def test_of_many_cases_in_one_commit_the_first_are_told(tmp_path):
    books = [a_book(1)]
    for number in range(150):
        books[0].list_one(f"X-{number:03}", "东园", START)
    emptied = days_later(books[0], 1)
    emptied.roster = emptied.roster[:10]
    repo, _ = in_a_row(tmp_path, [books[0], emptied])
    found = [one for one in audited(repo).findings if one.rule.code == "PL607"]
    assert (len(found), sum(one.cases for one in found)) == (101, 180)
