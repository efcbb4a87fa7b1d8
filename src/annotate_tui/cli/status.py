"""``annotate-tui status``: how far everybody is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import counted, print_json, show, time_text
from annotate_tui.cli.project import open_project
from annotate_tui.cli.table import print_table

if TYPE_CHECKING:
    from annotate_tui.store.rows import ProgressRow
    from annotate_tui.store.store import Store


@click.command("status", cls=Command)
@click.option("--json", "as_json", is_flag=True, help="Print everything for other programs.")
def command(as_json: bool) -> None:
    """Say how far everybody is.

    For each article and annotator: units done, begun, open, unsure and with notes; and conflicts,
    which arise when databases are merged and wait for a decision.

    \b
    Examples:
      annotate-tui status
      annotate-tui status --json
    """
    with open_project() as store:
        data = status(store)
    if as_json:
        print_json(data)
    else:
        _print(data)


def status(store: Store) -> dict[str, Any]:
    """What ``status --json`` prints."""
    codebook = store.codebook()
    articles = {article.key: article for article in store.articles()}
    annotators = {annotator.key: annotator for annotator in store.annotators()}
    rows = [
        {
            "annotator": annotators[row.annotator].name,
            "article": articles[row.article].article_id,
            "number": articles[row.article].number,
            "title": articles[row.article].title,
            **_counts(row),
            "last_ms": row.last_ms,
        }
        for row in store.progress()
        if row.annotator in annotators and row.article in articles
    ]
    return {
        "database": str(store.path),
        "codebook": {"id": codebook.id, "version": codebook.version, "hash": codebook.hash},
        "articles": [
            {
                "number": article.number,
                "id": article.article_id,
                "title": article.title,
                "units": article.n_units,
                "asked": article.n_asked,
            }
            for article in articles.values()
        ],
        "annotators": [
            {
                "name": annotator.name,
                "kind": annotator.kind,
                "role": annotator.role,
                **_total(rows, annotator.name),
            }
            for annotator in annotators.values()
        ],
        "progress": rows,
        "adjudication": _adjudication(store),
        "conflicts": _conflicts(store, {key: annotator.name for key, annotator in annotators.items()}),
    }


def _counts(row: ProgressRow) -> dict[str, int]:
    return {
        "asked": row.n_asked,
        "done": row.done,
        "begun": row.begun,
        "open": row.open,
        "unsure": row.unsure,
        "noted": row.noted,
        "conflicts": row.conflicts,
    }


_COUNTED = ("asked", "done", "begun", "open", "unsure", "noted", "conflicts")


def _total(rows: list[dict[str, Any]], annotator: str) -> dict[str, int]:
    own = [row for row in rows if row["annotator"] == annotator]
    return {name: sum(row[name] for row in own) for name in _COUNTED}


def _adjudication(store: Store) -> dict[str, int]:
    """How many questions are decided between annotators, and how many want a decision."""
    from annotate_tui.labelling.docket import count_cases
    from annotate_tui.labelling.verdicts import Verdict

    total: Counter[Verdict] = Counter()
    for of_article in count_cases(store).values():
        total += of_article
    return {
        "open": total[Verdict.OPEN],
        "changed_since": total[Verdict.STALE],
        "in_conflict": total[Verdict.RIVALS],
        "decided": total[Verdict.DECIDED],
        "cannot_decide": total[Verdict.CANNOT_DECIDE],
    }


def _conflicts(store: Store, names: dict[int, str]) -> list[dict[str, Any]]:
    from annotate_tui.codebook.answers import to_json

    ids = {article.key: article.article_id for article in store.articles()}
    return [
        {
            "annotator": names.get(conflict.annotator, ""),
            "layer": conflict.layer,
            "article": None if conflict.article is None else ids.get(conflict.article),
            "unit": unit_place(store, conflict.article, conflict.unit),
            "facet": conflict.facet,
            "item": conflict.item,
            "values": [
                {
                    "value": None if rival.value is None else to_json(rival.value),
                    "annotator": rival.annotator,
                    "host": rival.host,
                    "time_ms": rival.wall_ms,
                }
                for rival in conflict.rivals
            ],
        }
        for conflict in store.conflicts()
    ]


def unit_place(store: Store, article: int | None, unit: int | None) -> dict[str, int] | None:
    """Where a unit stands in its article; None for what is about a whole article or the project."""
    if article is None or unit is None:
        return None
    return next(
        ({"index": u.index, "start": u.start, "end": u.end} for u in store.units(article) if u.key == unit),
        None,
    )


def _print(data: dict[str, Any]) -> None:
    codebook = data["codebook"]
    n_units = sum(article["units"] for article in data["articles"])
    show(
        f"{data['database']}: {counted(len(data['articles']), 'article')} with {counted(n_units, 'unit')}, "
        f"codebook {codebook['id']} {codebook['version']}"
    )
    if not data["articles"]:
        show("There are no articles yet: annotate-tui import PATH")
    if not data["annotators"]:
        show("Nobody has labelled yet: annotate-tui label --annotator NAME")
        return
    show("")
    print_table(
        (
            "annotator",
            "no.",
            "article",
            "done",
            "of",
            "begun",
            "unsure",
            "notes",
            "conflicts",
            "last worked on",
        ),
        [
            (
                row["annotator"],
                row["number"],
                row["title"],
                row["done"],
                row["asked"],
                row["begun"] or "",
                row["unsure"] or "",
                row["noted"] or "",
                row["conflicts"] or "",
                time_text(row["last_ms"]),
            )
            for row in data["progress"]
        ],
        right=(1, 3, 4, 5, 6, 7, 8),
        cut=(0, 2),
        drop=(9,),
    )
    show("")
    for annotator in data["annotators"]:
        kind = "" if annotator["kind"] == "human" else f" ({annotator['kind']})"
        show(f"{annotator['name']}{kind}: {annotator['done']:,} of {annotator['asked']:,} units done")
    _print_adjudication(data["adjudication"])
    if data["conflicts"]:
        show("")
        show(f"{counted(len(data['conflicts']), 'conflict')} between copies that were merged:")
    for conflict in data["conflicts"]:
        show(f"  {_conflict_line(conflict)}")


_DECIDED_ANEW = {
    "codebook": "put one of them in force again with 'annotate-tui codebook use FILE'",
    "segmentation": "correct the units again with 'annotate-tui articles split, join or kind'",
    "setting": "set it again with 'annotate-tui settings NAME VALUE'",
    "role": "give the role again with 'annotate-tui annotators role NAME ROLE'",
}


def _conflict_line(conflict: dict[str, Any]) -> str:
    """A conflict in one line; what is about the project says how it is decided."""
    hashes = conflict["facet"] in ("codebook", "segmentation") and conflict["layer"] == "project"
    rivals = " or ".join(
        f"{rival['value'].strip(chr(34))[:8] if hashes else rival['value']} ({rival['host']})"
        for rival in conflict["values"]
    )
    place = conflict["unit"]
    where = [conflict["article"][:8]] if conflict["article"] else []
    where += [f"unit {place['index'] + 1}"] if place else []
    whose = conflict["annotator"] or ("the project" if conflict["layer"] == "project" else conflict["layer"])
    how = _DECIDED_ANEW.get(conflict["facet"]) if conflict["layer"] == "project" else None
    what = " ".join(filter(None, (conflict["facet"], conflict["item"])))
    return ", ".join([whose, *where, what]) + f": {rivals}" + (f"; {how}" if how else "")


def _print_adjudication(counted: dict[str, int]) -> None:
    if not any(counted.values()):
        return
    wanted = counted["open"] + counted["changed_since"] + counted["in_conflict"]
    said = [f"{wanted:,} open", f"{counted['decided']:,} decided"]
    if counted["cannot_decide"]:
        said.append(f"{counted['cannot_decide']:,} that cannot be decided")
    if counted["changed_since"]:
        said.append(f"{counted['changed_since']:,} of the open changed since they were decided")
    if counted["in_conflict"]:
        said.append(f"{counted['in_conflict']:,} of the open decided in two ways")
    show(f"Between annotators: {', '.join(said)} (annotate-tui adjudicate)")
