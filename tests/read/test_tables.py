"""Cells to typed columns: a header in keys or titles, days as ordinals, numbers exact, no fact from a bad cell."""

from datetime import date
from decimal import Decimal

import pytest

from parkledger.model.columns import NEVER
from parkledger.model.notes import Column
from parkledger.model.rows import ROW_SCHEMAS, EnterpriseRow, FilingRow, InspectionRow, ParkRow
from parkledger.read.csv_text import parse_csv
from parkledger.read.tables import cells_of_list, cells_of_sheet, column_types, typed_table
from parkledger.read.yaml_text import parse_yaml
from support.found import at


def column(key, kind, *choices):
    return Column.model_validate({"key": key, "title": f"{key}列", "type": kind, "choices": choices})


def table_of(text, schema=EnterpriseRow, *declared):
    """The table of a CSV text, and what is found in its header and cells."""
    types = column_types(schema, declared)
    sheet, found = parse_csv(text, "t.csv")
    cells, more = cells_of_sheet(sheet, types)
    table, most = typed_table(cells, types)
    return table, (*found, *more, *most)


def parks_of(text):
    """The table of a YAML list of parks, and what is found in it."""
    types = column_types(ParkRow)
    source, found = parse_yaml(text, "p.yaml")
    cells, more = cells_of_list(source, "parks", types)
    table, most = typed_table(cells, types)
    return table, (*found, *more, *most)


def ordinal(text):
    return date.fromisoformat(text).toordinal()


# ── columns


@pytest.mark.parametrize("kind", ROW_SCHEMAS)
def test_every_column_has_a_key_and_a_title_of_its_own(kind):
    types = column_types(ROW_SCHEMAS[kind])
    names = [name for one in types for name in (one.key, one.title)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("key", "kept", "required"),
    [
        ("id", "text", True),
        ("credit_code", "text", False),
        ("exited_on", "day", False),
    ],
)
def test_how_the_columns_of_the_roster_are_kept(key, kept, required):
    (one,) = [one for one in column_types(EnterpriseRow) if one.key == key]
    assert (one.kept, one.required) == (kept, required)


@pytest.mark.parametrize(
    ("kind", "cell", "kept"),
    [
        ("text", "京哈以北", "京哈以北"),
        ("text", "NA", "NA"),
        ("text", "0710", "0710"),
        ("flag", "是", "true"),
        ("flag", "√", "true"),
        ("flag", "否", "false"),
        ("flag", "TRUE", "true"),
        ("flag", "", ""),
        ("date", "2021-06-30", ordinal("2021-06-30")),
        ("date", "", NEVER),
        ("moment", "2023-11-06 23:50", "2023-11-06 23:50"),
        ("moment", "2023-11-06T23:50", "2023-11-06 23:50"),
        ("moment", "", ""),
        ("count", "12", Decimal(12)),
        ("count", "0", Decimal(0)),
        ("count", "012", Decimal(12)),
        ("count", "", None),
        ("amount", "131.62", Decimal("131.62")),
        ("amount", "-0.5", Decimal("-0.5")),
        ("amount", "", None),
    ],
)
def test_a_declared_column_is_read_by_its_type(kind, cell, kept):
    table, found = table_of(f"id,name,extra\nE-1,示例厂,{cell}\n", EnterpriseRow, column("extra", kind))
    assert not found
    values = table.days if kind == "date" else table.numbers if kind in ("count", "amount") else table.texts
    assert values["extra"] == [kept]


@pytest.mark.parametrize(
    ("kind", "cell", "fault"),
    [
        ("date", "2021-06-31", "2:9 PL204"),
        ("date", "2021/6/30", "2:9 PL204"),
        ("date", "20210630", "2:9 PL204"),
        ("date", "44377", "2:9 PL204"),
        ("date", "0", "2:9 PL204"),
        ("date", "2021-06-30T00:00:00", "2:9 PL204"),
        ("date", "0000-01-01", "2:9 PL204"),
        ("date", "２０２１-06-30", "2:9 PL204"),
        ("moment", "2023-11-06", "2:9 PL204"),
        ("moment", "2023-11-06 24:00", "2:9 PL204"),
        ("moment", "2023-02-30 23:50", "2:9 PL204"),
        ("count", "1_000", "2:9 PL208"),
        ("count", "1.0", "2:9 PL208"),
        ("count", "-1", "2:9 PL208"),
        ("count", "１２", "2:9 PL208"),
        ("count", "12家", "2:9 PL208"),
        ("count", "9" * 5000, "2:9 PL208"),
        ("amount", "nan", "2:9 PL208"),
        ("amount", "inf", "2:9 PL208"),
        ("amount", "1e999", "2:9 PL208"),
        ("amount", "1e3", "2:9 PL208"),
        ("amount", ".5", "2:9 PL208"),
        ("flag", "maybe", "2:9 PL209"),
        ("flag", "2", "2:9 PL209"),
        ("text", "甲\x1b[31m", "2:9 PL108"),
        ("text", "甲\u202e乙", "2:9 PL108"),
        ("text", "x" * 20_001, "2:9 PL107"),
    ],
)
def test_an_unreadable_cell_is_a_finding_and_an_absent_fact_and_its_row_stays(kind, cell, fault):
    table, found = table_of(f"id,name,extra\nE-1,示例厂,{cell}\n", EnterpriseRow, column("extra", kind))
    assert at(found) == [fault]
    assert table.size == 1
    absent = {"date": NEVER, "count": None, "amount": None}.get(kind, "")
    values = table.days if kind == "date" else table.numbers if kind in ("count", "amount") else table.texts
    assert values["extra"] == [absent]


