"""Whether the last figures are out of the ordinary: the control chart of a series, in words.

A figure moves from one period to the next without anything having happened. The limits say how far it usually
moves (NHS « Making Data Count »); only a signal is worth asking « what happened? ».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
import pandas as pd

from analysis.chart_usual import Limit
from analysis.points import Point
from analysis.sentences import COLON
from analysis.standing import Standing
from analysis.trend import assurance, p_chart, variation, xmr
from analysis.wording import in_period, list_text, sentence, value_text
from data.declarations import Indicator

# Below, limits are those of too few points to be shown at all.
FEWEST_POINTS = 8
# A share of many cases varies more than chance alone says: its limits follow the spread observed (p′).
MANY_CASES = 1_000
# Above this share of points out of the ordinary, a series has no ordinary: limits would mislead.
NO_USUAL_LEVEL = 0.5
_SIGNALS = {
    "outside": "sort des limites habituelles",
    "trend": "est le dernier d'au moins sept qui vont dans le même sens",
    "two_of_three": "est, avec un autre des trois derniers, tout près d'une limite",
    "shift": "est le dernier d'au moins sept de suite du même côté de la moyenne",
}
_NAMES = {
    "outside": "hors des limites habituelles",
    "trend": "au moins sept de suite dans le même sens",
    "two_of_three": "deux sur trois tout près d'une limite",
    "shift": "au moins sept de suite du même côté de la moyenne",
}
MOVING = (
    "Pas de niveau habituel",
    "La série bouge depuis trop longtemps pour avoir des limites : lisez plutôt le verdict et le rythme.",
)
TOO_FEW_CASES = (
    "Trop peu de cas pour le dire",
    "Avec si peu de cas à chaque période, n'importe quel chiffre peut venir du hasard.",
)
_VARIATIONS = {
    "common_cause": "Rien d'inhabituel",
    "improvement": "Changement inhabituel, dans le bon sens",
    "concern": "Changement inhabituel, dans le mauvais sens",
    "neutral": "Changement inhabituel",
}
_ASSURANCES = {
    "passes": "La cible est dépassée même dans les moins bonnes périodes habituelles.",
    "hit-and-miss": "La cible est tantôt atteinte, tantôt manquée, sans que rien ait changé.",
    "fails": "La cible reste hors de portée tant que rien ne change dans la façon de faire.",
}
_ACTIONS = {
    ("improvement", "passes"): "À saluer, et à garder.",
    ("improvement", "hit-and-miss"): "À suivre : la cible peut devenir sûre.",
    ("improvement", "fails"): "Le mouvement est bon, mais ne suffit pas encore.",
    ("common_cause", "passes"): "Régulier et suffisant : la cible peut être revue.",
    (
        "common_cause",
        "hit-and-miss",
    ): "C'est la façon de faire qu'il faut changer, pas une période à expliquer.",
    ("common_cause", "fails"): "C'est toute la façon de faire qui est à revoir.",
    ("concern", "passes"): "Alerte précoce : à comprendre avant que la cible soit manquée.",
    ("concern", "hit-and-miss"): "À comprendre sans attendre.",
    ("concern", "fails"): "Priorité : comprendre, puis agir.",
}


@dataclass(frozen=True)
class UsualVariation:
    """What a control chart says of a series.

    Attributes:
        title: whether the last figure is out of the ordinary; reading: why, and what the target can expect.
        method: which chart, on which points, in words.
        groups: the limits, one group per definition.
        signals: label of each period out of the ordinary -> why, in words.
    """

    title: str
    reading: str
    method: str
    groups: tuple[tuple[Limit, ...], ...]
    signals: dict[str, str]


def usual_variation(standing: Standing) -> UsualVariation | None:
    """The control chart of a monthly, quarterly or half-yearly series; None for a yearly or too short one.

    Provisional figures and those of too few structures are left out: they would look like a change.
    """
    indicator = standing.indicator
    points = _settled(standing.points)
    if indicator.frequency in ("year", "school_year") or _known(points) < FEWEST_POINTS:
        return None
    chart = _chart(indicator, points)
    said = variation(chart, indicator.polarity)
    if said is None:
        return None
    if chart["signal"].notna().mean() > NO_USUAL_LEVEL:
        return UsualVariation(*MOVING, _method(indicator, points), (), {})
    target = standing.goal.final.value if standing.goal else None
    title, reading = _words(chart, points, said, assurance(chart, target, indicator.polarity), indicator)
    return UsualVariation(
        title=title,
        reading=reading,
        method=_method(indicator, points),
        groups=_groups(chart, points),
        signals=_signals(chart, points),
    )


def _settled(points: Sequence[Point]) -> list[Point]:
    """Without the provisional figures at the end."""
    kept = list(points)
    while kept and (kept[-1].flag == "provisional" or kept[-1].value is None):
        kept.pop()
    return kept


def _known(points: Sequence[Point]) -> int:
    return sum(point.is_sound for point in points)


def _chart(indicator: Indicator, points: Sequence[Point]) -> pd.DataFrame:
    """In the unit of the indicator, one row per period."""
    breaks = [place for place, point in enumerate(points) if point.flag == "break" and place]
    values = pd.Series([point.value if point.is_sound else np.nan for point in points], dtype=float)
    if not _is_share(indicator, points):
        chart = xmr(values, breaks=breaks)
        floor, ceiling = (0.0, 100.0 if indicator.unit == "%" else np.inf)
        edges = ["low", "high", "near_low", "near_high"]
        return chart.assign(**chart[edges].clip(floor, ceiling)) if (values.dropna() >= 0).all() else chart
    counts = pd.Series([point.numerator for point in points], dtype=float).mask(values.isna())
    totals = pd.Series([point.denominator for point in points], dtype=float).mask(values.isna())
    chart = p_chart(counts, totals, laney=_has_many_cases(points), breaks=breaks)
    scaled = ["value", "mean", "low", "high", "near_low", "near_high"]
    return chart.assign(**chart[scaled] * indicator.multiplier)


def _is_share(indicator: Indicator, points: Sequence[Point]) -> bool:
    known = [point for point in points if point.is_sound]
    return indicator.kind == "proportion" and all(
        point.numerator is not None and point.denominator for point in known
    )


def _has_many_cases(points: Sequence[Point]) -> bool:
    """Whether chance alone would make limits too narrow: half of the sound figures count that many."""
    return median(point.denominator or 0 for point in points if point.is_sound) >= MANY_CASES


def _words(
    chart: pd.DataFrame, points: Sequence[Point], said: str, reached: str | None, indicator: Indicator
) -> tuple[str, str]:
    last = chart[chart["value"].notna()].iloc[-1]
    if indicator.unit == "%" and last["low"] <= 0 and last["high"] >= 100:
        return TOO_FEW_CASES
    kind = said if said == "common_cause" else said.rpartition("_")[0]
    when = in_period(points[int(last.name)].period.code)
    why = _SIGNALS[last["signal"]] if last["signal"] else "reste dans ses variations habituelles"
    low, high = (value_text(last[edge], indicator.unit) for edge in ("low", "high"))
    parts = [sentence(f"{when}, le chiffre {why}{COLON}d'ordinaire entre {low} et {high}")]
    if reached:
        parts += [_ASSURANCES[reached], _ACTIONS[kind, reached]]
    return _VARIATIONS[kind], " ".join(parts)


def _method(indicator: Indicator, points: Sequence[Point]) -> str:
    """Named as specialists name it, for whoever wants to check."""
    shares = "carte p′" if _has_many_cases(points) else "carte p"
    chart = shares if _is_share(indicator, points) else "carte XmR"
    few = _known(points) < 12
    trial = " Moins de douze points : limites provisoires." if few else ""
    left_out = [point.period.label for point in points if point.value is not None and not point.is_sound]
    absent = f" Laissées de côté, faute de réponses : {list_text(left_out)}." if left_out else ""
    return f"Limites à trois écarts, {chart}, recalculées à chaque changement de définition.{trial}{absent}"


def _groups(chart: pd.DataFrame, points: Sequence[Point]) -> tuple[tuple[Limit, ...], ...]:
    limits = chart[["group", "mean", "low", "high"]]
    parts = [rows for _, rows in limits.groupby("group") if rows["mean"].notna().all()]
    return tuple(
        tuple(
            Limit(points[int(place)].middle, *row)
            for place, row in zip(part.index, _numbers(part), strict=True)
        )
        for part in parts
    )


def _numbers(part: pd.DataFrame) -> list[tuple[float, float, float]]:
    """A period without a figure has the limits of the one before."""
    filled = part[["mean", "low", "high"]].ffill().bfill()
    return list(filled.astype(float).itertuples(index=False, name=None))


def _signals(chart: pd.DataFrame, points: Sequence[Point]) -> dict[str, str]:
    found = chart["signal"].dropna()
    return {points[int(place)].period.label: _NAMES[name] for place, name in found.items()}
