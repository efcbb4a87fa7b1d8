"""Readers: one file a format, one registry.

A new format is one file in this folder with a module constant ``FORMATS``; what
it needs from outside the standard library it imports inside its functions.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from annotate_tui.corpus.readers.base import Format


@cache
def formats() -> dict[str, Format]:
    """Every format by its name, in the order of the names."""
    found: dict[str, Format] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda entry: entry.name):
        for form in getattr(importlib.import_module(f"{__name__}.{module.name}"), "FORMATS", ()):
            found[form.name] = form
    return dict(sorted(found.items()))


def format_for(suffix: str) -> Format | None:
    """The format of files whose names end in ``suffix`` (".html"), in either case of letters."""
    wanted = suffix.lower()
    return next((form for form in formats().values() if wanted in form.suffixes), None)


def known_suffixes() -> tuple[str, ...]:
    """The ends of file names that some format reads."""
    return tuple(sorted(suffix for form in formats().values() for suffix in form.suffixes))
