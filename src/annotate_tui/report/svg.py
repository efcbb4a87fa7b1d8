"""SVG, a few shapes of it: no scripts, no styles of its own, everything escaped.

Colours come from classes that the page's style sheet knows (light, dark, print), so a
picture holds no colour.  Lengths are in the picture's own units, of which one is about a
pixel on a phone.
"""

from __future__ import annotations

from html import escape

from annotate_tui.report.safe import shorten
from annotate_tui.visible import on_one_line

FONT = 12
"""Height of letters."""
LETTER = 6.4
"""Width of a letter, on average."""


def text_of(value: str) -> str:
    """Any text, for between two tags or within an attribute."""
    return escape(on_one_line(value), quote=True)


def number(value: float) -> str:
    """A length, as short as it can be written."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def tag(name: str, content: str = "", **attributes: str | float) -> str:
    """An element; ``class_`` is class, and an underscore in a name is a hyphen."""
    texts = {
        key.rstrip("_").replace("_", "-"): text_of(value) if isinstance(value, str) else number(value)
        for key, value in attributes.items()
    }
    pairs = "".join(f' {key}="{text}"' for key, text in texts.items())
    return f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"


def titled(content: str, title: str) -> str:
    """Shapes with a text that appears when they are pointed at."""
    return tag("g", tag("title", text_of(title)) + content)


def label(
    text: str, x: float, y: float, *, anchor: str = "start", class_: str = "ink", room: float = 0
) -> str:
    """A text with its baseline at ``y``; cut off, with the whole in its title, where it has no room."""
    shown = shorten(on_one_line(text), max(int(room / LETTER), 1)) if room else text
    if not shown:
        return ""
    title = tag("title", text_of(text)) if shown != on_one_line(text) and room else ""
    return tag("text", title + text_of(shown), x=x, y=y, text_anchor=anchor, class_=class_)


def side_label(text: str, x: float, y: float, *, room: float) -> str:
    """A text that ends at ``x``, on two lines where one has no room; cut off where two have none."""
    whole = on_one_line(text)
    most = max(int(room / LETTER), 1)
    if len(whole) <= most:
        return label(text, x, y, anchor="end", room=room)
    cut = max(whole.rfind(" ", 0, most + 1), whole.rfind("-", 0, most) + 1)
    if cut < most / 3:
        return label(text, x, y, anchor="end", room=room)
    first, second = whole[:cut].rstrip(), whole[cut:].lstrip()
    return titled(
        label(first, x, y - 6, anchor="end", room=room) + label(second, x, y + 6, anchor="end", room=room),
        whole,
    )


def upright(text: str, x: float, y: float, *, room: float) -> str:
    """A text that reads upward from (x, y)."""
    shown = shorten(on_one_line(text), max(int(room / LETTER), 1))
    title = tag("title", text_of(text)) if shown != on_one_line(text) else ""
    turn = f"rotate(-90 {number(x)} {number(y)})"
    return tag("text", title + text_of(shown), x=x, y=y, transform=turn, class_="ink")


def line(x1: float, y1: float, x2: float, y2: float, class_: str = "rule") -> str:
    """A straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def box(x: float, y: float, width: float, height: float, class_: str) -> str:
    """A rectangle."""
    return tag("rect", x=x, y=y, width=max(width, 0.0), height=max(height, 0.0), class_=class_)


def dot(x: float, y: float, radius: float, class_: str = "mark") -> str:
    """A disc."""
    return tag("circle", cx=x, cy=y, r=radius, class_=class_)


def picture(
    content: str, width: float, height: float, *, title: str, description: str, wide: bool = False
) -> str:
    """The whole picture; it shrinks with its column, and says in words what it shows.

    A ``wide`` one also grows with its column.
    """
    words = tag("title", text_of(title)) + tag("desc", text_of(description))
    size = f"0 0 {number(width)} {number(height)}"
    label_of = f"{on_one_line(title)}. {on_one_line(description)}"
    grows = ' class="wide"' if wide else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{grows} role="img" viewBox="{size}" width="{number(width)}" '
        f'height="{number(height)}" aria-label="{text_of(label_of)}">{words}{content}</svg>'
    )
