"""The words of « Qui a transmis quoi ? »: the states of a sending, its periods, what is said of them."""

from __future__ import annotations

from typing import NamedTuple

from analysis.sentences import COLON, NOUNS
from analysis.wording import NO_BREAK, coverage_text, number_text, plural
from data.periods import Kind, Period

SHOWN: dict[Kind, int] = {"month": 12, "quarter": 8, "half_year": 6, "year": 5, "school_year": 5}
RHYTHMS: dict[Kind, str] = {
    "month": "Chaque mois",
    "quarter": "Chaque trimestre",
    "half_year": "Chaque semestre",
    "year": "Chaque année",
    "school_year": "Chaque année scolaire",
}
_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


class State(NamedTuple):
    """How a sending is told: its symbol, its word and what it means."""

    symbol: str
    word: str
    meaning: str


STATES: dict[str, State] = {
    "a_temps": State("●", "reçu à temps", "reçu avant la fin du délai"),
    "en_retard": State("◷", "reçu en retard", "reçu après la fin du délai"),
    "repris": State("◆", "repris", "reçu avec le premier dépôt de la structure, qui a repris son passé"),
    "partiel": State("◐", "partiel", "reçu, mais il manque une mesure attendue ou plusieurs"),
    "attendu": State("○", "attendu", "pas encore reçu, le délai court toujours"),
    "manquant": State("✕", "manquant", "rien reçu, le délai est passé"),
    "sans_objet": State("–", "sans objet", "avant le premier envoi ou après la fermeture"),
}
RECEIVED = ("a_temps", "en_retard", "repris", "partiel")


def short_label(period: Period) -> str:
    """A period at the head of a narrow column: « T3 2026 », « oct. 2026 »."""
    if period.kind == "month":
        return f"{_MONTHS[period.start.month - 1]} {period.start.year}"
    if period.kind in ("quarter", "half_year"):
        year, part = period.code.split("-")
        return f"{part} {year}"
    return period.code


def whole_period(period: Period) -> str:
    """« le 3e trimestre 2026 », « octobre 2026 », « l'année 2025 », « l'année scolaire 2025-2026 »."""
    if period.kind in ("quarter", "half_year"):
        return f"le {period.label}"
    if period.kind == "school_year":
        return f"l'{period.label}"
    return f"l'année {period.label}" if period.kind == "year" else period.label


def answer(period: Period, received: int, expected: int, partial: int) -> str:
    """« 11 structures sur 13 ont transmis le 3e trimestre 2026 ; 2 sont en retard. »"""
    verb = "ont" if received > 1 else "a"
    said = f"{coverage_text(received, expected)} {verb} transmis {whole_period(period)}"
    late = expected - received
    if late:
        said += f"{NO_BREAK}; {number_text(late)} {'sont' if late > 1 else 'est'} en retard"
    elif expected > 1:
        said += f"{NO_BREAK}; aucune n'est en retard"
    if partial:
        said += f". {plural(partial, 'envoi est incomplet', 'envois sont incomplets')}"
    return said + "."


def window_text(kind: Kind, count: int) -> str:
    """« sur les 8 derniers trimestres échus », « sur le dernier trimestre échu »."""
    noun = NOUNS[kind][count > 1]
    if kind in ("year", "school_year"):
        return f"sur les {count} dernières {noun} échues" if count > 1 else f"sur la dernière {noun} échue"
    return f"sur les {count} derniers {noun} échus" if count > 1 else f"sur le dernier {noun} échu"


def silent_text(count: int) -> str:
    """What is said of the structures of the directory that never sent anything."""
    if not count:
        return ""
    if count == 1:
        return "1 structure de l'annuaire n'a jamais rien transmis\u00a0: rien n'est attendu d'elle ici."
    return (
        f"{number_text(count)} structures de l'annuaire n'ont jamais rien transmis{COLON}rien n'est attendu "
        "d'elles ici."
    )
