"""How the labelling screen is divided in a window of some size.  No Textual here."""

from __future__ import annotations

from typing import NamedTuple

SMALLEST = (60, 16)
"""Columns and rows that labelling needs."""
WIDE = 100
"""From so many columns on the questions stand beside the article."""
PANELS = ((112, 40), (160, 48), (10_000, 58))
"""Up to so many columns of the window, the questions beside the article take so many."""
LOW = 20
"""Below so many rows the hints share the message line."""
_ARTICLE_ROWS = 4
"""So many rows the article keeps, however many questions there are."""


class Shape(NamedTuple):
    """The size of a window, and what follows from it."""

    width: int
    height: int

    @property
    def is_wide(self) -> bool:
        """Whether the questions stand beside the article, not below it."""
        return self.width >= WIDE

    @property
    def is_low(self) -> bool:
        """Whether the hints share the message line."""
        return self.height < LOW

    @property
    def is_too_small(self) -> bool:
        """Whether the window is too small to label in."""
        return self.width < SMALLEST[0] or self.height < SMALLEST[1]

    @property
    def panel_width(self) -> int:
        """How wide the questions beside the article are."""
        return next(cells for limit, cells in PANELS if self.width < limit)

    def panel_height(self, wanted: int) -> int:
        """How many rows the questions below the article get, when they want so many."""
        chrome = 2 if self.is_low else 4
        return max(4, min(1 + wanted, self.height - chrome - _ARTICLE_ROWS))
