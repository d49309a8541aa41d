"""A tree of files to a Ledger: which files belong to which plan, what is left when some are broken."""

import os
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parkledger.base.tree import FolderTree
from parkledger.checks import check
from parkledger.read.ledger import file_of, plan_ids, read_ledger, stems
from support.found import found
from support.ledgers import ledger_from
from support.trees import MemoryTree

AS_OF = date(2024, 6, 30)
PLAN = """\
title: 示例方案
issued_by: 示例区
units:
  - name: 甲局
tasks:
  - id: "1"
    title: 印发方案
    clause: 一
    lead: [甲局]
    criteria:
      - {id: "1.1", text: 印发, clause: 一, due: 2024-03, milestone: {}}
"""
ROSTER = "id,name,park\nE-1,示例厂,东园\n"
FILINGS = "item,unit,done_on\n"
PARKS = "parks:\n  - {id: 东园, name: 东园工业园区, aliases: [东院]}\n"


def told(files):
    """What ``check`` finds in these files: path, line, column, code."""
    return found(check(ledger_from({"filings/p.csv": FILINGS} | files, findings=True), AS_OF))


# ── which file belongs to which plan


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("jinnan-2021", ("jinnan-2021", "jinnan")),
        ("jinnan", ("jinnan",)),
        ("guangzhou-2019-b", ("guangzhou-2019-b",)),
        ("jinnan-21", ("jinnan-21",)),
    ],
)
def test_a_plans_files_have_its_stem_or_its_stem_without_the_year(plan, expected):
    assert stems(plan) == expected


def test_the_plans_are_the_yaml_files_of_their_folder():
    files = {"plans/b-2024.yaml": "", "plans/a.yaml": "", "plans/notes.txt": "", "plans/.gitkeep": ""}
    assert plan_ids(MemoryTree(files)) == ["a", "b-2024"]


@pytest.mark.parametrize(
    ("files", "named", "path"),
    [
        (["enterprises/p.csv"], {}, "enterprises/p.csv"),
        (["enterprises/p-2024.csv"], {}, "enterprises/p-2024.csv"),
        (["enterprises/p.csv", "enterprises/p-2024.csv"], {}, "enterprises/p-2024.csv"),
        (["enterprises/q.csv"], {}, None),
        (["enterprises/p.csv", "enterprises/q.csv"], {"enterprises": "q.csv"}, "enterprises/q.csv"),
        (["enterprises/p.yaml"], {}, None),
    ],
)
def test_the_roster_of_the_plan_p_2024(files, named, path):
    assert file_of(MemoryTree(dict.fromkeys(files, "")), "p-2024", "enterprises", named) == path


def test_parks_are_in_yaml_or_csv():
    assert file_of(MemoryTree({"parks/p.csv": ""}), "p-2024", "parks", {}) == "parks/p.csv"
    assert file_of(MemoryTree({"parks/p.csv": "", "parks/p.yaml": ""}), "p-2024", "parks", {}) == "parks/p.yaml"


def test_parks_in_csv_and_in_yaml_read_alike():
    csv = "id,name,aliases\n东园,东园工业园区,东院\n"
    ledgers = [
        ledger_from({"plans/p.yaml": PLAN, "enterprises/p.csv": ROSTER, path: text})
        for path, text in (("parks/p.yaml", PARKS), ("parks/p.csv", csv))
    ]
    first, second = (one.campaigns[0].parks for one in ledgers)
    assert (first.texts, first.days, first.numbers) == (second.texts, second.days, second.numbers)


def test_the_ledger_file_may_name_other_files():
    files = {
        "ledger.yaml": "files: {p-2024: {enterprises: roster.csv}}\n",
        "plans/p-2024.yaml": PLAN,
        "enterprises/roster.csv": ROSTER,
    }
    (campaign,) = ledger_from(files).campaigns
    assert campaign.enterprises.texts["id"] == ["E-1"]


def test_a_named_file_that_is_not_there_is_found():
    files = {"ledger.yaml": "files: {p: {enterprises: roster.csv}}\n", "plans/p.yaml": PLAN}
    assert told(files) == ["enterprises/roster.csv:1:1 PL101"]


def test_files_of_no_plan_are_named_and_not_read():
    files = {
        "plans/p-2024.yaml": PLAN,
        "enterprises/p.csv": ROSTER,
        "enterprises/p-2023.csv": "\xff",
        "parks/p.yaml": PARKS,
        "parks/p.csv": "id,name\n",
        "filings/q.csv": "",
        "enterprises/readme.txt": "",
    }
    assert told(files) == ["enterprises/p-2023.csv:1:1 PL315", "filings/q.csv:1:1 PL315", "parks/p.csv:1:1 PL315"]


