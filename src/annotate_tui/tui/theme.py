"""Colours by what they mean, in five themes.

Widgets ask for roles ("the current sentence"), never for colours.  State is
always shown by a sign or a word as well, so that every theme, also the one
without colours, says the same.  The default theme uses the terminal's own
colours and background.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from textual.theme import Theme as TextualTheme

ROLES: tuple[str, ...] = (
    "text",  # what is read
    "dim",  # secondary
    "current",  # the sentence in front of the annotator
    "bar",  # the bar beside it
    "open",
    "begun",
    "done",
    "skipped",
    "code",  # keys of given labels
    "heading",  # headings of an article
    "title",  # headings of the program
    "rule",
    "focus",  # the question in focus
    "key",  # a key to press
    "chosen",  # a given answer
    "proposed",
    "closed",  # a question that is not asked now
    "cursor",  # the chosen row of a list
    "match",  # what was searched for
    "cursor_match",  # the same in the chosen row
    "cue",  # a phrase of the lexicon
    "passage",  # words that were marked
    "info",
    "warning",
    "error",
    "saved",
)


TEXT_ROLES = ("text", "current", "heading", "skipped")
"""The roles of the article's own text; each has one for its phrases of the lexicon, as "current cue"."""


@dataclass(frozen=True)
class Theme:
    """A theme: foreground, background and a style for each role."""

    name: str
    title: str
    dark: bool
    foreground: str
    background: str
    styles: Mapping[str, Style]

    def __getitem__(self, role: str) -> Style:
        return self.styles[role]

    def for_textual(self) -> TextualTheme:
        """The same theme for the few widgets that are drawn by the framework."""
        from textual.theme import Theme as TextualTheme

        native = self.background == "ansi_default"
        accent = "ansi_blue" if native else _hex(self.styles["focus"], self.foreground)
        thumb = "ansi_bright_black" if native else _hex(self.styles["rule"], self.foreground)
        return TextualTheme(
            name=self.name,
            dark=self.dark,
            ansi=True,
            primary=accent,
            secondary=accent,
            accent=accent,
            warning=accent,
            error=accent,
            success=accent,
            foreground=self.foreground,
            background=self.background,
            surface=self.background,
            panel=self.background,
            boost=self.background,
            variables={
                "ansi-background": self.background,
                "ansi-foreground": self.foreground,
                "input-cursor-text-style": "reverse",
                "scrollbar": thumb,
                "scrollbar-hover": thumb,
                "scrollbar-active": thumb,
                "scrollbar-background": self.background,
                "scrollbar-background-hover": self.background,
                "scrollbar-background-active": self.background,
                "scrollbar-corner-color": self.background,
            },
        )


def _hex(style: Style, otherwise: str) -> str:
    color = style.color
    return color.name if color is not None and color.name.startswith("#") else otherwise


def _theme(
    name: str, title: str, words: Mapping[str, str], *, dark: bool = True, fore: str = "", back: str = ""
) -> Theme:
    base = Style.parse(f"{fore} on {back}") if fore else Style()
    styles = {role: base + Style.parse(words.get(role, "")) for role in ROLES}
    # A phrase keeps what its sentence has: bold, or the background of the current one.
    styles |= {f"{role} cue": styles[role] + Style.parse(words["cue"]) for role in TEXT_ROLES}
    return Theme(name, title, dark, fore or "ansi_default", back or "ansi_default", styles)


_TERMINAL = {
    "dim": "dim",
    "current": "bold",
    "bar": "bold cyan",
    "begun": "yellow",
    "done": "green",
    "skipped": "dim",
    "code": "cyan",
    "heading": "bold dim",
    "title": "bold",
    "rule": "dim",
    "focus": "bold cyan",
    "key": "bold",
    "chosen": "bold green",
    "proposed": "italic yellow",
    "closed": "dim",
    "cursor": "reverse",
    "match": "underline bold",
    "cursor_match": "reverse underline bold",
    "cue": "underline",
    "passage": "underline green",
    "info": "cyan",
    "warning": "bold yellow",
    "error": "bold reverse red",
    "saved": "green",
}

