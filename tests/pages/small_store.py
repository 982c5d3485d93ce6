"""A small store on the real catalogue: two structures, five years, one of each thing a page shows.

Figures are invented. Values are simple enough to be checked by eye on a page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from data.schemas import TABLES
from data.store import Deposit, Store

CITY, NORTH = "30189", "QN03003M"
TODAY = date(2026, 11, 23)
QUARTERS = [f"{year}-T{quarter}" for year in range(2022, 2027) for quarter in range(1, 5)][:19]
Row = Mapping[str, Any]


def small_store(root: Path) -> Store:
    """Every table fed, as at 23 November 2026; the grants, decisions and targets give one alert each."""
    store = Store(root)
    put(store, "structures", structures(), "Ville de Nîmes", "annuaire.csv", date(2026, 1, 12))
    put(
        store, "activite", appointments("escale", 60), "Association L'Escale", "escale.csv", date(2026, 10, 5)
    )
    put(
        store,
        "activite",
        appointments("relais", 40),
        "Association Le Relais",
        "relais.csv",
        date(2026, 11, 3),
    )
    put(store, "activite", presence(), "Police municipale", "presence.csv", date(2026, 11, 18))
    put(store, "objectifs", targets(), "Ville de Nîmes", "cibles.csv", date(2026, 4, 20))
    put(store, "actions", actions(), "Ville de Nîmes", "actions.csv", date(2026, 4, 21))
    put(store, "avis", opinions(), "Ville de Nîmes", "avis.csv", date(2026, 9, 30))
    put(store, "decisions", decisions(), "Ville de Nîmes", "decisions.csv", date(2026, 9, 30))
    put(store, "financements", grants(), "Ville de Nîmes", "subventions.csv", date(2026, 9, 30))
    put(store, "contexte", official(), "SSMSI", "ssmsi.csv", date(2026, 5, 4), demonstration=False)
    return store


def put(
    store: Store,
    table: str,
    rows: Iterable[Row],
    author: str,
    filename: str,
    day: date,
    demonstration: bool = True,
) -> str:
    """One deposit of these rows; columns not given are empty, as are those of a file that lacks them."""
    frame = pd.DataFrame(list(rows)).reindex(columns=list(TABLES[table].names))
    for column in TABLES[table].columns:
        if column.type == "date":
            frame[column.name] = pd.to_datetime(frame[column.name])
        elif column.default is not None:
            frame[column.name] = frame[column.name].astype(object).fillna(column.default)
    frame = frame.assign(ligne=range(2, len(frame) + 2))
    content = frame.to_csv(index=False).encode()
    deposit = Deposit(
        author=author,
        table=table,
        filename=filename,
        sha256=hashlib.sha256(content).hexdigest(),
        read=len(frame),
        added=len(frame),
        demonstration=demonstration,
    )
    return store.deposit(deposit, frame, content, now=datetime(day.year, day.month, day.day, 9, tzinfo=UTC))


def structures() -> list[Row]:
    return [
        {"structure": "escale", "nom": "Association L'Escale", "type": "csapa", "date_maj": "2026-10-01"},
        {"structure": "relais", "nom": "Association Le Relais", "type": "csapa", "date_maj": "2026-03-01"},
        {
            "structure": "pm",
            "nom": "Police municipale",
            "type": "service_municipal",
            "date_maj": "2026-10-01",
        },
    ]


def appointments(structure: str, requests: int) -> list[Row]:
    """First appointments within 15 days: 40 % of requests in 2022, more each year, and their companions."""
    rows = []
    for place, quarter in enumerate(QUARTERS):
        in_time = round(requests * (0.40 + 0.015 * place))
        counts = {
            "premieres_demandes": requests,
            "premiers_rdv_15_jours": in_time,
            "demandes_abandonnees": requests // 10,
            "delai_median_premier_rdv": 21 - place // 2,
        }
        rows += [_cell(quarter, structure, CITY, measure, value) for measure, value in counts.items()]
    return rows


def presence() -> list[Row]:
    """Hours of presence in the field, month by month, falling in 2026, in one district and the rest."""
    rows = []
    for year in range(2024, 2027):
        for month in range(1, 13 if year < 2026 else 11):
            done = 170 if year < 2026 else 110
            for territory, share in ((NORTH, 1.0), ("HORS-QPV", 2.0)):
                period = f"{year}-{month:02d}"
                rows.append(_cell(period, "pm", territory, "heures_presence_prevues", 200 * share))
                hours = (done + 3 * (month % 4)) * share
                rows.append(_cell(period, "pm", territory, "heures_presence_realisees", hours))
    return rows


def targets() -> list[Row]:
    return [
        {"indicateur": "ACC-03", "territoire": CITY, "periode_initiale": "2025-T4", "valeur_initiale": 62.0}
        | {"echeance": "2028-T4", "valeur_cible": 75.0, "nature": "jalon", "decision": "D-12"},
        {"indicateur": "ACC-03", "territoire": CITY, "periode_initiale": "2025-T4", "valeur_initiale": 62.0}
        | {"echeance": "2031-T4", "valeur_cible": 80.0, "nature": "final", "decision": "D-12"},
    ]


def actions() -> list[Row]:
    return [
        {
            "action": "A01",
            "nature": "action",
            "intitule": "Accueil du soir à L'Escale",
            "axe": "accompagnement",
        }
        | {"indicateurs": "ACC-03", "debut": "2024-09-01", "fin": "2026-08-31", "statut": "terminee"}
        | {"responsables": "L'Escale | Ville", "description": "Ouverture jusqu'à 20 heures, deux soirs."},
        {"action": "A02", "nature": "evenement", "intitule": "<b>Déménagement</b>", "axe": "accompagnement"}
        | {"indicateurs": "ACC-03|ACC-05", "debut": "2025-06-15", "statut": "terminee"},
    ]


def opinions() -> list[Row]:
    return [
        {"avis": "V1", "type": "meteo", "date": "2026-09-15", "signataire": "Adjointe à la santé"}
        | {"axe": "accompagnement", "meteo": "soleil", "texte": "Les équipes sont au complet."},
        {
            "avis": "V2",
            "type": "droit_de_reponse",
            "date": "2026-09-20",
            "signataire": "Présidence de L'Escale",
        }
        | {"indicateur": "ACC-03", "texte": "Deux postes restent vacants depuis mai."},
        {"avis": "V3", "type": "meteo", "date": "2026-01-15", "signataire": "Adjoint à la sécurité"}
        | {"axe": "securite", "meteo": "nuages"},
    ]


def decisions() -> list[Row]:
    return [
        {"decision": "D-30", "intitule": "Ouvrir une permanence à Pissevin", "porteur": "CCAS"}
        | {"date_decision": "2026-03-01", "echeance": "2026-06-30", "statut": "ouverte"}
        | {"indicateur": "ACC-03", "date_maj": "2026-05-01"},
        {"decision": "D-31", "intitule": "Réunir les bailleurs", "porteur": "Ville"}
        | {"date_decision": "2026-09-01", "echeance": "2027-01-31", "statut": "ouverte"}
        | {"date_maj": "2026-10-01"},
    ]


def grants() -> list[Row]:
    common = {"exercice": 2026, "attribuant": "Ville de Nîmes", "date_vote": "2026-02-01"}
    return [
        common
        | {"subvention": "S1", "beneficiaire": "Association L'Escale", "montant_vote": 60000.0}
        | {"montant_verse": 60000.0, "date_notification": "2026-03-01", "date_versement": "2026-04-10"}
        | {"convention": "cpo", "convention_debut": "2024-01-01", "convention_fin": "2026-12-31"},
        common
        | {"subvention": "S2", "beneficiaire": "Association Le Relais", "montant_vote": 30000.0}
        | {"date_notification": "2026-03-01", "convention": "annuelle"},
    ]


def official() -> list[Row]:
    rows: list[Row] = []
    for series, first in (
        ("ssmsi.usage_stupefiants", 1800),
        ("ssmsi.usage_stupefiants_afd", 900),
        ("ssmsi.usage_stupefiants_hors_afd", 900),
        ("ssmsi.trafic_stupefiants", 500),
    ):
        for year in range(2020, 2025):
            rows.append(
                {"serie": series, "territoire": "D30", "periode": str(year), "statut": "publie"}
                | {"valeur": float(first + 100 * (year - 2020)), "denominateur": 750000.0}
                | {"source": "SSMSI, bases statistiques", "edition": "2025", "licence": "Licence Ouverte 2.0"}
            )
    return rows


def _cell(period: str, structure: str, territory: str, measure: str, value: float) -> Row:
    place = {"periode": period, "structure": structure, "territoire": territory}
    return place | {"mesure": measure, "valeur": float(value)}
