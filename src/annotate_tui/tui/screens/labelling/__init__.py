"""The labelling screen: the article, the questions, and one line for everything that is said.

``screen.py`` is the screen itself; ``picture.py`` draws, ``commands.py`` and ``pages.py`` say
what a command does, ``asking.py`` what is typed, ``mouse.py`` what a click means.  What it shares
with the other screens that write labels is in ``../saying.py``, ``../shape.py`` and ``../typed.py``.
"""

from annotate_tui.tui.screens.labelling.screen import LabellingScreen

__all__ = ["LabellingScreen"]
