"""How long an annotator spent on a unit, without the coffee breaks."""

from __future__ import annotations

from collections.abc import Callable


class Dwell:
    """Time since the annotator came to a unit; pauses count up to a limit.

    Every key ends a pause.  A pause longer than ``cutoff_s`` seconds counts as
    ``cutoff_s``: the annotator was reading at first, and then was not there.
    While something else lies before the annotator (`pause`), nothing counts.
    """

    def __init__(self, clock: Callable[[], float], cutoff_s: float) -> None:
        self._clock = clock
        self._cutoff = cutoff_s
        self._since = clock()
        self._seconds = 0.0
        self._taken = 0.0
        self._away: set[str] = set()
        self.first_key_ms: int | None = None
        """From arriving to the first key; None before it."""

    def touch(self) -> None:
        """A key was pressed: the pause before it is over."""
        self._count()
        if self.first_key_ms is None:
            self.first_key_ms = self.visit_ms

    def arrive(self) -> None:
        """Another unit is in front of the annotator: count from here."""
        self._since = self._clock()
        self._seconds = self._taken = 0.0
        self.first_key_ms = None

    def take(self) -> int:
        """Milliseconds since arriving, or since they were last taken."""
        self.touch()
        milliseconds = round(self._seconds * 1000)
        self._taken += self._seconds
        self._seconds = 0.0
        return milliseconds

    @property
    def visit_ms(self) -> int:
        """Milliseconds since arriving, taken or not."""
        self._count()
        return round((self._taken + self._seconds) * 1000)

    def pause(self, why: str) -> None:
        """From now on nothing counts, until `resume` was called for every reason."""
        self._count()
        self._away.add(why)

    def resume(self, why: str) -> None:
        """A reason to pause is gone."""
        self._count()
        self._away.discard(why)

    def _count(self) -> None:
        now = self._clock()
        if not self._away:
            self._seconds += min(max(0.0, now - self._since), self._cutoff)
        self._since = now
