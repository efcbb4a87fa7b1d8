"""What a user reads when something goes wrong, and the exit code that goes with it.

0 fine, 1 failed, 2 wrong use, 3 a check below its threshold, 130 interrupted.
"""

from __future__ import annotations

import click

from annotate_tui.errors import AnnotateError, InputError
from annotate_tui.visible import visible

FAILED = 1
WRONG_USE = 2
BELOW_THRESHOLD = 3
INTERRUPTED = 130


def explain(error: BaseException) -> tuple[str, int]:
    """One plain sentence (for a file, one for each problem) and the exit code."""
    if isinstance(error, InputError):
        return "\n".join(visible(line) for line in str(error).split("\n")), error.exit_code
    if isinstance(error, AnnotateError):
        return visible(str(error)), error.exit_code
    if isinstance(error, click.ClickException):
        return _wrong_use(error), error.exit_code
    if isinstance(error, OSError) and error.strerror:
        where = f"{visible(str(error.filename))}: " if error.filename is not None else ""
        return f"{where}{error.strerror}.", FAILED
    if isinstance(error, MemoryError):
        return "There is not enough memory for this.", FAILED
    what = visible(f"{type(error).__name__}: {error}".rstrip(": "))
    return f"Something went wrong that should not have ({what}). --debug shows where.", FAILED


def _wrong_use(error: click.ClickException) -> str:
    message = visible(error.format_message(), lines=True)
    if not message.endswith((".", "?", "!")):
        message += "."
    context = getattr(error, "ctx", None)
    if isinstance(error, click.UsageError) and context is not None:
        message += f" See {context.command_path} --help."
    return message
