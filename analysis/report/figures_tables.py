"""The figures of a report as tables: one row by indicator, every period, decisions, texts, method."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.data_table import unit_in_file
from analysis.decision_register import Decided
from analysis.indicator_chart import VALUE_COLUMNS
from analysis.indicator_view import IndicatorView
from analysis.report.content import Cover
from analysis.report.said_part import subject
from analysis.standing import Situation
from analysis.statements import Statement
from analysis.wording import LEVELS, VERDICTS

FACTS = {
    "Dernier chiffre": "dernier_chiffre",
    "Cible": "cible",
    "Chemin parcouru": "chemin_parcouru",
    "Rythme": "rythme",
    "Données reçues": "donnees_recues",
}


def figures_tables(
    situation: Situation,
    views: Sequence[IndicatorView],
    late: Sequence[Decided],
    texts: Sequence[Statement],
    cover: Cover,
) -> dict[str, pd.DataFrame]:
    """Sheet by sheet, texts as read beside raw values; what is secret has no value here either."""
    return {
        "Chiffres": pd.DataFrame([_figure(view, situation) for view in views]),
        "Séries": _series(views),
        "Décisions en retard": pd.DataFrame(_decisions(late), columns=DECISION_COLUMNS),
        "Textes signés": pd.DataFrame(_texts(texts, situation), columns=TEXT_COLUMNS),
        "Méthode": pd.DataFrame(_method(views, cover), columns=["Rubrique", "Texte"]),
    }


DECISION_COLUMNS = ["decision", "intitule", "responsable", "echeance", "retard", "indicateur"]
TEXT_COLUMNS = ["type", "date", "signataire", "objet", "texte"]


def _figure(view: IndicatorView, situation: Situation) -> dict[str, object]:
    said = {fact.name: fact for fact in view.facts}
    facts: dict[str, object] = {}
    for name, column in FACTS.items():
        facts[column] = said[name].value if name in said else ""
        facts[f"{column}_precision"] = said[name].note if name in said else ""
    return {
        "axe": view.axis_label,
        "code": view.code,
        "indicateur": view.label,
        "niveau": LEVELS[view.level],
        "verdict": VERDICTS[view.word].label,
        "pourquoi": view.reason,
        "prochaine_etape": view.next_step,
        **facts,
        "unite": unit_in_file(situation.standings[view.code].indicator.unit),
        "demonstration": "oui" if view.demonstration else "non",
    }


def _series(views: Sequence[IndicatorView]) -> pd.DataFrame:
    """Every period of every indicator, the latest first, as in the file of its page."""
    rows = [(view.code, view.label, *values) for view in views for values in view.curve.table.values]
    return pd.DataFrame(rows, columns=["code", "indicateur", *VALUE_COLUMNS])


def _decisions(late: Sequence[Decided]) -> list[tuple[object, ...]]:
    return [(one.code, one.title, one.owner, one.due, one.when, one.indicator) for one in late]


def _texts(texts: Sequence[Statement], situation: Situation) -> list[tuple[object, ...]]:
    return [(one.kind_label, one.day, one.signatory, subject(one, situation), one.text) for one in texts]


def _method(views: Sequence[IndicatorView], cover: Cover) -> list[tuple[str, str]]:
    about = [
        ("Rapport", cover.title),
        ("Ville", cover.city),
        ("Période", cover.period),
        ("Public", cover.audience),
        ("Données", cover.mark),
        *(("À savoir", line) for line in cover.lines),
    ]
    sheets = [(f"{view.code} · {term}", text) for view in views for term, text in view.sheet]
    return [(term, text) for term, text in (*about, *sheets) if text]
