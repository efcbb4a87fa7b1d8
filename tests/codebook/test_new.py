"""The file that a new codebook begins with."""

from __future__ import annotations

import pytest

from annotate_tui.codebook.keys import RESERVED_KEYS, clashes
from annotate_tui.codebook.load import parse_codebook
from annotate_tui.codebook.new import starter_text
from annotate_tui.errors import UsageError


@pytest.mark.parametrize("title", ["", "Claims “about” tea", 'with "quotes" and \\', "two\tparts"[:3]])
def test_it_is_valid_as_it_stands(title):
    codebook = parse_codebook(starter_text("tea-claims", title), name="tea.toml", format="toml")
    assert codebook.id == "tea-claims"
    assert codebook.title == (title or "Tea claims")
    assert {facet.type for facet in codebook.facets} == {"single", "ordinal", "multi", "boolean", "text"}
    assert codebook.warnings
    assert codebook.rules
    assert clashes(codebook, RESERVED_KEYS) == []


def test_it_explains_itself():
    text = starter_text("tea-claims")
    comments = [line for line in text.splitlines() if "#" in line]
    assert len(comments) > 20


def test_an_impossible_id_is_refused():
    with pytest.raises(UsageError, match="'my book' is no id"):
        starter_text("my book")