def test_what_nobody_takes_for_data_is_passed_over():
    files = {"plans/p.yaml": PLAN, "enterprises/p.csv": ROSTER, "parks/p.yaml": PARKS}
    aside = ("README", "readme.txt", "说明.md", ".gitkeep", "~$p.xlsx", "p.csv~", ".p.csv.swp", "Thumbs.db", "p.json")
    files |= {f"enterprises/{name}": "x" for name in aside}
    files |= {f"enterprises/照片/{name}": "x" for name in ("1.jpg", ".gitkeep")}
    files |= {"README.md": "x", "docker-compose.yml": "x", "schemas/plan.json": "x", "archive/p.csv": "x"}
    assert told(files) == []


def test_what_was_to_be_read_and_is_not_is_named():
    files = {
        "plans/p.yaml": PLAN,
        "enterprises/p.CSV": ROSTER,
        "enterprises/p.xlsx": "PK",
        "enterprises/2023/p.csv": ROSTER,
        "filings/p.csv.bak": "",
        "parks/p.yml": PARKS,
        "ledger.yml": "language: en",
        "p.csv": ROSTER,
        "Plans/q.yaml": PLAN,
        "enterprise/p.csv": ROSTER,
        "inspection/.gitkeep": "",
    }
    assert told(files) == [
        "Plans/:1:1 PL319",
        "enterprise/:1:1 PL319",
        "enterprises/2023/p.csv:1:1 PL315",
        "enterprises/p.CSV:1:1 PL318",
        "enterprises/p.xlsx:1:1 PL318",
        "filings/p.csv.bak:1:1 PL315",
        "inspection/:1:1 PL319",
        "ledger.yml:1:1 PL317",
        "p.csv:1:1 PL315",
        "parks/p.yml:1:1 PL317",
    ]


def test_one_plan_is_read_with_its_files_alone():
    files = {
        "plans/p.yaml": PLAN,
        "enterprises/p.csv": ROSTER,
        "parks/p.yaml": PARKS,
        "plans/q.yaml": "title: [",
        "enterprises/q.csv": "",
    }
    ledger = read_ledger(MemoryTree(files), "p")
    assert [campaign.id for campaign in ledger.campaigns] == ["p"]
    assert ledger.findings == ledger.stray == ledger.unreadable == ()


def test_a_folder_without_plans_is_an_empty_ledger():
    ledger = ledger_from({"enterprises/p.csv": ROSTER}, findings=True)
    assert ledger.campaigns == ()
    assert ledger.stray == ("enterprises/p.csv",)


def test_two_plans_that_share_a_file_find_its_faults_once():
    files = {
        "plans/p-2023.yaml": PLAN,
        "plans/p-2024.yaml": PLAN,
        "enterprises/p.csv": "id,name,exited_on,credit_code\nE-1,示例厂,2024-02-30,无\nE-1,示例厂,,\n",
    }
    assert told(files) == [
        "enterprises/p.csv:2:9 PL204",
        "enterprises/p.csv:2:20 PL502",
        "enterprises/p.csv:3:1 PL501",
    ]


def test_each_file_that_is_read_is_told_to_the_person_who_waits():
    said = []
    files = {"plans/p.yaml": PLAN, "enterprises/p.csv": ROSTER, "parks/p.yaml": PARKS}
    read_ledger(MemoryTree(files), progress=said.append)
    assert said == ["plans/p.yaml", "parks/p.yaml", "enterprises/p.csv"]


# ── parks by any of their names


@pytest.mark.parametrize("name", ["东园", "东园工业园区", "东院"])
def test_a_park_is_known_by_its_id_its_name_and_its_aliases(name):
    files = {
        "plans/p.yaml": PLAN,
        "parks/p.yaml": PARKS,
        "enterprises/p.csv": f"id,name,park\nE-1,示例厂,{name}\n",
        "inspections/p.csv": f"on,kind,park,result\n2024-05-01,patrol,{name},clear\n",
    }
    (campaign,) = ledger_from(files).campaigns
    assert campaign.enterprises.texts["park"] == ["东园"]
    assert campaign.inspections.texts["park"] == ["东园"]


# ── settings

