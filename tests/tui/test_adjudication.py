"""The adjudicator's screen: over the labelling screen and as a program, at three sizes."""

from __future__ import annotations

import contextlib
import io
import re

import pytest

from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
from annotate_tui.tui.adjudicating import AdjudicationApp
from annotate_tui.tui.adjudication_opening import Wanted, who_decides
from annotate_tui.tui.adjudication_plain import run_plain_adjudication
from annotate_tui.tui.keymap import usual_keymap
from annotate_tui.tui.screens.agreement import View

AGREED = {"claim_type": "efficacy", "evidence": "e0", "coi_cues": ("none",)}
LABELS = {
    # unit → what ada and what bob said
    3: (AGREED, AGREED),
    4: (
        {**AGREED, "coi_cues": ("promo", "slant"), "unsure": True, "note": "effect or treatment?"},
        {"claim_type": "treatment", "evidence": "e1", "coi_cues": ("none",)},
    ),
    5: ({**AGREED, "evidence": "e2"}, {"claim_type": "no_claim", "coi_cues": ("none",)}),
}


@pytest.fixture
def disputed(project):
    """ada and bob disagree about two sentences; lea leads."""
    with Store.open(project) as store:
        store.ensure_annotator("lea", role="lead")
        units = store.units(store.articles()[0].key)
        for place, name in enumerate(("ada", "bob")):
            session = store.begin(name)
            for number, said in LABELS.items():
                changes = [Change(units[number].key, facet, answer) for facet, answer in said[place].items()]
                session.write(changes)
    return project


def gold(path, number):
    with Store.open(path, readonly=True) as store:
        article = store.articles()[0].key
        return store.answers(0, article, layer="gold").get(store.units(article)[number].key, {})


def key_of(run, name):
    voices = run.screen.session.docket.voices
    return next(voice.key for voice in voices if voice.annotator.name == name)


async def test_a_lead_decides_and_goes_back_to_labelling(start, disputed):
    async with start(disputed, annotator="lea", size=(80, 24)) as run:
        labelling = run.screen
        await run.press("f12")
        assert "Deciding" in run.text()
        assert "▸ Claim type" in run.text()
        await run.press(key_of(run, "ada"))
        assert f"Claim type: Efficacy, as {key_of(run, 'ada')} said." in run.text()
        await run.press("enter")
        assert "not decided yet" in run.text()
        await run.press("1", "P", "n")
        await run.type("a promise")
        await run.press("enter")
        assert "Why: a promise" in run.text()
        await run.press("enter", "x")
        assert gold(disputed, 4) == {
            "claim_type": "efficacy", "evidence": "e1", "coi_cues": ("promo",), "note": "a promise",
        }  # fmt: skip
        assert gold(disputed, 5) == {"claim_type": "no_claim"}
        await run.press("enter")
        assert "Everything is decided." in run.text()
        await run.press("u", "u")
        assert gold(disputed, 5) == {}
        assert "Undone in sentence 5" in run.text()
        await run.press("escape")
        assert run.screen is labelling
        await run.press("u")
        assert "Nothing to undo." in run.text()
    assert gold(disputed, 4)["claim_type"] == "efficacy"


async def test_from_the_disagreements_of_the_agreement_page(start, disputed, monkeypatch):
    monkeypatch.setattr("annotate_tui.tui.agreement._DRAWS", 50)
    async with start(disputed, annotator="lea") as run:
        await run.press("f8")
        agreement = run.screen
        for _ in range(400):
            if agreement._agreed is not None:
                break
            await run.pilot.pause(0.05)
        agreement._show(View("talk"))
        await run.pilot.pause()
        sentence = agreement._agreed.differing[0].unit.index
        assert "decide" in run.text()
        await run.press("f12")
        assert run.screen.session.index == sentence
        await run.press("escape")
        assert run.screen is agreement


async def test_annotators_stay_blind(start, disputed):
    async with start(disputed, annotator="ada") as run:
        labelling = run.screen
        await run.press("f12")
        assert run.screen is labelling
        assert "lea decides between annotators" in run.text()
        await run.press("ctrl+p", *"decide")
        await run.press("enter")
        assert run.screen is labelling
        assert "bob" not in run.text()


