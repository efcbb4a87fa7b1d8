"""From a database or a file of ratings to an agreement report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate_tui import __version__
from annotate_tui.cli.choosing import open_dataset
from annotate_tui.cli.output import say
from annotate_tui.cli.project import open_project

if TYPE_CHECKING:
    from annotate_tui.agreement.ratings import Ratings
    from annotate_tui.agreement.span_ratings import SpanRatings
    from annotate_tui.codebook.model import Facet
    from annotate_tui.dataset.data import Dataset
    from annotate_tui.dataset.ratings import AllRatings
    from annotate_tui.report import FacetNames, Report, UnitText


def from_database(
    facets: tuple[str, ...],
    annotators: str | None,
    articles: Iterable[str],
    settings: Mapping[str, Any],
    *,
    again: Iterable[str] = (),
) -> Report:
    """The report on what was labelled in the database; ``again`` is "ada2=ada" for who labelled twice."""
    from annotate_tui.agreement.analyse import analyse_all
    from annotate_tui.dataset.again import compared_with_themselves, second_names, without_second_names
    from annotate_tui.dataset.ratings import all_ratings
    from annotate_tui.report import MethodFacts, build

    with open_project() as store:
        data = open_dataset(store, facets, annotators, articles)
        found = all_ratings(data, _asked_for(data) if facets else None)
        ratings, spans = (found.facets, found.spans) if facets else _answered(data, found)
        twice = second_names(again, data.names.values())
        result = analyse_all(
            {name: compared_with_themselves(one, twice) for name, one in ratings.items()},
            {name: without_second_names(one, twice) for name, one in spans.items()},
            **settings,
        )
        facts = MethodFacts(
            program_version=__version__,
            database_digest=data.digest(),
            codebook_id=data.codebook.id,
            codebook_version=data.codebook.version,
            codebook_hash=data.codebook.hash,
            source=store.path.name,
            made=_today(),
        )
        analysed = result.to_data()
        return build(
            analysed,
            names={facet.id: _names(data, facet) for facet in data.facets},
            units=_texts(data, analysed),
            articles={article.article_id: article.title for article in data.articles},
            left_out=found.left_out,
            facts=facts,
        )


def from_file(
    path: Path,
    scale: str,
    order: list[str],
    cluster: str | None,
    settings: Mapping[str, Any],
) -> Report:
    """The report on a file of ratings; its one facet is called ``ratings``."""
    import hashlib

    from annotate_tui.agreement.analyse import analyse_all
    from annotate_tui.agreement.ratings_file import read_ratings
    from annotate_tui.report import MethodFacts, build

    ratings = read_ratings(path, scale=scale, order=order, cluster=cluster)
    result = analyse_all({"ratings": ratings}, **settings)
    facts = MethodFacts(
        program_version=__version__,
        database_digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        source=path.name,
        values_from="order" if order else "data",
        made=_today(),
    )
    return build(result.to_data(), facts=facts)


def _asked_for(data: Dataset) -> tuple[Facet, ...]:
    from annotate_tui.dataset.ratings import is_compared
    from annotate_tui.errors import UsageError

    for facet in data.facets:
        if not is_compared(facet):
            raise UsageError(f"{facet.id} is {facet.type}: there is no agreement coefficient for it.")
    return data.facets


def _answered(data: Dataset, found: AllRatings) -> tuple[Mapping[str, Ratings], Mapping[str, SpanRatings]]:
    """The facets that somebody answered or should have answered; the others are named and left out."""
    required = {facet.id for facet in data.facets if facet.required}
    ratings = {name: one for name, one in found.facets.items() if name in required or one.rated.any()}
    spans = {name: one for name, one in found.spans.items() if name in required or one.spans}
    nobody = [name for name in (*found.facets, *found.spans) if name not in ratings and name not in spans]
    if not ratings and not spans:
        return found.facets, found.spans
    if nobody:
        say(f"Note: nobody has answered {', '.join(nobody)}; --facet reports on them all the same.")
    return ratings, spans


def _names(data: Dataset, facet: Facet) -> FacetNames:
    from annotate_tui.codebook.passages import span_values
    from annotate_tui.report import FacetNames

    values = span_values(data.codebook, facet) if facet.type == "span" else facet.values
    return FacetNames(
        name=facet.name,
        question=facet.question,
        values={value.id: value.name for value in values},
        scope=facet.scope,
        headline=facet.coefficient,
    )


def _texts(data: Dataset, analysed: Mapping[str, Any]) -> dict[str, UnitText]:
    """The texts of the units that annotators disagree on most."""
    from annotate_tui.dataset.disagreements import notes
    from annotate_tui.report import UnitText

    facets = analysed["facets"].values()
    wanted = {one["unit"] for facet in facets for one in facet.get("disagreements") or ()}
    return {
        unit_id: UnitText(
            text=group[0].unit.text,
            article=group[0].unit.title,
            index=group[0].unit.index,
            kind=group[0].unit.kind,
            notes=tuple(notes(data, group).items()),
        )
        for unit_id, group in data.find_units(wanted).items()
    }


def _today() -> str:
    return datetime.now(UTC).astimezone().date().isoformat()
