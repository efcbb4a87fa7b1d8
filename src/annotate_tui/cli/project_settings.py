"""The settings that a project can decide on: how each is written, checked and shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate_tui.errors import UsageError
from annotate_tui.labelling.cue_policy import CuePolicy, Mode, load_policy_lexicon, policy_of

if TYPE_CHECKING:
    from annotate_tui.store.store import Store

Read = Callable[["Store", str], Any]
Show = Callable[["Store", Any], str]


def _is_shown(_store: Store, value: Any) -> str:
    return str(value)


@dataclass(frozen=True)
class Setting:
    """A setting that a project can decide on."""

    about: str
    default: Any
    read: Read
    """What is kept for a word of the command line.  Raises UsageError or InputError."""
    show: Show = _is_shown


# -- words -------------------------------------------------------------------


def _one_of(name: str, words: Mapping[str, Any]) -> tuple[Read, Show]:
    def read(_store: Store, word: str) -> Any:
        if word not in words:
            raise UsageError(f"{name} is {' or '.join(words)}, not {word!r}.")
        return words[word]

    def show(_store: Store, value: Any) -> str:
        return next((word for word, meant in words.items() if meant == value), str(value))

    return read, show


def _share(name: str) -> tuple[Read, Show]:
    def read(_store: Store, word: str) -> float:
        text = word.strip().removesuffix("%").strip()
        try:
            number = float(text) / (100 if "%" in word else 1)
        except ValueError:
            number = -1.0
        if not 0 <= number <= 1:
            raise UsageError(f"{name} is a share such as 0.2 or 20%, from 0 to 100%, not {word!r}.")
        return number

    return read, lambda _store, value: f"{value:.3%}".replace(".000%", "%")


def _names(word: str) -> list[str]:
    return list(dict.fromkeys(" ".join(part.split()) for part in word.split(",") if part.strip()))


# -- cue highlights ------------------------------------------------------------


def _policy(store: Store) -> CuePolicy:
    return policy_of({"highlights": Mode.OFF, **store.settings()}, store.codebook()) or CuePolicy()


def _read_lexicon(store: Store, word: str) -> str:
    """The id of a lexicon that comes with the program, or the text of a checked file."""
    from annotate_tui.codebook.answers import nearest
    from annotate_tui.codebook.lexicon import BUILTIN_LEXICONS, load_lexicon

    path = Path(word)
    if word in BUILTIN_LEXICONS:
        value = word
    elif path.is_file():
        load_lexicon(path)
        value = path.read_text(encoding="utf-8-sig")
    else:
        raise UsageError(f"There is no lexicon and no file {word!r}{nearest(word, BUILTIN_LEXICONS)}")
    here = {category.id for category in load_policy_lexicon(CuePolicy(lexicon=value)).categories}
    if missing := [name for name in _policy(store).categories if name not in here]:
        raise UsageError(
            f"highlights_categories names {', '.join(missing)}, which this lexicon does not have; "
            "decide first: annotate-tui settings highlights_categories all."
        )
    return value


def _show_lexicon(_store: Store, value: Any) -> str:
    lexicon = load_policy_lexicon(CuePolicy(lexicon=str(value)))
    return f"{lexicon.id} {lexicon.version}"


def _read_categories(store: Store, word: str) -> list[str]:
    from annotate_tui.codebook.answers import nearest

    if word.strip() == "all":
        return []
    known = [category.id for category in load_policy_lexicon(_policy(store)).categories]
    names = _names(word)
    for name in names:
        if name not in known:
            raise UsageError(f"The lexicon has no category {name!r}{nearest(name, known)}")
    if not names:
        raise UsageError(f"Name categories with commas between them ({', '.join(known)}), or all.")
    return names


def _read_articles(store: Store, word: str) -> list[str]:
    if word.strip() == "none":
        return []
    names = _names(word)
    if not names:
        raise UsageError("Name articles with commas between them, by number or id, or none.")
    return list(dict.fromkeys(store.find_article(name).article_id for name in names))


def _show_articles(store: Store, value: Any) -> str:
    numbers = [str(row.number) for row in store.articles() if row.article_id in value]
    return ", ".join(numbers) or "none"


def _read_annotators(_store: Store, word: str) -> list[str]:
    names = [] if word.strip() == "none" else _names(word)
    if not names and word.strip() != "none":
        raise UsageError("Name annotators with commas between them, or none.")
    return names


def _listed(empty: str) -> Show:
    return lambda _store, value: ", ".join(value) or empty


YES_NO: Mapping[str, Any] = {"on": True, "off": False}

SETTINGS = {
    "blind": Setting("annotators never see the labels of others", True, *_one_of("blind", YES_NO)),
    "agreement_when_done": Setting(
        "who is done with an article may look at the agreement on it",
        False,
        *_one_of("agreement_when_done", YES_NO),
    ),
    "adjudicators": Setting(
        "who decides between annotators (everybody where there is no lead)",
        "leads",
        *_one_of("adjudicators", {word: word for word in ("leads", "everybody")}),
    ),
    "adjudication_names": Setting(
        "who decides between annotators sees their names",
        False,
        *_one_of("adjudication_names", YES_NO),
    ),
    "highlights": Setting(
        "who sees cue highlights while labelling",
        "off",
        *_one_of("highlights", {str(mode): str(mode) for mode in Mode}),
    ),
    "highlights_lexicon": Setting("which lexicon they come from", None, _read_lexicon, _show_lexicon),
    "highlights_categories": Setting("which of its categories", [], _read_categories, _listed("all")),
    "highlights_weak": Setting("whether weak patterns count too", False, *_one_of("highlights_weak", YES_NO)),
    "highlights_off_in": Setting("articles in which nobody sees any", [], _read_articles, _show_articles),
    "highlights_seed": Setting("what draws lots for what follows", "", lambda _store, word: word),
    "highlights_annotators": Setting(
        "the order of annotators for assigning", [], _read_annotators, _listed("as they joined")
    ),
    "highlights_drop": Setting("the share of phrases left out on purpose", 0.0, *_share("highlights_drop")),
    "highlights_decoys": Setting(
        "the share of other words underlined on purpose", 0.0, *_share("highlights_decoys")
    ),
}

CAUTION = (
    "Highlights draw labels towards them. Keep them off in the reference round, in articles that several "
    "people label to measure agreement (highlights_off_in), and where the labels will train or test a "
    "program that finds such phrases."
)
"""What to say to whoever switches highlights on."""


def current(store: Store, name: str) -> Any:
    """What holds for a project: its decision, else the codebook's, else the default."""
    value = store.setting(name)
    if value is not None:
        return value
    lexicon = store.codebook().lexicon
    if name == "highlights":
        return lexicon.get("state") or SETTINGS[name].default
    if name == "highlights_lexicon":
        return _policy(store).lexicon
    return SETTINGS[name].default