DUTY = PLAN + (
    "duties:\n  - {id: f1, title: 报告, clause: 二, kind: recurring, every: settings.report, lead: [甲局]}\n"
)


def test_a_setting_stands_where_the_plan_names_it():
    files = {"plans/p.yaml": DUTY, "ledger.yaml": "settings: {p: {report: 每季度}}\n"}
    (campaign,) = ledger_from(files).campaigns
    assert str(campaign.plan.duties[0].every) == "quarter"
    assert campaign.missing_settings == ()


@pytest.mark.parametrize(
    "file", ["", "settings: {}\n", "settings: {q: {report: month}}\n", "settings: {p: {reprot: month}}\n",
             "settings: {p: [month]}\n", "settings: {p: {report: }}\n"],
)  # fmt: skip
def test_a_setting_that_the_ledger_does_not_give_is_a_warning_at_its_place(file):
    assert told({"plans/p.yaml": DUTY, "ledger.yaml": file}) == ["plans/p.yaml:13:60 PL312"]


def test_a_setting_of_a_wrong_kind_is_found_where_the_plan_names_it():
    files = {"plans/p.yaml": DUTY, "ledger.yaml": "settings: {p: {report: 经常}}\n"}
    assert told(files) == ["plans/p.yaml:13:60 PL206"]


def test_a_list_may_be_a_setting():
    plan = PLAN.replace("[甲局]", "settings.office")
    files = {"plans/p.yaml": plan, "ledger.yaml": "settings: {p: {office: [甲局]}}\n"}
    assert ledger_from(files).campaigns[0].plan.tasks[0].lead == ("甲局",)


def test_what_is_wrong_in_the_ledger_file_is_found_in_it():
    files = {"plans/p.yaml": PLAN, "ledger.yaml": "timezon: Asia/Shanghai\nsettings:\n  p: {a: 1, a: 2}\n"}
    assert told(files) == ["ledger.yaml:1:1 PL201", "ledger.yaml:3:13 PL105"]
    assert ledger_from(files, findings=True).file.timezone == "Asia/Shanghai"


# ── broken files


@pytest.mark.parametrize(
    "plan", ["title: [\n", "", "- a\n", "方案\n", "title: 方案\n", "issued_by: 示例区\n",
    "[" * 500, "a: 1\n---\n" + PLAN],
)  # fmt: skip
def test_a_plan_that_cannot_be_read_is_named_and_the_others_are_read(plan):
    files = {"plans/a.yaml": plan, "plans/p.yaml": PLAN}
    ledger = ledger_from(files, findings=True)
    assert ledger.unreadable == ("a",)
    assert ledger.findings
    assert {one.span.path for one in ledger.findings} == {"plans/a.yaml"}
    assert [campaign.id for campaign in ledger.campaigns if campaign.whole] == ["p"]


def test_a_plan_with_a_faulty_criterion_is_read_in_part():
    text = PLAN + "      - {id: '1.2', text: 再次印发, clause: 一, due: 适时, milestone: {}}\n"
    ledger = ledger_from({"plans/p.yaml": text}, findings=True)
    (campaign,) = ledger.campaigns
    assert found(ledger.findings) == ["plans/p.yaml:12:49 PL205"]
    assert ledger.unreadable == ("p",)
    assert not campaign.whole
    assert [one.id for _, _, _, one in campaign.plan.criteria()] == ["1.1"]


def test_a_plan_in_gb18030_is_read_as_a_whole_with_a_warning():
    ledger = ledger_from({"plans/p.yaml": PLAN.encode("gb18030")}, findings=True)
    assert found(ledger.findings) == ["plans/p.yaml:1:1 PL102"]
    assert ledger.campaigns[0].plan.title == "示例方案"
    assert ledger.unreadable == ()


@pytest.mark.parametrize(
    ("part", "faulty"),
    [
        ("criterion", "      - {id: '1.2', text: 印发, clause: 一, due: 适时, milestone: {}}\n"),
        ("duty", "duties:\n  - {id: '1.2', title: 报, clause: 二, kind: 经常}\n"),
    ],
)
def test_a_filing_for_what_failed_its_shape_is_no_second_finding(part, faulty):
    files = {"plans/p.yaml": PLAN + faulty, "filings/p.csv": "item,done_on\n1.1,2024-03-01\n1.2,2024-03-01\n"}
    assert [one for one in told(files) if one.startswith("filings")] == []


