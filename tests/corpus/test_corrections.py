"""Corrections by hand, and what a changed source changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_tui.corpus.article import Unit, UnitKind
from annotate_tui.corpus.changes import Change, changed_units
from annotate_tui.corpus.corrections import change_kind, join_units, split_unit
from annotate_tui.corpus.segment import segment
from annotate_tui.errors import UsageError

TEXT = "1. Naps help; they are free. Try one.\n2. Walk."


def texts(units: list[Unit]) -> list[str]:
    """What the units of the text say."""
    return [TEXT[unit.start : unit.end] for unit in units]


def test_split_leaves_white_space_to_neither_part() -> None:
    """The marker stays with the first part; kind and block with both."""
    units = segment(TEXT)
    split = split_unit(TEXT, units, 0, TEXT.index(" they"))
    assert texts(split) == ["Naps help;", "they are free.", "Try one.", "Walk."]
    assert [unit.marker for unit in split] == ["1.", None, None, "2."]
    assert texts(units) == ["Naps help; they are free.", "Try one.", "Walk."]


def test_join_undoes_split() -> None:
    """The same units as before."""
    units = segment(TEXT)
    assert join_units(TEXT, split_unit(TEXT, units, 0, 13), 0) == units


def test_join_takes_in_what_stands_between() -> None:
    """Also a list marker: no character may get lost."""
    joined = join_units(TEXT, segment(TEXT), 1)
    assert texts(joined)[1] == "Try one.\n2. Walk."


def test_kind() -> None:
    """Only the kind of that unit."""
    changed = change_kind(segment(TEXT), 1, UnitKind.PROMO_BLOCK)
    assert [unit.kind.value for unit in changed] == ["sentence", "promo_block", "sentence"]


@pytest.mark.parametrize(
    ("correct", "expected"),
    [
        (lambda units: split_unit(TEXT, units, 9, 5), "no unit 10; the article has 3"),
        (lambda units: split_unit(TEXT, units, 0, 3), "reaches from 3 to 28; 3 is not inside"),
        (lambda units: split_unit(TEXT, units, 0, 28), "28 is not inside"),
        (lambda units: join_units(TEXT, units, 2), "Unit 3 is the last one"),
        (lambda units: join_units(TEXT, units, -1), "no unit 0"),
        (lambda units: change_kind(units, 3, UnitKind.QUOTE), "no unit 4"),
    ],
)
def test_impossible_corrections_are_wrong_use(correct: Callable[[list[Unit]], Any], expected: str) -> None:
    """One plain sentence each."""
    with pytest.raises(UsageError, match=expected):
        correct(segment(TEXT))


def test_a_split_that_leaves_nothing_is_refused() -> None:
    """White space and zero-width characters are nothing."""
    text = "One\u200b \u200btwo"
    assert len(split_unit(text, [Unit(0, len(text))], 0, 4)) == 2
    with pytest.raises(UsageError, match="nothing on one side"):
        split_unit("\u200bOne", [Unit(0, 4)], 0, 1)


def changes(old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    """What became of the sentences of a text, in words."""
    before, after = segment(old), segment(new)
    return [
        (
            change.change.value,
            None if change.old is None else old[before[change.old].start : before[change.old].end],
            None if change.new is None else new[after[change.new].start : after[change.new].end],
        )
        for change in changed_units(old, before, new, after)
    ]


def test_what_became_of_each_sentence() -> None:
    """Unchanged, changed, added, removed and moved, in the order of the new text."""
    old = "Naps are old. They help most people a lot. Cats nap. Dogs do too. The end."
    new = "Naps are  old. They help some people a lot. Nobody asked. Dogs do too. The end. Cats nap."
    assert changes(old, new) == [
        ("unchanged", "Naps are old.", "Naps are  old."),
        ("changed", "They help most people a lot.", "They help some people a lot."),
        ("added", None, "Nobody asked."),
        ("unchanged", "Dogs do too.", "Dogs do too."),
        ("unchanged", "The end.", "The end."),
        ("moved", "Cats nap.", "Cats nap."),
    ]


def test_removed_sentences_stand_where_they_were() -> None:
    """Between those that stayed."""
    assert [
        change for change, _, _ in changes("One is here. Two is here. Three.", "One is here. Three.")
    ] == [
        "unchanged",
        "removed",
        "unchanged",
    ]


def test_long_texts_are_compared_soon() -> None:
    """Many equal lines and a total change are no trouble."""
    same = "It is so.\n" * 5_000
    assert {change for change, _, _ in changes(same, "New.\n" + same)} == {"unchanged", "added"}
    other = "".join(f"Line {number} is new.\n" for number in range(3_000))
    assert {change for change, _, _ in changes(same, other)} <= {"added", "removed", "changed"}


@settings(max_examples=100, deadline=None)
@given(
    old=st.lists(st.sampled_from("ABCDEFGH"), max_size=12),
    new=st.lists(st.sampled_from("ABCDEFGH"), max_size=12),
)
def test_every_unit_is_accounted_for_once(old: list[str], new: list[str]) -> None:
    """Each old and each new unit occurs in exactly one change, and unchanged ones have the same words."""
    before = "\n".join(f"Sentence {letter} is here." for letter in old)
    after = "\n".join(f"Sentence {letter} is here." for letter in new)
    old_units, new_units = segment(before), segment(after)
    found = changed_units(before, old_units, after, new_units)
    assert sorted(change.old for change in found if change.old is not None) == list(range(len(old_units)))
    assert [change.new for change in found if change.new is not None] == list(range(len(new_units)))
    for change in found:
        if change.change in (Change.UNCHANGED, Change.MOVED):
            assert change.old is not None
            assert change.new is not None
            assert old[change.old] == new[change.new]
