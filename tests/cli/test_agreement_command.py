"""agreement, disagreements: the figures of a labelled database, and of a file."""

from __future__ import annotations

import json

import pytest

from annotate_tui.errors import InputError, UsageError
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store


def test_json_has_the_documented_names(run_json, study):
    data = run_json("agreement", "--json", "--draws", "100")
    assert set(data) >= {"facets", "cleaning", "method"}
    claims = data["facets"]["claim_type"]
    assert claims["scale"] == "nominal"
    # The comment is reported apart, the heading was opened by one annotator only.
    assert (claims["n_pairable"], claims["n_annotators"], claims["n_clusters"]) == (5, 2, 2)
    alpha = claims["coefficients"]["krippendorff_alpha"]
    assert set(alpha) >= {"value", "se", "low", "high", "level", "undefined"}
    pair = claims["pairs"][0]
    assert pair["annotators"] == ["ada", "ben"]
    assert pair["cohen_kappa"] == pytest.approx((3 / 5 - 5 / 25) / (1 - 5 / 25), abs=0.2)
    assert data["method"]["codebook_id"] == "health-claims"
    assert len(data["method"]["database_digest"]) == 64


def test_the_gate_and_the_denominator(run_json, study):
    evidence = run_json("agreement", "--json", "--draws", "0", "--facet", "evidence")["facets"]["evidence"]
    # Both were asked and answered: unit 1 of the first article and unit 0 of the second.
    assert evidence["n_pairable"] == 2
    assert evidence["gate"]["n_pairable"] == 5


def test_models_are_not_pooled_unasked(run_json, study):
    people = run_json("agreement", "--json", "--draws", "0")["facets"]["claim_type"]
    assert people["annotators_compared"] == ["ada", "ben"]
    pooled = run_json("agreement", "--json", "--draws", "0", "--pool-models")["facets"]["claim_type"]
    assert "=model/1" in pooled["annotators_compared"]


def test_facets_that_nobody_answered_are_named_and_left_out(run, study):
    result = run("agreement", "--json", "--draws", "0", "--annotators", "ben")
    assert "sources_listed" in result.stderr
    assert "sources_listed" not in json.loads(result.stdout)["facets"]


def test_the_terminal_says_the_verdict_first(run, study):
    shown = run("agreement", "--draws", "100").stdout.splitlines()
    assert any("Claim type" in line for line in shown[:6])
    assert max(map(len, shown)) <= 80


def test_nobody_has_labelled(run):
    run("init")
    result = run("agreement", "--draws", "0")
    assert result.exit_code == 0
    assert "undefined" in result.stdout or "cannot be judged" in result.stdout


@pytest.mark.parametrize("form", ["csv", "markdown", "html", "latex", "json", "terminal"])
def test_every_face_can_go_into_a_file(run, study, here, form):
    run("agreement", "--draws", "50", "--format", form, "-o", f"report.{form}")
    assert "laim" in (here / f"report.{form}").read_text()
    assert not list(here.glob(".annotate-tui*"))


@pytest.mark.parametrize(
    ("asked", "code"),
    [("claim_type=-1", 0), ("claim_type=0.99", 3), ("0.99", 3)],
)
def test_fail_under_is_exit_code_3(shell, study, asked, code):
    result = shell("agreement", "--draws", "50", "--fail-under", asked)
    assert result.returncode == code
    assert ("claim_type" in result.stderr) == bool(code)
    assert "Claim type" in result.stdout


@pytest.mark.parametrize("asked", ["claim_type", "x=0.5", "claim_type=2", "=0.5"])
def test_fail_under_that_makes_no_sense(shell, study, asked):
    result = shell("agreement", "--draws", "0", "--fail-under", asked)
    assert result.returncode == 2


def test_ratings_from_a_file_need_no_database(run_json, here):
    (here / "ratings.csv").write_text("unit,ann,ben\n1,a,a\n2,a,b\n3,b,b\n4,b,b\n")
    data = run_json("agreement", "--ratings", "ratings.csv", "--scale", "nominal", "--json")
    result = data["facets"]["ratings"]
    assert result["n_pairable"] == 4
    assert result["pairs"][0]["cohen_kappa"] == pytest.approx(0.5)
    assert not (here / "annotations.db").exists()


def test_ratings_from_a_bad_file(run, here):
    (here / "ratings.csv").write_text("unit,ann,ben\n1,9,a\n")
    with pytest.raises(InputError, match="line 2"):
        run("agreement", "--ratings", "ratings.csv", "--scale", "interval")
    with pytest.raises(UsageError, match="--scale"):
        run("agreement", "--ratings", "ratings.csv")
    with pytest.raises(UsageError, match="--ratings"):
        run("agreement", "--scale", "nominal")
    with pytest.raises(InputError):
        run("agreement", "--ratings", "nowhere.csv", "--scale", "nominal")


