"""Cue highlights on the screen and line by line."""

from __future__ import annotations

import io
import signal
from types import SimpleNamespace

import pytest

from annotate_tui.codebook.lexicon import builtin_lexicon
from annotate_tui.codebook.lexicon_shown import VIEW, ShownCues, State
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
from annotate_tui.tui import plain as plain_module
from annotate_tui.tui.plain import run_plain
from annotate_tui.tui.screens.summary import SummaryScreen, duration
from annotate_tui.tui.theme import THEMES


@pytest.fixture
def decide(project):
    """A function that decides what the project does about highlights."""

    def run(**settings):
        with Store.open(project) as store:
            for name, value in settings.items():
                store.set_setting(name, value)

    return run


def underlined(run):
    """What is underlined on the screen, row by row."""
    return [
        segment.text
        for strip in run.strips()
        for segment in strip
        if segment.style is not None and segment.style.underline and segment.text.strip()
    ]


def records(path):
    with Store.open(path, readonly=True) as store:
        return [ShownCues.from_text(row.value) for row in store.views(VIEW)]


@pytest.mark.parametrize("theme", sorted(THEMES))
@pytest.mark.parametrize("prose", [False, True])
async def test_phrases_are_underlined_in_every_theme(start, decide, theme, prose):
    decide(highlights="on")
    async with start(size=(120, 40)) as run:
        run.app.use_theme(theme)
        run.screen.article.set_prose(prose)
        await run.pilot.pause()
        assert "may" in underlined(run)
        here = run.session.index
        run.session.go_to(6)
        run.screen.draw()
        await run.pilot.pause()
        # In the current sentence, too, which is drawn in another way.
        assert run.session.index != here
        assert "may" in underlined(run)
        [phrase, beside] = [
            segment.style
            for strip in run.strips()
            for segment in strip
            if segment.text == "may" or segment.text.startswith(" ease craving")
        ]
        assert (phrase.bgcolor, phrase.bold) == (beside.bgcolor, beside.bold or phrase.bold)


async def test_without_a_decision_nothing_is_underlined_and_the_key_says_why(start):
    async with start(size=(120, 40)) as run:
        assert "may" not in underlined(run)
        await run.press("l")
        assert "This project shows no cue highlights." in run.text()


async def test_a_choice_shows_and_hides_them(start, decide):
    decide(highlights="annotator_choice")
    async with start(size=(120, 40)) as run:
        assert "may" not in underlined(run)
        await run.press("l")
        assert "may" in underlined(run)
        assert "Cue highlights are on." in run.text()
        await run.press("l")
        assert "may" not in underlined(run)


async def test_after_the_first_answer_they_appear_and_the_screen_stays(start, decide, project):
    decide(highlights="after_first_answer")
    async with start(size=(120, 40)) as run:
        run.session.go_to(6)
        await run.press("e", "0")
        assert "may" not in underlined(run)
        await run.press("enter")
        assert run.session.index == 5
        assert "may" in underlined(run)
        assert "Your answer is kept" in run.text()
        await run.press("1", "enter")
        assert run.session.index != 5
    seen = [record for record in records(project) if record.dwell_ms is None]
    assert [record.state.value for record in seen] == ["before", "after"]
    assert seen[1].first["evidence"] == "e0"


async def test_names_of_categories_never_stand_on_the_screen(start, decide):
    decide(highlights="on")
    async with start(size=(200, 60)) as run:
        names = [category.name for category in builtin_lexicon("health-cues-en").categories]
        await run.press("enter", "e", "l", "f3")
        for name in names:
            assert name not in run.text()
        assert "Cue highlights on" in run.text()


async def test_nothing_is_chosen_by_a_highlight(start, decide):
    decide(highlights="on")
    async with start(size=(120, 40)) as run:
        run.session.go_to(6)
        run.screen.draw()
        await run.pilot.pause()
        assert run.session.cues_at(5)
        assert dict(run.session.sheet.answers(5)) == {}
        assert "●" not in "".join(run.rows()[2:])


async def test_a_pattern_without_end_does_not_hold_up_the_screen(start, decide):
    lexicon = (
        'schema = "annotate-tui/lexicon@1"\nid = "bad"\nversion = "1.0.0"\nlanguage = "en"\n'
        "[categories.a]\nname = 'A'\npatterns = ['re:((\\w|\\s)+)+$(?<=0)', 'trial']\n"
    )
    decide(highlights="on", highlights_lexicon=lexicon)
    async with start(size=(120, 40)) as run:
        await run.press("enter", "e", "0", "enter")
        assert "trial" in underlined(run)
        assert run.session.cues.record(State.ON, None).slow == ("re:((\\w|\\s)+)+$(?<=0)",)


