"""Which action may be looked at through which figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.standing import Situation
from data.declarations import Calculation, Indicator

MAIN = "principal"
COUNTED = ("count", "proportion", "ratio", "rate")


@dataclass(frozen=True)
class Subject:
    """One action, or one event, and one figure that it should move.

    Attributes:
        action: code; title: as people call it; day: of its start; territories: where, by code.
        everywhere: it applies to the whole country, so that no place is left out of it.
        demonstration: the action itself is fictitious.
    """

    action: str
    title: str
    day: date
    territories: tuple[str, ...]
    indicator: Indicator
    calculation: Calculation
    everywhere: bool = False
    is_event: bool = False
    demonstration: bool = False

    @property
    def figure(self) -> str:
        """The code of the figure inside its indicator."""
        return MAIN if self.calculation is self.indicator else self.calculation.code

    @property
    def code(self) -> str:
        """« SEC-02 », or « SEC-02.nombre_signalements »."""
        return self.indicator.code if self.figure == MAIN else f"{self.indicator.code}.{self.figure}"

    @property
    def label(self) -> str:
        """« SEC-02 · Signalements recevables reçus »."""
        return f"{self.indicator.code} · {self.calculation.label}"


Subjects = dict[str, dict[str, Subject]]


def subjects(situation: Situation) -> Subjects:
    """Every subject, by action in order of time, then by figure."""
    found: Subjects = {}
    for subject in (*_of_actions(situation), *_of_laws(situation)):
        found.setdefault(subject.action, {})[subject.code] = subject
    return dict(sorted(found.items(), key=lambda pair: next(iter(pair[1].values())).day))


def _of_actions(situation: Situation) -> Iterator[Subject]:
    actions = situation.tables["actions"]
    actions = actions.astype({name: object for name in actions.columns if actions[name].dtype == "category"})
    for row in actions.to_dict("records"):
        if row["debut"].date() > situation.tables.today:
            continue
        for code in _codes(row["indicateurs"]):
            if code in situation.codebook.indicators:
                yield from _of_action(row, situation.codebook.indicators[code])


def _of_action(row: dict[Any, Any], indicator: Indicator) -> Iterator[Subject]:
    for calculation in (indicator, *indicator.companions):
        if calculation.kind in COUNTED:
            yield Subject(
                action=str(row["action"]),
                title=str(row["intitule"]),
                day=row["debut"].date(),
                territories=_codes(row["territoires"]),
                indicator=indicator,
                calculation=calculation,
                is_event=str(row["nature"]) == "evenement",
                demonstration=bool(row["demonstration"]),
            )


def _of_laws(situation: Situation) -> Iterator[Subject]:
    """A dated change that the whole country knew, declared with an official series."""
    for indicator in situation.codebook.indicators.values():
        if not indicator.series or situation.results[indicator.code]["value"].isna().all():
            continue
        for change in indicator.definition_changes:
            title = change.note.partition(" :")[0].partition("\u00a0:")[0]
            for calculation in (indicator, *indicator.companions):
                if calculation.kind in COUNTED:
                    code = f"{indicator.code}-{change.date.isoformat()}"
                    yield Subject(code, title, change.date, (), indicator, calculation, everywhere=True)


def _codes(cell: Any) -> tuple[str, ...]:
    if cell is None or pd.isna(cell):
        return ()
    return tuple(code.strip() for code in str(cell).split("|") if code.strip())
