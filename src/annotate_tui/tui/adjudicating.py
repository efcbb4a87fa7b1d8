"""The adjudicator's screen over the labelling screen, or as a program of its own; or line by line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from annotate_tui.errors import UsageError
from annotate_tui.labelling.outcome import Outcome, refused
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.tui.adjudication_opening import Wanted, open_session
from annotate_tui.tui.keymap import Keymap
from annotate_tui.tui.program import ScreenApp, check_terminal
from annotate_tui.tui.screens.adjudication import AdjudicationScreen

if TYPE_CHECKING:
    from annotate_tui.store.store import Store

PATIENCE_S = 10.0


def adjudication_screen(
    store: Store,
    adjudicator: str,
    keymap: Keymap,
    wanted: Wanted,
    *,
    place: tuple[int, int] | None = None,
    prose: bool = False,
) -> AdjudicationScreen:
    """The screen for somebody who may decide.  Raises what `open_session` raises."""
    made: list[AdjudicationScreen] = []

    def on_change(state: object) -> None:
        for screen in made:
            screen.writer_changed(state)

    session, said = open_session(store, adjudicator, keymap, wanted, place=place, on_change=on_change)
    made.append(AdjudicationScreen(session, said=said, prose=prose))
    return made[0]


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
    store: Store, adjudicator: str, keymap: Keymap, wanted: Wanted, theme: str | None
) -> int:
    """Open the adjudicator's screen on a database; the program's exit code.

    Raises UsageError where there is no terminal to draw on, and what `open_session` raises.
    """
    check_terminal()
    app = AdjudicationApp(store, adjudicator, keymap, wanted, theme)
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
