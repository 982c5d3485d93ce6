"""The list of a search as a table: to print on one sheet, to take home as a file."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.data_table import DataTable, Value
from analysis.directory_sheet import Sheet
from analysis.national_lines import Line

PAPER_COLUMNS = ("Lieu", "Pour qui, pour quoi", "Adresse et horaires", "Téléphone")
LINE_COLUMNS = ("Service", "Pour qui", "Horaires et prix", "Numéro")
FILE_COLUMNS = (
    "Nom", "Type", "Besoins", "Pour qui", "Accès", "Prix", "Langues", "Adresse", "Téléphone", "Courriel",
    "Site", "Horaires", "Accessibilité", "Fiche vérifiée le", "Fraîcheur de la fiche",
)  # fmt: skip
NOTES = (
    ("Ce que c'est", "Les lieux de l'annuaire qui répondaient à la recherche, dans l'ordre de la page."),
    (
        "Fraîcheur",
        "À jour : fiche vérifiée depuis moins de 6 mois. À revérifier : moins de 12. Ancienne : plus.",
    ),
    ("Avant de venir", "Appelez : un horaire peut avoir changé depuis la vérification."),
)


def paper_rows(sheets: Sequence[Sheet]) -> list[tuple[str, ...]]:
    """A place in four cells."""
    return [
        (
            each.name,
            ". ".join(part for part in (each.public_text, " · ".join(each.need_labels)) if part),
            ". ".join(part.rstrip(".") for part in (each.address, each.hours_text, each.fees) if part),
            f"{each.phone} ({each.verified_text.lower()})" if each.phone else each.verified_text,
        )
        for each in sheets
    ]


def line_rows(lines: Sequence[Line]) -> list[tuple[str, ...]]:
    return [
        (
            each.name,
            each.audience,
            f"{each.hours_text}\u00a0; {each.cost}",
            f"{each.shown} par SMS" if each.sms else each.shown,
        )
        for each in lines
    ]


def directory_table(sheets: Sequence[Sheet]) -> DataTable:
    """The same places in a file, one column for each thing said."""
    return DataTable(
        caption="Les lieux de cette recherche",
        columns=PAPER_COLUMNS,
        rows=tuple(paper_rows(sheets)),
        value_columns=FILE_COLUMNS,
        values=tuple(_values(each) for each in sheets),
        file_name="ou_trouver_de_l_aide",
        notes=NOTES,
    )


def _values(each: Sheet) -> tuple[Value, ...]:
    return (
        each.name,
        each.kind,
        " | ".join(each.need_labels),
        each.public_text,
        each.access,
        each.fees,
        ", ".join(each.languages),
        each.address,
        each.phone,
        each.email,
        each.website,
        each.hours_text,
        each.accessibility,
        each.verified,
        each.freshness,
    )
