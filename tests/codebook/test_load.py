"""Codebook files: what is accepted, and what is said about the rest."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from annotate_tui.codebook.load import builtin_text, load_codebook, parse_codebook
from annotate_tui.errors import CodebookError

DATA = Path(__file__).parents[1] / "data" / "codebook"

EVIDENCE = """
[[facets]]
id = "evidence"
type = "ordinal"
values = [
    { id = "e0", rank = 0 },
    { id = "e3", rank = 3 },
    { id = "e4", rank = 3 },
]
"""


def test_the_message_names_file_line_facet_and_what_to_do(problems):
    [said] = problems(EVIDENCE)
    assert said == (
        "small.toml, line 18, facet 'evidence': "
        "value 'e4' has the same rank as 'e3'; give each step its own rank."
    )


def test_all_problems_of_a_file_are_said_at_once_in_its_order(problems):
    said = problems(
        """
[[facets]]
id = "first"
type = "sngle"
[[facets]]
id = "second"
type = "boolean"
shrot = "x"
[[facets]]
id = "third"
type = "single"
key = "W"
values = [{ id = "NA" }, { id = "b", key = "long" }]
ask_when = { facet = "kynd", in = ["fact"] }
"""
    )
    assert [sentence.split(":")[0] for sentence in said] == [
        "small.toml, line 14, facet 'first'",
        "small.toml, line 18, facet 'second'",
        "small.toml, line 22, facet 'third'",
        "small.toml, line 23, facet 'third'",
        "small.toml, line 23, facet 'third'",
        "small.toml, line 24, facet 'third'",
    ]
    assert "type is 'sngle', but must be one of: single, multi, ordinal" in said[0]
    assert "there is no key 'shrot'; did you mean 'short'?" in said[1]
    assert "'kynd', which is no facet; did you mean 'kind'?" in said[5]


MISTAKES = tomllib.loads((DATA / "mistakes.toml").read_text(encoding="utf-8"))["mistake"]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake["said"] for mistake in MISTAKES])
def test_each_mistake_is_found_and_explained(problems, mistake):
    [sentence] = problems("\n" + mistake["added"])
    assert mistake["said"] in sentence
    assert sentence.startswith("small.toml, line ")
    assert sentence.endswith((".", "?", "…"))


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ('version = "1.0"', "three numbers"),
        ('version = "01.0.0"', "three numbers"),
        ('id = "a b"', "'a b' is no id"),
        ('title = ""', "title is empty"),
        ('schema = "annotate-tui/codebook@2"', "must be one of: annotate-tui/codebook@1"),
        ("version = 1.0", "version must be text in quotation marks, not 1.0"),
        ('enable = ["certainty"]', "no optional facet"),
    ],
)
def test_mistakes_in_the_head(head, said):
    lines = {
        "schema": 'schema = "annotate-tui/codebook@1"',
        "id": 'id = "x"',
        "version": 'version = "1.0.0"',
        "title": 'title = "X"',
        "facets": 'facets = [{ id = "k", type = "boolean", required = true }]',
    }
    lines[head.split(" ")[0]] = head
    with pytest.raises(CodebookError) as caught:
        parse_codebook("\n".join(lines.values()), name="x.toml", format="toml")
    assert said in caught.value.problems[0]


def test_a_circle_of_conditions_is_said_once(problems):
    [said] = problems(
        """
