"""Pages that come and go (first start, agreement, history, summary), as rows of text and runs of style."""

from __future__ import annotations

import contextlib

import pytest

from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
from annotate_tui.tui import preferences
from annotate_tui.tui.first import FirstRun
from annotate_tui.tui.screens.welcome import FirstApp

SIZES = ((120, 40), (80, 24), (60, 16))


@pytest.fixture(params=SIZES, ids=lambda size: "{}x{}".format(*size))
def size(request):
    return request.param


@pytest.fixture(autouse=True)
def no_clock(monkeypatch):
    """When something was and how long it took stand still in pictures that are kept."""
    monkeypatch.setattr("annotate_tui.tui.articles.when", lambda ms: "" if ms is None else "12:34")
    monkeypatch.setattr("annotate_tui.tui.history.day_and_hour", lambda _: ("2026-03-02", "12:34:56"))
    monkeypatch.setattr("annotate_tui.tui.history.spent", lambda ms: "4.2 s" if ms else "")
    monkeypatch.setattr("annotate_tui.tui.screens.history.spent", lambda _: "12.6 s")
    monkeypatch.setattr("annotate_tui.tui.screens.summary.duration", lambda _: "40 s")
    monkeypatch.setattr("annotate_tui.tui.agreement._DRAWS", 50)


@pytest.fixture
def named(snapshot, size):
    """A function that compares what stands on the screen with the picture of a name at this size."""

    def compare(run, name):
        snapshot(run.picture(), "{}-{}x{}".format(name, *size))

    return compare


@pytest.fixture
def team(project):
    """Two people who do not always agree; everybody may look."""
    with Store.open(project) as store:
        store.ensure_annotator("cleo", role="lead")
        units = [unit for unit in store.units(store.articles()[0].key) if unit.kind == "sentence"]
        for name, odd in (("ada", "harm"), ("ben", "advice")):
            session = store.begin(name)
            for number, unit in enumerate(units):
                kind = odd if number in (1, 4) else "efficacy"
                changes = [Change(unit.key, "claim_type", kind), Change(unit.key, "coi_cues", ("none",))]
                if kind != "advice":
                    changes.append(Change(unit.key, "evidence", "e1" if number == 5 else "e0"))
                session.write(changes, dwell_ms=4000)
            session.write([Change(units[1].key, "note", f"{name} is not sure [/]")])
        store.set_setting("blind", False)
    return project


async def wait_for(run, wanted):
    for _ in range(400):
        if wanted in run.text():
            return
        await run.pilot.pause(0.05)
    raise AssertionError(run.text())


async def test_agreement(start, team, named, size):
    async with start(team, size=size, annotator="cleo") as run:
        await run.press("f8")
        await wait_for(run, "Two people who label")
        named(run, "agreement")
        await run.press("enter")
        named(run, "agreement-question")
        await run.press("pagedown")
        named(run, "agreement-heat-map")
        await run.press("enter")
        named(run, "agreement-to-talk-about")


async def test_history(start, named, size):
    async with start(size=size) as run:
        await run.press("enter", "e", "0", "f", "n")
        await run.type("odd [/] words")
        await run.press("enter", "u", "C", "enter", "up", "f3")
        named(run, "history")


async def test_summary(start, named, size):
    async with start(size=size, article="2") as run:
        await run.press("x", "enter", "f", "x", "enter", "m", "enter")
        named(run, "summary")


async def test_filters(start, named, size):
    async with start(size=size) as run:
        await run.press("slash")
        named(run, "find-filters")
        await run.type("coi_cues=p")
        named(run, "find-filter-begun")


async def test_searching_the_guideline(start, named, size):
    async with start(size=size) as run:
        await run.press("enter", "f4", "slash")
        await run.type("outcome")
        named(run, "guideline-search")


async def test_people_who_are_known_and_which_article(start, team, named, size):
    async with start(team, size=size, annotator=None) as run:
        await run.press("space", "backspace")
        named(run, "start-known")
        await run.press("down", "enter")
        named(run, "which-article")


async def test_a_name_that_cannot_be(start, named, size):
    async with start(size=size, annotator=None) as run:
        await run.press("enter")
        named(run, "start-no-name")


async def test_first_steps(start, named, size):
    preferences.keep("tour", False)
    async with start(size=size) as run:
        named(run, "tour-confirm")
        await run.press("enter")
        named(run, "tour-answer")
        await run.press("e", "0", "enter")
        named(run, "tour-end")


async def test_first_start(tmp_path, look_at, named, size):
    def make(_noted):
        raise AssertionError("nobody asked for it")

    with contextlib.chdir(tmp_path):
        app = FirstApp(FirstRun("/home/ada/study/annotations.db", "seeds", 5, make), lambda: None)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            named(look_at(app, pilot), "welcome")
            app.make = lambda: None
            app._asking.show_status(())
            app.on_first_app_has_read(app.HasRead(3))
            await pilot.pause()
            named(look_at(app, pilot), "welcome-reading")
