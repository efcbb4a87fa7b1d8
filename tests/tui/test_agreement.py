"""The agreement screen: who may look, what it shows, and going to a sentence from it."""

from __future__ import annotations

import pytest

from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
from annotate_tui.tui.agreement import compute
from annotate_tui.tui.agreement_lines import facet_lines, overview_lines, talk_lines

LABELS = {
    "ada": {"claim_type": "efficacy", "evidence": "e0", "coi_cues": ("none",)},
    "bob": {"claim_type": "treatment", "evidence": "e0", "coi_cues": ("promo",)},
}


@pytest.fixture(autouse=True)
def few_draws(monkeypatch):
    """Intervals are somebody else's tests; here they only have to be there."""
    monkeypatch.setattr("annotate_tui.tui.agreement._DRAWS", 50)


@pytest.fixture
def labelled(project):
    with Store.open(project) as store:
        article = store.articles()[0].key
        sentences = [unit for unit in store.units(article) if unit.kind == "sentence"]
        for name, labels in LABELS.items():
            session = store.begin(name)
            for number, unit in enumerate(sentences):
                answers = {**labels, "claim_type": "efficacy"} if number else labels
                session.write([Change(unit.key, facet, value) for facet, value in answers.items()])
        store.set_setting("blind", False)
    return project


async def computed(run):
    """Wait until the page has filled itself."""
    for _ in range(400):
        if "…" not in run.rows()[2]:
            return
        await run.pilot.pause(0.05)
    raise AssertionError(run.text())


def text_of(lines):
    return "\n".join("".join(span.text for span in entry.spans) for entry in lines)


def test_how_it_stands_with_each_question(labelled):
    text = text_of(overview_lines(compute(labelled), 100))
    assert "Claim type  " in text
    assert "86\xa0% the same  ·  α .00" in text
    assert "0 ●" in text
    assert "Sentences to talk about (7)" in text


@pytest.mark.parametrize("width", [57, 77, 107])
def test_one_question_fits_into_the_window(labelled, width):
    report = compute(labelled).report
    lines = facet_lines(report.facets[0], width)
    text = text_of(lines)
    assert "Answer by answer, the shakiest first" in text
    assert "Who said what" in text
    assert "7\xa0units with two answers or more, 2\xa0annotators" in text
    assert "Efficacy and Treatment facts: 1\xa0time" in text or "Treatment facts and Efficacy" in text
    tables = [row for row in text.split("\n") if row.startswith("  ")]
    assert max(map(len, tables)) <= width


def test_what_to_talk_about(labelled):
    agreed = compute(labelled)
    text = text_of(talk_lines(agreed))
    assert "The drug was first used to put patients to sleep before surgery." in text
    assert "Claim type  ada Efficacy  ·  bob Treatment facts" in text
    assert agreed.all_shown
    # One question alone.
    assert "It may ease craving" not in text_of(talk_lines(agreed, "claim_type"))


def test_a_database_without_labels(project):
    text = text_of(overview_lines(compute(project), 77))
    assert "Nobody has answered the same question as somebody else yet." in text


def test_it_can_be_called_off(labelled):
    class EnoughError(Exception):
        pass

    seen = []

    def step(what, share):
        seen.append((what, share))
        if share > 0.2:
            raise EnoughError

    with pytest.raises(EnoughError):
        compute(labelled, step=step)
    assert [share for _, share in seen] == sorted(share for _, share in seen)


async def test_from_a_question_to_a_sentence_and_back(start, labelled):
    async with start(labelled) as run:
        await run.press("f8")
        await computed(run)
        assert "▸ Claim type" in run.text()
        await run.press("enter")
        assert "Agreement · one question" in run.text()
        await run.press("tab")
        assert "Evidence as presented" in run.rows()[2]
        await run.press("shift+tab", "enter")
        assert "Agreement · to talk about" in run.text()
        await run.press("enter")
        assert run.session.index == 3
        assert "confirm, next" in run.text()
        # The page opens again where one was.
        await run.press("f8")
        await computed(run)
        assert "Agreement · to talk about" in run.text()
        await run.press("escape", "escape")
        assert "Two people who label the same sentence" in run.text()
        await run.press("escape")
        assert "confirm, next" in run.text()


async def test_everything_in_numbers(start, labelled):
    async with start(labelled) as run:
        await run.press("f8")
        await computed(run)
        await run.press("G", "enter")
        assert "Agreement · in numbers" in run.text()
        assert "Krippendorff" in run.text() or "α" in run.text()


async def test_what_goes_wrong_is_said(start, labelled, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError("nothing to share")

    monkeypatch.setattr("annotate_tui.tui.screens.agreement.compute", fail)
    async with start(labelled) as run:
        await run.press("f8")
        await computed(run)
        assert "could not be computed: ZeroDivisionError: nothing to share" in run.text()


async def test_leaving_the_page_while_it_computes(start, labelled):
    async with start(labelled) as run:
        await run.press("f8", "escape")
        assert "confirm, next" in run.text()
        await run.press("down", "e")
        await run.pilot.pause(0.3)


async def test_annotators_see_it_for_what_they_are_done_with_where_the_project_says_so(start, labelled):
    with Store.open(labelled) as store:
        store.set_setting("blind", True)
        store.set_setting("agreement_when_done", True)
    async with start(labelled) as run:
        await run.press("f8")
        assert "labelling is blind" in run.text()
        for _ in range(3):  # the byline, the lead-in and the comment are still open
            await run.press("space", "x", "enter")
        await run.press("f8")
        assert "1 article" in run.rows()[0]
