"""Lines that say what follows: comments, a form, other articles, references."""

from __future__ import annotations

from annotate_tui.corpus.phrases import table

COMMENT_HEAD = table(
    r"""
    # One Reply to “…”; 3 thoughts on “…”; 12 Comments
    (\d+|{number}) (comments?|repl(y|ies)|responses?|thoughts?)( so far)?( (on|to|about|for) .{0,200})?[:.]?
    # Comments (3); Reader Comments
    ((reader|user|visitor|all|recent|top)([’']?s[’']?)? )?(comments?|responses|replies)(\s*\(\d+\))?\s*:?
    comments? (on|from) .{2,120}
    (from|what) our readers( say)?:?
    """,
    number="one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve",
)

FORM_HEAD = table(
    r"""
    (leave|post|write|add|submit|make) (us )?(a|your|another) (new )?{said}( .{0,60})?
    (join|start) the (discussion|conversation).{0,20}
    cancel reply
    have your say.{0,20}
    """,
    said="reply|comment|review|response|message",
)

RELATED_HEAD = table(
    r"""
    {which} (blog )?{what}\s*:?
    (related|recommended|trending)( now| for you| by .{2,30})?\s*:?
    (read|up|what to read) next\s*:?
    more like this\s*:?
    (you )?(may|might) (also )?(like|enjoy|be interested in)( these)?\s*[:.…]*
    more (from|on|about|in) .{2,60}
    (keep|continue) reading\s*:?
    explore more.{0,40}
    from (the|our) blog\s*:?
    """,
    which="recent|related|popular|similar|latest|featured|trending|top|other|more|most read|recommended",
    what="posts?|articles?|stor(y|ies)|content|reads|reading|news|entries|topics|blogs",
)

REFERENCE_HEAD = table(
    r"""
    (list of |{which} )?({sources})( cited| and further reading)?\s*[:.]?
    ({sources})\s*(&|and|/)\s*({sources}|resources|acknowledge?ments)\s*[:.]?
    (resources|notes)\s*(&|and|/)\s*({sources})\s*[:.]?
    works cited\s*[:.]?
    cited (sources|works|literature)\s*[:.]?
    (further|suggested) reading\s*[:.]?
    """,
    which="article|selected|scientific|further|our|key|additional|main|study|external|medical",
    sources="references?|sources?|citations?|literature|bibliography|endnotes|footnotes",
)
