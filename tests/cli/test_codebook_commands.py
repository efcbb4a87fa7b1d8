"""codebook show, check, new, diff, use."""

from __future__ import annotations

import json

import pytest

from annotate_tui.errors import CodebookError, UsageError


@pytest.fixture
def own(run, here):
    run("codebook", "new", "own.toml", "--title", "Our study")
    return here / "own.toml"


def test_a_new_codebook_is_valid_and_never_overwrites(run, own):
    assert "own.toml is valid: Our study" in run("codebook", "check", own).stdout
    own.write_text("mine")
    with pytest.raises(UsageError, match="left as it is"):
        run("codebook", "new", own)
    assert own.read_text() == "mine"


def test_the_built_in_codebook_can_be_written_out(run, run_json, here):
    run("codebook", "new", "builtin.toml", "--builtin")
    assert run_json("codebook", "show", "builtin.toml", "--json") == run_json("codebook", "show", "--json")


def test_check_names_an_unknown_key_and_its_line(run, own):
    text = own.read_text()
    own.write_text(text.replace("[[facets]]", '[[facets]]\ncolor = "red"', 1))
    line = own.read_text().splitlines().index('color = "red"') + 1
    with pytest.raises(CodebookError, match=f"line {line}.*color"):
        run("codebook", "check", own)


@pytest.mark.parametrize("name", ["nowhere.toml", "."])
def test_check_of_no_file(run, here, name):
    with pytest.raises(CodebookError):
        run("codebook", "check", name)


def test_show_is_a_page(run, study):
    page = run("codebook", "show").stdout
    assert "## Claim type" in page
    assert "Rules for hard cases" in page


def test_show_prefers_the_database(run, run_json, own):
    run("init", "--codebook", own)
    assert run_json("codebook", "show", "--json")["id"] == "own"


def test_diff_says_what_step_the_version_needs(run, run_json, own, here):
    changed = here / "changed.toml"
    changed.write_text(own.read_text().replace('title = "Our study"', 'title = "Their study"'))
    found = run_json("codebook", "diff", own, changed, "--json")
    assert found["step"] == "patch"
    assert [d["text"] for d in found["differences"]] == ["title changed"]
    assert found["problems"]
    assert "They say the same" in run("codebook", "diff", own, own).stdout
    assert "different codebooks" in run("codebook", "diff", own).stdout


def test_use_keeps_labels_and_refuses_what_cannot_be_compared(run, run_json, study, own):
    before = run_json("history", "--annotator", "ada", "--json")
    with pytest.raises(UsageError, match="--force"):
        run("codebook", "use", own)
    run("codebook", "use", own, "--force", "--by", "lea")
    assert run_json("status", "--json")["codebook"]["id"] == "own"
    assert run_json("history", "--annotator", "ada", "--json") == before
    assert "already" in run("codebook", "use", own).stderr


def test_use_before_anything_is_labelled(run, run_json, own):
    run("init")
    run("codebook", "use", own)
    assert run_json("status", "--json")["codebook"]["id"] == "own"


def test_a_codebook_with_escape_codes_does_not_reach_the_terminal(shell, own):
    data = json.loads(shell("codebook", "show", own, "--json").stdout)
    own.write_text(own.read_text().replace("Judge what", "Judge\\u001b[31m what"))
    result = shell("codebook", "show", own)
    assert "\x1b" not in result.stdout + result.stderr
    assert data["id"] == "own"
