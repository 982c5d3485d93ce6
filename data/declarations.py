"""What a catalogue may declare: one class per kind of TOML entry.

A misspelt key, a missing one or a value outside its list is refused by the class itself.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Addition = Literal["sum", "last", "mean", "never"]
Sensitivity = Literal["S0", "S1", "S2", "S3"]
Kind = Literal["proportion", "rate", "ratio", "count", "median", "mean"]
Polarity = Literal["up", "down", "none"]
Level = Literal["moyens", "realisation", "resultat", "impact", "contexte"]
Frequency = Literal["month", "quarter", "half_year", "year", "school_year"]
Counted = Literal["person", "act", "event", "hour", "euro", "site", "document", "day", "answer"]


class Declaration(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class City(Declaration):
    """The city whose policy is evaluated; `code` is the territory code of the whole city."""

    code: Text
    name: Text
    mandate_start: date
    mandate_end: date
    baseline_year: int


class Axis(Declaration):
    """One of the axes of the policy, with its theory of change in two sentences."""

    code: Identifier
    prefix: Text
    label: Text
    question: Text
    impact: Text
    assumption: Text


class Commitment(Declaration):
    """One promise of the letter; `axis` may be "transversal"."""

    code: Text
    axis: Text
    label: Annotated[Text, StringConstraints(max_length=70)]
    text: Text


class Measure(Declaration):
    """A quantity that contributors count, and how it may be added up."""

    code: Identifier
    label: Text
    definition: Text
    unit: Text
    counts: Counted
    over_time: Addition
    over_territories: Addition
    over_structures: Addition
    sensitivity: Sensitivity
    integer: bool
    at_most: Identifier | None = None
    synonyms: tuple[Text, ...] = ()


class DefinitionChange(Declaration):
    """A dated change of definition; `break` says that figures before and after cannot be compared."""

    date: date
    note: Text
    breaks_series: bool = Field(alias="break", default=False)


class Calculation(Declaration):
    """A figure: a ratio or a count of measures, or a named formula.

    `snapshot`: a state on the last day of the period; twelve months are twelve views of the same things,
    and are never pooled.
    """

    code: Text
    label: Text
    unit: Text
    multiplier: float = Field(gt=0)
    kind: Kind
    polarity: Polarity
    numerator: tuple[Identifier, ...] = ()
    denominator: tuple[Identifier, ...] = ()
    formula: Text | None = None
    tables: tuple[Text, ...] = ("activite",)
    disclosure: Sensitivity | None = None
    snapshot: bool = False

    @model_validator(mode="after")
    def _measures_or_formula(self) -> Calculation:
        if bool(self.numerator) == bool(self.formula):
            raise ValueError("il faut soit un numérateur, soit une formule, et pas les deux")
        if self.denominator and not self.numerator:
            raise ValueError("un dénominateur sans numérateur")
        if self.kind in ("proportion", "rate") and self.numerator and not self.denominator:
            raise ValueError(f"un indicateur de nature « {self.kind} » demande un dénominateur")
        return self

    @property
    def measures(self) -> tuple[str, ...]:
        return self.numerator + self.denominator


class Companion(Calculation):
    """A second figure read beside an indicator: its number, its median, a share."""


class Indicator(Calculation):
    """One sheet of the catalogue."""

    axis: Identifier
    short_label: Annotated[Text, StringConstraints(max_length=40)]
    question: Text
    definition: Text
    numerator_label: Text | None = None
    denominator_label: Text | None = None
    level: Level
    frequency: Frequency
    every_years: int = 1
    source: Text
    owner: Text
    commitments: tuple[Text, ...] = ()
    disclosure: Sensitivity
    typical_target: Text
    caveats: Text
    perverse_incentive: Text
    counter_indicator: Text | None = None
    official_file: Text | None = None
    series: tuple[Text, ...] = ()
    definition_changes: tuple[DefinitionChange, ...] = ()
    companions: tuple[Companion, ...] = ()


class Code(BaseModel):
    """One entry of a code list; attributes of its own list are kept in `attributes`."""

    model_config = ConfigDict(extra="allow", frozen=True)

    code: Text
    label: Text
    synonyms: tuple[Text, ...] = ()
    kind: str | None = None
    parent: str | None = None

    @property
    def attributes(self) -> dict[str, Any]:
        return self.model_extra or {}


class CodeList(Declaration):
    """A closed list of codes, in display order."""

    name: Text
    title: Text
    codes: dict[str, Code]

    def label(self, code: str) -> str:
        """The label of a code; the code itself when the list does not hold it."""
        entry = self.codes.get(code)
        return entry.label if entry else code
