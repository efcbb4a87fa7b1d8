"""Kinds of units: claimed where the text shows them, and nowhere else."""

from __future__ import annotations

import pytest

from annotate_tui.corpus.article import UnitKind
from annotate_tui.corpus.segment import segment

PAGE = """\
top of page
Skip to content
Sponsored content
Does Cold Water Lift the Mood?
By Ida Holm, R.N. | March 3, 2021 | 4 min read
Updated: Aug 26

Cold water is old. It is also free. Here is what swimmers say:

  1. Sharper Mind: People feel awake after a dip. It lasts an hour.
  2. Better Sleep: Some sleep longer (Moe et al., 2019).

What to watch out for

Start slowly, e.g. with ten seconds. Never swim alone.

“I was hooked after one week. My mornings changed.”
— Tuva R., teacher

Would you like to try it with us? Book your free trial session today!

References:

  • Moe, A., & Dahl, B. (2019). Cold water and sleep. Journal of Odd Cures, 3(2), 11-19.
  • Vik, C. (2020). A dip a day. Oslo Papers, 7, 40-42.

23 views0 comments

2 Comments

Per says:
brr. not for me
Reply

Liv says:
It helped my knees! My dr. was surprised.

Leave a Reply

Your email address will not be published. Required fields are marked *
Name *

Recent Posts
See All
bottom of page
"""

EXPECTED = [
    ("boilerplate", "top of page"),
    ("boilerplate", "Skip to content"),
    ("promo_block", "Sponsored content"),
    ("title", "Does Cold Water Lift the Mood?"),
    ("byline", "By Ida Holm, R.N. | March 3, 2021 | 4 min read"),
    ("byline", "Updated: Aug 26"),
    ("sentence", "Cold water is old."),
    ("sentence", "It is also free."),
    ("lead_in", "Here is what swimmers say:"),
    ("sentence", "Sharper Mind: People feel awake after a dip."),
    ("sentence", "It lasts an hour."),
    ("sentence", "Better Sleep: Some sleep longer (Moe et al., 2019)."),
    ("heading", "What to watch out for"),
    ("sentence", "Start slowly, e.g. with ten seconds."),
    ("sentence", "Never swim alone."),
    ("quote", "“I was hooked after one week."),
    ("quote", "My mornings changed.”"),
    ("byline", "— Tuva R., teacher"),
    ("sentence", "Would you like to try it with us?"),
    ("sentence", "Book your free trial session today!"),
    ("heading", "References:"),
    ("reference", "Moe, A., & Dahl, B. (2019). Cold water and sleep. Journal of Odd Cures, 3(2), 11-19."),
    ("reference", "Vik, C. (2020). A dip a day. Oslo Papers, 7, 40-42."),
    ("boilerplate", "23 views0 comments"),
    ("boilerplate", "2 Comments"),
    ("byline", "Per says:"),
    ("comment", "brr."),
    ("comment", "not for me"),
    ("boilerplate", "Reply"),
    ("byline", "Liv says:"),
    ("comment", "It helped my knees!"),
    ("comment", "My dr. was surprised."),
    ("boilerplate", "Leave a Reply"),
    ("boilerplate", "Your email address will not be published."),
    ("boilerplate", "Required fields are marked *"),
    ("boilerplate", "Name *"),
    ("boilerplate", "Recent Posts"),
    ("boilerplate", "See All"),
    ("boilerplate", "bottom of page"),
]


def kinds(text: str, **options: str) -> list[tuple[str, str]]:
    """Kind and text of each unit."""
    return [(unit.kind.value, text[unit.start : unit.end]) for unit in segment(text, **options)]


def test_a_whole_page_unit_by_unit() -> None:
    """Everything that a copied page holds comes out as what it is."""
    assert kinds(PAGE) == EXPECTED


def test_markers_of_a_page_belong_to_their_items() -> None:
    """Numbers and bullets are named, and are no part of the units."""
    markers = [(unit.marker, PAGE[unit.start : unit.start + 6]) for unit in segment(PAGE) if unit.marker]
    assert markers == [("1.", "Sharpe"), ("2.", "Better"), ("•", "Moe, A"), ("•", "Vik, C")]


