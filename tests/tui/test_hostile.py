"""Text that is out to break a terminal, in every place where somebody else's text is shown."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from textual import events

from annotate_tui.codebook.data import content_hash
from annotate_tui.codebook.model import Example
from annotate_tui.errors import UsageError
from annotate_tui.labelling.outcome import Outcome
from annotate_tui.store.store import Store

NASTY = "\x1b[31mred\x1b]0;t\x07 [/] [b]bold array[i] $x \u202eevil \u200bz 日本 e\u0301 👩‍🚀 🇫🇷 \x9b2J\ttab"
PAGES = {
    "labelling": [],
    "prose": ["z"],
    "articles": ["o"],
    "question": ["question_mark"],
    "guideline": ["f4"],
    "keys": ["f2"],
    "find": ["slash", "r", "e", "d"],
    "palette": ["ctrl+p"],
    "history": ["f3"],
    "about the article": ["f7"],
    "note": ["n"],
}


def assert_harmless(run, width):
    for strip in run.strips():
        text = "".join(segment.text for segment in strip)
        bad = [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
        assert not bad, (bad, text)
        assert strip.cell_length <= width


@pytest.fixture
def nasty_codebook(builtin):
    """Every text of the codebook is hostile; ids and keys are what they are."""

    def value(one):
        return replace(
            one,
            name=f"{one.name} {NASTY}",
            short=NASTY,
            include=NASTY,
            exclude=NASTY,
            notes=NASTY,
            examples=(Example(NASTY, True, NASTY), Example(NASTY, False)),
        )

    facets = tuple(
        replace(
            f,
            name=f"{f.name} {NASTY}",
            question=NASTY,
            help=NASTY,
            short=NASTY,
            values=tuple(map(value, f.values)),
        )
        for f in builtin.facets
    )
    rules = tuple(replace(rule, title=NASTY, text=f"{NASTY}\n{NASTY}") for rule in builtin.rules)
    warnings = tuple(replace(warning, message=NASTY) for warning in builtin.warnings)
    made = replace(builtin, facets=facets, rules=rules, warnings=warnings, title=NASTY, principle=NASTY)
    return replace(made, hash=content_hash(made))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("size", [(120, 40), (60, 16)], ids=str)
async def test_articles_notes_and_names(start, hostile_project, page, size):
    with Store.open(hostile_project) as store:
        name = "ada [/] \u0301\u65e5"
        store.ensure_annotator(name)
    async with start(hostile_project, size=size, annotator=name) as run:
        await run.press("enter", "n")
        await run.pilot.pause()
        run.app.focused.insert_text_at_cursor(NASTY)
        await run.press("enter")
        await run.press(*PAGES[page])
        assert_harmless(run, size[0])
        await run.pilot.resize_terminal(80, 24)
        await run.pilot.pause()
        assert_harmless(run, 80)


@pytest.mark.parametrize("page", PAGES)
async def test_codebooks(start, make_project, quiet_article, nasty_codebook, page):
    async with start(make_project(quiet_article, codebook=nasty_codebook)) as run:
        await run.press("enter", "x", "C")
        assert_harmless(run, 120)
        await run.press("enter", *PAGES[page])
        assert_harmless(run, 120)


@pytest.mark.parametrize("name", ["\x1b[2J", "\u202eada", "[/red]", "a" * 300])
async def test_names_that_are_typed(start, name):
    async with start(annotator=None) as run:
        run.app.focused.value = name
        await run.pilot.pause()
        assert_harmless(run, 120)
        await run.press("enter")
        assert_harmless(run, 120)


async def test_pasting_control_characters_into_a_note(start):
    async with start() as run:
        await run.press("enter", "n")
        run.app.focused.post_message(events.Paste("two\nlines \x1b[31m\u202e"))
        await run.pilot.pause()
        assert_harmless(run, 120)
        await run.press("enter")
        note = run.session.sheet.answers(3)["note"]
        assert note == "two lines ␛[31m\u202e"  # shown as ▯; a note may hold what is no control character


async def test_messages(start):
    async with start() as run:
        run.screen.say(Outcome(NASTY * 3))
        await run.pilot.pause()
        assert_harmless(run, 120)


async def test_a_filter_that_does_not_exist(start):
    async with start() as run:
        await run.press("slash")
        await run.type(":nonsense[/]")
        assert_harmless(run, 120)
        assert "is no choice of sentences" in run.text()
    with pytest.raises(UsageError):
        async with start(only=NASTY):
            pass
