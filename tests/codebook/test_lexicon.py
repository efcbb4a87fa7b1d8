"""Cue words: what is found, and what a lexicon file may not hold."""

from __future__ import annotations

import textwrap
import time
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_tui.codebook.lexicon import builtin_lexicon, load_lexicon, normalised, parse_lexicon
from annotate_tui.codebook.lexicon_find import CueFinder, find_all_cues, find_cues
from annotate_tui.errors import InputError


def lexicon(*categories):
    head = 'schema = "annotate-tui/lexicon@1"\nid = "mine"\nversion = "1.0.0"\nlanguage = "en"\n'
    return parse_lexicon(head + "\n".join(categories), name="mine.toml")


def category(name, patterns, weak="[]"):
    return f"[categories.{name}]\nname = '{name}'\nweak = {weak}\npatterns = {patterns}"


def found(book, text):
    return [(text[cue.start : cue.end], cue.category, cue.weak) for cue in find_cues(book, text)]


def test_words_match_whole_and_in_any_case():
    book = lexicon(category("hedge", "['may', 'can', 'possibl*']", "['can']"))
    assert found(book, "May it? Maybe; dismay. Possibly it CAN.") == [
        ("May", "hedge", False),
        ("Possibly", "hedge", False),
        ("CAN", "hedge", True),
    ]


def test_typographic_quotes_and_spaces_match_plain_ones_at_their_own_offsets():
    book = lexicon(category("call", "[\"don't hesitate\", 'non-drug', '5 % off']"))
    text = "Please, don\u2019t\u00a0hesitate: a non\u2011drug plan, 5\u202f% off."
    assert [cue for cue, _, _ in found(book, text)] == [
        "don\u2019t\u00a0hesitate",
        "non\u2011drug",
        "5\u202f% off",
    ]


def test_the_longest_match_of_a_category_counts_and_categories_may_overlap():
    book = lexicon(
        category("slant", "['at best', 'modest at best', 'best']"), category("superlative", "['at best']")
    )
    assert found(book, "It is modest at best, the best.") == [
        ("modest at best", "slant", False),
        ("at best", "superlative", False),
        ("best", "slant", False),
    ]


def test_regular_expressions_and_case_where_it_counts():
    book = lexicon(category("source", "['re:\\b(?-i:[A-Z])\\w+ et al\\.', 're:^sources?:$']"))
    assert found(book, "As Lee et al. and others et al. say") == [("Lee et al.", "source", False)]
    assert found(book, "Sources:") == [("Sources:", "source", False)]


def test_a_pattern_that_takes_for_ever_is_given_up_and_named():
    book = lexicon(category("bad", "['re:(a|aa)+$', 'word']"))
    cues = find_all_cues(book, ["a" * 3000 + "b", "word aaaa"])
    assert cues.slow == ("re:(a|aa)+$",)
    assert cues.complete
    assert [len(spans) for spans in cues.spans] == [0, 1]


def test_nested_repetition_does_not_hold_up_an_article():
    book = lexicon(category("bad", "['re:(a+)+$', 'word']"))
    finder = CueFinder(book)
    hard = ("a" * 30 + " ") * 600
    began = time.monotonic()
    spans = [finder.find(text) for text in [hard, "word aaaa", *[hard] * 500]]
    assert finder.slow == ("re:(a+)+$",)
    assert [len(found) for found in spans[:2]] == [0, 1]
    # Without a limit the first text alone would take hours.
    assert time.monotonic() - began < 60


def test_many_slow_patterns_share_the_time_of_a_text_and_of_an_article():
    now = [0.0]

    def clock():
        now[0] += 0.04
        return now[0]

    book = lexicon(category("hedge", [f"re:may{'s?' * n}" for n in range(1, 60)]))
    finder = CueFinder(book, clock=clock)
    for _ in range(30):
        before = now[0]
        finder.find("It may.")
        assert now[0] - before < 0.5
    assert now[0] < 4
    assert not finder.complete
    assert finder.find("It may.") == ()


def test_usual_texts_use_up_no_time_however_many():
    now = [0.0]

    def clock():
        now[0] += 0.001
        return now[0]

    finder = CueFinder(lexicon(category("hedge", "['may']")), clock=clock)
    assert all(len(finder.find("It may.")) == 1 for _ in range(20_000))
    assert finder.complete


