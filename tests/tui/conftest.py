"""A small project in a real database, the program on it, and screens as text that a person can compare."""

from __future__ import annotations

import contextlib
import itertools
import os
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pytest
from rich.style import Style

from annotate_tui.codebook.load import load_builtin
from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.store.store import Store
from annotate_tui.tui.app import AnnotateApp
from annotate_tui.tui.opening import opened

SNAPSHOTS = Path(__file__).parent.parent / "snapshots"
K = UnitKind

QUIET = (
    (K.TITLE, "A Quiet Cure for Restless Minds?", None, 0),
    (K.BYLINE, "By the Harbour Lane Team", None, 1),
    (K.HEADING, "What it is", None, 2),
    (K.SENTENCE, "The drug was first used to put patients to sleep before surgery.", None, 3),
    (
        K.SENTENCE,
        (
            "In recent years clinics have begun to offer small doses of it to people who struggle with "
            "craving, usually together with counselling and a plan for the weeks that follow."
        ),
        None,
        3,
    ),
    (K.SENTENCE, "It may ease craving within hours.", None, 3),
    (K.LEAD_IN, "It is said to work in two ways:", None, 4),
    (K.SENTENCE, "It blocks one receptor.", "1.", 5),
    (K.SENTENCE, "A 2014 trial of 96 people found fewer relapses (Lee et al., 2014).", "2.", 6),
    (K.SENTENCE, "Few people report side effects that last.", None, 7),
    (K.COMMENT, "My brother tried it and it changed his life!", None, 8),
    (K.SENTENCE, "Call our friendly team today.", None, 9),
    (K.REFERENCE, "Lee, K., Ono, M. (2014). On craving. Journal of Habits, 3, 12-19.", None, 10),
    (K.BOILERPLATE, "Your email address will not be published.", None, 11),
)
SECOND = (
    (K.TITLE, "Harbour Lane: prices", None, 0),
    (K.SENTENCE, "A session costs 400 crowns.", None, 1),
    (K.SENTENCE, "Most insurers do not pay for it.", None, 1),
)
HOSTILE = (
    "\x1b[31mred\x1b[0m [/] [b]bold array[i] $x \u202eevil\u202c \u200bzero 日本語 e\u0301 👩‍🚀 🇫🇷 "
    "\x9b2J \x07 tab\there"
)


def article(parts, title, source="article.txt"):
    """An article with units as given: (kind, text, marker, block)."""
    text, units = "", []
    for kind, words, marker, block in parts:
        if marker:
            text += marker + " "
        units.append(Unit(len(text), len(text) + len(words), kind, marker, block))
        text += words + "\n"
    return Article(text, title=title, source=source), units


@dataclass(frozen=True)
class FakeSettings:
    annotator: str | None = None
    theme: str | None = None
    auto_advance: bool = True
    idle_cutoff_s: float = 120.0
    keys: object = field(default_factory=lambda: MappingProxyType({}))
    file: Path | None = None


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    """Nobody's own choices are read or written; colours as they come; always the same clock."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    from annotate_tui.tui import preferences

    preferences.keep("tour", True)


@pytest.fixture(scope="session")
def builtin():
    return load_builtin()


@pytest.fixture
def make_project(tmp_path, builtin):
    """A function that makes a database with articles; its path."""

    numbers = itertools.count(1)

    def make(*articles, codebook=None):
        path = tmp_path / f"project-{next(numbers)}.db"
        with Store.create(path, codebook or builtin) as store:
            store.import_articles(articles, segmenter="test/1")
        return path

    return make


@pytest.fixture
def make_article():
    """A function that makes an article, with its units, of parts: (kind, text, marker, block)."""
    return article


@pytest.fixture
def project(make_project):
    """Two small articles."""
    return make_project(article(QUIET, "A Quiet Cure for Restless Minds?"), article(SECOND, "Prices"))


@pytest.fixture
def quiet_article():
    """The first of the two small articles, with its units."""
    return article(QUIET, "A Quiet Cure for Restless Minds?")


@pytest.fixture
def hostile_project(make_project):
    """An article whose every text is hostile."""
    parts = tuple((kind, f"{HOSTILE} {words}", marker, block) for kind, words, marker, block in QUIET)
    return make_project(article(parts, HOSTILE))


class Run:
    """The program while a test looks at it."""

    def __init__(self, app, pilot):
        self.app = app
        self.pilot = pilot

    @property
    def session(self):
        return self.app.session

    @property
    def screen(self):
        return self.app.screen

    async def press(self, *keys):
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text):
        await self.pilot.press(*("space" if c == " " else c for c in text))
        await self.pilot.pause()

    def strips(self):
        return self.app.screen._compositor.render_strips()

    def rows(self):
        """The screen as rows of text."""
        return ["".join(segment.text for segment in strip).rstrip() for strip in self.strips()]

    def text(self):
        return "\n".join(self.rows())

    def picture(self):
        """The screen as rows of text, each with its runs of style below it."""
        lines = []
        for strip in self.strips():
            text, runs, column = "", [], 0
            for segment in strip:
                end = column + segment.cell_length
                style = _name(segment.style)
                if style and segment.text.strip():
                    if runs and runs[-1][1] == column and runs[-1][2] == style:
                        runs[-1] = (runs[-1][0], end, style)
                    else:
                        runs.append((column, end, style))
                text += segment.text
                column = end
            lines.append(f"|{text.rstrip()}")
            if runs:
                lines.append("  " + "; ".join(f"{a}-{b} {style}" for a, b, style in runs))
        return "\n".join(lines) + "\n"


def _name(style: Style | None) -> str:
    if style is None:
        return ""
    plain = Style(
        color=None if style.color is None or style.color.is_default else style.color,
        bgcolor=None if style.bgcolor is None or style.bgcolor.is_default else style.bgcolor,
        bold=style.bold or None,
        dim=style.dim or None,
        italic=style.italic or None,
        underline=style.underline or None,
        reverse=style.reverse or None,
    )
    return "" if plain == Style() or str(plain) == "none" else str(plain)


@pytest.fixture
def look_at():
    """A function that makes of a program without a terminal something to look at."""
    return Run


@pytest.fixture
def fake_settings():
    """Settings that nobody changed."""
    return FakeSettings()


@pytest.fixture
def start(project):
    """A function that runs the program without a terminal: ``async with start(size=…) as run``."""

    @contextlib.asynccontextmanager
    async def run(
        path=None, *, size=(120, 40), annotator="ada", keys=None, theme=None, article=None, only=None
    ):
        settings = FakeSettings(keys=MappingProxyType(keys or {}), theme=theme)
        with opened(path or project, only, settings) as ready:
            app = AnnotateApp(
                ready,
                annotator=annotator,
                article=ready.article(article),
                theme=theme,
            )
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                yield Run(app, pilot)
            if app.session is not None:
                assert app.session.close(10) == 0

    return run


@pytest.fixture
def snapshot(request):
    """Compare a picture with the one that is kept; ``UPDATE_SNAPSHOTS=1`` keeps the new one."""

    def compare(picture, name):
        file = SNAPSHOTS / f"{name}.txt"
        if os.environ.get("UPDATE_SNAPSHOTS") or not file.exists():
            assert os.environ.get("UPDATE_SNAPSHOTS"), f"there is no {file.name}; run with UPDATE_SNAPSHOTS=1"
            file.parent.mkdir(exist_ok=True)
            file.write_text(picture, encoding="utf-8")
        assert picture.splitlines() == file.read_text(encoding="utf-8").splitlines()

    return compare
