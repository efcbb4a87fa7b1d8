"""Advertisements: their labels, and invitations to deal with whoever publishes the page."""

from __future__ import annotations

from annotate_tui.corpus.phrases import beginnings, table

LABEL = table(
    r"""
    advertisements?|advertising|ads?|advertorial
    sponsored( (content|post|article|story|message|links?))?\s*:?
    (paid|partner|branded|promoted) (content|post|promotion|advertisement|partnership|placement|story)\s*:?
    special advertising section
    from our (sponsors?|partners?)\s*:?
    (this {piece} (is|was) )?(sponsored|promoted|presented|paid for|brought to you)( in part)? by:? .{2,100}
    (a |in )?(paid )?partnership with .{2,100}
    """,
    piece="article|post|content|story|page",
)
"""The label of an advertisement."""

SLOT = table(
    r"""
    advertisements?|advertising|ads?|promotion|sponsored( (content|message|links?))?\s*:?
    from our (sponsors?|partners?)\s*:?|special advertising section
    """
)
"""A label that stands over an advertisement in the middle of an article, and not over the article."""

CALL_TO_ACT = beginnings(
    r"""
    contact (us|our)
    call (us|our|now|today|{phone})
    (reach out|talk|speak) (to|with) (us|one of our|our)
    get in touch
    feel free to (contact|call|reach|e-?mail)
    (book|schedule|request|arrange|reserve|claim) (a|an|your|my|our) (\w+[ -]){0,4}{offer}
    (book|order|buy|shop|enroll?|register|apply|subscribe|sign ?up|join|call|enquire) (now|today|online|here)
    (learn|see|find out|discover) (more about )?how (we|our|{brand} can)
    visit (us|our)
    (e-?mail|text|message|whatsapp) us
    let us help
    we([’']re| are) (here|ready|happy|standing by) to help
    (start|begin) your (\w+ ){0,3}(journey|recovery|healing|treatment)
    take the (first|next) step
    get started (now|today)
    use (the |our )?(promo |discount |coupon )?code
    tell us about
    download our
    (free|complimentary) consultation
    see if you qualify|check your eligibility
    """,
    phone=r"\+?\d?[ -]?\(?\d{3}\)?[-. ]\d{3}",
    offer="appointment|consults?|consultation|call|visit|session|assessment|evaluation|demo|quote|spot|tour"
    "|screening|trial",
    brand=r"(?-i:[^\W\d_a-z][\w&’'-]*( [^\W\d_a-z][\w&’'-]*)*)",
)
"""An invitation to contact, book, buy or visit what the publisher offers (to be searched for)."""

ADDRESSED = beginnings(
    r"""
    do|are|have|would|could|is|looking|ready|want|need|thinking|struggling|curious|interested|considering
    if|for more|to (learn|find|book|schedule|get)|additionally,|our|we|at|don[’']t|please|so|with
    visit|call|contact|book|schedule|request|learn|click|join|start|take|get|let|reach|feel|speak|talk|use
    check|see|download|buy|order|shop|enroll?|register|apply|subscribe|sign|claim|reserve|arrange|find|discover
    """
)
"""How the sentences of such an invitation begin: with a question or an offer to the reader."""