def test_a_lead_in_whose_list_was_lost_is_a_lead_in() -> None:
    """Copied pages often lose their lists; the sentence still ends with a colon."""
    assert kinds("It has three parts:\nAfter that you rest. Then you go.")[0] == (
        "lead_in",
        "It has three parts:",
    )


@pytest.mark.parametrize(
    "text",
    [
        "By Monday I felt well. It was over.",
        "By targeting the cause, the drug works fast.",
        "Published by Elsevier in 2019, the study of forty adults found no effect at all.",
        "The author says it helps. Readers agree.",
        "Search for a doctor whom you trust. Ask around.",
        "Comments from patients were mixed. Some were glad.",
        "Sleep is like a menu. Choose well.",
    ],
)
def test_prose_that_begins_like_a_label_stays_prose(text: str) -> None:
    """A byline, a menu or a comment form is more than its first word."""
    assert {kind for kind, _ in kinds(f"A Title Here\n\n{text}")[1:]} == {"sentence"}


def test_comment_counts_above_an_article_do_not_make_it_a_comment() -> None:
    """Blogs print the number of comments below the title."""
    text = "A Title Here\n3 Comments\n\nSleep is good. It heals.\n\n3 Comments\n\nI agree. Nice."
    assert [kind for kind, _ in kinds(text)] == [
        "title",
        "boilerplate",
        "sentence",
        "sentence",
        "boilerplate",
        "comment",
        "comment",
    ]


def test_teasers_of_other_articles_at_the_end() -> None:
    """Short lines at the end of which half break off are teasers, the finished ones among them too."""
    text = (
        "Sleep is good. It heals.\n"
        "Nine soups for a cold and why they may…\n"
        "Find out when naps help and when…\n"
        "What a doctor eats for breakfast.\n"
        "View Comments"
    )
    assert [kind for kind, _ in kinds(text)] == ["sentence"] * 2 + ["boilerplate"] * 4


def test_unfinished_lines_inside_an_article_are_no_teasers() -> None:
    """A story may trail off, too."""
    text = "I waited…\nAnd waited…\nThen the nurse came in. She smiled at me for the first time that day."
    assert {kind for kind, _ in kinds(text)} == {"sentence"}


ARTICLE = "Sleep heals. Naps help.\n\n"
CALL = "If you are ready, call us today at 555-010-2222!"


def test_a_call_to_act_in_the_text_is_a_sentence_of_it() -> None:
    """It is labelled like the others; only what is set apart is a block of its own."""
    assert kinds(CALL)[0][0] == "sentence"
    assert kinds(ARTICLE + CALL)[-1] == ("sentence", CALL)
    assert kinds(ARTICLE + "Final Thoughts\n\n" + CALL)[-1] == ("sentence", CALL)
    assert kinds(ARTICLE + "Call Us Today\n\nWe have nine beds. Each is warm.")[-3][0] == "heading"


@pytest.mark.parametrize(
    "before",
    [
        "Advertisement\n",
        "Advertisement\n\n",
        "Sponsored\n\n",
        "Posted by: Vela Clinic\n\n",
        "References\n\n1. Poe, A. (2012). A study. Sleep, 3(2), 1–9.\n\n",
        "Call Us Today\n\n",
    ],
)
def test_a_promotion_that_is_set_apart_is_a_block_of_its_own(before: str) -> None:
    """Under a label, behind the end of the article, or in a box with a heading that calls."""
    assert kinds(ARTICLE + before + CALL)[-1] == ("promo_block", CALL)


def test_a_label_covers_the_advertisement_and_not_the_article() -> None:
    """The text goes on behind the advertisement, and the label at the top is of no other paragraph."""
    text = ARTICLE + "Advertisement\nGlow panels, 20% off this week\n\nWaking up is hard. Light helps."
    assert kinds(text)[3] == ("promo_block", "Glow panels, 20% off this week")
    assert kinds(text)[-1] == ("sentence", "Light helps.")
    slot = ARTICLE + "Advertisement\n\nWaking up is hard. Light helps."
    assert kinds(slot)[-2:] == [("sentence", "Waking up is hard."), ("sentence", "Light helps.")]
    assert ("sentence", "Naps help.") in kinds("Sponsored content\n" + ARTICLE)


