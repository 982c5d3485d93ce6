"""What people signed: weather, comments, rights of reply, findings. They are shown, never computed with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.wording import date_text
from data.codebook import Codebook


@dataclass(frozen=True)
class Statement:
    """One signed statement; `signatory` is a function, never a name; `period` the code of what it answers.

    `structure` is the code of the one that signs a right of reply; empty when the statement does not say it.
    """

    kind: str
    kind_label: str
    day: date
    signatory: str
    axis: str
    indicator: str
    period: str
    weather: str
    weather_label: str
    text: str
    structure: str
    demonstration: bool

    @property
    def signature(self) -> str:
        return f"{self.signatory}, le {date_text(self.day)}"


def statements(opinions: pd.DataFrame, codebook: Codebook) -> tuple[Statement, ...]:
    """Every row of the table `avis`, the latest first."""
    ordered = opinions.sort_values("date", ascending=False, kind="stable")
    kinds, weathers = codebook.lists["types_avis"], codebook.lists["meteos"]
    columns = (
        "type",
        "date",
        "signataire",
        "axe",
        "indicateur",
        "periode",
        "meteo",
        "texte",
        "structure",
        "demonstration",
    )
    return tuple(
        Statement(
            kind=str(kind),
            kind_label=kinds.label(str(kind)),
            day=day.date(),
            signatory=_text(signatory),
            axis=_text(axis),
            indicator=_text(indicator),
            period=_text(period),
            weather=_text(weather),
            weather_label=weathers.label(_text(weather)),
            text=_text(text),
            structure=_text(structure),
            demonstration=bool(demonstration),
        )
        for kind, day, signatory, axis, indicator, period, weather, text, structure, demonstration in zip(
            *(ordered[name] for name in columns), strict=True
        )
    )


def latest_weather(all_statements: Sequence[Statement], axis: str) -> Statement | None:
    """The last signed weather of an axis."""
    return next((one for one in all_statements if one.kind == "meteo" and one.axis == axis), None)


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)
