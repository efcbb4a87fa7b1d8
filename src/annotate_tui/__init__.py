"""annotate-tui: label the claims of articles, sentence by sentence, in a terminal.

The public surface is small on purpose.  Everything is loaded when it is first
asked for, so that ``annotate-tui --help`` stays fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotate_tui.project import Project, open_project

__version__ = "0.1.0"

__all__ = ["Project", "__version__", "open_project"]


def __getattr__(name: str) -> Any:
    if name not in ("Project", "open_project"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from annotate_tui import project

    return getattr(project, name)


def __dir__() -> list[str]:
    return __all__
