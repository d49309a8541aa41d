"""Two states of a CSV that come from one: what both sides meant is kept, and only what contradicts is a conflict."""

from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parkledger.write import merge as merging
from parkledger.write.merge import Conflict, merged

BASE = """\
id,name,park,exited_on
E-1,甲,东园,
E-2,乙,东园,
E-3,丙,西园,
"""


def put(text, old, new):
    assert old in text
    return text.replace(old, new, 1)


def merge(ours, theirs, base=BASE):
    found = merged((base, ours, theirs))
    assert found is not None
    return found


def test_rows_beside_each_other_are_no_conflict():
    ours = put(BASE, "E-1,甲,东园,", "E-1,甲,东园,2024-02-01")
    theirs = put(BASE, "E-2,乙,东园,", "E-2,乙,东园,2024-02-02")
    assert merge(ours, theirs) == (put(ours, "E-2,乙,东园,", "E-2,乙,东园,2024-02-02"), ())


def test_cells_of_one_row_are_merged():
    ours = put(BASE, "E-1,甲,东园,", "E-1,甲,东园,2024-02-01")
    assert merge(ours, put(BASE, "E-1,甲", "E-1,甲厂")).text == put(ours, "E-1,甲", "E-1,甲厂")


def test_both_add_rows_at_the_end():
    found = merge(BASE + "E-4,丁,西园,\n", BASE + "E-5,戊,西园,\n")
    assert found == (BASE + "E-4,丁,西园,\nE-5,戊,西园,\n", ())


def test_a_row_is_added_where_it_was_added():
    assert merge(BASE, put(BASE, "E-2", "E-9,己,东园,\nE-2")).text.splitlines()[2] == "E-9,己,东园,"


def test_both_add_the_same_row():
    assert merge(BASE + "E-4,丁,西园,\n", BASE + "E-4,丁,西园,\n").text == BASE + "E-4,丁,西园,\n"


def test_both_add_a_row_of_one_id_and_each_knows_something():
    assert merge(BASE + "E-4,丁,西园,\n", BASE + "E-4,丁,,2024-02-01\n").text == BASE + "E-4,丁,西园,2024-02-01\n"


def test_one_takes_a_row_away():
    without = put(BASE, "E-2,乙,东园,\n", "")
    assert merge(BASE, without).text == merge(without, BASE).text == merge(without, without).text == without


def test_both_change_one_cell_differently():
    ours = put(BASE, "E-1,甲,东园,", "E-1,甲,东园,2024-02-01") + "E-4,丁,西园,\n"
    theirs = put(put(BASE, "E-1,甲,东园,", "E-1,甲厂,东园,2024-02-09"), "E-3,丙", "E-3,丙坊")
    assert merge(ours, theirs) == (
        """\
id,name,park,exited_on
<<<<<<< ours
E-1,甲厂,东园,2024-02-01
=======
E-1,甲厂,东园,2024-02-09
>>>>>>> theirs
E-2,乙,东园,
E-3,丙坊,西园,
E-4,丁,西园,
""",
        (Conflict("E-1", ("exited_on",)),),
    )


@pytest.mark.parametrize("swapped", [False, True])
def test_one_takes_away_what_the_other_changes(swapped):
    without, changed = put(BASE, "E-2,乙,东园,\n", ""), put(BASE, "E-2,乙", "E-2,乙社")
    found = merge(*((changed, without) if swapped else (without, changed)))
    assert found.conflicts == (Conflict("E-2", ("name",)),)
    assert "E-2,乙社,东园,\n" in found.text
    assert found.text.count("E-2") == 1


def test_a_column_that_one_side_added():
    theirs = "id,name,park,exited_on,note\nE-1,甲,东园,,看过\nE-2,乙,东园,,\nE-3,丙,西园,,\n"
    ours = put(BASE, "E-2,乙,东园,", "E-2,乙,东园,2024-02-02")
    expected = put(theirs, "E-2,乙,东园,,", "E-2,乙,东园,2024-02-02,")
    assert merge(ours, theirs).text == merge(theirs, ours).text == expected


