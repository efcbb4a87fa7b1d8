"""Corrections of units by hand: split one, join two, change a kind.

Pure functions on a list of units: they give a new list and change nothing.
The store keeps the result as a new segmentation.  Indexes count from 0; what
people read counts from 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotate_tui.corpus.article import Unit, UnitKind
from annotate_tui.corpus.characters import trimmed
from annotate_tui.errors import UsageError


def split_unit(text: str, units: Sequence[Unit], index: int, at: int) -> list[Unit]:
    """The units with unit ``index`` cut in two at the offset ``at`` of the text.

    White space at the cut belongs to neither part; the list marker stays with
    the first.

    Raises:
        UsageError: there is no such unit, or one part would be empty.
    """
    unit = _unit(units, index)
    if not unit.start < at < unit.end:
        raise UsageError(
            f"Unit {index + 1} reaches from {unit.start} to {unit.end}; {at} is not inside of it."
        )
    first, second = trimmed(text, unit.start, at), trimmed(text, at, unit.end)
    if first[0] == first[1] or second[0] == second[1]:
        raise UsageError(f"Splitting unit {index + 1} at {at} would leave nothing on one side.")
    parts = [
        replace(unit, start=first[0], end=first[1]),
        replace(unit, start=second[0], end=second[1], marker=None),
    ]
    return [*units[:index], *parts, *units[index + 1 :]]


def join_units(text: str, units: Sequence[Unit], index: int) -> list[Unit]:
    """The units with unit ``index`` and the next one made into one, of the first one's kind.

    A list marker between the two becomes part of the unit.

    Raises:
        UsageError: there is no such unit, or none after it.
    """
    first = _unit(units, index)
    if index + 1 >= len(units):
        raise UsageError(f"Unit {index + 1} is the last one; there is none to join it with.")
    start, end = trimmed(text, first.start, units[index + 1].end)
    return [*units[:index], replace(first, start=start, end=end), *units[index + 2 :]]


def change_kind(units: Sequence[Unit], index: int, kind: UnitKind) -> list[Unit]:
    """The units with another kind for unit ``index``.

    Raises:
        UsageError: there is no such unit.
    """
    return [*units[:index], replace(_unit(units, index), kind=kind), *units[index + 1 :]]


def _unit(units: Sequence[Unit], index: int) -> Unit:
    if not 0 <= index < len(units):
        raise UsageError(f"There is no unit {index + 1}; the article has {len(units)}.")
    return units[index]
