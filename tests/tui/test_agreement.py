"""The agreement screen: who may look, what it shows, and going to a sentence from it."""

from __future__ import annotations

import pytest

from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
from annotate_tui.tui.agreement import agreement_lines, compute

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
        if "Computing" not in run.text():
            return
        await run.pilot.pause(0.05)


def text_of(lines):
    return "\n".join("".join(span.text for span in entry.spans) for entry in lines)


def test_verdicts_confusions_and_what_to_talk_about(labelled):
    agreed = compute(labelled)
    text = text_of(agreement_lines(agreed))
    assert "Claim type" in text
    assert "7 of 7 units with two answers or more, 2 annotators, 1 articles." in text
    assert "Efficacy" in text
    assert "The drug was first used to put patients to sleep before surgery." in text
    assert "ada: Efficacy" in text
    assert "bob: Treatment facts" in text
    assert agreed.all_shown


def test_a_database_without_labels(project):
    text = text_of(agreement_lines(compute(project)))
    assert "Nobody has answered the same question differently." in text


async def test_enter_goes_to_the_sentence(start, labelled):
    async with start(labelled) as run:
        await run.press("f8")
        await computed(run)
        assert "Claim type" in run.text()
        await run.press("enter")
        assert run.session.index == 3


async def test_everything_in_numbers(start, labelled):
    async with start(labelled) as run:
        await run.press("f8", "z")
        await computed(run)
        assert "Krippendorff" in run.text() or "α" in run.text()


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
        assert "1 articles" in run.text()
