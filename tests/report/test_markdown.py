"""The report as Markdown: what stands in it is shown as it is."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotate_tui.report import markdown
from annotate_tui.visible import on_one_line

# rich, which the program needs anyway, brings this parser along.
PARSER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def tokens(text):
    found = []
    for token in PARSER.parse(text):
        found.append(token)
        found.extend(token.children or ())
    return found


def shown(text):
    """The text that a reader sees."""
    return "".join(token.content for token in tokens(text) if token.type in ("text", "code_inline"))


MARKUP = st.text(
    st.sampled_from(list("ab1 \\`*_{}[]()<>#+-.!|~&$^:/@=\"'\n\t"))
    | st.characters(exclude_categories=["Cs"]),
    max_size=30,
)


@settings(max_examples=300)
@given(MARKUP)
@example("[a](http://b.c)")
@example("![a][b]")
@example("1. one")
@example("- [ ] task")
@example("&amp; &#65;")
@example("===")
@example("<http://b.c>")
@example("`code`")
def test_any_text_is_shown_as_it_is(text):
    escaped = markdown.escaped(text)
    assert "\n" not in escaped
    found = tokens(escaped)
    assert {token.type for token in found} <= {
        "paragraph_open",
        "inline",
        "text",
        "text_special",
        "paragraph_close",
    }
    kept = "".join(token.content for token in found if token.type.startswith("text"))
    assert kept.strip() == on_one_line(text).strip()


@pytest.mark.parametrize("address", ["http://b.c", "www.example.org", "a@b.c", "HTTPS://B.C"])
def test_addresses_do_not_become_links(address):
    escaped = markdown.escaped(f"see {address} now")
    assert address not in escaped
    assert shown(escaped) == f"see {address} now"


def test_nothing_hostile_gets_through(make):
    found = {token.type for token in tokens(markdown.to_markdown(make.hostile(make.HOSTILE)))}
    assert found.isdisjoint(
        {"html_block", "html_inline", "link_open", "image", "code_inline", "fence", "code_block"}
    )


def test_rows_have_as_many_cells_as_their_head(make):
    for report in (make.report(), make.hostile("a | b \\| c")):
        lines = markdown.to_markdown(report).splitlines()
        heads = [place for place, line in enumerate(lines) if line.startswith("| :---")]
        assert heads
        for place in heads:
            n = cells(lines[place])
            row = place - 1
            while row < len(lines) and lines[row].startswith("|"):
                assert cells(lines[row]) == n
                row += 1


def cells(line):
    return len(line.replace("\\\\", "").replace("\\|", "").split("|"))


def test_the_method_can_be_had_alone(make):
    text = markdown.methods_paragraphs(make.report())
    assert text.startswith("# Method\n")
    assert (
        "α = .74, 95 % CI \\[.69, .79\\]" in text.replace("\N{NO-BREAK SPACE}", " ")
        or "CI [.69, .79]" in text
    )
