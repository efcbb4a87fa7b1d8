"""What came of a key: what to say, what to draw again, what is asked for next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Tone(StrEnum):
    """How a message is meant; a screen must show the difference not by colour alone."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act of the annotator.

    ``touched`` holds the indexes of the units whose labels are others than
    before; ``article`` says that another article is open now and everything must
    be drawn again; ``cues`` that the highlights are others.  ``edit`` names a
    facet that wants a text, a number or passages;
    ``finished`` says that nothing is left to do in the article; ``help`` names
    the command that would help, whose key only the screen knows; ``brief`` says
    the message in few characters, for windows that have no room for all of it.
    """

    message: str = ""
    tone: Tone = Tone.INFO
    touched: frozenset[int] = frozenset()
    article: bool = False
    cues: bool = False
    edit: str | None = None
    finished: bool = False
    help: str = ""
    brief: str = ""

    def then(self, later: Outcome) -> Outcome:
        """This outcome and one that followed it; the later message is the one to show."""
        said = later if later.message else self
        return Outcome(
            message=said.message,
            tone=said.tone,
            help=said.help,
            brief=said.brief,
            touched=self.touched | later.touched,
            article=self.article or later.article,
            cues=self.cues or later.cues,
            edit=later.edit or self.edit,
            finished=self.finished or later.finished,
        )

    def saying(self, message: str, tone: Tone = Tone.INFO) -> Outcome:
        """The same outcome with another message."""
        return replace(self, message=message, tone=tone, brief="")


NOTHING = Outcome()


def refused(message: str, *, help: str = "") -> Outcome:  # noqa: A002 - the word of the field
    """Nothing was changed, and why."""
    return Outcome(message, Tone.WARNING, help=help)
