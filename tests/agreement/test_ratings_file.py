"""Reading ratings from files: what is understood, and the sentence for everything that is not."""

import pytest

from annotate_tui.agreement.analyse import analyse
from annotate_tui.agreement.ratings_file import read_ratings
from annotate_tui.errors import InputError


@pytest.fixture
def write(tmp_path):
    def write(text, name="ratings.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def problems(path, **options):
    with pytest.raises(InputError) as caught:
        read_ratings(path, **{"scale": "nominal"} | options)
    assert caught.value.exit_code == 1
    return caught.value.problems


def test_wide(write):
    ratings = read_ratings(write("unit,ann,ben\nu1,x,y\nu2,,x\n"), scale="nominal")
    assert ratings.annotators == ("ann", "ben")
    assert list(ratings.units) == ["u1", "u2"]
    assert ratings.values == ("x", "y")
    assert ratings.codes.tolist() == [[0, 1], [-1, 0]]
    assert ratings.clusters is None


@pytest.mark.parametrize("name", ["cluster", "article", "document", "Article"])
def test_wide_with_a_cluster(write, name):
    ratings = read_ratings(write(f"id,{name},ann,ben\nu1,b,x,y\nu2,a,y,x\n"), scale="nominal")
    assert ratings.annotators == ("ann", "ben")
    assert ratings.cluster_names == ("a", "b")
    assert ratings.clusters.tolist() == [1, 0]


def test_wide_with_a_named_cluster(write):
    path = write("id,ann,text,ben\nu1,x,t1,y\nu2,x,t1,y\n")
    assert read_ratings(path, scale="nominal", cluster="text").annotators == ("ann", "ben")


def test_long_in_any_order_of_columns(write):
    path = write("annotator,cluster,value,unit\nben,t,x,u1\nann,t,y,u1\nann,t,,u2\n")
    ratings = read_ratings(path, scale="nominal")
    assert ratings.annotators == ("ann", "ben")
    assert ratings.codes.tolist() == [[1, 0], [-1, -1]]


@pytest.mark.parametrize(("name", "mark"), [("r.tsv", "\t"), ("r.csv", ";"), ("r.csv", "\t"), ("r.txt", ",")])
def test_delimiters_bom_and_blank_lines(write, name, mark):
    text = "\ufeffunit,a,b\r\nu1,x,y\r\n\r\nu2,y,y\r\n".replace(",", mark)
    assert read_ratings(write(text, name), scale="nominal").codes.tolist() == [[0, 1], [1, 1]]


def test_declared_order_counts_and_not_the_alphabet(write):
    path = write("unit,a,b\nu1,low,high\n")
    ratings = read_ratings(path, scale="ordinal", order=("low", "medium", "high"))
    assert ratings.values == ("low", "medium", "high")
    assert ratings.codes.tolist() == [[0, 2]]
    assert problems(path, scale="ordinal")[0].endswith("as in --order low,medium,high.")
    numbers = read_ratings(write("unit,a,b\nu1,2,10\n"), scale="ordinal")
    assert numbers.values == ("2", "10")


def test_sets_booleans_and_numbers(write):
    sets = read_ratings(write("unit,a,b\nu1,x|y,∅\nu2,y,\n"), scale="set")
    assert sets.values == ("x", "y")
    assert sets.codes.tolist() == [[3, 0], [2, -1]]
    truth = read_ratings(write("unit,a,b\nu1,yes,0\n"), scale="boolean")
    assert truth.codes.tolist() == [[1, 0]]
    numbers = read_ratings(write("unit,a,b\nu1,1.5,\nu2,0,3e2\n"), scale="ratio")
    assert numbers.codes.tolist()[1] == [0, 300]


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        ("", {}, "is empty"),
        (b"\xff\xfe\x00", {}, "not text in UTF-8"),
        (b"a,b\0", {}, "is not text"),
        ("unit,a\nu1,x\n", {}, "two annotators or more"),
        ("unit,a,a\nu1,x,y\n", {}, "line 1: the column “a” occurs twice."),
        ("unit,a,\nu1,x,y\n", {}, "line 1: column 3 has no name."),
        ("unit,a,b\nu1,x\n", {}, "line 2: 2 cells, but the header has 3."),
        ("unit,a,b\nu1,x,y\nu1,x,y\n", {}, "line 3: the unit “u1” occurs twice."),
        ("unit,a,b\n,x,y\n", {}, "line 2: the unit has no name."),
        ("unit,a,b\nu1,x,y\n", {"cluster": "text"}, "there is no column “text”"),
        ("unit,a,b\nu1,x,z\n", {"order": ("x", "y")}, "line 2: “z” is not a declared value (x, y)."),
        ("unit,a,b\nu1,1,two\n", {"scale": "interval"}, "line 2: “two” is not a number."),
        ("unit,a,b\nu1,1,-2\n", {"scale": "ratio"}, "starts at zero"),
        ("unit,a,b\nu1,x,y\nu2,z,x\n", {"scale": "boolean"}, "has two values"),
        ("unit,cluster,a,b\nu1,,x,y\n", {}, "line 2: the unit “u1” has no cluster."),
        ("unit,annotator,value\nu1,a,x\nu1,a,y\n", {}, "line 3: a has already rated u1 differently"),
        ("unit,annotator,value\nu1,,x\n", {}, "line 2: the annotator has no name."),
        (
            "unit,annotator,value,cluster\nu1,a,x,c\nu1,b,x,d\n",
            {},
            "line 3: the unit “u1” is in two clusters",
        ),
        ('unit,a,b\nu1,"x,y\n', {}, "the quoting is broken"),
    ],
)
def test_problems_are_plain_sentences_with_their_line(write, text, options, sentence):
    found = problems(write(text), **options)
    assert any(sentence in problem for problem in found), found
    assert all(problem.endswith(".") for problem in found)


def test_all_problems_at_once(write):
    assert len(problems(write("unit,a,b\nu1,x\n,x,y\nu1,x,y\nu1,x,y\n"))) == 3


def test_no_file_and_a_folder(tmp_path):
    assert "there is no such file" in problems(tmp_path / "none.csv")[0]
    assert "is a folder" in problems(tmp_path)[0]


def test_rounds_are_what_an_annotator_said_at_different_times(tmp_path):
    path = tmp_path / "rounds.csv"
    path.write_text(
        "unit,annotator,value,round\n"
        "1,ann,x,1\n1,ann,y,10\n1,ann,z,2\n2,ann,x,2\n2,ann,x,1\n3,ann,x,1\n1,ben,y,1\n"
    )
    ratings = read_ratings(path, scale="nominal", order=("x", "y", "z"))
    assert ratings.codes.tolist() == [[1, 1], [0, -1], [0, -1]]
    assert ratings.earlier.tolist() == [[0, -1], [0, -1], [-1, -1]]
    intra = analyse(ratings, draws=0).to_data()["intra_annotator"]
    assert list(intra) == ["ann"]
    assert (intra["ann"]["n"], intra["ann"]["percent"]) == (2, 0.5)


def test_two_answers_in_one_round_are_refused(tmp_path):
    path = tmp_path / "rounds.csv"
    path.write_text("unit,annotator,value,round\n1,ann,x,1\n1,ann,y,1\n1,ben,y,1\n")
    with pytest.raises(InputError, match="line 3"):
        read_ratings(path, scale="nominal")
