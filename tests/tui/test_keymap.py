"""One table of commands: keys, clashes, and keys that people move."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from annotate_tui.codebook.keys import RESERVED_KEYS
from annotate_tui.errors import UsageError
from annotate_tui.settings import load_settings
from annotate_tui.tui.keymap import COMMANDS, command, keymap_for, spoken
from annotate_tui.tui.opening import opened
from annotate_tui.tui.screens.base import KeyScreen
from annotate_tui.tui.screens.labelling import LabellingScreen
from annotate_tui.tui.screens.labelling.commands import ACTS
from annotate_tui.tui.screens.labelling.pages import PAGES


def test_ids_and_keys_are_given_once():
    assert len({entry.id for entry in COMMANDS}) == len(COMMANDS)
    keys = [key for entry in COMMANDS for key in entry.keys]
    assert len(set(keys)) == len(keys)


METHODS = {name.removeprefix("do_") for name in dir(LabellingScreen) if name.startswith("do_")}


def test_every_command_does_something_on_the_labelling_screen():
    assert {entry.id for entry in COMMANDS} <= METHODS | ACTS.keys() | PAGES.keys()


def test_nothing_is_done_that_is_not_in_the_table():
    shared = {name.removeprefix("do_") for name in dir(KeyScreen) if name.startswith("do_")}
    assert (METHODS - shared) | ACTS.keys() | PAGES.keys() <= {entry.id for entry in COMMANDS}


def test_every_command_is_done_in_one_way():
    assert not METHODS & ACTS.keys()
    assert not (METHODS | ACTS.keys()) & PAGES.keys()


def test_printable_keys_are_the_ones_that_codebooks_may_not_use():
    printable = {key: entry.id for entry in COMMANDS for key in entry.keys if len(key) == 1}
    assert printable == {key: name for key, name in RESERVED_KEYS.items() if len(key) == 1}


def test_titles_and_help_are_written():
    assert all(entry.title and entry.help.endswith((".", "table.")) for entry in COMMANDS)


class TestMoving:
    def test_a_moved_command_gives_up_its_letters_and_keeps_the_rest(self, builtin):
        keymap = keymap_for(builtin, {"next_unit": "J", "undo": "f9"})
        assert keymap.keys["next_unit"] == ("J", "down")
        assert keymap.commands["J"] == "next_unit"
        assert "j" not in keymap.commands
        assert keymap.shown("undo") == "F9"

    def test_two_commands_can_change_places(self, builtin):
        keymap = keymap_for(builtin, {"undo": "n", "note": "u"})
        assert (keymap.commands["n"], keymap.commands["u"]) == ("undo", "note")

    def test_the_codebook_may_move_keys_and_the_user_wins(self, builtin):
        codebook = replace(builtin, keys={"undo": "U", "note": "v"})
        keymap = keymap_for(codebook, {"undo": "y"})
        assert (keymap.commands["y"], keymap.commands["v"]) == ("undo", "note")
        assert "U" not in keymap.commands

    @pytest.mark.parametrize(
        ("own", "message"),
        [
            ({"undoo": "U"}, "there is no command 'undoo'. Did you mean undo?"),
            ({"undo": "n"}, "The key 'n' is given to both"),
            ({"undo": "e"}, "The key 'e' of value 'efficacy'"),
            ({"undo": "hyper+u"}, "no key that a terminal sends"),
            ({"undo": "uu"}, "no key that a terminal sends"),
            ({"undo": "Ctrl+I"}, "terminals send Tab for 'Ctrl+I'; choose another key for undo"),
        ],
    )
    def test_what_cannot_work_is_said(self, builtin, own, message):
        with pytest.raises(UsageError, match=re.escape(message)):
            keymap_for(builtin, own)

    def test_the_file_and_the_key_are_named(self, make_project, quiet_article, tmp_path, builtin):
        file = tmp_path / "annotate-tui.toml"
        file.write_text('[keys]\nundo = "e"\nnotes = "v"\n', encoding="utf-8")
        settings = load_settings(folder=tmp_path)
        with pytest.raises(UsageError) as raised, opened(make_project(quiet_article), None, settings):
            pass
        assert str(raised.value) == f"{file}: [keys]: there is no command 'notes'. Did you mean note?"
        file.write_text('[keys]\nundo = "e"\nnote = "y"\nrepeat = "y"\n', encoding="utf-8")
        settings = load_settings(folder=tmp_path)
        with pytest.raises(UsageError) as raised, opened(make_project(quiet_article), None, settings):
            pass
        first, second = str(raised.value).split("\n")
        assert first.startswith(f"{file}: The key 'y' is given to both repeat and note")
        assert second.startswith(f"{file}: The key 'e' of value 'efficacy'")

    def test_a_codebook_with_a_key_of_the_program_is_refused_until_one_of_them_moves(self, builtin):
        facets = tuple(replace(f, key="n") if f.id == "doubt" else f for f in builtin.facets)
        codebook = replace(builtin, facets=facets)
        with pytest.raises(UsageError, match="The key 'n'"):
            keymap_for(codebook, {})
        assert keymap_for(codebook, {"note": "v"}).commands["v"] == "note"


@pytest.mark.parametrize(
    ("key", "said"), [("enter", "⏎"), ("ctrl+p", "^p"), ("f1", "F1"), ("down", "↓"), ("G", "G"), (":", ":")]
)
def test_keys_as_people_read_them(key, said):
    assert spoken(key) == said


def test_a_command_by_its_id():
    assert command("undo").title == "Undo"
