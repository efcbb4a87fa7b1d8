"""``annotate-tui codebook``: what annotators are asked."""

from __future__ import annotations

import click

from annotate_tui.cli.base import Group, Lazy


def _lazy(module: str, summary: str) -> Lazy:
    return Lazy(f"annotate_tui.cli.codebook.{module}", "command", summary)


@click.group(
    "codebook",
    cls=Group,
    lazy={
        "show": _lazy("show", "Print a codebook as a readable page."),
        "check": _lazy("check", "Check a codebook file."),
        "new": _lazy("new", "Write a codebook file to start from."),
        "diff": _lazy("diff", "Say what differs between two codebooks."),
        "use": _lazy("use", "Go on with another codebook, or another version."),
    },
)
def command() -> None:
    """Show, check, compare and change codebooks.

    \b
    Examples:
      annotate-tui codebook show
      annotate-tui codebook check our-codebook.toml
      annotate-tui codebook use our-codebook.toml
    """
