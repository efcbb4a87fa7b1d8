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
