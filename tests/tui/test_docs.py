"""What is written for annotators is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annotate_tui.tui.keymap import COMMANDS
from annotate_tui.tui.theme import THEMES

PAGE = Path(__file__).parents[2] / "docs" / "annotating.md"
WRITTEN = {
    "enter": "Enter",
    "up": "↑",
    "down": "↓",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "delete": "Del",
    "escape": "Esc",
    "shift+tab": "Shift+Tab",
}


def written(key):
    """A key as the page writes it."""
    if key in WRITTEN:
        return WRITTEN[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[-1].upper()}"
    return key if len(key) == 1 or key == "space" else key.capitalize()


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rows(page):
    table = page.split("## All keys")[1].split("\nA digit")[0]
    found = re.findall(r"^\| (.+?) \| (.+?) \| `(\w+)` \|$", table, re.MULTILINE)
    return {name: (keys, title) for keys, title, name in found}


def test_every_command_is_there_with_its_keys_and_title(rows):
    assert list(rows) == [entry.id for entry in COMMANDS]
    for entry in COMMANDS:
        keys, title = rows[entry.id]
        assert keys == (" ".join(f"`{written(key)}`" for key in entry.keys) or "(by name)")
        assert title.startswith(entry.title)


def test_the_themes_are_named(page):
    section = page.split("## Themes")[1].split("##")[0].casefold()
    for theme in THEMES.values():
        assert theme.title.removeprefix("Colours of the ").casefold() in section
