"""The directory files: the city's sheets, verified more often after the charter, and the national layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from data.codebook import Codebook
from data.demo.scenario import read
from data.demo.sending import SentFile
from data.demo.spelling import delimited

CHARTER = date(2025, 10, 1)
SENT_ON = (
    date(2024, 1, 5),
    date(2024, 7, 8),
    date(2025, 1, 13),
    date(2025, 4, 7),
    date(2025, 7, 7),
    date(2025, 10, 6),
    date(2026, 1, 12),
    date(2026, 4, 7),
    date(2026, 7, 6),
    date(2026, 10, 5),
)
NATIONAL_SENT_ON = (date(2025, 7, 21), date(2026, 7, 20))
SENDER = "Service santé publique (service fictif)"
REASON = "Fiches vérifiées depuis le dernier envoi"
HEADINGS = {
    "structure": "Code structure",
    "nom": "Nom",
    "siret": "SIRET",
    "type": "Typologie",
    "adresse": "Adresse",
    "code_postal": "Code postal",
    "commune": "Commune",
    "code_insee": "Code INSEE",
    "longitude": "Longitude",
    "latitude": "Latitude",
    "telephone": "Téléphone",
    "courriel": "E-mail",
    "site_web": "Site web",
    "presentation": "Présentation",
    "publics": "Publics",
    "acces": "Accès",
    "delai": "Délai",
    "frais": "Frais",
    "langues": "Langues",
    "horaires": "Horaires d'ouverture",
    "accessibilite": "Accessibilité",
    "thematiques": "Thématiques",
    "source": "Source",
    "date_maj": "Date mise à jour",
    "date_ouverture": "Ouverture",
    "date_fermeture": "Fermeture",
}
NATIONAL_COLUMNS = (
    "id", "siret", "rna", "nom", "commune", "code_postal", "code_insee", "adresse", "complement_adresse",
    "longitude", "latitude", "typologie", "telephone", "courriel", "site_web", "presentation_resume",
    "presentation_detail", "source", "date_maj", "antenne", "lien_source", "horaires_ouverture",
    "accessibilite", "labels_nationaux", "labels_autres", "thematiques",
)  # fmt: skip


def structure_names(form: str) -> dict[str, str]:
    """How a contributor names each structure: by its `nom`, its `siret` or its `code`."""
    sheets = read("directory")["sheet"]
    return {sheet["structure"]: sheet["structure" if form == "code" else form] for sheet in sheets}


def directory_files(codebook: Codebook) -> Iterator[SentFile]:
    """The directory as it stood on each sending, then the file of the national directory."""
    sheets = read("directory")["sheet"]
    for sent_on in SENT_ON:
        content = delimited(_directory(sheets, sent_on, codebook), "utf-8-sig")
        reason = REASON if sent_on > SENT_ON[0] else None
        yield SentFile(f"annuaire_{sent_on:%Y_%m}.csv", content, SENDER, sent_on, reason)
    for sent_on in NATIONAL_SENT_ON:
        content = delimited(_national(sent_on, codebook), "utf-8", ",")
        reason = REASON if sent_on > NATIONAL_SENT_ON[0] else None
        yield SentFile(f"structures-inclusion-{sent_on.isoformat()}.csv", content, SENDER, sent_on, reason)


def last_verified(sheet: Mapping[str, Any], day: date) -> date:
    """When a sheet was last verified before `day`: at one rhythm until the charter, at another since."""
    verified = _last(sheet["verified"], sheet["every_months"], min(day, CHARTER))
    since = sheet["every_months_since"]
    if day <= CHARTER or not since:
        return verified
    begun = _later(
        sheet["verified"].replace(year=CHARTER.year, month=CHARTER.month), sheet["verified"].day % 3
    )
    return max(verified, _last(begun, since, day)) if begun <= day else verified


def _last(first: str | date, every_months: int, day: date) -> date:
    """The last of the days `first`, `first` + `every_months`... that is not after `day`."""
    reached = first if isinstance(first, date) else date.fromisoformat(first)
    while _later(reached, every_months) <= day:
        reached = _later(reached, every_months)
    return reached


def _later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, min(day.day, 28))


def _directory(sheets: list[dict[str, Any]], sent_on: date, codebook: Codebook) -> pd.DataFrame:
    known = [sheet for sheet in sheets if sheet["opened"] <= sent_on]
    rows = [
        sheet
        | {
            "code_postal": "30000",
            "commune": codebook.city.name,
            "code_insee": codebook.city.code,
            "source": "Annuaire de démonstration",
            "date_maj": f"{last_verified(sheet, sent_on):%d/%m/%Y}",
            "date_ouverture": f"{sheet['opened']:%d/%m/%Y}",
            "date_fermeture": _closing(sheet, sent_on),
            "longitude": str(sheet["longitude"]).replace(".", ","),
            "latitude": str(sheet["latitude"]).replace(".", ","),
        }
        for sheet in known
    ]
    return pd.DataFrame(rows).reindex(columns=list(HEADINGS)).rename(columns=HEADINGS)


def _closing(sheet: Mapping[str, Any], day: date) -> str:
    return f"{sheet['closed']:%d/%m/%Y}" if "closed" in sheet and sheet["closed"] <= day else ""


def _national(sent_on: date, codebook: Codebook) -> pd.DataFrame:
    """The national layout: dates in ISO form, points in decimals, lists in brackets."""
    rows = [
        sheet
        | {
            "commune": codebook.city.name,
            "code_insee": codebook.city.code,
            "source": "demonstration",
            "antenne": "false",
            "date_maj": _last(sheet["verified"], sheet["every_months"], sent_on).isoformat(),
        }
        for sheet in read("services")["sheet"]
    ]
    return pd.DataFrame(rows).reindex(columns=list(NATIONAL_COLUMNS))
