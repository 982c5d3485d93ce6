"""What a deposit changes in the store, as read before it is made and in the journal afterwards."""

from __future__ import annotations

from analysis.stored_rows import namer, period_text
from analysis.wording import NO_BREAK, list_text, number_text, plural
from data.intake import Context
from data.intake.comparison import Difference
from data.schemas import TABLES

DIFFERENCE_CAPTION = f"Lignes par période. Absentes{NO_BREAK}: enregistrées, mais pas dans ce fichier."
SHOWN_CHANGES = 50


def difference_sentence(difference: Difference) -> str:
    """« 12 lignes nouvelles, 1 ligne modifiée et 3 lignes identiques. »"""
    same = plural(difference.unchanged, "ligne identique", "lignes identiques")
    if not (difference.added or difference.changed):
        return f"Rien ne change{NO_BREAK}: {same} à ce qui est enregistré."
    counts = (
        (difference.added, plural(difference.added, "ligne nouvelle", "lignes nouvelles")),
        (difference.changed, plural(difference.changed, "ligne modifiée", "lignes modifiées")),
        (difference.unchanged, same),
    )
    return f"{list_text(words for count, words in counts if count)} par rapport à ce qui est enregistré."


def missing_sentence(difference: Difference) -> str:
    """The loud warning when the store holds rows of the same periods that the file lacks."""
    stored = plural(difference.missing, "ligne déjà enregistrée", "lignes déjà enregistrées")
    if difference.missing == 1:
        lacking, staying = "n'est pas dans ce fichier", "Elle restera en place"
    else:
        lacking, staying = "ne sont pas dans ce fichier", "Elles resteront en place"
    return f"Attention{NO_BREAK}: {stored} pour les mêmes périodes {lacking}. {staying}."


def fewer_rows_label(difference: Difference) -> str:
    """What a contributor says he has seen when the store holds more than his file."""
    if difference.missing == 1:
        return "J'ai vu que 1 ligne enregistrée n'est pas dans ce fichier et restera en place"
    absent = plural(difference.missing, "ligne enregistrée", "lignes enregistrées")
    return f"J'ai vu que {absent} ne sont pas dans ce fichier et resteront en place"


def difference_rows(difference: Difference) -> list[tuple[str, ...]]:
    """Per period: new, changed, same, missing from this file."""
    counts = ["nouvelles", "modifiees", "inchangees", "absentes"]
    periods = difference.periods["periode"].astype(str)
    numbers = difference.periods[counts].map(number_text).to_numpy()
    return [(period_text(code), *map(str, row)) for code, row in zip(periods, numbers, strict=True)]


def change_rows(difference: Difference, table: str, known: Context) -> list[tuple[str, str, str, str]]:
    """The first changed values: what, which column, stored value, value of the file."""
    shown = difference.changes.head(SHOWN_CHANGES).astype(object)
    columns = {column.name: column for column in TABLES[table].columns}
    names = {name: namer(column, known) for name, column in columns.items()}
    key = [columns[name] for name in TABLES[table].key]
    rows = []
    for change in shown.to_dict("records"):
        told = [names[each.name](change[each.name]) for each in key if change[each.name] != each.default]
        name = change["colonne"]
        before, after = (names[name](change[moment]) for moment in ("ancienne", "nouvelle"))
        rows.append((" · ".join(told), columns[name].label, before, after))
    return rows
