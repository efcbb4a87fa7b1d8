"""The text of a new codebook file: small, complete, commented, and valid as it stands."""

from __future__ import annotations

import json

from annotate_tui.codebook.names import humanised, id_problem
from annotate_tui.errors import UsageError

_STARTER = """\
# A codebook for annotate-tui. It is valid as it stands: change it, and look at it with
#     annotate-tui codebook check FILE
# Everything that a codebook can say is in the guide "Writing a codebook". Variants of the codebook that comes
# with the program need only say what is different:  extends = "health-claims"

schema = "annotate-tui/codebook@1"   # which kind of file this is; leave it
id = @ID@                   # never changes once there are labels
version = "0.1.0"                    # major.minor.patch; every change of this file needs a new one
title = @TITLE@
language = "en"
principle = "Judge what the sentence says, not whether it is true."
authors = []
licence = ""
changelog = ["0.1.0: first version."]

# What each kind of unit is asked. Kinds that are not named here are asked everything.
[unit_kinds.title]
policy = "skip"
can_open = true                      # can be labelled all the same

[unit_kinds.heading]
policy = "skip"
can_open = true

[unit_kinds.reference]
policy = "skip"

[unit_kinds.boilerplate]
policy = "skip"

# The questions, in the order in which they are asked.
[[facets]]
id = "claim"                         # ids are what is stored and exported; names can change
name = "Claim"
type = "single"                      # single, multi, ordinal, boolean, text, number, span
required = true
question = "Does the sentence make a claim that could be checked?"
help = "Go by the words of the sentence and by what its pronouns refer to."

[[facets.values]]
id = "claim"
name = "Claim"
key = "c"                            # one character; left out, a free one is chosen
colour = "green"
short = "States something that could be checked."
include = "Claims with a hedge (\\"may\\", \\"can\\")."
exclude = "Questions and invitations."
examples = [
    { text = "Tea lowers blood pressure." },
    { text = "Does tea lower blood pressure?", goes_to = "no_claim", reason = "a question" },
]

[[facets.values]]
id = "no_claim"
name = "No claim"
key = "x"
colour = "bright_black"
short = "Nothing that could be checked."

[[facets]]
id = "support"
name = "Support"
type = "ordinal"                     # steps from low to high; agreement counts how far apart two answers are
required = true
question = "What support does the sentence show for it?"

[facets.ask_when]                    # asked only where this holds
facet = "claim"
in = ["claim"]

[[facets.values]]
id = "s0"
rank = 0
name = "None"
key = "0"
short = "Only asserted."

[[facets.values]]
id = "s1"
rank = 1
name = "Vague"
key = "1"
short = "Support that a reader could not find."

[[facets.values]]
id = "s2"
rank = 2
name = "Source"
key = "2"
short = "A source that a reader could look up."

[[facets]]
id = "features"
name = "Features"
type = "multi"                       # any number of values
required = true
exclusive = ["none"]                 # chosen alone
answer_on_confirm = "none"           # Enter gives this answer if there is none yet
question = "What else is in the sentence?"

[[facets.values]]
id = "number"
name = "Number"
key = "N"
short = "A figure."

[[facets.values]]
id = "appeal"
name = "Appeal"
key = "A"
short = "Asks the reader to do something."

[[facets.values]]
id = "none"
name = "None"
key = "-"
short = "None of these."

[[facets]]
id = "unsure"
name = "Unsure"
type = "boolean"                     # a flag
key = "f"
agreement = false                    # no part of agreement

[[facets]]
id = "note"
name = "Note"
type = "text"
max_length = 500
agreement = false

# The answer to a question that cannot be decided; it counts as missing.
[abstain]
key = "~"

# Rules for hard cases, shown with the questions that they speak of.
[[rules]]
title = "1. Two claims"
facets = ["claim", "support"]
text = "Judge the claim of the main clause."

# Second looks: pointed out, never blocking.
[[warnings]]
id = "claim_in_question"
message = "A question is no claim, unless the sentence answers it."

[warnings.when]
all = [
    { facet = "claim", in = ["claim"] },
    { text = ['\\?\\s*$'] },
]
"""


def starter_text(codebook_id: str, title: str = "") -> str:
    """The text of a new codebook file.  Raises UsageError when the id cannot be one."""
    if problem := id_problem(codebook_id):
        raise UsageError(f"{codebook_id!r} {problem}.")
    shown = title or humanised(codebook_id)
    return _STARTER.replace("@ID@", _quoted(codebook_id)).replace("@TITLE@", _quoted(shown))


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
