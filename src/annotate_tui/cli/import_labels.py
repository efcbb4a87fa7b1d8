"""``annotate-tui import-labels``: read in labels that were made elsewhere."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import counted, print_json, say, show
from annotate_tui.cli.project import open_project
from annotate_tui.cli.stdin import spooled
from annotate_tui.errors import UsageError

if TYPE_CHECKING:
    from annotate_tui.imports.run import LabelImport


@click.command("import-labels", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", metavar="NAME", help="jsonl, csv, labelstudio, doccano or prodigy (by itself)."
)
@click.option(
    "--annotator", metavar="NAME", help="Whose labels they are, where the file names nobody or one."
)
@click.option("--kind", type=click.Choice(["human", "model"]), help="What the annotators are (human).")
@click.option(
    "--rename",
    "renamed",
    multiple=True,
    metavar="OLD=NEW",
    help="An annotator's name in the file, and the one here (repeatable).",
)
@click.option("--facet", metavar="F", help="The facet that labels answer which do not say it.")
@click.option("--raw-cells", is_flag=True, help="csv: the table was exported with --raw-cells.")
@click.option("--replace", is_flag=True, help="Let the file's answers replace those given here by hand.")
@click.option("--dry-run", is_flag=True, help="Check everything and say what would come.")
@click.option("--json", "as_json", is_flag=True, help="Print what came for other programs.")
def command(
    files: tuple[Path, ...],
    format_: str | None,
    annotator: str | None,
    kind: str | None,
    renamed: tuple[str, ...],
    facet: str | None,
    raw_cells: bool,
    replace: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read in labels made elsewhere.

    FILE holds labels of units that are in the database: our own export (jsonl or csv), or what Label
    Studio, doccano or Prodigy export. All labels of a file come in, or none: every label is checked
    against the codebook, every place against the text. The same file again adds nothing.

    \b
    Examples:
      annotate-tui import-labels predictions.jsonl --annotator our-model --kind model
      annotate-tui import-labels project-1.json --rename ada@example.org=ada
      annotate-tui import-labels ada.jsonl --format doccano --annotator ada --dry-run
    """
    from annotate_tui.imports.run import Options, import_labels

    how = Options(
        format=format_,
        annotator=annotator or "",
        kind=kind or "",
        rename=_pairs(renamed),
        facet=facet or "",
        raw_cells=raw_cells,
        replace=replace,
        dry_run=dry_run,
    )
    done: list[LabelImport] = []
    with open_project(write=not dry_run) as store, spooled(files, name="stdin") as paths:
        for named, path in zip(files, paths, strict=True):
            source = "standard input" if str(named) == "-" else str(named)
            report = import_labels(store, path, how, source=source)
            done.append(report)
            if not as_json:
                _print(report)
    if as_json:
        print_json([dataclasses.asdict(report) for report in done])
    for name in set.intersection(*(set(report.not_renamed) for report in done)):
        say(f"Note: nobody was renamed: no file names an annotator {name!r} with answers.")


def _pairs(renamed: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for pair in renamed:
        old, equals, new = pair.rpartition("=")
        if not (equals and old and new):
            raise UsageError(f"--rename is written OLD=NEW, not {pair!r}.")
        pairs[old] = new
    return pairs


def _print(report: LabelImport) -> None:
    by_annotator = [
        f"{counted(report.new.get(name, 0) + report.changed.get(name, 0), 'answer')} by {name}"
        + (" (a model)" if kind == "model" else "")
        for name, kind in report.kinds.items()
        if name in report.new or name in report.changed
    ]
    would = "would come" if report.dry_run else "came"
    show(f"{report.source}: {', '.join(by_annotator)} {would}." if by_annotator else _nothing(report))
    for what, n in (
        ("of them in the place of another answer", sum(report.changed.values())),
        ("here already", report.same),
        ("imported before and changed here since: left as they are", report.left),
        ("to questions that are not asked there: kept, but they do not count", report.not_asked),
    ):
        if n:
            show(f"  {what}: {n:,}")
    for version, n in report.other_codebook.items():
        say(
            f"Note: made under version {version} of the codebook ({counted(n, 'row')}); "
            "they count as given under the one in force."
        )
    for what, n in report.left_out.items():
        say(f"Note: left out: {what} ({n:,}).")
    for key, n in report.ignored.items():
        say(f"Note: ignored: {key} ({counted(n, 'row')}).")
    if report.made:
        say(f"Note: the file says that they were made from {report.made[0]} to {report.made[1]}.")


def _nothing(report: LabelImport) -> str:
    return f"{report.source}: nothing new in {counted(report.rows, 'row')}."
