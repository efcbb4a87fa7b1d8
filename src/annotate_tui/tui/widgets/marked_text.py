"""A sentence with its passages as rows: each row of text, and below it what is marked there.

The marks are brackets with the key of what was marked, so that nothing depends
on colour; the words are underlined as well, which follows them where a terminal
turns the direction of writing round.  Offsets are those of the raw text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from annotate_tui.codebook.passages import Passage
from annotate_tui.tui.text import displayable, row_starts, width_of
from annotate_tui.tui.widgets.rows import Row, Span

WORD = "word"
"""A click on a word: the target is (`WORD`, the word's number)."""
INDENT = 1


class Marked(NamedTuple):
    """What is to be shown on a text."""

    passages: Sequence[Passage]
    held: Passage | None
    selection: tuple[int, int]
    code: Callable[[str], str]
    """The sign of a value: its key."""
    word_at: Callable[[int], int]


class MarkedText:
    """A text laid out for a width; two rows of cells for each of its own."""

    def __init__(self, text: str, width: int) -> None:
        self.shown = displayable(text)
        self.starts = row_starts(self.shown, max(1, width - INDENT))

    @property
    def height(self) -> int:
        """How many rows of cells there are."""
        return 2 * len(self.starts)

    def row_of(self, offset: int) -> int:
        """The row of cells on which a place of the text is."""
        return 2 * max(0, bisect_right(self.starts, offset) - 1)

    def rows(self, marked: Marked) -> list[Row]:
        """All rows of cells."""
        rows: list[Row] = []
        for number, start in enumerate(self.starts):
            end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.shown)
            rows.append((Span(" " * INDENT), *self._text(start, end, marked)))
            rows.append((Span(" " * INDENT), *self._marks(start, end, marked)))
        return rows

    def _text(self, start: int, end: int, marked: Marked) -> list[Span]:
        first, last = marked.selection
        cuts = {start, end, first, last}
        for passage in marked.passages:
            cuts |= {passage.start, passage.end}
        # A click finds the word under it, so every space and every word is a piece of its own.
        for offset in range(start + 1, end):
            here, before = self.shown[offset], self.shown[offset - 1]
            if (here == " ") != (before == " ") or marked.word_at(offset) != marked.word_at(offset - 1):
                cuts.add(offset)
        places = sorted(cut for cut in cuts if start <= cut <= end)
        spans = []
        for left, right in pairwise(places):
            if first <= left < last:
                role = "cursor"
            elif any(passage.start <= left < passage.end for passage in marked.passages):
                role = "passage"
            else:
                role = "text"
            spans.append(Span(self.shown[left:right], role, (WORD, str(marked.word_at(left)))))
        return spans

    def _marks(self, start: int, end: int, marked: Marked) -> list[Span]:
        """One row of brackets: shorter passages over longer ones, the held one over all."""
        cells = [" "] * (width_of(self.shown[start:end]) + 1)
        owners: list[Passage | None] = [None] * len(cells)
        here = [passage for passage in marked.passages if passage.start < end and start < passage.end]
        for passage in sorted(here, key=lambda one: (one == marked.held, one.start - one.end)):
            for column, character in self._bracket(start, end, passage, passage == marked.held):
                if column < len(cells):
                    cells[column], owners[column] = character, passage
        for passage in here:
            self._sign(cells, owners, passage, marked.code(passage.value))
        spans: list[Span] = []
        for character, owner in zip(cells, owners, strict=True):
            role = "text" if owner is None else "focus" if owner == marked.held else "code"
            if spans and spans[-1].role == role:
                spans[-1] = spans[-1]._replace(text=spans[-1].text + character)
            else:
                spans.append(Span(character, role))
        if spans and not spans[-1].text.strip():
            spans.pop()
        return spans

    def _bracket(self, start: int, end: int, passage: Passage, is_held: bool) -> list[tuple[int, str]]:
        """The cells of a passage on one row: (column, character)."""
        opens, line, closes = "┗━┛" if is_held else "╰─╯"
        left, right = max(passage.start, start), min(passage.end, end)
        first = width_of(self.shown[start:left])
        drawn = [line] * max(1, width_of(self.shown[left:right].rstrip(" ")))
        if right == passage.end:
            drawn[-1] = closes
        if left == passage.start and (len(drawn) > 1 or right < passage.end):
            drawn[0] = opens
        return list(enumerate(drawn, first))

    def _sign(self, cells: list[str], owners: list[Passage | None], passage: Passage, code: str) -> None:
        """Put the sign of a passage behind its beginning, or where no other lies over it."""
        sign = displayable(code)
        seen = [column for column, owner in enumerate(owners) if owner == passage]
        if width_of(sign) == 1 and seen:
            follows = len(seen) > 2 and seen[1] == seen[0] + 1
            cells[seen[1] if follows else seen[0]] = sign
