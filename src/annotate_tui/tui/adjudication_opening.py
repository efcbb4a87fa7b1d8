"""Opening a database to decide between annotators, whatever it is then shown on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotate_tui.errors import UsageError
from annotate_tui.labelling.adjudication import AdjudicationSession
from annotate_tui.labelling.adjudicators import NAMES, may_decide_in
from annotate_tui.labelling.docket import Scope, facets_to_decide
from annotate_tui.labelling.outcome import Outcome
from annotate_tui.store.writer import Writer

if TYPE_CHECKING:
    from annotate_tui.store.rows import AnnotatorRow
    from annotate_tui.store.store import Store
    from annotate_tui.tui.keymap import Keymap


class Wanted(NamedTuple):
    """What somebody wants to decide about; empty means everything."""

    facets: Sequence[str] = ()
    annotators: Sequence[str] = ()
    articles: Sequence[str] = ()
    unanimous: bool = False
    by_name: bool | None = None
    """None: as the project's setting says."""


class Opened(NamedTuple):
    """A session at its first case, and what going there came to."""

    session: AdjudicationSession
    said: Outcome


def open_session(
    store: Store,
    adjudicator: str,
    keymap: Keymap,
    wanted: Wanted,
    *,
    place: tuple[int, int] | None = None,
    on_change: Callable[[object], None] | None = None,
) -> Opened:
    """Begin to decide; ``place`` is an article (by key) and the index of a unit.

    ``on_change`` hears from the writer, on its thread.  Raises UsageError for somebody who may not decide,
    and for facets, annotators and articles that do not exist.
    """
    articles = may_decide_in(store, adjudicator)
    if wanted.articles:
        chosen = {store.find_article(one).key for one in wanted.articles}
        articles = [row for row in articles if row.key in chosen]
    if place is not None and all(row.key != place[0] for row in articles):
        articles = []
    if not articles:
        raise UsageError("Labelling is blind: you decide only about articles that you have finished.")
    scope = _scope(store, wanted)
    writer = Writer(store.path, adjudicator, on_change=on_change)
    who = store.annotator(adjudicator)
    session = AdjudicationSession(store, writer, who, articles, scope, taken=keymap.commands)
    said = session.start(None if place is None else place[0])
    if place is not None:
        session.place_at(place[1])
    return Opened(session, said)


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
