"""The intake: a file checked as a whole, the difference it would make, and its deposit.

Bytes -> grid -> headings -> personal data -> columns -> long form -> typed rows -> checks -> one report.
Nothing is stored before `commit`.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import PurePath

from data.habits import Memory
from data.intake.code_lists import vocabulary
from data.intake.columns import known_headings
from data.intake.file_columns import file_columns, habits_settled
from data.intake.layouts import FileLayout, layout_of
from data.intake.personal_check import (
    PersonalData,
    known_texts,
    report_personal_data,
    search_personal_data,
)
from data.intake.reading import Reading
from data.intake.refused_cells import cells_left_out
from data.intake.row_checking import checked_rows
from data.intake.said import Said
from data.intake.source import Source, fingerprint, names_somebody, open_source, shown_name
from data.intake.surroundings import Context
from data.report import Problem, Report, UnreadableFile
from data.schemas import ACTIVITE, TABLES

_LOG = logging.getLogger(__name__)
STEPS = ("Lecture du fichier", "Recherche de données sur des personnes", "Vérification des lignes")

UNNAMED = "(nom non retenu)"
_PERSONAL_NAME = Problem(
    "error",
    "personal_filename",
    "Le nom de ce fichier désigne une personne : il n’est ni montré ni conservé. Renommez le fichier, par "
    "exemple d’après la structure et la période, puis déposez-le de nouveau.",
)


def check(
    content: bytes,
    filename: str,
    context: Context,
    *,
    table: str | None = None,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    answers: Collection[str] = frozenset(),
    defaults: Mapping[str, str] | None = None,
    codes: Mapping[str, Mapping[str, str]] | None = None,
    memory: Memory | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Reading:
    """Read and check a file; nothing is stored, and whatever the file holds no exception comes out.

    What a question is about is read as if the answer were yes, but for rows that cannot be read without it.

    Args:
        table, sheet, mapping, answers, codes, memory: what the sender says, as in `Said`.
        defaults: columns that the file lacks and that hold one value throughout (`{"structure": "logos"}`).
        progress: told each step as it begins, in French.
    """
    name = shown_name(filename)
    said = Said(
        table, sheet, mapping or {}, codes or {}, frozenset(answers), defaults or {}, memory or Memory()
    )
    if names_somebody(name):
        return Reading(UNNAMED, fingerprint(content), blocked=True, report=Report((_PERSONAL_NAME,)))
    try:
        return _read_and_check(content, name, replace(context, spellings=said.spellings), said, progress)
    except UnreadableFile as error:
        return Reading(name, fingerprint(content), blocked=True, report=Report((error.problem,)))
    except Exception as error:
        # A defect of ours must neither stop the server nor show a value: only its kind and place are logged.
        _LOG.error("intake failed: %s %s", type(error).__name__, _place(error))
        return Reading(name, fingerprint(content), blocked=True, report=Report((_unexpected(error),)))


def _read_and_check(
    content: bytes, name: str, context: Context, said: Said, progress: Callable[[str], None]
) -> Reading:
    measures = vocabulary("mesures", context)
    assert measures is not None
    progress(STEPS[0])
    source = open_source(content, name, said.sheet, known_headings(measures))
    begun = Reading(name, fingerprint(content, source), sheet=source.sheet, sheets=source.sheets)
    layout = layout_of(source, context, said) if source.texts else None
    progress(STEPS[1])
    personal = _personal_data(source, layout, context, said.answers)
    if personal.detections:
        return _refused_as_personal(begun, source, layout, personal)
    if layout is None:
        report = source.report.merge(_unrecognised(source))
        return replace(begun, blocked=True, report=report, columns=file_columns(source, None))
    kept = layout.without(personal.dropped)
    progress(STEPS[2])
    read = checked_rows(begun, source, kept, context, said)
    is_known = known_texts(kept.columns, context)
    # A file without a good row is never kept: no need to look into its cells.
    refused = (*read.refused, *read.waiting) if read.rows_ok else ()
    return replace(
        read,
        content=source.kept_content(
            content, personal.dropped | kept.unread, cells_left_out(source, refused, is_known)
        ),
        columns=file_columns(source, kept.own, personal.dropped, is_known),
        habits=habits_settled(kept.own, said),
    )


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{PurePath(frame.filename).name}:{frame.lineno}"


def _unexpected(error: Exception) -> Problem:
    message = (
        "Ce fichier n’a pas pu être vérifié jusqu’au bout, par un défaut du logiciel. Rien n’est conservé. "
        f"Signalez-le avec cette référence : {type(error).__name__} {_place(error)}."
    )
    return Problem("error", "unexpected_error", message)


def _personal_data(
    source: Source, layout: FileLayout | None, context: Context, answers: Collection[str]
) -> PersonalData:
    known = layout or FileLayout(ACTIVITE)
    return search_personal_data(
        source, known.columns, known.table, known.official is not None, context, answers
    )


def _refused_as_personal(
    begun: Reading, source: Source, layout: FileLayout | None, personal: PersonalData
) -> Reading:
    """Nothing of the file but its personal data's places: other messages could quote a value."""
    findings = report_personal_data(source, personal)
    return replace(
        begun,
        table=layout.table.name if layout else None,
        refused=findings.lines(findings.refused),
        blocked=True,
        report=findings.report,
        rows_read=len(source),
        questions=personal.questions,
    )


def _unrecognised(source: Source) -> Report:
    if not source.texts:
        return Report()
    labels = ", ".join(each.label for each in TABLES.values())
    message = (
        f"Les titres de colonnes ne correspondent à aucun tableau attendu ({labels}). "
        "Partez du modèle à télécharger, ou dites ce que contient chaque colonne."
    )
    return Report((Problem("error", "unknown_table", message),))
