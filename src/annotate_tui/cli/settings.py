"""``annotate-tui settings``: what a project decided, kept in its database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import print_json, say
from annotate_tui.cli.project import open_project
from annotate_tui.cli.table import print_table
from annotate_tui.errors import UsageError

YES_NO: Mapping[str, Any] = {"on": True, "off": False}


@dataclass(frozen=True)
class Setting:
    """A setting that a project can decide on."""

    about: str
    default: Any
    values: Mapping[str, Any] | None = None
    """Word → value; None: any text."""

    def shown(self, value: Any) -> str:
        """The word for a value."""
        for word, meant in (self.values or {}).items():
            if meant == value:
                return word
        return str(value)


SETTINGS = {
    "blind": Setting("annotators never see the labels of others", True, YES_NO),
    "agreement_when_done": Setting(
        "who is done with an article may look at the agreement on it", False, YES_NO
    ),
    "highlights": Setting(
        "who sees cue highlights while labelling",
        "off",
        {word: word for word in ("off", "on", "annotator_choice", "assigned", "after_first_answer")},
    ),
    "highlights_seed": Setting("what draws lots for highlights that are assigned", ""),
}


@click.command("settings", cls=Command)
@click.argument("name", required=False, metavar="[NAME]")
@click.argument("value", required=False, metavar="[VALUE]")
@click.option("--by", metavar="NAME", help="Who decided it; the history names them.")
@click.option("--json", "as_json", is_flag=True, help="Print the settings for other programs.")
def command(name: str | None, value: str | None, by: str | None, as_json: bool) -> None:
    """Show or decide what holds for the whole project.

    Without VALUE the settings are shown. They are kept in the database, with their history, and
    travel with it: blind (on, off), agreement_when_done (on, off), highlights (off, on,
    annotator_choice, assigned, after_first_answer), highlights_seed. What each person sets for
    themselves stands in annotate-tui.toml.

    \b
    Examples:
      annotate-tui settings
      annotate-tui settings blind off --by lea
    """
    if name is not None and name not in SETTINGS:
        from annotate_tui.codebook.answers import nearest

        raise UsageError(f"There is no setting {name!r}{nearest(name, SETTINGS)}")
    if name is not None and value is not None:
        _set(name, value, by)
        return
    with open_project() as store:
        found = {key: store.setting(key, setting.default) for key, setting in SETTINGS.items()}
    chosen = {key: found[key] for key in SETTINGS if name in (None, key)}
    if as_json:
        print_json(chosen)
    else:
        rows = [(key, SETTINGS[key].shown(is_set), SETTINGS[key].about) for key, is_set in chosen.items()]
        print_table(("setting", "value", "what it means"), rows, cut=(1, 2))


def _set(name: str, word: str, by: str | None) -> None:
    setting = SETTINGS[name]
    if setting.values is not None and word not in setting.values:
        raise UsageError(f"{name} is {' or '.join(setting.values)}, not {word!r}.")
    value = word if setting.values is None else setting.values[word]
    with open_project(write=True) as store:
        store.set_setting(name, value, by=by)
    say(f"{name} is {setting.shown(value)}: {setting.about}.")
