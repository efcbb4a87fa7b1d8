"""``annotate-tui settings``: what a project decided, kept in its database."""

from __future__ import annotations

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import print_json, say
from annotate_tui.cli.project import open_project
from annotate_tui.cli.project_settings import CAUTION, SETTINGS, current
from annotate_tui.cli.table import print_table
from annotate_tui.errors import UsageError


@click.command("settings", cls=Command)
@click.argument("name", required=False, metavar="[NAME]")
@click.argument("value", required=False, metavar="[VALUE]")
@click.option("--by", metavar="NAME", help="Who decided it; the history names them.")
@click.option("--json", "as_json", is_flag=True, help="Print the settings for other programs.")
def command(name: str | None, value: str | None, by: str | None, as_json: bool) -> None:
    """Show or decide what holds for the whole project.

    Without VALUE the settings are shown. They are kept in the database, with their history, and
    travel with it: blind (on, off), agreement_when_done (on, off), adjudicators (leads, everybody),
    adjudication_names (on, off), highlights (off, on, annotator_choice, assigned,
    after_first_answer) and what belongs to highlights: highlights_lexicon (a file), _categories,
    _weak, _off_in (articles), _seed, _annotators, _drop and _decoys (shares). What each person sets
    for themselves stands in annotate-tui.toml.

    \b
    Examples:
      annotate-tui settings
      annotate-tui settings blind off --by lea
      annotate-tui settings highlights_off_in 3,7
    """
    if name is not None and name not in SETTINGS:
        from annotate_tui.codebook.answers import nearest

        raise UsageError(f"There is no setting {name!r}{nearest(name, SETTINGS)}")
    if name is not None and value is not None:
        _set(name, value, by)
        return
    names = list(SETTINGS) if name is None else [name]
    with open_project() as store:
        found = {key: current(store, key) for key in names}
        shown = {key: SETTINGS[key].show(store, value) for key, value in found.items()}
    if as_json:
        # Of a lexicon the name: the whole text of a file would help nobody.
        print_json({**found, **{key: shown[key] for key in found if key == "highlights_lexicon"}})
    else:
        rows = [(key, shown[key], SETTINGS[key].about) for key in names]
        print_table(("setting", "value", "what it means"), rows, cut=(1, 2))


def _set(name: str, word: str, by: str | None) -> None:
    setting = SETTINGS[name]
    with open_project(write=True) as store:
        value = setting.read(store, word)
        store.set_setting(name, value, by=by)
        shown = setting.show(store, value)
    say(f"{name} is {shown}: {setting.about}.")
    if name == "highlights" and value != "off":
        say(CAUTION)
