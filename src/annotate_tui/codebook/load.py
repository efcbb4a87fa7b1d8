"""Codebook files: read, put together, validated, and turned into the model.

The only place that knows pydantic and TOML; a database keeps the result as
plain data, so that the labelling screen needs neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from annotate_tui.codebook.check_migrations import check_migrations
from annotate_tui.codebook.check_texts import check_texts
from annotate_tui.codebook.checks import check
from annotate_tui.codebook.draft import drafted, finished
from annotate_tui.codebook.extend import merged
from annotate_tui.codebook.files import Format, format_of, parsed, text_of
from annotate_tui.codebook.lines import json_lines, toml_lines
from annotate_tui.codebook.model import Codebook
from annotate_tui.codebook.problems import Places, Problems

BUILTIN = "health-claims"
"""The codebook that comes with the program, and the name to extend it by."""

_DEEPEST = 8


def load_codebook(path: Path) -> Codebook:
    """The codebook in a TOML or (by its name, ``.json``) JSON file.

    Raises CodebookError with every problem of the file, each with its line.
    """
    return parse_codebook(text_of(path), name=str(path), format=format_of(path), folder=path.parent)


def load_builtin() -> Codebook:
    """The codebook that comes with the program: claim type, presented evidence, conflict-of-interest cues."""
    return parse_codebook(builtin_text(BUILTIN), name=f"{BUILTIN}.toml", format="toml")


def builtin_names() -> tuple[str, ...]:
    """The codebooks that come with the program and can be extended by name."""
    return (BUILTIN,)


def builtin_text(name: str) -> str:
    """The file of a codebook or lexicon that comes with the program."""
    return files(__package__).joinpath("builtin", f"{name}.toml").read_text(encoding="utf-8")


def parse_codebook(text: str, *, name: str, format: Format, folder: Path | None = None) -> Codebook:  # noqa: A002 - the word that the callers use for it
    """The codebook in a text; ``name`` is what messages call the file.

    ``extends`` is looked up among the built-in codebooks and, where it names a
    file, in ``folder``.  Raises CodebookError with every problem of the file.
    """
    raw, places, base = _assembled(text, name, format, folder, ())
    problems = Problems(places)
    if base is not None:
        raw = merged(base.raw, raw, problems)
    draft = drafted(raw, problems, extends=base.label if base else "")
    if draft is not None:
        check(draft, problems)
        check_migrations(draft, problems)
        check_texts(draft, problems)
    if problems or draft is None:
        raise problems.error()
    return finished(draft)


class _Base:
    """What a file extends: merged raw content, and its name for the record."""

    def __init__(self, raw: Mapping[str, Any], places: Places) -> None:
        self.raw = raw
        self.places = places
        self.label = f"{raw.get('id')}@{raw.get('version')}"


def _assembled(
    text: str, name: str, written_in: Format, folder: Path | None, chain: Sequence[str]
) -> tuple[Mapping[str, Any], Places, _Base | None]:
    raw = parsed(text, name, written_in)
    scanned = toml_lines(text) if written_in == "toml" else json_lines(text)
    places = Places.of_file(name, raw, scanned)
    if "extends" not in raw:
        return raw, places, None
    extended = raw["extends"]
    problems = Problems(places)
    if not isinstance(extended, str) or not extended:
        problems.add(
            ("extends",), "extends is the name of a built-in codebook or of a file, in quotation marks."
        )
        raise problems.error()
    base = _base(extended, folder, (*chain, name), problems)
    if base.raw.get("id") == raw.get("id"):
        problems.add(
            ("id",),
            f"the id {raw.get('id')!r} is that of the codebook it extends; a variant needs an id of its own.",
        )
        raise problems.error()
    return raw, places.over(base.places), base


def _base(extended: str, folder: Path | None, chain: Sequence[str], problems: Problems) -> _Base:
    if extended in builtin_names():
        raw, places, base = _assembled(builtin_text(extended), f"{extended}.toml", "toml", None, chain)
    else:
        path = (folder or Path()) / extended
        if len(chain) > _DEEPEST or str(path) in chain:
            problems.add(
                ("extends",), f"{extended!r} is extended by a file that it extends; break the circle."
            )
            raise problems.error()
        if folder is None or not path.is_file():
            problems.add(
                ("extends",),
                f"there is no codebook {extended!r}: neither a file of this name nor one that comes with the "
                f"program ({', '.join(builtin_names())}).",
            )
            raise problems.error()
        raw, places, base = _assembled(text_of(path), str(path), format_of(path), path.parent, chain)
    if base is not None:
        raw = merged(base.raw, raw, Problems(places))
    return _Base(raw, places)
