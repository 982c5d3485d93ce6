"""Who comes to the table: attendance by college over the last twelve months, and the voices absent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.chart_breakdown import Bar
from analysis.data_table import DataTable, rounded
from analysis.meetings_view import HELD, YEAR
from analysis.standing import Situation
from analysis.uncertainty import wilson_interval
from analysis.wording import NO_BREAK, interval_text, list_text, plural, sentence, share_text
from data.schemas import COLLEGES

NOTES = (
    ("Présence", "Membres présents ou représentés, pour 100 membres convoqués aux séances tenues."),
    ("Intervalle", "Wilson, à 95 %."),
    ("Séances sans personne", "Le collège était convié, personne de ce collège n'est venu."),
)


@dataclass(frozen=True)
class College:
    """One college: members convened and present, sessions where it was convened, and where nobody came."""

    label: str
    convened: int
    present: int
    sessions: int
    deserted: int
    uninvited: int

    @property
    def share(self) -> float:
        return self.present / self.convened

    @property
    def interval(self) -> tuple[float, float]:
        low, high = wilson_interval(self.present, self.convened)
        return 100 * float(low), 100 * float(high)

    @property
    def text(self) -> str:
        """« 72 %, 134 sur 186 »."""
        return f"{share_text(self.share)}, {self.present} sur {self.convened}"


@dataclass(frozen=True)
class Attendance:
    """`held` sessions of the last twelve months say who came; `absent` says in a sentence who did not."""

    held: int
    colleges: tuple[College, ...]
    absent: str
    bars: tuple[Bar, ...]
    table: DataTable

    @property
    def summary(self) -> str:
        return ". ".join(f"{one.label}{NO_BREAK}: {one.text}" for one in self.colleges)


def attendance(situation: Situation) -> Attendance:
    """Who came to the sessions held in the last twelve months."""
    meetings, today = situation.tables["instances"], pd.Timestamp(situation.tables.today)
    recent = (meetings["date_tenue"] >= today - YEAR) & (meetings["date_tenue"] < today)
    held = meetings.loc[recent & (meetings["statut"].astype(object) == HELD)]
    labels = situation.codebook.lists["colleges"]
    every = [_college(labels.label(code), held, code) for code in COLLEGES]
    colleges = tuple(one for one in every if one.convened)
    return Attendance(
        held=len(held),
        colleges=colleges,
        absent=_absent([one for one in every if one.convened or len(held)]),
        bars=tuple(Bar(one.label, 100 * one.share, *one.interval, one.text) for one in colleges),
        table=_table(colleges, bool(held["demonstration"].any())),
    )


def _college(label: str, held: pd.DataFrame, code: str) -> College:
    """A session that does not say who came counts for nothing."""
    convened, present = held[f"convoques_{code}"], held[f"presents_{code}"]
    known = convened.notna() & present.notna()
    invited = known & (convened > 0)
    return College(
        label=label,
        convened=int(convened[invited].sum()),
        present=int(present[invited].sum()),
        sessions=int(invited.sum()),
        deserted=int((invited & (present == 0)).sum()),
        uninvited=int((known & (convened == 0)).sum()),
    )


def _absent(colleges: Sequence[College]) -> str:
    """« Personnes concernées et proches : personne à 3 séances sur 14, pas conviées à 3 autres. »"""
    told = [text for text in (_absence(one) for one in colleges) if text]
    if not colleges:
        return ""
    return sentence("\u00a0; ".join(told)) if told else "Chaque collège convié était là à chaque séance."


def _absence(one: College) -> str:
    parts = []
    if one.deserted:
        parts.append(f"personne à {plural(one.deserted, 'séance', 'séances')} sur {one.sessions}")
    if one.uninvited:
        parts.append(f"pas de place prévue à {plural(one.uninvited, 'séance', 'séances')}")
    return f"{one.label}{NO_BREAK}: {list_text(parts)}" if parts else ""


def _table(colleges: Sequence[College], demonstration: bool) -> DataTable:
    return DataTable(
        caption="Présence par collège, séances tenues depuis douze mois",
        columns=(
            "Collège",
            "Présents ou représentés",
            "Intervalle à 95 %",
            "Séances sans personne",
            "Non convié",
        ),
        rows=tuple(
            (
                *(one.label, one.text, interval_text(*one.interval, "%")),
                *(f"{one.deserted} sur {one.sessions}", plural(one.uninvited, "séance", "séances")),
            )
            for one in colleges
        ),
        value_columns=(
            *("college", "convoques", "presents", "part", "borne_basse", "borne_haute"),
            *("seances", "seances_sans_personne", "seances_sans_place"),
        ),
        values=tuple(
            (
                *(one.label, one.convened, one.present, rounded(100 * one.share)),
                *(rounded(limit) for limit in one.interval),
                *(one.sessions, one.deserted, one.uninvited),
            )
            for one in colleges
        ),
        file_name="presence_par_college",
        period="douze derniers mois",
        demonstration=demonstration,
        notes=NOTES,
    )
