"""The report as CSV: one row a coefficient, nothing rounded, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io

from annotate_tui.report import build, spreadsheet


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


def test_the_interval_by_article_and_the_gate_are_rows_of_their_own(make):
    figures = {"krippendorff_alpha": make.entry(0.6)}
    gate = {
        "n_units": 10,
        "n_pairable": 9,
        "n_both_asked": 5,
        "n_joint": 7,
        "figures": figures,
        "joint": figures,
    }
    few = {
        "resampled": "unit",
        "n_clusters": 5,
        "alpha_by_article": make.entry(0.74, 0.5, 0.98),
        "gate": gate,
    }
    found = {row["of"]: row for row in read(build(make.analysis(claim_type=make.facet(**few))))}
    assert (found["by article"]["low"], found["by article"]["high"]) == ("0.5", "0.98")
    assert (found["by article"]["draws"], found["by article"]["resampled"]) == ("", "")
    assert (found["asked"]["units"], found["joint"]["units"]) == ("9", "7")
    assert "by article" not in {row["of"] for row in read(build(make.analysis()))}
