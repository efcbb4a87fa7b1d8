"""What a click on the labelling screen means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from annotate_tui.labelling.outcome import Outcome
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.tui.widgets.rows import RowsWidget

if TYPE_CHECKING:
    from annotate_tui.codebook.model import Facet
    from annotate_tui.tui.screens.labelling.screen import LabellingScreen


def clicked(screen: LabellingScreen, event: events.Click) -> None:
    """A value, a question or a hint was clicked, or nothing."""
    target = event.widget.target_at(event.x, event.y) if isinstance(event.widget, RowsWidget) else None
    if target is None:
        return
    name, value = target
    session = screen.session
    if name == "command":
        screen.run_named(value)
    elif not name:
        screen.pressed(session.codebook.abstain.key)
    else:
        screen.show(_answered(session, session.codebook.facet(name), value))


def _answered(session: LabellingSession, facet: Facet, value: str) -> Outcome:
    if facet.type == "span":
        return session.edit(facet)
    if value:
        return session.choose(facet, value)
    if facet.type == "boolean":
        return session.toggle(facet)
    if facet.type in ("text", "number"):
        return session.edit(facet)
    return session.look_at(facet)
