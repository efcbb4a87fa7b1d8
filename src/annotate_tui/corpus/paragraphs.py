"""Lines to paragraphs: list markers taken off, hard-wrapped lines joined.

Every line is a paragraph of its own, except where a text was wrapped at a
fixed width: there a line break is a blank.  It is taken for wrapped only where
the next line's first word would not have fitted, lines break off in the middle
of sentences, and lines go on with small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotate_tui.corpus.characters import trimmed
from annotate_tui.corpus.lines import Line, lines_of
from annotate_tui.corpus.markers import LETTER, Marker, letter_stands_in_a_list, marker_at

_NARROWEST, _WIDEST = 36, 132
_FULL = 0.85
"""A line this full, with the next word added, could hold no more of the text."""

_FINISHED = re.compile(r"[.!?…:;][\"'”’»)\]*_\d¹²³⁰-⁹\[,]*$")
_WORD = re.compile(r"\S+")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")

_NEAR = 6
"""How many lines away a neighbour in a lettered list may be."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line, or lines that belong together: ``text[start:end]`` without its marker.

    ``gap`` is the number of blank lines before it, ``lines`` how many it has.
    """

    start: int
    end: int
    marker: Marker | None
    gap: int
    lines: int = 1


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs of a text, in order."""
    lines = lines_of(text)
    marks = _markers(text, lines)
    joined = _joins(text, lines, marks)
    found: list[Paragraph] = []
    pending: Marker | None = None
    pending_gap = 0
    index = 0
    while index < len(lines):
        last = index
        while last + 1 < len(lines) and joined[last + 1]:
            last += 1
        marker, gap = marks[index], lines[index].gap
        start, end = lines[index].start, lines[last].end
        if marker:
            start, _ = trimmed(text, marker.end, end)
        if (
            start == end
            and marker
            and index + 1 < len(lines)
            and marks[index + 1] is None
            and lines[index + 1].gap <= 1
        ):
            pending, pending_gap = marker, gap
        else:
            if start == end:
                start, marker = lines[index].start, None
            found.append(
                Paragraph(start, end, pending or marker, pending_gap if pending else gap, last - index + 1)
            )
            pending = None
        index = last + 1
    return found


def _markers(text: str, lines: Sequence[Line]) -> list[Marker | None]:
    """The marker of each line; single letters count only in a list of them."""
    marks = [marker_at(text, line.start, line.end) if _is_item(text, line) else None for line in lines]
    for index, mark in enumerate(marks):
        if mark and mark.style == LETTER:
            before = next(filter(None, reversed(marks[max(0, index - _NEAR) : index])), None)
            after = next(filter(None, marks[index + 1 : index + 1 + _NEAR]), None)
            if not letter_stands_in_a_list(text, mark, before, after):
                marks[index] = None
    return marks


def _is_item(text: str, line: Line) -> bool:
    """Whether a line may begin with a marker; one of signs only ("* * *") may not."""
    return line.end - line.start < 3 or _LETTER_OR_DIGIT.search(text, line.start, line.end) is not None


def _joins(text: str, lines: Sequence[Line], marks: Sequence[Marker | None]) -> list[bool]:
    """For each line, whether it goes on with the paragraph of the line before."""
    joined = [False] * len(lines)
    doubtful: list[tuple[int, int, int]] = []
    widths: list[int] = []
    for first, last in _runs(lines):
        width = max(line.width for line in lines[first:last])
        if not _NARROWEST <= width <= _WIDEST:
            continue
        for begin, end in _chains(text, lines, marks, first, last, width):
            evidence = _wrapped(text, lines, marks, begin, end, last)
            if evidence is None:
                doubtful.append((begin, end, width))
            elif evidence:
                joined[begin + 1 : end] = [True] * (end - begin - 1)
                widths.append(width)
    usual = max(widths, default=0)
    for begin, end, width in doubtful:
        if usual and abs(width - usual) <= 0.1 * usual:
            joined[begin + 1 : end] = [True] * (end - begin - 1)
    return joined


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Stretches of two and more lines without a blank line between them."""
    first = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].gap:
            if index - first > 1:
                yield first, index
            first = index


def _chains(
    text: str, lines: Sequence[Line], marks: Sequence[Marker | None], first: int, last: int, width: int
) -> Iterator[tuple[int, int]]:
    """Within a run, stretches of lines of which each but the last is full."""
    begin = first
    for index in range(first + 1, last + 1):
        goes_on = False
        if index < last and marks[index] is None:
            word = _WORD.match(text, lines[index].start, lines[index].end)
            room = lines[index - 1].width + 1 + (len(word.group()) if word else 0)
            goes_on = lines[index - 1].width >= _NARROWEST and room >= _FULL * width
        if not goes_on:
            if index - begin > 1:
                yield begin, index
            begin = index


def _wrapped(
    text: str, lines: Sequence[Line], marks: Sequence[Marker | None], begin: int, end: int, last: int
) -> bool | None:
    """Whether a chain of lines was wrapped; None when nothing speaks against it and nothing for it."""
    broken = small = 0
    for index in range(begin + 1, end):
        broken += (
            _FINISHED.search(
                text, max(lines[index - 1].start, lines[index - 1].end - 12), lines[index - 1].end
            )
            is None
        )
        small += text[lines[index].start].islower()
    finished = (
        _FINISHED.search(text, max(lines[end - 1].start, lines[end - 1].end - 12), lines[end - 1].end)
        is not None
    )
    closed = end == last or marks[end] is not None or finished
    if not closed or broken * 2 < end - begin - 1:
        return False
    return True if small else None
