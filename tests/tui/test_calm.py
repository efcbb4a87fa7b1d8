"""Nothing jumps while one labels, and every state of an article is said."""

from __future__ import annotations

import pytest

from annotate_tui.codebook.load import parse_codebook
from annotate_tui.corpus.article import UnitKind
from annotate_tui.labelling.outcome import Outcome


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 16)])
async def test_nothing_in_the_title_moves_while_one_labels(start, make_project, make_article, size):
    parts = [(UnitKind.SENTENCE, f"Sentence {number}.", None, number) for number in range(12)]
    path = make_project(make_article(parts, "A title that is much too long for any window " * 4))
    async with start(path, size=size) as run:
        places = set()
        for _ in range(11):
            title = run.rows()[0]
            places.add((title.index("…"), title.index(" of 12"), title.index("✓ saved")))
            await run.press("x", "enter")
        assert len(places) == 1


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            ((UnitKind.HEADING, "Contents", None, 0), (UnitKind.BOILERPLATE, "Share", None, 1)),
            "nothing to label",
        ),
        ((), "no sentences"),
    ],
)
async def test_an_article_without_anything_to_label_says_so(start, make_project, make_article, parts, said):
    path = make_project(
        make_article(parts, "Left-overs"),
        make_article(((UnitKind.SENTENCE, "It costs 400 crowns.", None, 0),), "Prices"),
    )
    async with start(path, size=(80, 24)) as run:
        assert said in run.rows()[0]
        await run.press("e", "n", "escape", "enter")
        if parts:
            assert "No sentence of this article is asked about. Now a few questions" in run.text()
            await run.press("enter")
        assert "This article is done" in run.text()


NUMBERS = """
schema = "annotate-tui/codebook@1"
id = "doses"
version = "1.0.0"
title = "Doses"

[[facets]]
id = "dose"
name = "Dose"
type = "number"
key = "d"
required = true
"""


async def test_a_number_that_is_looked_at_again_stays_what_it_is(start, make_project, make_article):
    codebook = parse_codebook(NUMBERS, name="doses.toml", format="toml")
    path = make_project(make_article([(UnitKind.SENTENCE, "Once.", None, 0)], "One"), codebook=codebook)
    async with start(path, size=(80, 24)) as run:
        await run.press("d")
        await run.type("1234567.25")
        await run.press("enter", "d")
        assert "Dose: 1234567.25" in run.text()
        assert "●1234567.25" in run.text()
        await run.press("enter")
        assert run.session.sheet.answers(0) == {"dose": 1234567.25}


async def test_where_there_is_no_sentence_to_go_to(start, make_project, make_article):
    path = make_project(make_article((), "Empty"))
    async with start(path, size=(80, 24)) as run:
        await run.press("colon")
        assert "This article has no sentences." in run.text()


async def test_the_questions_keep_their_rows_where_a_window_was_resized_on_the_page_of_the_article(start):
    async with start(size=(80, 24)) as run:
        before = run.rows()
        assert any("~ Cannot decide" in row for row in before)
        await run.press("f7")
        await run.pilot.resize_terminal(120, 40)
        await run.pilot.resize_terminal(80, 24)
        await run.pilot.pause()
        await run.press("g", "enter")
        assert [row for row in run.rows() if "~ Cannot decide" in row]
        rule = [number for number, row in enumerate(before) if row.startswith("───")]
        assert [number for number, row in enumerate(run.rows()) if row.startswith("───")] == rule


@pytest.mark.parametrize("keys", [("n",), ("colon",)])
async def test_the_hints_are_true_while_a_line_is_typed(start, keys):
    async with start(size=(80, 24)) as run:
        hints = run.rows()[-1]
        assert "u undo" in hints
        await run.press(*keys)
        assert run.rows()[-1] == " ⏎ done   Esc leave it as it was"
        await run.press("u")
        assert run.rows()[-1] == " ⏎ done   Esc leave it as it was"
        await run.pilot.resize_terminal(90, 24)
        await run.pilot.pause()
        assert run.rows()[-1] == " ⏎ done   Esc leave it as it was"
        await run.pilot.resize_terminal(80, 24)
        await run.press("escape")
        await run.pilot.pause()
        assert run.rows()[-1] == hints


@pytest.mark.parametrize("note", ["one two " * 20, "日本語の" * 20, "مقال " * 30], ids=["en", "ja", "ar"])
async def test_a_line_that_is_longer_than_the_window_says_so(start, note):
    async with start(size=(60, 24)) as run:
        await run.press("n")
        await run.type("short")
        assert "Note: short" in run.text()
        assert "…" not in run.rows()[-2]
        run.screen.typing.value = note
        run.screen.typing.cursor_position = 0
        await run.pilot.pause()
        typed = run.rows()[-2]
        assert typed.startswith(f" Note: {note[0]}")
        assert typed.endswith("…")
        await run.press("end")
        assert run.rows()[-2].startswith(" Note: …")
        assert not run.rows()[-2].endswith("…")
        middle = len(note) // 2
        run.screen.typing.cursor_position = middle
        await run.pilot.pause()
        await run.press("x")
        assert run.screen.typing.value == note[:middle] + "x" + note[middle:]
        assert "x" in run.rows()[-2]


async def test_why_a_question_of_two_rows_is_not_asked(start):
    async with start(size=(80, 24)) as run:
        await run.press("g")
        assert "N None  not asked" in run.text()
        await run.press("down")
        assert "N None  not asked" not in run.text()
        await run.press("tilde")
        assert "N None  ● cannot decide" in run.text()


async def test_a_message_is_cut_between_words(start):
    said = "All done: 38 sentences. Now a few questions about the article as a whole."
    async with start(size=(60, 16)) as run:
        run.screen.say(Outcome(said))
        row = run.rows()[-1].removesuffix("F2 keys").strip()
        first, last = row.split(" … ")
        assert said.startswith(f"{first} ")
        assert said.endswith(f" {last}")
        assert last.endswith("whole.")
        run.screen.say(Outcome("長" * 120))
        assert "長 … 長" in run.rows()[-1]