def test_fail_under_of_ratings(shell, here):
    (here / "ratings.csv").write_text("unit,ann,ben\n" + "".join(f"{n},{n % 2},{n % 2}\n" for n in range(40)))
    arguments = ("agreement", "--ratings", "ratings.csv", "--scale", "nominal", "--draws", "100")
    assert shell(*arguments, "--fail-under", "0.67").returncode == 0


def test_a_threshold_that_is_reached_only_by_units_as_independent_is_said(shell, here):
    """Three articles, in one of which nearly all disagreements stand."""
    lines = [f"{n},a{n // 30},{n % 2},{1 - n % 2 if n < 10 else n % 2}" for n in range(90)]
    (here / "ratings.csv").write_text("\n".join(["unit,cluster,ann,ben", *lines]))
    arguments = (
        "agreement",
        "--ratings",
        "ratings.csv",
        "--scale",
        "nominal",
        "--draws",
        "200",
        "--fail-under",
    )
    found = shell(*arguments, "0.5")
    assert found.returncode == 0
    assert "passes if units are independent; article by article its lower bound" in found.stderr
    assert shell(*arguments, "-1").stderr == ""
    assert shell(*arguments, "0.99").returncode == 3


def test_disagreements_have_text_answers_and_notes(run, run_json, study):
    found = run_json("disagreements", "--json")
    claims = [d for d in found if d["facet"] == "claim_type"]
    assert [d["unit_index"] for d in claims] == [2, 3]
    assert claims[1]["answers"] == {"ada": "no_claim", "ben": "treatment"}
    assert claims[1]["notes"] == {"ada": "+1\nmaybe 'advice'"}
    assert claims[1]["text"] == "治疗每周一次。"
    assert {d["facet"] for d in found} == {"claim_type", "evidence", "coi_cues"}
    shown = run("disagreements").stdout
    assert "ben: Treatment facts" in shown
    assert len(run_json("disagreements", "--json", "--limit", "1")) == 1
    assert [d["facet"] for d in run_json("disagreements", "--json", "--facet", "evidence")] == ["evidence"]


def test_models_disagree_only_if_named(run_json, study):
    named = run_json("disagreements", "--json", "--annotators", "ada,=model/1")
    assert {d["facet"] for d in named} == {"claim_type", "coi_cues"}


def test_facets_that_do_not_exist(run, study):
    with pytest.raises(UsageError, match="claim_type"):
        run("agreement", "--facet", "claim_typ")
    with pytest.raises(UsageError, match="no agreement coefficient"):
        run("agreement", "--facet", "note")


@pytest.mark.parametrize("face", ["terminal", "json", "csv", "markdown", "html", "latex"])
def test_disagreements_have_six_faces(run, here, study, face):
    printed = run("disagreements", "--format", face).stdout
    assert run("disagreements", "--format", face, "-o", "out").exit_code == 0
    written = (here / "out").read_text(encoding="utf-8")
    for shown in (printed, written):
        assert "治疗每周一次。" in shown
        assert "claim_type" in shown if face in ("json", "csv") else "Claim type" in shown
        assert "Treatment facts" in shown or face == "json"


def test_nothing_differs(run, study):
    result = run("disagreements", "--annotators", "ben")
    assert result.stdout == ""
    assert "There is no disagreement" in result.stderr
    assert (
        "There is no disagreement" in run("disagreements", "--annotators", "ben", "--format", "html").stdout
    )


def test_who_labelled_again_is_compared_with_themselves(run_json, run, study):
    claims = run_json("agreement", "--json", "--draws", "0", "--again", "ben=ada")["facets"]["claim_type"]
    assert claims["annotators_compared"] == ["ada"]
    alone = run_json("agreement", "--json", "--draws", "0")["facets"]["claim_type"]
    twice = claims["intra_annotator"]["ada"]
    assert twice["n"] == alone["n_pairable"]
    assert twice["percent"] == alone["coefficients"]["percent_agreement"]["value"]
    model = run_json("agreement", "--json", "--draws", "0", "--again", "=model/1=ada")["facets"]["claim_type"]
    assert model["annotators_compared"] == ["ada", "ben"]
    for pair in ("ben", "ben=", "ada=ada", "nobody=ada"):
        with pytest.raises(UsageError, match="no pair of annotators"):
            run("agreement", "--again", pair)


@pytest.mark.parametrize("face", ["terminal", "json", "csv", "markdown", "html", "latex"])
@pytest.mark.parametrize("command", ["agreement", "disagreements"])
def test_control_characters_reach_no_face(run, here, study, command, face):
    bad = "\x1b[31m\x9b2J\u202e\u200b"
    with Store.open(study) as store:
        unit = store.units(store.articles()[0].key)[2].key
        store.begin("ada").write([Change(unit, "note", f"{bad}=1+1")])
    run(command, "--format", face, "--article", "1", "-o", "out")
    written = (here / "out").read_text(encoding="utf-8")
    printed = run(command, "--format", face, "--article", "1").stdout
    for shown in (written, printed):
        assert not any(character in shown for character in "\x1b\x9b\u202e\u200b")
    if command == "disagreements":
        assert "1+1" in written
