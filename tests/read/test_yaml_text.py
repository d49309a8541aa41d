"""YAML text to positioned values: everything stays text, what hides its meaning is refused with its place."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parkledger.base.findings import Finding
from parkledger.base.sources import Source
from parkledger.read import yaml_text
from parkledger.read.yaml_text import parse_yaml, read_yaml
from support.found import at, found
from support.trees import MemoryTree

ANY_TEXT = st.text(alphabet=st.characters())
YAML_LIKE = st.text(alphabet=st.sampled_from("[]{}:-,&*!|>'\"%@`#?<=~ \n\t\rab中1\x00\x1b\x85\u2028\ufeff\ud800"))


def data_of(text):
    source, findings = parse_yaml(text, "p.yaml")
    assert not findings
    return source.data


def faults(text):
    return at(parse_yaml(text, "p.yaml")[1])


# ── values


@pytest.mark.parametrize(
    "scalar",
    ["no", "on", "012", "12:30", "12:30:45", "1_000", "2021-06-31", "0000-01-01", "true", "null", "~", "NA", ".nan",
     "1e999", "0x1F", "１２", "12E5", "91120112MA0000CT7U", "914403001922038216", "9" * 5000],
)  # fmt: skip
def test_every_plain_scalar_stays_the_text_that_is_written(scalar):
    assert data_of(f"value: {scalar}\n") == {"value": scalar}


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("on: no\n1: 012\n2021-06-30: x\n", {"on": "no", "1": "012", "2021-06-30": "x"}),
        ("a:\nb: ''\nc: \"\"\n", {"a": None, "b": "", "c": ""}),
        ("a: [一, 二]\nb:\n  - c: 三\n", {"a": ["一", "二"], "b": [{"c": "三"}]}),
        ("a: |\n  一\n  二\nb: >-\n  三\n  四\n", {"a": "一\n二\n", "b": "三 四"}),
        ("a: x # 附注\n# 附注\n", {"a": "x"}),
        ("# 只有附注\n", {}),
        ("", {}),
        ("\n\n", {}),
        ("---\na: 1\n...\n", {"a": "1"}),
        ("%YAML 1.1\n---\na: 1\n", {"a": "1"}),
        ("\ufeffa: 1\n", {"a": "1"}),
        ("只是一句话", "只是一句话"),
    ],
)
def test_a_document_is_mappings_lists_and_text(text, data):
    assert data_of(text) == data


def test_escapes_pass_as_text_and_are_left_to_the_field_types():
    assert data_of('a: "\\e[31m\\0"\n') == {"a": "\x1b[31m\x00"}


# ── places

PLAN = "title: 方案\ntasks:\n  - id: 一\n    lead: [甲局, 乙局]\n  - {id: 二, lead: [丙局]}\n"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), "p.yaml:1:1"),
        (("title",), "p.yaml:1:8"),
        (("tasks",), "p.yaml:3:3"),
        (("tasks", 0), "p.yaml:3:5"),
        (("tasks", 0, "lead", 1), "p.yaml:4:16"),
        (("tasks", 1, "lead", 0), "p.yaml:5:20"),
        (("tasks", 1, "due"), "p.yaml:5:5"),
        (("tasks", 7, "due"), "p.yaml:3:3"),
        (("nothing", "there"), "p.yaml:1:1"),
    ],
)
def test_the_place_of_a_value_else_of_what_is_nearest_around_it(path, place):
    source, _ = parse_yaml(PLAN, "p.yaml")
    assert str(source.span(*path)) == place


@pytest.mark.parametrize(
    ("text", "place"), [("a:\n", "1:3"), ("? a", "1:4"), ("? a\nb: 1\n", "2:1"), ("- x\n-", "2:2")]
)
def test_a_value_that_is_not_there_has_a_place_within_the_file(text, place):
    source, _ = parse_yaml(text, "p.yaml")
    step = "a" if isinstance(source.data, dict) else 1
    assert str(source.span(step)) == f"p.yaml:{place}"


def test_many_values_on_one_line_with_a_tab_take_no_longer_for_it():
    start = time.process_time()
    assert faults("a: [b,\tc" + ", d" * 100_000 + "]\n") == ["1:7 PL106"]
    assert time.process_time() - start < 5


def test_the_place_of_a_key():
    source, _ = parse_yaml(PLAN, "p.yaml")
    assert str(source.key_span("tasks", 0, "lead")) == "p.yaml:4:5"
    assert str(source.key_span("tasks", 1, "lead")) == "p.yaml:5:13"


def test_a_pointer_names_items_by_their_ids():
    source, _ = parse_yaml(PLAN, "p.yaml")
    assert source.pointer("tasks", 1, "lead", 0) == "tasks/二/lead/0"
    assert source.pointer("tasks", 7, "lead") == "tasks/7/lead"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_count_alike_whatever_ends_them(end):
    assert faults(f"a: 1{end}{end}b: 2{end}b: 3{end}") == ["4:1 PL105"]


# ── what is refused


@pytest.mark.parametrize(
    ("text", "fault", "kept"),
    [
        ("due: 1\ndue: 2\n", "2:1 PL105", {"due": "1"}),
        ("a: {due: 1, due: 2}\n", "1:13 PL105", {"a": {"due": "1"}}),
        ("a:\n  - due: 1\n    'due': 2\n", "3:5 PL105", {"a": [{"due": "1"}]}),
    ],
)
def test_of_a_key_that_stands_twice_the_first_is_kept(text, fault, kept):
    source, findings = parse_yaml(text, "p.yaml")
    assert at(findings) == [fault]
    assert source.data == kept


def test_the_finding_of_a_second_key_names_the_line_of_the_first():
    _, (finding,) = parse_yaml("a: 1\nb: 1\na: 2\n", "p.yaml")
    assert finding.args == {"key": "a", "first": "1"}


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("a: &x 1\n", ["1:4 PL106"]),
        ("a: *x\n", ["1:4 PL106"]),
        ("a: &x [*x]\n", ["1:4 PL106", "1:8 PL106"]),
        ("a: {b: 1}\n<<: {c: 1}\n", ["2:1 PL106"]),
        ("a: !!int foo\n", ["1:4 PL106"]),
        ("a: !!bool x\n", ["1:4 PL106"]),
        ("a: !!timestamp x\n", ["1:4 PL106"]),
        ("a: !!python/object/apply:os.system [ls]\n", ["1:4 PL106"]),
        ("a: ! 012\n", ["1:4 PL106"]),
        ("a: 1\n---\nb: 2\n", ["2:1 PL106"]),
        ("a: 1\n---\nb: 2\n---\nc: 3\n", ["2:1 PL106"]),
        ("a:\n\tb: 1\n", ["2:1 PL106"]),
        ("\ta: 1\n", ["1:1 PL106"]),
        ("a:\n  b: 1\n\tc: 1\n", ["3:1 PL106"]),
        ("a:\t1\n", ["1:3 PL106"]),
        ("a:\n  - [b,\tc]\n", ["2:8 PL106"]),
        ("a: \t [b]\n", ["1:4 PL106"]),
    ],
)
def test_features_that_hide_what_a_line_means_are_refused(text, refused):
    assert faults(text) == refused


@pytest.mark.parametrize(
    ("text", "faulty"),
    [
        ("? [a]\n: b\n", "1:3 PL203"),
        ("? {a: b}\n: c\n", "1:3 PL203"),
        ("a: {[b]: c}\n", "1:5 PL203"),
    ],
)
def test_a_key_is_one_word(text, faulty):
    assert faults(text) == [faulty]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title: [a, b\nissued_by: c\n", "1:8 PL104"),
        ("a:\n  - {b: 1\n  - {b: 2}\n", "2:5 PL104"),
        ("a: {b: 1 c: 2}\n", "1:11 PL104"),
        ("a: 1\n b: 2\n", "2:3 PL104"),
        ("a: b: c\n", "1:5 PL104"),
        ("a: 1\n}\n", "2:1 PL104"),
        ("a: '未完\n", "1:4 PL104"),
        ("a: 1\n只有词\nb: 2\n", "2:1 PL104"),
        ("a: 1\n只有词", "2:1 PL104"),
        ("a: @b\n", "1:4 PL104"),
        ('a: "\\q"\n', "1:5 PL104"),
        ('a: "\\ud800"\n', "1:7 PL104"),
    ],
)
def test_what_cannot_be_parsed_is_one_finding_with_its_place(text, place):
    source, findings = parse_yaml(text, "p.yaml")
    assert source is None
    assert at(findings) == [place]


@pytest.mark.parametrize("character", ["\x01", "\x1b", "\x7f", "\x85", "\u2028", "\u2029"])
def test_a_raw_control_character_is_found_on_its_own_line(character):
    assert faults(f"# 津南区园区治理方案\r\n# 附件一\na: {character}\nb: 1\nc: 1\nd: 1\n") == ["3:4 PL108"]


def test_a_tab_within_a_text_is_text():
    assert data_of("a: '一\t二'\nb: |\n  三\t四\n") == {"a": "一\t二", "b": "三\t四\n"}


@pytest.mark.parametrize("text", ["a: [\n\t", "a: {x: 1,\n\ty: 2", "a: {\r\tx: 1, y: 甲"])
def test_a_tab_on_a_last_line_that_leaves_a_bracket_open_is_on_that_line(text):
    assert faults(text) == ["2:1 PL106"]


def test_an_unpaired_surrogate_is_a_finding():
    (fault,) = faults("a: 1\nb: \ud800\n")
    assert fault.endswith("PL104")


# ── bombs


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500,
        "[" * 30_000,
        "- " * 60_000,
        "{a: " * 500,
        "? " * 500,
        "".join(" " * n + "-\n" for n in range(500)),
        "a: " + "[" * 500 + "]" * 500,
    ],
    ids=["brackets", "many brackets", "dashes", "mappings", "questions", "lines", "closed brackets"],
)
def test_nesting_is_bounded(text):
    source, (finding,) = parse_yaml(text, "p.yaml")
    assert source is None
    assert finding.rule.code == "PL107"


def test_a_plan_may_nest_as_deep_as_any_plan_does():
    assert data_of("[" * 20 + "]" * 20)


def test_an_alias_bomb_is_not_unfolded():
    levels = ["l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10)]
    source, findings = parse_yaml("\n".join(levels), "p.yaml")
    assert source.data["l9"] == [None] * 10
    assert {one.rule.code for one in findings} == {"PL106"}


def test_a_merge_bomb_is_not_unfolded():
    levels = ["l0: &l0 {x: 1}"]
    levels += [f"l{n}: &l{n} {{<<: [{', '.join([f'*l{n - 1}'] * 10)}]}}" for n in range(1, 20)]
    source, findings = parse_yaml("\n".join(levels), "p.yaml")
    assert source.data["l19"] == {}
    assert {one.rule.code for one in findings} == {"PL106"}


def test_the_number_of_values_is_bounded(monkeypatch):
    monkeypatch.setattr(yaml_text, "MOST_VALUES", 5)
    assert faults("- 1\n- 2\n- 3\n- 4\n") == []
    assert faults("- 1\n- 2\n- 3\n- 4\n- 5\n") == ["5:3 PL107"]


def test_the_number_of_keys_of_one_mapping_is_bounded(monkeypatch):
    monkeypatch.setattr(yaml_text, "MOST_KEYS", 2)
    assert faults("a: {c: 1, d: 2}\nb: {c: 1, d: 2}\n") == []
    assert faults("a: 1\nb: 2\nc: 3\n") == ["3:1 PL107"]


# ── files


def test_a_file_may_begin_with_a_byte_order_mark():
    source, findings = read_yaml(MemoryTree({"p.yaml": b"\xef\xbb\xbftitle: \xe6\x96\xb9\n"}), "p.yaml")
    assert source.data == {"title": "方"}
    assert findings == ()


def test_a_file_in_gb18030_is_read_with_a_finding():
    source, findings = read_yaml(MemoryTree({"p.yaml": "title: 䶮园方案\n".encode("gb18030")}), "p.yaml")
    assert source.data == {"title": "䶮园方案"}
    assert found(findings) == ["p.yaml:1:1 PL102"]


def test_the_faults_of_a_file_in_gb18030_are_found_too():
    source, findings = read_yaml(MemoryTree({"p.yaml": "题: 甲\n题: 乙\n".encode("gb18030")}), "p.yaml")
    assert source.data == {"题": "甲"}
    assert found(findings) == ["p.yaml:1:1 PL102", "p.yaml:2:1 PL105"]


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"title: \xff\xff\n", "p.yaml:1:1 PL103"),
        ("title: 方案\n".encode("utf-16"), "p.yaml:1:1 PL103"),
        (b"title: [" + b"[" * 500, "p.yaml:1:32 PL107"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_finding(raw, fault):
    source, findings = read_yaml(MemoryTree({"p.yaml": raw}), "p.yaml")
    assert source is None
    assert found(findings) == [fault]


def test_a_file_that_is_not_there_is_a_finding():
    source, findings = read_yaml(MemoryTree({}), "p.yaml")
    assert source is None
    assert found(findings) == ["p.yaml:1:1 PL101"]


def test_the_size_of_a_file_is_bounded(monkeypatch):
    monkeypatch.setattr(yaml_text, "MOST_BYTES", 10)
    source, findings = read_yaml(MemoryTree({"p.yaml": b"title: 12345"}), "p.yaml")
    assert source is None
    assert found(findings) == ["p.yaml:1:1 PL107"]


# ── any text


@given(ANY_TEXT | YAML_LIKE)
@example("!!str")
@example("a: &a [*a]")
@example("...\n...")
@settings(max_examples=200, deadline=None)
def test_no_text_makes_the_parser_raise(text):
    source, findings = parse_yaml(text, "p.yaml")
    assert source is None or isinstance(source, Source)
    assert all(isinstance(one, Finding) and one.span.line >= 1 and one.span.column >= 1 for one in findings)
    assert source is not None or findings


@given(st.binary())
@settings(max_examples=200, deadline=None)
def test_no_bytes_make_the_reader_raise(raw):
    source, findings = read_yaml(MemoryTree({"p.yaml": raw}), "p.yaml")
    assert source is not None or findings
