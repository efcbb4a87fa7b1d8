"""The main screens at three sizes, as rows of text and runs of style."""

from __future__ import annotations

import pytest

SIZES = ((120, 40), (80, 24), (60, 16))


@pytest.fixture(params=SIZES, ids=lambda size: "{}x{}".format(*size))
def size(request):
    return request.param


def named(name, size):
    return "{}-{}x{}".format(name, *size)


async def test_labelling(start, snapshot, size):
    async with start(size=size) as run:
        await run.press("enter", "e", "0", "enter", "t")
        snapshot(run.picture(), named("labelling", size))


async def test_prose(start, snapshot, size):
    async with start(size=size) as run:
        await run.press("z", "enter", "x", "P", "enter")
        snapshot(run.picture(), named("prose", size))


async def test_a_heading_and_flags(start, snapshot, size):
    async with start(size=size) as run:
        await run.press("f", "exclamation_mark", "tilde", "up")
        snapshot(run.picture(), named("heading", size))


async def test_questions_about_the_article(start, snapshot, size):
    async with start(size=size) as run:
        await run.press("f7", "m", "1")
        snapshot(run.picture(), named("about-article", size))


@pytest.fixture(autouse=True)
def no_clock(monkeypatch):
    """Lists show when somebody last worked; not in pictures that are kept."""
    monkeypatch.setattr("annotate_tui.tui.articles.when", lambda ms: "" if ms is None else "12:34")


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("articles", ["o"]),
        ("guideline-question", ["question_mark"]),
        ("guideline", ["f4"]),
        ("keys", ["f2"]),
        ("palette", ["ctrl+p", "t", "h"]),
        ("find", ["slash", "c", "r", "a", "v"]),
    ],
)
async def test_pages(start, snapshot, size, name, keys):
    async with start(size=size) as run:
        await run.press("enter", "e", "0")
        await run.press(*keys)
        snapshot(run.picture(), named(name, size))


async def test_who(start, snapshot, size):
    async with start(size=size, annotator=None) as run:
        await run.type("ada")
        snapshot(run.picture(), named("start", size))


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "none"])
async def test_themes(start, snapshot, theme):
    async with start(size=(80, 24), theme=theme) as run:
        await run.press("enter", "e", "0", "enter", "t")
        snapshot(run.picture(), f"theme-{theme}")
