"""The first start: no database, no name; everything in one program."""

from __future__ import annotations

import contextlib
import threading
from types import SimpleNamespace

import pytest

from annotate_tui.errors import InputError
from annotate_tui.store.store import Store
from annotate_tui.tui.first import FirstRun
from annotate_tui.tui.names import LONGEST
from annotate_tui.tui.opening import opened
from annotate_tui.tui.screens.welcome import FirstApp

LEFT_THE_SCREEN = b"\x1b[?1049l"


@pytest.fixture
def first_run(tmp_path, builtin, quiet_article, look_at, fake_settings):
    """A function that starts where there is no database; reading it in waits for ``go_on``."""

    @contextlib.asynccontextmanager
    async def run(*, annotator=None, size=(80, 24), problem="", n_articles=3):
        gate, state = threading.Event(), SimpleNamespace(called_off=False)
        problems = [problem] if problem else []
        path = tmp_path / "annotations.db"

        def make(noted):
            try:
                noted(1)
                gate.wait(20)
                noted(2)
            except BaseException:
                state.called_off = True
                raise
            if problems:
                raise InputError(problems.pop())
            with Store.create(path, builtin) as store:
                article, units = quiet_article
                more = [type(article)(f"{n} {article.text}", title=f"No. {n}") for n in range(1, n_articles)]
                store.import_articles([(article, units), *((one, units) for one in more)], segmenter="test/1")

        with contextlib.ExitStack() as stack:
            app = FirstApp(
                FirstRun(path, tmp_path / "seeds", 3, make),
                lambda: stack.enter_context(opened(path, None, fake_settings)),
                annotator=annotator,
            )
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                looked = look_at(app, pilot)
                looked.go_on, looked.state = gate.set, state
                try:
                    yield looked
                finally:
                    gate.set()
            if app.session is not None:
                assert app.session.close(10) == 0

    return run


async def until(run, wanted):
    for _ in range(400):
        if wanted in run.text():
            return
        await run.pilot.pause(0.05)
    raise AssertionError(f"{wanted!r} never appeared:\n{run.text()}")


async def test_a_name_typed_while_articles_are_read_in_is_kept(first_run):
    async with first_run() as run:
        assert "There is no database here yet." in run.text()
        await run.press("enter", "a", "d")
        await until(run, "Reading in the articles")
        await run.press("a", "enter")
        assert "Thank you, ada. It begins when the articles are read in." in run.text()
        run.go_on()
        await until(run, "Which article? (3)")
        await run.press("down", "enter")
        assert run.session.annotator.name == "ada"
        assert run.session.sheet.article.title == "No. 1"


async def test_somebody_who_is_named_already_labels_at_once(first_run):
    async with first_run(annotator="ada") as run:
        await run.press("enter")
        await until(run, "Reading in the articles")
        run.go_on()
        await until(run, "confirm, next")
        assert run.session.annotator.name == "ada"


async def test_one_article_is_no_question(first_run):
    async with first_run(n_articles=1) as run:
        await run.press("enter")
        run.go_on()
        await until(run, "The articles are read in.")
        await run.press("a", "enter")
        assert "confirm, next" in run.text()


async def test_what_cannot_be_read_is_said_and_the_name_is_kept(first_run):
    async with first_run(problem="seeds/bad.txt is no text.") as run:
        await run.press("enter", "a", "d", "a")
        run.go_on()
        await until(run, "seeds/bad.txt is no text.")
        assert "▸ Leave, and make nothing" in run.text()
        await run.press("up", "enter")
        assert "Your name: ada" in run.text()
        await run.press("enter")
        await until(run, "Which article? (3)")
        assert run.session.annotator.name == "ada"


async def test_leaving_meanwhile_calls_it_off(first_run, tmp_path):
    async with first_run() as run:
        await run.press("enter", "a")
        await run.press("escape")
        run.go_on()
    for thread in threading.enumerate():
        if thread.name == "annotate-tui import":
            thread.join(20)
    assert run.state.called_off
    assert not (tmp_path / "annotations.db").exists()


class TestWho:
    async def test_no_name(self, start):
        async with start(annotator=None) as run:
            await run.press("enter")
            assert "Labels are kept under a name: type yours." in run.text()
            await run.press("space", "enter")
            assert "type yours." in run.text()
            await run.press("a")
            assert "type yours." not in run.text()
            await run.press("enter")
            assert run.session.annotator.name == "a"

    async def test_a_name_that_is_too_long(self, start, project):
        async with start(annotator=None) as run:
            run.app.focused.value = "a" * (LONGEST + 1)
            await run.press("enter")
            assert f"A name may have {LONGEST} characters; this one has {LONGEST + 1}." in run.text()
        with Store.open(project) as store:
            assert store.annotators() == []

    async def test_a_name_that_nobody_could_see(self, start):
        async with start(annotator=None) as run:
            run.app.focused.value = "a\u202eda"
            await run.press("enter")
            assert "cannot hold control characters" in run.text()

    async def test_choosing_somebody_and_an_article(self, start, project):
        with Store.open(project) as store:
            for name in ("ada", "ben", "cleo"):
                store.ensure_annotator(name, role="lead" if name == "cleo" else None)
        async with start(annotator=None) as run:
            assert "cleo  lead" in run.text()
            await run.press("down", "enter")
            assert "Which article? (2)" in run.text()
            await run.press("down", "enter")
            assert (run.session.annotator.name, run.session.sheet.article.number) == ("ben", 2)

    async def test_going_on_where_one_was(self, start):
        async with start() as run:
            await run.press("enter", "e", "down", "down")
        async with start(annotator=None) as run:
            await run.press("enter")
            assert "▸    1  A Quiet Cure" in run.text()
            await run.press("enter")
            assert run.session.index == 3

    async def test_an_article_that_was_named_is_not_asked_for(self, start):
        async with start(annotator=None, article="2") as run:
            await run.press("a", "enter")
            assert run.session.sheet.article.number == 2
            assert "confirm, next" in run.text()


def test_one_program_without_a_look_at_the_shell(open_terminal, program, tmp_path):
    (tmp_path / "seeds").mkdir()
    for name in ("one", "two"):
        (tmp_path / "seeds" / f"{name}.txt").write_text(f"It helps {name}.\n", encoding="utf-8")
    terminal = open_terminal([*program], cwd=tmp_path, env={"XDG_STATE_HOME": str(tmp_path / "state")})
    terminal.wait_for("the articles of seeds .2 files.")
    terminal.send("enter", "ada", "enter")
    terminal.wait_for("Which article")
    terminal.send("enter")
    terminal.wait_for("confirm, next")
    assert LEFT_THE_SCREEN not in terminal.raw
    terminal.send("q")
    assert terminal.wait_for_exit() == 0
    with Store.open(tmp_path / "annotations.db", readonly=True) as store:
        assert [row.name for row in store.annotators()] == ["ada"]


def test_leaving_the_first_page_makes_nothing(open_terminal, program, tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.txt").write_text("It helps.\n", encoding="utf-8")
    terminal = open_terminal([*program], cwd=tmp_path, env={"XDG_STATE_HOME": str(tmp_path / "state")})
    terminal.wait_for("Leave, and make nothing")
    terminal.send("q")
    assert terminal.wait_for_exit() == 1
    assert not (tmp_path / "annotations.db").exists()
