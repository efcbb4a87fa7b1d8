"""Pages over the labelling screen that can act on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from annotate_tui.labelling.outcome import Outcome
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from annotate_tui.tui.app import AnnotateApp


class OverScreen(PageScreen):
    """A page about what the session is at."""

    def __init__(self, session: LabellingSession) -> None:
        super().__init__()
        self.session = session

    def back_with(self, outcome: Outcome) -> None:
        """Close the page, and draw on the labelling screen what choosing an item did."""
        labelling = cast("AnnotateApp", self.app).labelling
        self.dismiss()
        if labelling is not None:
            labelling.show(outcome)