_NO_COLOUR = {
    **_TERMINAL,
    "bar": "bold",
    "begun": "",
    "done": "",
    "code": "",
    "focus": "bold underline",
    "chosen": "bold reverse",
    "passage": "underline",
    "proposed": "italic",
    "info": "",
    "warning": "bold",
    "error": "bold reverse",
    "saved": "",
}

THEMES: Mapping[str, Theme] = {
    theme.name: theme
    for theme in (
        _theme("terminal", "Colours of the terminal", _TERMINAL),
        _theme(
            "dark",
            "Dark",
            {
                "dim": "#8a919c",
                "current": "#ffffff on #2b3140",
                "bar": "bold #7fb4ff",
                "open": "#8a919c",
                "begun": "#e0b050",
                "done": "#83c092",
                "skipped": "#808794",
                "code": "#7fbbc3",
                "heading": "bold #a9b0bc",
                "title": "bold #e6e9ee",
                "rule": "#454b57",
                "focus": "bold #7fb4ff",
                "key": "bold #e6e9ee",
                "chosen": "bold #9fdcae",
                "proposed": "italic #e0b050",
                "closed": "#808794",
                "cursor": "#ffffff on #34507a",
                "match": "bold underline #f0d080",
                "cursor_match": "bold underline #f0d080 on #34507a",
                "cue": "underline #d0b0e0",
                "passage": "underline #9fdcae",
                "info": "#7fbbc3",
                "warning": "bold #e0b050",
                "error": "bold #ffffff on #9c2f36",
                "saved": "#83c092",
            },
            fore="#d3d7de",
            back="#1b1e25",
        ),
        _theme(
            "light",
            "Light",
            {
                "dim": "#62666d",
                "current": "#000000 on #e6ecf7",
                "bar": "bold #1f5fb0",
                "open": "#62666d",
                "begun": "#8a5a00",
                "done": "#2b7040",
                "skipped": "#6e7178",
                "code": "#0f6674",
                "heading": "bold #4c5058",
                "title": "bold #16181d",
                "rule": "#c3c7ce",
                "focus": "bold #1f5fb0",
                "key": "bold #16181d",
                "chosen": "bold #1e6a35",
                "proposed": "italic #8a5a00",
                "closed": "#6e7178",
                "cursor": "#000000 on #c9daf5",
                "match": "bold underline #8a4a00",
                "cursor_match": "bold underline #6a3800 on #c9daf5",
                "cue": "underline #6a3d8a",
                "passage": "underline #1e6a35",
                "info": "#0f6674",
                "warning": "bold #8a5a00",
                "error": "bold #ffffff on #b3262e",
                "saved": "#2b7040",
            },
            dark=False,
            fore="#22252b",
            back="#fbfaf7",
        ),
        _theme(
            "contrast",
            "High contrast",
            {
                "current": "bold #000000 on #ffffff",
                "bar": "bold #ffff00",
                "begun": "bold #ffff00",
                "done": "bold #00ff00",
                "code": "bold #00ffff",
                "heading": "bold underline",
                "title": "bold",
                "focus": "bold #000000 on #ffff00",
                "key": "bold #ffff00",
                "chosen": "bold #000000 on #00ff00",
                "proposed": "italic bold #ffff00",
                "closed": "italic #c0c0c0",
                "skipped": "#c0c0c0",
                "dim": "#d8d8d8",
                "rule": "#ffffff",
                "cursor": "bold #000000 on #ffff00",
                "match": "bold underline #ffff00",
                "cursor_match": "bold underline #000000 on #ffff00",
                "cue": "bold underline #ff80ff",
                "passage": "bold underline #00ff00",
                "info": "bold #00ffff",
                "warning": "bold #ffff00",
                "error": "bold #ffffff on #d00000",
                "saved": "bold #00ff00",
            },
            fore="#ffffff",
            back="#000000",
        ),
        _theme("none", "No colours", _NO_COLOUR),
    )
}

DEFAULT = "terminal"


def theme_named(name: str | None) -> Theme:
    """The theme with a name; NO_COLOR in the environment wins; an unknown name is the default."""
    if os.environ.get("NO_COLOR"):
        return THEMES["none"]
    return THEMES.get(name or DEFAULT, THEMES[DEFAULT])
