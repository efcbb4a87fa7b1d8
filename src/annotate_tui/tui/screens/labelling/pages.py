"""The pages that a command opens over the labelling screen, loaded when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.screen import Screen

from annotate_tui.labelling.outcome import Outcome, refused

if TYPE_CHECKING:
    from annotate_tui.tui.screens.labelling.screen import LabellingScreen

Page = Screen[None] | Outcome
"""A page, or why there is none."""


def _articles(screen: LabellingScreen) -> Page:
    from annotate_tui.tui.screens.articles import ArticlesScreen

    return ArticlesScreen(screen.session)


def _help(screen: LabellingScreen) -> Page:
    from annotate_tui.tui.screens.guideline import GuidelineScreen

    return GuidelineScreen(screen.session.codebook, screen.session.focus)


def _guideline(screen: LabellingScreen) -> Page:
    from annotate_tui.tui.screens.guideline import GuidelineScreen

    return GuidelineScreen(screen.session.codebook, screen.session.focus, whole=True)


def _keys(screen: LabellingScreen) -> Page:
    from annotate_tui.tui.screens.keys import KeysScreen

    return KeysScreen(screen.session.codebook)


def _find(screen: LabellingScreen) -> Page:
    from annotate_tui.tui.screens.find import FindScreen

    return FindScreen(screen.session)


def _history(screen: LabellingScreen) -> Page:
    from annotate_tui.tui.screens.history import HistoryScreen

    return HistoryScreen(screen.session)


def _palette(screen: LabellingScreen) -> Page:
    from annotate_tui.tui.screens.palette import PaletteScreen

    def is_available(name: str) -> bool:
        return name.startswith("theme:") or screen.command(name) is not None

    return PaletteScreen(is_available, screen.run_named)


def _agreement(screen: LabellingScreen) -> Page:
    from annotate_tui.tui.screens.agreement import AgreementScreen, may_look

    allowed, articles = may_look(screen.session)
    if allowed:
        return AgreementScreen(screen.session, articles)
    return refused("Agreement is shown to leads; labelling is blind in this project.")


def _adjudication(screen: LabellingScreen) -> Page:
    from annotate_tui.tui.adjudicating import over_labelling

    return over_labelling(screen.session, screen.program)


def _split(screen: LabellingScreen) -> Page:
    from annotate_tui.tui.screens.correct import SplitScreen

    return _correctable(screen) or SplitScreen(screen.session)


def _kind(screen: LabellingScreen) -> Page:
    from annotate_tui.tui.screens.correct import KindScreen

    return _correctable(screen) or KindScreen(screen.session)


def _correctable(screen: LabellingScreen) -> Outcome | None:
    """Why there is nothing to correct, if there is not."""
    session = screen.session
    if not session.may_correct:
        return refused("In this project only leads correct sentences; leave a note.")
    if session.sheet.is_document(session.index):
        return refused("There is no sentence here to correct.")
    return None


def summary(screen: LabellingScreen) -> Page:
    """The page when an article is done."""
    from annotate_tui.tui.screens.summary import SummaryScreen

    return SummaryScreen(screen.session)


PAGES: Mapping[str, Callable[[LabellingScreen], Page]] = {
    "split_unit": _split,
    "change_kind": _kind,
    "articles": _articles,
    "help": _help,
    "guideline": _guideline,
    "keys": _keys,
    "find": _find,
    "history": _history,
    "palette": _palette,
    "agreement": _agreement,
    "adjudicate": _adjudication,
}
"""By the command that opens them."""

GUIDELINES = ("help", "guideline")
"""Pages that one reads to decide about the sentence."""