class TestTime:
    """What counts as time spent on a sentence."""

    def clock(self, run):
        now = SimpleNamespace(s=1000.0)
        dwell = run.session._desk.dwell
        dwell._clock = lambda: now.s
        dwell.arrive()
        return now

    async def spent(self, run, project):
        with Store.open(project, readonly=True) as store:
            return [ms for *_, ms in store.dwell_times()][-1]

    async def test_pages_over_the_article_do_not_count(self, start, project):
        async with start() as run:
            await run.press("enter")
            now = self.clock(run)
            now.s += 2
            for key in ("o", "f3", "slash", "f2", "ctrl+p"):
                await run.press(key)
                now.s += 50
                await run.press("escape")
            now.s += 1
            await run.press("e")
            assert await self.spent(run, project) == 3000

    async def test_the_guideline_counts_up_to_the_limit_of_a_pause(self, start, project):
        async with start() as run:
            await run.press("enter")
            now = self.clock(run)
            await run.press("question_mark")
            now.s += 20
            await run.press("escape")
            await run.press("e")
            await run.press("question_mark")
            now.s += 5000
            await run.press("escape")
            await run.press("0")
            assert await self.spent(run, project) == 20_000 + 120_000

    async def test_a_program_that_is_paused_does_not_count(self, start, project):
        async with start() as run:
            await run.press("enter")
            now = self.clock(run)
            now.s += 4
            run.app.app_suspend_signal.publish(run.app)
            now.s += 600
            run.app.app_resume_signal.publish(run.app)
            now.s += 1
            await run.press("e")
            assert await self.spent(run, project) == 5000

    async def test_a_page_that_was_chosen_in_the_palette_does_not_count_either(self, start, project):
        async with start() as run:
            await run.press("enter")
            now = self.clock(run)
            await run.press("ctrl+p")
            await run.type("list of articles")
            await run.press("enter")
            assert "Articles (2)" in run.text()
            now.s += 50
            await run.press("escape")
            now.s += 1
            await run.press("e")
            assert await self.spent(run, project) == 1000


class TestSummary:
    """The page when an article is done."""

    async def finish(self, run, seconds=0):
        clock = TestTime().clock(run)
        run.session.open_article(run.session.articles[1].key)
        clock.s += seconds
        run.screen.draw()
        while not isinstance(run.screen, SummaryScreen):
            index = run.session.index
            if run.session.sheet.is_document(index):
                await run.press("enter")
            else:
                await run.press("x", "enter")
        return run.text()

    async def test_the_time_is_that_of_the_article_and_never_nothing(self, start, project):
        async with start() as run:
            await run.press("x")
            text = await self.finish(run)
        assert "2 sentences done, in under 0.1 s, under 0.1 s each" in text

    async def test_labels_without_times_do_not_look_quick(self, start, project):
        with Store.open(project) as store:
            article = store.articles()[1].key
            last = store.units(article)[-1].key
            changes = [Change(last, "claim_type", "no_claim"), Change(last, "coi_cues", ("none",))]
            store.begin("ada").write(changes, kind="import")
        async with start() as run:
            text = await self.finish(run, seconds=8)
        assert "2 sentences done, 1 of them timed: 8.0 s each, without pauses." in text

    def test_durations(self):
        said = [duration(seconds) for seconds in (0, 0.04, 0.4, 4.25, 9.99, 40, 130, 7500)]
        assert said == [
            "under 0.1 s",
            "under 0.1 s",
            "0.4 s",
            "4.2 s",
            "10.0 s",
            "40 s",
            "2 min",
            "2 h 5 min",
        ]


def plain(project, fake_settings, *lines):
    said = io.StringIO()
    run_plain(
        project,
        "ada",
        None,
        None,
        fake_settings,
        given=io.StringIO("".join(f"{x}\n" for x in lines)),
        said=said,
    )
    return said.getvalue()


def test_line_by_line_says_what_is_highlighted(project, decide, fake_settings):
    assert "Highlighted" not in plain(project, fake_settings, "go 6")
    decide(highlights="on")
    assert "Highlighted: may" in plain(project, fake_settings, "go 6")


def test_line_by_line_highlights_come_after_the_first_answer_too(project, decide, fake_settings):
    decide(highlights="after_first_answer")
    said = plain(project, fake_settings, "go 6", "e0", "")
    before, _, after = said.partition("Your answer is kept")
    assert "Highlighted" not in before
    assert "Highlighted: may" in after


def test_line_by_line_says_why_nobody_can_choose(project, decide, fake_settings):
    decide(highlights="assigned")
    assert "lots were drawn" in plain(project, fake_settings, "highlights")


def test_line_by_line_a_stopped_program_does_not_count(monkeypatch):
    said = []
    session = SimpleNamespace(
        pause_time=lambda why: said.append(f"pause {why}"),
        resume_time=lambda why: said.append(f"resume {why}"),
    )
    monkeypatch.setattr(
        plain_module.os, "kill", lambda _process, number: said.append(signal.Signals(number).name)
    )
    before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    try:
        with plain_module._stopped_by_signal(session):
            for _ in range(2):
                signal.raise_signal(signal.SIGTSTP)
        assert signal.getsignal(signal.SIGTSTP) == signal.SIG_DFL
    finally:
        signal.signal(signal.SIGTSTP, before)
    assert said == ["pause shell", "SIGTSTP", "resume shell"] * 2
