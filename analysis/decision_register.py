"""The register of decisions: the overdue first, each with its owner, its proof and what its indicator did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analysis.data_table import DataTable, Value
from analysis.decisions_view import OPEN, decision_line
from analysis.indicators.instances import NEWS_DAYS
from analysis.meetings_view import short_name
from analysis.promise_deeds import outcome
from analysis.since_decision import Look, Watch
from analysis.standing import Situation
from analysis.wording import is_missing, relative_days

LATE, TO_DO, DONE, GIVEN_UP = "en-retard", "a-realiser", "realisees", "abandonnees"
SILENT = "sans-nouvelles"
ORDER = (LATE, TO_DO, DONE, GIVEN_UP)
STATES = {
    LATE: ("en retard", "en retard"),
    SILENT: (
        f"sans nouvelles depuis plus de {NEWS_DAYS} jours",
        f"sans nouvelles depuis plus de {NEWS_DAYS} jours",
    ),
    TO_DO: ("à réaliser", "à réaliser"),
    DONE: ("réalisée", "réalisées"),
    GIVEN_UP: ("abandonnée", "abandonnées"),
}


@dataclass(frozen=True)
class Decided:
    """One decision or recommendation; `state` is one of ORDER, and `is_silent` may go with an open one."""

    code: str
    title: str
    nature: str
    is_advice: bool
    owner: str
    state: str
    is_silent: bool
    taken: date
    session: str
    when: str
    news: str
    record: str
    axis: str
    indicator: str
    indicator_name: str
    promise: str
    promise_name: str
    looks: tuple[Look, ...]
    due: date | None
    demonstration: bool

    @property
    def is_open(self) -> bool:
        return self.state in (LATE, TO_DO)

    def is_in(self, state: str) -> bool:
        return self.is_silent if state == SILENT else self.state == state


def register(situation: Situation) -> tuple[Decided, ...]:
    """Every decision: overdue (the oldest first), to carry out, carried out (the latest first), given up."""
    sessions, watch = _sessions(situation), Watch(situation)
    rows = situation.tables["decisions"].sort_values("date_decision", kind="stable").to_dict("records")
    found = [_decided(situation, row, sessions, watch) for row in rows]
    return tuple(sorted(found, key=_place))


def kept(
    decisions: Sequence[Decided], state: str = "", axis: str = "", owner: str = "", indicator: str = ""
) -> tuple[Decided, ...]:
    """Those that fit every filter given."""
    return tuple(
        one
        for one in decisions
        if (not state or one.is_in(state))
        and (not axis or one.axis == axis)
        and (not owner or one.owner == owner)
        and (not indicator or one.indicator == indicator)
    )


def register_table(decisions: Sequence[Decided]) -> DataTable:
    """The register with its four looks, to take to a meeting."""
    names = [look.name for look in next((one.looks for one in decisions if one.looks), ())]
    return DataTable(
        caption="Registre des décisions et recommandations",
        columns=(
            "Décision",
            "Responsable",
            "État",
            "Ce qui s'est passé",
            "Justificatif",
            "Indicateur",
            *names,
        ),
        rows=tuple(_row(one, names) for one in decisions),
        value_columns=(
            *("decision", "intitule", "nature", "responsable", "prise_le", "seance", "echeance", "etat"),
            *("sans_nouvelles", "justificatif", "indicateur", "promesse"),
            *("a_la_decision", "a_6_mois", "a_12_mois", "aujourd_hui")[: len(names)],
            "demonstration",
        ),
        values=tuple(_values(one, names) for one in decisions),
        file_name="registre_des_decisions",
        demonstration=any(one.demonstration for one in decisions),
        notes=(
            ("En retard", "Échéance passée, ni réalisée ni abandonnée."),
            ("Sans nouvelles", f"Ouverte, sans mise à jour du responsable depuis plus de {NEWS_DAYS} jours."),
            ("À +6 et +12 mois", "Dernier chiffre connu ce jour-là, lu avec les données d'aujourd'hui."),
            ("Attention", "Ce qui suit une décision n'en vient pas forcément : d'autres causes jouent."),
        ),
    )


def _place(one: Decided) -> tuple[int, int]:
    """Open ones by due date; closed ones from the latest."""
    day = one.due or date.max
    return ORDER.index(one.state), day.toordinal() if one.is_open else -one.taken.toordinal()


def _when(situation: Situation, row: Mapping[str, Any], state: str) -> str:
    """When an open decision is due; when another was carried out, or given up."""
    is_open = state in (LATE, TO_DO)
    return decision_line(situation, dict(row)).due if is_open else outcome(situation, row).when


def _decided(
    situation: Situation, row: Mapping[str, Any], sessions: Mapping[str, str], watch: Watch
) -> Decided:
    state = _state(row, situation.tables.today)
    indicator, promise = _text(row["indicateur"]), _text(row["engagement"])
    sheet = situation.catalogue.indicators.get(indicator)
    commitment = situation.codebook.commitments.get(promise)
    taken = row["date_decision"].date()
    return Decided(
        code=str(row["decision"]),
        title=str(row["intitule"]),
        nature=situation.codebook.lists["natures_decision"].label(_text(row["nature"])),
        is_advice=_text(row["nature"]) == "recommandation",
        owner=str(row["porteur"]),
        state=state,
        is_silent=_is_silent(row, state, situation.tables.today),
        taken=taken,
        session=sessions.get(_text(row["seance"]), ""),
        when=_when(situation, row, state),
        news=_news(row, situation.tables.today) if state in (LATE, TO_DO) else "",
        record=_text(row["justificatif"]),
        axis=sheet.axis if sheet else (commitment.axis if commitment else ""),
        indicator=indicator if sheet else "",
        indicator_name=sheet.short_label if sheet else "",
        promise=promise if commitment else "",
        promise_name=commitment.label if commitment else "",
        looks=watch.looks(indicator, taken),
        due=None if is_missing(row["echeance"]) else row["echeance"].date(),
        demonstration=bool(row["demonstration"]),
    )


def _state(row: Mapping[str, Any], today: date) -> str:
    status = _text(row["statut"])
    if status in OPEN:
        overdue = not is_missing(row["echeance"]) and row["echeance"].date() < today
        return LATE if overdue else TO_DO
    return DONE if status == "realisee" else GIVEN_UP


def _last_news(row: Mapping[str, Any]) -> date:
    day = row["date_decision"] if is_missing(row["date_maj"]) else row["date_maj"]
    return pd.Timestamp(day).date()


def _is_silent(row: Mapping[str, Any], state: str, today: date) -> bool:
    return state in (LATE, TO_DO) and _last_news(row) < today - timedelta(days=NEWS_DAYS)


def _news(row: Mapping[str, Any], today: date) -> str:
    """« dernières nouvelles il y a 3 mois »; nobody may have given any since the decision."""
    if is_missing(row["date_maj"]):
        return "aucune nouvelle depuis la décision"
    return f"dernières nouvelles {relative_days(_last_news(row), today)}"


def _sessions(situation: Situation) -> dict[str, str]:
    """Reference of a session to « Groupe de travail addictions »."""
    meetings, labels = situation.tables["instances"], situation.codebook.lists["types_instance"]
    pairs = zip(meetings["seance"].astype(str), meetings["instance"].astype(str), strict=True)
    return {session: short_name(labels.label(instance)) for session, instance in pairs}


def _row(one: Decided, names: Sequence[str]) -> tuple[str, ...]:
    seen = {look.name: look.value for look in one.looks}
    return (
        f"{one.code} · {one.title}",
        one.owner,
        STATES[one.state][0],
        one.when,
        one.record,
        one.indicator,
        *(seen.get(name, "") for name in names),
    )


def _values(one: Decided, names: Sequence[str]) -> tuple[Value, ...]:
    seen = {look.name: look.value for look in one.looks}
    return (
        *(one.code, one.title, one.nature, one.owner, one.taken, one.session, one.due, STATES[one.state][0]),
        *("oui" if one.is_silent else "non", one.record, one.indicator, one.promise),
        *(seen.get(name, "") for name in names),
        "oui" if one.demonstration else "non",
    )


def _text(value: object) -> str:
    return "" if is_missing(value) else str(value)
