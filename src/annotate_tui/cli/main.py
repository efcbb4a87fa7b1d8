"""The program: one group of commands, each loaded when it is run.

Only click and the standard library are loaded here, so that ``--help`` and shell
completion answer at once.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from annotate_tui.cli.base import Group, Lazy
from annotate_tui.cli.failures import FAILED, INTERRUPTED, explain

PROGRAM = "annotate-tui"


class PipeClosedError(Exception):
    """Whoever read our output has seen enough."""


class Program(Group):
    """The outermost group.  It keeps a closed pipe out of click's hands, which would call it a failure."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        try:
            return super().make_context(*args, **kwargs)
        except BrokenPipeError as error:
            raise PipeClosedError from error

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise PipeClosedError from error


def _lazy(module: str, summary: str, attribute: str = "command") -> Lazy:
    return Lazy(f"annotate_tui.cli.{module}", attribute, summary)


@click.group(
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    lazy={
        "label": _lazy("label", "Label articles: opens the screen."),
        "init": _lazy("init", "Make a database."),
        "import": _lazy("import_", "Read in articles."),
        "articles": _lazy("articles", "List, show and correct articles."),
        "status": _lazy("status", "Say how far everybody is."),
        "agreement": _lazy("agreement", "Compute how well annotators agree."),
        "disagreements": _lazy("disagreements", "List the units that annotators answered differently."),
        "adjudicate": _lazy("adjudicate", "Decide where annotators disagree: opens the screen."),
        "export": _lazy("export", "Write the labelled data in a format that other programs load."),
        "import-labels": _lazy("import_labels", "Read in labels made elsewhere."),
        "merge": _lazy("merge", "Take over what other databases hold."),
        "annotators": _lazy("annotators", "List who labels, and say who leads."),
        "settings": _lazy("settings", "Show or decide what holds for the whole project."),
        "codebook": _lazy("codebook", "Show, check, compare and change codebooks."),
        "history": _lazy("history", "List who answered what, and when."),
        "check": _lazy("check", "Check that the database is whole."),
        "backup": _lazy("backup", "Copy the database while others label."),
    },
)
@click.pass_context
def cli(context: click.Context) -> Any:
    """Label what the sentences of articles claim, and know how well annotators agree.

    Without a command the labelling screen opens; without a database it offers to make
    one and to import the articles in ./seeds.

    \b
    Examples:
      annotate-tui
      annotate-tui import articles/
      annotate-tui label --annotator ada
      annotate-tui agreement --json
      annotate-tui export csv -o labels.csv
    """
    if context.invoked_subcommand is None:
        return context.invoke(cli.load("label"))
    return None


def run() -> None:
    """Run the program with the arguments of the process, and end it with the exit code."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: list[str]) -> int:
    """Run the program and return its exit code; what went wrong is said on standard error."""
    try:
        _prepare_output()
        result = cli.main(arguments, prog_name=PROGRAM, standalone_mode=False)
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except (BrokenPipeError, PipeClosedError):
        # Nothing may be said about it either when Python flushes standard output at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last place where an error can be put into words
        if "--debug" in arguments:
            import traceback

            traceback.print_exc()
        message, code = explain(error)
        _say(f"Error: {message}")
        return code
    return result if isinstance(result, int) else 0


def _prepare_output() -> None:
    for stream in (sys.stdout, sys.stderr):
        # Half a surrogate pair (from a file name) or a narrow terminal encoding must not end the program.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _say(text: str) -> None:
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        # Standard error is closed: the exit code has to do.
        sys.exit(FAILED)