def test_a_button_behind_the_text_is_a_promotion() -> None:
    """It stands alone, with no running text below."""
    assert kinds(ARTICLE + "BOOK NOW\n\nPosted by: Vela Clinic")[-2] == ("promo_block", "BOOK NOW")


@pytest.mark.parametrize(
    "top",
    [
        "the slow kettle\nnotes on soup and sleep\n\nWhy Naps Work\n\nBy Ida Holm\n\n",
        "Skip to content\nBetter Nights: the sleep pages of Norrby County\nMenu\n\nWhy Naps Work\n\n",
    ],
)
def test_the_banner_of_a_site_is_not_its_article(top: str) -> None:
    """Lines above the title that are no sentences, where the page shows that they are around it."""
    found = kinds(top + ARTICLE)
    assert ("title", "Why Naps Work") in found
    assert {kind for kind, _ in found[: found.index(("title", "Why Naps Work"))]} == {"boilerplate"}


def test_a_first_line_without_full_stop_is_no_banner() -> None:
    """Nothing around it says that it is one."""
    assert kinds("Naps have been praised for ages\n\nWhy Naps Work\n\n" + ARTICLE)[0][0] != "boilerplate"


def test_an_odd_entry_in_a_numbered_list_of_references_is_one() -> None:
    """An institution with an address, behind entries with authors."""
    text = (
        ARTICLE
        + "[1] Poe, A. (2012). A study. Sleep, 3(2), 1–9.\n[2] Nap Institute. Trials. https://naps.example/all"
    )
    assert kinds(text)[-1] == ("reference", "Nap Institute. Trials. https://naps.example/all")


def test_a_call_for_help_is_no_promotion() -> None:
    """An emergency number is advice, also behind the article; a clinic's number is an offer."""
    text = ARTICLE + "Posted by: Vela Clinic\n\nIf you think of harming yourself, call 988 now."
    assert kinds(text)[-1][0] == "sentence"


def test_advice_in_the_article_is_no_promotion() -> None:
    """ "See a doctor" offers nothing."""
    assert kinds("If you cannot sleep, talk to your doctor.")[0][0] == "sentence"


def test_a_title_is_only_claimed_at_the_top() -> None:
    """An article that begins with prose has headings, and no title."""
    found = kinds("Sleep is good. It heals.\n\nWhy We Sleep\n\nNobody knows. Many ask.")
    assert ("heading", "Why We Sleep") in found
    assert all(kind != "title" for kind, _ in found)


def test_headings_are_never_split() -> None:
    """A question and a full stop inside a heading stay there."""
    text = "Is It Safe? What Dr. Poe Says\n\nIt is. Mostly."
    assert kinds(text)[0] == ("title", "Is It Safe? What Dr. Poe Says")


def test_references_are_never_split_in_several_styles() -> None:
    """APA, Vancouver, MLA, numbered, with and without a heading."""
    entries = [
        "Poe, A. B., & Lee, C. (2012). A study. Sleep, 3(2), 1–9. https://doi.org/10.1000/j.1",
        "Krag JH, Moe LP, Vik JP, et al. Effects of naps. Arch Gen Naps. 1994;51(3):199-214.",
        "Lee, Sam. “What Now? A Guide.” Journal of Rest, vol. 2, no. 1, 2010, pp. 1–5.",
        "National Nap Institute. Facts. 2021. Available at: https://www.example.gov/f. Accessed May 2, 2022.",
    ]
    for listed in ("\n".join(entries), "\n\n".join(f"{n}. {entry}" for n, entry in enumerate(entries, 1))):
        found = kinds(f"Sleep. It heals.\n\nReferences\n{listed}\n\nShare this:")
        assert [entry for kind, entry in found if kind == "reference"] == entries
        assert found[-1] == ("boilerplate", "Share this:")


def test_what_follows_the_references_is_no_reference() -> None:
    """A note on the author ends the list."""
    text = "References\n1. Poe A. Naps. J Rest. 2010;1:2.\n\nAbout the Author\n\nAnn is a nurse. She is tall."
    assert [kind for kind, _ in kinds(text)] == ["heading", "reference", "heading", "sentence", "sentence"]


def test_every_kind_can_occur() -> None:
    """The page above shows all ten."""
    assert {kind for kind, _ in kinds(PAGE)} == {kind.value for kind in UnitKind}
