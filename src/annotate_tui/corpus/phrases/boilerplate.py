"""What a page says around its article: navigation, sharing, forms, counters, cookies, small print."""

from __future__ import annotations

import re

from annotate_tui.corpus.phrases import table

BOILERPLATE = table(
    r"""
    # getting about on the page
    skip to (main |primary )?(content|navigation|footer|search|menu|sidebar)
    (back to )?(the )?(top|bottom)( of (the )?page)?
    back to (the )?(blog|home|all posts|news|articles|list)( page)?
    ((toggle|main|site|primary|open|close|mobile) )?(navigation|menu)
    search( (for|this site|the site|site|here))?\s*:?\s*(…|\.\.\.)?
    home|blog|close|next|previous|prev|go back
    (older|newer) (posts|comments|entries|articles)
    (previous|next) (post|article|page|story)( .{0,160}|:.{0,160})?
    post navigation
    (see|view|show|load|browse) (all|more|less)( .{0,40})?
    (view|show|hide|load|see) (\d+ )?(more )?comments?(\s*\(\d+\))?
    (read|learn) more\s*[»›→.…]*
    continue reading.{0,120}[»›→…]
    click (here )?to (share|print|tweet|email|expand|enlarge|view|toggle)( .{0,80})?
    [←«»‹›] .{1,120}
    .{1,120} [→»›]
    home\s*[>»›/|]\s*.{1,120}
    page \d+( of \d+)?
    (jump to|on this page|in this article|table of contents|contents)( section)?\s*:?
    # passing it on
    share\s*:?
    share (this|on|via|with|it|now)( .{0,60})?\s*:?( .{0,60})?
    (tweet|pin|pin it|like|like this|email|email this|copy link|bookmark|save|print( this( page)?)?)\s*:?
    facebook|twitter|linkedin|instagram|pinterest|whatsapp|reddit|youtube|tiktok|telegram|tumblr|x|rss
    threads|bluesky|mastodon|snapchat|messenger|flipboard|nextdoor
    (follow|find|like|join) us( on .{0,60})?[:!.]?
    connect with us[:!.]?
    (like )?loading\s*(…|\.\.\.)?
    .{0,60}\(opens in (a )?new (window|tab)\)
    spread the word[:!.]?
    (download|view) (the |as )?pdf|cite this( article)?\s*:?
    # filed under
    (posted|filed|categori[sz]ed|tagged|archived|listed) (in|under|as|with)\s*:? .{2,120}
    (tags?|categor(y|ies)|topics?|filed under|keywords?|labels?|archives?)\s*:.{0,160}
    tags|categories|archives|uncategori[sz]ed|topics
    # counters
    {count} {counted}(\s*[|•·,-]?\s*{count} {counted})*
    {count}\s*{counted}(\s*{count}\s*{counted})+
    (read|viewed|seen|shared|liked) {count} times?(\s*.{0,40})?
    no comments?( yet)?\.?
    (be the )?first to (comment|like|share|review|reply)( .{0,30})?
    comments? (are )?(closed|off|disabled)( .{0,40})?\.?
    rate this .{2,30}
    was this (article|page|post|information|content) helpful\??( .{0,30})?
    # comment and contact forms
    your (e-?mail|e-?mail address|name|comment|message|rating|review)\s*\*?(\s*\(required\))?:?
    your e-?mail( address)? (will|is) (not|never) .{0,100}
    required fields? (are|is) marked.{0,20}
    (this field|\*) is required\.?
    \*\s*(indicates )?(required|mandatory)( fields?)?\.?
    please (enter|fill|complete|select|check|verify|enable) .{0,100}
    {field}\s*(\*|\(required\)|\(optional\)|:)+
    {field}
    submit|send|post comment|post reply|send message|reply|cancel( reply)?|edit|delete
    report( (abuse|comment))?|accept|decline|got it|permalink|flag|quote
    log ?in|log ?out|sign ?in|register|subscribe|unsubscribe|sign ?up
    save my name,? e-?mail.{0,120}
    notify me (of|by|when|via) .{0,80}
    you must be logged in.{0,60}
    log ?in to (reply|comment|leave|post)( .{0,40})?
    this site (uses akismet|is protected by recaptcha).{0,160}
    learn how your comment data is processed\.?
    (i )?agree to the (terms|privacy).{0,100}
    fill (out|in) (the|this|our) (\w+ )?form .{0,200}
    \d+ characters? (left|remaining)
    Δ
    # newsletters and cookies
    (subscribe|sign ?up) (to|for) (our|the|my) (\w+ ){0,2}{mail}( .{0,120})?[.!]?
    (join|get) our (newsletter|mailing list)( .{0,100})?[.!]?
    enter your e-?mail.{0,100}
    (we|this (web)?site) uses? cookies.{0,300}
    by (continuing|using|clicking|browsing|submitting) .{0,60}you (agree|accept|consent) .{0,200}
    (accept|reject|manage|allow) (all|(all )?(cookies|preferences|settings))
    (necessary )?cookies? (settings|policy|only)
    (please )?enable javascript.{0,120}
    javascript (is|must be) .{0,120}
    # the small print
    (©|\(c\) ?(?=\d{4})|copyright (?=.{0,40}(\d{4}|©)))\s*.{0,200}
    .{0,120}all rights reserved.{0,160}
    {page}
    (website|site|web ?design|designed|powered|hosted|built|theme) (design )?(by|with) .{1,60}
    proudly powered by .{1,60}
    """,
    count=r"[\d,.]+k?",
    counted="views?|shares?|likes?|comments?|reads?|claps?|reactions?|followers?|votes?|ratings?|reviews?",
    field="((first|last|full|company|business) )?(name|e-?mail|e-?mail address|phone|phone number|website|url"
    "|comment|message|subject|zip code|company)",
    mail="newsletter|mailing list|e-?mails?|updates|blog",
    page="privacy( (policy|notice|statement))?|terms( (of (use|service)|(and|&) conditions))?|contact|help"
    "|contact us|about|about us|disclaimer|site ?map|careers|imprint|accessibility( statement)?|press"
    "|advertise( with us)?"
    "|do not sell my (personal )?info(rmation)?",
)
"""A line of a page that is no part of its article."""

_COUNTER = re.compile(
    r"[\d,.]+k?\s*(?:view|share|like|comment|read|clap|reaction|follower|vote|rating|review)", re.IGNORECASE
)


def is_counter(line: str) -> bool:
    """Whether a line counts views, shares or comments ("23 views0 comments"); such a line is one unit."""
    return _COUNTER.match(line) is not None


MENU_SEPARATOR = re.compile(r"\s+[·/»›>]\s+|\s*[|]\s*")
"""What stands between the items of a menu in one line."""

TEASER_END = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\bread\s+more\b[\s»›→.…]*)\s*$", re.IGNORECASE)
"""The end of a text that is cut off to be read elsewhere."""
