"""Who may decide between annotators, and about which articles: labelling stays blind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate_tui.errors import UsageError

if TYPE_CHECKING:
    from annotate_tui.store.rows import AnnotatorRow, ArticleRow
    from annotate_tui.store.store import Store

SETTING = "adjudicators"
"""The project's setting: ``leads``, or ``everybody``.  Without leads it is everybody."""
NAMES = "adjudication_names"
"""The project's setting: whether whoever decides sees who said what."""


def may_decide_in(store: Store, name: str | None) -> list[ArticleRow]:
    """The articles whose labels somebody may see in order to decide.

    Leads see all.  In a project without leads, or where the setting says so,
    annotators decide too; as long as the project is blind only about articles that
    they have finished labelling.  Raises UsageError, with the reason, where there is none.
    """
    people = {row.name: row for row in store.annotators()}
    leads = [row.name for row in people.values() if row.role == "lead"]
    who = None if name is None else people.get(name)
    if who is not None and who.role == "lead":
        return store.articles()
    if leads and store.setting(SETTING, "leads") != "everybody":
        decide = "decides" if len(leads) == 1 else "decide"
        raise UsageError(f"In this project {' and '.join(leads)} {decide} between annotators.")
    if store.setting("blind", default=True) is False:
        return store.articles()
    found = [] if who is None else _finished(store, who)
    if not found:
        raise UsageError(
            "Labelling is blind: who is no lead decides only about articles that they have finished "
            "labelling. 'annotate-tui annotators role NAME lead' makes somebody a lead."
        )
    return found


def _finished(store: Store, who: AnnotatorRow) -> list[ArticleRow]:
    done = {row.article for row in store.progress(who.key) if row.n_asked and row.done >= row.n_asked}
    return [row for row in store.articles() if row.key in done]
