"""Words that say who pays: sponsors, commissions, interests, employers."""

from __future__ import annotations

from annotate_tui.corpus.phrases import beginnings

DISCLOSURE = beginnings(
    r"""
    sponsor(s|ed|ship)?|advertisements?|advertiser disclosure|advertorial
    paid (content|post|promotion|partnership)
    affiliates?( (links?|partners?|program|disclosure|commissions?))?
    disclosures?|conflicts? of interests?|competing interests?|financial (interest|ties|relationship)s?
    (earn|receive|get|make|paid|pays) (us )?(a |an )?(small )?(commission|fee|compensation|referral fee)
    (received|receives|accepts?) (\w+ ){0,3}(funding|honoraria|payments?|compensation|royalties|grants?)
    (is|was|are|were|been) (compensated|paid|funded|employed|reimbursed) (by|for)
    funded by|funding( source)?:|supported by a grant
    (employee|shareholder|consultant|advis[eo]r|founder|owner|director) (of|for|to) (?-i:[^\W\d_a-z])\w*
    owns (shares|stock|a stake)|has shares in
    in partnership with|brought to you by|free (samples?|products?) (from|by)
    no (financial|commercial) (interest|relationship|conflict)s?
    """
)
"""What an annotator of interests must see, wherever on the page it stands (to be searched for)."""
