"""What a contributor is asked about the columns and the codes of his file, in his words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.wording import list_text, plural
from data.intake import Context, Reading
from data.intake.code_lists import vocabulary
from data.intake.file_columns import FileColumn
from data.intake.findings import UnknownCode
from data.intake.layout_report import is_remarks
from data.intake.said import LEFT_OUT, MEASURE
from data.report import quoted
from data.schemas import TABLES

# Columns worth asking about on one screen; beyond, a file has the shape of no table of ours.
ASKED_AT_MOST = 60
CODES_ASKED_AT_MOST = 20
NOT_READ = "Ne pas lire cette colonne"
LEFT_WRONG = "Je corrigerai le fichier"


@dataclass(frozen=True)
class AskedColumn:
    """One column of the file: where it is, what it holds, what it feeds so far."""

    heading: str
    letter: str
    samples: str
    feeds: str
    is_doubtful: bool


@dataclass(frozen=True)
class MissingColumn:
    """A column that the table needs and the file lacks; `choices`: its codes and labels, if it has a list."""

    name: str
    label: str
    description: str
    choices: Mapping[str, str]


@dataclass(frozen=True)
class UnknownText:
    """A text that its list does not know, how often it comes, and the codes it may mean.

    `shown` is what a screen says of it: the text, or its place when it may name somebody.
    """

    code_list: str
    column: str
    text: str
    shown: str
    count: str
    nearest: str | None
    choices: Mapping[str, str]


def needs_mapping(reading: Reading) -> bool:
    """Whether the columns were not all understood at sight."""
    doubtful = any(column.way in ("synonym", "resembling") for column in reading.columns)
    return bool(reading.columns) and (reading.table is None or doubtful or bool(reading.missing))


def asked_columns(reading: Reading) -> list[AskedColumn]:
    """The columns that their sender can speak of; the months of a wide sheet speak for themselves."""
    spoken = [
        column for column in reading.columns if column.way != "period" and not is_remarks(column.heading)
    ]
    return [_asked(column) for column in spoken[:ASKED_AT_MOST]]


def column_targets(table: str, known: Context) -> dict[str, str]:
    """Everything that a column may feed, by its words: columns of the table, then measures."""
    columns = {column.name: column.label for column in TABLES[table].columns}
    measures = known.codebook.measures.values() if table == "activite" else ()
    named = {f"{MEASURE}{measure.code}": f"Mesure\u00a0: {measure.label}" for measure in measures}
    return {LEFT_OUT: NOT_READ} | columns | named


def missing_columns(reading: Reading, known: Context) -> list[MissingColumn]:
    """What the sender may say once for the whole file, because no column says it."""
    if reading.table is None:
        return []
    table = TABLES[reading.table]
    return [
        MissingColumn(column.name, column.label, column.description, _choices(column.codes, known))
        for column in (table.column(name) for name in reading.missing)
        if column.name != "valeur"
    ]


def unknown_texts(reading: Reading, known: Context) -> list[UnknownText]:
    """The texts that no list knows, to be said once."""
    if reading.table is None:
        return []
    table = TABLES[reading.table]
    return [
        UnknownText(
            code_list=str(table.column(unknown.column).codes),
            column=table.column(unknown.column).label,
            text=unknown.text,
            shown=unknown.shown,
            count=plural(unknown.count, "ligne", "lignes"),
            nearest=_proposed(unknown, str(table.column(unknown.column).codes), known),
            choices=_choices(table.column(unknown.column).codes, known),
        )
        for unknown in reading.unknown_codes[:CODES_ASKED_AT_MOST]
    ]


def _proposed(unknown: UnknownCode, code_list: str, known: Context) -> str | None:
    """The code chosen in advance: only where the text may be a misspelling of it, never a mere neighbour."""
    listed = vocabulary(code_list, known)
    if unknown.nearest is None or listed is None:
        return None
    return unknown.nearest if listed.is_misspelt(unknown.text, unknown.nearest) else None


def mapping_sentence(reading: Reading) -> str:
    """Why the columns are asked about."""
    if reading.table is None:
        return (
            "Les titres ne disent pas ce que contient ce fichier. Dites-le, puis ce que dit chaque colonne."
        )
    if reading.missing:
        lacking = list_text(quoted(TABLES[reading.table].column(name).label) for name in reading.missing)
        return (
            f"Il manque {lacking}. Dites quelle colonne le dit, ou donnez la même valeur à tout le fichier."
        )
    return (
        "Certains titres ont été compris par ressemblance. Vérifiez, puis validez\u00a0: nous nous en "
        "souviendrons."
    )


def said_of_columns(reading: Reading, chosen: Mapping[str, str]) -> dict[str, str]:
    """What the sender's choices add to what was understood at sight: heading -> what it feeds."""
    understood = {column.heading: column for column in reading.columns}
    return {
        heading: target
        for heading, target in chosen.items()
        if understood[heading].way not in ("exact", "measure") or understood[heading].feeds != target
    }


def _asked(column: FileColumn) -> AskedColumn:
    unsaid = "colonne vide" if column.is_empty else "des textes qui ne sont pas recopiés ici"
    samples = ", ".join(column.samples) or unsaid
    doubtful = column.way in ("synonym", "resembling")
    return AskedColumn(column.heading, column.letter, samples, column.feeds, doubtful)


def _choices(code_list: str | None, known: Context) -> dict[str, str]:
    found = vocabulary(code_list, known) if code_list else None
    return dict(found.labels) if found else {}
