"""The codebooks that a database holds, and which one is in force."""

from __future__ import annotations

import json

from annotate_tui.codebook.data import codebook_from_data, codebook_to_data
from annotate_tui.codebook.model import Codebook
from annotate_tui.errors import StoreError
from annotate_tui.store.database import Database
from annotate_tui.store.states import Judge

IN_FORCE = (
    "SELECT value FROM label WHERE owner = 0 AND layer = 'project' AND unit = 0 "
    "AND facet = 'codebook' AND item = ''"
)


class ActiveCodebook:
    """The codebook in force, parsed once for each change of it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._value: str | None = None
        self.name: tuple[int, str] | None = None
        """Key and hash of the codebook that was in force when it was last asked."""
        self.known_judge: Judge | None = None
        """Judges by the codebook that was in force when it was last asked; None before the first."""

    def use(self, value: str | None) -> tuple[int, str] | None:
        """Take note of what the database says is in force; its key and hash, or None before the first."""
        if value is not None and value != self._value:
            name: str = json.loads(value)
            key, codebook = load_codebook(self._database, name)
            self.known_judge = Judge(codebook)
            self.name, self._value = (key, name), value
        return self.name

    def forget(self) -> None:
        """Read it anew next time: a codebook that was being added has gone again."""
        self._value = None

    def get(self) -> tuple[int, Codebook]:
        """The key and the content of the codebook in force.  Raises StoreError when there is none."""
        name, judge = self._asked()
        return name[0], judge.codebook

    def judge(self) -> Judge:
        """Judges units by the codebook in force.  Raises StoreError when there is none."""
        return self._asked()[1]

    def _asked(self) -> tuple[tuple[int, str], Judge]:
        name = self.use(self._database.value(IN_FORCE))
        if name is None or self.known_judge is None:
            raise StoreError(f"{self._database.path} has no codebook; run 'annotate-tui codebook use FILE'.")
        return name, self.known_judge


def load_codebook(database: Database, codebook_id: str) -> tuple[int, Codebook]:
    """Key and content of the codebook with this hash.  Raises StoreError."""
    row = database.row("SELECT id, body FROM codebook WHERE codebook_id = ?", (codebook_id,))
    if row is None:
        raise StoreError(f"{database.path} lacks the codebook {codebook_id[:12]}; run 'annotate-tui check'.")
    return row[0], codebook_from_data(json.loads(row[1]))


def add_codebook(database: Database, codebook: Codebook) -> int:
    """Keep a codebook, inside a transaction; its key."""
    body = json.dumps(codebook_to_data(codebook), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    database.execute(
        "INSERT INTO codebook(codebook_id, name, version, body) VALUES(?, ?, ?, ?) "
        "ON CONFLICT(codebook_id) DO NOTHING",
        (codebook.hash, codebook.id, codebook.version, body),
    )
    key: int = database.value("SELECT id FROM codebook WHERE codebook_id = ?", (codebook.hash,))
    return key


def all_codebooks(database: Database) -> dict[int, Codebook]:
    """Every codebook that is kept, by key."""
    rows = database.rows("SELECT id, body FROM codebook ORDER BY id")
    return {key: codebook_from_data(json.loads(body)) for key, body in rows}
