"""The report as LaTeX: every text is printed as it is, nothing in it is a command."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotate_tui.report import latex

OWN = {
    "textbackslash", "textasciicircum", "textasciitilde", "textless", "textgreater", "textbar",
    "textasciigrave", "ldots", "alpha", "kappa", "pi", "emptyset", "geq", "leq", "times",
}  # fmt: skip


@settings(max_examples=300)
@given(st.text(st.sampled_from(list("a1 \\{}$&#_%^~<>|\"'`[]-αé∅…\x1b\n")), max_size=30))
@example("\\input{/etc/passwd}")
@example("\\end{document}")
@example("100 % sure % not a comment")
@example("----")
@example("''''")
def test_no_text_is_a_command(text):
    escaped = latex.escaped(text)
    commands = re.findall(r"\\([a-zA-Z]+|.)", escaped)
    assert {command for command in commands if command.isalpha()} <= OWN
    assert {command for command in commands if not command.isalpha()} <= set("{}$&#_%")
    bare = re.sub(r"\\[^a-zA-Z]", "", escaped)
    assert not set("&#%^_") & set(bare)
    depth = 0
    for character in bare:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    assert bare.count("$") % 2 == 0


def test_rows_begin_with_no_option(make):
    text = latex.to_latex(make.hostile("[2cm] & \\\\"))
    assert not re.search(r"\\\\\s*\[", text)


def test_environments_are_closed_in_order(make):
    for report in (make.report(), make.hostile(make.HOSTILE)):
        inside = []
        for kind, name in re.findall(r"\\(begin|end)\{(\w+)\}", latex.to_latex(report)):
            if kind == "begin":
                inside.append(name)
            else:
                assert inside.pop() == name
        assert inside == []


def test_rows_have_as_many_cells_as_columns(make):
    for report in (make.report(), make.hostile("a & b")):
        text = latex.to_latex(report)
        tables = re.findall(r"\\begin\{tabular\}\{@\{\}([lr]+)@\{\}\}(.*?)\\end\{tabular\}", text, re.DOTALL)
        assert tables
        for columns, body in tables:
            for row in re.findall(r"^    (.*) \\\\$", body, re.MULTILINE):
                assert len(re.split(r"(?<!\\)&", row)) == len(columns)


def test_only_booktabs_is_needed(make):
    text = latex.to_latex(make.report())
    assert "\\toprule" in text
    for amsmath in ("tfrac", "text{", "dfrac", "begin{align"):
        assert f"\\{amsmath}" not in text


def test_labels_are_unique(make):
    labels = re.findall(r"\\label\{(.*?)\}", latex.to_latex(make.report()))
    assert len(labels) == len(set(labels))
    assert "tab:agreement-claim-type-coefficients" in labels


def test_the_method_can_be_had_alone(make):
    text = latex.methods_paragraphs(make.report())
    assert "\\section*{Method}" in text
    assert r"$\alpha = 1 - (N - 1)" in text
    assert r"$\alpha$~=~.74, 95~\% CI {[}.69, .79{]}" in text
