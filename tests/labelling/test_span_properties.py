"""Whatever keys are pressed in whatever text: passages lie between characters, in their one form."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_tui.codebook.answers import normalise
from annotate_tui.codebook.load import parse_codebook
from annotate_tui.codebook.passages import Passage, overlapping, rewrapped
from annotate_tui.corpus.article import UnitKind
from annotate_tui.labelling.outcome import Outcome
from annotate_tui.labelling.sheet import Sheet
from annotate_tui.labelling.span_editing import SpanEditing
from annotate_tui.store.rows import ArticleRow, StoredUnit

CODEBOOK = parse_codebook(
    """
schema = "annotate-tui/codebook@1"
id = "parts"
version = "1.0.0"
title = "Parts"
[[facets]]
id = "free"
type = "span"
required = true
values = [{ id = "drug", key = "d" }, { id = "dose", key = "s" }]
[[facets]]
id = "apart"
type = "span"
overlap = false
""",
    name="parts.toml",
    format="toml",
)
PIECES = (
    "word", "0.5", "mg", "/", ",", " ", "  ", "\n", "\t",
    "e\u0301", "ka\u0301va", "👩‍🚀", "🇫🇷", "治疗", "عملت",
    "\u202e", "\x1b", "กำ", "\u200b", "\r\n", "don’t", "\u0301",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)
STEPS = {
    "left": lambda one: one.move(-1),
    "right": lambda one: one.move(1),
    "on": lambda one: one.stretch(1),
    "back": lambda one: one.stretch(-1),
    "character on": lambda one: one.stretch(1, by_character=True),
    "character back": lambda one: one.stretch(-1, by_character=True),
    "edge": lambda one: one.next_edge(),
    "next": lambda one: one.hold_next(1),
    "previous": lambda one: one.hold_next(-1),
    "let go": lambda one: one.let_go(),
    "remove": lambda one: one.remove(),
    "d": lambda one: one.press("d"),
    "s": lambda one: one.press("s"),
    "m": lambda one: one.press("m"),
}


def editing(text, facet):
    """Marking in one unit, with a session that keeps everything in memory."""
    unit = StoredUnit(5, 0, 3, 3 + len(text), UnitKind.SENTENCE, None, 0)
    article = ArticleRow(1, "0" * 64, 1, "One", "", "text/plain", 1, len(text), 1)
    sheet = Sheet(CODEBOOK, article, f"abc{text}", [unit], 9, {})
    session = SimpleNamespace(sheet=sheet, index=0, codebook=CODEBOOK)

    def write(facet, edits):
        for item, entry in edits.items():
            sheet.apply(5, facet.id, entry, item)
        return Outcome()

    session.write_passages = write
    return SpanEditing(session, CODEBOOK.facet(facet))


@pytest.mark.parametrize("facet", ["free", "apart"])
@settings(max_examples=150, deadline=None)
@given(text=TEXTS, steps=st.lists(st.sampled_from(list(STEPS)), max_size=40))
def test_passages_lie_between_characters(facet, text, steps):
    one = editing(text, facet)
    places = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    for step in steps:
        STEPS[step](one)
        assert 0 <= one.start <= one.end <= len(text)
        assert {one.start, one.end} <= places
        marked = one.passages()
        assert one.held is None or one.held in marked
        answer = one.session.sheet.answers(0).get(facet)
        assert answer == (tuple(map(str, marked)) or None)
        if marked:
            assert normalise(one.facet, answer, CODEBOOK) == answer
            assert all(passage.start < passage.end for passage in marked)
            assert {passage.start for passage in marked} | {passage.end for passage in marked} <= places
        if facet == "apart":
            assert overlapping(marked) is None


@given(words=st.lists(st.sampled_from(["one", "tŵo", "👩‍🚀", "4"]), min_size=1, max_size=6), data=st.data())
def test_passages_keep_to_their_words_when_a_text_is_wrapped_anew(words, data):
    spaces = st.sampled_from([" ", "\n", " \t ", "\u00a0"])
    before, after = ("".join(word + data.draw(spaces) for word in words).rstrip() for _ in range(2))
    first = data.draw(st.integers(0, len(before) - 1))
    last = data.draw(st.integers(first + 1, len(before)))
    [moved] = rewrapped((str(Passage(first, last, "x")),), before, after) or [""]
    said = "".join(before[first:last].split())
    if said:
        start, _, end = moved.partition(":")[0].partition("-")
        assert "".join(after[int(start) : int(end)].split()) == said
