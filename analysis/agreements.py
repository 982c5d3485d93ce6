"""Multi-year agreements on one line of time: which end soon, and whether what follows has been said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analysis.axis_timeline import ActionLine, Timeline, TimeScale
from analysis.data_table import DataTable
from analysis.dictionary_entries import folded
from analysis.grants import multi_year_agreements
from analysis.wording import date_text, relative_days, value_text

HORIZON = pd.DateOffset(months=12)
NOTICE = pd.DateOffset(months=6)
ONE_DAY = timedelta(days=1)
NOTES = (
    ("Convention", "Convention pluriannuelle d'objectifs d'au moins trois ans, signée par la Ville."),
    (
        "Position écrite",
        "Donnée après une réunion de bilan, favorable ou non, six mois avant la fin.",
    ),
    ("Renouvelée", "Une convention de la même association commence le lendemain."),
)


@dataclass(frozen=True)
class Agreement:
    """One multi-year agreement. `ends_soon`: within 12 months; `is_renewed`: another starts the next day."""

    association: str
    beneficiary: str
    start: date
    end: date
    yearly: float
    position: date | None
    ends_soon: bool
    is_over: bool
    is_renewed: bool
    state: str
    demonstration: bool

    @property
    def lacks_position(self) -> bool:
        """Whether its association waits for a word: what is already renewed says enough."""
        return self.ends_soon and self.position is None and not self.is_renewed


def agreements(grants: pd.DataFrame, today: date) -> tuple[Agreement, ...]:
    """Every agreement that covers these grants, the first to end first.

    Args:
        grants: rows of `financements` of the city, with `association`.
    """
    later = grants["position_renouvellement"] > pd.Timestamp(today)
    known = grants.assign(position_renouvellement=grants["position_renouvellement"].mask(later))
    rows = multi_year_agreements(known).to_dict("records")
    starts = {(row["association"], row["start"]) for row in rows}
    every = (
        _agreement(row, (row["association"], row["convention_fin"] + ONE_DAY) in starts, today)
        for row in rows
    )
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
        notes=NOTES,
    )


def _agreement(row: dict[str, Any], is_renewed: bool, today: date) -> Agreement:
    """One row of `multi_year_agreements`, on a day."""
    position = row["last_position"]
    found = Agreement(
        association=str(row["association"]),
        beneficiary=row["beneficiary"],
        start=row["start"].date(),
        end=row["convention_fin"].date(),
        yearly=float(row["yearly"]),
        position=None if pd.isna(position) else position.date(),
        ends_soon=pd.Timestamp(today) <= row["convention_fin"] <= pd.Timestamp(today) + HORIZON,
        is_over=row["convention_fin"] < pd.Timestamp(today),
        is_renewed=is_renewed,
        state="",
        demonstration=bool(row["demonstration"]),
    )
    return replace(found, state=_state(found, today))


def _state(one: Agreement, today: date) -> str:
    """« se termine dans 38 jours, sans position écrite (elle était attendue le 30 juin 2026) »."""
    if one.is_renewed:
        return "renouvelée"
    if one.is_over:
        return "terminée, sans convention pluriannuelle à la suite"
    if not one.ends_soon:
        return "en cours"
    start = f"se termine {relative_days(one.end, today)}"
    if one.position:
        return f"{start}, position écrite donnée le {date_text(one.position)}"
    expected = (pd.Timestamp(one.end) - NOTICE).date()
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
