"""What a key changed is painted at once: the terminal shows what the framework would have painted."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from annotate_tui.tui.painting import difference

# Answers, moves, pages that scroll, undo, two articles, a count, a line to type into, other pages.
KEYS = [
    *("e", "0", "enter", "x", "enter", "m", "1", "C", "enter", "down", "down", "up", "G", "g"),
    *("pagedown", "pageup", "u", "u", "ctrl+r", "tab", "tab", "backspace", "full_stop", "f"),
    *("5", "j", "n", "w", "h", "y", "enter", "z", "h", "z", "right_square_bracket", "x", "u"),
    *("o", "down", "escape", "question_mark", "escape", "f7", "left_square_bracket", "h", "2"),
]


class Watched:
    """A terminal that gets what the program sends, and one that gets every picture as a whole."""

    def __init__(self, run, size):
        self._app = app = run.app
        self.shown, self.wanted = pyte.Screen(*size), pyte.Screen(*size)
        self._stream = pyte.Stream(self.shown)
        self.short_cuts = 0
        by_framework = app._display

        def display(screen, picture):
            if picture is not None and not app._batch_count:
                self._stream.feed(picture.render_segments(app.console))
            by_framework(screen, picture)

        def write(sent):
            self.short_cuts += 1
            self._stream.feed(sent)

        app._display = display
        app._driver.write = write

    def compare(self):
        compositor = self._app.screen._compositor
        whole = compositor.render_full_update().render_segments(self._app.console)
        self.wanted.reset()
        pyte.Stream(self.wanted).feed(whole)
        assert self.shown.display == self.wanted.display
        lines, columns = range(self.wanted.lines), range(self.wanted.columns)
        assert [
            (y, x) for y in lines for x in columns if self.shown.buffer[y][x] != self.wanted.buffer[y][x]
        ] == []


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_terminal_shows_every_change(start, size):
    async with start(size=size) as run:
        watched = Watched(run, size)
        run.app.repaint()
        await run.pilot.pause()
        for key in KEYS:
            await run.press(key)
            watched.compare()
        assert watched.short_cuts > len(KEYS) // 2


async def test_also_hostile_text(start, hostile_project):
    async with start(hostile_project, size=(80, 24)) as run:
        watched = Watched(run, (80, 24))
        run.app.repaint()
        await run.pilot.pause()
        for key in ["e", "0", "enter", "enter", "h", "1", "enter", "G", "g", "u", "z", "down", "down"]:
            await run.press(key)
            watched.compare()


async def test_a_key_that_changes_little_sends_little(start):
    async with start() as run:
        await run.press("e", "u")
        sent = []
        run.app._driver.write = sent.append
        await run.press("e")
        assert 0 < len(sent[0]) < 600
        assert len(sent) == 1


segments = st.lists(
    st.tuples(st.text("ab ", min_size=1, max_size=4), st.sampled_from(["bold", "red", "none"])), max_size=6
)


def cells(strip):
    return [(character, segment.style) for segment in strip for character in segment.text]


@given(segments, segments)
def test_the_difference_of_two_rows(one, other):
    before, now = (
        Strip([Segment(text, Style.parse(style)) for text, style in parts]).adjust_cell_length(24)
        for parts in (one, other)
    )
    found = difference(before, now)
    painted = cells(before)
    if found is not None:
        start, cut = found
        painted[start : start + cut.cell_length] = cells(cut)
    assert painted == cells(now)
    assert difference(now, now) is None
