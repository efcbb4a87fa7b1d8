"""One file of labels from beginning to end: read, found, checked, and kept as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotate_tui.codebook.conditions import Asked
from annotate_tui.dataset.asking import Asking
from annotate_tui.errors import InputError
from annotate_tui.imports.annotators import Annotators
from annotate_tui.imports.collect import Collected
from annotate_tui.imports.formats import find_format, format_of
from annotate_tui.imports.labels import Labels
from annotate_tui.imports.reading import Reading
from annotate_tui.store.imported import FileAnswers
from annotate_tui.store.store import Store


@dataclass(frozen=True)
class Options:
    """How a file is read."""

    format: str | None = None
    """None: found out by the file's ending and first line."""
    annotator: str = ""
    """Whose labels they are, where the file names nobody or only one."""
    kind: str = ""
    """``human`` or ``model``, where the file does not say; empty: human."""
    rename: Mapping[str, str] = field(default_factory=dict)
    """Annotators' names in the file → their names here."""
    facet: str = ""
    """The facet that labels answer which do not say it."""
    raw_cells: bool = False
    replace: bool = False
    """Whether the file's answers hold where somebody answered differently here by hand."""
    dry_run: bool = False


@dataclass(frozen=True)
class LabelImport:
    """What came out of one file."""

    source: str
    format: str
    dry_run: bool
    rows: int
    kinds: Mapping[str, str]
    """Annotator → ``human`` or ``model``."""
    new: Mapping[str, int]
    """Annotator → answers to questions that had none."""
    changed: Mapping[str, int]
    """Annotator → answers that replaced another one."""
    same: int
    """Answers that were here already."""
    left: int
    """Answers that were imported before and changed here since; they stay as they are here."""
    not_asked: int
    """Answers to questions that are not asked of their unit: they are kept, and do not count."""
    other_codebook: Mapping[str, int]
    """Version of the codebook, where it is not the one in force → rows that were made under it."""
    ignored: Mapping[str, int]
    """Key or column → rows in which it was ignored."""
    left_out: Mapping[str, int]
    """What else was left out, and how often."""
    not_renamed: tuple[str, ...]
    """Who was to be renamed, but is not named by the file."""
    made: tuple[str, str] | None
    """When the first and the last of them were made, as the file says."""


def import_labels(
    store: Store, path: Path, options: Options | None = None, *, source: str = ""
) -> LabelImport:
    """Read the labels of a file into a database: all of them in one transaction, or nothing.

    ``source`` is what messages call the file.  Raises InputError with one sentence for each problem, and
    UsageError for options that do not fit the file.
    """
    options = options or Options()
    source = source or str(path)
    labels = Labels(store.codebook(), facet=options.facet)
    reading = Reading(path, source, labels, raw_cells=options.raw_cells)
    fields = {name: facet for facet, name in labels.fields.items()}
    form = find_format(options.format) if options.format else format_of(path, source, fields)
    known = {row.name: row.kind for row in store.annotators()}
    annotators = Annotators(options.annotator, options.kind, options.rename, known)
    collected = Collected(store, reading, annotators)
    try:
        for row in form.read(reading):
            with reading.line(row.line):
                collected.add(row)
        collected.finish()
    except InputError as error:
        annotators.check_names()
        raise InputError(*dict.fromkeys([*reading.problems, *error.problems])) from None
    if reading.problems:
        raise InputError(*reading.problems)
    answers = list(collected.answers())
    kept = store.import_labels(
        answers, source=source, name=Path(source).name, replace=options.replace, dry_run=options.dry_run
    )
    return LabelImport(
        source=source,
        format=form.name,
        dry_run=options.dry_run,
        rows=collected.rows,
        kinds=dict(annotators.kinds),
        new=dict(kept.new),
        changed=dict(kept.changed),
        same=kept.same,
        left=kept.left,
        not_asked=_not_asked(store, collected, answers),
        other_codebook=dict(collected.other_codebook),
        ignored=dict(reading.ignored),
        left_out=dict(reading.left_out),
        not_renamed=annotators.not_renamed,
        made=collected.made,
    )


def _not_asked(store: Store, collected: Collected, answers: Iterable[FileAnswers]) -> int:
    """How many of the answers are to questions that other answers or the unit's kind close."""
    codebook = store.codebook()
    asking = Asking(codebook)
    count = 0
    for one in answers:
        judged = asking.judge(collected.kinds[one.unit], one.answers)
        count += sum(
            judged.asked[facet] is not Asked.ASKED and facet not in judged.waiting
            for facet in one.answers
            if codebook.facet(facet).required or codebook.facet(facet).ask_when is not None
        )
    return count
