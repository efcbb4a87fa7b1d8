"""Which key gives which answer."""

from __future__ import annotations

from annotate_tui.codebook.keys import RESERVED_KEYS, KeyTarget, clashes, is_count, key_map


def test_the_keys_of_the_built_in_codebook(builtin):
    keys = key_map(builtin)
    assert "".join(keys) == "ehmctrax0123CVPSDN!+f~"
    assert keys["e"] == KeyTarget("claim_type", "efficacy")
    assert keys["f"] == KeyTarget("unsure")
    assert keys["~"] == KeyTarget()
    assert clashes(builtin, RESERVED_KEYS) == []


def test_digits_count_only_where_they_do_not_answer(builtin, small):
    assert [digit for digit in "0123456789" if is_count(builtin, digit)] == list("456789")
    assert is_count(small(), "3")
    assert not is_count(small(), "j")


def test_values_without_a_key_get_one_that_is_free_and_easy_to_remember(small):
    codebook = small(
        """
[[facets]]
id = "tone"
type = "single"
values = [{ id = "angry" }, { id = "neutral" }, { id = "joyful" }, { id = "bitter" }]
[[facets]]
id = "parts"
type = "multi"
values = [{ id = "person" }, { id = "place" }]
[[facets]]
id = "scale"
type = "ordinal"
values = [{ id = "low" }, { id = "mid" }, { id = "high" }]
[[facets]]
id = "odd"
type = "boolean"
"""
    )
    given = {v.id: v.key for f in codebook.facets for v in f.values}
    assert given["angry"] == "r"  # a, n and g are taken: by a value and by the program
    assert given["neutral"] == "e"
    assert (given["person"], given["place"]) == ("P", "L")
    assert (given["low"], given["mid"], given["high"]) == ("0", "1", "2")
    keys = list(key_map(codebook))
    assert len(keys) == len(set(keys))
    assert not set(keys) & set(RESERVED_KEYS)
    assert codebook.facet("odd").key
    assert clashes(codebook, RESERVED_KEYS) == []


def test_facets_of_the_article_have_keys_of_their_own(builtin):
    about_article = key_map(builtin, "document")
    assert about_article["p"] == KeyTarget("publisher_type", "provider")
    assert about_article["2"] == KeyTarget("dated")
    assert about_article["c"] == KeyTarget("publisher_type", "unclear")


def test_more_values_than_keys_leaves_the_rest_without_one(small):
    values = ", ".join(f'{{ id = "v{n}" }}' for n in range(120))
    codebook = small(f'[[facets]]\nid = "many"\ntype = "single"\nvalues = [{values}]\n')
    keys = [value.key for value in codebook.facet("many").values]
    given = [key for key in keys if key]
    assert len(given) == len(set(given)) > 40
    assert keys[-1] == ""


def test_a_clash_names_both_owners(small):
    codebook = small('[[facets]]\nid = "odd"\ntype = "boolean"\nkey = "w"\n')
    [sentence] = clashes(codebook, {"w": "wipe"})
    assert sentence == (
        "The key 'w' of facet 'odd' is the program's own (wipe); "
        "choose another, or move the program's in the [keys] table."
    )


def test_a_command_that_the_codebook_moves_frees_its_key(small):
    codebook = small('[[facets]]\nid = "neat"\ntype = "boolean"\nkey = "n"\n', head='[keys]\nnote = "W"\n')
    assert codebook.facet("neat").key == "n"
    assert dict(codebook.keys) == {"note": "W"}
