"""What is installed from the built wheel works without this folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel holds."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_it_holds_every_file_of_the_package(installed):
    source = ROOT / "src"
    wanted = {
        path.relative_to(source)
        for path in (source / "annotate_tui").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert wanted <= {path.relative_to(installed) for path in installed.rglob("*")}


def test_it_runs_without_the_sources(installed, tmp_path):
    (tmp_path / "article.txt").write_text("Salt baths relax. Do they cure?", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "annotate_tui", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    where = subprocess.run(
        [sys.executable, "-c", "import annotate_tui; print(annotate_tui.__file__)"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert str(installed) in where
    run("import", "article.txt")
    assert "article" in run("articles")
    assert "Claim type" in run("codebook", "show")
