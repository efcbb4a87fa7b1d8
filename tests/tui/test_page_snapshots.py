"""Pages that come and go (first start, agreement, history, summary), as rows of text and runs of style."""

from __future__ import annotations

import contextlib
import threading

import pytest

from annotate_tui.dataset.data import Dataset
from annotate_tui.dataset.disagreements import disagreements
from annotate_tui.report.model import (
    AnnotatorRow,
    Confusion,
    FacetReport,
    Figure,
    Method,
    MethodFacts,
    PartRow,
    Report,
    ValueRow,
)
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
from annotate_tui.tui import preferences
from annotate_tui.tui.agreement import Agreed
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


def figure(value, low=None, high=None):
    return Figure(value, low, high, no_interval="" if low is not None else "There are too few articles.")


REPORT = Report(
    title="Agreement",
    facets=(
        FacetReport(
            id="claim_type",
            name="Claim type",
            question="What kind of statement is this?",
            scope="unit",
            scale="nominal",
            headline="krippendorff_alpha",
            n_units=412,
            n_pairable=398,
            n_annotators=2,
            n_articles=24,
            n_ratings=800,
            annotators=("ada", "ben"),
            resampled="cluster",
            warnings=("Somebody [/] was warned.",),
            left_out=("14 units with one answer only",),
            coefficients={
                "krippendorff_alpha": figure(0.774, 0.71, 0.832),
                "percent_agreement": figure(0.82, 0.77, 0.86),
            },
            values=(
                ValueRow("efficacy", "Efficacy", {"specific_agreement": figure(0.88, 0.83, 0.92)}, 300, 0.4),
                ValueRow("harm", "Harm or safety", {"specific_agreement": figure(0.6, 0.41, 0.7)}, 90, 0.12),
                ValueRow("advice", "Advice 日本", {"specific_agreement": figure(0.95, 0.9, 1.0)}, 360, 0.48),
            ),
            confusion=Confusion(
                ("Efficacy", "Harm or safety", "Advice 日本"),
                ((264.0, 30.0, 6.0), (30.0, 54.0, 6.0), (6.0, 6.0, 342.0)),
                1,
            ),
            annotator_rows=(
                AnnotatorRow("ada", 398, 0.82, 0.76, None, Figure(), {}, 5.33),
                AnnotatorRow("ben", 402, 0.82, 0.76, None, Figure(), {}, 12.0),
            ),
            articles=(
                PartRow("A Quiet Cure for Restless Minds?", 11, 0.64, figure(0.5)),
                PartRow("Prices", 2, 1.0, figure(None)),
            ),
            remarks=("The interval reaches about .06 to either side.",),
        ),
        FacetReport(
            id="dated",
            name="Dated",
            question="",
            scope="document",
            scale="boolean",
            headline="krippendorff_alpha",
            n_units=24,
            n_pairable=12,
            n_annotators=2,
            n_articles=24,
            n_ratings=24,
            annotators=("ada", "ben"),
            resampled="cluster",
            warnings=(),
            left_out=(),
            coefficients={"krippendorff_alpha": figure(-0.1), "percent_agreement": figure(0.75)},
        ),
    ),
    method=Method(
        facts=MethodFacts(),
        draws=1000,
        seed=1,
        level=0.95,
        interval="bca",
        se="influence",
        resampled="cluster",
    ),
    warnings=("A warning about everything.",),
    left_out=(),
    differences=(),
    data={},
)


async def test_agreement(start, team, named, size, monkeypatch):
    with Store.open(team, readonly=True) as store:
        differing = tuple(disagreements(Dataset(store)))
    agreed = Agreed(REPORT, differing, all_shown=False)
    monkeypatch.setattr("annotate_tui.tui.screens.agreement.compute", lambda *_: agreed)
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


async def test_agreement_is_being_computed(start, team, named, size, monkeypatch):
    go_on = threading.Event()

    def compute(_path, _articles, step):
        step("Comparing the annotators", 0.3)
        go_on.wait(20)
        step("Listing what to talk about", 0.8)

    monkeypatch.setattr("annotate_tui.tui.screens.agreement.compute", compute)
    monkeypatch.setattr("annotate_tui.tui.screens.agreement.AgreementScreen._tick", lambda _: None)
    async with start(team, size=size, annotator="cleo") as run:
        await run.press("f8")
        await wait_for(run, "Comparing the annotators …")
        named(run, "agreement-computing")
        await run.press("escape")
        go_on.set()


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
