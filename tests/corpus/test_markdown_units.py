"""Markdown: its marks are markers or set apart, its lines are joined, the text stays as written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from annotate_tui.corpus.segment import segment
from annotate_tui.corpus.titles import title_in

TEXT = """\
---
title: "Rest and Mood"
date: 2021-03-04
---

# Rest and Mood

*By Ann Poe*

Sleep **matters.** See [the study](https://example.org/a.b?c=1). This line was
wrapped. It goes on[^1].

## Side effects of naps

- [ ] Dizziness. It passes.
- A dry mouth

> One good night
> changes a lot. Try it.

```
code. Not text. Never split
```

Second Heading
--------------

1. Rest, e.g. at noon.
2. Walk.

***

[^1]: Poe A. Naps. J Rest. 2010;1(2):3–4.
"""


def units(text: str) -> list[tuple[str, str | None, str]]:
    """Kind, marker and text of each unit."""
    return [
        (u.kind.value, u.marker, text[u.start : u.end]) for u in segment(text, media_type="text/markdown")
    ]


def test_a_whole_document(check: Callable[..., Any]) -> None:
    """Unit by unit."""
    check(TEXT, segment(TEXT, media_type="text/markdown"))
    assert units(TEXT) == [
        ("boilerplate", None, "---"),
        ("boilerplate", None, 'title: "Rest and Mood"'),
        ("boilerplate", None, "date: 2021-03-04"),
        ("boilerplate", None, "---"),
        ("title", "#", "Rest and Mood"),
        ("byline", None, "*By Ann Poe*"),
        ("sentence", None, "Sleep **matters.**"),
        ("sentence", None, "See [the study](https://example.org/a.b?c=1)."),
        ("sentence", None, "This line was\nwrapped."),
        ("sentence", None, "It goes on[^1]."),
        ("heading", "##", "Side effects of naps"),
        ("sentence", "- [ ]", "Dizziness."),
        ("sentence", None, "It passes."),
        ("sentence", "-", "A dry mouth"),
        ("quote", ">", "One good night"),
        ("quote", ">", "changes a lot."),
        ("quote", None, "Try it."),
        ("boilerplate", None, "```"),
        ("boilerplate", None, "code. Not text. Never split"),
        ("boilerplate", None, "```"),
        ("heading", None, "Second Heading"),
        ("boilerplate", None, "--------------"),
        ("sentence", "1.", "Rest, e.g. at noon."),
        ("sentence", "2.", "Walk."),
        ("boilerplate", None, "***"),
        ("reference", "[^1]:", "Poe A. Naps. J Rest. 2010;1(2):3–4."),
    ]


def test_the_title_of_the_settings_is_the_title_of_the_article() -> None:
    """Front matter names the title; a heading does where it is not there."""
    assert title_in(TEXT, "text/markdown") == "Rest and Mood"
    assert title_in("# One *Day*\n\nIt was.", "text/markdown") == "One *Day*"
    assert title_in("It was. It is.", "text/markdown") == ""
