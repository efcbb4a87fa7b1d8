"""Labelling on the screen: what keys, the mouse, the window and the disk do to it."""

from __future__ import annotations

import pytest

from annotate_tui.errors import NotSavedError
from annotate_tui.labelling.outcome import Outcome
from annotate_tui.store.store import Store
from annotate_tui.tui import preferences
from annotate_tui.tui.app import AnnotateApp


def answers(run, index):
    return dict(run.session.sheet.answers(index))


async def test_three_keys_are_on_disk_when_they_are_shown(start, project):
    async with start() as run:
        await run.press("enter")  # the byline
        await run.press("e", "0", "enter")
        assert "● e0N   The drug was first used" in run.text()
        assert "✓ saved" in run.text()
        with Store.open(project, readonly=True) as store:
            labels = store.answers(store.annotator("ada").key, store.articles()[0].key)
        assert {"claim_type": "efficacy", "evidence": "e0", "coi_cues": ("none",)} in labels.values()


async def test_coming_back_where_one_was(start):
    async with start() as run:
        await run.press("enter", "e")
    async with start(annotator=None) as run:
        # Nobody was named: the start screen knows who was here.
        assert "▸ ada" in run.text()
        await run.press("enter")
        assert "Which article?" in run.text()
        await run.press("enter")
        assert run.session.index == 3
        assert "4/14 · Evidence as presented" in run.text()


async def test_a_count_moves_so_many_sentences(start):
    async with start() as run:
        await run.press("5")
        assert " 5 … now" in run.text()
        await run.press("j")
        assert run.session.index == 6
        await run.press("4", "escape", "k")
        assert run.session.index == 5


@pytest.mark.parametrize("key", ["enter", "pagedown", "e", "tab", "f12", "Q", "ctrl+p"])
async def test_any_key_ends_a_count(start, key):
    async with start() as run:
        await run.press("5", key)
        assert "… now" not in run.text()
        await run.press("escape", "g", "j")
        assert run.session.index == 1


async def test_a_count_is_for_one_move(start):
    async with start() as run:
        await run.press("4", "j", "j", "k")
        assert run.session.index == 5


async def test_a_digit_of_the_codebook_is_no_count(start):
    async with start() as run:
        await run.press("enter", "e", "1")
        assert answers(run, 3)["evidence"] == "e1"


async def test_going_to_a_number(start):
    async with start() as run:
        await run.press("colon")
        await run.type("9")
        await run.press("enter")
        assert run.session.index == 8
        await run.press("colon", "9", "9", "enter")
        assert "There is no sentence 99: this article has 14." in run.text()
        await run.press("colon", "x", "enter")
        assert "'x' is no number." in run.text()
        await run.press("colon", "escape", "j")
        assert run.session.index == 9


async def test_a_note(start):
    async with start() as run:
        await run.press("enter", "n")
        await run.type("odd [/] words")
        await run.press("enter")
        assert answers(run, 3) == {"note": "odd [/] words"}
        assert "◐ⁿ" in run.text()
        await run.press("n")
        await run.press("escape")
        assert answers(run, 3) == {"note": "odd [/] words"}
        # Keys are commands again.
        await run.press("x")
        assert answers(run, 3)["claim_type"] == "no_claim"


async def test_a_key_without_meaning_says_where_the_keys_are(start):
    async with start() as run:
        await run.press("Q")
        assert "Q means nothing here. (F2: all keys)" in run.text()


async def test_the_mouse(start):
    async with start() as run:
        rows = run.rows()
        y = next(n for n, row in enumerate(rows) if "It may ease craving" in row)
        await run.pilot.click("#article", offset=(20, y - 2))
        assert run.session.index == 5
        rows = run.rows()
        y = next(n for n, row in enumerate(rows) if "e   Efficacy" in row)
        x = rows[y].index("Efficacy") - run.screen.picture.questions.region.x
        await run.pilot.click("#questions", offset=(x, y - run.screen.picture.questions.region.y))
        await run.pilot.pause()
        assert answers(run, 5) == {"claim_type": "efficacy"}