[[facets]]
id = "p"
type = "boolean"
ask_when = { facet = "q", in = [true] }
[[facets]]
id = "q"
type = "boolean"
ask_when = { any = [{ facet = "kind", in = ["fact"] }, { not = { facet = "p", in = [true] } }] }
"""
    )
    assert "depends on itself (p → q → p)" in said


def test_a_codebook_that_requires_nothing_is_refused(problems):
    [said] = problems(kind="[[facets]]\nid = 'k'\ntype = 'boolean'\n")
    assert "no facet of a unit is required" in said


def test_the_second_of_two_equal_ids_is_the_one_that_is_named(problems):
    [said] = problems(
        "\n[[facets]]\nid = 'odd'\ntype = 'boolean'\n\n[[facets]]\nid = 'odd'\ntype = 'boolean'\n"
    )
    assert said.startswith("small.toml, line 16, facet 'odd'")


def test_optional_facets_are_off_until_they_are_enabled():
    text = builtin_text("health-claims")
    switched_on = text.replace(
        'language = "en"', 'language = "en"\nenable = ["evidence_kind", "certainty"]', 1
    )
    plain = parse_codebook(text, name="a", format="toml")
    more = parse_codebook(switched_on, name="a", format="toml")
    assert "certainty" not in [f.id for f in plain.facets]
    ids = [f.id for f in more.facets]
    assert ids[:5] == ["claim_type", "certainty", "evidence", "evidence_kind", "coi_cues"]
    assert more.hash != plain.hash
    keys = [v.key for f in more.unit_facets for v in f.values]
    assert "" not in keys
    assert len(set(keys)) == len(keys)


def test_a_condition_on_an_optional_facet_says_how_to_switch_it_on(problems):
    [said] = problems(
        '[[optional_facets]]\nid = "extra"\ntype = "boolean"\n'
        '[[facets]]\nid = "more"\ntype = "boolean"\nask_when = { facet = "extra", in = [true] }\n'
    )
    assert "optional; switch it on with enable" in said


def test_json_is_accepted_and_means_the_same(builtin, tmp_path):
    raw = tomllib.loads(builtin_text("health-claims"))
    path = tmp_path / "claims.json"
    path.write_text(json.dumps(raw, indent=2), encoding="utf-8")
    assert load_codebook(path) == builtin


def test_lines_of_json_are_found_too(tmp_path):
    path = tmp_path / "small.json"
    lines = [
        '{"schema": "annotate-tui/codebook@1", "id": "s", "version": "1.0.0", "title": "S",',
        ' "facets": [',
        '  {"id": "k", "type": "single", "required": true,',
        '   "values": [',
        '    {"id": "a"},',
        '    {"id": "a"}]}]',
        "}",
    ]
    path.write_text("\n".join(lines))
    with pytest.raises(CodebookError) as caught:
        load_codebook(path)
    assert any("line 6, facet 'k': value 'a' stands twice" in problem for problem in caught.value.problems)


def test_the_hash_is_of_the_content_alone(builtin):
    raw = tomllib.loads(builtin_text("health-claims"))

    def shuffled(value):
        if isinstance(value, dict):
            return {key: shuffled(value[key]) for key in reversed(value)}
        return [shuffled(part) for part in value] if isinstance(value, list) else value

    again = parse_codebook(json.dumps(shuffled(raw)), name="x.json", format="json")
    assert again.hash == builtin.hash
    commented = "# a comment\n\n" + builtin_text("health-claims").replace(" = ", "   =  ")
    assert parse_codebook(commented, name="x.toml", format="toml").hash == builtin.hash
    raw["facets"][0]["values"][0]["short"] += "!"
    assert parse_codebook(json.dumps(raw), name="x.json", format="json").hash != builtin.hash


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "empty.toml", "begins with schema"),
        (b"[[facets]\n", "broken.toml", "line 1: this is not valid TOML"),
        (b'schema = "x"\nid = \n', "broken.toml", "line 2: this is not valid TOML"),
        (b'a = """\n\n', "broken.toml", "line 2: this is not valid TOML"),
        (b'schema = "x"\nschema = "x"\n', "twice.toml", "line 2: this is not valid TOML"),
        (b"\xff\xfe\x00", "binary.toml", "is not text in UTF-8 (byte 0)"),
        (b"{\n 'a': 1}", "broken.json", "line 2: this is not valid JSON"),
        (b'{"a": 1, "a": 2}', "twice.json", "'a' stands twice"),
        (b'{"a": NaN}', "nan.json", "NaN is no number"),
        (b"[1]", "list.json", "one JSON object"),
        (b'{"schema": "\\ud800"}', "odd.json", "cannot be read"),
        (b"[" * 100_000, "deep.json", "nested too deeply"),
        (b"a = " + b"[" * 100_000, "deep.toml", "deep.toml"),
        (b"a = " + b"9" * 5000, "long.toml", "cannot be read"),
    ],
)
def test_files_that_are_no_codebooks(tmp_path, content, name, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CodebookError) as caught:
        load_codebook(path)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)


def test_no_file_and_a_folder(tmp_path):
    with pytest.raises(CodebookError, match="is no file"):
        load_codebook(tmp_path / "none.toml")
    with pytest.raises(CodebookError, match="is a folder"):
        load_codebook(tmp_path)
