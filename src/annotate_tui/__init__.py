"""annotate-tui: label the claims of articles, sentence by sentence, in a terminal.

The public surface is small on purpose.  Everything is loaded when it is first
asked for, so that ``annotate-tui --help`` stays fast.
"""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = ["__version__"]
