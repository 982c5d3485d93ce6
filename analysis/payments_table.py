"""The tables of the payments: grant by grant, and year by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.data_table import DataTable, Value, rounded
from analysis.grant_years import SOURCE
from analysis.grants import PAYMENT_DAYS
from analysis.payments_view import Delays, Payment, payment_of
from analysis.wording import is_missing, value_text


def payments_table(followed: pd.DataFrame) -> DataTable:
    """Every payment, grant by grant: what the marks are drawn from."""
    rows = followed.sort_values("date_notification", ascending=False, kind="stable").to_dict("records")
    payments = [payment_of(row) for row in rows]
    return DataTable(
        caption="Chaque subvention notifiée, et le temps de son versement",
        columns=("Subvention", "Association", "Objet", "Montant voté", "Ce qui s'est passé"),
        rows=tuple((p.code, p.beneficiary, p.purpose, p.amount, p.told) for p in payments),
        value_columns=(
            *("subvention", "exercice", "association", "objet", "euros_votes", "date_notification"),
            *("date_versement", "jours", "jours_de_retard", "versee", "demonstration"),
        ),
        values=tuple(_values(p, row) for p, row in zip(payments, rows, strict=True)),
        file_name="delais_de_versement",
        source=SOURCE,
        demonstration=bool(followed["demonstration"].any()),
        notes=_notes(),
    )


def delays_table(years: Sequence[Delays]) -> DataTable:
    """The delays of each budget year, the latest first."""
    latest_first = list(reversed(years))
    return DataTable(
        caption="Délai entre notification et versement, par exercice",
        columns=(
            *("Exercice", f"Versées en {PAYMENT_DAYS} jours au plus, et intervalle à 95 %"),
            *("Délai médian, et intervalle à 95 %", "Le plus long", "Pas encore versées"),
        ),
        rows=tuple(
            (
                *(str(d.year), f"{d.timely_text}, {d.share_interval}"),
                f"{value_text(d.median, 'jours')}, {d.median_interval}",
                *(d.longest_text, str(d.waiting)),
            )
            for d in latest_first
        ),
        value_columns=(
            *("exercice", "subventions", "en_60_jours", "part_basse", "part_haute", "jours_mediane"),
            *("mediane_basse", "mediane_haute", "jours_maximum", "pas_encore_versees"),
        ),
        values=tuple(_year_values(d) for d in latest_first),
        file_name="delais_de_versement_par_exercice",
        notes=_notes(),
    )


def _year_values(d: Delays) -> tuple[Value, ...]:
    limits = tuple(None if is_missing(limit) else rounded(limit) for limit in (*d.share, *d.around))
    return (d.year, d.judged, d.timely, *limits[:2], d.median, *limits[2:], d.longest, d.waiting)


def _values(payment: Payment, row: dict[str, Any]) -> tuple[Value, ...]:
    paid_on = row["paid_on"]
    return (
        *(payment.code, payment.year, payment.beneficiary, payment.purpose, rounded(row["montant_vote"])),
        row["date_notification"].date(),
        None if is_missing(paid_on) else paid_on.date(),
        int(row["days"]),
        payment.days_late,
        "oui" if payment.is_paid else "non",
        "oui" if row["demonstration"] else "non",
    )


def _notes() -> tuple[tuple[str, str], ...]:
    return (
        ("Délai", f"Jours entre la notification et le versement. La loi en laisse {PAYMENT_DAYS}."),
        (
            "Source du délai",
            "Loi du 12 avril 2000, article 10, modifiée par la loi du 1er juillet 2021 (n° 2021-875), "
            "sauf autre date convenue.",
        ),
        ("Comptées", f"Les subventions de la Ville dont les {PAYMENT_DAYS} jours sont passés."),
        ("Pas encore versée", "Compte en retard, pour les jours déjà attendus."),
        ("Intervalles", "Part : Wilson. Médiane : rangs de la loi binomiale, à partir de six versements."),
    )
