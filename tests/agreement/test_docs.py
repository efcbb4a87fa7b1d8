"""The example of the documentation runs as it stands there, and needs no database."""

import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "agreement.md"


def run(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )


def test_the_example_runs():
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)
    done = run(code)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "α = 0.458, 5 units, 3 annotators"
    assert "3 articles" in lines[1]
    assert lines[2] == "('ann', 'ben') 5 0.62"


def test_agreement_loads_nothing_else_of_the_project_and_no_scipy():
    code = (
        "import sys, annotate_tui.agreement.analyse, annotate_tui.agreement.ratings_file, "
        "annotate_tui.agreement.spans, annotate_tui.agreement.aggregate\n"
        "print([m for m in sys.modules if m.startswith('annotate_tui.') and '.agreement' not in m"
        " and m != 'annotate_tui.errors' or m.split('.')[0] in ('scipy', 'pandas', 'textual', 'pydantic')])"
    )
    done = run(code)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
