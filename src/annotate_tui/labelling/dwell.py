"""How long an annotator spent on a unit, without the coffee breaks."""

from __future__ import annotations

from collections.abc import Callable


class Dwell:
    """Time since the annotator came to a unit; pauses count up to a limit.

    Every key ends a pause.  A pause longer than ``cutoff_s`` seconds counts as
    ``cutoff_s``: the annotator was reading at first, and then was not there.
    """

    def __init__(self, clock: Callable[[], float], cutoff_s: float) -> None:
        self._clock = clock
        self._cutoff = cutoff_s
        self._since = clock()
        self._seconds = 0.0

    def touch(self) -> None:
        """A key was pressed: the pause before it is over."""
        now = self._clock()
        self._seconds += min(max(0.0, now - self._since), self._cutoff)
        self._since = now

    def arrive(self) -> None:
        """Another unit is in front of the annotator: count from here."""
        self._since = self._clock()
        self._seconds = 0.0

    def take(self) -> int:
        """Milliseconds since arriving, or since they were last taken."""
        self.touch()
        milliseconds = round(self._seconds * 1000)
        self._seconds = 0.0
        return milliseconds
