"""Variants: codebooks that extend another."""

from __future__ import annotations

import pytest

from annotate_tui.codebook.load import load_codebook, parse_codebook
from annotate_tui.errors import CodebookError

VARIANT = """\
schema = "annotate-tui/codebook@1"
id = "our-health-claims"
version = "2.1.0"
title = "Ours"
extends = "health-claims"
enable = ["certainty"]

[unit_kinds.comment]
policy = "skip"

[overrides.facets.claim_type]
question = "What does it say?"

[overrides.facets.claim_type.values.research]
short = "About studies."
retired = true

[[overrides.facets.claim_type.add_values]]
id = "price"
key = "p"
short = "What it costs."

[[facets]]
id = "tone"
type = "single"
values = [{ id = "warm" }, { id = "cold" }]

[[rules]]
title = "15. Prices"
text = "Prices are Price, not Treatment facts."
facets = ["claim_type"]
"""


def variant(text=VARIANT, **options):
    return parse_codebook(text, name="ours.toml", format="toml", **options)


def test_a_variant_says_only_what_is_different(builtin):
    ours = variant()
    claim_type = ours.facet("claim_type")
    assert (ours.id, ours.version, ours.extends) == ("our-health-claims", "2.1.0", "health-claims@1.0.0")
    assert claim_type.question == "What does it say?"
    assert claim_type.help == builtin.facet("claim_type").help
    assert claim_type.value("research").retired
    assert claim_type.value("research").examples == builtin.facet("claim_type").value("research").examples
    assert claim_type.value("price").key == "p"
    assert [facet.id for facet in ours.facets[:2]] == ["claim_type", "certainty"]
    assert ours.facet("tone").values[0].key
    assert not ours.policy("comment").ask
    assert ours.policy("comment").report_apart
    assert len(ours.rules) == len(builtin.rules) + 1
    assert ours.principle == builtin.principle
    assert ours.hash != builtin.hash


def test_the_base_is_not_touched_by_its_variant(builtin):
    before = builtin.hash
    variant()
    assert builtin.hash == before


def said(text, **options):
    with pytest.raises(CodebookError) as caught:
        variant(text, **options)
    return caught.value.problems


FACET = "facet 'claim_type'"


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"),
    [
        ("[overrides.facets.claim_type]", "[overrides.facets.claim_typ]", 11, "did you mean 'claim_type'?"),
        ("values.research]", "values.reserch]", 14, f"{FACET}: overrides name the value 'reserch'"),
        ('question = "What', 'qestion = "What', 12, f"{FACET}: there is no key 'qestion'; did you mean"),
        ('question = "What does it say?"', 'type = "multi"', 12, f"{FACET}: type cannot be overridden"),
        ('key = "p"', 'key = "e"', 20, FACET),
        ('id = "our-health-claims"', 'id = "health-claims"', 2, "is that of the codebook it extends"),
        ('extends = "health-claims"', 'extends = "other.toml"', 5, "there is no codebook 'other.toml'"),
        ('extends = "health-claims"', "extends = 3", 5, "in quotation marks"),
        ('enable = ["certainty"]', 'enable = ["certainly"]', 6, "did you mean 'certainty'?"),
        ('id = "tone"', 'id = "doubt"', 23, "facet 'doubt': there are two facets with this id"),
    ],
)
def test_mistakes_in_a_variant_are_found_in_its_file(old, new, line, expected):
    assert old in VARIANT
    found = said(VARIANT.replace(old, new))
    assert any(p.startswith(f"ours.toml, line {line}") and expected in p for p in found), found


def test_a_variant_of_a_variant_in_files(tmp_path):
    (tmp_path / "ours.toml").write_text(VARIANT)
    (tmp_path / "theirs.toml").write_text(
        'schema = "annotate-tui/codebook@1"\nid = "theirs"\nversion = "1.0.0"\ntitle = "Theirs"\n'
        'extends = "ours.toml"\n[overrides.facets.tone]\nrequired = true\n'
    )
    theirs = load_codebook(tmp_path / "theirs.toml")
    assert theirs.extends == "our-health-claims@2.1.0"
    assert theirs.facet("tone").required
    assert theirs.facet("claim_type").value("price").short == "What it costs."


def test_a_mistake_in_the_base_is_found_in_the_base(tmp_path):
    (tmp_path / "base.toml").write_text(VARIANT.replace('key = "p"', 'key = "pp"'))
    (tmp_path / "more.toml").write_text(
        'schema = "annotate-tui/codebook@1"\nid = "more"\nversion = "1.0.0"\ntitle = "M"\n'
        'extends = "base.toml"\n'
    )
    with pytest.raises(CodebookError) as caught:
        load_codebook(tmp_path / "more.toml")
    [problem] = caught.value.problems
    assert problem.startswith(f"{tmp_path / 'base.toml'}, line 20, facet 'claim_type'")


def test_codebooks_that_extend_each_other_are_refused(tmp_path):
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.toml").write_text(
            f'schema = "annotate-tui/codebook@1"\nid = "{name}"\nversion = "1.0.0"\ntitle = "T"\n'
            f'extends = "{other}.toml"\n'
        )
    with pytest.raises(CodebookError, match="break the circle"):
        load_codebook(tmp_path / "a.toml")
