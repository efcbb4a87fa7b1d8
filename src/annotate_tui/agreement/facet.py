"""One facet: its parts before the draws, and its result after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotate_tui.agreement import breakdown, pooled
from annotate_tui.agreement import highlighting as highlights
from annotate_tui.agreement.aggregated import aggregated
from annotate_tui.agreement.annotators import annotator_reports, intra_annotator
from annotate_tui.agreement.brief import alpha_part, brief, coarse_groups, with_t_interval
from annotate_tui.agreement.cleaning import Selection
from annotate_tui.agreement.grouping import Grouping, Groups, used_clusters
from annotate_tui.agreement.part import Part
from annotate_tui.agreement.planning import more_data
from annotate_tui.agreement.prepare import (
    Pairs,
    Pooled,
    gate_ratings,
    joint_ratings,
    prepare_pairs,
    prepare_pooled,
)
from annotate_tui.agreement.ratings import Scale
from annotate_tui.agreement.result import FacetResult, Figure, Settings
from annotate_tui.agreement.standard_errors import gwet_error, influence_errors
from annotate_tui.agreement.tables import (
    Draws,
    gate_result,
    member_results,
    pair_results,
    pooled_confusion,
    value_results,
    with_reading,
)
from annotate_tui.agreement.undefined import Reason

MOST_DISAGREEMENTS = 100
COMPLETE_PAIRS = "Only units that both annotators rated."
MEAN_OF_PAIRS = "Mean over pairs of annotators, each on the units that both rated (Light 1971)."
GWETS_MISSING = "Chance agreement from every unit with a rating (Gwet's convention)."
MEAN_OVER_UNITS = "Mean over units with two or more ratings."
PAIRS_ALIKE = "Every pair of ratings counts once."


@dataclass(frozen=True, eq=False)
class Facet:
    """One facet with the sums of all its parts."""

    selection: Selection
    grouping: Grouping
    pooled: Pooled | None
    pairs: Pairs | None
    gate: Pooled | None
    joint: Pooled | None
    members: Mapping[str, Pooled]
    models: Pairs | None

    def parts(self) -> list[Part]:
        """Everything that the bootstrap draws."""
        wholes = [self.pooled, self.gate, self.joint, *self.members.values()]
        parts: list[Part] = [each.part for each in wholes if each is not None]
        return parts + [each.part for each in (self.pairs, self.models) if each is not None]


def prepare_facet(selection: Selection, groups: Groups, grouping: Grouping) -> Facet:
    """All parts of one facet; ``groups`` are those of the headline's units."""
    ratings, n = selection.headline, grouping.n_groups
    whole = prepare_pooled(ratings, groups, n)
    gate, joint = gate_ratings(ratings), joint_ratings(ratings)
    members: dict[str, Pooled] = {}
    if ratings.scale is Scale.SET:
        for bit, name in enumerate(ratings.values):
            member = prepare_pooled(ratings.member(bit), groups, n)
            if member is not None:
                members[name] = member
    models = None
    if selection.with_models is not None:
        together = selection.with_models
        across = [
            (g, h)
            for h in range(selection.n_people, together.n_annotators)
            for g in range(selection.n_people)
        ]
        table = prepare_pooled(together, groups, n)
        models = prepare_pairs(together, table.table if table else None, groups, n, across)
    return Facet(
        selection=selection,
        grouping=grouping,
        pooled=whole,
        pairs=prepare_pairs(ratings, whole.table if whole else None, groups, n),
        gate=prepare_pooled(gate, groups, n) if gate is not None else None,
        joint=prepare_pooled(joint, groups, n) if gate is not None and joint is not None else None,
        members=members,
        models=models,
    )


def facet_result(facet: Facet, draws: Draws, settings: Settings) -> FacetResult:
    """The result of a facet from its parts and their draws."""
    ratings, whole = facet.selection.headline, facet.pooled
    cleaning = facet.selection.cleaning
    coefficients = _coefficients(facet, draws, settings)
    reports = annotator_reports(ratings, whole.table if whole else None, facet.pairs, settings)
    bearing = whole.part.bearing if whole else 0
    articles = breakdown.by_article(ratings)
    sections = {
        "cleaning": cleaning,
        "annotators": reports,
        "articles": articles,
        "alpha_by_article": _alpha_by_article(facet, coefficients["krippendorff_alpha"], settings),
        "disagreements": breakdown.disagreements(ratings, MOST_DISAGREEMENTS),
        "time": breakdown.over_time(ratings, settings),
        "codebook_versions": breakdown.by_version(ratings, settings),
        "within_roles": breakdown.within_roles(ratings, settings),
        "between_roles": breakdown.between_roles(ratings, facet.pairs),
        "kinds_apart": {kind: brief(apart, settings.level) for kind, apart in facet.selection.apart.items()},
        "highlighting": highlights.highlighting(ratings, settings),
        "label_rates": highlights.label_rates(ratings),
        "highlights_pooled": highlights.pooled(ratings),
        "aggregated": aggregated(ratings, whole.table if whole else None),
        "intra_annotator": intra_annotator(ratings, settings),
        "more_data": more_data(
            coefficients["krippendorff_alpha"],
            # These have errors by article: nothing to set beside an error of units.
            [report.alpha_without for report in reports.values()]
            if facet.grouping.by == "cluster" or ratings.clusters is None
            else [],
            bearing,
            ratings.n_annotators,
        ),
    }
    part = whole.part if whole else None
    plain_names = [] if part is None else [n for n in part.values if not n.startswith(pooled.PER_VALUE)]
    return FacetResult(
        scale=ratings.scale,
        values_declared=ratings.values,
        n_units=cleaning.n_rated,
        n_pairable=cleaning.n_pairable,
        n_annotators=ratings.n_annotators,
        n_clusters=len(used_clusters(ratings, 2)),
        n_ratings=int(np.count_nonzero(ratings.rated)),
        annotators=ratings.annotators,
        resampled=facet.grouping.by,
        n_groups=bearing,
        warning=facet.grouping.warning,
        coefficients=coefficients,
        pairs=pair_results(facet.pairs, draws, settings),
        values=value_results(whole, draws, settings),
        confusion=pooled_confusion(whole, facet.pairs),
        members=member_results(facet.members, draws, settings),
        gate=gate_result(facet.gate, facet.joint, cleaning.n_pairable, draws, settings),
        models=pair_results(facet.models, draws, settings),
        sections=sections,
        draws={} if part is None else {n: draws.get(id(part), {}).get(n) for n in plain_names},
        influences={} if part is None else {n: part.influence(n) for n in plain_names},
        worths={} if part is None else {n: part.worth(n) for n in plain_names},
    )


