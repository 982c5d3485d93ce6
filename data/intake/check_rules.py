"""What two cells of one row, or two rows, cannot say together.

Rules of the mission: attendance never above invitations, a part never above its whole, payments above the
vote only by an amending decision, dates in the order of life.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.intake.findings import Findings
from data.intake.measure_rules import check_measures
from data.intake.opinion_rules import check_opinions
from data.intake.shown_values import shown
from data.intake.surroundings import Context
from data.periods import cached_parse
from data.report import quoted
from data.schema_types import Table
from data.schemas import COLLEGES, TABLES

POSTAL_SIREN = "356000000"


@dataclass(frozen=True)
class Order:
    """In one row of a table, `lower` never exceeds `upper`; `doubt` says what a breach may rightly be."""

    table: str
    lower: str
    upper: str
    doubt: str | None = None


ORDERS = (
    Order("actions", "debut", "fin"),
    Order("decisions", "date_decision", "date_realisation"),
    Order("decisions", "date_decision", "echeance", "Échéance passée dès la décision ?"),
    Order("financements", "convention_debut", "convention_fin"),
    Order("financements", "date_vote", "date_notification", "Notification avant le vote ?"),
    Order("financements", "date_notification", "date_versement", "Versement avant la notification ?"),
    Order("financements", "montant_verse", "montant_vote", "Décision modificative ?"),
    Order("instances", "date_tenue", "date_diffusion", "Relevé diffusé avant la séance ?"),
    Order("structures", "date_ouverture", "date_fermeture"),
    *(Order("instances", f"presents_{college}", f"convoques_{college}") for college in COLLEGES),
)
NEVER_AFTER_TODAY = (
    ("decisions", "date_decision"),
    ("decisions", "date_realisation"),
    ("decisions", "date_maj"),
    ("instances", "date_tenue"),
    ("instances", "date_diffusion"),
    ("structures", "date_maj"),
    ("avis", "date"),
    ("financements", "date_versement"),
)
SIRET_COLUMNS = frozenset({"siret", "attribuant_siret", "beneficiaire_siret"})


def check_rules(table: Table, rows: pd.DataFrame, context: Context, findings: Findings) -> None:
    """Every cross-field rule of the table, on rows typed but not yet refused or kept."""
    for order in ORDERS:
        if order.table == table.name:
            _check_order(order, rows, findings)
    for name, column in NEVER_AFTER_TODAY:
        if name == table.name:
            _check_past(column, rows, context, findings)
    for column in SIRET_COLUMNS & set(table.names):
        _check_siret(column, rows, findings)
    if own := OWN_RULES.get(table.name):
        own(rows, context, findings)


def valid_siret(siret: str) -> bool:
    """Luhn's key of a SIRET; establishments of La Poste follow a plain sum of figures instead."""
    figures = [int(figure) for figure in siret]
    doubled = [figure * 2 if place % 2 == 0 else figure for place, figure in enumerate(figures)]
    luhn = sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0
    return luhn or (siret.startswith(POSTAL_SIREN) and sum(figures) % 5 == 0)


def _check_order(order: Order, rows: pd.DataFrame, findings: Findings) -> None:
    breach = np.flatnonzero((rows[order.lower] > rows[order.upper]).fillna(False).to_numpy(dtype=bool))
    lower, upper = (TABLES[order.table].column(name).label for name in (order.lower, order.upper))

    def message(row: int) -> str:
        low, high = shown(rows.at[row, order.lower]), shown(rows.at[row, order.upper])
        return (
            f"{quoted(lower)} ({low}) dépasse {quoted(upper)} ({high}). "
            f"{order.doubt or 'Corrigez l’un des deux.'}"
        )

    report = findings.ask if order.doubt else findings.refuse
    report("inconsistent_row", breach, order.lower, message)


def _check_past(column: str, rows: pd.DataFrame, context: Context, findings: Findings) -> None:
    later = np.flatnonzero((rows[column] > pd.Timestamp(context.today) + pd.Timedelta(days=1)).to_numpy())
    message = "Cette date n’est pas encore arrivée : vérifiez l’année."
    findings.refuse("future_date", later, column, message)


def _check_siret(column: str, rows: pd.DataFrame, findings: Findings) -> None:
    texts = rows[column].cat
    wrong = np.array([not valid_siret(text) for text in texts.categories], dtype=bool)
    doubtful = np.flatnonzero(np.append(wrong, False)[texts.codes.to_numpy()])
    message = (
        "Ce SIRET a 14 chiffres mais sa clé de contrôle ne tombe pas juste : un chiffre est sans doute faux."
    )
    findings.ask("siret_key", doubtful, column, message)


def _check_targets(rows: pd.DataFrame, surroundings: Context, findings: Findings) -> None:
    """A share of a whole stays between 0 and 100 %; what is only context has no target."""
    book = surroundings.codebook
    context = [code for code, entry in book.indicators.items() if entry.level == "contexte"]
    without = np.flatnonzero(rows["indicateur"].isin(context).to_numpy())
    message = "Cet indicateur de contexte est suivi sans jugement : il ne reçoit pas de cible."
    findings.refuse("context_target", without, "indicateur", message)
    shares = [
        code for code, entry in book.indicators.items() if entry.kind == "proportion" and entry.unit == "%"
    ]
    of_share = rows["indicateur"].isin(shares).to_numpy()
    for column in ("valeur_initiale", "valeur_cible"):
        outside = of_share & ~rows[column].between(0, 100).to_numpy() & rows[column].notna().to_numpy()
        message = "Cet indicateur est une part : on attend un nombre entre 0 et 100."
        findings.refuse("share_out_of_bounds", np.flatnonzero(outside), column, message)
    message = "La cible arrive à échéance avant la fin de sa période de départ : corrigez l’une des deux."
    findings.refuse("target_before_start", _due_before_start(rows), "echeance", message)


def _due_before_start(rows: pd.DataFrame) -> np.ndarray:
    """Rows whose target is due no later than the end of the period it starts from."""
    due, start = (_ends(rows[name]) for name in ("echeance", "periode_initiale"))
    return np.flatnonzero((due <= start).to_numpy(dtype=bool))


def _ends(periods: pd.Series) -> pd.Series:
    """The last day of each period; missing where it is."""
    ends = {code: pd.Timestamp(cached_parse(code).end) for code in periods.cat.categories}
    return pd.to_datetime(periods.astype("object").map(ends))


OWN_RULES: dict[str, Callable[[pd.DataFrame, Context, Findings], None]] = {
    "activite": check_measures,
    "objectifs": _check_targets,
    "avis": lambda rows, _, findings: check_opinions(rows, findings),
}