def test_a_unit_that_failed_its_shape_is_no_second_finding_where_it_is_named():
    plan = PLAN.replace("  - name: 甲局\n", "  - {name: 甲局, kind: 局}\n")
    assert told({"plans/p.yaml": plan}) == ["plans/p.yaml:4:22 PL210"]


def test_a_park_that_failed_its_shape_is_no_second_finding_where_it_is_named():
    files = {
        "plans/p.yaml": PLAN,
        "enterprises/p.csv": ROSTER,
        "parks/p.yaml": "parks:\n  - {id: [东园], name: 东园区}\n",
    }
    assert [one for one in told(files) if not one.startswith("parks")] == []


def test_a_parks_file_that_cannot_be_read_is_one_finding_and_not_one_a_row():
    files = {"plans/p.yaml": PLAN, "enterprises/p.csv": ROSTER, "parks/p.yaml": "parks: [\n"}
    assert [one for one in told(files) if not one.startswith("parks")] == []


# ── files on disk


def laid_out(folder: Path, files):
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return FolderTree(folder)


def test_a_folder_and_files_in_memory_read_alike(tmp_path):
    files = {
        "ledger.yaml": "settings: {p: {report: 经常}}\n",
        "plans/p.yaml": DUTY,
        "parks/p.yaml": PARKS,
        "filings/p.csv": FILINGS,
        "enterprises/p.csv": "id,name,park\nE-1,示例厂,东元\n".encode("gb18030"),
    }
    on_disk = check(read_ledger(laid_out(tmp_path, files)), AS_OF)
    assert on_disk == check(read_ledger(MemoryTree(files)), AS_OF)
    assert found(on_disk) == [
        "enterprises/p.csv:1:1 PL102",
        "enterprises/p.csv:2:9 PL302",
        "plans/p.yaml:13:60 PL206",
    ]


def test_findings_show_the_path_as_a_person_would_type_it(tmp_path):
    files = {"plans/p.yaml": PLAN, "parks/p.yaml": PARKS, "filings/p.csv": FILINGS}
    laid_out(tmp_path, {**files, "enterprises/p.csv": "id,name,park\nE-1,,东元\n"})
    ledger = read_ledger(FolderTree(tmp_path, "data"))
    assert found(check(ledger, AS_OF)) == ["data/enterprises/p.csv:2:5 PL202", "data/enterprises/p.csv:2:6 PL302"]


@pytest.mark.parametrize("path", ["plans/p.yaml", "enterprises/p.csv", "parks/p.yaml", "filings/p.csv", "ledger.yaml"])
@pytest.mark.parametrize("kind", ["folder", "fifo", "loop", "dangling"])
def test_what_is_no_regular_file_is_a_finding_and_never_waited_for(tmp_path, path, kind):
    tree = laid_out(tmp_path, {"plans/p.yaml": PLAN})
    file = tmp_path / path
    file.unlink(missing_ok=True)
    file.parent.mkdir(exist_ok=True)
    if kind == "folder":
        file.mkdir()
    elif kind == "fifo":
        os.mkfifo(file)
    else:
        file.symlink_to(file.name if kind == "loop" else "nowhere")
    assert found(read_ledger(tree).findings) == [f"{path}:1:1 PL101"]


def test_a_name_of_a_file_that_is_not_utf_8_does_no_harm(tmp_path):
    laid_out(tmp_path, {"plans/p.yaml": PLAN})
    (tmp_path / os.fsdecode(b"plans/\xff.yaml")).write_text("title: [\n")
    ledger = read_ledger(FolderTree(tmp_path))
    assert len(ledger.unreadable) == 1
    assert len(ledger.campaigns) == 1


def test_a_nul_in_a_files_name_is_refused():
    files = {"plans/p.yaml": PLAN, "ledger.yaml": 'files: {p: {enterprises: "a\\0b.csv"}}\n'}
    assert told(files) == ["ledger.yaml:1:26 PL108"]


# ── any text

YAML_LIKE = st.text(alphabet=st.sampled_from("[]{}:-,&*!|>'\"%@`# \n\tab一"), max_size=60)
VALUES = st.sampled_from(
    ["x", "[]", "{}", "[x]", "{x: y}", "[{}]", "[{id: x}]", "", "''", "0", "-1", "1.5", "true", "settings.x",
     "[settings.x]", "2021-06-31", "0001年前", "0001-01-01", "9999-12-31", "9999年底", "长期坚持", "每季度", "999年",
     "enterprises", "parks", "units", "accepted", "no_capacity", "relapse", "exited_on", "&a x", "*a", "万", "两"]
)  # fmt: skip
BASE = Path(__file__).parents[1] / "findings/_base"
SOUND_PLAN = (BASE / "plans/mini-2024.yaml").read_text("utf-8")
SCALARS = [found.span() for found in re.finditer(r"(?<=: )[^{}\[\],\n]+|(?<=\[)[^{}\[\],\n]+(?=[\],])", SOUND_PLAN)]


