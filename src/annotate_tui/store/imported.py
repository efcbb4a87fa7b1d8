"""Labels that were read from a file: all of them in one transaction, and none of them twice.

What somebody answered here by hand is never changed by a file unless that is asked for.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from annotate_tui.codebook.answers import display, from_json, to_json
from annotate_tui.codebook.model import Answer, Codebook
from annotate_tui.codebook.passages import gathered
from annotate_tui.errors import InputError
from annotate_tui.store import labels
from annotate_tui.store.database import Database
from annotate_tui.store.events import Kind, Layer
from annotate_tui.store.filesystem import queued
from annotate_tui.store.log import Clock, Entry, Log
from annotate_tui.store.project import add_annotator, find_annotator
from annotate_tui.store.rows import AnnotatorRow, LabelRow

_Register = tuple[int, int, str]
"""Annotator, unit and facet."""


@dataclass(frozen=True, slots=True)
class FileAnswers:
    """What a file says that one annotator answered about one unit."""

    annotator: str
    kind: str
    """``human`` or ``model``."""
    article: int
    unit: int
    answers: Mapping[str, Answer]
    line: int
    made: str = ""
    """When it was answered, as the file says; shown with the history, decides nothing."""
    dwell_ms: int | None = None


@dataclass(slots=True)
class Kept:
    """What became of the answers of a file."""

    new: Counter[str] = field(default_factory=Counter)
    """Annotator → answers to questions that had none."""
    changed: Counter[str] = field(default_factory=Counter)
    """Annotator → answers that replaced another one."""
    same: int = 0
    """Answers that were here already."""
    left: int = 0
    """Answers that were imported before and were changed here since: they stay as they are here."""


def keep_file_answers(
    database: Database,
    codebook: tuple[int, Codebook],
    given: Iterable[FileAnswers],
    *,
    source: str,
    name: str,
    replace: bool,
    dry_run: bool,
    clock: Clock,
) -> Kept:
    """Keep the answers of one file, all or none; see `Store.import_labels`."""
    keeping = _Keeping(database, codebook, source, name, replace, clock)
    by_article = sorted(given, key=lambda one: one.article)
    with contextlib.ExitStack() as stack:
        if dry_run:
            stack.enter_context(database.reading())
        else:
            stack.enter_context(queued(database.path))
            stack.enter_context(database.writing())
        last = database.value(_LAST_ANNOTATOR)
        for article, group in groupby(by_article, key=lambda one: one.article):
            for answers, entries in keeping.chosen(article, group):
                if not dry_run:
                    keeping.append(answers, entries)
        if keeping.problems:
            raise InputError(*keeping.problems)
        if not dry_run:
            # A file is nobody who sits here: the screen goes on with whom it knew.
            database.execute(_RESTORE_LAST_ANNOTATOR, (last or "",))
    return keeping.kept


class _Keeping:
    """One file on its way into the log."""

    def __init__(
        self,
        database: Database,
        codebook: tuple[int, Codebook],
        source: str,
        name: str,
        replace: bool,
        clock: Clock,
    ) -> None:
        self.kept = Kept()
        self.problems: list[str] = []
        self._database = database
        self._codebook = codebook
        self._source = source
        self._name = name
        self._replace = replace
        self._clock = clock
        self._of_passages = frozenset(facet.id for facet in codebook[1].facets if facet.type == "span")
        self._items: dict[_Register, list[str]] = {}
        """Passages that stand in entries of their own, which an answer of the file takes the place of."""
        self._annotators: dict[str, AnnotatorRow | None] = {}
        self._logs: dict[str, Log] = {}

    def chosen(
        self, article: int, given: Iterable[FileAnswers]
    ) -> Iterator[tuple[FileAnswers, dict[str, Answer]]]:
        """Of the answers about one article those that are to be written."""
        current = self._current(article)
        worked_on = {(annotator, unit) for annotator, unit, _ in current}
        imported = set(self._database.rows(_IMPORTED, (article,)))
        for answers in given:
            annotator = self._annotator(answers)
            key = 0 if annotator is None else annotator.key
            wanted = {
                facet: answer
                for facet, answer in answers.answers.items()
                if self._wanted(answers, (key, answers.unit, facet), answer, current, imported)
            }
            if wanted and not self.problems:
                if (key, answers.unit) in worked_on and answers.dwell_ms is not None:
                    # The time was spent on all answers together, and some of them are here already.
                    answers = _without_time(answers)
                yield answers, wanted

    def _current(self, article: int) -> dict[_Register, LabelRow]:
        """What is answered in an article; passages that were marked one by one are one answer together."""
        current: dict[_Register, LabelRow] = {}
        for label in labels.article_labels(self._database, article, layer=Layer.ANNOTATION):
            register = (label.annotator, label.unit, label.facet)
            if label.facet not in self._of_passages:
                if not label.item:
                    current[register] = label
                continue
            if label.item:
                self._items.setdefault(register, []).append(label.item)
            known = current.get(register)
            if known is not None:
                together = gathered((from_json(known.answer), from_json(label.answer)))
                by_hand = known if known.kind != Kind.IMPORT else label
                heads = max(known.heads, label.heads)
                label = by_hand._replace(answer=to_json(together or ()), heads=heads)
            elif label.item:
                label = label._replace(answer=to_json(gathered((from_json(label.answer),)) or ()))
            current[register] = label
        return current

    def _wanted(
        self,
        answers: FileAnswers,
        register: _Register,
        answer: Answer,
        current: Mapping[_Register, LabelRow],
        imported: set[tuple[int, int, str, str]],
    ) -> bool:
        label = current.get(register)
        if label is not None and from_json(label.answer) == answer:
            self.kept.same += 1
            return False
        if not self._replace:
            if (*register, to_json(answer)) in imported:
                self.kept.left += 1
                return False
            if label is not None and (label.kind != Kind.IMPORT or label.heads > 1):
                self._refuse(answers, register[2], answer, from_json(label.answer))
                return False
        (self.kept.new if label is None else self.kept.changed)[answers.annotator] += 1
        return True

    def _refuse(self, answers: FileAnswers, facet_id: str, says: Answer, here: Answer) -> None:
        facet = self._codebook[1].facet(facet_id)
        abstain = self._codebook[1].abstain
        of_here, of_file = (display(facet, answer, abstain) for answer in (here, says))
        self.problems.append(
            f"{self._source}:{answers.line}: {answers.annotator} answered {facet.name} here with "
            f"“{of_here}”, and the file says “{of_file}”; --replace takes the file's answers.".replace(
                "\n", "␊"
            )
        )

    def _annotator(self, answers: FileAnswers) -> AnnotatorRow | None:
        name = answers.annotator
        if name not in self._annotators:
            row = self._annotators[name] = find_annotator(self._database, name)
            if row is not None and row.kind != answers.kind:
                self.problems.append(
                    f"{self._source}:{answers.line}: {name} is a {row.kind} annotator here and a "
                    f"{answers.kind} in the file; give one of them another name with --rename."
                )
        return self._annotators[name]

    def append(self, answers: FileAnswers, entries: Mapping[str, Answer]) -> None:
        """Write the answers of one annotator about one unit, inside the transaction."""
        name = answers.annotator
        log = self._logs.get(name)
        if log is None:
            row = self._annotators[name] or add_annotator(self._database, name, answers.kind)
            self._annotators[name] = row
            log = self._logs[name] = Log(self._database, row.key, row.name, clock=self._clock)
        key, codebook = self._codebook
        log.append(
            [
                Entry(Kind.IMPORT, Layer.ANNOTATION, log.annotator, answers.unit, facet, item, value)
                for facet, answer in entries.items()
                for item, value in (
                    ("", to_json(answer)),
                    *((item, None) for item in self._items.get((log.annotator, answers.unit, facet), ())),
                )
            ],
            dwell_ms=answers.dwell_ms,
            ref=f"{self._name}:{answers.line} {answers.made}".rstrip(),
            codebook=(key, codebook.hash),
        )


def _without_time(answers: FileAnswers) -> FileAnswers:
    return FileAnswers(
        answers.annotator, answers.kind, answers.article, answers.unit, answers.answers, answers.line,
        answers.made,
    )  # fmt: skip


_IMPORTED = """
    SELECT e.owner, e.unit, e.facet, e.value FROM unit u CROSS JOIN event e ON e.unit = u.id
    WHERE u.article = ? AND e.kind = 'import' AND e.layer = 'annotation' AND e.value IS NOT NULL"""

_LAST_ANNOTATOR = "SELECT value FROM meta WHERE key = 'last_annotator'"

_RESTORE_LAST_ANNOTATOR = "UPDATE meta SET value = ? WHERE key = 'last_annotator'"
