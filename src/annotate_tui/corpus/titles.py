"""The title of an article, where its text shows one."""

from __future__ import annotations

import re

from annotate_tui.corpus.article import UnitKind
from annotate_tui.corpus.blocks import blocks_of
from annotate_tui.corpus.markdown import MEDIA_TYPES

_LOOKED_AT = 4_000
_FRONT_MATTER = re.compile(r"\ufeff?---\r?\n(?P<settings>.*?)\r?\n(?:---|\.\.\.)\r?\n", re.DOTALL)
_TITLE = re.compile(r"^title:\s*[\"']?(?P<title>.+?)[\"']?\s*$", re.MULTILINE)


def title_in(text: str, media_type: str) -> str:
    """The title at the beginning of a text, in one line; empty where none is to be seen."""
    head = text[:_LOOKED_AT]
    if media_type in MEDIA_TYPES and (matter := _FRONT_MATTER.match(head)):
        named = _TITLE.search(matter["settings"])
        if named:
            return named["title"]
    for block in blocks_of(head, media_type=media_type):
        if block.kind is UnitKind.TITLE:
            return " ".join(text[block.start : block.end].split())
    return ""
