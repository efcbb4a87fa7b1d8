"""Settings: where they are written down, and which of them wins.

A project's settings stand in ``annotate-tui.toml`` beside the database, or in
the table ``[tool.annotate-tui]`` of a ``pyproject.toml`` there.  The command
line beats the environment, the environment beats the file::

    db = "annotations.db"            # relative to this file
    codebook = "our-codebook.toml"   # for a new database
    annotator = "ada"
    theme = "textual-light"
    auto_advance = true
    idle_cutoff_s = 120              # a longer pause is not counted as labelling time

    [keys]                           # the program's own keys
    undo = "U"

Only the standard library is used, and a TOML parser is loaded only when there
is a file to parse: the settings are read each time the program starts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from annotate_tui.errors import InputError

DEFAULT_DATABASE = "annotations.db"
SETTINGS_FILE = "annotate-tui.toml"
PYPROJECT_FILE = "pyproject.toml"

ENVIRONMENT = MappingProxyType(
    {
        "db": "ANNOTATE_TUI_DB",
        "codebook": "ANNOTATE_TUI_CODEBOOK",
        "annotator": "ANNOTATE_TUI_ANNOTATOR",
        "theme": "ANNOTATE_TUI_THEME",
    }
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set for a project, after the precedence was applied.

    ``db_named`` says that somebody named the database (command line or
    environment); then it is never created because it happens to be missing.
    """

    db: Path = Path(DEFAULT_DATABASE)
    db_named: bool = False
    codebook: Path | None = None
    codebook_named: bool = False
    annotator: str | None = None
    theme: str | None = None
    auto_advance: bool = True
    idle_cutoff_s: float = 120.0
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    file: Path | None = None
    """The file that the settings were read from."""


def load_settings(
    *,
    db: Path | None = None,
    codebook: Path | None = None,
    annotator: str | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """The settings in force: options given here, then the environment, then the file.

    ``folder`` is where relative names start and where the settings file is
    looked for when nobody names a database (the current folder by default).
    Raises InputError for a settings file that cannot be used.
    """
    environ = os.environ if environ is None else environ
    folder = Path() if folder is None else folder
    named = db or _path(environ.get(ENVIRONMENT["db"]))
    beside = (folder / named).parent if named is not None else folder
    settings = _from_file(beside)
    if named is not None:
        settings = replace(settings, db=folder / named, db_named=True)
    elif settings.file is None:
        settings = replace(settings, db=folder / DEFAULT_DATABASE)
    named_codebook = codebook or _path(environ.get(ENVIRONMENT["codebook"]))
    if named_codebook is not None:
        settings = replace(settings, codebook=folder / named_codebook, codebook_named=True)
    return replace(
        settings,
        annotator=annotator or environ.get(ENVIRONMENT["annotator"]) or settings.annotator,
        theme=environ.get(ENVIRONMENT["theme"]) or settings.theme,
    )


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def _from_file(folder: Path) -> Settings:
    own = folder / SETTINGS_FILE
    if own.is_file():
        return _settings(_parse(own), own)
    project = folder / PYPROJECT_FILE
    if project.is_file() and b"tool.annotate-tui" in _read(project):
        return _settings(_parse(project).get("tool", {}).get("annotate-tui", {}), project)
    return Settings()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"The settings file {file} cannot be read: {error.strerror}.") from error


def _parse(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(_read(file).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"The settings file {file} is not valid TOML: {error}.") from error


_KINDS: Mapping[str, tuple[type, ...]] = {
    "db": (str,),
    "codebook": (str,),
    "annotator": (str,),
    "theme": (str,),
    "auto_advance": (bool,),
    "idle_cutoff_s": (int, float),
    "keys": (dict,),
}
_SAID = {str: "a text", bool: "true or false", int: "a number", dict: "a table"}


def _settings(data: Any, file: Path) -> Settings:
    if not isinstance(data, dict):
        raise InputError(f"{file}: tool.annotate-tui must be a table.")
    problems = [problem for name, value in data.items() for problem in _problems(name, value)]
    if problems:
        raise InputError(*(f"{file}: {problem}" for problem in problems))
    values = dict(data)
    # Paths in a settings file start at the file, wherever the program is started.
    values["db"] = file.parent / values.get("db", DEFAULT_DATABASE)
    if "codebook" in values:
        values["codebook"] = file.parent / values["codebook"]
    values["keys"] = MappingProxyType(dict(values.get("keys", {})))
    return Settings(**values, file=file)


def _problems(name: str, value: object) -> list[str]:
    kinds = _KINDS.get(name)
    if kinds is None:
        return [f"there is no setting {name!r}. The settings are {', '.join(_KINDS)}."]
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        return [f"{name} must be {_SAID[kinds[0]]}, not {value!r}."]
    if name == "idle_cutoff_s" and isinstance(value, int | float) and not 0 < value < float("inf"):
        return [f"idle_cutoff_s must be a number of seconds above 0, not {value!r}."]
    if isinstance(value, dict):
        return [
            f"keys.{command} must be the name of a key, not {key!r}."
            for command, key in value.items()
            if not isinstance(key, str) or not key.strip()
        ]
    return []
