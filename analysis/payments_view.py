"""Whether the city pays in time: each payment against its 60 days, year by year, the late ones listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.chart_delays import PaymentMark
from analysis.grants import PAYMENT_DAYS
from analysis.medians import median_interval
from analysis.uncertainty import wilson_interval
from analysis.wording import (
    NO_BREAK,
    date_text,
    interval_text,
    is_missing,
    plural,
    share_text,
    value_text,
)


@dataclass(frozen=True)
class Delays:
    """The payments of one budget year whose 60 days are over; `waiting` are late and still unpaid."""

    year: int
    judged: int
    timely: int
    share: tuple[float, float]
    median: float
    around: tuple[float, float]
    longest: float
    longest_is_waiting: bool
    waiting: int

    @property
    def timely_text(self) -> str:
        """« 15 sur 21 (71 %) »."""
        return f"{self.timely} sur {self.judged} ({share_text(self.timely / self.judged)})"

    @property
    def share_interval(self) -> str:
        low, high = self.share
        return interval_text(100 * low, 100 * high, "%")

    @property
    def longest_text(self) -> str:
        """The longest delay; of a grant still unpaid, the days waited so far."""
        days = value_text(self.longest, "jours")
        return f"{days} et plus" if self.longest_is_waiting else days

    @property
    def median_interval(self) -> str:
        low, high = self.around
        return "trop peu de versements" if is_missing(low) else interval_text(low, high, "jours")


@dataclass(frozen=True)
class Payment:
    """One grant of the city, as read: `days_late` is 0 when it was paid in time or may still be."""

    code: str
    year: int
    association: str
    beneficiary: str
    purpose: str
    amount: str
    told: str
    days_late: int
    is_paid: bool


@dataclass(frozen=True)
class PaymentsView:
    years: tuple[Delays, ...]
    marks: tuple[PaymentMark, ...]
    payments: tuple[Payment, ...]

    def late_of(self, year: int) -> tuple[Payment, ...]:
        """The late ones of one budget year, those still waited for first."""
        return tuple(each for each in self.payments if each.days_late and each.year == year)

    @property
    def waiting(self) -> tuple[Payment, ...]:
        """Notified for more than 60 days and not paid, whatever the year."""
        return tuple(each for each in self.payments if each.days_late and not each.is_paid)

    @property
    def summary(self) -> str:
        """What the marks show, for those who do not see them."""
        told = (
            f"{each.year}{NO_BREAK}: {each.timely_text} en {PAYMENT_DAYS} jours au plus, délai médian "
            f"{value_text(each.median, 'jours')}, le plus long {each.longest_text}"
            for each in self.years
        )
        return ". ".join(told)


def payments_view(followed: pd.DataFrame, today: date) -> PaymentsView:
    """The delays of these grants.

    Args:
        followed: as `analysis.grants.followed_payments` returns them, with `association`.
    """
    over = followed.loc[followed["due"] < pd.Timestamp(today)]
    years = tuple(_delays(int(year), rows) for year, rows in over.groupby("exercice", sort=True))
    rows = followed.sort_values(["is_paid", "date_notification"], kind="stable")
    payments = [(payment_of(row), row) for row in rows.to_dict("records")]
    return PaymentsView(
        years=years,
        marks=tuple(_mark(payment, row) for payment, row in payments),
        payments=tuple(payment for payment, _ in payments),
    )


def _delays(year: int, rows: pd.DataFrame) -> Delays:
    judged, timely = len(rows), int((~rows["is_late"]).sum())
    low, high = wilson_interval(timely, judged)
    return Delays(
        year=year,
        judged=judged,
        timely=timely,
        share=(float(low), float(high)),
        median=float(rows["days"].median()),
        around=median_interval(rows["days"]),
        longest=float(rows["days"].max()),
        longest_is_waiting=not bool(rows.loc[rows["days"].idxmax(), "is_paid"]),
        waiting=int((~rows["is_paid"]).sum()),
    )


def payment_of(row: dict[str, Any]) -> Payment:
    """One grant as read, from its row of `followed_payments`."""
    return Payment(
        code=str(row["subvention"]),
        year=int(row["exercice"]),
        association=str(row["association"]),
        beneficiary=str(row["beneficiaire"]),
        purpose="" if is_missing(row["objet"]) else str(row["objet"]),
        amount=value_text(row["montant_vote"], "€"),
        told=_told(row),
        days_late=max(0, int(row["days"]) - PAYMENT_DAYS),
        is_paid=bool(row["is_paid"]),
    )


def _told(row: dict[str, Any]) -> str:
    """« notifiée le 4 janvier 2026, versée le 4 mars 2026, en 59 jours »."""
    start = f"notifiée le {date_text(row['date_notification'].date())}"
    days = int(row["days"])
    late = f"{plural(days - PAYMENT_DAYS, 'jour', 'jours')} de retard"
    if not row["is_paid"]:
        waiting = late if row["is_late"] else f"{plural(days, 'jour', 'jours')} d'attente"
        return f"{start}, pas encore versée{NO_BREAK}: {waiting}"
    paid = f"{start}, versée le {date_text(row['paid_on'].date())}, en {plural(days, 'jour', 'jours')}"
    return f"{paid}{NO_BREAK}: {late}" if row["is_late"] else paid


def _mark(payment: Payment, row: dict[str, Any]) -> PaymentMark:
    return PaymentMark(
        notified=row["date_notification"].date(),
        days=float(row["days"]),
        is_late=bool(row["is_late"]),
        is_paid=payment.is_paid,
        text=f"{payment.purpose or payment.code}, {payment.beneficiary}{NO_BREAK}: {payment.told}",
    )
