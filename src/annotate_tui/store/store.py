"""The store: one database with articles, a codebook, annotators and their labels.

`Store` reads, and keeps content; `Store.begin` gives the session that writes
labels.  A store belongs to the thread that opened it; open another one in another
thread.  The store package is the only one that runs SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from annotate_tui.codebook.model import Answer, Codebook
from annotate_tui.corpus.article import Article, Unit
from annotate_tui.errors import StoreError
from annotate_tui.store import articles as article_lists
from annotate_tui.store import content, history, labels, preflight, project, views
from annotate_tui.store import progress as progress_reading
from annotate_tui.store.codebooks import ActiveCodebook, all_codebooks
from annotate_tui.store.database import Database, open_database
from annotate_tui.store.events import NOBODY, Layer, wall_clock_ms
from annotate_tui.store.log import Clock, Log
from annotate_tui.store.older import open_current
from annotate_tui.store.rows import (
    AnnotatorRow,
    ArticleRow,
    ArticleSource,
    Conflict,
    FacetColumns,
    FirstAnswer,
    HistoryRow,
    Imported,
    LabelRow,
    Place,
    ProgressRow,
    StoredUnit,
    ViewRow,
)
from annotate_tui.store.schema import SCHEMA_VERSION
from annotate_tui.store.session import WritingSession

if TYPE_CHECKING:
    from annotate_tui.store.imported import FileAnswers, Kept

_SMALL = 8 * 1024 * 1024
"""Files up to this size are checked for broken pages whenever they are opened for writing."""


class Store:
    """A database, open.  Use `Store.open` or `Store.create`; also a context manager.

    Every method raises StoreError, with the sentence that the user reads, when
    the file cannot be read or written.
    """

    def __init__(
        self, database: Database, *, notices: Sequence[str] = (), clock: Clock = wall_clock_ms
    ) -> None:
        self._database = database
        self._clock = clock
        self._active = ActiveCodebook(database)
        self.notices = tuple(notices)
        """Sentences that the user should read once, as why the file is not in WAL mode."""

    # -- opening and closing -------------------------------------------------

    @classmethod
    def create(cls, path: Path | str, codebook: Codebook, *, clock: Clock = wall_clock_ms) -> Store:
        """Make a database and open it.

        The file appears when it is complete.  It is in WAL mode where this
        SQLite and the file system are safe for it.  Raises StoreError when
        something is at ``path`` already, or its folder cannot be written.
        """
        from annotate_tui.store.creation import create_file

        where = preflight.resolve(path)
        create_file(where, codebook, clock)
        return cls.open(where, clock=clock)

    @classmethod
    def open(cls, path: Path | str, *, readonly: bool = False, clock: Clock = wall_clock_ms) -> Store:
        """Open a database.

        The file is looked at before SQLite touches it.  A database of an older
        version is brought up to date after a backup beside it; with ``readonly``
        it is left as it is, and a copy that is brought up to date is read.
        Raises StoreError with one sentence; the file is then unchanged.
        """
        if readonly:
            return cls(open_current(Path(path)), clock=clock)
        database = open_database(Path(path), readonly=False)
        try:
            notices = _prepare(database)
        except BaseException:
            database.close()
            raise
        return cls(database, notices=notices, clock=clock)

    @property
    def path(self) -> Path:
        """The absolute path of the file, with links followed."""
        return self._database.shown_path

    @property
    def readonly(self) -> bool:
        """Whether it was opened for reading only."""
        return self._database.readonly

    @property
    def database(self) -> Database:
        """The connection; for the store package, its tests and its benchmarks."""
        return self._database

    def data_version(self) -> int | None:
        """A number that becomes another whenever some other connection has written to the file.

        Never waits: None while another program has locked the file.
        """
        return self._database.data_version()

    def close(self) -> None:
        """Close the database; in WAL mode the log is copied into the file first."""
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- writing labels ------------------------------------------------------

    def begin(
        self,
        annotator: str,
        *,
        kind: str = "human",
        host: str | None = None,
        program: str | None = None,
        session_id: str | None = None,
    ) -> WritingSession:
        """Begin a session that writes labels as this annotator, who is added if need be.

        It uses this store's connection, so it belongs to the same thread.
        Nothing but a new annotator is written before the first label.
        """
        row = self.ensure_annotator(annotator, kind=kind)
        log = Log(
            self._database,
            row.key,
            row.name,
            host=host,
            program=program,
            clock=self._clock,
            session_id=session_id,
        )
        return WritingSession(self._database, row, log)

    def import_labels(
        self,
        given: Iterable[FileAnswers],
        *,
        source: str,
        name: str,
        replace: bool = False,
        dry_run: bool = False,
    ) -> Kept:
        """Keep what a file says that annotators answered: all of it in one transaction, or nothing.

        There is one entry an annotator and unit.  What is here already is not written again, and what was
        imported once and changed since stays as it is, so that importing a file again adds nothing.
        Raises InputError, a sentence for each, where the file contradicts what an annotator answered here by
        hand or what kind of annotator they are; with ``replace`` the file's answers hold instead.
        ``source`` names the file in these sentences, ``name`` in the history.
        """
        from annotate_tui.store.imported import keep_file_answers

        return keep_file_answers(
            self._database,
            self._active.get(),
            given,
            source=source,
            name=name,
            replace=replace,
            dry_run=dry_run,
            clock=self._clock,
        )

    # -- codebook ------------------------------------------------------------

    def codebook(self) -> Codebook:
        """The codebook in force."""
        return self._active.get()[1]

    def codebooks(self) -> dict[int, Codebook]:
        """Every codebook that a label may have been given under, by key, oldest first."""
        return all_codebooks(self._database)

    def use_codebook(self, codebook: Codebook, *, by: str | None = None) -> None:
        """Put a codebook in force.

        Labels stay as they are and say under which codebook they were given;
        the states of units and the progress are computed anew.  ``by`` names
        the lead who decided.
        """
        project.use_codebook(self._database, self._log(by), codebook)

    # -- articles ------------------------------------------------------------

    def import_articles(
        self,
        articles: Iterable[tuple[Article, Sequence[Unit]]],
        *,
        segmenter: content.Segmenter,
        resegment: bool = False,
    ) -> list[Imported]:
        """Keep articles with their units: all of them in one transaction, or none.

        The iterable is read before the database is locked, and one article at a
        time.  An article whose text is here already keeps its units and labels;
        only where it came from is noted, unless ``resegment`` asks for the new
        units.  ``segmenter`` names who cut them, or tells it for each article.
        Returns what became of each, in order.  Raises UsageError for units that
        lie outside the text or overlap, with nothing kept.
        """
        return content.import_articles(
            self._database, self._project_log, articles, segmenter=segmenter, resegment=resegment
        )

    def articles(self) -> list[ArticleRow]:
        """The articles in the order of import, without those that were removed."""
        return article_lists.articles(self._database)

    def find_article(self, reference: str) -> ArticleRow:
        """The article that a person means: its number, the beginning of its id (4 letters or
        more), its title or the name of its file.  Raises UsageError with the nearest names.
        """
        return article_lists.find_article(self.articles(), reference)

    def sources(self, article: int) -> list[ArticleSource]:
        """Where an article's text came from, first import first."""
        return article_lists.sources(self._database, article)

    def remove_article(self, article_id: str, *, by: str | None = None) -> int:
        """Take an article out of every list; how many labels it holds.

        Nothing is deleted: the labels stay in the history, and importing the
        text again brings everything back.
        """
        row = article_lists.by_id(self._database, article_id)
        content.hide_article(self._database, self._log(by), row)
        return article_lists.count_labels(self._database, row)

    def resegment(
        self, article: int, units: Sequence[Unit], *, segmenter: str, by: str | None = None
    ) -> list[StoredUnit]:
        """Give an article other units: split, joined, of another kind.

        A label hangs on a stretch of text, so units with the same start and end
        keep theirs; labels of units that are no more stay in the history and
        come back with the unit.  Returns the new units.
        """
        return content.resegment(self._database, self._log(by), article, units, segmenter=segmenter)

    def text(self, article: int) -> str:
        """The raw text of an article, exactly as it was read."""
        text: str | None = self._database.value("SELECT text FROM article_text WHERE article = ?", (article,))
        if text is None:
            raise StoreError(f"{self.path} has no article with the key {article}.")
        return text

    def units(self, article: int) -> list[StoredUnit]:
        """The units of an article in the order of the text, without the document unit."""
        return content.stored_units(self._database, article)

    def document_unit(self, article: int) -> int:
        """The key of the unit that the questions about the whole article hang on."""
        return content.document_unit(self._database, article)

    # -- annotators ----------------------------------------------------------

    def annotators(self) -> list[AnnotatorRow]:
        """Everybody who labels, by name."""
        return project.annotators(self._database)

    def annotator(self, name: str) -> AnnotatorRow:
        """The annotator with a name.  Raises UsageError with the names that exist."""
        return project.known_annotator(self._database, name)

    def ensure_annotator(self, name: str, *, kind: str = "human", role: str | None = None) -> AnnotatorRow:
        """The annotator with a name, added if need be; a role that is given is noted."""
        return project.ensure_annotator(self._project_log, name, kind=kind, role=role)

    def last_annotator(self) -> str | None:
        """Who last wrote a label into this file, or None."""
        return self._database.value("SELECT value FROM meta WHERE key = 'last_annotator'") or None

    def may_see_others(self, annotator: int) -> bool:
        """Whether an annotator may be shown the labels of others: leads, or all where the
        setting ``blind`` of the project is false.
        """
        if self.setting("blind", default=True) is False:
            return True
        return any(row.key == annotator and row.role == "lead" for row in self.annotators())

    # -- labels --------------------------------------------------------------

    def answers(
        self, annotator: int, article: int, *, layer: str = Layer.ANNOTATION.value
    ) -> dict[int, dict[str, Answer]]:
        """Unit key → facet → answer of one annotator in one article, document unit included.

        There is no way to ask for everybody's at once: labelling is blind.  For
        the layer ``gold`` the annotator plays no part.  Entries with an item are
        left out (see `items`).
        """
        return labels.answers(self._database, annotator, article, layer=layer)

    def items(
        self, annotator: int, article: int, *, layer: str = Layer.ANNOTATION.value
    ) -> dict[int, dict[tuple[str, str], Answer]]:
        """Unit key → (facet, item) → answer, for the entries that have an item."""
        return labels.items(self._database, annotator, article, layer=layer)

    def progress(
        self, annotator: int | None = None, *, layer: str = Layer.ANNOTATION.value
    ) -> list[ProgressRow]:
        """How far one annotator (None: each) is with each visible article.

        Sorted by the annotator's name, then in the order of the articles;
        articles not begun are listed too.  For the layer ``gold`` the annotator
        is 0.
        """
        return progress_reading.progress(
            self._database, NOBODY if layer == Layer.GOLD else annotator, layer=layer
        )

    def next_open(self, annotator: int, article: int | None = None, after: int = -1) -> Place | None:
        """The next unit that still needs an answer from this annotator.

        Looks in ``article`` after the index ``after``, then in the other
        articles in order, round to the beginning of ``article`` itself; None
        when nothing is open.  Without an article it starts with the first.
        """
        return progress_reading.next_open(self._database, self._active.judge(), annotator, article, after)

    def all_labels(
        self,
        *,
        facet: str | None = None,
        layer: str = Layer.ANNOTATION.value,
        conflicts: bool = True,
        retired: bool = False,
    ) -> Iterator[LabelRow]:
        """Every current label (of one facet), sorted by annotator, then unit.

        Labels in conflict have ``heads`` above 1; ``conflicts=False`` leaves
        them out.  Units that are no longer in their article's segmentation are
        left out unless ``retired`` asks for them, removed articles always.
        Finish reading before writing with the same store.
        """
        return labels.all_labels(
            self._database, facet=facet, layer=layer, conflicts=conflicts, retired=retired
        )

    def article_labels(self, article: int, *, layer: str = Layer.ANNOTATION.value) -> Iterator[LabelRow]:
        """Every current label in one article, by annotator, then unit; conflicts and units that are
        no longer in its segmentation are among them.  For exports, which go article by article.
        """
        return labels.article_labels(self._database, article, layer=layer)

    def article_answers(
        self, article: int, *, layer: str = Layer.ANNOTATION.value
    ) -> Iterator[tuple[int, int, str, str, str]]:
        """(unit, annotator, facet, item, answer) of every current label in one article.

        Half the work of `article_labels`, which says when and how each was given.
        """
        return labels.article_answers(self._database, article, layer=layer)

    def facet_columns(
        self, facet: str, *, layer: str = Layer.ANNOTATION.value, conflicts: bool = False
    ) -> FacetColumns:
        """The labels of one facet as columns of integers, quick to turn into a matrix.

        Chooses as `all_labels`; labels in conflict are left out by default.
        """
        return labels.facet_columns(self._database, facet, layer=layer, conflicts=conflicts)

    def dwell_times(
        self, annotator: int | None = None, *, article: int | None = None
    ) -> Iterator[tuple[int, int, int, int]]:
        """(annotator, article, unit, milliseconds) spent, summed over all acts."""
        return labels.dwell_times(self._database, annotator, article)

    def views(
        self, item: str, *, article: int | None = None, annotator: int | None = None, newest: bool = False
    ) -> Iterator[ViewRow]:
        """What was shown of a kind (as "cues") to annotators while they labelled, oldest first.

        ``newest`` gives the newest only.
        """
        return views.views(self._database, item, article=article, annotator=annotator, newest=newest)

    def has_views(self, item: str) -> bool:
        """Whether anything of a kind was ever shown to anybody."""
        return views.has_views(self._database, item)

    def first_answers(self, article: int) -> Iterator[FirstAnswer]:
        """What annotators answered in an article before they changed anything."""
        return views.first_answers(self._database, article)

    def history(
        self,
        *,
        unit: int | None = None,
        article: int | None = None,
        annotator: int | None = None,
        layer: str | None = None,
        limit: int | None = None,
    ) -> Iterator[HistoryRow]:
        """The log as people read it, oldest first; ``limit`` keeps the newest so many.

        ``annotator`` is who acted.  Events of other annotators are among the
        rows unless it is given; see `may_see_others`.
        """
        return history.history(
            self._database, unit=unit, article=article, annotator=annotator, layer=layer, limit=limit
        )

    def conflicts(self, annotator: int | None = None) -> list[Conflict]:
        """Labels for which two values stand that did not know of each other.

        They come from merging and wait for `WritingSession.resolve`; those of the
        project (annotator 0: codebook, segmentation, settings) for a new decision.
        """
        return history.conflicts(self._database, annotator)

    # -- settings ------------------------------------------------------------

    def setting(self, key: str, default: Any = None) -> Any:
        """A setting that the project keeps in the database, or ``default``."""
        return project.setting(self._database, key, default)

    def settings(self) -> dict[str, Any]:
        """All settings that the project keeps in the database."""
        return project.settings(self._database)

    def set_setting(self, key: str, value: Any, *, by: str | None = None) -> None:
        """Keep a setting (anything that JSON can say; None takes it back)."""
        project.set_setting(self._log(by), key, value)

    # -- inside --------------------------------------------------------------

    @cached_property
    def _project_log(self) -> Log:
        return Log(self._database, NOBODY, "", clock=self._clock)

    def _log(self, by: str | None) -> Log:
        if by is None:
            return self._project_log
        row = self.ensure_annotator(by)
        return Log(self._database, row.key, row.name, clock=self._clock)


def _prepare(database: Database) -> list[str]:
    notices = []
    if database.value("PRAGMA user_version") < SCHEMA_VERSION:
        from annotate_tui.store.migrate import migrate

        notices.append(migrate(database))
    notices.append(database.settle_journal())
    if database.path.stat().st_size <= _SMALL:
        database.refuse_if_damaged()
        notices.append(database.damaged)
    return [notice for notice in notices if notice]
