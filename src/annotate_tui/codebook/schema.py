"""The shape of a codebook file: which keys there are and what each takes.

Only the shape; whether names refer to something and numbers make sense is
tested in `checks`.  Each section is validated by itself so that one bad facet
does not hide the problems of the others.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = "annotate-tui/codebook@1"

UNIT_KINDS = (
    "sentence",
    "lead_in",
    "quote",
    "comment",
    "byline",
    "promo_block",
    "title",
    "heading",
    "reference",
    "boilerplate",
)
"""The kinds of units that the segmentation knows."""

COEFFICIENTS = (
    "percent_agreement",
    "krippendorff_alpha",
    "cohen_kappa",
    "scott_pi",
    "fleiss_kappa",
    "conger_kappa",
    "brennan_prediger",
    "gwet_ac",
)

_COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
COLOURS = _COLOURS + tuple(f"bright_{colour}" for colour in _COLOURS)


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=False)


class ExampleSection(_Section):
    text: str = Field(min_length=1)
    belongs: bool | None = None
    goes_to: str = ""
    reason: str = ""


class ValueSection(_Section):
    id: str
    name: str = ""
    key: str = ""
    colour: str = ""
    short: str = ""
    include: str = ""
    exclude: str = ""
    examples: list[ExampleSection] = []
    notes: str = ""
    rank: int | None = None
    parent: str | None = None
    polarity: Literal["", "mitigating"] = ""
    retired: bool = False
    alias: str = ""


class FacetSection(_Section):
    id: str
    name: str = ""
    label: str = ""
    scope: Literal["unit", "document"] = "unit"
    type: Literal["single", "multi", "ordinal", "boolean", "text", "number", "span"]
    measurement: Literal["nominal", "ordinal", "interval", "ratio", "set", "nominal-set"] | None = None
    required: bool = False
    question: str = ""
    short: str = ""
    help: str = ""
    key: str = ""
    values: list[ValueSection] = []
    ask_when: dict[str, Any] | None = None
    precedence: list[str] = []
    exclusive: list[str] = []
    answer_on_confirm: str | None = None
    auto_advance: bool = False
    min_selected: int = Field(default=0, ge=0)
    max_selected: int | None = Field(default=None, ge=1)
    max_length: int | None = Field(default=None, ge=1)
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = Field(default=None, gt=0)
    unit: str = ""
    select: Literal["any", "leaf"] = "any"
    roll_up: bool = False
    links_to: str | None = None
    overlap: bool = True
    agreement: Any = True
    comparable_with: list[str] = []


class ConditionSection(_Section):
    facet: str = ""
    in_: list[Any] | None = Field(default=None, alias="in")
    min_rank: int | None = None
    empty: Literal[True] | None = None
    unit_kind: list[str] | None = None
    text: list[str] | None = None
    all: list[Any] | None = None
    any: list[Any] | None = None
    not_: dict[str, Any] | None = Field(default=None, alias="not")


class UnitKindSection(_Section):
    policy: Literal["ask", "skip"] = "ask"
    can_open: bool = False
    only: list[str] = []
    set: dict[str, str] = {}
    prefill: dict[str, Any] = {}
    prefill_requires_confirm: Literal[True] = True
    report: Literal["together", "separate"] = "together"


class AbstainSection(_Section):
    allowed: bool = True
    id: str = "cant_decide"
    counts_as: Literal["missing"] = "missing"
    key: str = "~"


class RuleSection(_Section):
    title: str = Field(min_length=1)
    text: str = Field(min_length=1)
    facets: list[str] = []


class WarningSection(_Section):
    id: str
    when: dict[str, Any]
    message: str = Field(min_length=1)
    confirm: bool = False


class LexiconSection(_Section):
    id: str
    version: str = ""
    hash: str = ""
    state: Literal["off", "on", "annotator_choice", "assigned", "after_first_answer"] = "off"


class MigrationSection(_Section):
    from_: str = Field(alias="from")
    to: str
    map: dict[str, dict[str, Any]] = {}
    removed_facets: list[str] = []


class SourceSection(_Section):
    text: str = Field(min_length=1)
    supports: str = ""
    checked: bool = False
    facets: list[str] = []


class ValueTextsSection(_Section):
    name: str | None = None
    short: str | None = None
    include: str | None = None
    exclude: str | None = None
    notes: str | None = None


class FacetTextsSection(_Section):
    name: str | None = None
    label: str | None = None
    question: str | None = None
    short: str | None = None
    help: str | None = None
    values: dict[str, ValueTextsSection] = {}


class RuleTextsSection(_Section):
    title: str | None = None
    text: str | None = None


class TextsSection(_Section):
    title: str | None = None
    principle: str | None = None
    facets: dict[str, FacetTextsSection] = {}
    rules: dict[str, RuleTextsSection] = {}
    warnings: dict[str, str] = {}


class OverridesSection(_Section):
    facets: dict[str, dict[str, Any]] = {}


class CodebookSection(_Section):
    """The top of the file; its sections are validated one by one."""

    schema_: Literal["annotate-tui/codebook@1"] = Field(alias="schema")
    id: str
    version: str
    title: str = Field(min_length=1)
    language: str = "en"
    principle: str = ""
    authors: list[str] = []
    licence: str = ""
    changelog: list[str] = []
    extends: str = ""
    enable: list[str] = []
    keys: dict[str, str] = {}
    facets: Any = None
    optional_facets: Any = None
    overrides: Any = None
    unit_kinds: Any = None
    abstain: Any = None
    rules: Any = None
    warnings: Any = None
    lexicon: Any = None
    migrations: Any = None
    sources: Any = None
    texts: Any = None


SECTIONS: tuple[type[BaseModel], ...] = (
    CodebookSection,
    FacetSection,
    ValueSection,
    ExampleSection,
    ConditionSection,
    UnitKindSection,
    AbstainSection,
    RuleSection,
    WarningSection,
    LexiconSection,
    MigrationSection,
    SourceSection,
    OverridesSection,
    TextsSection,
    FacetTextsSection,
    ValueTextsSection,
    RuleTextsSection,
)
