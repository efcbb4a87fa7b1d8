"""Settings: the command line beats the environment, the environment beats the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate_tui.errors import InputError
from annotate_tui.settings import Settings, load_settings


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def settings_in(folder: Path, text: str, name: str = "annotate-tui.toml", **given) -> Settings:
    (folder / name).write_text(text)
    return load_settings(folder=folder, environ=given.pop("environ", {}), **given)


def test_without_anything_the_database_is_annotations_db_here(folder):
    settings = load_settings(folder=folder, environ={})
    assert settings.db == folder / "annotations.db"
    assert not settings.db_named
    assert settings.annotator is None
    assert settings.auto_advance


def test_the_file_names_what_it_names(folder):
    settings = settings_in(
        folder,
        'db = "data/labels.db"\ncodebook = "ours.toml"\nannotator = "ada"\ntheme = "nord"\n'
        'auto_advance = false\nidle_cutoff_s = 60\n[keys]\nundo = "U"\n',
    )
    assert settings.db == folder / "data" / "labels.db"
    assert not settings.db_named
    assert settings.codebook == folder / "ours.toml"
    assert (settings.annotator, settings.theme) == ("ada", "nord")
    assert not settings.auto_advance
    assert settings.idle_cutoff_s == 60
    assert settings.keys == {"undo": "U"}


def test_the_environment_beats_the_file_and_options_beat_both(folder):
    text = 'annotator = "file"\ndb = "file.db"\n'
    environ = {"ANNOTATE_TUI_ANNOTATOR": "environment", "ANNOTATE_TUI_DB": "environment.db"}
    settings = settings_in(folder, text, environ=environ)
    assert settings.annotator == "environment"
    assert settings.db == folder / "environment.db"
    assert settings.db_named
    settings = settings_in(folder, text, environ=environ, annotator="option", db=Path("option.db"))
    assert settings.annotator == "option"
    assert settings.db == folder / "option.db"


def test_the_file_beside_the_named_database_counts(folder):
    project = folder / "project"
    project.mkdir()
    (project / "annotate-tui.toml").write_text('annotator = "ada"\n')
    (folder / "annotate-tui.toml").write_text('annotator = "ben"\n')
    assert load_settings(folder=folder, db=Path("project/labels.db"), environ={}).annotator == "ada"
    assert load_settings(folder=folder, environ={}).annotator == "ben"


def test_pyproject_is_read_where_it_speaks_of_us(folder):
    settings = settings_in(folder, '[tool.annotate-tui]\nannotator = "ada"\n', "pyproject.toml")
    assert settings.annotator == "ada"
    assert settings_in(folder, "this is not TOML", "pyproject.toml").annotator is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("anotator = 'ada'", "there is no setting 'anotator'"),
        ("auto_advance = 'yes'", "auto_advance must be true or false"),
        ("idle_cutoff_s = true", "idle_cutoff_s must be a number"),
        ("idle_cutoff_s = -1", "above 0"),
        ("idle_cutoff_s = nan", "above 0"),
        ("[keys]\nundo = 3", "keys.undo must be the name of a key"),
        ("db = 3", "db must be a text"),
        ("= 3", "is not valid TOML"),
    ],
)
def test_a_settings_file_that_cannot_be_used_is_one_plain_sentence(folder, text, said):
    with pytest.raises(InputError, match=said):
        settings_in(folder, text)


def test_a_settings_file_that_is_not_text(folder):
    (folder / "annotate-tui.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not valid TOML"):
        load_settings(folder=folder, environ={})
