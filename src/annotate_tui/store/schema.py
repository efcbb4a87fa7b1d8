"""The tables, one list of statements a version.

A version that has been released is never edited: a change is a new list at the
end.  Tables of the log and of the content (`LOG_TABLES`) hold what people did
and cannot be had again; the others follow from them and are built anew after
every migration.
"""

from __future__ import annotations

APPLICATION_ID = 0x414E5455
"""“ANTU” in the header of the file: what tells our databases from other programs'."""

VERSION_1 = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # -- content: the same everywhere, named by its hash
    """CREATE TABLE codebook(
        id INTEGER PRIMARY KEY, codebook_id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL, version TEXT NOT NULL, body TEXT NOT NULL) STRICT""",
    """CREATE TABLE article(
        id INTEGER PRIMARY KEY, article_id TEXT NOT NULL UNIQUE, n_chars INTEGER NOT NULL) STRICT""",
    # The text lies apart, so that lists of articles do not read it.
    """CREATE TABLE article_text(
        article INTEGER PRIMARY KEY REFERENCES article(id), text TEXT NOT NULL) STRICT""",
    """CREATE TABLE article_source(
        article INTEGER NOT NULL REFERENCES article(id), source TEXT NOT NULL, title TEXT NOT NULL,
        media_type TEXT NOT NULL, metadata TEXT NOT NULL, original_sha256 TEXT NOT NULL,
        lamport INTEGER NOT NULL, imported_ms INTEGER NOT NULL,
        PRIMARY KEY(article, source, title, media_type, metadata, original_sha256)) STRICT, WITHOUT ROWID""",
    # A label hangs on a stretch of raw text; the stretch 0–0 stands for the whole article.
    """CREATE TABLE unit(
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article(id),
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, UNIQUE(article, start, "end"),
        CHECK(start >= 0 AND ("end" > start OR (start = 0 AND "end" = 0)))) STRICT""",
    """CREATE TABLE segmentation(
        id INTEGER PRIMARY KEY, segmentation_id TEXT NOT NULL UNIQUE,
        article INTEGER NOT NULL REFERENCES article(id), segmenter TEXT NOT NULL) STRICT""",
    """CREATE TABLE seg_unit(
        segmentation INTEGER NOT NULL REFERENCES segmentation(id), position INTEGER NOT NULL,
        unit INTEGER NOT NULL REFERENCES unit(id), kind TEXT NOT NULL, marker TEXT, block INTEGER NOT NULL,
        PRIMARY KEY(segmentation, position), UNIQUE(segmentation, unit)) STRICT, WITHOUT ROWID""",
    # -- who
    """CREATE TABLE annotator(
        id INTEGER PRIMARY KEY, annotator_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL) STRICT""",
    # Nobody: the owner of what belongs to the project and to no annotator.
    "INSERT INTO annotator(id, annotator_id, kind) VALUES(0, '', 'project')",
    """CREATE TABLE session(
        id INTEGER PRIMARY KEY, session_id TEXT NOT NULL UNIQUE,
        annotator INTEGER NOT NULL REFERENCES annotator(id), host TEXT NOT NULL, program TEXT NOT NULL,
        started_ms INTEGER NOT NULL) STRICT""",
    "CREATE INDEX session_by_annotator ON session(annotator)",
    # -- the log
    # One index serves three needs: the order of events, the newest clock, and identity when merging.
    """CREATE TABLE event(
        id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session(id), seq INTEGER NOT NULL,
        digest BLOB NOT NULL, lamport INTEGER NOT NULL, txn INTEGER NOT NULL, kind TEXT NOT NULL,
        layer TEXT NOT NULL, owner INTEGER NOT NULL REFERENCES annotator(id),
        unit INTEGER REFERENCES unit(id), facet TEXT NOT NULL, item TEXT NOT NULL,
        codebook INTEGER REFERENCES codebook(id), segmentation INTEGER REFERENCES segmentation(id),
        value TEXT, wall_ms INTEGER NOT NULL, dwell_ms INTEGER, ref TEXT,
        UNIQUE(lamport, session, seq, digest)) STRICT""",
    "CREATE INDEX event_by_unit ON event(unit, facet)",
    """CREATE TABLE replaces(
        old INTEGER NOT NULL REFERENCES event(id), event INTEGER NOT NULL REFERENCES event(id),
        PRIMARY KEY(old, event)) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END""",
    """CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END""",
    """CREATE TRIGGER replaces_is_never_changed BEFORE UPDATE ON replaces
        BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END""",
    """CREATE TRIGGER replaces_is_never_deleted BEFORE DELETE ON replaces
        BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END""",
    # -- the fold: the current labels.  head_events counts the events that nothing replaces,
    # heads their different values; two different values that did not know of each other conflict.
    """CREATE TABLE label(
        owner INTEGER NOT NULL, layer TEXT NOT NULL, unit INTEGER NOT NULL, facet TEXT NOT NULL,
        item TEXT NOT NULL, value TEXT, event INTEGER NOT NULL, heads INTEGER NOT NULL,
        head_events INTEGER NOT NULL,
        PRIMARY KEY(owner, layer, unit, facet, item)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX label_in_conflict ON label(owner, layer, unit) WHERE heads > 1",
)

VERSION_2 = (
    # -- what lists, queues and progress bars read; lamport is the import's, and orders the articles.
    """CREATE TABLE article_state(
        article INTEGER PRIMARY KEY, lamport INTEGER NOT NULL, segmentation INTEGER NOT NULL,
        hidden INTEGER NOT NULL, n_units INTEGER NOT NULL, n_asked INTEGER NOT NULL) STRICT""",
    """CREATE TABLE unit_state(
        owner INTEGER NOT NULL, layer TEXT NOT NULL, unit INTEGER NOT NULL, state TEXT NOT NULL,
        unsure INTEGER NOT NULL, noted INTEGER NOT NULL,
        PRIMARY KEY(owner, layer, unit)) STRICT, WITHOUT ROWID""",
    # opened counts the units that are asked although their kind is not.
    """CREATE TABLE progress(
        owner INTEGER NOT NULL, layer TEXT NOT NULL, article INTEGER NOT NULL, done INTEGER NOT NULL,
        begun INTEGER NOT NULL, opened INTEGER NOT NULL, unsure INTEGER NOT NULL, noted INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        PRIMARY KEY(owner, layer, article)) STRICT, WITHOUT ROWID""",
)

VERSION_3 = (
    # What somebody did last, for undo and for going on where they were, however much others did since.
    "CREATE INDEX event_by_session ON event(session, lamport)",
)

VERSIONS = (VERSION_1, VERSION_2, VERSION_3)
SCHEMA_VERSION = len(VERSIONS)

LOG_TABLES = (
    "meta", "codebook", "article", "article_text", "article_source", "unit", "segmentation", "seg_unit",
    "annotator", "session", "event", "replaces",
)  # fmt: skip
"""What cannot be had again if it is lost."""

DERIVED_TABLES = ("label", "article_state", "unit_state", "progress")
"""What follows from the log and can be built anew at any time."""
