"""Agreement reports: one model, several faces.

    agreement = analyse_all({"claim_type": ratings, …})
    report = build(agreement.to_data(), names=…, units=…, articles=…, left_out=…, facts=…)
    print("\\n".join(terminal.lines(report, width=80)))

=============  ======================================================
`build`        the plain data of an analysis → `model.Report`
`terminal`     ``lines(report, *, width=80)`` → lines of plain text
`plain`        ``to_data(report)`` → what ``--json`` prints
`spreadsheet`  ``rows(report)`` → rows of text, one a coefficient, and ``to_csv(report)``
`markdown`     ``to_markdown(report)`` → text
`latex`        ``to_latex(report)`` → a fragment with booktabs tables
`html`         ``to_html(report)`` → one self-contained page
`method`       the paragraph on methods, for a paper
=============  ======================================================

Everything here needs the standard library only, and takes names, texts and notes
as data: each face makes them harmless in its own way.
"""

from annotate_tui.report.build import build
from annotate_tui.report.model import FacetNames, MethodFacts, Report, UnitText

__all__ = ["FacetNames", "MethodFacts", "Report", "UnitText", "build"]
