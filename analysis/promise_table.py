"""The table of the promises, to read and to take home."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.data_table import DataTable, Value
from analysis.promise_trace import Promise
from analysis.promise_words import gap_mark, state_sentence
from analysis.wording import VERDICTS

EVERY_AXIS = "Tous les axes"
READ = ("Promesse", "Axe", "Où elle en est", "Ce qui manque")
COUNTED = (
    "actions_en_cours",
    "actions_prevues",
    "actions_terminees",
    "indicateurs",
    "en_progres",
    "en_recul",
    "stables",
    "sans_conclusion",
    "suivis_sans_jugement",
    "decisions_en_retard",
    "decisions_a_realiser",
    "decisions_realisees",
    "paroles_signees",
)
IN_FILE = ("code", "promesse", "axe", "etat", *COUNTED, "ce_qui_manque", "demonstration")
NOTES = (
    ("Promesses", "Celles de la lettre, reformulées. Aucune note globale n'est calculée."),
    (
        "Actions",
        "Celles qui nomment la promesse, dans le tableau des actions. Un événement n'en est pas une.",
    ),
    ("Indicateurs", "Ceux dont la fiche dit qu'ils la servent. Leurs verdicts se comptent, sans moyenne."),
    ("Décisions", "Celles qui nomment la promesse ou, à défaut, un indicateur qui la sert."),
    ("Décision en retard", "Échéance passée, ni réalisée ni abandonnée."),
    ("Sans point de départ", "Au moins un indicateur jugé n'a pas de valeur de départ avec sa cible."),
    ("Sans donnée", "Au moins un indicateur n'a aucun chiffre, ou aucun depuis deux périodes attendues."),
    (
        "Sans parole",
        "Ni constat de personnes concernées ou de proches, ni droit de réponse d'une association.",
    ),
    ("Démonstration", "« oui » : des données fictives entrent dans la ligne."),
)


def promise_table(promises: Sequence[Promise]) -> DataTable:
    return DataTable(
        caption="Où en est chaque promesse",
        columns=READ,
        rows=tuple(_read(one) for one in promises),
        value_columns=IN_FILE,
        values=tuple(_values(one) for one in promises),
        file_name="promesses",
        notes=NOTES,
    )


def _read(promise: Promise) -> tuple[str, ...]:
    return (
        f"{promise.code} · {promise.label}",
        promise.axis_label or EVERY_AXIS,
        state_sentence(promise),
        _missing(promise) or "rien",
    )


def _values(promise: Promise) -> tuple[Value, ...]:
    decided, words = promise.decisions, dict(promise.words)
    return (
        promise.code,
        promise.label,
        promise.axis_label or EVERY_AXIS,
        state_sentence(promise),
        *(len(promise.deeds_of(status)) for status in ("en_cours", "prevue", "terminee")),
        len(promise.figures),
        *(words.get(word, 0) for word in VERDICTS),
        decided.overdue,
        len(decided.waiting) - decided.overdue,
        len(decided.done),
        len(promise.statements),
        _missing(promise),
        "oui" if promise.demonstration else "non",
    )


def _missing(promise: Promise) -> str:
    return ", ".join(gap_mark(promise, gap) for gap in promise.gaps)
