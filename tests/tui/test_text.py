"""Text that goes to a terminal: the same length, nothing raw, rows that fit."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from annotate_tui.corpus.article import Unit
from annotate_tui.tui.text import PLACEHOLDER, displayable, fit, pad, row_starts, width_of, wrap
from annotate_tui.tui.widgets.flow import Flow, paragraphs

TROUBLE = [
    *"ab é日本ا“…。、）▯",
    " ",
    "  ",
    "word ",
    "e\u0301",
    "\u0301",
    "\ufe0f",
    "👩‍🚀",
    "🇫🇷",
    "👍🏽",
    "\u200b",
    "\t",
    "\n",
    "\x1b[31m",
    "\u202e",
    "\x9b",
    "\x00",
    "\u2028",
    "ก็",
    "\ud800",
    "\U000e0041",
    "a" + "\u0301" * 9,
]
troubles = st.lists(st.sampled_from(TROUBLE), max_size=40).map("".join)


class TestDisplayable:
    @pytest.mark.parametrize(
        ("raw", "shown"),
        [
            ("plain text", "plain text"),
            ("tab\there", "tab here"),
            ("two\nlines\r\n", "two lines  "),
            ("\x1b[31m", "␛[31m"),
            ("\x07\x00\x7f", "␇␀␡"),
            ("\x9b31m", f"{PLACEHOLDER}31m"),
            ("\u202eevil\u202c", f"{PLACEHOLDER}evil{PLACEHOLDER}"),
            ("a\u200bb\ufeff", f"a{PLACEHOLDER}b{PLACEHOLDER}"),
            ("❤\ufe0f", f"❤{PLACEHOLDER}"),
            ("🇫🇷", "FR"),
            ("日本語 é e\u0301 שלום", "日本語 é e\u0301 שלום"),
            ("\ud800", PLACEHOLDER),
        ],
    )
    def test_what_is_shown(self, raw, shown):
        assert displayable(raw) == shown

    @given(st.text() | troubles)
    @settings(max_examples=200, deadline=None)
    def test_offsets_stay_and_nothing_raw_is_left(self, raw):
        shown = displayable(raw)
        assert len(shown) == len(raw)
        assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in shown)
        assert displayable(shown) == shown
        assert width_of(shown) == cell_len(shown)

    def test_a_pile_of_marks_is_cut_down(self):
        assert displayable("a" + "\u0301" * 9) == "a" + "\u0301" * 3 + PLACEHOLDER * 6


class TestFit:
    @given(troubles.map(displayable), st.integers(0, 12))
    @settings(max_examples=150, deadline=None)
    def test_it_fits_and_says_when_something_is_missing(self, text, width):
        cut = fit(text, width)
        assert width_of(cut) <= width
        assert cut == text or width == 0 or cut.endswith("…")
        assert width_of(pad(text, width)) == width


class TestRows:
    @given(troubles.map(displayable), st.integers(2, 20))
    @settings(max_examples=300, deadline=None)
    def test_rows_fit_and_lose_only_spaces(self, text, width):
        starts = row_starts(text, width)
        rows = [text[a:b].rstrip(" ") for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
        assert all(width_of(row) <= width for row in rows)
        assert "".join(rows).replace(" ", "") == text.replace(" ", "")

    def test_words_stay_whole_where_they_can(self):
        assert wrap("one two three", 7) == ["one two", "three"]
        assert wrap("incomprehensible", 5) == ["incom", "prehe", "nsibl", "e"]

    def test_later_rows_are_indented(self):
        assert wrap("one two three four", 9, indent=2) == ["one two", "  three", "  four"]

    def test_chinese_and_japanese_break_between_characters_but_not_before_a_full_stop(self):
        assert wrap("日本語です。", 10) == ["日本語で", "す。"]


@st.composite
def articles(draw):
    text, units, block = "", [], 0
    for words in draw(st.lists(troubles.filter(str.strip), min_size=1, max_size=6)):
        block += draw(st.integers(0, 1))
        marker = draw(st.sampled_from([None, "1.", "•"]))
        units.append(Unit(len(text), len(text) + len(words), marker=marker, block=block))
        text += words + " "
    return text, units


class TestFlow:
    @given(articles(), st.integers(4, 40), st.booleans(), st.integers(0, 1))
    @settings(max_examples=150, deadline=None)
    def test_every_unit_is_shown_whole_and_where_it_is_said_to_be(self, article, width, prose, gap):
        text, units = article
        flow = Flow.of(paragraphs(text, units, prose=prose, gap=gap), width)
        shown = [""] * len(units)
        for row in range(flow.height):
            runs = flow.runs(row)
            assert width_of("".join(run.text for run in runs)) <= width
            for run in runs:
                if run.unit >= 0 and run.offset >= 0:
                    first, last = flow.rows_of(run.unit)
                    assert first <= row <= last or not run.text.strip()
                    whole = displayable(text[units[run.unit].start : units[run.unit].end])
                    assert whole[run.offset : run.offset + len(run.text)] == run.text
                    shown[run.unit] += run.text
        for unit, said in zip(units, shown, strict=True):
            whole = displayable(text[unit.start : unit.end])
            assert said.replace(" ", "") == whole.replace(" ", "")

    def test_a_gap_between_blocks_or_between_all_units(self):
        units = [Unit(0, 1, block=0), Unit(2, 3, block=0), Unit(4, 5, block=1)]
        dense = Flow.of(paragraphs("a b c", units, prose=False, gap=0), 20)
        roomy = Flow.of(paragraphs("a b c", units, prose=False, gap=1), 20)
        prose = Flow.of(paragraphs("a b c", units, prose=True, gap=0), 20)
        assert (dense.height, roomy.height, prose.height) == (4, 5, 3)

    def test_an_article_without_units(self):
        assert Flow.of(paragraphs("", [], prose=False, gap=0), 20).runs(0) == []
