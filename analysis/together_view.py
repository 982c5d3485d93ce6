"""« Sécurité, santé, cohésion : que montrent les chiffres ensemble ? »: side by side, never one by the other.

The firewall: drug offences are always split into on-the-spot fines and the rest, in one quiet colour, on
their own scale, never ranked nor composed with anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.comparable_cities import usual_limits_sentence
from analysis.official_series import (
    COHESION,
    CURVE_PERIODS,
    DRUGS,
    FORMER,
    HEALTH,
    SAFETY,
    OfficialSeries,
    above,
    places_with,
    series_of_theme,
    themed,
)
from analysis.standing import Situation, Standing
from analysis.together_panels import PanelGroup, local_group, official_group, years_of
from analysis.wording import number_text

POLICE_ACTIVITY = (
    "Ces chiffres mesurent l'activité des services de police et de gendarmerie autant que les usages. Une "
    "personne mise en cause n'est pas une personne condamnée. Les amendes forfaitaires, créées en 2020, sont "
    "toujours à part."
)


@dataclass(frozen=True)
class TogetherView:
    """Official series of one place, and what the city and its partners did, over the same years.

    `missing` are indicators whose official file nobody has deposited: code and label.
    """

    place: str
    places: Mapping[str, str]
    axis: str
    axes: Mapping[str, str]
    can_read: tuple[str, ...]
    safety: PanelGroup | None
    drugs: PanelGroup | None
    cohesion: PanelGroup | None
    local: PanelGroup | None
    former: PanelGroup | None
    missing: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        return not (self.safety or self.drugs or self.local)


def together_view(situation: Situation, place: str | None, axis: str | None) -> TogetherView:
    """The page for one official place and one axis of action; the nearest place unless `place` is known."""
    places = places_with(situation, SAFETY) or places_with(situation, DRUGS)
    axes = _axes(situation)
    here = place if place in places else next(iter(places), "")
    chosen = axis if axis in axes else _axis_of_drugs(situation, axes)
    official = {theme: series_of_theme(situation, theme, here) for theme in (SAFETY, DRUGS)}
    official[COHESION] = _nearest(situation, COHESION)
    local = _local(situation, chosen)
    frame = years_of(
        [*(one.points for each in official.values() for one in each), *(s.points for s in local)]
    )
    former = _nearest(situation, FORMER)
    return TogetherView(
        place=here,
        places=places,
        axis=chosen,
        axes=axes,
        can_read=tuple(filter(None, (_drugs_sentence(official[DRUGS]), usual_limits_sentence(situation)))),
        safety=official_group(official[SAFETY], frame, "securite"),
        drugs=official_group(official[DRUGS], frame, "stupefiants", one_scale=True),
        cohesion=official_group(official[COHESION], frame, "cohesion"),
        local=local_group(local, frame, axes.get(chosen, "")),
        former=official_group(former, years_of([one.points for one in former]), "etat4001"),
        missing=_missing(situation),
    )


def _axes(situation: Situation) -> dict[str, str]:
    return {code: axis.label for code, axis in situation.codebook.axes.items() if _local(situation, code)}


def _axis_of_drugs(situation: Situation, axes: Mapping[str, str]) -> str:
    """The axis whose sheet reads the drug offences: what is done there stands beside them first."""
    codes = {code.code for code in themed(situation, DRUGS)}
    reads = (one.axis for one in situation.catalogue.indicators.values() if codes & set(one.series))
    return next((axis for axis in reads if axis in axes), next(iter(axes), ""))


def _local(situation: Situation, axis: str) -> list[Standing]:
    """What was done on an axis and what it gave, where there is enough for a curve; never the context."""
    return [
        standing
        for standing in situation.of_axis(axis)
        if standing.indicator.level != "contexte"
        and sum(point.value is not None for point in standing.points) >= CURVE_PERIODS
    ]


def _nearest(situation: Situation, theme: str) -> tuple[OfficialSeries, ...]:
    """The series of a theme for the first place that has them: the city, what holds it, what lies beside."""
    declared = situation.codebook.lists["territoires"].codes
    beside = [code for code, one in declared.items() if one.kind in ("circonscription", "zone_emploi")]
    named = [code for code in beside if situation.codebook.city.name in declared[code].label]
    read = (series_of_theme(situation, theme, place) for place in (*above(situation), *named))
    return next((found for found in read if found), ())


def _drugs_sentence(drugs: Sequence[OfficialSeries]) -> str:
    """What the split of drug offences says by itself, in figures."""
    if not drugs:
        return ""
    years = [point.period for one in drugs for point in one.points if point.value is not None]
    told = "\u00a0; ".join(_from_to(one) for one in drugs)
    span = f"de {min(years).label} à {max(years).label}"
    return f"{drugs[0].place}, {span}, pour 1\u202f000 habitants\u00a0: {told}."


def _from_to(series: OfficialSeries) -> str:
    """« usage de stupéfiants, hors amende forfaitaire, de 2 à 1,2 »."""
    known = [point.value for point in series.points if point.value is not None]
    label = series.label.removeprefix("Personnes mises en cause pour ")
    return f"{label}, de {number_text(known[0])} à {number_text(known[-1])}"


def _missing(situation: Situation) -> tuple[tuple[str, str], ...]:
    """The context indicators on health that no official file feeds yet."""
    codes = {code.code for code in themed(situation, HEALTH)}
    return tuple(
        (one.code, one.label)
        for one in situation.catalogue.indicators.values()
        if codes & set(one.series)
        and not any(p.value is not None for p in situation.standings[one.code].points)
    )
