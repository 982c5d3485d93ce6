"""From an evaluation to what its charts draw."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

from analysis.chart_effect import EffectChart, EffectPoint
from analysis.chart_event_study import EventStudy, GapPoint
from analysis.chart_forest import ForestRow
from analysis.chart_placebo import PlaceboStrip
from analysis.effects.verdicts import Evaluation
from analysis.evaluation import Check, Effect
from analysis.evaluation.sentences import signed_percent
from analysis.indicator_chart import tick
from analysis.wording import number_text
from data.periods import Period, cached_parse

MOST_PLACEBOS = 60
STRIPS = {"in_space": "Dans les territoires de comparaison", "in_time": "À des dates où rien n'a commencé"}


def effect_drawing(found: Evaluation) -> EffectChart:
    """Observed against expected; observed alone where nothing may be expected."""
    series = found.effect.series
    unit = found.subject.calculation.unit if found.material.design == "panel" else found.declared.unit
    if found.verdict.effect_class == "impossible":
        series = series.assign(**dict.fromkeys(("fitted", "counterfactual", "low", "high"), math.nan))
    elif found.material.design == "panel":
        # After the start, what is fitted to other places is what was expected: one line, not two.
        series = series.assign(fitted=series["fitted"].mask(series["after"]))
    rows = series.itertuples(index=False)
    return EffectChart(
        points=tuple(_point(row) for row in rows),
        start=cached_parse(found.material.start).start,
        unit=unit,
        left_out=tuple((p.start, p.end) for p in map(cached_parse, found.material.excluded)),
    )


def event_study(found: Evaluation) -> EventStudy | None:
    """The gap with the comparators at each period, in percent; None for a single series."""
    table = found.effect.event_study
    if table is None or found.effect.scale != "relative":
        return None
    points = []
    for row in table.itertuples(index=False):
        period = cached_parse(str(row.period))
        gap = math.expm1(row.gap)
        low, high = math.expm1(-row.margin), math.expm1(row.margin)
        text = f"{period.label} : {signed_percent(gap)}"
        points.append(GapPoint(tick(period), text, 100 * gap, 100 * low, 100 * high))
    return EventStudy(tuple(points), found.effect.n_before)


def forest_rows(found: Evaluation) -> tuple[ForestRow, ...]:
    """The estimate, then the same found otherwise."""
    if not found.effect.has_interval:
        return ()
    rows = [_of_effect("Estimation retenue", found.effect, main=True)]
    if found.without is not None and found.without.has_interval:
        rows.append(_of_effect("Sans comparaison", found.without))
    if found.other is not None and found.other.has_interval:
        rows.append(_of_value("Contrôle synthétique", found.other.shares[0]))
    for check in found.effect.checks:
        if check.code == "windows":
            rows += [_of_value(name, value) for name, value in list(check.values.items())[1:]]
        elif check.code == "leave_one_out" and check.values:
            rows.append(_range("Sans un territoire, tour à tour", check))
    return tuple(rows)


def placebo_strips(found: Evaluation) -> dict[str, PlaceboStrip]:
    """By title: comparators and dates as if they had had the action."""
    if not found.effect.has_interval:
        return {}
    strips = {}
    real = found.effect.shares[0]
    placebos = found.effect.placebos
    if found.material.design == "panel" and len(placebos) <= MOST_PLACEBOS:
        strips[STRIPS["in_space"]] = _strip(placebos.to_dict(), real, found.declared.police)
    for check in found.effect.checks:
        if check.code == "in_time" and check.values:
            named = {cached_parse(code).label: value for code, value in check.values.items()}
            strips[STRIPS["in_time"]] = _strip(named, real, hidden=False)
    return strips


def _strip(values: dict[str, float], real: float, hidden: bool) -> PlaceboStrip:
    """Places are not named where the figure follows the police: nobody is ranked by it."""
    names = ["Un territoire de comparaison"] * len(values) if hidden else list(values)
    texts = [f"{name} : {signed_percent(value)}" for name, value in zip(names, values.values(), strict=True)]
    return PlaceboStrip(
        names=tuple(texts),
        values=tuple(100 * value for value in values.values()),
        real=100 * real,
        text=f"Effet mesuré : {signed_percent(real)}",
    )


def _point(row: Any) -> EffectPoint:
    period: Period = cached_parse(str(row.period))
    middle = period.start + timedelta(days=(period.end - period.start).days // 2)
    return EffectPoint(
        day=middle,
        label=f"{period.label} : {number_text(row.observed)}",
        observed=float(row.observed),
        fitted=_known(row.fitted),
        expected=_known(row.counterfactual),
        low=_known(row.low),
        high=_known(row.high),
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _of_effect(name: str, effect: Effect, main: bool = False) -> ForestRow:
    value, low, high = (100 * share for share in effect.shares)
    text = f"{signed_percent(value / 100)} (de {signed_percent(low / 100)} à {signed_percent(high / 100)})"
    return ForestRow(name, value, low, high, text, main)


def _of_value(name: str, value: float) -> ForestRow:
    return ForestRow(name.capitalize(), 100 * value, None, None, signed_percent(value))


def _range(name: str, check: Check) -> ForestRow:
    values = sorted(check.values.values())
    text = f"de {signed_percent(values[0])} à {signed_percent(values[-1])}"
    return ForestRow(name, 100 * values[len(values) // 2], 100 * values[0], 100 * values[-1], text)
