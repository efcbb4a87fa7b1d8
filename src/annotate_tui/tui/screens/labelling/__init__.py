"""The labelling screen: the article, the questions, and one line for everything that is said.

``screen.py`` is the screen itself; ``shape.py`` says where things stand in a
window, ``picture.py`` draws, ``commands.py`` and ``pages.py`` say what a command
does, ``asking.py`` what is typed and ``typed.py`` the line to type into, ``mouse.py`` what a
click means.
"""

from annotate_tui.tui.screens.labelling.screen import LabellingScreen

__all__ = ["LabellingScreen"]
