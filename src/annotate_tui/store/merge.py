"""Merging: the union of two databases' events, and the labels that follow from it.

Everything is taken over by its portable name, so merging twice changes nothing,
and the order in which several databases are merged makes no difference, whatever
their clocks said.  The other file is only read.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate_tui.codebook.data import codebook_from_data, content_hash
from annotate_tui.errors import CodebookError, StoreError, UsageError
from annotate_tui.store import fold, project
from annotate_tui.store.codebooks import ActiveCodebook
from annotate_tui.store.content import ADD_SOURCE, segmentation_id
from annotate_tui.store.database import Database
from annotate_tui.store.filesystem import queued
from annotate_tui.store.history import conflict_names
from annotate_tui.store.older import open_current
from annotate_tui.store.portable import EVENTS, Names
from annotate_tui.store.preflight import resolve
from annotate_tui.store.rows import Conflict

if TYPE_CHECKING:
    from annotate_tui.store.store import Store

_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge brought, or with ``dry_run`` would bring."""

    path: Path
    dry_run: bool
    articles: int
    units: int
    """Stretches of text that were not known, document units left out."""
    codebooks: int
    annotators: int
    events: int
    events_by: dict[str, int]
    """New events by the name of who acted; the project's own have the name ""."""
    conflicts: tuple[Conflict, ...]
    """The conflicts that were not there before; their keys are this database's."""

    @property
    def is_empty(self) -> bool:
        """Whether the other database holds nothing new."""
        return not (self.articles or self.units or self.codebooks or self.annotators or self.events)


class _Rehearsed(Exception):  # noqa: N818 - it ends a rehearsal, it reports no error
    def __init__(self, report: MergeReport) -> None:
        self.report = report


def merge(store: Store, other: Path, *, dry_run: bool = False) -> MergeReport:
    """Take over everything that another database holds and this one does not.

    All in one transaction.  A database of an older version is read from a
    temporary copy that is brought up to date.  Raises StoreError, with nothing
    changed, when the other file is no whole database of ours: one event, text or
    codebook that does not match its digest stops the merge.  Raises UsageError
    for merging a database with itself.
    """
    path = resolve(other)
    if path.exists() and path.samefile(store.path):
        raise UsageError(f"{path} is this database itself; there is nothing to merge.")
    database = store.database
    with contextlib.closing(open_current(path, untouched=True)) as theirs, theirs.reading():
        try:
            with queued(database.path), database.writing():
                before = conflict_names(database)
                union = _Union(database, theirs, path)
                union.take_over()
                _settle(database)
                after = conflict_names(database)
                found = store.conflicts() if after - before else []
                report = union.report(dry_run, [c for c in found if _name(c) not in before])
                if dry_run:
                    raise _Rehearsed(report)
        except _Rehearsed as rehearsed:
            return rehearsed.report
    return report


def _name(conflict: Conflict) -> tuple[Any, ...]:
    return conflict.annotator, conflict.layer, conflict.unit, conflict.facet, conflict.item


def _settle(database: Database) -> None:
    active = ActiveCodebook(database)
    before = active.judge()
    fold.refold_touched(database)
    judge = active.judge()
    if judge is not before:
        project.apply_codebook(database, active)
        return
    fold.refresh_articles(database, judge)
    fold.refresh_units(database, judge)


