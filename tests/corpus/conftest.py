"""Passages with known units, and how units are compared with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from annotate_tui.corpus.article import Unit
from annotate_tui.corpus.characters import is_edge

DATA = Path(__file__).parent.parent / "data"

# Coarser kinds of the passages that came with gold units of five kinds only.
COARSE = {
    "title": "heading",
    "lead_in": "sentence",
    "quote": "sentence",
    "comment": "sentence",
    "promo_block": "sentence",
}


@dataclass(frozen=True)
class Comparison:
    """What was found of the boundaries and units of a passage."""

    boundaries_right: int
    boundaries_wrong: int
    boundaries_missed: int
    units_right: int
    units_known: int
    kinds_wrong: tuple[str, ...]


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder with the data of the tests."""
    return DATA


@pytest.fixture(scope="session")
def passages() -> Callable[[str], list[dict[str, Any]]]:
    """Reads the passages of a file in tests/data/segmentation."""

    def read(name: str) -> list[dict[str, Any]]:
        lines = (DATA / "segmentation" / name).read_text(encoding="utf-8").split("\n")
        return [json.loads(line) for line in lines if line]

    return read


@pytest.fixture(scope="session")
def compare() -> Callable[..., Comparison]:
    """Compares the units of a passage with the known ones."""
    return _compare


@pytest.fixture(scope="session")
def check() -> Callable[[str, list[Unit]], None]:
    """Asserts what holds for the units of any text."""
    return _check


def _compare(passage: dict[str, Any], units: list[Unit], *, coarse: bool = False) -> Comparison:
    text = passage["text"]
    ends = {unit.end for unit in units}
    known = []
    for unit in passage["units"]:
        start, end, kind = unit["start"], unit["end"], unit.get("kind", "")
        for cut in passage.get("optional", ()):
            stop, begin = _trim(text, start, cut)[1], _trim(text, cut, end)[0]
            if start < cut < end and stop in ends:
                known.append((start, stop, kind))
                start = begin
        known.append((start, end, kind))
    found = {(unit.start, unit.end): unit.kind.value for unit in units}
    right = {end for _, end, _ in known[:-1]}
    seen = {unit.end for unit in units[:-1]}
    wrong_kinds = []
    for start, end, kind in known:
        got = found.get((start, end))
        if got and kind and (COARSE.get(got, got) if coarse else got) != kind:
            wrong_kinds.append(f"{passage['id']}: {text[start:end]!r} is {got}, expected {kind}")
    return Comparison(
        boundaries_right=len(right & seen),
        boundaries_wrong=len(seen - right),
        boundaries_missed=len(right - seen),
        units_right=sum((start, end) in found for start, end, _ in known),
        units_known=len(known),
        kinds_wrong=tuple(wrong_kinds),
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and is_edge(text[start]):
        start += 1
    while end > start and is_edge(text[end - 1]):
        end -= 1
    return start, end


def _check(text: str, units: list[Unit]) -> None:
    last = 0
    for unit in units:
        assert last <= unit.start < unit.end <= len(text)
        assert not is_edge(text[unit.start])
        assert not is_edge(text[unit.end - 1])
        between = "".join(character for character in text[last : unit.start] if not is_edge(character))
        marker = "".join(character for character in unit.marker or "" if not is_edge(character))
        assert between == marker, "what stands between two units is the marker of the second"
        last = unit.end
    assert all(is_edge(character) for character in text[last:])
