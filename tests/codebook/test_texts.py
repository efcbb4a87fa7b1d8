"""A codebook in another language."""

from __future__ import annotations

from annotate_tui.codebook.data import codebook_from_data, codebook_to_data
from annotate_tui.codebook.texts import languages, translated

GERMAN = """
[[rules]]
title = "1. Two"
text = "The first counts."
[[warnings]]
id = "again"
message = "Look again."
when = { facet = "kind", in = ["view"] }
[texts.de]
title = "Klein"
[texts.de.facets.kind]
name = "Art"
question = "Was ist es?"
[texts.de.facets.kind.values.fact]
name = "Tatsache"
[texts.de.rules."1. Two"]
text = "Das erste zählt."
[texts.de.warnings]
again = "Noch einmal hinsehen."
"""


def test_texts_change_and_what_is_stored_does_not(small):
    codebook = codebook_from_data(codebook_to_data(small(GERMAN)))
    german = translated(codebook, "de")
    assert languages(codebook) == ("en", "de")
    assert (german.title, german.facet("kind").question) == ("Klein", "Was ist es?")
    assert [value.name for value in german.facet("kind").values] == ["Tatsache", "View", "Other"]
    assert german.rules[0].text == "Das erste zählt."
    assert german.warnings[0].message == "Noch einmal hinsehen."
    assert german.hash == codebook.hash
    assert [v.id for v in german.facet("kind").values] == [v.id for v in codebook.facet("kind").values]


def test_a_language_that_is_not_there_leaves_the_codebook_as_it_is(small):
    codebook = small(GERMAN)
    assert translated(codebook, "fr") is codebook
