"""Correcting sentences from the labelling screen: by name, and on two pages that ask how."""

from __future__ import annotations

import pytest

from annotate_tui.store.store import Store
from annotate_tui.tui.screens.labelling import LabellingScreen


def texts(run):
    sheet = run.session.sheet
    return [sheet.unit_text(index) for index in range(len(sheet.units))]


async def command(run, words):
    await run.press("ctrl+p")
    await run.type(words)
    await run.press("enter")


async def test_join_and_take_back(start):
    async with start(size=(80, 24)) as run:
        before = texts(run)
        await run.press("colon", "4", "enter")
        await command(run, "join with")
        assert texts(run) == [*before[:3], f"{before[3]}\n{before[4]}", *before[5:]]
        assert "Joined with the next. Other labels stay; to undo: “Take back a correction”." in run.text()
        await command(run, "take back")
        assert texts(run) == before
        assert run.session.index == 3


async def test_split_where_the_cut_was_moved_to(start):
    async with start() as run:
        await run.press("colon", "6", "enter")
        await command(run, "split this")
        assert "It may ease craving ▏within hours." in run.text()
        await run.press("right", "left", "left", "left")
        assert "It may ▏ease craving within hours." in run.text()
        await run.press("enter")
        assert isinstance(run.screen, LabellingScreen)
        assert texts(run)[5:7] == ["It may", "ease craving within hours."]


async def test_change_the_kind(start):
    async with start() as run:
        await run.press("colon", "6", "enter")
        await command(run, "change the kind")
        assert "● a sentence" in run.text()
        await run.press("down", "down", "enter")
        assert run.session.sheet.kind(5) == "quote"
        assert "Sentence 6 is a quotation now; its labels stay." in run.text()


@pytest.mark.parametrize("words", ["join with", "split this", "change the kind"])
async def test_only_leads_where_there_are_any(start, project, words):
    with Store.open(project) as store:
        store.ensure_annotator("lea", role="lead")
    async with start() as run:
        before = texts(run)
        await command(run, words)
        assert "In this project only leads correct sentences; leave a note." in run.text()
        assert texts(run) == before


async def test_there_is_nothing_to_correct_about_the_article(start):
    async with start() as run:
        await run.press("f7")
        await command(run, "split this")
        assert "There is no sentence here to correct." in run.text()