def with_changes(changes):
    """The sound plan of the findings with some of its values put in the place of others."""
    text = SOUND_PLAN
    for (start, end), value in sorted(changes, reverse=True):
        text = text[:start] + value + text[end:]
    return text


CHANGED = st.lists(st.tuples(st.sampled_from(SCALARS), VALUES), max_size=3, unique_by=lambda change: change[0])
CUT = st.tuples(st.integers(0, len(SOUND_PLAN)), st.integers(0, 40)).map(
    lambda cut: SOUND_PLAN[: cut[0]] + SOUND_PLAN[sum(cut) :]
)


def sound_with(**changed):
    """The files of the sound ledger of the findings, some of them changed."""
    paths = {"plans": "plans/mini-2024.yaml", "parks": "parks/mini.yaml"}
    files = {str(file.relative_to(BASE)): file.read_bytes() for file in BASE.rglob("*") if file.is_file()}
    return files | {paths.get(kind, f"{kind}/mini.csv"): text for kind, text in changed.items()}


@given(st.text(alphabet=st.characters()) | YAML_LIKE | CHANGED.map(with_changes) | CUT)
@example(SOUND_PLAN.replace("2024年底", "0001年前", 1))
@example(SOUND_PLAN.replace("of: enterprises, from: 3", "of: units, from: 3"))
@example(SOUND_PLAN.replace("of: enterprises, from: 3", "of: enterprises, where: {listed_on: x}, from: 3"))
@example(SOUND_PLAN.replace("count: parks,", "count: parks, where: {zone: x},"))
@settings(max_examples=200, deadline=None)
def test_no_text_of_a_plan_makes_reading_or_checking_raise(text):
    ledger = ledger_from(sound_with(plans=text.encode("utf-8", "surrogatepass")), findings=True)
    check(ledger, AS_OF)
    assert ledger.unreadable == () or ledger.findings


@given(st.text(alphabet=st.characters()) | YAML_LIKE)
@settings(max_examples=100, deadline=None)
def test_no_text_of_the_ledger_file_makes_reading_raise(text):
    files = {"plans/p.yaml": DUTY, "ledger.yaml": text.encode("utf-8", "surrogatepass")}
    check(ledger_from(files, findings=True), AS_OF)


CELLS = st.sampled_from(
    ["E-1", "E-2", "东园", "", "2021-06-31", "2021-06-30", "9999-12-31", "0001-01-01", "-", "1e5", "NA",
     '"', '""', '"a',
     "\x00", "\u202e", "99010119850601175X", "914403001922038216", "9.1120112E+17", "x" * 300, "acceptance", "patrol",
     "pass", "clear", "验收", "f1", "1.1", "2024-13", "2024-05"]
)  # fmt: skip
HEADERS = {
    "enterprises": "id,name,credit_code,park,listed_on,exited_on,capacity_gone_on",
    "inspections": "on,kind,park,enterprise,stage,result",
    "filings": "事项,单位,期间,完成日期,报送日期",
    "indicators": "subject,indicator,period,on,value",
}
KINDS = st.sampled_from(sorted(HEADERS))


def tables(kind):
    rows = st.lists(st.lists(CELLS, min_size=5, max_size=7).map(",".join), max_size=8)
    return rows.map(lambda rows: (kind, "\n".join([HEADERS[kind], *rows]).encode()))


@given(KINDS.flatmap(tables) | st.tuples(KINDS, st.binary()))
@settings(max_examples=200, deadline=None)
def test_no_bytes_of_a_table_make_reading_or_checking_raise(given):
    kind, raw = given
    check(ledger_from(sound_with(**{kind: raw}), findings=True), AS_OF)


@given(st.binary() | YAML_LIKE.map(str.encode) | YAML_LIKE.map(lambda text: f"parks:\n  - {text}\n".encode()))
@settings(max_examples=200, deadline=None)
def test_no_bytes_of_the_parks_make_reading_or_checking_raise(raw):
    check(ledger_from(sound_with(parks=raw), findings=True), AS_OF)