def test_a_declared_column_with_choices_takes_no_other_word():
    zone = column("zone", "text", "京哈以北", "京哈以南")
    table, found = table_of("id,name,zone\nE-1,甲,京哈以北\nE-2,乙,京哈以东\nE-3,丙,\n", EnterpriseRow, zone)
    assert at(found) == ["3:7 PL210"]
    assert found[0].near == ("京哈以北", "京哈以南")
    assert table.texts["zone"] == ["京哈以北", "", ""]


def test_the_choices_of_a_number_are_numbers():
    table, found = table_of("id,name,level\nE-1,甲,1\nE-2,乙,3\n", EnterpriseRow, column("level", "count", "1", "2"))
    assert at(found) == ["3:7 PL210"]
    assert table.numbers["level"] == [Decimal(1), None]


# ── header


@pytest.mark.parametrize(
    "header",
    ["id,name,exited_on", "编号,企业名称,退出日期", "编号,name,退出日期", " id , name , exited_on "],
)
def test_the_header_is_in_keys_or_in_titles(header):
    table, found = table_of(f"{header}\nE-1,示例厂,2021-09-30\n")
    assert not found
    assert table.texts["id"] == ["E-1"]
    assert table.days["exited_on"] == [ordinal("2021-09-30")]
    assert table.present == {"id", "name", "exited_on"}


def test_columns_that_the_file_has_not_are_there_and_absent():
    table, _ = table_of("id,name\nE-1,示例厂\n")
    assert table.texts["park"] == [""]
    assert table.days["exited_on"] == [NEVER]
    assert not table.numbers


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        ("id,name,exit_on", ["1:9 PL113"]),
        ("id,name,退出时间", ["1:9 PL113"]),
        ("id,name,", ["1:9 PL113"]),
        ("id,name,ID", ["1:9 PL113"]),
        ("id,name,name", ["1:9 PL115"]),
        ("id,name,企业名称", ["1:9 PL115"]),
        ("id,name,name,name", ["1:9 PL115", "1:14 PL115"]),
        ("id,nmae", ["1:4 PL113", "1:1 PL114"]),
        ("park,town", ["1:1 PL114", "1:1 PL114"]),
        ("\n\nid,name,exit_on", ["3:9 PL113"]),
        ('id,"name","exit_on"', ["1:11 PL113"]),
    ],
)
def test_a_column_that_is_not_known_missing_or_double_is_found(header, faults):
    _, found = table_of(f"{header}\n")
    assert at(found) == faults


def test_a_conflict_marker_above_the_header_does_not_move_it():
    _, found = table_of("<<<<<<< HEAD\nid,name,exit_on\n")
    assert at(found) == ["1:1 PL116", "2:9 PL113"]


def test_of_a_column_that_stands_twice_the_first_is_kept():
    table, _ = table_of("id,name,name\nE-1,甲,乙\n")
    assert table.texts["name"] == ["甲"]


def test_the_nearest_columns_are_named():
    _, (finding,) = table_of("id,name,exit_on\n")
    assert finding.near[0] == "exited_on"


# ── rows


def test_codes_and_names_that_look_like_numbers_or_nothing_stay_text():
    table, found = table_of(
        "id,name,credit_code\n"
        "0012,NA,914403001922038216\n"
        "1e5,null,\n"
        "None,nan,9144030071526726XG\n"
    )  # fmt: skip
    assert not found
    assert table.texts["id"] == ["0012", "1e5", "None"]
    assert table.texts["name"] == ["NA", "null", "nan"]
    assert table.texts["credit_code"] == ["914403001922038216", "", "9144030071526726XG"]


def test_blanks_around_a_cell_do_not_count():
    table, _ = table_of("id,name,park,exited_on\n E-1 , 示例厂 , 东园 , 2021-09-30 \n")
    assert table.texts["id"] == ["E-1"]
    assert table.texts["park"] == ["东园"]
    assert table.days["exited_on"] == [ordinal("2021-09-30")]


def test_no_fact_is_taken_from_a_ragged_row_and_its_cells_are_not_judged():
    table, found = table_of(
        "id,name,stopped_on,exited_on\n"
        "E-1,示例,厂,2021-08-01,2021-09-30\n"
        "E-2,示例厂,2021-08-01,2021-09-30\n"
    )  # fmt: skip
    assert at(found) == ["2:1 PL110"]
    assert table.texts["id"] == ["E-1", "E-2"]
    assert table.days["stopped_on"] == [NEVER, ordinal("2021-08-01")]
    assert table.days["exited_on"] == [NEVER, ordinal("2021-09-30")]


