"""The labelling screen starts fast because it loads little."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import asyncio, sys
from pathlib import Path
from annotate_tui.settings import Settings
from annotate_tui.tui.app import AnnotateApp
from annotate_tui.tui.opening import opened

async def label():
    with opened(Path(sys.argv[1]), None, Settings()) as project:
        app = AnnotateApp(project, annotator="ada")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter", "e", "0", "enter", "u")
        app.session.close(10)

asyncio.run(label())
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_labelling_loads_no_validation_no_numbers_and_no_query_library(project):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(project)], capture_output=True, text=True, check=True, timeout=120
    )
    loaded = set(done.stdout.split())
    assert "textual" in loaded
    assert loaded.isdisjoint({"pydantic", "numpy", "sqlite_utils", "click", "tomllib"})
