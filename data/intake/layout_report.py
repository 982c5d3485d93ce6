"""What must be said of the columns of a file: missing, guessed, turned from wide to long, or left aside."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from data.intake.coded import Coded
from data.intake.columns import Layout
from data.intake.findings import Findings
from data.intake.layouts import FileLayout
from data.intake.reshape import LongTable
from data.intake.source import Source
from data.readers.heading_text import normalise_heading
from data.readers.row_kinds import is_total_label
from data.report import counted, listed, quoted
from data.spellings.numbers import parse_numbers

MOSTLY = 0.5
RATIO_PARTS = frozenset({"numerateur", "denominateur"})
# The column that our own corrected files carry.
OWN_REMARKS = "erreur"


def is_remarks(heading: str) -> bool:
    """The column that a corrected workbook carries, which its next reading leaves aside."""
    return normalise_heading(heading) == OWN_REMARKS


def report_layout(
    layout: FileLayout, source: Source, long: LongTable, given: Collection[str], findings: Findings
) -> None:
    """Everything to say of the columns of a file in our own layout; an official one is known by heart."""
    own = layout.own
    if own is None:
        return
    _report_missing(own, given, findings)
    _report_clashes(own, findings)
    _ask_guesses(own, findings)
    _ask_wide(own, long, findings)
    unknown = [
        place for place in own.unknown if place not in own.said and not is_remarks(own.headings[place])
    ]
    doubtful = [place for place in unknown if _may_be_a_value(own, place, source.texts[place])]
    for place in doubtful:
        heading = own.headings[place]
        message = (
            f"La colonne {quoted(heading)} contient des nombres, mais son titre n’est ni une mesure ni une "
            "période connue : elle n’a pas été lue. Confirmez qu’elle ne compte pas, ou corrigez le titre."
        )
        findings.about_file("confirm", "unread_numbers", message, heading)
    _tell_unknown([own.headings[place] for place in unknown if place not in doubtful], findings)


def _may_be_a_value(own: Layout, place: int, texts: Coded) -> bool:
    """In a wide sheet, a column of numbers beside the measures or months may be a misspelt one.

    Elsewhere, only the parts of a ratio (« numérateur », « dénominateur ») are numbers that may be missed.
    """
    heading = own.headings[place]
    may_count = own.measures or own.periods or normalise_heading(heading) in RATIO_PARTS
    if not may_count or not len(texts.distinct) or is_total_label(heading):
        return False
    return bool(np.isfinite(parse_numbers(texts.distinct)["value"]).mean() > MOSTLY)


def _tell_unknown(headings: list[str], findings: Findings) -> None:
    if headings:
        names = listed(quoted(name, 40) for name in headings)
        message = f"Colonnes inconnues, ni lues ni conservées : {names}."
        findings.about_file("information", "unknown_column", message, headings[0])


def _report_missing(own: Layout, given: Collection[str], findings: Findings) -> None:
    for column in own.missing(given):
        message = (
            f"La colonne {quoted(column.label)} manque : {column.description} "
            f"Ajoutez-la, avec le titre {quoted(column.label)}."
        )
        findings.about_file("error", "missing_column", message, column.name, suggestion=column.label)


def _report_clashes(own: Layout, findings: Findings) -> None:
    for place, name in own.clashing.items():
        message = (
            f"Deux colonnes du fichier sont dites {quoted(own.table.column(name).label)}, dont "
            f"{quoted(own.headings[place])} : une seule peut l’être."
        )
        findings.about_file("error", "clashing_columns", message, own.headings[place])


def _ask_guesses(own: Layout, findings: Findings) -> None:
    """What was understood otherwise than by a heading of ours."""
    _ask_synonyms(own, findings)
    _ask_year_apart(own, findings)
    _tell_bounds(own, findings)
    for place, name in own.resembling.items():
        heading, label = own.headings[place], own.table.column(name).label
        message = (
            f"La colonne {quoted(heading)} est-elle la colonne {quoted(label)} ? Elle a été lue ainsi, à "
            "confirmer."
        )
        findings.about_file("confirm", "column", message, heading, suggestion=label)


def _ask_synonyms(own: Layout, findings: Findings) -> None:
    if not own.synonyms:
        return
    pairs = listed(
        f"{quoted(own.headings[place], 40)} lu {quoted(own.table.column(name).label)}"
        for place, name in own.synonyms.items()
    )
    message = f"Titres de colonnes reconnus par un synonyme : {pairs}. Est-ce bien cela ?"
    findings.about_file("confirm", "synonym_headings", message)


def _ask_year_apart(own: Layout, findings: Findings) -> None:
    if own.year is None:
        return
    message = (
        f"L’année ({quoted(own.headings[own.year])}) et le mois ou le trimestre sont dans deux "
        "colonnes : ils ont été réunis en une période. Est-ce bien cela ?"
    )
    findings.about_file("confirm", "split_period", message, own.headings[own.year])


def _tell_bounds(own: Layout, findings: Findings) -> None:
    if own.end is None:
        return
    message = (
        "Le premier et le dernier jour de chaque période sont dans deux colonnes, réunies en une période "
        f"(la fin : {quoted(own.headings[own.end])})."
    )
    findings.about_file("information", "period_bounds", message, own.headings[own.end])


def _ask_wide(own: Layout, long: LongTable, findings: Findings) -> None:
    for places, what, cause in (
        (own.measures, "mesure", "wide_measures"),
        (own.periods, "période", "wide_periods"),
    ):
        if places:
            names = listed((quoted(own.headings[place], 40) for place in places), 6)
            message = (
                f"Ce tableau a une colonne par {what} ({names}). Chaque nombre devient une ligne : est-ce "
                "bien cela ?"
            )
            findings.about_file("confirm", cause, message)
    if long.blank:
        message = (
            f"Le tableau large a {counted(long.blank, 'case vide', 'cases vides')}, dont aucune ne devient "
            "une ligne : une case vide n’est pas un zéro."
        )
        findings.about_file("information", "blank_cells", message)
