"""What became of the units of an article whose source has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from annotate_tui.corpus.article import Unit

_LONGEST_COMPARED = 2_000
"""Characters of a unit that are compared to tell a changed sentence from a new one."""
_ALIKE = 0.6
"""Units that share this much are the same sentence, changed."""
_MOST_COMPARED = 400
"""Removed times added units above which no changed ones are looked for (it would take long)."""
_LARGE = 4_000
"""Units above which frequent ones are not used to line the texts up."""


class Change(StrEnum):
    """What became of a unit."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit before and after: ``old`` and ``new`` are its indexes, None where it is not there."""

    change: Change
    old: int | None
    new: int | None


def changed_units(
    old_text: str, old_units: Sequence[Unit], new_text: str, new_units: Sequence[Unit]
) -> list[UnitChange]:
    """What became of each unit, in the order of the new text; removed units stand where they were.

    Unchanged units have the same words and stand in the same order as before
    (their offsets may differ); moved ones have the same words elsewhere; a
    changed one shares most of its words with the one whose place it has.  White
    space does not count as a change.
    """
    old = [_words(old_text, unit) for unit in old_units]
    new = [_words(new_text, unit) for unit in new_units]
    pairs: dict[int, tuple[Change, int]] = {}
    gaps: list[tuple[list[int], list[int]]] = []
    for same, a, b, c, d in _stretches(old, new):
        if same:
            pairs.update({c + step: (Change.UNCHANGED, a + step) for step in range(b - a)})
        else:
            gaps.append((list(range(a, b)), list(range(c, d))))
    _find_moved(old, new, gaps, pairs)
    for removed, added in gaps:
        _find_changed(old, new, removed, added, pairs)
    taken = {before for _, before in pairs.values()}
    left = [index for index in range(len(old)) if index not in taken]
    return _in_order(len(new), pairs, left)


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Stretches of both lists, same or not: ``(same, old start, old end, new start, new end)``."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    yield True, 0, head, 0, head
    large = len(middle_old) + len(middle_new) > _LARGE
    matcher = SequenceMatcher(None, middle_old, middle_new, autojunk=large)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield tag == "equal", head + a, head + b, head + c, head + d
    yield True, len(old) - tail, len(old), len(new) - tail, len(new)


def _words(text: str, unit: Unit) -> str:
    """The words of a unit with single blanks between them."""
    return " ".join(text[unit.start : unit.end].split())


def _find_moved(
    old: Sequence[str],
    new: Sequence[str],
    gaps: Sequence[tuple[list[int], list[int]]],
    pairs: dict[int, tuple[Change, int]],
) -> None:
    """Pair units that were taken out in one place and stand in another with the same words."""
    waiting: dict[str, list[int]] = {}
    for removed, _ in gaps:
        for index in removed:
            waiting.setdefault(old[index], []).append(index)
    for _, added in gaps:
        for index in list(added):
            if same := waiting.get(new[index]):
                pairs[index] = (Change.MOVED, same.pop(0))
                added.remove(index)
    moved = {before for _, before in pairs.values()}
    for removed, _ in gaps:
        removed[:] = [index for index in removed if index not in moved]


def _find_changed(
    old: Sequence[str],
    new: Sequence[str],
    removed: Sequence[int],
    added: Sequence[int],
    pairs: dict[int, tuple[Change, int]],
) -> None:
    """Pair units of one gap, in order, that share most of their words."""
    if len(removed) * len(added) > _MOST_COMPARED:
        return
    first = 0
    for index in added:
        for place in range(first, len(removed)):
            if _alike(old[removed[place]], new[index]):
                pairs[index] = (Change.CHANGED, removed[place])
                first = place + 1
                break


def _alike(before: str, after: str) -> bool:
    matcher = SequenceMatcher(
        None, before[:_LONGEST_COMPARED].split(), after[:_LONGEST_COMPARED].split(), autojunk=False
    )
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _in_order(count: int, pairs: dict[int, tuple[Change, int]], removed: Sequence[int]) -> list[UnitChange]:
    """The changes in the order of the new text, with removed units behind what stood before them."""
    changes: list[UnitChange] = []
    waiting = list(removed)
    for index in range(count):
        change, before = pairs.get(index, (Change.ADDED, None))
        if change in (Change.UNCHANGED, Change.CHANGED) and before is not None:
            while waiting and waiting[0] < before:
                changes.append(UnitChange(Change.REMOVED, waiting.pop(0), None))
        changes.append(UnitChange(change, before, index))
    changes.extend(UnitChange(Change.REMOVED, index, None) for index in waiting)
    return changes
