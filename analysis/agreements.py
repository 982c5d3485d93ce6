"""Multi-year agreements on one line of time: which end soon, and whether what follows has been said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analysis.axis_timeline import ActionLine, Timeline, TimeScale
from analysis.data_table import DataTable
from analysis.dictionary_entries import folded
from analysis.wording import date_text, relative_days, value_text

MULTI_YEAR = "cpo"
HORIZON = pd.DateOffset(months=12)
NOTICE = pd.DateOffset(months=6)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Agreement:
    """One multi-year agreement. `ends_soon`: within 12 months."""

    association: str
    beneficiary: str
    start: date
    end: date
    yearly: float
    position: date | None
    ends_soon: bool
    is_over: bool
    state: str
    demonstration: bool

    @property
    def lacks_position(self) -> bool:
        return self.ends_soon and self.position is None


def agreements(grants: pd.DataFrame, today: date) -> tuple[Agreement, ...]:
    """Every agreement that covers these grants, the first to end first.

    Args:
        grants: rows of `financements` of the city, with `association`.
    """
    dated = grants["convention_debut"].notna() & grants["convention_fin"].notna()
    rows = grants.loc[(grants["convention"].astype(object) == MULTI_YEAR) & dated]
    found = [_group(part, today) for _, part in rows.groupby(["association", "convention_fin"], sort=False)]
    starts = {(one["association"], one["start"]) for one in found}
    every = (_agreement(one, (one["association"], one["end"] + ONE_DAY) in starts, today) for one in found)
    return tuple(sorted(every, key=lambda one: (one.end, folded(one.beneficiary))))


def ending(every: Sequence[Agreement]) -> tuple[Agreement, ...]:
    return tuple(one for one in every if one.ends_soon)


def agreement_timeline(every: Sequence[Agreement], today: date) -> Timeline:
    """The agreements that are not over, on one line of time."""
    running = [one for one in every if not one.is_over]
    if not running:
        return Timeline((), (), 0.0)
    scale = TimeScale(min(one.start for one in running), max(today, *(one.end for one in running)))
    return Timeline(tuple(_line(one, scale) for one in running), scale.years, scale.place(today))


def agreement_table(every: Sequence[Agreement]) -> DataTable:
    """Every agreement, those that are over too."""
    latest_first = sorted(every, key=lambda one: one.end, reverse=True)
    return DataTable(
        caption="Conventions pluriannuelles d'objectifs (CPO)",
        columns=("Association", "Début", "Fin", "Montant du dernier exercice", "Suite"),
        rows=tuple(
            (
                *(one.beneficiary, date_text(one.start), date_text(one.end)),
                *(value_text(one.yearly, "€"), one.state),
            )
            for one in latest_first
        ),
        value_columns=(
            *("association", "debut", "fin", "euros_dernier_exercice", "position_ecrite_le"),
            *("suite", "demonstration"),
        ),
        values=tuple(
            (
                *(one.beneficiary, one.start, one.end, one.yearly, one.position, one.state),
                "oui" if one.demonstration else "non",
            )
            for one in latest_first
        ),
        file_name="conventions_pluriannuelles",
        demonstration=any(one.demonstration for one in every),
        notes=(
            ("Convention", "Convention pluriannuelle d'objectifs d'au moins trois ans, signée par la Ville."),
            (
                "Position écrite",
                "Donnée après une réunion de bilan, favorable ou non, six mois avant la fin.",
            ),
            ("Renouvelée", "Une convention de la même association commence le lendemain."),
        ),
    )


def _group(part: pd.DataFrame, today: date) -> dict[str, Any]:
    """One agreement from its grants: the amount is that of its last budget year."""
    last = part.loc[part["exercice"] == part["exercice"].max()]
    given = part["position_renouvellement"].where(part["position_renouvellement"] <= pd.Timestamp(today))
    position = given.max()
    return {
        "association": str(part["association"].iloc[0]),
        "beneficiary": str(part["beneficiaire"].iloc[-1]),
        "start": part["convention_debut"].min().date(),
        "end": part["convention_fin"].iloc[0].date(),
        "yearly": float(last["montant_vote"].sum()),
        "position": None if pd.isna(position) else position.date(),
        "demonstration": bool(part["demonstration"].any()),
    }


def _agreement(one: dict[str, Any], followed: bool, today: date) -> Agreement:
    end = pd.Timestamp(one["end"])
    is_over = one["end"] < today
    ends_soon = not is_over and end <= pd.Timestamp(today) + HORIZON
    return Agreement(
        **one,
        ends_soon=ends_soon,
        is_over=is_over,
        state=_state(one, is_over, ends_soon, followed, today),
    )


def _state(one: dict[str, Any], is_over: bool, ends_soon: bool, followed: bool, today: date) -> str:
    """« se termine dans 38 jours, sans position écrite (elle était attendue le 30 juin 2026) »."""
    if followed:
        return "renouvelée"
    if is_over:
        return "terminée, sans convention pluriannuelle à la suite"
    if not ends_soon:
        return "en cours"
    start = f"se termine {relative_days(one['end'], today)}"
    if one["position"]:
        return f"{start}, position écrite donnée le {date_text(one['position'])}"
    expected = (pd.Timestamp(one["end"]) - NOTICE).date()
    due = "était attendue" if expected < today else "est attendue"
    return f"{start}, sans position écrite (elle {due} le {date_text(expected)})"


def _line(one: Agreement, scale: TimeScale) -> ActionLine:
    left = scale.place(one.start)
    return ActionLine(
        title=one.beneficiary,
        status=one.state,
        dates=f"du {date_text(one.start)} au {date_text(one.end)}",
        who=f"{value_text(one.yearly, '€')} par an",
        description="",
        is_event=False,
        left=left,
        width=max(1.0, scale.place(one.end) - left),
        demonstration=one.demonstration,
    )
