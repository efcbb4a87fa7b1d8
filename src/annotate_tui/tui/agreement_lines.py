"""Agreement as lines to read, for people who have never heard of a coefficient.  No Textual here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from annotate_tui.dataset.disagreements import Disagreement
from annotate_tui.report import terminal
from annotate_tui.report.model import AnnotatorRow, Confusion, FacetReport, Figure, PartRow, Report
from annotate_tui.report.numbers import (
    RELIABLE,
    SPACE,
    TENTATIVE,
    coefficient,
    count,
    counted,
    interval,
    level,
    percent,
    plain_number,
)
from annotate_tui.report.sentences import basis, capital, left_out, narrow
from annotate_tui.report.tables import confused, specific, worst_first
from annotate_tui.report.verdict import Reading, too_narrow, verdict
from annotate_tui.report.words import symbol
from annotate_tui.tui.agreement import MOST, Agreed
from annotate_tui.tui.text import displayable, fit, pad, width_of
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span

TALK, NUMBERS = -1, -2
"""Items of the overview that are no question."""
_SCALE = 40
_HEIGHTS = " ▁▂▃▄▅▆▇█"
_ROLES = {Reading.RELIABLE: "done", Reading.TENTATIVE: "done", Reading.UNDEFINED: "dim", Reading.RAW: "dim"}
_WORST = 5


def overview_lines(agreed: Agreed, width: int) -> list[Line]:
    """How it stands with each question; these can be chosen."""
    report = agreed.report
    if not any(facet.n_pairable for facet in report.facets):
        made = [line("Nobody has answered the same question as somebody else yet.", "title"), line()]
        return made + [Line((Span("! ", "warning"), Span(displayable(text))), 2) for text in report.warnings]
    made = _explanation()
    for place, facet in enumerate(report.facets):
        made += [*_facet_block(facet, place, width), line()]
    units = len(_by_unit(agreed.differing))
    more = "" if agreed.all_shown else " or more"
    talk = f"Sentences to talk about ({count(units)}{more})" if units else "Nobody has answered differently."
    made.append(line(talk, item=TALK if units else None))
    made.append(line("Everything in numbers", item=NUMBERS))
    warned = [Line((Span("! ", "warning"), Span(displayable(text))), 2) for text in report.warnings]
    return [*made, line(), *warned] if warned else made


def _explanation() -> list[Line]:
    said = (
        "Two people who label the same sentence: how often do they give the same answer? Some of that is "
        "luck. α leaves luck out: 1 is always the same answer, 0 is no better than guessing. The bar ━ is "
        "where α surely lies, ● is the best guess; ┊ marks .667, enough for first "
        "conclusions, and .80, enough to rely on."
    )
    return [line(said, "dim"), line()]


def _facet_block(facet: FacetReport, place: int, width: int) -> list[Line]:
    found = verdict(facet)
    made = [
        Line(
            (
                Span(displayable(facet.name), "title"),
                Span(f"  {found.phrase}", _ROLES.get(found.reading, "warning")),
            ),
            2,
            place,
        )
    ]
    figure, same = facet.figure, facet.coefficients.get("percent_agreement", Figure())
    noun = "article" if facet.scope == "document" else "sentence"
    parts = []
    if same.value is not None:
        parts.append(f"{percent(same.value)} the same")
    if figure.value is not None and found.reading is not Reading.RAW:
        between = f" ({interval(figure.low, figure.high)})" if figure.low is not None else ""
        parts.append(f"{symbol(facet.headline)} {coefficient(figure.value)}{between}")
        if width >= _SCALE + 6:
            made.append(Line((Span("   " + _scale(figure)),), 3, place))
    parts.append(counted(facet.n_pairable, noun))
    made.append(line("   " + "  ·  ".join(parts), "dim", indent=3, item=place))
    return made


def _scale(figure: Figure) -> str:
    """From 0 to 1: the interval as a thick line, the figure as a dot, the bounds that readers go by."""
    cells = ["─"] * _SCALE

    def at(value: float) -> int:
        return max(0, min(_SCALE - 1, round(value * (_SCALE - 1))))

    for bound in (TENTATIVE, RELIABLE):
        cells[at(bound)] = "┊"
    if figure.low is not None and figure.high is not None:
        for cell in range(at(figure.low), at(figure.high) + 1):
            cells[cell] = "━" if cells[cell] == "─" else "┿"
    if figure.value is not None:
        cells[at(figure.value)] = "●"
    return f"0 {''.join(cells)} 1"


# -- one question --------------------------------------------------------------------


def facet_lines(facet: FacetReport, width: int) -> list[Line]:
    """Everything that is said about one question."""
    found = verdict(facet)
    if facet.scale == "span":
        return [line(displayable(text)) for text in terminal.facet_lines(facet, width)]
    made = [
        line(displayable(facet.name), "focus"),
        line(displayable(capital(found.sentence)), "title"),
        line(displayable(basis(facet)), "dim"),
    ]
    warnings = [*([narrow(facet)] if too_narrow(facet) else []), *facet.warnings]
    made += [Line((Span("! ", "warning"), Span(displayable(text))), 2) for text in warnings]
    if left := left_out(facet.left_out):
        made.append(line(displayable(left), "dim"))
    made += _values(facet, width)
    made += _heat_map(facet, width)
    made += _people(facet.annotator_rows, width)
    made += _articles(facet.articles, width)
    if facet.remarks:
        made.append(line())
        made += [line(displayable(text)) for text in facet.remarks]
    return made


def _table(
    title: str, note: str, heads: Sequence[str], rows: Iterable[Sequence[str]], width: int
) -> list[Line]:
    """A table whose first column gives way; numbers stand to the right."""
    rows = list(rows)
    if not rows:
        return []
    cells = [max(len(head), *(len(row[n]) for row in rows)) + 2 for n, head in enumerate(heads)][1:]
    longest = max(width_of(heads[0]), *(width_of(row[0]) for row in rows))
    name = max(8, min(longest, width - 2 - sum(cells)))
    while len(cells) > 1 and name + 2 + sum(cells) > width:
        cells.pop()  # the last columns are the least needed

    def made(row: Sequence[str]) -> str:
        numbers = "".join(f"{cell:>{room}}" for cell, room in zip(row[1:], cells, strict=False))
        return f"  {pad(row[0], name)}{numbers}"

    return [
        line(),
        line(title, "focus"),
        line(note, "dim"),
        line(made(heads), "dim"),
        *(line(made(row)) for row in rows),
    ]


def _values(facet: FacetReport, width: int) -> list[Line]:
    return _table(
        "Answer by answer, the shakiest first",
        "“Again”: where one person gave this answer, how often another gave it too.",
        ("answer", "again", "95 % interval".replace("95 %", level(facet.figure.level)), "α", "share"),
        [
            (
                displayable(row.name),
                percent(specific(row).value),
                interval(specific(row).low, specific(row).high, percent),
                coefficient(row.figures.get("krippendorff_alpha", Figure()).value),
                percent(row.share),
            )
            for row in worst_first(facet.values)
            if row.n
        ],
        width,
    )


def _people(rows: Sequence[AnnotatorRow], width: int) -> list[Line]:
    return _table(
        "Person by person",
        "How often each gave the same answer as another, and as most of the others; α without them.",
        ("", "answers", "as others", "as most", "α without", "s a sentence"),
        [
            (
                displayable(row.name),
                count(row.n),
                percent(row.agreement),
                percent(None if row.majority is None else float(row.majority)),
                coefficient(row.without.value),
                plain_number(row.seconds),
            )
            for row in rows
            if row.n
        ],
        width,
    )


def _articles(rows: Sequence[PartRow], width: int) -> list[Line]:
    lowest = sorted((row for row in rows if row.agreement is not None), key=lambda row: row.agreement or 0.0)
    shown = lowest[: 2 * _WORST]
    more = f", {len(shown)} of {count(len(lowest))}" if len(lowest) > len(shown) else ""
    return _table(
        f"Article by article, the least agreed on first{more}",
        "How often two people gave the same answer.",
        ("", "the same", "sentences"),
        [(displayable(row.name), percent(row.agreement), count(row.n)) for row in shown],
        width,
    )


def _heat_map(facet: FacetReport, width: int) -> list[Line]:
    """What was said beside what, in percent, with bars to see it at a glance; and the pairs in words."""
    confusion = facet.confusion
    if confusion is None or not any(map(any, confusion.counts)):
        return []
    made = [line(), line("Who said what", "focus")]
    pairs = confused(facet)
    made += _grid(confusion, width)
    if pairs and facet.scale != "boolean":
        made.append(line("Taken for each other most often:", "dim"))
        made += [
            line(displayable(f"  {one} and {other}: {counted(n, 'time')}"), indent=4)
            for one, other, n, _ in pairs[:_WORST]
        ]
    return made


def _grid(confusion: Confusion, width: int) -> list[Line]:
    names = [displayable(name) for name in confusion.names]
    cell = 6
    name = max(10, min(max(map(width_of, names)) + 4, width - cell * (len(names) + 1) - 2))
    if name + cell * (len(names) + 1) + 2 > width:
        return [line(f"The table of {len(names)} answers needs a wider window.", "dim")]
    heads = "".join(f"{place:>{cell - 1}} " for place in range(1, len(names) + 1))
    made = [
        line("Where one person gave the answer of the row, what another gave, in %.", "dim"),
        line(f"  {'':{name}}{heads}{'n':>{cell - 1}}", "dim"),
    ]
    for place, (title, row) in enumerate(zip(names, confusion.counts, strict=True)):
        total = sum(row)
        if not total:
            continue
        spans = [Span("  " + pad(fit(f"{place + 1:>2}  {title}", name), name))]
        for other, n in enumerate(row):
            share = n / total
            bar = _HEIGHTS[min(len(_HEIGHTS) - 1, max(1, round(share * (len(_HEIGHTS) - 1))))] if n else " "
            said = percent(share).removesuffix("%").rstrip(SPACE) if n else "·"
            role = "done" if other == place else "warning" if share >= 0.1 else "text" if n else "dim"
            spans.append(Span(f"{fit(said, cell - 2):>{cell - 1}}{bar}", role))
        spans.append(Span(f"{total:>{cell - 1}.0f}", "dim"))
        made.append(Line(tuple(spans)))
    return made


# -- what to talk about --------------------------------------------------------------


def talk_lines(agreed: Agreed, facet: str = "") -> list[Line]:
    """The units that were answered differently (to one question), to choose from: item is a place in
    ``agreed.differing``."""
    made = [line("Different answers to the same sentence. Talk about why, not about who is right.", "dim")]
    title = ""
    chosen = [(n, one) for n, one in enumerate(agreed.differing) if not facet or one.facet.id == facet]
    for _, group in groupby(chosen, key=lambda entry: (entry[1].unit.article_id, entry[1].unit.index)):
        same = list(group)
        item, first = same[0]
        if displayable(first.unit.title) != title:
            title = displayable(first.unit.title)
            made += [line(), line(title, "title")]
        where = "article" if first.unit.index is None else str(first.unit.index + 1)
        made.append(Line((Span(f"{where:>7}  ", "dim"), Span(displayable(first.unit.text))), 9, item))
        for _, one in same:
            made.append(_said(one, item))
            made += [
                Line((Span(f"{'':9}{displayable(who)}: ", "code"), Span(displayable(note), "dim")), 11, item)
                for who, note in one.notes.items()
                if one is first
            ]
    if len(made) == 1:
        made.append(line("There are none.", "dim"))
    if not agreed.all_shown:
        made += [line(), line(f"… and more; annotate-tui disagreements lists all beyond {MOST}.", "dim")]
    return made


def _said(one: Disagreement, item: int) -> Line:
    spans = [Span(f"{'':9}{displayable(one.facet.name)}  ", "dim")]
    for place, (who, words) in enumerate(one.words.items()):
        gap = "  ·  " if place else ""
        spans += [
            Span(f"{gap}{displayable(who)} ", "code"),
            Span(displayable(words)),
        ]
    return Line(tuple(spans), 11, item)


def _by_unit(differing: Iterable[Disagreement]) -> list[tuple[str, int | None]]:
    return [key for key, _ in groupby(differing, key=lambda one: (one.unit.article_id, one.unit.index))]


def number_lines(report: Report, width: int) -> list[Line]:
    """Everything in numbers, as on the command line."""
    return [line(displayable(text)) for text in terminal.lines(report, width=width)]
