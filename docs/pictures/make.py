"""Pictures of the screens for the README and the docs, from the sample articles.

    python docs/pictures/make.py

The sample articles are read into a database that is thrown away, three made-up
annotators label a part of them, and each screen is kept as SVG beside this file.
"""

from __future__ import annotations

import asyncio
import calendar
import itertools
import os
import random
import re
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
FROM_ELSEWHERE = re.compile(r"@font-face \{.*?\}\s*|<!--.*?-->\s*", re.DOTALL)
"""Pictures load nothing and name nobody: a reader's own fixed-width font will do."""
TEXT = re.compile(r'(<text[^>]* x=")([\d.]+)("[^>]* textLength=")([\d.]+)("[^>]*>)((?:&#160;)+)')
SPACE = "&#160;"
CELL = 12.2
"""The width of a cell in the pictures."""


def tidy(picture: str) -> str:
    """The picture without what others would have to send, and with spaces that every viewer draws.

    Some viewers leave out the spaces with which a text begins: such a text begins further right instead.
    """

    def further_right(text: re.Match[str]) -> str:
        cells = len(text[6]) // len(SPACE)
        x, length = float(text[2]) + cells * CELL, float(text[4]) - cells * CELL
        return f"{text[1]}{x:.1f}{text[3]}{length:.1f}{text[5]}"

    picture = TEXT.sub(further_right, FROM_ELSEWHERE.sub("", picture))
    # Nothing is left of a text that was only spaces.
    return re.sub(r"<text[^>]*></text>", "", picture)


def make_database(path: Path) -> None:
    """The sample articles, labelled by three people who mostly agree."""
    from annotate_tui.codebook.load import load_builtin
    from annotate_tui.corpus.read import read_paths
    from annotate_tui.corpus.segment import SEGMENTER, segment
    from annotate_tui.store.session import Change
    from annotate_tui.store.store import Store

    drawn = random.Random(7)  # noqa: S311 - made-up people, no secrets
    with Store.create(path, load_builtin()) as store:
        read = [getattr(one, "article", one) for one in read_paths([SEEDS])]
        store.import_articles(
            [(one, segment(one.text, media_type=one.media_type)) for one in read], segmenter=SEGMENTER
        )
        types = [value.id for value in store.codebook().facet("claim_type").values]
        asked = {"efficacy", "harm", "mechanism", "condition", "treatment"}
        truth: dict[int, tuple[str, str]] = {}
        for name in ("ada", "ben", "cleo"):
            session = store.begin(name)
            for article in store.articles()[1:]:
                for unit in store.units(article.key):
                    if unit.kind != "sentence":
                        continue
                    level = drawn.choices(["e0", "e1", "e2", "e3"], [6, 3, 2, 1])[0]
                    kind, shown = truth.setdefault(unit.key, (drawn.choice(types), level))
                    kind = kind if drawn.random() < 0.85 else drawn.choice(types)
                    cues = ("none",) if drawn.random() < 0.8 else ("promo",)
                    changes = [Change(unit.key, "claim_type", kind), Change(unit.key, "coi_cues", cues)]
                    if kind in asked:
                        changes.append(Change(unit.key, "evidence", shown if drawn.random() < 0.8 else level))
                    session.write(changes, dwell_ms=drawn.randint(2500, 9000))
        store.set_setting("blind", value=False)


async def take_pictures(path: Path) -> None:
    """Each screen once."""
    from annotate_tui.settings import Settings
    from annotate_tui.tui.app import AnnotateApp
    from annotate_tui.tui.opening import opened

    async def take(
        name: str,
        size: tuple[int, int],
        *keys: str,
        theme: str = "dark",
        wait: str = "",
        then: tuple[str, ...] = (),
        annotator: str = "dora",
    ) -> None:
        with opened(path, None, Settings(theme=theme)) as project:
            app = AnnotateApp(
                project,
                annotator=annotator,
                article=project.article("1"),
                theme=theme,
            )
            async with app.run_test(size=size) as pilot:
                await pilot.press(*keys)
                while wait and wait not in shown(app):
                    await pilot.pause(0.1)
                await pilot.press(*then)
                await pilot.pause()
                picture = tidy(app.export_screenshot(title="annotate-tui", simplify=True))
                (HERE / f"{name}.svg").write_text(picture, encoding="utf-8")
            if app.session is not None:
                app.session.close(10)

    def shown(app: AnnotateApp) -> str:
        strips = app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    start = ("colon", "7", "enter")
    label = (*start, "c", "0", "enter", "c", "2", "enter", "t", "0", "enter", "e", "1", "P")
    await take("labelling", (120, 36), *label)
    await take("labelling-80x24", (80, 24), *start, "t")
    await take("prose-light", (120, 36), *start, "z", theme="light")
    await take("guideline", (120, 36), *start, "question_mark")
    await take("articles", (120, 24), *start, "o", annotator="ada")
    await take("find", (120, 24), "slash", *"pressure", wait="found")
    await take("history", (120, 24), *start, "f3")
    await take("agreement", (120, 30), "f8", wait="look closer")
    await take("agreement-question", (120, 36), "f8", wait="look closer", then=("enter", *["down"] * 7))


def same_time_always() -> None:
    """A clock of our own, so that the pictures of two runs are the same: it goes on when it is asked."""
    from annotate_tui.labelling.session import LabellingSession

    started = calendar.timegm((2026, 3, 2, 9, 0, 0))
    wall, hand = itertools.count(started, 2), itertools.count(0, 1.3)
    os.environ["TZ"] = "UTC"
    time.tzset()
    time.time_ns = lambda: next(wall) * 1_000_000_000
    LabellingSession.__init__.__kwdefaults__["clock"] = lambda: next(hand)


def main() -> None:
    """Make a database, take the pictures, throw the database away."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        same_time_always()
        from annotate_tui.tui import preferences

        preferences.keep("tour", value=True)
        path = Path(folder) / "pictures.db"
        make_database(path)
        asyncio.run(take_pictures(path))


if __name__ == "__main__":
    main()
