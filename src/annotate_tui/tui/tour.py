"""The first steps, over the real screen: what to press next, in the message line."""

from __future__ import annotations

from annotate_tui.labelling.answering import still_missing
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.labelling.words import keys_of
from annotate_tui.tui.keymap import Keymap
from annotate_tui.tui.text import displayable
from annotate_tui.tui.widgets.rows import Row, Span, fitted


class Tour:
    """Goes on with what the annotator does; ends after the first confirmed sentence, or with Escape."""

    def __init__(self, session: LabellingSession) -> None:
        self._confirmed = 0
        self._last: int | None = None
        self._session = session

    @property
    def is_over(self) -> bool:
        """Whether everything was shown."""
        return self._confirmed > 1

    def confirmed(self, before: int) -> None:
        """The confirm key was pressed; a sentence counts when it led on from it."""
        if self._session.index != before:
            self._confirmed += 1

    def row(self, keymap: Keymap, width: int) -> Row:
        """The step that comes next."""
        session = self._session
        key = keymap.shown
        if self._confirmed:
            said = {"undo": "takes back", "help": "explains", "keys": "shows all keys"}
            text = "That was it. " + ", ".join(f"{key(name)} {what}" for name, what in said.items()) + "."
        else:
            sheet, index = session.sheet, session.index
            missing = still_missing(sheet, index, sheet.answers(index))
            wanted = [
                facet
                for facet in missing
                if facet.answer_on_confirm is None and sheet.proposed(index, facet) is None
            ]
            if wanted:
                text = f"Press the key of the answer to “{wanted[0].name}”: {keys_of(wanted[0])}"
            elif missing:
                text = (
                    f"{key('confirm')} confirms and goes on; or first name the cues: {keys_of(missing[-1])}"
                )
            else:
                text = f"{key('confirm')} goes on to the next sentence."
        spans = [
            Span(" First steps · ", "focus"),
            Span(displayable(text), "title"),
            Span(f"   {key('back')} ends this", "dim"),
        ]
        return fitted(spans, width)
