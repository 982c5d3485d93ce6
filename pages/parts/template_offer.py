"""Files to fill in: a table, then for activity a contributor, its rhythm, a period and its measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from analysis.dictionary_entries import folded
from analysis.template_view import measures_sentence, rhythm_label, rhythm_of, template_name
from data.intake import Context
from data.periods import Kind
from data.schemas import ACTIVITE, TABLES
from data.templates import template, template_csv
from data.templates.contributors import (
    KINDS,
    Contributor,
    Rhythm,
    lines_for,
    prepared_rows,
)
from data.templates.spans import Span, expected, spans
from pages.parts.address import choice
from pages.parts.figure import SPREADSHEET
from pages.parts.markup import paragraph
from pages.parts.reading import read_contributors
from pages.parts.sources import edition

Rows = Callable[[], Sequence[dict[str, str]]]
NOBODY = ""


def offer_templates(known: Context, structure: str | None) -> None:
    """Files to fill in, folded away, for who starts from an empty sheet.

    Args:
        structure: code of the structure the visitor deposits for, when it is known.
    """
    with st.expander("Vous partez d'une feuille vide\u00a0? Prenez un modèle"):
        choose_template(known, structure)


def choose_template(known: Context, structure: str | None) -> str:
    """Choose a file to fill in and download it; the name of its table. The choices are in the address."""
    labels = {name: table.label for name, table in TABLES.items()}
    left, right = st.columns(2)
    with left:
        table = choice("contenu", "Contenu du fichier", labels, ACTIVITE.name)
    if table == ACTIVITE.name:
        with right:
            code = _structure(known, structure)
        name, rows = _prepared(known, code) if code else (template_name(table), list)
    else:
        name, rows = template_name(table), list
    _downloads(known, table, name, rows)
    return table


def _structure(known: Context, structure: str | None) -> str:
    named = sorted((folded(entry.label), code, entry.label) for code, entry in known.structures.items())
    labels = {code: label for _, code, label in named}
    default = structure if structure in labels else NOBODY
    return choice("structure", "Préparé pour", {NOBODY: "Personne\u00a0: modèle vide"} | labels, str(default))


def _prepared(known: Context, code: str) -> tuple[str, Rows]:
    """The name of the file of one contributor, and the rows written in it when it is asked for."""
    contributor = read_contributors(edition()).get(code)
    rhythm, span = _when(known, contributor)
    measures = _measures(known, code, contributor, rhythm, span)
    lines = lines_for(measures, rhythm, known.codebook)
    rows = partial(prepared_rows, code, span.periods, lines)
    return template_name(ACTIVITE.name, code, span.code), rows


def _when(known: Context, contributor: Contributor | None) -> tuple[Rhythm | None, Span]:
    """How often, then for which periods: by default what is expected next."""
    usual: list[Kind] = [each.kind for each in contributor.rhythms] if contributor else []
    kinds = list(dict.fromkeys([*usual, *KINDS]))
    labels: dict[str, str] = {each: rhythm_label(each, rhythm_of(contributor, each)) for each in kinds}
    left, right = st.columns(2)
    with left:
        chosen = choice("rythme", "Rythme d'envoi", labels, kinds[0] if usual else "quarter")
    kind = next(each for each in kinds if each == chosen)
    rhythm = rhythm_of(contributor, kind)
    offered = {span.code: span for span in spans(kind, known.today)}
    due = expected(kind, rhythm.last if rhythm else None, known.today).code
    with right:
        period = choice("periode", "Période", {code: span.label for code, span in offered.items()}, due)
    return rhythm, offered[period]


def _measures(
    known: Context, code: str, contributor: Contributor | None, rhythm: Rhythm | None, span: Span
) -> list[str]:
    """The measures of the file: those of the contributor, unless he chooses otherwise."""
    own = list(rhythm.measures) if rhythm else []
    said = st.empty()
    kind = span.periods[0].kind
    with st.expander("Choisir les mesures", expanded=not own):
        declared = known.codebook.measures
        chosen = st.multiselect(
            "Mesures du modèle",
            list(dict.fromkeys([*own, *declared])),
            default=own,
            format_func=lambda measure: declared[measure].label,
            placeholder="Aucune mesure choisie",
            key=f"template-measures-{code}-{kind}",
        )
    rows = len(lines_for(chosen, rhythm, known.codebook)) * len(span.periods)
    said.html(paragraph(measures_sentence(contributor, len(chosen), chosen == own, rows)))
    return chosen


def _downloads(known: Context, table: str, name: str, rows: Rows) -> None:
    """The file, made when it is asked for."""
    with st.container(horizontal=True):
        st.download_button(
            "Modèle Excel, avec ses listes",
            lambda: template(TABLES[table], known, rows()),
            f"{name}.xlsx",
            SPREADSHEET,
            key=f"template-xlsx-{table}",
            on_click="ignore",
            type="primary",
        )
        st.download_button(
            "Modèle CSV (Excel français)",
            lambda: template_csv(TABLES[table], known, rows()),
            f"{name}.csv",
            "text/csv",
            key=f"template-csv-{table}",
            on_click="ignore",
        )