async def test_undo_goes_where_it_happened(start):
    async with start() as run:
        await run.press("enter", "e", "right_square_bracket")
        assert run.session.sheet.article.number == 2
        await run.press("u")
        assert run.session.sheet.article.number == 1
        assert "Undone in sentence 4. Claim type: Efficacy → open" in run.text()


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 16)])
async def test_a_long_message_shows_its_end(start, size):
    async with start(size=size) as run:
        await run.press("enter", "enter", "h", "2", "C", "V", "P", "enter", "full_stop", "u")
        text = " ".join(" ".join(run.rows()).split())
        assert "Undone in sentence 5" in text
        assert "Call to action, Vested interest, Promotion → open" in text or "; CVP → open" in text
        # The hints come back with the next message.
        await run.press("h", "j")
        assert ("⏎ confirm" in run.text()) == (size[1] > 20)


async def test_a_very_long_message_is_cut_in_its_middle(start):
    async with start(size=(80, 24)) as run:
        run.screen.say(Outcome("First " + "and then " * 60 + "the end."))
        text = run.text()
        assert "First and then" in text
        assert " … " in text
        assert "the end." in text
        assert all(len(row) <= 80 for row in run.rows())


async def test_keys_that_were_moved_work_and_are_shown(start):
    async with start(keys={"undo": "U", "palette": "f9"}) as run:
        await run.press("enter", "e", "U")
        assert answers(run, 3) == {}
        assert "U undo" in run.text()
        await run.press("f9")
        assert "Everything, by name" in run.text()


async def test_only_what_changed_is_painted(start, monkeypatch):
    async with start() as run:
        await run.press("enter")
        painted = []
        picture = run.screen.picture
        for widget in (picture.article, picture.questions, picture.title, picture.hints):
            paint = widget.render_line
            monkeypatch.setattr(
                widget, "render_line", lambda y, paint=paint, w=widget: painted.append((w.id, y)) or paint(y)
            )
        await run.press("e")
        changed = {name for name, _ in painted}
        assert changed == {"article", "questions"}
        assert len([name for name, _ in painted if name == "article"]) <= 3
        assert len(painted) < 20


class TestTheWindow:
    @pytest.mark.parametrize("page", [[], ["o"], ["question_mark"], ["f2"], ["slash", "c"], ["ctrl+p"]])
    async def test_any_size_at_any_time(self, start, page):
        async with start() as run:
            await run.press("enter", "e", *page)
            for size in ((200, 60), (80, 24), (60, 16), (30, 8), (1, 1), (100, 20), (120, 40)):
                await run.pilot.resize_terminal(*size)
                await run.pilot.pause()
            await run.press("escape")
            await run.press("0")
            assert answers(run, 3) == {"claim_type": "efficacy", "evidence": "e0"}

    async def test_too_small_says_so_and_labels_nothing(self, start):
        async with start(size=(50, 12)) as run:
            assert "The window is 50×12; labelling needs 60×16." in run.text()
            await run.press("enter", "e", "x")
            assert run.session.store.progress(run.session.annotator.key)[0].done == 0
            await run.pilot.resize_terminal(80, 24)
            await run.pilot.pause()
            assert "Claim type" in run.text()

    async def test_all_keys_of_the_codebook_are_always_shown(self, start, builtin):
        for size in ((120, 40), (80, 24), (60, 16)):
            async with start(size=size) as run:
                text = run.text()
                for facet in builtin.unit_facets:
                    for value in facet.values:
                        assert f"{value.key} " in text
                        assert value.name in text

    async def test_the_sentence_in_front_of_one_is_always_in_view(self, start):
        async with start(size=(60, 16)) as run:
            for _ in range(14):
                assert "▌" in run.text()
                await run.press("j")
            await run.press("pagedown", "pagedown")
            await run.press("k")
            assert "▌" in run.text()


class TestSaving:
    async def test_a_slow_disk_says_so_and_keys_go_on(self, start, monkeypatch):
        async with start() as run:
            await run.press("enter")
            stopped = Stopped(run, monkeypatch)
            await run.press("e", "0")
            assert "… saving (2)" in run.text()
            assert "▌… e0" in run.text()
            stopped.go_on()
            await run.pilot.pause(0.2)
            assert "✓ saved" in run.text()
            assert "▌◐ e0" in run.text()

    async def test_not_saved_is_said_and_a_key_tries_again(self, start, monkeypatch):
        async with start() as run:
            await run.press("enter")
            stopped = Stopped(run, monkeypatch, error=NotSavedError("The disk is full."))
            await run.press("e")
            await run.pilot.pause(0.2)
            assert "✗ NOT SAVED (1)" in run.text()
            assert "The disk is full." in run.text()
            await run.press("q")
            assert "1 not saved yet" in run.text()
            stopped.go_on()
            run.app._leaving = False
            await run.press("f5")
            await run.pilot.pause(0.2)
            assert "✓ saved" in run.text()

    async def test_leaving_waits_for_the_disk(self, start, monkeypatch):
        async with start() as run:
            await run.press("enter")
            stopped = Stopped(run, monkeypatch)
            await run.press("e", "q")
            assert run.app.is_running
            stopped.go_on()
            await run.pilot.pause(0.3)
            assert not run.app.is_running
        with Store.open(run.session.store.path, readonly=True) as store:
            key = store.annotator("ada").key
            assert store.answers(key, store.articles()[0].key)


