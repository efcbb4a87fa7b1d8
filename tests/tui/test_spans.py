"""Marking passages on the screen and line by line: keys, the mouse, hostile text, what is drawn."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace

import pytest

from annotate_tui.codebook.data import content_hash
from annotate_tui.codebook.load import parse_codebook
from annotate_tui.codebook.passages import Passage
from annotate_tui.settings import Settings
from annotate_tui.store.store import Store
from annotate_tui.tui.plain import run_plain
from annotate_tui.tui.screens.labelling import LabellingScreen
from annotate_tui.tui.screens.spans import SpansScreen
from annotate_tui.tui.widgets.marked_text import Marked, MarkedText

BOOK = """
schema = "annotate-tui/codebook@1"
id = "parts"
version = "1.0.0"
title = "Parts"
[[facets]]
id = "claim"
name = "Claim"
type = "single"
required = true
values = [{ id = "yes", key = "y", name = "Claim" }, { id = "no", key = "x", name = "No claim" }]
[[facets]]
id = "parts"
name = "Parts of the claim"
label = "Parts"
type = "span"
key = "p"
required = true
question = "Which words name the drug, the dose, the effect?"
ask_when = { facet = "claim", in = ["yes"] }
values = [{ id = "drug", key = "d" }, { id = "dose", key = "s" }, { id = "effect", key = "e" }]
[[facets]]
id = "note"
type = "text"
agreement = false
"""
NASTY = "\x1b[31mred\x1b]0;t\x07 [/] [b]bold $x \u202eevil \u200bz 日本 e\u0301 👩‍🚀 🇫🇷 عملت \x9b2J\ttab"
SIZES = ((120, 40), (80, 24), (60, 16))


@pytest.fixture
def book():
    return parse_codebook(BOOK, name="parts.toml", format="toml")


@pytest.fixture
def spans_project(make_project, quiet_article, book):
    return make_project(quiet_article, codebook=book)


def marked(run, index=4):
    sheet = run.session.sheet
    text = sheet.unit_text(index)
    found = []
    for passage in sheet.answers(index).get("parts", ()):
        place, _, value = passage.partition(":")
        start, _, end = place.partition("-")
        found.append((text[int(start) : int(end)], value))
    return found


async def test_a_claim_is_marked_and_confirmed(start, spans_project):
    async with start(spans_project) as run:
        await run.press("colon", "5", "enter", "y", "enter")
        assert isinstance(run.screen, SpansScreen)
        # From “In” to “years”, then “clinics”.
        await run.press("d", "shift+right", "shift+right", "e")
        await run.press("right", "s")
        assert marked(run) == [("In recent years", "effect"), ("clinics", "dose")]
        assert "╰e" in run.text()
        assert "┗s━" in run.text()
        assert "✓ saved" in run.text()
        with Store.open(spans_project, readonly=True) as store:
            kept = store.items(store.annotator("ada").key, store.articles()[0].key)
        assert sorted(value for entries in kept.values() for value in entries.values()) == [
            "0-15:effect", "16-23:dose",
        ]  # fmt: skip
        await run.press("enter")
        assert isinstance(run.screen, LabellingScreen)
        assert run.session.index == 5
        assert "● y[2]" in run.text()


async def test_a_key_of_the_question_and_tab_lead_to_the_page_and_escape_back(start, spans_project):
    async with start(spans_project) as run:
        await run.press("colon", "5", "enter", "y", "p")
        assert isinstance(run.screen, SpansScreen)
        await run.press("d", "escape")
        assert isinstance(run.screen, SpansScreen)
        await run.press("escape")
        assert isinstance(run.screen, LabellingScreen)
        assert run.session.index == 4
        await run.press("tab", "tab", "enter")
        assert isinstance(run.screen, SpansScreen)
        await run.press("q")
        assert isinstance(run.screen, LabellingScreen)


async def test_stretching_by_space_characters_and_either_end(start, spans_project):
    async with start(spans_project) as run:
        await run.press("colon", "5", "enter", "y", "enter", "right", "space", "right", "d")
        assert marked(run) == [("recent years", "drug")]
        await run.press("left_square_bracket", "tab", "right_square_bracket")
        assert marked(run) == [("ecent year", "drug")]
        await run.press("ctrl+left", "tab", "shift+right")
        assert marked(run) == [("years", "drug")]
        await run.press("backspace")
        assert marked(run) == []
        await run.press("home", "up")
        assert "Nothing is marked here yet." in run.text()
        await run.press("u")
        assert len(marked(run)) == 1
        await run.press("ctrl+r")
        assert marked(run) == []
        await run.press("z")
        assert "z means nothing here" in run.text()


async def test_enter_without_a_required_passage_says_so_and_undo_leads_back(start, spans_project):
    async with start(spans_project) as run:
        await run.press("colon", "5", "enter", "x", "enter", "y", "enter", "enter")
        assert isinstance(run.screen, LabellingScreen)
        assert "Parts of the claim is not answered yet." in run.text()
        await run.press("p", "u", "u")
        assert isinstance(run.screen, LabellingScreen)
        assert run.session.index == 4
        assert "Undone in sentence 5." in run.text()


async def test_the_mouse_marks_what_it_was_dragged_over(start, spans_project):
    async with start(spans_project) as run:
        await run.press("colon", "5", "enter", "y", "enter")
        y = next(number for number, row in enumerate(run.rows()) if row.startswith(" In recent years"))
        await run.pilot.mouse_down(offset=(2, y))
        await run.pilot.hover(offset=(14, y))
        await run.pilot.mouse_up(offset=(14, y))
        values = next(number for number, row in enumerate(run.rows()) if row.startswith(" d Drug"))
        await run.pilot.click(offset=(4, values))
        assert marked(run) == [("In recent years", "drug")]
        await run.pilot.click(offset=(20, y))
        entry = next(number for number, row in enumerate(run.rows()) if "d Drug  “" in row)
        await run.pilot.click(offset=(8, entry))
        await run.press("s")
        assert marked(run) == [("In recent years", "dose")]


async def test_a_window_that_is_too_small_says_so_and_marks_nothing(start, spans_project):
    async with start(spans_project) as run:
        await run.press("colon", "5", "enter", "y", "enter", "d")
        for size in ((40, 8), (3, 2), (59, 40)):
            await run.pilot.resize_terminal(*size)
            await run.pilot.pause()
            await run.press("right", "e")
            assert len(marked(run)) == 1
        assert "The window is 59×40" in run.text()
        await run.pilot.resize_terminal(60, 16)
        await run.pilot.pause()
        assert "d┛" in run.text()
        await run.press("right", "e")
        assert len(marked(run)) == 2


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_pictures(start, snapshot, spans_project, size):
    async with start(spans_project, size=size) as run:
        await run.press("colon", "5", "enter", "y", "enter", "right", "shift+right", "e")
        await run.press("right", "right", "right", "shift+right", "shift+right", "shift+right", "d")
        await run.press("left", "right", "s")
        snapshot(run.picture(), "spans-{}x{}".format(*size))
        await run.press("escape", "escape")
        assert "● y[3]" in run.text()
        assert "●3 passages" in run.text() or "● 3 passages" in run.text()
        assert "green underline" in run.picture() or "underline green" in run.picture()


@pytest.mark.parametrize("size", [(120, 40), (60, 16)], ids=str)
async def test_hostile_text(start, hostile_project, make_project, quiet_article, book, size):
    parts = book.facet("parts")
    values = tuple(replace(value, name=f"{value.name} {NASTY}") for value in parts.values)
    facets = tuple(
        replace(facet, name=NASTY, question=NASTY, values=values) if facet is parts else facet
        for facet in book.facets
    )
    nasty = replace(book, facets=facets, hash="")
    nasty = replace(nasty, hash=content_hash(nasty))
    article, units = quiet_article
    text = "".join(f"{NASTY} {article.text[unit.start : unit.end]}\n" for unit in units)
    cut, at = [], 0
    for unit in units:
        length = len(NASTY) + 1 + unit.end - unit.start
        cut.append(replace(unit, start=at, end=at + length, marker=None))
        at += length + 1
    path = make_project((replace(article, text=text), cut), codebook=nasty)
    async with start(path, size=size) as run:
        await run.press("colon", "5", "enter", "y", "enter")
        for _ in range(12):
            await run.press("right", "shift+right", "d")
            assert_harmless(run, size[0])
        await run.pilot.resize_terminal(80, 24)
        await run.pilot.pause()
        assert_harmless(run, 80)
        raw = run.session.sheet.unit_text(4)
        for words, value in marked(run):
            assert words in raw
            assert value == "drug"
            assert unicodedata.combining(words[0]) == 0
        await run.press("enter")
        assert_harmless(run, 80)


def assert_harmless(run, width):
    for strip in run.strips():
        text = "".join(segment.text for segment in strip)
        assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")], text
        assert strip.cell_length <= width


@pytest.mark.parametrize("text", [NASTY, "日本語 and e\u0301 thing " * 9, "", "x" * 200])
@pytest.mark.parametrize("width", [7, 60])
def test_the_rows_hold_the_text_and_marks_stand_below_their_words(text, width):
    layout = MarkedText(text, width)
    marks = Marked(
        [Passage(0, 3, "drug"), Passage(2, 6)] if text else [],
        None,
        (0, min(1, len(text))),
        lambda value: value[:1],
        lambda offset: offset // 3,
    )
    rows = layout.rows(marks)
    assert len(rows) == layout.height
    shown = "".join(span.text for row in rows[::2] for span in row[1:])
    assert shown == layout.shown
    assert len(shown) == len(text)
    if text:
        assert "".join(span.text for span in rows[1]).startswith(" ╰d")
        assert rows[0][1].role == "cursor"


@pytest.fixture
def plain(spans_project):
    def run(*lines):
        said = io.StringIO()
        given = io.StringIO("".join(f"{line}\n" for line in lines))
        run_plain(spans_project, "ada", None, None, Settings(db=spans_project), given=given, said=said)
        return said.getvalue()

    return run


def test_line_by_line_words_are_marked_by_number(plain, spans_project):
    said = plain(
        "go 5", "words", "y", "words", "mark 1-3 as Effect", "mark 4 d", "mark 99", "mark 5 as drgu", "mark",
        "mark 5", "unmark", "unmark 3", "unmark 1", "undo", "history", "", "find parts=drug",
    )  # fmt: skip
    for expected in (
        "No words are to be marked here.",
        "1 In 2 recent 3 years 4 clinics",
        "Parts of the claim? mark 3-5 as drug; words numbers the words. To mark as: d Drug, s Dose, e Eff",
        "“In recent years” as Effect is marked.",
        "Saved, sentence 5. Claim: Claim; Parts of the claim: “In recent years” as Effect.",
        "“clinics” as Drug is marked.",
        "There is no word 99: this sentence has ",
        "'drgu' is nothing to mark as; did you mean 'drug'?",
        "Type mark and the numbers of words, such as mark 3-5 as drug.",
        "Say as what as well, such as mark 3-5 as drug.",
        "There are 2 passages; type unmark and a number. words says them.",
        "There is no passage 3: this sentence has 2. words says them.",
        "“In recent years” as Effect is no longer marked.",
        "Undone in sentence 5. Parts of the claim: open, now “In recent years” as Effect",
        "Parts of the claim: “clinics” as Drug.",
        "Sentence 6 of 14, open:",
        "Article 1, sentence 5: In recent years",
    ):
        assert expected in said, expected


def test_line_by_line_an_empty_line_says_that_a_passage_is_missing(plain):
    said = plain("go 5", "y", "", "p", "~")
    assert "Parts of the claim is not answered yet." in said
    assert "has no answer “cannot decide”" in said
