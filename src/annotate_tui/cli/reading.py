"""Articles on their way into the database: read, cut, and kept, all of them or nothing at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate_tui.cli.changed import Changed, Sources, replaced_sentence
from annotate_tui.cli.output import counted, progress, say
from annotate_tui.cli.project import exists, make_project, open_store
from annotate_tui.errors import InputError

if TYPE_CHECKING:
    from annotate_tui.corpus.article import Article, Unit
    from annotate_tui.corpus.languages import LanguageSplitter
    from annotate_tui.corpus.notices import Seen
    from annotate_tui.settings import Settings
    from annotate_tui.store.store import Store

    Cut = tuple[Article, list[Unit]]


@dataclass
class Reading:
    """Articles as they are read, and what was met on the way."""

    skip_bad: bool
    where: str
    language: str | None = None
    messages: list[str] = field(default_factory=list)
    """What is said when the reading is over (a progress bar is on the screen meanwhile)."""
    problems: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    changed: list[Changed] = field(default_factory=list)
    """Files that were imported before and say something else now."""
    _splitter: LanguageSplitter | None = None
    _seen: Seen | None = None
    n_articles: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def articles(self, paths: tuple[Path, ...], **how: Any) -> Iterator[Cut]:
        """Each article with its units; bad files are noted, and met again in `finish`."""
        from annotate_tui.corpus.languages import splitter_for
        from annotate_tui.corpus.read import Failed, Skipped, read_paths

        self._splitter = splitter_for(self.language)
        for found in read_paths(paths, skip_bad=self.skip_bad, **how):
            if isinstance(found, Failed):
                self.problems += found.error.problems
            elif isinstance(found, Skipped):
                self.messages.append(f"Skipped {found.source}: {found.reason}.")
            else:
                self.messages += (f"Warning: {warning}" for warning in found.warnings)
                yield self._noted(found.article)
        if self._splitter is not None:
            self.messages += (f"Warning: {warning}" for warning in self._splitter.warnings())

    def segmenter(self, article: Article) -> str:
        """Who cut an article into units, for the record."""
        from annotate_tui.corpus.segment import segmenter_of

        return segmenter_of(article, self._splitter)

    def _noted(self, article: Article) -> Cut:
        from annotate_tui.corpus.notices import Seen, unit_warnings
        from annotate_tui.corpus.segment import units_of

        splitter = self._splitter
        units = units_of(article) if splitter is None else units_of(article, splitter=splitter)
        self._seen = self._seen or Seen()
        again = self._seen.notice(article)
        self.messages += [] if again is None else [f"Note: {again}"]
        self.messages += (f"Warning: {warning}" for warning in unit_warnings(article, units))
        self.n_articles += 1
        self.titles[article.article_id] = article.title
        self.kinds.update(unit.kind.value for unit in units)
        return article, units

    def say_all(self) -> None:
        """Say what was met on the way, once."""
        left_out = (f"Left out: {problem}" for problem in self.problems if self.skip_bad)
        for message in (*self.messages, *left_out):
            say(message)
        self.messages.clear()

    def finish(self) -> None:
        """Raise InputError if a file was bad, or if there was no article at all."""
        if self.problems and not self.skip_bad:
            raise InputError(*self.problems)
        if not self.n_articles:
            raise InputError(*(self.problems or [f"No article was found in {self.where}."]))

    def summary(self) -> str:
        """What came, in a phrase: "5 articles with 312 units (240 sentence, …)"."""
        kinds = ", ".join(f"{n:,} {kind.replace('_', '-')}" for kind, n in self.kinds.most_common())
        return f"{counted(self.n_articles, 'article')} with {counted(self.kinds.total(), 'unit')} ({kinds})"


def import_into(
    settings: Settings,
    articles: Iterable[Cut],
    reading: Reading,
    *,
    update_by: str | None = None,
    quiet: bool = False,
) -> list[dict[str, Any]]:
    """Put articles into the database, which is made if it is not there: all of them, or nothing at all.

    Changed texts of files that were imported before are taken over in the name of ``update_by``, or left
    out.  With ``quiet`` somebody else shows how far it is.  Returns what became of each.
    """

    def all_or_nothing() -> Iterator[Cut]:
        with nullcontext(articles) if quiet else progress(articles, "Reading articles") as shown:
            for article, units in shown:
                changed = sources.changed(article, units)
                if changed is None:
                    yield article, units
                else:
                    reading.changed.append(changed)
        reading.finish()

    is_new = not exists(settings.db)
    store = make_project(settings) if is_new else open_store(settings)
    sources = Sources(store)
    try:
        with store:
            imported = store.import_articles(all_or_nothing(), segmenter=reading.segmenter)
            rows = [_row(one.article_id, reading, one.status, one.n_units) for one in imported]
            return rows + [_changed(store, reading, one, update_by) for one in reading.changed]
    except BaseException:
        if is_new:
            _take_back(store.path)
        raise


def _row(article_id: str, reading: Reading, status: str, n_units: int) -> dict[str, Any]:
    return {
        "id": article_id,
        "title": reading.titles[article_id],
        "status": status,
        "n_units": n_units,
    }


def _changed(store: Store, reading: Reading, changed: Changed, update_by: str | None) -> dict[str, Any]:
    """Say what changed in a file, and take the new text over if somebody decided that."""
    reading.messages += [changed.summary(), *changed.lines()]
    if update_by is None:
        reading.messages.append("  It was left as it was; --update takes the new text over.")
        return _row(changed.article.article_id, reading, "changed", changed.row.n_units)
    from annotate_tui.store.corrections import replace_text

    replaced = replace_text(
        store,
        changed.row.key,
        changed.article,
        changed.units,
        segmenter=reading.segmenter(changed.article),
        by=update_by,
    )
    reading.messages.append(replaced_sentence(replaced))
    return _row(changed.article.article_id, reading, "updated", len(changed.units))


def _take_back(database: Path) -> None:
    """Remove a database that was made for an import which then failed."""
    for path in (database, Path(f"{database}-wal"), Path(f"{database}-shm")):
        path.unlink(missing_ok=True)
    say(f"Nothing was imported, and {database} was not kept.")
