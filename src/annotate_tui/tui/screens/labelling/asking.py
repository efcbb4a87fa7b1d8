"""What the annotator types on the labelling screen: a note, a number, where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate_tui.labelling.outcome import NOTHING, refused
from annotate_tui.tui.text import displayable

if TYPE_CHECKING:
    from annotate_tui.codebook.model import Facet
    from annotate_tui.tui.screens.labelling.screen import LabellingScreen


def ask_for_note(screen: LabellingScreen) -> None:
    """Write a note on the unit in front of the annotator, where the codebook has notes."""
    facet = screen.session.note_facet()
    if facet is None:
        screen.say(refused("This codebook has no notes."))
    else:
        screen.show(screen.session.edit(facet))


def ask_for_answer(screen: LabellingScreen, facet: Facet) -> None:
    """Answer a question by typing, or by marking passages on a page of their own."""
    session = screen.session
    if facet.type == "span":
        from annotate_tui.tui.screens.spans import SpansScreen

        screen.app.push_screen(SpansScreen(session, facet, screen.show))
        return
    answer, key = session.sheet.answers(session.index).get(facet.id), session.sheet.key(session.index)

    def wrote(said: str) -> None:
        # Meanwhile nothing else can have moved: the line has all keys.
        if session.sheet.key(session.index) == key:
            screen.show(session.write_text(facet, said))

    text = "" if answer is None else str(answer)
    screen.typed.ask(f"{displayable(facet.name)}: ", text, wrote, limit=facet.max_length)


def ask_for_unit(screen: LabellingScreen) -> None:
    """Go to a sentence by its number."""
    count = len(screen.session.sheet.units)
    if not count:
        screen.say(refused("This article has no sentences."))
        return

    def wrote(said: str) -> None:
        number = said.strip().lstrip(":")
        if not number:
            screen.say(NOTHING)
        elif number.isdecimal() and number.isascii():
            screen.show(screen.session.go_to(int(number)))
        else:
            screen.say(refused(f"{number!r} is no number."))

    screen.typed.ask(f"Go to sentence (1–{count}): ", "", wrote)
