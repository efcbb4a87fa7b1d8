"""Acts that are on their way to the disk, in order.

What is shown as labelled is durable: after a key the session waits for the
writer, which normally takes a fifth of a millisecond.  When the disk stalls, it
stops waiting, says "saving…" and goes on taking keys; every act stays in line
here until it is written.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from annotate_tui.store.events import Layer
from annotate_tui.store.session import Change

if TYPE_CHECKING:
    from annotate_tui.store.writer import Ticket, Writer


class Act(NamedTuple):
    """One act of the annotator that the writer was handed."""

    ticket: Ticket
    article: int
    changes: tuple[Change, ...] = ()
    direction: str = ""
    """``undo`` or ``redo``; empty for labels."""


class Line:
    """The acts that are not known to be on disk yet, oldest first."""

    def __init__(self, writer: Writer, patience_s: float, layer: str = Layer.ANNOTATION.value) -> None:
        """``layer``: where undo and redo look for acts; what somebody did in another stays as it is."""
        self._writer = writer
        self._layer = layer
        self._patience = patience_s
        self._acts: deque[Act] = deque()
        self.slow = False
        """Whether nobody waits any more: whoever wants to know must be told when an act is written."""

    def __len__(self) -> int:
        return len(self._acts)

    def __iter__(self) -> Iterator[Act]:
        return iter(self._acts)

    def label(
        self,
        article: int,
        changes: Sequence[Change],
        *,
        kind: str = "label",
        dwell_ms: int | None = None,
        ref: str | None = None,
        views: Sequence[Change] = (),
    ) -> None:
        """Hand labels to the writer and wait for them, unless the writer is stuck already.

        ``views`` are kept in the same act: what was shown.
        """
        ticket = self._writer.submit([*changes, *views], kind=kind, dwell_ms=dwell_ms, ref=ref)
        self._wait(Act(ticket, article, tuple(changes)))

    def view(self, article: int, unit: int, what: str, value: str) -> None:
        """Keep that something was shown that could influence a label; changes no label."""
        self.views(article, [Change(unit, "", value, item=what)])

    def views(self, article: int, views: Sequence[Change]) -> None:
        """The same for several things at once."""
        self._wait(Act(self._writer.submit(views, kind="view"), article))

    def undo(self, article: int) -> None:
        """Ask the writer to take back the annotator's newest act."""
        self._wait(Act(self._writer.undo(self._layer), article, direction="undo"))

    def redo(self, article: int) -> None:
        """Ask the writer to do again what was taken back."""
        self._wait(Act(self._writer.redo(self._layer), article, direction="redo"))

    def finished(self) -> Iterator[tuple[Act, Any]]:
        """Take the acts that have been written from the front, each with what the writer answered."""
        while self._acts and self._acts[0].ticket.done:
            act = self._acts.popleft()
            self.slow = bool(self._acts)
            yield act, act.ticket.result()

    def units(self) -> frozenset[int]:
        """The keys of the units whose labels are still on their way."""
        return frozenset(change.unit for act in self._acts for change in act.changes)

    def _wait(self, act: Act) -> None:
        stuck = bool(self._acts)
        self._acts.append(act)
        if stuck or not act.ticket.wait(self._patience):
            # Set before the ticket is looked at again, so that its end is noticed here or reported.
            self.slow = True
