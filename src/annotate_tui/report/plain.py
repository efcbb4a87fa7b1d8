"""The report as plain data: what ``annotate-tui agreement --json`` prints."""

from __future__ import annotations

from typing import Any

from annotate_tui.report.model import Report


def to_data(report: Report) -> dict[str, Any]:
    """The analysis as it was given, unrounded, with the facts of its method; ready for ``json.dumps``."""
    return dict(report.data)
