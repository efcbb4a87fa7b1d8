"""Nothing jumps while one labels, and every state of an article is said."""

from __future__ import annotations

import pytest

from annotate_tui.codebook.load import parse_codebook
from annotate_tui.corpus.article import UnitKind


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
