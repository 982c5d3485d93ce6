"""Personal data in a file: the deposit is refused, or a harmless column dropped with the sender's consent."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from data.intake.code_lists import spelling, vocabulary
from data.intake.coded import Coded
from data.intake.findings import Findings
from data.intake.reading import Question
from data.intake.source import Source
from data.intake.surroundings import Context
from data.privacy.lexicon import ANY_WORD, preferred_terms
from data.privacy.personal_data import KIND_LABELS, Detection, ScannedColumn, scan
from data.readers.grid import column_letters
from data.readers.heading_text import normalise_heading
from data.report import HEADING_LENGTH, quoted
from data.schema_types import Column, Table

# Names of organisations, streets and towns: people's names in them are no people.
ORGANISATIONS = frozenset(
    {
        "nom",
        "adresse",
        "complement_adresse",
        "commune",
        "attribuant",
        "beneficiaire",
        "source",
        "edition",
        "dispositif",
    }
)
_ORGANISATION_HEADING = re.compile(
    r".*(?:etablis|structure|associa|organis|denomin|raisonsociale|service|adresse|street|voie|rue|commune|ville|"
    r"quartier|lieu|site|iris|secteur|ecole|college|lycee|hospital|hopital|salle).*"
)
FREE_TEXTS = frozenset(
    {"commentaire", "texte", "description", "intitule", "objet", "presentation", "justificatif"}
)


@dataclass(frozen=True)
class PersonalData:
    """What was found, by column of the file; `questions` offer to drop the columns where that is enough."""

    detections: tuple[Detection, ...]
    questions: tuple[Question, ...]
    dropped: frozenset[int]


def search_personal_data(
    source: Source,
    columns: dict[int, Column],
    table: Table,
    official: bool,
    context: Context,
    answers: Collection[str],
) -> PersonalData:
    """Everything personal in the file but in the columns that the sender agreed to drop.

    Args:
        columns: the column of ours that each position of the file feeds.
        official: open data published by its producer: names that organisations bear are not looked into.
    """
    scanned = [
        _scanned(source, position, columns.get(position), table, official, context)
        for position in range(len(source.texts))
    ]
    found = scan(scanned)
    droppable = {} if _about_individuals(found) else _droppable(found, source, columns)
    dropped = frozenset(position for position, question in droppable.items() if question.id in answers)
    left = tuple(detection for detection in found if detection.position not in dropped)
    questions = tuple(question for position, question in droppable.items() if position not in dropped)
    return PersonalData(left, questions, dropped)


def report_personal_data(source: Source, found: PersonalData) -> Findings:
    """Errors by kind and place, never a value."""
    headings = source.places.headings
    located = {heading: position for position, heading in enumerate(headings)}
    findings = Findings(source.places.located(source.places.lines, located))
    offered = {question.id for question in found.questions}
    for detection in found.detections:
        heading = headings[detection.position]
        cause, kind = f"personal_{detection.kind}", KIND_LABELS[detection.kind]
        ending = _ending(_drop_id(heading) in offered)
        letters = column_letters(source.places.file_columns[detection.position])
        if detection.by_heading:
            message = (
                f"La colonne {letters} ({quoted(heading)}) porte sur des personnes : {kind} par ligne. "
                f"{ending}"
            )
            findings.about_file("error", cause, message, heading)
        else:
            message = f"Cette case de la colonne {letters} ({quoted(heading)}) contient {kind}. {ending}"
            findings.refuse(cause, detection.rows, heading, message)
    return findings


def _ending(may_be_dropped: bool) -> str:
    way_out = (
        "Retirez cette colonne, ou acceptez qu’elle soit laissée de côté."
        if may_be_dropped
        else "Retirez ces données, puis déposez de nouveau le fichier."
    )
    return (
        "Castellum ne garde aucune donnée sur une personne : le fichier est refusé et rien n’en est "
        "conservé. "
        f"{way_out}"
    )


def tell_labelling_words(column: str, texts: Coded, findings: Findings) -> None:
    """Words that label people in a free text: said once per text, with what to write instead."""
    for place in np.flatnonzero(texts.matching(rf"(?i)\b(?:{ANY_WORD})\b")).tolist():
        rows = np.flatnonzero(texts.codes == place)[:1]
        for word, said in preferred_terms(texts.distinct[place]):
            message = f"{quoted(word)} étiquette les personnes : préférez {quoted(said, HEADING_LENGTH)}."
            findings.tell("labelling_word", rows, column, message, value=word, suggestion=said)


def _scanned(
    source: Source, position: int, column: Column | None, table: Table, official: bool, context: Context
) -> ScannedColumn:
    heading = source.places.headings[position]
    named = (
        column.name in ORGANISATIONS
        if column
        else _ORGANISATION_HEADING.fullmatch(normalise_heading(heading))
    )
    in_directory = bool(table.contacts_allowed) and (official or column is not None)
    return ScannedColumn(
        source.texts[position],
        heading,
        contacts=in_directory,
        organisations=official or bool(named),
        mapped=official or column is not None,
        known=_known(column, context),
    )


def known_texts(columns: dict[int, Column], context: Context) -> Callable[[int, str], bool]:
    """Whether a text is a code or a label of the list that its column, by position, refers to."""
    known = {position: _known(column, context) for position, column in columns.items()}
    return lambda position, text: position in known and known[position](text)


def _known(column: Column | None, context: Context) -> Callable[[str], bool]:
    codes = vocabulary(column.codes, context) if column and column.codes else None
    if codes is None:
        return lambda text: False
    return lambda text: text in codes.labels or spelling(text) in codes.spellings


def _about_individuals(found: tuple[Detection, ...]) -> bool:
    """One row per person: dropping a column would leave the others about the same people."""
    name_columns = sum(detection.kind == "nom" and detection.by_heading for detection in found)
    return name_columns > 1 or any(detection.kind in ("nir", "naissance") for detection in found)


def _droppable(
    found: tuple[Detection, ...], source: Source, columns: dict[int, Column]
) -> dict[int, Question]:
    """Columns without which the table still says all it has to say."""
    return {
        detection.position: _drop_question(source.places.headings[detection.position])
        for detection in found
        if detection.position not in columns or not columns[detection.position].required
    }


def _drop_question(heading: str) -> Question:
    text = f"Déposer le fichier sans la colonne {quoted(heading)}, qui ne sera pas conservée ?"
    return Question(_drop_id(heading), text, "Oui, déposer sans cette colonne")


def _drop_id(heading: str) -> str:
    return f"drop:{heading}"
