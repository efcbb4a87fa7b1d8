"""Lines of tables and keys."""

from __future__ import annotations

import json
import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_tui.codebook.lines import json_lines, toml_lines
from annotate_tui.codebook.load import builtin_text

TOML = '''\
# [not.a.table]
top = "x = 1 # no comment"
"odd key".'other' = 3
text = """
[also.not]
say \\"hi\\" QQQQQ # ends with two quotation marks
raw = \'\'\'
[[nor.this]]\'\'\'

[a]
b.c = 1
list = [
    "one", # [x]
    { k = 1, inner = { deep = "}" } },

    [1,
     2],
]

[[a.items]]
id = "first"
[a.items.sub]
key = 1
[[a.items]]
id = 'second'
[[a.items.parts]]
n = 1979-05-27T07:32:00Z
[[a.items.parts]]
n = 2
[ "quoted" . table ]
z = true
'''.replace("Q", '"')


def test_lines_of_toml():
    lines = toml_lines(TOML)
    assert tomllib.loads(TOML)
    expected = {
        ("top",): 2,
        ("odd key", "other"): 3,
        ("text",): 4,
        ("raw",): 7,
        ("a",): 10,
        ("a", "b", "c"): 11,
        ("a", "list", 0): 13,
        ("a", "list", 1, "inner", "deep"): 14,
        ("a", "list", 2, 1): 17,
        ("a", "items", 0): 20,
        ("a", "items", 0, "id"): 21,
        ("a", "items", 0, "sub", "key"): 23,
        ("a", "items", 1): 24,
        ("a", "items", 1, "parts", 0, "n"): 27,
        ("a", "items", 1, "parts", 1, "n"): 29,
        ("quoted", "table", "z"): 31,
    }
    assert {path: lines.get(path) for path in expected} == expected


def everything(value, path=()):
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*path, key), part
        yield from everything(part, (*path, key))


def test_every_key_of_the_built_in_codebook_stands_on_its_line():
    text = builtin_text("health-claims")
    lines, rows = toml_lines(text), text.splitlines()
    found = list(everything(tomllib.loads(text)))
    assert len(found) > 500
    for path, value in found:
        row = rows[lines[path] - 1]
        if isinstance(path[-1], str):
            assert path[-1] in row, path
        if isinstance(value, (bool, int)):
            assert str(value).lower() in row, path


def test_windows_line_ends_and_a_byte_order_mark():
    lines = toml_lines("\ufeffa = 1\r\n[b]\r\nc = 2\r\n")
    assert lines == {("a",): 1, ("b",): 2, ("b", "c"): 3}


plain_keys = st.text().filter(lambda key: "\\" not in json.dumps(key))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(plain_keys, inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from("abc"), json_values))
def test_nothing_of_a_json_text_is_missed(value):
    lines = json_lines(json.dumps(value, indent=1))
    assert {path for path, _ in everything(value)} <= set(lines)


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_can_be_scanned(text):
    for scan in (toml_lines, json_lines):
        assert all(line >= 1 for line in scan(text).values())
