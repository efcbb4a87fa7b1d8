"""What belongs to the whole project: the codebook in force, settings, roles, annotators.

Each of them is a label of the layer ``project``, so that it has a history and
merges like every other label.
"""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from annotate_tui.codebook.data import content_hash
from annotate_tui.codebook.model import Codebook
from annotate_tui.errors import StoreError, UsageError
from annotate_tui.store import fold
from annotate_tui.store.codebooks import ActiveCodebook, add_codebook
from annotate_tui.store.database import Database
from annotate_tui.store.events import NOBODY, Kind, Layer
from annotate_tui.store.log import Entry, Log
from annotate_tui.store.rows import AnnotatorRow

ROLES = ("annotator", "lead")
ANNOTATOR_KINDS = ("human", "model")

_ANNOTATORS = """
    SELECT n.id, n.annotator_id, n.kind, l.value FROM annotator n
    LEFT JOIN label l ON l.owner = 0 AND l.layer = 'project' AND l.unit = 0 AND l.facet = 'role'
         AND l.item = n.annotator_id
    WHERE n.id <> 0"""


def statement(kind: Kind, facet: str, value: Any, *, unit: int | None = None, item: str = "") -> Entry:
    """An event that sets something of the project; None takes it back."""
    text = None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Entry(kind, Layer.PROJECT, NOBODY, unit, facet, item, text)


# -- codebook ----------------------------------------------------------------


def use_codebook(database: Database, log: Log, codebook: Codebook) -> None:
    """Put a codebook in force; states and progress are computed anew by its rules."""
    if content_hash(codebook) != codebook.hash:
        raise StoreError(f"The codebook {codebook.id} does not match its own hash; it was not kept.")
    with log.transaction():
        add_codebook(database, codebook)
        if _says(database, "codebook", codebook.hash):
            return
        log.append([statement(Kind.CODEBOOK, "codebook", codebook.hash)])
        apply_codebook(database, log.active)


def apply_codebook(database: Database, active: ActiveCodebook) -> None:
    """Compute what depends on the codebook in force, inside a transaction."""
    judge = active.judge()
    fold.begin_touching(database)
    fold.touch_articles(database, None)
    fold.touch_all_units(database)
    fold.refresh_articles(database, judge)
    fold.refresh_units(database, judge)


def _says(database: Database, facet: str, value: Any, *, item: str = "") -> bool:
    """Whether the project says this already, and no merged copy something else."""
    found = database.row(
        "SELECT value, heads FROM label WHERE owner = 0 AND layer = 'project' AND unit = 0 AND facet = ? "
        "AND item = ?",
        (facet, item),
    )
    if found is None:
        return value is None
    text, heads = found
    return bool(heads == 1) and (None if text is None else json.loads(text)) == value


# -- settings ----------------------------------------------------------------

_PROJECT_VALUE = (
    "SELECT value FROM label WHERE owner = 0 AND layer = 'project' AND unit = 0 AND facet = ? AND item = ?"
)


def setting(database: Database, key: str, default: Any = None) -> Any:
    """A setting of the project, or ``default``."""
    text = database.value(_PROJECT_VALUE, ("setting", key))
    return default if text is None else json.loads(text)


def settings(database: Database) -> dict[str, Any]:
    """All settings of the project."""
    rows = database.rows(
        "SELECT item, value FROM label WHERE owner = 0 AND layer = 'project' AND unit = 0 "
        "AND facet = 'setting' AND value IS NOT NULL ORDER BY item"
    )
    return {key: json.loads(value) for key, value in rows}


def set_setting(log: Log, key: str, value: Any) -> None:
    """Set a setting of the project to anything that JSON can say; None takes it back."""
    if _says(log.database, "setting", value, item=key):
        return
    with log.transaction():
        log.append([statement(Kind.SETTING, "setting", value, item=key)])


# -- annotators --------------------------------------------------------------


def normalise_name(name: str) -> str:
    """An annotator's name in the one form in which it is kept.  Raises UsageError."""
    clean = " ".join(unicodedata.normalize("NFC", name).split())
    if not clean:
        raise UsageError("An annotator needs a name; give one with --annotator NAME.")
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in clean):
        raise UsageError(f"The annotator's name {name!r} holds control characters.")
    return clean


def annotators(database: Database) -> list[AnnotatorRow]:
    """Everybody who labels, by name."""
    return [_annotator(*row) for row in database.rows(_ANNOTATORS + " ORDER BY n.annotator_id")]


def find_annotator(database: Database, name: str) -> AnnotatorRow | None:
    """The annotator with a name, or None."""
    row = database.row(_ANNOTATORS + " AND n.annotator_id = ?", (normalise_name(name),))
    return None if row is None else _annotator(*row)


def known_annotator(database: Database, name: str) -> AnnotatorRow:
    """The annotator with a name.  Raises UsageError with the names that exist."""
    found = find_annotator(database, name)
    if found is None:
        names = [row.name for row in annotators(database)]
        have = "there are " + ", ".join(names[:12]) if names else "nobody has labelled yet"
        raise UsageError(f"There is no annotator {name!r}; {have}.")
    return found


def ensure_annotator(log: Log, name: str, *, kind: str, role: str | None) -> AnnotatorRow:
    """The annotator with a name, who is added if need be; a given role is noted."""
    if kind not in ANNOTATOR_KINDS:
        raise UsageError(f"{kind!r} is no kind of annotator; it is human or model.")
    if role is not None and role not in ROLES:
        raise UsageError(f"{role!r} is no role; it is annotator or lead.")
    known = find_annotator(log.database, name)
    if known is not None and (role is None or _says_role(log.database, known, role)):
        return known
    clean = normalise_name(name)
    with log.transaction():
        added = add_annotator(log.database, clean, kind)
        if role is None or _says_role(log.database, added, role):
            return added
        log.append([statement(Kind.ROLE, "role", role, item=clean)])
    return known_annotator(log.database, clean)


def _says_role(database: Database, annotator: AnnotatorRow, role: str) -> bool:
    return _says(database, "role", role, item=annotator.name) or (
        role == ROLES[0] and _says(database, "role", None, item=annotator.name)
    )


def add_annotator(database: Database, name: str, kind: str) -> AnnotatorRow:
    """Add an annotator, inside a transaction; one who is there already stays as they are."""
    database.execute(
        "INSERT INTO annotator(annotator_id, kind) VALUES(?, ?) ON CONFLICT(annotator_id) DO NOTHING",
        (normalise_name(name), kind),
    )
    return known_annotator(database, name)


def _annotator(key: int, name: str, kind: str, role: str | None) -> AnnotatorRow:
    return AnnotatorRow(key, name, kind, ROLES[0] if role is None else json.loads(role))