def test_each_of_several_like_faults_has_its_own_place():
    _, found = table_of("id,name,exited_on\nE-1,甲,不明\nE-2,乙,不明\n\nE-3,丙,不明\n")
    assert at(found) == ["2:7 PL204", "3:7 PL204", "5:7 PL204"]


@pytest.mark.parametrize(
    ("schema", "text", "fault"),
    [
        (EnterpriseRow, "id,name\n,示例厂\n", "2:1 PL202"),
        (EnterpriseRow, "id,name\nE-1,  \n", "2:5 PL202"),
        (FilingRow, "item,unit\n,区工业局\n", "2:1 PL202"),
        (InspectionRow, "on,kind,result\n,patrol,clear\n", "2:1 PL202"),
        (InspectionRow, "on,kind,result\n2021-09-30,,clear\n", "2:12 PL202"),
        (InspectionRow, "on,kind,result\n2021-09-30,patrol,\n", "2:19 PL202"),
    ],
)
def test_a_cell_that_every_row_needs_is_missed(schema, text, fault):
    _, found = table_of(text, schema)
    assert at(found) == [fault]


@pytest.mark.parametrize(
    ("word", "kind"),
    [("夜查", "night_patrol"), ("night_patrol", "night_patrol"), ("举报", "complaint"), ("投诉举报", "complaint")],
)
def test_kinds_of_inspection_are_read_in_both_languages(word, kind):
    table, found = table_of(f"日期,类型,园区,结果\n2021-09-30,{word},东园,正常\n", InspectionRow)
    assert not found
    assert table.texts["kind"] == [kind]
    assert table.texts["result"] == ["clear"]


@pytest.mark.parametrize(
    ("word", "label"),
    [("2021-07", "2021-07"), ("2021年7月", "2021-07"), ("2021年第三季度", "2021-Q3"), ("2021", "2021"), ("", "")],
)
def test_the_period_of_a_filing_has_one_spelling(word, label):
    table, found = table_of(f"item,period\nf1,{word}\n", FilingRow)
    assert not found
    assert table.texts["period"] == [label]


# ── lists in YAML

PARKS = """\
parks:
  - id: 东园
    name: 东园工业园区
    aliases: [东园工业大院, 东园集中地]
    enterprises: 124
    area_km2: 1.5
  - {id: 西园, name: 西园集中地, aliases: 西地、西院, exited_on: "2021-09-30"}
"""


def test_parks_are_read_from_a_list():
    table, found = parks_of(PARKS)
    assert not found
    assert table.texts["id"] == ["东园", "西园"]
    assert table.texts["aliases"] == ["东园工业大院、东园集中地", "西地、西院"]
    assert table.numbers["enterprises"] == [Decimal(124), None]
    assert table.numbers["area_km2"] == [Decimal("1.5"), None]
    assert table.days["exited_on"] == [NEVER, ordinal("2021-09-30")]
    assert list(table.lines) == [2, 7]


def test_the_places_of_a_list():
    table, _ = parks_of(PARKS)
    assert table.at(0, "enterprises") == (5, 18)
    assert table.at(1, "name") == (7, 20)
    assert table.at(1, "town") == (7, 5)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("parks:\n  - id: 东园\n    name: 东园区\n    twon: 东镇\n", ["4:5 PL201"]),
        ("parks:\n  - id: 东园\n    name: 东园区\npark: []\n", ["4:1 PL201"]),
        ("parks:\n  - 东园\n  - id: 西园\n    name: 西园区\n", ["2:5 PL203"]),
        ("parks: 东园\n", ["1:8 PL203"]),
        ("parks:\n  id: 东园\n", ["2:3 PL203"]),
        ("parks:\n  - id: 东园\n    name: [东园区]\n", ["3:11 PL203"]),
        ("parks:\n  - id: 东园\n    name: 东园区\n    enterprises: [1]\n", ["4:18 PL203"]),
        ("parks:\n  - id: 东园\n    name: 东园区\n    aliases: {a: b}\n", ["4:14 PL203"]),
        ("parks:\n  - id: 东园\n    name: 东园区\n    listed_on: 2021-06-31\n", ["4:16 PL204"]),
        ("parks:\n  - id: 东园\n    name:\n", ["3:10 PL202"]),
        ("parks:\n  - id: 东园\n  - id: 西园\n    name: 西园区\n", ["2:5 PL202"]),
        ("parks:\n  - name: 东园区\n", ["2:5 PL202"]),
        ("parks:\n  - id: 东园\n  - id: 西园\n", ["2:5 PL202", "3:5 PL202"]),
        ("- id: 东园\n", ["1:1 PL203"]),
        ("", ["1:1 PL203"]),
    ],
)
def test_what_is_wrong_in_a_list_is_found_at_its_place(text, faults):
    _, found = parks_of(text)
    assert at(found) == faults


def test_a_list_without_parks_is_no_fault():
    table, found = parks_of("parks: []\n")
    assert not found
    assert table.size == 0
