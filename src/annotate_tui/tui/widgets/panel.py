"""The questions about a unit as rows: every value with its key, always, at the same place.

Which rows there are depends on the codebook and the room, never on the
answers, so that nothing moves while one labels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotate_tui.codebook.answers import display
from annotate_tui.codebook.conditions import why_closed
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.tui.text import displayable, fit, pad, width_of, wrap
from annotate_tui.tui.widgets.questions import CHOSEN, FREE, Question, holds, questions
from annotate_tui.tui.widgets.rows import Row, Span, fitted

_LABEL_COLUMN = 13
_EMPTY: Row = ()


class Panel:
    """The rows of the panel, kept for the next unit that is answered alike."""

    KEPT = 500

    def __init__(self, session: LabellingSession) -> None:
        self._session = session
        self._made: dict[tuple[object, ...], list[Row]] = {}
        self._heights: dict[tuple[object, ...], int] = {}

    def wide(self, width: int, height: int, note_key: str) -> list[Row]:
        """Beside the article: exactly so many rows, with a line to the left."""

        def make() -> list[Row]:
            inner = wide_rows(self._session, width - 3, height, note_key)
            inner += [_EMPTY] * (height - len(inner))
            return [(Span("│ ", "rule"), *row) for row in inner]

        return self._kept(("wide", width, height, note_key), make)

    def compact(self, width: int, height: int, note_key: str) -> list[Row]:
        """Below the article: at most so many rows."""
        return self._kept(
            ("compact", width, height, note_key),
            lambda: compact_rows(self._session, width, height, note_key),
        )

    def compact_height(self, width: int, note_key: str) -> int:
        """How many rows the panel below the article wants, wherever in the article one is."""
        sheet = self._session.sheet
        places = {0, len(sheet) - 1} if len(sheet) else {0}
        key = (bool(sheet.units), sheet.has_document, width, note_key)
        if key not in self._heights:
            self._heights[key] = max(
                len(_all_compact(self._session, place, width, note_key)[0]) for place in places
            )
        return self._heights[key]

    def _kept(self, shape: tuple[object, ...], make: Callable[[], list[Row]]) -> list[Row]:
        state = (*shape, *(question.state for question in questions(self._session)))
        rows = self._made.get(state)
        if rows is None:
            if len(self._made) > self.KEPT:
                self._made.clear()
            rows = self._made[state] = make()
        return rows


def wide_rows(session: LabellingSession, width: int, height: int, note_key: str) -> list[Row]:
    """The panel beside the article: a section for each question, as roomy as fits."""
    asked = questions(session)
    for questions_shown, gaps in ((2, True), (1, True), (0, True), (0, False)):
        rows: list[Row] = []
        for question in _gone_through(session, asked):
            rows += _section(session, question, width, questions_shown)
            if gaps:
                rows.append(_EMPTY)
        rows += _flow(_rest(session, session.index, asked, note_key), width, 2)
        if len(rows) <= height:
            return rows
    return compact_rows(session, width, height, note_key)


def compact_rows(session: LabellingSession, width: int, height: int, note_key: str) -> list[Row]:
    """The panel below the article: the name of the question, and its values one after the other."""
    rows, focused = _all_compact(session, session.index, width, note_key)
    if len(rows) <= height:
        return rows
    # A codebook too large for this window: the question in focus stays in view.
    top = max(0, min(focused - 1, len(rows) - height))
    shown = rows[top : top + height]
    if top + height < len(rows):
        shown[-1] = (Span(pad("  … more questions: Tab", width), "dim"),)
    return shown


def _all_compact(session: LabellingSession, index: int, width: int, note_key: str) -> tuple[list[Row], int]:
    """All rows below the article for a place in it, and which is the first of the question in focus."""
    asked = questions(session, index)
    rows: list[Row] = []
    focused = 0
    for question in _gone_through(session, asked):
        if question.focused:
            focused = len(rows)
        rows += _compact_section(session, question, width)
    return rows + _flow(_rest(session, index, asked, note_key), width, 1), focused


def _gone_through(session: LabellingSession, asked: Sequence[Question]) -> list[Question]:
    return [question for question in asked if session.sheet.is_question(question.facet)]


def _values(question: Question) -> list[tuple[str, str, str, str]]:
    """(key, sign, name, role) of what can be chosen; a flag offers itself."""
    facet = question.facet
    if facet.type == "boolean":
        sign, role = (CHOSEN, "chosen") if question.answer else (FREE, "text" if question.asked else "closed")
        return [(displayable(facet.key), sign, "yes", role)]
    if facet.type in ("text", "number", "span"):
        said = "" if question.answer is None else displayable(display(facet, question.answer))
        sign = CHOSEN if said else FREE
        role = "chosen" if said else "text" if question.asked else "closed"
        key = displayable(facet.key) if facet.type == "span" and facet.key else "⏎"
        return [(key, sign, said or ("mark" if facet.type == "span" else "write"), role)]
    made = []
    for value in facet.values:
        if value.retired and not holds(question.answer, value.id):
            continue
        sign, role = question.mark(value.id)
        made.append((displayable(value.key), sign, displayable(value.name), role))
    return made


def _target(question: Question, place: int) -> tuple[str, str]:
    facet = question.facet
    if facet.type in ("boolean", "text", "number", "span"):
        return (facet.id, "")
    shown = [value for value in facet.values if not value.retired or holds(question.answer, value.id)]
    return (facet.id, shown[place].id)


def _title(question: Question, mark: str = "  ", *, short: bool = False) -> Span:
    mark = "▸ " if question.focused else mark
    role = "focus" if question.focused else "title" if question.asked else "closed"
    name = (short and question.facet.label) or question.facet.name
    return Span(mark + displayable(name), role, (question.facet.id, ""))


def _abstained(session: LabellingSession, question: Question) -> bool:
    return question.answer is not None and question.answer == session.codebook.abstain.id


def _section(session: LabellingSession, question: Question, width: int, question_rows: int) -> list[Row]:
    title = [_title(question)]
    if _abstained(session, question):
        title.append(Span(f"  {CHOSEN} cannot decide", "chosen"))
    rows: list[Row] = [fitted(title, width)]
    if question_rows:
        room = width - 3
        facet = question.facet
        reason = why_closed(session.codebook, facet) if facet.ask_when is not None else ""
        texts = [text for text in (facet.question, reason) if text]
        wanted = max((len(wrap(text, room)) for text in texts), default=0)
        said = wrap(question.reason or facet.question, room)
        count = min(wanted, question_rows)
        if len(said) > count and count:
            said = [*said[: count - 1], fit(" ".join(said[count - 1 :]), room)]
        said += [""] * (count - len(said))
        rows += [(Span("   " + line, "closed" if question.reason else "dim"),) for line in said[:count]]
    elif question.reason:
        rows[0] = fitted([*rows[0], Span(f"  {question.short_reason}", "closed")], width)
    cells = _values(question)
    columns = _columns([width_of(name) for _, _, name, _ in cells], width - 1)
    depth = -(-len(cells) // max(1, len(columns)))
    for line in range(depth):
        spans = [Span(" ")]
        for column, column_width in enumerate(columns):
            place = column * depth + line
            if place >= len(cells):
                continue
            key, sign, name, role = cells[place]
            target = _target(question, place)
            spans += [
                Span(f" {key} ", "key" if question.asked else "closed", target),
                Span(pad(f"{sign} {name}", column_width - 3), role, target),
            ]
        spans[-1] = spans[-1]._replace(text=spans[-1].text.rstrip())
        rows.append(fitted(spans, width))
    return rows


def _columns(names: Sequence[int], width: int) -> list[int]:
    """Widths of as many columns as fit, filled from top to bottom; each has room for key and sign."""
    for count in range(len(names), 0, -1):
        depth = -(-len(names) // count)
        if depth * (count - 1) >= len(names):
            continue  # the last column would be empty
        widths = [max(names[start : start + depth]) + 7 for start in range(0, len(names), depth)]
        if sum(widths) - 2 <= width:
            return widths
    return [width] if names else []


def _compact_section(session: LabellingSession, question: Question, width: int) -> list[Row]:
    column = min(_LABEL_COLUMN, width // 4)
    sign = "~ " if _abstained(session, question) else "  " if question.asked else "– "
    label = _title(question, sign, short=True)
    label = label._replace(text=pad(label.text, column - 1) + " ")
    lines: list[list[Span]] = [[]]
    room = width - column
    used = 0
    cells = _values(question)
    for place, (key, sign, name, role) in enumerate(cells):
        # Key, sign and name; the sign stands where the space was, so nothing moves.
        cell = width_of(key) + 1 + width_of(name)
        if used and used + 2 + cell > room:
            lines.append([])
            used = 0
        if used:
            lines[-1].append(Span("  "))
            used += 2
        target = _target(question, place)
        lines[-1] += [
            Span(key, "key" if question.asked else "closed", target),
            Span(fit(f"{sign}{name}", room - width_of(key)), role, target),
        ]
        used += cell
    said = question.short_reason
    if _abstained(session, question):
        said = f"{CHOSEN} cannot decide"
    if said and used + 3 + 6 < room:
        lines[-1].append(
            Span(f"  {fit(said, room - used - 3)}", "closed" if question.short_reason else "chosen")
        )
    rows = [(label, *lines[0])]
    rows += [(Span(" " * column), *line) for line in lines[1:]]
    return [fitted(row, width) for row in rows]


def _rest(
    session: LabellingSession, index: int, asked: Sequence[Question], note_key: str
) -> list[list[Span]]:
    """Flags, notes and "cannot decide": each with its own key, in no order."""
    cells: list[list[Span]] = []
    texts = [question.facet.id for question in asked if question.facet.type == "text"]
    for question in asked:
        facet = question.facet
        if session.sheet.is_question(facet):
            continue
        key = displayable(facet.key or (note_key if [facet.id] == texts[:1] else ""))
        on = question.answer is not None
        role = "chosen" if on and question.asked else "text" if question.asked else "closed"
        target = (facet.id, "")
        cells.append(
            [
                Span(key, "key" if question.asked else "closed", target),
                Span(f"{CHOSEN if on else FREE}{displayable(facet.name)}", role, target),
            ]
        )
    abstain = session.codebook.abstain
    if abstain.allowed and not session.sheet.is_document(index):
        on = any(_abstained(session, question) for question in asked)
        cells.append(
            [
                Span(displayable(abstain.key), "key", ("", abstain.id)),
                Span(f"{CHOSEN if on else FREE}Cannot decide", "chosen" if on else "text", ("", abstain.id)),
            ]
        )
    return cells


def _flow(cells: list[list[Span]], width: int, indent: int) -> list[Row]:
    lines: list[list[Span]] = []
    used = 0
    for cell in cells:
        wanted = sum(width_of(span.text) for span in cell)
        if not lines or used + 2 + wanted > width:
            lines.append([Span(" " * indent)])
            used = indent
        else:
            lines[-1].append(Span("  "))
            used += 2
        lines[-1] += cell
        used += wanted
    return [fitted(line, width) for line in lines]
