"""Who wrote it and when: author lines, dates, image credits, comment authors, attributions."""

from __future__ import annotations

import re

from annotate_tui.corpus.phrases import spaced, table

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )"
_TIME = r"(?:,?\s*(?:at|@|-|–)?\s*\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?: (?:[ecmp][sd]?t|gmt|utc))?)"
DATE = spaced(
    rf"(?:{_WEEKDAY}?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? \d{{4}})?|{_MONTH},? \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
    rf"|\d+ (?:second|minute|hour|day|week|month|year)s? ago|just now|yesterday|today){_TIME}?"
)
"""A day, in the usual ways of writing it, with or without the time."""

_SMALL_IN_NAMES = "de|del|della|di|du|van|von|der|den|la|le|al|bin|y|e|&|and|the|of|for|staff|team"
_NAME = rf"(?-i:[^\W\d_a-z][\w’'.-]*|{_SMALL_IN_NAMES})"
NAMES = spaced(rf"(?-i:[^\W\d_a-z][\w’'.-]*)(?:,? {_NAME}){{0,11}},?")
"""Capitalised words, as in names of people and of institutions."""

BYLINE = table(
    r"""
    # By Dana K. Lopez, Pharm.D. | Updated Sept. 4, 2022
    by:? (?!\w+ing\b){names}(\s*[|•·–—,-]\s*.{1,100})?
    by:? (the|our) ({names} )?((editorial|medical|content|web|review) )?(team|staff|editors?)
    by:? {names} (on|in|for|at|from|published|posted|updated) .{1,80}
    # Written by A. B. Carter, Ph.D.
    # Medically reviewed by T. Okoye, M.D.
    ({how} )?{done} by:? \S.{1,140}
    ({how} )?{done} (and|&) {done} by:? \S.{1,140}
    # Author: A. Carter
    (the )?{person}( \(.{1,20}\))?\s*:\s*\S.{0,140}
    {picture}( (credits?|sources?|by|courtesy of))?\s*:\s*\S.{0,140}
    {picture} (by|courtesy of) \S.{0,140}
    credits?\s*:\s*\S.{0,140}
    # Updated: Aug 26
    # Last reviewed on March 3, 2020
    ({how} )?{done}( on| at)?\s*:?\s*{date}.{0,80}
    (publication |post |article )?date( {done})?\s*:?\s*{date}.{0,80}
    # March 3, 2020 | 5 min read
    {date}(\s*([|•·–—,/-]|\s\s)\s*.{1,80})?
    {names}\s*[|•·–—,-]\s*{date}(\s*[|•·–—,/-]\s*.{1,80})?
    ((estimated )?read(ing)? time:?\s*)?(about )?\d+[ -]?min(ute)?s?( read(ing)?( time)?)?
    # Lena Fox, Ph.D., R.N.
    {names},?( {degree},?)+
    # what blog systems write
    writer[’']s picture.{0,60}
    (this )?{piece} (is|was|has been|appears?) .{0,120}{done} (on .{1,40} )?by .{2,80}
    # a comment's author and date
    (?-i:[^\W\d_a-z]).{0,60} (says|said|wrote|writes|commented|replied|responded)\s*(:|\.\.\.|…)
    .{2,60} (on|at) {date}( (said|says|wrote))?\s*:?.{0,20}
    """,
    names=NAMES,
    date=DATE,
    how="medically|clinically|scientifically|expertly|last|originally|first|most recently|article|page"
    "|content",
    done=r"written|authored|posted|published|edited|reviewed|fact[- ]?checked|reported|compiled|submitted"
    "|created"
    "|updated|translated|contributed|approved|verified|photographed|illustrated|modified|revised|added|issued"
    "|medically reviewed",
    person="authors?|writers?|editors?|reviewers?|medical review(er)?|byline|contributors?",
    picture="photo(graph)?s?|images?|illustrations?|pictures?|words|text",
    degree=r"(?-i:M\.?D\.?|Ph\.?D\.?|D\.?O\.?|R\.?N\.?|N\.?P\.?|Psy\.?D\.?|Pharm\.?D\.?|M\.?P\.?H\.?|LCSW|LMFT|LPC"
    r"|FACP|M\.?Sc?\.?|MSW|RDN?|BSN?|MSN|DNP)",
    piece="article|post|entry|page|story|blog",
)
"""A line that says who wrote, reviewed or photographed something, or when."""

COMMENT_AUTHOR = table(
    r"""
    (?-i:[^\W\d_a-z]).{0,60} (says|said|wrote|writes|commented|replied|responded)\s*(:|\.\.\.|…)?
    .{2,60} (on|at) {date}( (said|says|wrote))?\s*:?.{0,20}
    """,
    date=DATE,
)
"""A line that can only stand over a reader's comment."""

ATTRIBUTION = re.compile(
    r"(?:[—–-]|--)\s*(?-i:[^\W\d_a-z])(?:[^.!?\s]|\.(?=\s|,)|\s){0,80}(?:(?<=[\s.][a-z])\.|\b[js]r\.)?",
    re.IGNORECASE,
)
"""— Maria L., patient"""
