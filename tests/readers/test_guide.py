"""The guides' commands and lines run as they stand there, one after the other."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.readers
DOCS = Path(__file__).parents[2] / "docs"
STEP = re.compile(r"^    (annotate-tui export [a-z][^\n]*)$|^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_every_export_of_the_guide_is_loaded_by_the_lines_below_it(seeds, tmp_path, environment):
    (tmp_path / "annotations.db").write_bytes(seeds.path.read_bytes())
    page = (DOCS / "formats.md").read_text("utf-8")
    said, formats = "", set()
    for command, code in (found.groups() for found in STEP.finditer(page)):
        if command:
            arguments = shlex.split(command)[1:]
            formats.add(arguments[1])
            argv = [sys.executable, "-m", "annotate_tui", *arguments]
        else:
            argv = [sys.executable, "-c", code]
        done = subprocess.run(
            argv, capture_output=True, text=True, cwd=tmp_path, encoding="utf-8", env=environment
        )
        assert done.returncode == 0, f"{command or code}\n{done.stderr}"
        said += done.stdout
    assert formats >= {"csv", "jsonl", "ratings", "hf", "labelstudio", "prodigy", "parquet", "docbin"}
    assert str([value.id for value in seeds.codebook.facet("claim_type").values]) in said


def test_the_examples_in_python_run(study, environment):
    page = (DOCS / "python.md").read_text("utf-8")
    said = ""
    for code in re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            cwd=study.parent,
            encoding="utf-8",
            env=environment,
        )
        assert done.returncode == 0, done.stderr
        said += done.stdout
    assert re.search(r"^ada +1 +2 +2 +1 +1$", said, flags=re.MULTILINE)
    assert "['advice', 'efficacy', 'harm', 'treatment']" in said
