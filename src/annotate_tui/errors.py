"""What can go wrong in a way that a user may see.

Every message is one plain sentence (or two): what is wrong, where, and what to
do about it.  A traceback reaches a user only with ``--debug``::

    AnnotateError              something failed (exit code 1)
    ├── UsageError             the command was used wrongly (exit code 2)
    ├── InputError             a file that was read in is not what it should be
    │   └── CodebookError      … and it is a codebook
    └── StoreError             the database cannot be opened, read or written
        └── NotSavedError      a label could not be written; nothing was changed
"""

from __future__ import annotations

from typing import ClassVar


class AnnotateError(Exception):
    """Something failed; ``str(error)`` is the sentence that the user reads."""

    title: ClassVar[str] = "Failed"
    exit_code: ClassVar[int] = 1


class UsageError(AnnotateError):
    """The command or option was used wrongly."""

    title = "Wrong use"
    exit_code = 2


class InputError(AnnotateError):
    """A file that was read in is not what it should be.

    ``problems`` holds one sentence for each thing that was found, in the order
    of the file; ``str(error)`` joins the first twenty.
    """

    title = "Bad input"
    _SHOWN: ClassVar[int] = 20

    def __init__(self, *problems: str) -> None:
        self.problems = tuple(problems)
        shown = list(problems[: self._SHOWN])
        if len(problems) > self._SHOWN:
            shown.append(f"… and {len(problems) - self._SHOWN} more.")
        super().__init__("\n".join(shown))


class CodebookError(InputError):
    """A codebook file is not valid; each problem names the facet and the line."""

    title = "Bad codebook"


class StoreError(AnnotateError):
    """The database cannot be opened, read or written; the file is unchanged."""

    title = "Database"


class NotSavedError(StoreError):
    """A label could not be written; nothing was changed on disk."""

    title = "Not saved"
