"""The guide to codebooks mentions every key, and its examples are valid."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annotate_tui.codebook.build import known_keys
from annotate_tui.codebook.keys import RESERVED_KEYS
from annotate_tui.codebook.lexicon import builtin_lexicon_identity
from annotate_tui.codebook.load import parse_codebook
from annotate_tui.codebook.schema import COEFFICIENTS, SECTIONS, UNIT_KINDS

GUIDE = (Path(__file__).parents[2] / "docs" / "codebooks.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
HEAD = {
    "schema": '"annotate-tui/codebook@1"',
    "id": '"example"',
    "version": '"1.0.0"',
    "title": '"Example"',
}


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_every_key_is_mentioned_and_shown_in_an_example(section):
    for key in known_keys(section):
        assert re.search(rf"`[^`\n]*\b{key}\b[^`\n]*`", GUIDE), f"{key} is not explained"
        assert any(re.search(rf"\b{key}\b", example) for example in EXAMPLES), f"{key} has no example"


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_is_a_valid_codebook(example):
    top = example.split("[", 1)[0] if not example.startswith("[") else ""
    missing = [f"{key} = {value}" for key, value in HEAD.items() if not re.search(rf"(?m)^{key} = ", top)]
    needs_claim = 'links_to = "cues"' not in example and "required = true" not in example
    extra = '\n[[facets]]\nid = "required"\ntype = "boolean"\nrequired = true\n' if needs_claim else ""
    parse_codebook("\n".join(missing) + "\n" + example + extra, name="guide.toml", format="toml")


def test_kinds_coefficients_and_keys_are_listed():
    for name in (*UNIT_KINDS, *COEFFICIENTS):
        assert f"`{name}`" in GUIDE
    listed = re.search(r"one of the program's own: `([^`]+)`", GUIDE)
    assert listed
    assert set(listed[1].split()) == {key for key in RESERVED_KEYS if len(key) == 1}


def test_the_hash_of_the_lexicon_is_the_right_one():
    assert builtin_lexicon_identity("health-cues-en")[1] in GUIDE