async def test_names_are_hidden_unless_the_project_shows_them(start, disputed):
    async with start(disputed, annotator="lea") as run:
        await run.press("f12")
        assert not {"ada", "bob"} & set(run.text().split())
    with Store.open(disputed) as store:
        store.set_setting("adjudication_names", True)
    async with start(disputed, annotator="lea") as run:
        await run.press("f12")
        assert {"ada", "bob"} <= set(run.text().split())


async def test_help_keys_and_themes_work_over_it(start, disputed):
    async with start(disputed, annotator="lea") as run:
        await run.press("f12")
        deciding = run.screen
        for key in ("question_mark", "f2", "f4", "ctrl+p"):
            await run.press(key)
            assert run.screen is not deciding
            await run.press("escape")
            assert run.screen is deciding
        await run.press("Y")
        assert "Y means nothing here." in run.text()
        await run.pilot.resize_terminal(50, 10)
        await run.pilot.pause()
        await run.press("x")
        assert "deciding needs 60×16" in run.text()
        assert gold(disputed, 4) == {}


@pytest.fixture
def watch(look_at):
    """A function that runs a program without a terminal."""

    @contextlib.asynccontextmanager
    async def run(app, size=(120, 40)):
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield look_at(app, pilot)

    return run


def app_on(store, **wanted):
    return AdjudicationApp(store, "lea", usual_keymap(), Wanted(**wanted), None)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 16)], ids=lambda size: "{}x{}".format(*size))
async def test_as_a_program_of_its_own(disputed, watch, snapshot, size):
    with Store.open(disputed) as store:
        async with watch(app_on(store), size=size) as run:
            await run.press(key_of(run, "bob"), "0")
            snapshot(run.picture(), "deciding-{}x{}".format(*size))
            await run.press("q")
        assert run.app.return_code == 0


async def test_only_some_questions(disputed, watch):
    with Store.open(disputed) as store:
        async with watch(app_on(store, facets=["coi_cues"], articles=["1"])) as run:
            assert "Claim type" not in run.text()
            await run.press(key_of(run, "ada"), "enter")
            assert "Everything is decided." in run.text()


def test_who_decides_is_the_one_lead(disputed):
    with Store.open(disputed) as store:
        assert who_decides(store, None) == "lea"
        assert who_decides(store, "max") == "max"
        store.ensure_annotator("lea", role="annotator")
        assert who_decides(store, None) == "bob"


def test_line_by_line(disputed):
    def run(*lines):
        said = io.StringIO()
        given = io.StringIO("".join(f"{line}\n" for line in lines))
        with Store.open(disputed) as store:
            keymap = usual_keymap()
            assert run_plain_adjudication(store, "lea", keymap, Wanted(), given=given, said=said) == 0
        return said.getvalue()

    first = run("help", "y", "t9")
    assert "Sentence 5: In recent years clinics have begun to offer small doses" in first
    assert re.search("(A|B): unsure. effect or treatment\\?", first)
    assert re.search("Claim type: A .*; B .*\\. Not decided\\.", first)
    assert "Evidence as presented: asked only for" in first
    assert "9 means nothing here; nothing was decided" in first
    assert gold(disputed, 4) == {}
    said = run("t0N", "note the outcome is not stated", "", "x", "undo", "x", "")
    assert gold(disputed, 4) == {
        "claim_type": "treatment",
        "evidence": "e0",
        "coi_cues": ("none",),
        "note": "the outcome is not stated",
    }
    assert gold(disputed, 5) == {"claim_type": "no_claim"}
    assert "Undone in sentence 6. Claim type: No claim → open" in said
    assert "Everything is decided." in said
    assert "ada" not in said


async def test_the_hints_are_true_while_a_reason_is_typed(start, disputed):
    async with start(disputed, annotator="lea", size=(80, 24)) as run:
        await run.press("f12")
        hints = run.rows()[-1]
        assert "u undo" in hints
        await run.press("n", "u")
        assert run.rows()[-1] == " ⏎ done   Esc leave it as it was"
        await run.press("escape")
        await run.pilot.pause()
        assert run.rows()[-1] == hints
