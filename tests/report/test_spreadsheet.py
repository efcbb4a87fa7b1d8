"""The report as CSV: one row a coefficient, nothing rounded, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io

from annotate_tui.report import spreadsheet


def read(report):
    return list(csv.DictReader(io.StringIO(spreadsheet.to_csv(report), newline="")))


def test_one_row_a_coefficient(make):
    rows = read(make.report())
    (alpha,) = [row for row in rows if (row["of"], row["coefficient"]) == ("all", "krippendorff_alpha")]
    assert alpha == {
        "facet": "claim_type",
        "scale": "nominal",
        "of": "all",
        "what": "",
        "coefficient": "krippendorff_alpha",
        "value": "0.74",
        "se": "0.026",
        "low": "0.69",
        "high": "0.79",
        "level": "0.95",
        "undefined": "",
        "units": "128",
        "annotators": "2",
        "articles": "12",
        "resampled": "articles",
        "draws": "2000",
        "seed": "7",
    }
    assert [(row["of"], row["what"], row["coefficient"]) for row in rows if row["of"] == "pair"] == [
        ("pair", "ann / ben", "percent"),
        ("pair", "ann / ben", "cohen_kappa"),
    ]
    assert {row["what"] for row in rows if row["of"] == "value"} == {"claim", "none"}


def test_nothing_is_rounded(make):
    value = 0.123456789012345
    rows = read(make.report(make.analysis(claim_type=make.facet(value))))
    alpha = next(row for row in rows if row["coefficient"] == "krippendorff_alpha")
    assert float(alpha["value"]) == value


def test_undefined_figures_are_empty_with_their_reason(make):
    rows = read(make.report(make.analysis(claim_type=make.facet(None, None, None))))
    alpha = next(row for row in rows if row["coefficient"] == "krippendorff_alpha")
    assert alpha["value"] == ""
    assert alpha["undefined"].startswith("No variation")


def test_texts_that_a_spreadsheet_would_run_are_kept_text(make):
    for name in ("=1+1", "+1", "-1", "@sum", "\t=1", "'=1"):
        rows = read(make.hostile(name))
        texts = {text for row in rows for text in (row["facet"], row["what"])}
        assert not any(text[:1] in tuple("=+-@\t\r") for text in texts if text)
