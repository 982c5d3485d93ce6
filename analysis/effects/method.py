"""What an analyst checks: the formula, its numbers, every check, the figures used and their fingerprint."""

from __future__ import annotations

import math
from typing import Any

from analysis.data_table import DataTable, Value, rounded
from analysis.effects.verdicts import Evaluation
from analysis.evaluation import decide
from analysis.evaluation.sentences import percent
from analysis.wording import NOT_APPLICABLE, date_text, number_text, period_label
from data.periods import cached_parse

SERIES_IN_FILE = (
    "periode",
    "debut",
    "observe",
    "ajuste",
    "attendu",
    "borne_basse",
    "borne_haute",
    "apres",
)
RESULTS = {True: "tenu", False: "en échec", None: "sans objet"}


def method_facts(found: Evaluation) -> tuple[tuple[str, str], ...]:
    """Terms and texts; a number that the method does not have is left out."""
    effect, plan = found.effect, found.plan
    weights = ", ".join(f"{name} {number_text(100 * w)} %" for name, w in list(effect.weights.items())[:6])
    pairs = (
        ("Méthode", decide(effect.situation).method),
        ("Formule", effect.formula),
        ("Lieu", found.material.place),
        ("Comparaison", f"par rapport {found.material.beside}"),
        ("Périodes", f"{effect.n_before} avant, {effect.n_after} après {period_label(found.material.start)}"),
        ("Dispersion (χ²/ddl)", _number(effect.dispersion)),
        ("Mémoire des résidus (r)", _number(effect.autocorrelation)),
        ("Degrés de liberté", _number(effect.df)),
        ("Erreur type (log)", _number(effect.standard_error)),
        ("p", _number(effect.p)),
        ("Poids", weights),
        ("Effet attendu au plus", percent(found.declared.plausible)),
        ("Plan déclaré", f"le {date_text(plan.declared_on)}" if plan else "non"),
        ("Déclaré à l'avance", ("oui" if plan.in_advance else "non") if plan else NOT_APPLICABLE),
        ("Empreinte des données", found.material.fingerprint),
    )
    return tuple((name, text) for name, text in pairs if text)


def series_table(found: Evaluation) -> DataTable:
    """Observed, fitted and expected, period by period."""
    rows = list(found.effect.series.itertuples(index=False))
    return DataTable(
        caption=f"{found.subject.label}, {found.material.place}",
        columns=("Période", "Observé", "Ajusté", "Attendu sans l'action", "De", "À"),
        rows=tuple(_read(row) for row in reversed(rows)),
        value_columns=SERIES_IN_FILE,
        values=tuple(_kept(row) for row in rows),
        file_name=f"castellum_effet_{found.subject.action}_{found.subject.code}",
        notes=_notes(found),
    )


def _read(row: Any) -> tuple[str, ...]:
    texts = ("" if math.isnan(value) else number_text(value) for value in _numbers(row))
    return (period_label(str(row.period)), *texts)


def _kept(row: Any) -> tuple[Value, ...]:
    start = cached_parse(str(row.period)).start
    return (str(row.period), start, *(_cell(value) for value in _numbers(row)), "oui" if row.after else "non")


def _numbers(row: Any) -> tuple[float, ...]:
    return (row.observed, row.fitted, row.counterfactual, row.low, row.high)


def checks_table(found: Evaluation) -> DataTable:
    """Every attempt to prove the effect wrong, and what it found."""
    checks = found.verdict.checks
    values = [(check, name, value) for check in checks for name, value in check.values.items()]
    return DataTable(
        caption="Contrôles",
        columns=("Contrôle", "Résultat", "Ce qui a été trouvé"),
        rows=tuple((check.name, RESULTS[check.passed], check.detail) for check in checks),
        value_columns=("controle", "resultat", "detail", "essai", "effet"),
        values=(
            *((check.name, RESULTS[check.passed], check.detail, "", None) for check in checks),
            *(
                (c.name, RESULTS[c.passed], "", name, rounded(value))
                for c, name, value in _named(found, values)
            ),
        ),
        file_name=f"castellum_controles_{found.subject.action}_{found.subject.code}",
        notes=_notes(found),
    )


def _named(found: Evaluation, values: list) -> list:
    """Places are not listed where the figure follows the police: nobody is ranked by it."""
    hidden = ("leave_one_out",) if found.declared.police else ()
    return [one for one in values if one[0].code not in hidden]


def _notes(found: Evaluation) -> tuple[tuple[str, str], ...]:
    """The verdict goes with the figures, word for word."""
    verdict = found.verdict
    mark = "Données de démonstration (fictives)" if found.material.demonstration else "Données réelles"
    said = (
        ("Action", found.subject.title),
        ("Données", mark),
        ("Verdict", " · ".join(part for part in (verdict.label, verdict.strength) if part)),
        ("Phrase", verdict.sentence),
        ("Réserve", verdict.reserve),
    )
    return (*((name, text) for name, text in said if text), *method_facts(found))


def _number(value: float) -> str:
    return "" if math.isnan(value) else number_text(value)


def _cell(value: float) -> float | None:
    return None if math.isnan(value) else rounded(float(value))
