"""The pages over the labelling screen: what they show, and what choosing there does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotate_tui.codebook.data import content_hash
from annotate_tui.codebook.model import Source
from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.labelling.happened import happened, spent
from annotate_tui.labelling.outcome import Outcome
from annotate_tui.store.rows import HistoryRow
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store


def row_with(run, text):
    return next(row for row in run.rows() if text in row)


def style_at(run, text, *, below=3):
    """The style in which a text stands on the page."""
    for strip in run.strips()[below:]:
        for segment in strip:
            if text in segment.text:
                return segment.style
    raise AssertionError(f"{text!r} has no style of its own:\n{run.text()}")


class TestArticles:
    async def test_columns_reach_the_end_of_a_wide_window(self, start):
        async with start(size=(200, 60)) as run:
            await run.press("o")
            assert row_with(run, "last worked on").endswith("last worked on")
            assert len(row_with(run, "last worked on")) > 190

    async def test_what_is_counted(self, start):
        async with start(size=(120, 40)) as run:
            await run.press("enter", "e", "0", "enter", "f", "n", "x", "enter", "o")
            row = row_with(run, "A Quiet Cure").split()
            # units, done, open, unsure, notes
            assert row[-6:-1] == ["14", "2", "8", "1", "1"]

    async def test_enter_opens_at_the_first_open_sentence(self, start):
        async with start() as run:
            await run.press("G", "o", "enter")
            assert run.session.index == 1

    async def test_searching_titles_and_coming_back_to_the_list(self, start):
        async with start() as run:
            await run.press("o", "slash")
            await run.type("PRI")
            assert "Articles (1 of 2)" in run.text()
            assert "A Quiet Cure" not in run.text()
            await run.type("zzz")
            assert "No title holds these words." in run.text()
            await run.press("escape")
            assert "Articles (2)" in run.text()
            await run.press("escape")
            assert "confirm, next" in run.text()

    async def test_titles_in_any_script_keep_the_columns_apart(self, start, make_project):
        titles = (
            "سعر الجلسة الواحدة",
            "日本の治療費：一回のセッションはいくらですか" * 3,
            "e\u0301 👩‍🚀 [/b]",
        )
        articles = [
            (Article(f"It helps {n}.", title=title), [Unit(0, 11, UnitKind.SENTENCE, None, 0)])
            for n, title in enumerate(titles)
        ]
        async with start(make_project(*articles), size=(80, 24)) as run:
            await run.press("o")
            for strip in run.strips():
                assert strip.cell_length == 80
            assert "…" in row_with(run, "日本")


class TestFind:
    async def test_filters_can_be_chosen(self, start):
        async with start() as run:
            await run.press("enter", "f", "slash")
            text = run.text()
            for said in (
                ":open  ",
                ":begun",
                ":done",
                ":noted",
                ":unsure",
                "claim_type=efficacy",
                "Efficacy",
            ):
                assert said in text
            await run.type(":uns")
            assert "▸ :unsure" in run.text()
            assert ":open" not in run.text()
            await run.press("enter")
            assert "1 found" in run.text()
            assert ":unsure" in row_with(run, "Find:")
            await run.press("enter")
            assert run.session.index == 3

    async def test_a_filter_takes_the_place_of_its_beginning_only(self, start):
        async with start() as run:
            await run.press("slash")
            await run.type("drug :op")
            await run.press("enter")
            assert "Find: drug :open" in run.text()
            assert "1 found" in run.text()

    async def test_what_was_searched_for_is_marked_in_the_chosen_row_too(self, start):
        async with start() as run:
            await run.press("slash")
            await run.type("surgery")
            style = style_at(run, "surgery")
            await run.press("backspace")
            assert row_with(run, "before surgery").startswith("▸")
            assert style.underline
            assert style.reverse

    async def test_a_long_search_lets_keys_through(self, start, make_project, monkeypatch):
        text, units = "", []
        for number in range(6000):
            said = f"Sentence {number} says nothing."
            units.append(Unit(len(text), len(text) + len(said), UnitKind.SENTENCE, None, number))
            text += said + "\n"
        # Every look up from the search is one at keys.
        monkeypatch.setattr("annotate_tui.tui.screens.find._SLICE_S", -1.0)
        monkeypatch.setattr("annotate_tui.labelling.find.LOOK_UP", 1)
        async with start(make_project((Article(text, title="Long"), units))) as run:
            await run.press("slash", "5", "9", "9", "9", "space", "5", "9", "9")
            await run.pilot.press("8")
            # In the text, but not together in any sentence.
            assert run.screen.typed == "5999 5998"
            assert run.screen._search is not None
            assert "searching …" in run.text()
            monkeypatch.setattr("annotate_tui.tui.screens.find._SLICE_S", 10.0)
            for _ in range(400):
                if run.screen._search is None:
                    break
                await run.pilot.pause(0.01)
            assert "Nothing found." in run.text()


class TestGuideline:
    @pytest.fixture
    def sourced(self, builtin):
        """The built-in codebook, with sources of its own."""
        sources = (
            Source("Doe, J. (2019). On claims.", supports="kinds of claims", facets=("claim_type",)),
            Source("Roe, R. (2020). On interests.", checked=True, facets=("coi_cues",)),
        )
        made = replace(builtin, sources=sources)
        return replace(made, hash=content_hash(made))

    async def test_where_an_example_belongs_instead(self, start):
        async with start() as run:
            await run.press("enter", "question_mark")
            assert "✗ The drug raises BDNF.  → Mechanism" in run.text()

    async def test_sources(self, start, make_project, quiet_article, sourced):
        async with start(make_project(quiet_article, codebook=sourced)) as run:
            await run.press("enter", "question_mark", "G")
            text = run.text()
            assert "Doe, J. (2019). On claims.  kinds of claims  (not checked" in text
            assert "Roe" not in text
            await run.press("f4", "G")
            assert "Roe, R. (2020). On interests." in run.text()
            assert "On interests.  (not checked" not in run.text()

    async def test_the_whole_guideline_opens_at_the_question_in_focus(self, start):
        async with start(size=(80, 24)) as run:
            await run.press("enter", "e", "f4")
            await run.pilot.pause()
            assert run.rows()[2].strip() == "Evidence as presented"
            await run.press("tab")
            assert run.rows()[2].strip() == "Conflict-of-interest cues"

    async def test_searching(self, start):
        async with start(size=(80, 24)) as run:
            await run.press("enter", "f4", "slash")
            await run.type("dependence")
            first = run.text()
            assert "1 of " in run.rows()[0]
            await run.press("enter")
            assert "2 of " in run.rows()[0]
            assert run.text() != first
            await run.type(" zzz")
            assert "not found" in run.rows()[0]
            await run.press("escape")
            assert "Find in the guideline" not in run.text()
            assert "whole guideline" not in run.text()
            await run.press("escape")
            assert "confirm, next" in run.text()

    async def test_names_in_a_reason_keep_their_capitals(self, start):
        async with start() as run:
            await run.press("enter", "question_mark", "tab")
            assert "Asked only for Efficacy, Harm or safety" in run.text()


class TestHistory:
    async def test_notes_flags_and_undo_in_words(self, start):
        async with start() as run:
            await run.press("enter", "e", "f", "n")
            await run.type("odd")
            await run.press("enter", "u", "f", "f3")
            text = run.text()
            assert "History of sentence 4" in text
            assert "ada  Claim type: Efficacy" in text
            assert "  after " in row_with(run, "Note: “odd”")
            assert "ada  Unsure: yes" in text
            assert "ada  Note: “odd”" in text
            assert "ada  Taken back. Note: removed" in text
            assert "altogether; pauses are not counted." in text

    async def test_a_remark_that_was_shown_is_quoted(self, start):
        async with start() as run:
            await run.press("enter", "x", "C", "enter", "up", "up", "f3")
            if "Was told" not in run.text():
                await run.press("escape", "g")
                for _ in range(3):
                    await run.press("j")
                await run.press("f3")
            assert "Was told: Call to action" in run.text()
            assert "cta_without" not in run.text()

    def test_every_kind_of_event_has_words(self, builtin):
        def row(kind, value=None, facet="claim_type", item="", ref=None):
            return HistoryRow(
                event="", kind=kind, layer="annotation", annotator="ada", owner="ada", article=1,
                article_id="", unit=1, index=0, start=0, end=1, facet=facet, item=item, value=value,
                wall_ms=0, dwell_ms=None, lamport=1, ref=ref, codebook=1, session="", host="",
            )  # fmt: skip

        said = {
            happened(row("label", "efficacy"), builtin): "Claim type: Efficacy",
            happened(row("label", "efficacy", ref="repeat"), builtin): "Claim type: Efficacy (repeated)",
            happened(row("clear"), builtin): "Claim type: open again",
            happened(row("redo", True, "unsure"), builtin): "Done again. Unsure: yes",
            happened(row("undo", None, "unsure"), builtin): "Taken back. Unsure: taken away",
            happened(row("import", "harm"), builtin): "Read from a file. Claim type: Harm or safety",
            happened(row("label", "x", "gone"), builtin): "gone: x",
            happened(row("open", facet=""), builtin): "Looked at",
            happened(row("view", "off", "", "highlights"), builtin): "Cue highlights switched off",
        }
        for given, wanted in said.items():
            assert given == wanted
        assert [spent(ms) for ms in (None, 0, 4200, 125000)] == ["", "", "4.2 s", "2 min 5 s"]


class TestSummary:
    async def test_whoever_may_compare_is_offered_to(self, start, project):
        with Store.open(project) as store:
            store.set_setting("agreement_when_done", True)
            article = store.articles()[1]
            session = store.begin("bob")
            for unit in store.units(article.key)[1:]:
                session.write(
                    [Change(unit.key, "claim_type", "advice"), Change(unit.key, "coi_cues", ("none",))]
                )
        async with start(article="2") as run:
            await run.press("x", "enter", "x", "enter", "m", "enter")
            assert "Compare your answers with those of the others" in run.text()
            await run.press("down", "enter")
            for _ in range(400):
                if "Two people who label" in run.text():
                    break
                await run.pilot.pause(0.05)
            assert "1 article" in run.rows()[0]
            assert "Sentences to talk about (2)" in run.text()

    @pytest.mark.parametrize(
        ("spent", "said"),
        [
            ((2000, 4000), "2 sentences done, in 6.0 s, 3.0 s each, without pauses."),
            ((2000, None), "2 sentences done, 1 of them timed: 2.0 s each, without pauses."),
            ((None, None), "2 sentences done."),
        ],
    )
    async def test_the_time_is_that_of_the_sentences_that_are_counted(self, start, project, spent, said):
        with Store.open(project) as store:
            article = store.articles()[1]
            session = store.begin("ada")
            heading, *sentences = store.units(article.key)
            session.write([Change(heading.key, "unsure", True)], dwell_ms=60_000)
            for unit, dwell in zip(sentences, spent, strict=True):
                session.write(
                    [Change(unit.key, "claim_type", "advice"), Change(unit.key, "coi_cues", ("none",))],
                    dwell_ms=dwell,
                )
        async with start(article="2") as run:
            run.screen.show(Outcome(finished=True))
            await run.pilot.pause()
            assert row_with(run, "sentences done").strip() == said

    async def test_the_choice_stays_in_view_when_the_window_shrinks(self, start):
        async with start(article="2", size=(80, 24)) as run:
            await run.press("x", "enter", "x", "enter", "m", "enter")
            assert "▸ Next article" in run.text()
            for size in ((80, 16), (60, 16), (60, 8), (61, 9), (60, 7), (80, 24)):
                await run.pilot.resize_terminal(*size)
                await run.pilot.pause()
                assert "▸ Next article" in run.text(), size

    async def test_an_article_in_which_nothing_is_chosen_is_not_done(self, start):
        async with start(article="2", only="unsure") as run:
            await run.press("space")
            assert "No more “unsure” sentences in this article" in run.text()
            assert "article is done" not in run.text()
            assert "0 sentences done." in run.text()

    async def test_nobody_is_offered_what_is_not_allowed(self, start):
        async with start(article="2") as run:
            await run.press("x", "enter", "x", "enter", "m", "enter")
            assert "This article is done" in run.text()
            assert "Compare" not in run.text()


@pytest.mark.parametrize("page", ["o", "question_mark", "f4", "f2", "f3", "slash", "ctrl+p"])
async def test_keys_that_were_moved_stand_in_the_hints_of_every_page(start, page):
    async with start(keys={"back": "ctrl+b", "next_unit": "ctrl+n", "previous_unit": "ctrl+e"}) as run:
        await run.press("enter", "e", page)
        hints = run.rows()[-1]
        assert "^b" in hints
        assert "^n ^e" in hints
        assert "Esc" not in hints
        await run.press("ctrl+b")
        assert "confirm, next" in run.text()


class TestHelp:
    async def test_every_page_names_its_own_keys(self, start):
        async with start(size=(80, 24)) as run:
            await run.press("o")
            assert "F2 keys" in run.rows()[-1]
            await run.press("f2")
            text = run.text()
            assert "Keys of this page" in text
            assert "⏎             Open" in text
            assert "g  Home       To the top" in text
            assert "Efficacy" not in text
            await run.press("f2")
            assert "Articles (2)" in run.text()

    async def test_also_while_typing(self, start):
        async with start(size=(80, 24), keys={"keys": "f11"}) as run:
            await run.press("slash", "c", "f11")
            assert "While you type, Tab goes to the list" in run.text()
            await run.press("escape", "r")
            assert "Find: cr" in run.text()

    async def test_what_begins_as_typed_comes_first(self, start):
        async with start(size=(80, 24)) as run:
            await run.press("ctrl+p")
            await run.type("the")
            assert row_with(run, "▸").split()[:3] == ["▸", "Theme:", "Colours"]

    async def test_what_has_no_name_is_said(self, start):
        async with start(size=(80, 24)) as run:
            await run.press("ctrl+p")
            await run.type("zzz")
            assert "Nothing is called that" in run.text()
            await run.press("enter")
            assert "Nothing is called that" in run.text()
            await run.press("backspace", "backspace", "backspace")
            assert "Nothing is called that" not in run.text()
            assert "▸ ⏎" in run.text()