def test_regular_expressions_are_written_with_any_quotation_mark():
    book = lexicon(category("call", '["re:don\u2019t wait"]'))
    assert [cue for cue, _, _ in found(book, "Don't wait. Don\u2019t\u00a0wait.")] == [
        "Don't wait",
        "Don\u2019t\u00a0wait",
    ]


def test_letters_whose_case_is_odd_match_as_patterns_take_them():
    book = lexicon(category("a", "['istanbul', 'strasse', 'kelvin']"))
    texts = ["\u0130STANBUL", "\u0131stanbul", "STRASSE", "\u212aelvin"]
    assert [len(find_cues(book, text)) for text in texts] == [
        len(regex.findall(r"(?i)istanbul|strasse|kelvin", text)) for text in texts
    ]


def test_when_the_time_is_up_the_rest_has_no_cues():
    book = lexicon(category("hedge", "['may']"))
    cues = find_all_cues(book, ["It may."] * 3, seconds=0)
    assert cues.spans == ((), (), ())
    assert not cues.complete


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (category("a", "['re:(']"), 8, "is no regular expression"),
        (category("a", "['re:x*']"), 8, "would match everywhere"),
        (category("a", "['  ']"), 8, "would match everywhere"),
        (category("a", f"['re:{'a' * 3000}']"), 8, "at most 2000 characters"),
        (category("a", "['re:a{1,99999999999999999999}']"), 8, "is no regular expression"),
        (category("a", "['may']", "['mai']"), 7, "'mai' is weak, but no pattern; did you mean 'may'?"),
        (category("a", "[]"), 5, "there is no pattern"),
        (category("a", "'may'"), 8, "patterns must be a list of texts"),
        (category("a", "['may']") + "\ncolor = 'red'", 9, "there is no key 'color'; did you mean 'colour'?"),
        ("", 1, "there is no category"),
    ],
)
def test_mistakes_are_named_with_their_line(text, line, said):
    with pytest.raises(InputError) as caught:
        lexicon(text)
    assert any(p.startswith(f"mine.toml, line {line}") and said in p for p in caught.value.problems)


def test_files_that_are_no_lexicons(tmp_path):
    path = tmp_path / "lexicon.toml"
    with pytest.raises(InputError, match="cannot be read"):
        load_lexicon(path)
    for content, said in ((b"\xff", "UTF-8"), (b"a = ", "not valid TOML"), (b"a = 1", "begins with schema")):
        path.write_bytes(content)
        with pytest.raises(InputError, match=said):
            load_lexicon(path)


def test_the_built_in_lexicon_finds_cues_of_every_category():
    book = builtin_lexicon("health-cues-en")
    assert len(book.categories) == 9
    text = (
        "Experts say it may help; a 2021 study in the Journal of Sleep (Ito et al., 2021) gave 30 patients "
        "the best, groundbreaking care, while pills are modest at best. Contact us! Sponsored by LumaRest."
    )
    assert {cue.category for cue in find_cues(book, text)} == {category.id for category in book.categories}
    assert found(book, "The experience of patients was calm.") == []


def test_there_is_no_other_built_in_lexicon():
    with pytest.raises(InputError, match="did you mean 'health-cues-en'"):
        builtin_lexicon("health-cues-de")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_cues_lie_in_the_text_and_do_not_overlap_within_a_category(text):
    assert len(normalised(text)) == len(text)
    last: dict[str, int] = {}
    for cue in find_cues(builtin_lexicon("health-cues-en"), text):
        assert last.get(cue.category, 0) <= cue.start < cue.end <= len(text)
        last[cue.category] = cue.end


def test_the_lexicon_in_the_guide_is_one():
    guide = (Path(__file__).parents[2] / "docs" / "codebooks.md").read_text(encoding="utf-8")
    start = guide.index('    schema = "annotate-tui/lexicon@1"')
    book = parse_lexicon(textwrap.dedent(guide[start : guide.index("\nPatterns match", start)]), name="guide")
    assert found(book, "It may help in some people, and can.") == [
        ("may", "hedge", False),
        ("in some people", "hedge", False),
        ("can", "hedge", True),
    ]
