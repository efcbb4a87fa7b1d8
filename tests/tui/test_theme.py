"""Themes can be read: with all colours, with sixteen, and without any."""

from __future__ import annotations

import pytest
from rich.color import ColorSystem

from annotate_tui.tui.theme import ROLES, THEMES, theme_named

COLOURED = ("dark", "light", "contrast")


def luminance(colour):
    def linear(part):
        share = part / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour.get_truecolor())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style):
    darker, lighter = sorted((luminance(style.color), luminance(style.bgcolor)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", COLOURED)
def test_everything_that_is_read_stands_out(name):
    """4.5 is what the Web Content Accessibility Guidelines ask of text (level AA)."""
    theme = THEMES[name]
    weak = {role: contrast(theme[role]) for role in ROLES if role != "rule" and contrast(theme[role]) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("name", COLOURED)
def test_sixteen_colours_are_enough(name):
    theme = THEMES[name]
    for role in ROLES:
        style = theme[role]
        fore = style.color.downgrade(ColorSystem.STANDARD).number
        back = style.bgcolor.downgrade(ColorSystem.STANDARD).number
        assert fore != back, role
        # Light grey on white, and dark grey on black.
        assert role == "rule" or (fore, back) not in {(7, 15), (8, 0)}, role


def test_no_theme_leaves_a_role_out():
    for theme in THEMES.values():
        assert set(theme.styles) >= set(ROLES)


def test_without_colours_the_chosen_row_and_finds_differ_from_text():
    theme = THEMES["none"]
    for role in ("cursor", "cursor_match", "match", "current", "focus", "chosen", "error"):
        assert theme[role] != theme["text"], role
    assert theme["cursor_match"] != theme["cursor"]


def test_no_color_wins(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert theme_named("dark") is THEMES["none"]
    monkeypatch.delenv("NO_COLOR")
    assert theme_named("gone") is THEMES["terminal"]
