"""What people signed: weather, comments, rights of reply, findings. They are shown, never computed with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

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
    ordered = opinions.sort_values("date", ascending=False, kind="stable").astype(object)
    return tuple(_statement(row, codebook) for row in ordered.to_dict("records"))


def _statement(row: Mapping[str, Any], codebook: Codebook) -> Statement:
    kind, weather = str(row["type"]), _text(row["meteo"])
    return Statement(
        kind=kind,
        kind_label=codebook.lists["types_avis"].label(kind),
        day=row["date"].date(),
        signatory=_text(row["signataire"]),
        axis=_text(row["axe"]),
        indicator=_text(row["indicateur"]),
        period=_text(row["periode"]),
        weather=weather,
        weather_label=codebook.lists["meteos"].label(weather),
        text=_text(row["texte"]),
        structure=_text(row["structure"]),
        demonstration=bool(row["demonstration"]),
    )


def latest_weather(all_statements: Sequence[Statement], axis: str) -> Statement | None:
    """The last signed weather of an axis."""
    return next((one for one in all_statements if one.kind == "meteo" and one.axis == axis), None)


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)
