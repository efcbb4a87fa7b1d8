"""Names that tell annotators apart and do not tell who they are.

A pseudonym is made from the name and a secret that the database keeps, so it is the same in every
export of the database and its copies, and cannot be found out by trying names.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable

from annotate_tui.errors import UsageError
from annotate_tui.store.store import Store

SETTING = "pseudonym_key"
_LETTERS = 8


def pseudonyms(store: Store) -> Callable[[str], str]:
    """The function that gives a name its pseudonym; the secret is made at the first use.

    Raises UsageError when there is no secret yet and the database was opened only for reading.
    """
    key = store.setting(SETTING)
    if not isinstance(key, str):
        if store.readonly:
            raise UsageError(
                f"{store.path} has no key for pseudonyms yet, and it can only be read; "
                "make one where it can be written, with 'annotate-tui export csv --pseudonymise'."
            )
        key = secrets.token_hex(16)
        store.set_setting(SETTING, key)
    secret = key.encode()
    return lambda name: pseudonym(secret, name)


def pseudonym(secret: bytes, name: str) -> str:
    """What stands for a name: "annotator-" and eight letters and digits."""
    digest = hmac.new(secret, name.encode(), hashlib.sha256).digest()
    return f"annotator-{base64.b32encode(digest).decode()[:_LETTERS].lower()}"