class _Union:
    """Takes over the other database's rows; holds which of their keys is which of ours."""

    def __init__(self, ours: Database, theirs: Database, path: Path) -> None:
        self._ours = ours
        self._theirs = theirs
        self._path = path
        self._new: Counter[str] = Counter()
        self._events_by: Counter[str] = Counter()
        self._names = Names(theirs)
        # Their keys → ours.
        self._annotators: dict[int | None, int] = {}
        self._codebooks: dict[int | None, int | None] = {None: None}
        self._articles: dict[int, int] = {}
        self._segmentations: dict[int | None, int | None] = {None: None}
        self._units: dict[int | None, int | None] = {None: None}
        self._sessions: dict[int, int] = {}
        self._new_sessions: set[int] = set()
        self._acted: dict[int, str] = {}

    def take_over(self) -> None:
        """Take over content, then events; note what has to be folded again."""
        fold.begin_touching(self._ours)
        try:
            self._take_annotators()
            self._take_codebooks()
            self._take_articles()
            self._take_units()
            self._take_segmentations()
            self._take_sessions()
            self._take_events()
        except KeyError:
            raise self._damaged("a row that refers to one that is not there") from None

    def report(self, dry_run: bool, conflicts: list[Conflict]) -> MergeReport:
        """What was taken over."""
        return MergeReport(
            self._path, dry_run, self._new["article"], self._new["unit"], self._new["codebook"],
            self._new["annotator"], self._new["event"], dict(self._events_by), tuple(conflicts),
        )  # fmt: skip

    # -- content -------------------------------------------------------------

    def _take_annotators(self) -> None:
        for key, name, kind in self._theirs.rows("SELECT id, annotator_id, kind FROM annotator"):
            mine = self._ours.value("SELECT id FROM annotator WHERE annotator_id = ?", (name,))
            if mine is None:
                mine = self._ours.insert(
                    "INSERT INTO annotator(annotator_id, kind) VALUES(?, ?)", (name, kind)
                )
                self._new["annotator"] += 1
            else:
                # Who is human anywhere is human.
                self._ours.execute(
                    "UPDATE annotator SET kind = ? WHERE id = ? AND kind > ?", (kind, mine, kind)
                )
            self._annotators[key] = mine

    def _take_codebooks(self) -> None:
        for key, name, title, version, body in self._theirs.rows(
            "SELECT id, codebook_id, name, version, body FROM codebook ORDER BY id"
        ):
            mine = self._ours.value("SELECT id FROM codebook WHERE codebook_id = ?", (name,))
            if mine is None:
                if not _is_codebook(name, body):
                    raise self._damaged(f"the codebook {title} {version}")
                mine = self._ours.insert(
                    "INSERT INTO codebook(codebook_id, name, version, body) VALUES(?, ?, ?, ?)",
                    (name, title, version, body),
                )
                self._new["codebook"] += 1
            self._codebooks[key] = mine

    def _take_articles(self) -> None:
        for key, name, n_chars in self._theirs.rows(
            "SELECT id, article_id, n_chars FROM article ORDER BY id"
        ):
            mine = self._ours.value("SELECT id FROM article WHERE article_id = ?", (name,))
            if mine is None:
                text = self._theirs.value("SELECT text FROM article_text WHERE article = ?", (key,))
                if text is None or hashlib.sha256(text.encode()).hexdigest() != name or len(text) != n_chars:
                    raise self._damaged(f"the text of the article {name[:12]}")
                mine = self._ours.insert(
                    "INSERT INTO article(article_id, n_chars) VALUES(?, ?)", (name, n_chars)
                )
                self._ours.execute("INSERT INTO article_text(article, text) VALUES(?, ?)", (mine, text))
                self._new["article"] += 1
            self._articles[key] = mine
        self._ours.executemany(
            ADD_SOURCE,
            (
                (self._articles[article], *source)
                for article, *source in self._theirs.rows(
                    "SELECT article, source, title, media_type, metadata, original_sha256, lamport, "
                    "imported_ms FROM article_source"
                )
            ),
        )

    def _take_units(self) -> None:
        ours, theirs = self._ours, self._theirs
        ours.execute(
            "CREATE TABLE IF NOT EXISTS temp.their_unit("
            'their INTEGER PRIMARY KEY, article INTEGER, start INTEGER, "end" INTEGER)'
        )
        ours.execute("DELETE FROM temp.their_unit")
        ours.executemany(
            "INSERT INTO temp.their_unit VALUES(?, ?, ?, ?)",
            (
                (key, self._articles[article], start, end)
                for key, article, start, end in theirs.each('SELECT id, article, start, "end" FROM unit')
            ),
        )
        unknown = """FROM temp.their_unit t WHERE NOT EXISTS(SELECT 1 FROM unit u
                     WHERE u.article = t.article AND u.start = t.start AND u."end" = t."end")"""
        self._new["unit"] = ours.value(f'SELECT count(*) {unknown} AND t."end" > 0')
        ours.execute(
            f'INSERT INTO unit(article, start, "end") SELECT article, start, "end" {unknown} ORDER BY their'
        )
        self._units.update(
            ours.rows(
                "SELECT t.their, u.id FROM temp.their_unit t JOIN unit u "
                'ON u.article = t.article AND u.start = t.start AND u."end" = t."end"'
            )
        )
        ours.execute("DELETE FROM temp.their_unit")

    def _take_segmentations(self) -> None:
        for key, name, article, segmenter in self._theirs.rows(
            "SELECT id, segmentation_id, article, segmenter FROM segmentation ORDER BY id"
        ):
            mine = self._ours.value("SELECT id FROM segmentation WHERE segmentation_id = ?", (name,))
            if mine is None:
                mine = self._add_segmentation(key, name, article, segmenter)
            self._segmentations[key] = mine

    def _add_segmentation(self, key: int, name: str, article: int, segmenter: str) -> int:
        rows = self._theirs.rows(
            "SELECT position, unit, kind, marker, block FROM seg_unit WHERE segmentation = ? "
            "ORDER BY position",
            (key,),
        )
        names = self._names
        units = [(*names.units[unit][1:], kind, marker, block) for _, unit, kind, marker, block in rows]
        if segmentation_id(names.articles[article], segmenter, units) != name:
            raise self._damaged(f"the list of units {name[:12]}")
        mine = self._ours.insert(
            "INSERT INTO segmentation(segmentation_id, article, segmenter) VALUES(?, ?, ?)",
            (name, self._articles[article], segmenter),
        )
        self._ours.executemany(
            "INSERT INTO seg_unit(segmentation, position, unit, kind, marker, block) "
            "VALUES(?, ?, ?, ?, ?, ?)",
            ((mine, position, self._units[unit], *rest) for position, unit, *rest in rows),
        )
        return mine

    def _take_sessions(self) -> None:
        for key, name, annotator, host, program, started_ms in self._theirs.rows(
            "SELECT id, session_id, annotator, host, program, started_ms FROM session ORDER BY id"
        ):
            mine = self._ours.value("SELECT id FROM session WHERE session_id = ?", (name,))
            if mine is None:
                mine = self._ours.insert(
                    "INSERT INTO session(session_id, annotator, host, program, started_ms) "
                    "VALUES(?, ?, ?, ?, ?)",
                    (name, self._annotators[annotator], host, program, started_ms),
                )
                self._new_sessions.add(key)
            self._sessions[key] = mine
            self._acted[key] = self._names.annotators[annotator]

    # -- events --------------------------------------------------------------

    def _take_events(self) -> None:
        replaced = self._replaced()
        keys: dict[int, int] = {}
        newest: int = self._ours.value("SELECT max(id) FROM event") or 0
        following = newest + 1
        events: list[tuple[Any, ...]] = []
        # What an event replaces has a smaller Lamport clock, so it comes before.
        for row in self._theirs.each(f"{EVENTS} ORDER BY lamport"):
            olds = replaced.get(row[0], ())
            if not self._names.is_whole(row, [name for _, name in olds]):
                raise self._damaged(f"event {row[2]} of the session {self._names.sessions.get(row[1])}")
            mine = self._known(row)
            if mine is None:
                mine, following = following, following + 1
                events.append((mine, row, [keys[old] for old, _ in olds]))
                if len(events) >= _BATCH:
                    self._add_events(events)
            keys[row[0]] = mine
        self._add_events(events)
        fold.touch_registers(self._ours, newest)

    def _known(self, row: tuple[Any, ...]) -> int | None:
        _, session, seq, digest, lamport, *_ = row
        if session in self._new_sessions:
            return None
        key: int | None = self._ours.value(
            "SELECT id FROM event WHERE lamport = ? AND session = ? AND seq = ? AND digest = ?",
            (lamport, self._sessions[session], seq, digest),
        )
        return key

    def _replaced(self) -> dict[int, list[tuple[int, str]]]:
        found: dict[int, list[tuple[int, str]]] = {}
        for event, old, *name in self._theirs.each(
            "SELECT r.event, r.old, o.lamport, o.session, o.seq, o.digest FROM replaces r "
            "JOIN event o ON o.id = r.old"
        ):
            found.setdefault(event, []).append((old, self._names.portable_id(*name)))
        return found

    def _add_events(self, events: list[tuple[Any, ...]]) -> None:
        """Add events: each is our key, their row, and our keys of what it replaces."""
        self._ours.executemany(_ADD_EVENT, (self._in_our_keys(key, row) for key, row, _ in events))
        self._ours.executemany(
            "INSERT INTO replaces(old, event) VALUES(?, ?)",
            ((old, key) for key, _, olds in events for old in olds),
        )
        self._new["event"] += len(events)
        self._events_by.update(self._acted[row[1]] for _, row, _ in events)
        events.clear()

    def _in_our_keys(self, key: int, row: tuple[Any, ...]) -> tuple[Any, ...]:
        _, session, seq, digest, lamport, txn, kind, layer, owner, unit, facet, item, codebook, *rest = row
        segmentation, *said = rest
        return (
            key, self._sessions[session], seq, digest, lamport, txn, kind, layer, self._annotators[owner],
            self._units[unit], facet, item, self._codebooks[codebook], self._segmentations[segmentation],
            *said,
        )  # fmt: skip

    # -- small things --------------------------------------------------------

    def _damaged(self, what: str) -> StoreError:
        return StoreError(
            f"{self._path}: {what} does not match its digest, so it is damaged or was changed by hand. "
            "The merge was stopped and nothing was changed; run 'annotate-tui check' on that file."
        )


_ADD_EVENT = """
    INSERT INTO event(id, session, seq, digest, lamport, txn, kind, layer, owner, unit, facet, item, codebook,
                      segmentation, value, wall_ms, dwell_ms, ref)
    VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def _is_codebook(name: str, body: str) -> bool:
    try:
        return content_hash(codebook_from_data(json.loads(body))) == name
    except (CodebookError, ValueError):
        return False
