"""All keys: those of the codebook, and those of the program, from the one table."""

from __future__ import annotations

from typing import get_args

from annotate_tui.codebook.model import Codebook
from annotate_tui.tui.keymap import COMMANDS, Group, Keymap
from annotate_tui.tui.screens.page import PageScreen
from annotate_tui.tui.span_rows import span_hints
from annotate_tui.tui.text import displayable, pad
from annotate_tui.tui.widgets.page_view import Line, line
from annotate_tui.tui.widgets.rows import Span

_KEYS = 16


class KeysScreen(PageScreen):
    """The help page."""

    HEADING = "All keys"

    def __init__(self, codebook: Codebook) -> None:
        super().__init__()
        self._codebook = codebook

    def lines(self) -> list[Line]:
        return key_lines(self._codebook, self.program.keymap)

    def do_keys(self) -> None:
        self.do_back()


_ON_PAGES = {
    "next_unit": "Down",
    "previous_unit": "Up",
    "page_down": "A page down",
    "page_up": "A page up",
    "next_open": "A page down",
    "first_unit": "To the top",
    "last_unit": "To the end",
    "find": "Search",
    "keys": "These keys",
    "theme": "Next theme",
    "back": "Back",
    "quit": "Back",
    "suspend": "Pause the program",
    "interrupt": "Leave the program",
}
"""What commands are called on pages, where they mean something else than while labelling."""


class PageKeysScreen(PageScreen):
    """The keys of the page below."""

    def __init__(self, below: PageScreen) -> None:
        super().__init__()
        self._below = below

    def heading_text(self) -> tuple[str, str]:
        return "Keys of this page", self._below.heading_text()[0]

    def lines(self) -> list[Line]:
        keymap, below = self.program.keymap, self._below
        own = [(key, what) for key, what in below.page_hints() if key]
        made = [_entry(key, what[:1].upper() + what[1:], "") for key, what in own]
        shown = {key for key, _ in own}
        for name, title in _ON_PAGES.items():
            if name == "find" and below.TYPED is None:
                continue
            keys = keymap.all_shown(name)
            if keys and keymap.shown(name) not in shown and below.command(name) is not None:
                made.append(_entry(keys, title, ""))
        if below.TYPED is not None:
            tab = keymap.shown("next_question")
            made += [line(), line(f"While you type, {tab} goes to the list; there letters are keys.", "dim")]
        return made

    def do_keys(self) -> None:
        self.do_back()


def key_lines(codebook: Codebook, keymap: Keymap) -> list[Line]:
    """The keys of the codebook, then those of the program in their groups."""
    made = [line("Answers, from the codebook", "focus")]
    for facet in codebook.unit_facets:
        keys = [(value.key, value.name) for value in facet.values if value.key and not value.retired]
        if facet.key:
            keys.insert(0, (facet.key, facet.name))
        if not keys:
            continue
        if facet.values:
            made.append(line(displayable(facet.name), "title"))
        made += [_entry(displayable(key), displayable(name), "") for key, name in keys]
    if codebook.abstain.allowed:
        made.append(_entry(codebook.abstain.key, "Cannot decide", "Counts as missing, never as an answer."))
    if any(facet.type == "span" for facet in codebook.unit_facets):
        made += [line(), line("Marking passages", "focus")]
        made += [_entry(hint.key, hint.says, "") for hint in span_hints(keymap) if hint.key]
    for group in get_args(Group):
        made += [line(), line(group, "focus")]
        for entry in COMMANDS:
            if entry.group == group:
                made.append(_entry(keymap.all_shown(entry.id) or "(by name)", entry.title, entry.help))
    made += [
        line(),
        line(
            "A digit that is no answer begins a count: 5↓ goes five sentences down. "
            "Keys can be moved in the [keys] table of annotate-tui.toml.",
            "dim",
        ),
    ]
    return made


def _entry(keys: str, title: str, help_: str) -> Line:
    return Line(
        (Span(pad(f"  {keys}", _KEYS), "key"), Span(title), Span(f"  {help_}" if help_ else "", "dim")), _KEYS
    )
