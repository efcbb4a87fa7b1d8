"""What differs between two versions, and which step of the version it needs."""

from __future__ import annotations

import pytest

from annotate_tui.codebook.diff import Step, compare, next_version
from annotate_tui.codebook.load import parse_codebook

TEXT = """\
schema = "annotate-tui/codebook@1"
id = "small"
version = "1.2.3"
title = "Small"

[unit_kinds.heading]
policy = "skip"

[[facets]]
id = "kind"
name = "Kind"
type = "single"
required = true
question = "Which?"

[[facets.values]]
id = "fact"
name = "Fact"
key = "a"
short = "A fact."

[[facets.values]]
id = "view"
name = "View"
key = "b"
short = "A view."

[[facets]]
id = "scale"
type = "ordinal"
values = [{ id = "low", rank = 0 }, { id = "mid", rank = 1 }, { id = "high", rank = 2 }]
ask_when = { facet = "kind", in = ["fact"] }

[[rules]]
title = "One"
text = "First."
"""


def book(text=TEXT):
    return parse_codebook(text, name="small.toml", format="toml")


def changed(*replacements):
    text = TEXT
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return compare(book(), book(text))


LOW, MID = '{ id = "low", rank =', '{ id = "mid", rank ='
VALUE = '\n[[facets.values]]\nid = "view"\nname = "View"\nkey = "b"\nshort = "A view."\n'
ADDED = '\n[[facets.values]]\nid = "wish"\nkey = "w"\n'


@pytest.mark.parametrize(
    ("old", "new", "step", "semantic"),
    [
        ('name = "Fact"', 'name = "Facts"', Step.PATCH, False),
        ('key = "a"', 'key = "c"', Step.PATCH, False),
        ('question = "Which?"', 'question = "Which one?"', Step.PATCH, False),
        ('title = "Small"', 'title = "Smaller"', Step.PATCH, False),
        ('short = "A fact."', 'short = "A plain fact."', Step.MINOR, True),
        ('text = "First."', 'text = "Second."', Step.MINOR, True),
        ('policy = "skip"', 'policy = "ask"', Step.MINOR, True),
        ('in = ["fact"]', 'in = ["fact", "view"]', Step.MINOR, True),
        (VALUE, VALUE + ADDED, Step.MINOR, True),
        ('short = "A view."', 'short = "A view."\nretired = false', Step.NONE, False),
        ("[[rules]]", '[[facets]]\nid = "flag"\ntype = "boolean"\n[[rules]]', Step.MINOR, False),
        (VALUE, ADDED, Step.MAJOR, True),
        ('type = "single"', 'type = "multi"', Step.MAJOR, True),
        ('"mid", rank = 1', '"middle", rank = 1', Step.MAJOR, True),
        ('"high", rank = 2', '"high", rank = 3', Step.MAJOR, True),
        (f"{LOW} 0 }}, {MID} 1 }}", f"{MID} 0 }}, {LOW} 1 }}", Step.MAJOR, True),
        ('id = "scale"\n', 'id = "ladder"\n', Step.MAJOR, True),
    ],
)  # fmt: skip
def test_the_step_that_a_change_needs(old, new, step, semantic):
    diff = changed((old, new))
    assert diff.needed is step
    assert any(d.semantic for d in diff.differences if d.step is step) is semantic


def test_sentences_say_what_was_and_what_is():
    diff = changed(('name = "Fact"', 'name = "Facts"'), ('key = "a"', 'key = "c"'))
    assert [d.sentence for d in diff.differences] == [
        "facet 'kind', value 'fact': name changed: Fact → Facts",
        "facet 'kind', value 'fact': key changed: a → c",
    ]


def test_the_gravest_change_comes_first():
    diff = changed(('title = "Small"', 'title = "S"'), (VALUE, ADDED))
    assert [d.step for d in diff.differences] == sorted((d.step for d in diff.differences), reverse=True)
    assert diff.differences[0].sentence == "facet 'kind': value 'view' was removed"


def test_an_edit_without_a_new_version_is_a_problem():
    diff = changed(('name = "Fact"', 'name = "Facts"'))
    assert diff.problems == (
        "The codebook was edited without a new version: it is still 1.2.3 and needs 1.2.4 (a patch step).",
    )


def test_a_step_that_is_too_small_is_a_problem():
    diff = changed(('short = "A fact."', 'short = "?"'), ('"1.2.3"', '"1.2.4"'))
    assert diff.next_version == "1.3.0"
    assert diff.problems == ("1.2.3 → 1.2.4 is too small a step for these changes; they need 1.3.0.",)


def test_a_version_that_goes_back_is_a_problem():
    [problem] = changed(('"1.2.3"', '"1.1.0"')).problems
    assert "went back from 1.2.3 to 1.1.0" in problem


def test_the_version_alone_may_always_rise():
    diff = changed(('"1.2.3"', '"3.0.0"'))
    assert diff.needed is Step.NONE
    assert diff.problems == ()


def test_a_major_step_needs_a_migration_that_covers_what_went():
    removed = (VALUE, ADDED)
    bumped = ('"1.2.3"', '"2.0.0"')
    [problem] = changed(removed, bumped).problems
    assert "no migration from 1.2.3" in problem
    partly = ("[[rules]]", '[[migrations]]\nfrom = "1.2.3"\nto = "2.0.0"\n[[rules]]')
    [problem] = changed(removed, bumped, partly).problems
    assert problem == "The migration from 1.2.3 does not say what becomes of kind = view."
    for target in ('"fact"', '["fact", "wish"]', "[]"):
        migration = (
            f'[[migrations]]\nfrom = "1.2.3"\nto = "2.0.0"\nmap = {{ kind = {{ view = {target} }} }}\n'
        )
        assert changed(removed, bumped, ("[[rules]]", migration + "[[rules]]")).problems == ()


def test_a_removed_facet_is_listed_in_the_migration():
    gone = TEXT[TEXT.index('[[facets]]\nid = "scale"') : TEXT.index("[[rules]]")]
    migration = '[[migrations]]\nfrom = "1.2.3"\nto = "2.0.0"\n'
    [problem] = changed((gone, migration), ('version = "1.2.3"', 'version = "2.0.0"')).problems
    assert "'scale' in removed_facets" in problem
    listed = migration + 'removed_facets = ["scale"]\n'
    assert changed((gone, listed), ('version = "1.2.3"', 'version = "2.0.0"')).problems == ()


def test_versions():
    assert next_version("1.2.3", Step.PATCH) == "1.2.4"
    assert next_version("1.2.3", Step.MINOR) == "1.3.0"
    assert next_version("1.9.3", Step.MAJOR) == "2.0.0"
    assert str(Step.MAJOR) == "major"


def test_another_codebook_is_a_major_difference_without_advice_on_versions():
    diff = changed(('id = "small"', 'id = "other"'))
    assert diff.needed is Step.MAJOR
    assert diff.problems == ()
