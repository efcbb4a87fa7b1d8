"""How far everybody is, and where an annotator goes on."""

from __future__ import annotations

from annotate_tui.store.database import Database
from annotate_tui.store.fold import skipped_kinds
from annotate_tui.store.rows import Place, ProgressRow
from annotate_tui.store.states import Judge


def progress(database: Database, annotator: int | None, *, layer: str) -> list[ProgressRow]:
    """One row for each annotator and visible article; see `Store.progress`."""
    conflicts = {
        (owner, article): count
        for owner, article, count in database.rows(
            "SELECT l.owner, u.article, count(*) FROM label l JOIN unit u ON u.id = l.unit "
            "WHERE l.heads > 1 AND l.layer = ? GROUP BY l.owner, u.article",
            (layer,),
        )
    }
    return [
        ProgressRow(
            owner, article, asked, done, begun, unsure, noted, conflicts.get((owner, article), 0), last_ms
        )
        for owner, article, asked, done, begun, unsure, noted, last_ms in database.rows(
            """SELECT n.id, s.article, s.n_asked + coalesce(p.opened, 0), coalesce(p.done, 0),
                      coalesce(p.begun, 0), coalesce(p.unsure, 0), coalesce(p.noted, 0), p.last_ms
               FROM annotator n CROSS JOIN article_state s JOIN article a ON a.id = s.article
               LEFT JOIN progress p ON p.owner = n.id AND p.layer = ? AND p.article = s.article
               WHERE s.hidden = 0 AND n.id = coalesce(?, n.id) AND (n.id <> 0) = (? <> 'gold')
               ORDER BY n.annotator_id, s.lamport, a.article_id""",
            (layer, annotator, layer),
        )
    ]


def next_open(
    database: Database, judge: Judge, annotator: int, article: int | None, after: int
) -> Place | None:
    """The next unit that still needs an answer; see `Store.next_open`."""
    skipped = skipped_kinds(judge)
    if article is not None:
        found = _in_article(database, skipped, annotator, article, after)
        if found is not None:
            return found
    other = _next_article(database, annotator, article)
    if other is None:
        return None
    return _in_article(database, skipped, annotator, other, -1)


def _in_article(
    database: Database, skipped: tuple[str, ...], annotator: int, article: int, after: int
) -> Place | None:
    marks = ",".join("?" * len(skipped))
    row = database.row(
        f"""SELECT k.position, k.unit FROM article_state s
            CROSS JOIN seg_unit k ON k.segmentation = s.segmentation AND k.position > ?
            LEFT JOIN unit_state w ON w.owner = ? AND w.layer = 'annotation' AND w.unit = k.unit
            WHERE s.article = ?
              AND CASE WHEN w.state IS NULL THEN k.kind NOT IN ({marks})
                       ELSE w.state IN ('open', 'begun') END
            ORDER BY k.position LIMIT 1""",
        (after, annotator, article, *skipped),
    )
    return None if row is None else Place(article, *row)


def _next_article(database: Database, annotator: int, article: int | None) -> int | None:
    # From the article after this one to the last, then from the first up to this one itself.
    key: int | None = database.value(
        """SELECT s.article FROM article_state s JOIN article a ON a.id = s.article
           LEFT JOIN progress p ON p.owner = ? AND p.layer = 'annotation' AND p.article = s.article
           LEFT JOIN (SELECT t.lamport AS lamport, b.article_id AS article_id FROM article_state t
                      JOIN article b ON b.id = t.article WHERE t.article = ?) here
           WHERE s.hidden = 0 AND s.n_asked + coalesce(p.opened, 0) > coalesce(p.done, 0)
           ORDER BY (s.lamport, a.article_id) <= (here.lamport, here.article_id), s.lamport, a.article_id
           LIMIT 1""",
        (annotator, article),
    )
    return key
