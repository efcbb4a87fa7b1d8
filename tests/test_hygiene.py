"""What may be loaded when: start-up is part of the product, and the core knows no screen."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("textual", "numpy", "pydantic", "sqlite_utils")


def loaded_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after running some code."""
    script = f"{code}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stdout.splitlines()[-1].split())


def test_help_loads_nothing_heavy():
    code = """
import sys
sys.argv = ["annotate-tui", "--help"]
from annotate_tui.cli.main import run
try:
    run()
except SystemExit as end:
    assert not end.code, end.code
"""
    assert loaded_after(code).isdisjoint(HEAVY)


@pytest.mark.parametrize(
    "module",
    [
        "annotate_tui",
        "annotate_tui.errors",
        "annotate_tui.settings",
        "annotate_tui.codebook.conditions",
        "annotate_tui.codebook.data",
        "annotate_tui.codebook.keys",
        "annotate_tui.corpus.article",
        "annotate_tui.store.store",
        "annotate_tui.store.writer",
        "annotate_tui.labelling.session",
    ],
)
def test_the_path_to_the_labelling_screen_is_light(module):
    assert loaded_after(f"import {module}").isdisjoint(HEAVY)


def test_the_labelling_screen_loads_only_textual():
    loaded = loaded_after("import annotate_tui.tui.app, annotate_tui.tui.screens.labelling")
    assert "textual" in loaded
    assert loaded.isdisjoint(HEAVY[1:])


@pytest.mark.parametrize(
    "package",
    ["corpus", "codebook", "store", "labelling", "agreement", "dataset", "report", "export", "imports"],
)
def test_the_core_knows_no_screen(package):
    code = f"""
import importlib, pkgutil
package = importlib.import_module("annotate_tui.{package}")
for module in pkgutil.walk_packages(getattr(package, "__path__", []), package.__name__ + "."):
    importlib.import_module(module.name)
"""
    assert loaded_after(code).isdisjoint({"textual", "rich"} if package != "report" else {"textual"})
