"""A text as blocks: headings, paragraphs, list items, reference entries, each with its kind."""

from __future__ import annotations

from dataclasses import dataclass

from annotate_tui.corpus import markdown
from annotate_tui.corpus.article import UnitKind
from annotate_tui.corpus.items import inline_items
from annotate_tui.corpus.kinds import kinds_of, page_of
from annotate_tui.corpus.paragraphs import paragraphs_of
from annotate_tui.corpus.standing import with_standing


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the raw text that no sentence crosses: ``text[start:end]`` without its list marker."""

    start: int
    end: int
    kind: UnitKind
    marker: str | None = None
    whole: bool = False
    """Never split into sentences."""


def blocks_of(text: str, *, media_type: str = "text/plain") -> list[Block]:
    """The blocks of a text, in order.

    They hold every character that is neither white space nor in a marker.
    """
    is_markdown = media_type in markdown.MEDIA_TYPES
    paragraphs = paragraphs_of(text, is_markdown=is_markdown)
    page = page_of(text, paragraphs, is_markdown=is_markdown)
    blocks: list[Block] = []
    for paragraph, verdict in zip(paragraphs, with_standing(page, kinds_of(page)), strict=True):
        marker = paragraph.marker
        if verdict.with_marker and marker:
            blocks.append(Block(marker.start, paragraph.end, verdict.kind, None, whole=True))
        elif verdict.whole:
            sign = text[marker.start : marker.end] if marker else None
            blocks.append(Block(paragraph.start, paragraph.end, verdict.kind, sign, whole=True))
        else:
            for start, end, sign in inline_items(text, paragraph.start, paragraph.end, marker):
                blocks.append(Block(start, end, verdict.kind, sign))
    return blocks
