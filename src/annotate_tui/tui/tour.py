"""The first steps, over the real screen: what to press next, in the message line."""

from __future__ import annotations

from annotate_tui.labelling.answering import still_missing
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.labelling.words import keys_of
from annotate_tui.tui.keymap import Keymap
from annotate_tui.tui.text import displayable, width_of
from annotate_tui.tui.widgets.rows import Row, Span, fitted

_ROOM = 10
"""Cells that a low window needs beside the row for the key of the help."""


class Tour:
    """Goes on with what the annotator does; ends after the first confirmed sentence, or with Escape."""

    def __init__(self, session: LabellingSession) -> None:
        self._labelled = False
        """Whether a sentence was answered with keys of its own and confirmed."""
        self._ended = False
        self._session = session

    @property
    def is_over(self) -> bool:
        """Whether everything was shown."""
        return self._ended

    def confirmed(self, before: int) -> None:
        """The confirm key was pressed; a sentence counts when it led on from it."""
        session = self._session
        if session.index == before:
            return
        self._ended = self._labelled
        given = session.sheet.answers(before)
        facets = session.sheet.facets(before)
        self._labelled |= any(f.id in given for f in facets if f.required and f.answer_on_confirm is None)

    def row(self, keymap: Keymap, width: int) -> Row:
        """The step that comes next, in as many words as there is room for."""
        back = keymap.shown("back")
        for label, text, end in (
            (" First steps · ", self._step(keymap, short=False), f"   {back} ends this"),
            (" First steps · ", self._step(keymap, short=True), f"   {back} ends this"),
            (" ", self._step(keymap, short=True), f" · {back} ends this"),
        ):
            spans = [Span(label, "focus"), Span(displayable(text), "title"), Span(end, "dim")]
            if sum(width_of(span.text) for span in spans) <= width - _ROOM:
                break
        return fitted(spans, width)

    def _step(self, keymap: Keymap, *, short: bool) -> str:
        key = keymap.shown
        if self._labelled:
            if short:
                return f"Done. {key('undo')} undo, {key('help')} help, {key('keys')} keys."
            took = f"{key('undo')} takes back, {key('help')} explains, {key('keys')} shows all keys."
            return f"That was it. {took}"
        session = self._session
        sheet, index = session.sheet, session.index
        missing = still_missing(sheet, index, sheet.answers(index))
        wanted = [
            facet
            for facet in missing
            if facet.answer_on_confirm is None and sheet.proposed(index, facet) is None
        ]
        if wanted and short:
            return f"{wanted[0].label or wanted[0].name}: {keys_of(wanted[0])}"
        if wanted:
            return f"Press the key of the answer to “{wanted[0].name}”: {keys_of(wanted[0])}"
        if missing and short:
            return f"{key('confirm')} confirms; or first {keys_of(missing[-1])}"
        if missing:
            return f"{key('confirm')} confirms and goes on; or first name the cues: {keys_of(missing[-1])}"
        return f"{key('confirm')} goes on to the next sentence."