def _alpha_by_article(facet: Facet, alpha: Figure, settings: Settings) -> Figure | None:
    """α with a t interval from the few articles there are, where units were drawn instead of them.

    Few articles can by chance differ less than their units do; then the error of units is taken.
    """
    ratings = facet.selection.headline
    if facet.grouping.by != "unit" or ratings.clusters is None or not settings.draws:
        return None
    part = alpha_part(ratings, *coarse_groups(ratings))
    if part is None:
        return None
    name = "krippendorff_alpha"
    figure = part.figure(name, replace(settings, draws=0), {})
    if figure.se is not None and alpha.se is not None:
        figure = replace(figure, se=max(figure.se, alpha.se))
    return with_t_interval(figure, part.worth(name))


def _coefficients(facet: Facet, draws: Draws, settings: Settings) -> dict[str, Figure]:
    ratings, whole = facet.selection.headline, facet.pooled
    if whole is None:
        reason = Reason.TOO_MANY_VALUES
        return {"krippendorff_alpha": Figure(None, level=settings.level, undefined=reason)}
    part = whole.part
    names = [name for name in part.values if not name.startswith(pooled.PER_VALUE)]
    by_units = _errors_by_units(whole, names)
    replaced = by_units if facet.grouping.by == "unit" else {}
    if settings.se == "gwet":
        replaced = by_units | _gwet_errors(whole, names)
    out = {
        name: part.figure(
            name,
            settings,
            draws.get(id(part), {}),
            note=_note(name),
            se=replaced.get(name),
            se_units=by_units.get(name),
        )
        for name in names
    }
    if facet.pairs is not None:
        note = COMPLETE_PAIRS if ratings.n_annotators == 2 else MEAN_OF_PAIRS
        for name in facet.pairs.part.values:
            if name.startswith(("cohen_kappa", "scott_pi")):
                out[name] = facet.pairs.part.mean(name, settings, draws.get(id(facet.pairs.part), {}), note)
    elif ratings.n_annotators < 2 and not ratings.scale.numeric:
        for name in ("cohen_kappa", "scott_pi"):
            out[name] = Figure(None, level=settings.level, undefined=Reason.TOO_FEW_ANNOTATORS)
    return {name: with_reading(name, figure) for name, figure in out.items()}


def _note(name: str) -> str:
    if name == "percent_agreement_pairs":
        return PAIRS_ALIKE
    if name.startswith("percent"):
        return MEAN_OVER_UNITS
    return "" if name.startswith("krippendorff") else GWETS_MISSING


def _errors_by_units(whole: Pooled, names: Sequence[str]) -> dict[str, float]:
    """Standard errors as if units were independent, for every coefficient that has one."""
    if whole.table is None or whole.layout is None:
        return {}
    layout, totals = whole.layout, whole.part.totals
    slopes = np.stack([whole.part.gradients[name] for name in names])
    units, pairable = float(layout.take(totals, "units")), float(layout.take(totals, "pairable"))
    observations = np.array([pairable if name.startswith("krippendorff") else units for name in names])
    errors = influence_errors(whole.table.codes, layout, np.nan_to_num(slopes), observations)
    return {
        name: float(error)
        for name, error, slope in zip(names, errors, slopes, strict=True)
        if np.isfinite(error) and np.isfinite(slope).all()
    }


def _gwet_errors(whole: Pooled, names: Sequence[str]) -> dict[str, float]:
    """The published standard errors, where they differ from influence functions."""
    if whole.table is None or whole.layout is None:
        return {}
    out = {}
    for name in names:
        kernel = pooled.kernel_of(name)
        if (
            kernel is None
            or kernel[1] not in whole.layout.weights
            or not np.isfinite(whole.part.values[name])
        ):
            continue
        error = gwet_error(whole.table.codes, whole.layout, whole.part.totals, *kernel)
        if np.isfinite(error):
            out[name] = error
    return out
