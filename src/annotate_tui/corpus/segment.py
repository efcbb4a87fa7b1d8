"""Text to units: blocks first, then the sentences in them."""

from __future__ import annotations

import re

from annotate_tui.corpus.article import Article, Unit
from annotate_tui.corpus.blocks import blocks_of
from annotate_tui.corpus.characters import trimmed

SEGMENTER = "annotate-tui/1"
"""Name and version of the built-in segmenter; the version moves when any unit may come out differently."""

_STOP = re.compile(
    r"(?<!\b[A-Z])(?<!\bal)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!e\.g)(?<!i\.e)[.!?…]+[\"'”’)\]]*\s+(?=[A-Z“\"(\d])"
)


def segment(text: str, *, media_type: str = "text/plain") -> list[Unit]:  # noqa: ARG001 - Markdown comes next
    """The units of a text, in order.

    ``text[unit.start:unit.end]`` is a unit; none begins or ends with white
    space, none overlap, and every other character is in a unit or a marker.
    """
    units: list[Unit] = []
    for number, block in enumerate(blocks_of(text)):
        ends = [] if block.whole else [stop.end() for stop in _STOP.finditer(text, block.start, block.end)]
        begin, marker = block.start, block.marker
        for end in [*ends, block.end]:
            start, stop_at = trimmed(text, begin, end)
            if start < stop_at:
                units.append(Unit(start, stop_at, block.kind, marker, number))
                marker = None
            begin = end
    return units


def units_of(article: Article) -> list[Unit]:
    """The units that came with an article, or else those of :func:`segment`."""
    if article.given_units is not None:
        return list(article.given_units)
    return segment(article.text, media_type=article.media_type)