class Stopped:
    """The disk of a running program stands still, or fails."""

    def __init__(self, run, monkeypatch, error=None):
        import threading

        from annotate_tui.store.writer import Job

        self.gate = threading.Event()
        self.error = error
        work = Job.run

        def slow(job, session):
            if self.error is not None:
                raise self.error
            self.gate.wait(20)
            return work(job, session)

        monkeypatch.setattr(Job, "run", slow)

    def go_on(self):
        self.error = None
        self.gate.set()


class TestLooks:
    async def test_the_theme_is_kept(self, start):
        async with start() as run:
            await run.press("f6")
            assert run.app.look.name == "dark"
            assert "Theme: Dark" in run.text()
        assert preferences.load()["theme"] == "dark"
        async with start() as run:
            assert run.app.look.name == "dark"

    async def test_a_theme_that_the_project_names_wins(self, start):
        preferences.keep("theme", "dark")
        async with start(theme="light") as run:
            assert run.app.look.name == "light"

    async def test_no_color(self, start, monkeypatch):
        monkeypatch.setenv("NO_COLOR", "1")
        async with start() as run:
            await run.press("enter", "e", "0", "enter", "t", "enter")
            for strip in run.strips():
                for segment in strip:
                    style = segment.style
                    if style is not None:
                        assert style.color is None or style.color.is_default
                        assert style.bgcolor is None or style.bgcolor.is_default

    async def test_prose_is_kept(self, start):
        async with start() as run:
            await run.press("z")
        async with start() as run:
            assert run.screen.article.prose

    async def test_the_first_steps_come_once(self, start):
        preferences.keep("tour", False)
        async with start() as run:
            assert "First steps · ⏎ confirms" in run.text()
            await run.press("enter")
            assert "First steps · Press the key of the answer to “Claim type”: e h m" in run.text()
            await run.press("e")
            assert "the answer to “Evidence as presented”: 0 1 2 3" in run.text()
            await run.press("0")
            assert "First steps · ⏎ confirms" in run.text()
            await run.press("enter")
            assert "That was it. u takes back, ? explains, F2 shows all keys." in run.text()
            await run.press("x", "enter")
            assert "First steps" not in run.text()
        async with start() as run:
            assert "First steps" not in run.text()

    async def test_the_first_steps_can_be_skipped(self, start):
        preferences.keep("tour", False)
        async with start() as run:
            await run.press("escape")
            assert "First steps" not in run.text()
        assert preferences.load()["tour"] is True


async def test_finishing_an_article_and_going_on(start):
    async with start(article="2") as run:
        await run.press("x", "enter", "x", "enter")
        assert "Now a few questions about the article as a whole" in run.text()
        await run.press("m", "enter")
        text = run.text()
        assert "This article is done" in text
        assert "2 sentences done, in " in text
        assert "1 of 2 articles; 10 sentences to go." in text
        assert "Claim type: No claim 2" in text
        assert "▸ Next article: A Quiet Cure" in text
        await run.press("enter")
        assert run.session.sheet.article.number == 1


async def test_two_people_see_only_their_own_labels(start):
    async with start(annotator="ada") as run:
        await run.press("enter", "e", "0", "enter")
    async with start(annotator="bob") as run:
        assert "e0N" not in run.text()
        await run.press("down", "down", "f3")
        assert "Nothing has happened here yet." in run.text()
        await run.press("escape", "f8")
        assert "labelling is blind in this project" in run.text()


async def test_the_app_can_be_made_without_a_terminal(start):
    async with start() as run:
        assert isinstance(run.app, AnnotateApp)
