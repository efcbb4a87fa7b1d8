"""What holds for the units of any text whatever."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_tui.corpus.article import Article
from annotate_tui.corpus.mask import mask
from annotate_tui.corpus.segment import SEGMENTER, segment, segmenter_of, units_of

PIECES = st.sampled_from(
    [
        *(
            "Dr. ",
            "Mr.",
            "e.g.",
            "U.S. ",
            "a.m. ",
            "No. ",
            "Fig. 2",
            "et al. ",
            "(Smith, 2010) ",
            "3.5 ",
            "12 ",
        ),
        *(
            "1. ",
            "2) ",
            "(a) ",
            "iv. ",
            "A. ",
            "B. ",
            "I. ",
            "[1] ",
            "[^1]: ",
            "• ",
            "- ",
            "– ",
            "* ",
            "> ",
            "# ",
            "## ",
        ),
        *(
            "word ",
            "Word ",
            "lower. Upper ",
            "http://a.b/c.d ",
            "a@b.co ",
            "“",
            "”",
            '"',
            "'",
            "’",
            "(",
            ")",
            "[",
            "]",
        ),
        *("!", "?", "?!", ".", "…", "...", ". . . ", "🎉", "👍🏽", "¹", "†", "|", "。", "今天", "ا", "؟"),
        *("References\n", "Leave a Reply\n", "3 Comments\n", "By Ann Poe\n", "— Maria L.", "```\n", "---\n"),
        *("\n", "\r\n", "\n\n", "\u00a0", "\u200b", "\ufeff", "\t", "  ", "\x00", "\x1c", "\u2028", "\x85"),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join),
)
MEDIA_TYPES = st.sampled_from(["text/plain", "text/markdown", "text/html", "application/pdf"])


@settings(max_examples=600, deadline=None)
@given(text=TEXTS, media_type=MEDIA_TYPES)
def test_nothing_is_lost_and_nothing_overlaps(check: Callable[..., Any], text: str, media_type: str) -> None:
    """Units are trimmed, in order and apart; every other character is white space or a marker."""
    check(text, segment(text, media_type=media_type))


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, media_type=MEDIA_TYPES)
def test_the_same_text_gives_the_same_units(text: str, media_type: str) -> None:
    """Twice the same, also after another text in between."""
    first = segment(text, media_type=media_type)
    segment("Dr. Poe left. He was late.")
    assert segment(text, media_type=media_type) == first


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_the_mask_has_the_length_of_its_text(text: str) -> None:
    """One character for one character, so that a boundary in the mask is one in the text."""
    assert len(mask(text)) == len(text)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_blocks_are_numbered_in_order(text: str) -> None:
    """Block numbers begin at 0 and never fall; a marker stands only at the beginning of a block."""
    units = segment(text)
    numbers = [unit.block for unit in units]
    assert numbers == sorted(numbers)
    for before, after in pairwise(units):
        assert after.marker is None or after.block > before.block


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\ufeff", "\u200b\u2060", "\t \u00a0"])
def test_blank_text_has_no_units(text: str) -> None:
    """Nothing but white space and zero-width characters gives no unit."""
    assert segment(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "." * 20_000,
        ". " * 20_000,
        "\n" * 50_000,
        "B\u00a0.",
        "(" * 200_000,
        "“" * 50_000,
        "• " * 100_000,
        "> " * 100_000,
        ".[1]" * 50_000,
        ".¹" * 100_000,
        "x.Xx" * 30_000,
        "www." * 50_000,
        "a@" * 100_000,
        "p.m. A " * 20_000,
        "By By " * 30_000,
        "a. (" + "Aa, ;" * 40_000 + ")",
        " " * 200_000 + "a",
        "🎉" * 100_000,
    ],
    ids=lambda text: f"{text[:6]!r}×{len(text)}",
)
def test_hostile_text_is_no_trouble(check: Callable[..., Any], text: str) -> None:
    """Text that other splitters hang on or lose characters of goes through in time linear in its length."""
    check(text, segment(text))


def test_a_line_of_a_megabyte_comes_out_sentence_by_sentence() -> None:
    """One long line is no worse than many short ones."""
    text = "It helped Dr. Poe. " * 55_000
    units = segment(text)
    assert len(units) == 55_000
    assert {text[unit.start : unit.end] for unit in units} == {"It helped Dr. Poe."}


def test_given_units_are_not_segmented() -> None:
    """Units that came with an article are taken as they are, and said to be given."""
    given_units = tuple(segment("One. Two."))[:1]
    article = Article("One. Two.", given_units=given_units)
    assert units_of(article) == list(given_units)
    assert segmenter_of(article) == "given"
    assert segmenter_of(Article("One. Two.")) == SEGMENTER
