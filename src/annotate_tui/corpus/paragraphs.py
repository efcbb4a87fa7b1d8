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

from annotate_tui.corpus import markdown
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

    ``gap`` is the number of blank lines before it, ``lines`` how many it has;
    ``apart`` says that it is code or settings and no text.
    """

    start: int
    end: int
    marker: Marker | None
    gap: int
    lines: int = 1
    apart: bool = False


def paragraphs_of(text: str, *, is_markdown: bool = False) -> list[Paragraph]:
    """The paragraphs of a text, in order."""
    lines = lines_of(text)
    apart = markdown.set_apart(text, lines) if is_markdown else [False] * len(lines)
    marks = [None if aside else mark for mark, aside in zip(_markers(text, lines), apart, strict=True)]
    joined = _joins(text, lines, marks)
    if is_markdown:
        for index in range(1, len(lines)):
            joined[index] |= marks[index] is None and lines[index].gap == 0 and _goes_on(text, lines, index)
    found: list[Paragraph] = []
    waiting: tuple[Marker, int] | None = None
    index = 0
    while index < len(lines):
        last = index
        while last + 1 < len(lines) and joined[last + 1] and not apart[last + 1]:
            last += 1
        line, marker, end = lines[index], marks[index], lines[last].end
        start = trimmed(text, marker.end, end)[0] if marker else line.start
        if marker and start == end and _can_take_marker(lines, marks, index + 1):
            waiting = marker, line.gap
        else:
            if start == end:
                start, marker = line.start, None
            gap = line.gap
            if waiting:
                marker, gap = waiting
                waiting = None
            found.append(Paragraph(start, end, marker, gap, last - index + 1, apart[index]))
        index = last + 1
    return found


def _can_take_marker(lines: Sequence[Line], marks: Sequence[Marker | None], index: int) -> bool:
    """Whether a marker alone on its line belongs to the next line: it follows soon and has none."""
    return index < len(lines) and marks[index] is None and lines[index].gap <= 1


def _goes_on(text: str, lines: Sequence[Line], index: int) -> bool:
    """Whether a line of Markdown continues the one before: with a small letter, inside a sentence."""
    return text[lines[index].start].islower() and not _is_finished(text, lines[index - 1])


def _is_finished(text: str, line: Line) -> bool:
    """Whether a line ends as a sentence or a heading does."""
    return _FINISHED.search(text, max(line.start, line.end - 12), line.end) is not None


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
        if index < last and (marks[index] is None or _both_quoted(marks, index)):
            word = _WORD.match(text, lines[index].start, lines[index].end)
            room = lines[index - 1].width + 1 + (len(word.group()) if word else 0)
            goes_on = lines[index - 1].width >= _NARROWEST and room >= _FULL * width
        if not goes_on:
            if index - begin > 1:
                yield begin, index
            begin = index


def _begin(line: Line, mark: Marker | None) -> int:
    """Where a line begins behind its mark of quotation."""
    return min(mark.end + 1, line.end - 1) if mark else line.start


def _both_quoted(marks: Sequence[Marker | None], index: int) -> bool:
    """Whether a line and the one before it are marked as quoted, and nothing else: "> … > …"."""
    return all(
        mark is not None and mark.style == "quote" and mark.plain for mark in marks[index - 1 : index + 1]
    )


def _wrapped(
    text: str, lines: Sequence[Line], marks: Sequence[Marker | None], begin: int, end: int, last: int
) -> bool | None:
    """Whether a chain of lines was wrapped; None when nothing speaks against it and nothing for it."""
    broken = sum(not _is_finished(text, line) for line in lines[begin : end - 1])
    small = any(
        text[_begin(line, mark)].islower()
        for line, mark in zip(lines[begin + 1 : end], marks[begin + 1 : end], strict=True)
    )
    closed = end == last or marks[end] is not None or _is_finished(text, lines[end - 1])
    if not closed or broken * 2 < end - begin - 1:
        return False
    return True if small else None