def test_what_nobody_touched_keeps_its_spelling():
    base = BASE.replace("E-3,丙", '"E-3","丙\n坊"').replace("\n", "\r\n")
    ours = put(base, "E-1,甲,东园,", "E-1,甲,东园,2024-02-01")
    theirs = put(base, "E-2,乙", 'E-2,"乙,社"')
    assert merge(ours, theirs, base).text == put(ours, "E-2,乙", 'E-2,"乙,社"')


def test_chinese_heads():
    base = BASE.replace("id,name", "编号,企业名称")
    assert merge(put(base, "甲", "甲厂"), put(base, "乙", "乙社"), base).conflicts == ()


RECORDS = "on,kind,park,result\n2024-01-01,patrol,东园,clear\n2024-01-02,patrol,东园,clear\n"


def test_records_are_whole_rows():
    ours = RECORDS + "2024-01-03,patrol,东园,clear\n"
    theirs = put(RECORDS, "02,patrol,东园,clear", "02,patrol,东园,producing") + "2024-01-04,patrol,西园,clear\n"
    text = merge(ours, theirs, RECORDS).text
    assert sorted(text.splitlines()) == sorted([*theirs.splitlines(), "2024-01-03,patrol,东园,clear"])
    assert merge(ours, ours, RECORDS).text == ours


def test_both_correct_one_record_differently():
    assert merged((RECORDS, put(RECORDS, "02,patrol", "03,patrol"), put(RECORDS, "02,patrol", "04,patrol"))) is None


@pytest.mark.parametrize(
    "doubtful",
    [
        "",
        "id,name\n",
        BASE + "E-1,甲,东园,\n",
        BASE + ",丁,东园,\n",
        BASE + "\n",
        BASE + "E-4,丁\n",
        BASE + 'E-4,"丁,东园,\n',
        put(BASE, "E-2", "<<<<<<< x\nE-2"),
        put(BASE, "park", "name"),
    ],
)
def test_a_file_of_doubtful_form_is_merged_as_lines(doubtful):
    assert merged((BASE, doubtful, BASE)) is None
    assert merged((BASE, BASE, doubtful)) is None


CELL = st.sampled_from(["", "a", "b", "c,d", 'e"f'])
ROSTER = st.dictionaries(st.sampled_from("ABCDEF"), st.tuples(CELL, CELL), max_size=6)
LINES = st.dictionaries(st.sampled_from("ABCDEF"), st.tuples(CELL, CELL | st.just("g\nh")), max_size=6)


def text_of(roster):
    def quoted(cell):
        return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in '",\n') else cell

    return "id,x,y\n" + "".join(f"{key},{','.join(map(quoted, row))}\n" for key, row in roster.items())


@settings(max_examples=200)
@given(LINES, LINES, LINES, st.booleans())
def test_what_is_read_part_by_part_is_merged_as_the_whole(base, ours, theirs, records):
    texts = [text_of(one).replace("id,", "kind,", records) for one in (base, ours, theirs)]
    whole = merged(texts)
    with mock.patch.object(merging, "_LINES", 2):
        assert merged(texts) == whole


@settings(max_examples=300)
@given(ROSTER, ROSTER, ROSTER)
def test_no_fact_of_either_side_is_lost(base, ours, theirs):
    """Of every cell the merge holds what one side made of it, and both where they disagree."""
    found = merged(map(text_of, (base, ours, theirs)))
    assert found is not None
    at_odds = {one.id for one in found.conflicts}
    for key in {*base, *ours, *theirs}:
        was, mine, yours = base.get(key), ours.get(key), theirs.get(key)
        expected = yours if mine == was else mine
        alike = mine == yours or was in (mine, yours)
        if alike and key not in at_odds:
            expected_text = text_of({key: expected}).splitlines()[1:] if expected else []
            assert [line for line in found.text.splitlines() if line.startswith(f"{key},")] == expected_text
        assert not (alike and key in at_odds)
        if key in at_odds:
            assert "<<<<<<< ours" in found.text
    assert merged(map(text_of, (base, ours, ours))).text == text_of(ours)
    assert merged(map(text_of, (base, base, theirs))).conflicts == ()
