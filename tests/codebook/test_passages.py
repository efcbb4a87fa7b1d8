"""Facets that are answered by marking passages: how they are described, written and put together."""

from __future__ import annotations

import pytest

from annotate_tui.codebook.answers import codes, display, normalise
from annotate_tui.codebook.keys import RESERVED_KEYS, clashes, key_map
from annotate_tui.codebook.passages import (
    Passage,
    gathered,
    offered_values,
    overlapping,
    parse_passage,
    passages,
    span_values,
    value_name,
)
from annotate_tui.errors import UsageError

PARTS = """
[[facets]]
id = "parts"
type = "span"
key = "p"
{more}
values = [{{ id = "drug" }}, {{ id = "dose", key = "a" }}, {{ id = "gone", retired = true }}]
"""


@pytest.fixture
def parts(small):
    def make(more=""):
        codebook = small(PARTS.format(more=more))
        return codebook, codebook.facet("parts")

    return make


def test_a_passage_is_written_as_it_is_read():
    for text in ("0-3", "4-11:dose"):
        assert str(parse_passage(text)) == text
    for text in ("", "4", "4-4", "5-4", "-1-3", "٣-٤", "a-b", "4-11-12"):
        with pytest.raises(ValueError):
            parse_passage(text)


def test_entries_are_gathered_in_the_order_of_the_text_and_once():
    assert gathered(["12-14:dose", ("0-3", "12-14:dose"), None, "9-10"]) == ("0-3", "9-10", "12-14:dose")
    assert gathered([]) is None
    assert passages(("x", "2-4")) == (Passage(2, 4),)


def test_overlap_is_found_also_behind_a_long_passage():
    long, inside, behind = Passage(0, 20), Passage(2, 4), Passage(18, 25)
    assert overlapping([behind, inside, long]) == (long, inside)
    assert overlapping([Passage(0, 4), Passage(4, 6)]) is None
    assert overlapping([Passage(0, 10), behind, Passage(24, 30)]) == (behind, Passage(24, 30))


def test_values_of_its_own(parts):
    codebook, facet = parts()
    assert [value.id for value in span_values(codebook, facet)] == ["drug", "dose", "gone"]
    assert [value.id for value in offered_values(codebook, facet)] == ["drug", "dose"]
    assert value_name(codebook, facet, "dose") == "Dose"
    assert value_name(codebook, facet, "never") == "never"
    assert normalise(facet, ["3-9:dose"], codebook) == ("3-9:dose",)
    with pytest.raises(UsageError, match="'doze' is no value that Parts has; did you mean 'dose'"):
        normalise(facet, ["3-9:doze"], codebook)


def test_linked_values_without_those_that_mean_none(builtin):
    from annotate_tui.codebook.load import parse_codebook

    codebook = parse_codebook(
        'schema = "annotate-tui/codebook@1"\nid = "x"\nversion = "1.0.0"\ntitle = "X"\n'
        'extends = "health-claims"\nenable = ["cue_span"]\n',
        name="x.toml",
        format="toml",
    )
    offered = offered_values(codebook, codebook.facet("cue_span"))
    assert [value.id for value in offered] == ["cta", "vested", "promo", "slant", "disclosure"]


def test_keys_of_passages_are_in_force_only_where_they_are_marked(parts):
    codebook, facet = parts()
    keys = key_map(codebook)
    assert keys["a"].facet == "kind"
    assert keys["p"] == ("parts", "")
    drug, dose, _ = facet.values
    assert dose.key == "a"
    assert drug.key not in {"", "a", *RESERVED_KEYS}
    assert clashes(codebook, RESERVED_KEYS) == []
    [clash] = clashes(codebook, {"a": "again"})[1:]
    assert "of facet 'parts' is the program's own (again)" in clash


def test_a_key_of_a_passage_may_not_be_the_programs(problems):
    [said] = problems('[[facets]]\nid = "w"\ntype = "span"\nvalues = [{ id = "v", key = "u" }]\n')
    assert "the key 'u' of value 'v' of facet 'w' is the program's own" in said


def test_overlap_is_refused_where_the_codebook_says_so(parts):
    codebook, facet = parts()
    assert normalise(facet, ["0-5:drug", "3-9:dose"], codebook) == ("0-5:drug", "3-9:dose")
    codebook, facet = parts("overlap = false")
    with pytest.raises(UsageError, match=r"0-5:drug and 3-9:dose overlap"):
        normalise(facet, ["0-5:drug", "3-9:dose"], codebook)


def test_what_passages_cannot_be(problems):
    for more, said in (
        ('scope = "document"', "have the scope unit"),
        ('links_to = "kind"\nvalues = [{ id = "v" }]', "not both"),
        ('answer_on_confirm = "v"\nvalues = [{ id = "v" }]', "answer_on_confirm"),
    ):
        [sentence] = problems(f'[[facets]]\nid = "w"\ntype = "span"\n{more}\n')
        assert said in sentence
    [sentence] = problems('[[facets]]\nid = "w"\ntype = "text"\noverlap = false\n')
    assert "overlap is for the type span only" in sentence


def test_how_many_there_are(parts):
    _, facet = parts()
    assert codes(facet, ("0-3", "4-9:dose")) == "[2]"
    assert display(facet, ("0-3",)) == "1 passage"
    assert display(facet, "0-3") == "characters 0–3"
    assert display(facet, "4-9:dose") == "characters 4–9, Dose"
