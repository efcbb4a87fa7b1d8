"""Text to units: blocks first, then the sentences in them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.corpus.blocks import blocks_of
from annotate_tui.corpus.characters import trimmed
from annotate_tui.corpus.sentences import sentence_starts

SEGMENTER = "annotate-tui/1"
"""Name and version of the built-in segmenter; the version moves when any unit may come out differently."""

GIVEN = "given"
"""What is stored as the segmenter of articles whose units came with them."""

Splitter = Callable[[str], list[int]]
"""Takes a block of text and gives the offsets at which its second and further sentences begin."""


def segment(text: str, *, media_type: str = "text/plain", splitter: Splitter = sentence_starts) -> list[Unit]:
    """The units of a text, in order.

    ``text[unit.start:unit.end]`` is a unit; none begins or ends with white
    space, none overlap, and every other character is in a unit or a marker.
    The same text always gives the same units.  ``splitter`` is another one for
    other languages (:mod:`~annotate_tui.corpus.languages`).
    """
    units: list[Unit] = []
    for number, block in enumerate(blocks_of(text, media_type=media_type)):
        starts = [] if block.whole else splitter(text[block.start : block.end])
        cuts = [block.start, *(block.start + at for at in starts), block.end]
        pieces = [trimmed(text, begin, end) for begin, end in pairwise(cuts)]
        pieces = [(start, end) for start, end in pieces if start < end]
        for place, (start, end) in enumerate(pieces):
            kind = block.kind
            if kind is UnitKind.SENTENCE and place == len(pieces) - 1 and text[end - 1] in ":：":
                kind = UnitKind.LEAD_IN
            units.append(Unit(start, end, kind, None if place else block.marker, number))
    return units


def units_of(article: Article, *, splitter: Splitter = sentence_starts) -> list[Unit]:
    """The units that came with an article, or else those of :func:`segment`."""
    if article.given_units is not None:
        return list(article.given_units)
    return segment(article.text, media_type=article.media_type, splitter=splitter)


def segmenter_of(article: Article, splitter: object = None) -> str:
    """What is stored as the segmenter of an article's units."""
    if article.given_units is not None:
        return GIVEN
    name = getattr(splitter, "name", None)
    return f"{SEGMENTER}+{name}" if name else SEGMENTER
