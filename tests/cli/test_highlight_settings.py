"""What a project decides about cue highlights, from the command line."""

from __future__ import annotations

import pytest

from annotate_tui.errors import InputError, UsageError
from annotate_tui.labelling.cue_policy import Mode, load_policy_lexicon, policy_of
from annotate_tui.store.store import Store

LEXICON = """schema = "annotate-tui/lexicon@1"
id = "ours"
version = "2.1.0"
language = "en"

[categories.praise]
name = "Praise"
patterns = ["wonder*", 're:{pattern}']
"""


def policy(path):
    with Store.open(path) as store:
        return policy_of(store.settings(), store.codebook())


def test_everything_about_highlights_can_be_decided(run, run_json, study):
    assert policy(study) is None
    for name, word in (
        ("highlights", "assigned"),
        ("highlights_seed", "autumn"),
        ("highlights_categories", "hedge, slant"),
        ("highlights_weak", "on"),
        ("highlights_off_in", "1"),
        ("highlights_annotators", "ben, ada"),
        ("highlights_drop", "20%"),
        ("highlights_decoys", "0.05"),
    ):
        run("settings", name, word)
    found = policy(study)
    assert (found.mode, found.seed, found.weak) == (Mode.ASSIGNED, "autumn", True)
    assert (found.categories, found.annotators) == (("hedge", "slant"), ("ben", "ada"))
    assert (found.drop, found.decoys, len(found.off_in)) == (0.2, 0.05, 1)
    shown = run("settings").stdout
    for word in ("20%", "5%", "hedge, slant", "ben, ada", "health-cues-en 1.0.0"):
        assert word in shown
    assert run_json("settings", "highlights_drop", "--json") == {"highlights_drop": 0.2}
    for name, word in (
        ("highlights_categories", "all"),
        ("highlights_off_in", "none"),
        ("highlights_annotators", "none"),
    ):
        run("settings", name, word)
    found = policy(study)
    assert (found.categories, found.annotators, found.off_in) == ((), (), frozenset())


def test_switching_highlights_on_says_what_they_do_to_labels(run, study):
    assert "draw labels towards them" in run("settings", "highlights", "on").stderr
    assert "reference round" in run("settings", "highlights", "assigned").stderr
    assert "draw labels" not in run("settings", "highlights", "off").stderr
    assert policy(study).mode is Mode.OFF


def test_a_lexicon_of_ones_own_is_checked_and_travels_with_the_database(run, run_json, study, tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text(LEXICON.replace("{pattern}", "("))
    with pytest.raises(InputError) as caught:
        run("settings", "highlights_lexicon", str(file))
    assert any(
        "line 8, category 'praise': 're:(' is no regular expression" in p for p in caught.value.problems
    )
    file.write_text(LEXICON.replace("{pattern}", r"(a+)+\\$"))
    run("settings", "highlights_lexicon", str(file))
    file.unlink()
    assert load_policy_lexicon(policy_on(study)).id == "ours"
    assert run_json("settings", "highlights_lexicon", "--json") == {"highlights_lexicon": "ours 2.1.0"}
    with pytest.raises(UsageError, match="no category 'hedge'"):
        run("settings", "highlights_categories", "hedge")
    run("settings", "highlights_categories", "praise")
    with pytest.raises(UsageError, match="highlights_categories names praise"):
        run("settings", "highlights_lexicon", "health-cues-en")


def policy_on(path):
    with Store.open(path) as store:
        return policy_of({**store.settings(), "highlights": "on"}, store.codebook())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["highlights_drop", "3"], "a share such as 0.2 or 20%"),
        (["highlights_decoys", "some"], "not 'some'"),
        (["highlights_drop", "nan"], "not 'nan'"),
        (["highlights_weak", "perhaps"], "on or off"),
        (["highlights_categories", "hedges"], "did you mean 'hedge'"),
        (["highlights_categories", " , "], "or all"),
        (["highlights_off_in", "77"], "no article '77'"),
        (["highlights_off_in", ","], "or none"),
        (["highlights_annotators", " "], "or none"),
        (["highlights_lexicon", "health-cues"], "did you mean 'health-cues-en'"),
        (["highlights_hue", "red"], "There is no setting"),
    ],
)
def test_what_cannot_be_decided(run, study, arguments, said):
    with pytest.raises(UsageError, match=said):
        run("settings", *arguments)
    assert policy(study) is None
