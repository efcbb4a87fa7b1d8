"""Opening the adjudicator's screen: over the labelling screen, or as a program of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotate_tui.errors import UsageError
from annotate_tui.labelling.adjudication import AdjudicationSession
from annotate_tui.labelling.adjudicators import NAMES, may_decide_in
from annotate_tui.labelling.docket import Scope, facets_to_decide
from annotate_tui.labelling.outcome import Outcome, refused
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.store.writer import Writer
from annotate_tui.tui.keymap import Keymap
from annotate_tui.tui.opening import keys_in_force
from annotate_tui.tui.program import ScreenApp, check_terminal
from annotate_tui.tui.screens.adjudication import AdjudicationScreen

if TYPE_CHECKING:
    from annotate_tui.store.rows import AnnotatorRow
    from annotate_tui.store.store import Store
    from annotate_tui.tui.opening import LabellingSettings

PATIENCE_S = 10.0


class Wanted(NamedTuple):
    """What somebody wants to decide about; empty means everything."""

    facets: Sequence[str] = ()
    annotators: Sequence[str] = ()
    articles: Sequence[str] = ()
    unanimous: bool = False
    by_name: bool | None = None
    """None: as the project's setting says."""


def adjudication_screen(
    store: Store,
    adjudicator: str,
    keymap: Keymap,
    wanted: Wanted,
    *,
    place: tuple[int, int] | None = None,
    prose: bool = False,
) -> AdjudicationScreen:
    """The screen for somebody who may decide; ``place`` is an article (by key) and the index of a unit.

    Raises UsageError where they may not, and for facets, annotators and articles that do not exist.
    """
    articles = may_decide_in(store, adjudicator)
    if wanted.articles:
        chosen = {store.find_article(one).key for one in wanted.articles}
        articles = [row for row in articles if row.key in chosen]
    if place is not None:
        articles = articles if any(row.key == place[0] for row in articles) else []
    if not articles:
        raise UsageError("Labelling is blind: you decide only about articles that you have finished.")
    scope = _scope(store, wanted)
    told: list[AdjudicationScreen] = []
    writer = Writer(
        store.path, adjudicator, on_change=lambda state: told[0].writer_changed(state) if told else None
    )
    session = AdjudicationSession(
        store, writer, store.annotator(adjudicator), articles, scope, taken=keymap.commands
    )
    said = session.start(None if place is None else place[0])
    if place is not None:
        session.place_at(place[1])
    told.append(AdjudicationScreen(session, said=said, prose=prose))
    return told[0]


def over_labelling(
    session: LabellingSession, program: ScreenApp, *, place: tuple[int, int] | None = None
) -> AdjudicationScreen | Outcome:
    """The screen for who is labelling at the moment, or why there is none for them."""
    try:
        return adjudication_screen(
            session.store,
            session.annotator.name,
            program.keymap,
            Wanted(),
            place=place,
            prose=program.kept.get("prose") is True,
        )
    except UsageError as reason:
        return refused(str(reason))


def _scope(store: Store, wanted: Wanted) -> Scope:
    codebook = store.codebook()
    for name in wanted.facets:
        if all(facet.id != name for facet in codebook.facets):
            from annotate_tui.codebook.answers import nearest

            known = [facet.id for facet in codebook.facets]
            raise UsageError(f"The codebook {codebook.id} has no facet {name!r}{nearest(name, known)}")
    facets = facets_to_decide(codebook, wanted.facets)
    if not facets:
        raise UsageError(
            f"{', '.join(wanted.facets)} cannot be decided: notes and passages have no gold label."
        )
    return Scope(
        facets,
        _annotators(store, wanted.annotators),
        unanimous=wanted.unanimous,
        by_name=store.setting(NAMES, False) is True if wanted.by_name is None else wanted.by_name,
    )


def _annotators(store: Store, names: Sequence[str]) -> tuple[AnnotatorRow, ...]:
    """Those who were named, or all people: models count only if they are named."""
    if names:
        return tuple(store.annotator(name) for name in dict.fromkeys(names))
    return tuple(row for row in store.annotators() if row.kind == "human")


class AdjudicationApp(ScreenApp):
    """One adjudicator on one database."""

    def __init__(
        self, store: Store, adjudicator: str, keymap: Keymap, wanted: Wanted, theme: str | None
    ) -> None:
        super().__init__(keymap, theme)
        self.deciding = adjudication_screen(
            store, adjudicator, keymap, wanted, prose=self.kept.get("prose") is True
        )

    def on_mount(self) -> None:
        super().on_mount()
        self.push_screen(self.deciding, lambda _: self.leave())

    def before_end(self) -> None:
        self.deciding.session.close(PATIENCE_S / 2)


def run_adjudication(
    store: Store, adjudicator: str | None, wanted: Wanted, settings: LabellingSettings
) -> int:
    """Open the adjudicator's screen on a database; the program's exit code.

    Raises UsageError where there is no terminal to draw on, and what `adjudication_screen` raises.
    """
    keymap = keys_in_force(store, settings)
    if not store.articles():
        raise UsageError(f"{store.path} holds no articles yet. Read some in: annotate-tui import PATH.")
    name = who_decides(store, adjudicator)
    may_decide_in(store, name)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("Deciding needs a terminal; standard input or output is something else.")
    check_terminal()
    app = AdjudicationApp(store, name, keymap, wanted, settings.theme)
    try:
        app.run()
    finally:
        unsaved = app.deciding.session.close(PATIENCE_S)
    if app.failed is not None:
        raise app.failed
    if unsaved:
        print(f"{unsaved} of your last decisions could NOT be saved.", file=sys.stderr)
        return 1
    return app.return_code or 0


def who_decides(store: Store, named: str | None) -> str:
    """Who adjudicates: who was named, else the one lead, else who labelled last.  Raises UsageError."""
    if named:
        return named
    leads = [row.name for row in store.annotators() if row.role == "lead"]
    if len(leads) == 1:
        return leads[0]
    last = None if leads else store.last_annotator()
    if last is None:
        raise UsageError("Say who decides: --annotator NAME.")
    return last
