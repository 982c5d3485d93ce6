"""Writing an edition: the same tables as CSV, Parquet and JSON, and what describes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.audience import Audience
from analysis.catalogue import Catalogue
from analysis.compute import compute
from analysis.publication.metadata import Description, PublishedFile, data_package, dcat
from analysis.publication.published_columns import INDICATORS, RESULTS, ColumnType, PublishedColumn
from analysis.publication.published_tables import published_results, published_sheets
from analysis.tables import Tables
from analysis.wording import date_text
from data.safe_export import safe_text

RESULT_KEY = ("indicateur", "frequence", "periode", "territoire", "structure", "ventilation", "categorie")
SHEET_KEY = ("code", "categorie")
FICTITIOUS = "Données de démonstration (fictives)"


class Edition(NamedTuple):
    """What was published: where, which files, how many results, and whether some are fictitious."""

    folder: Path
    files: tuple[str, ...]
    results: int
    demonstration: bool


class _Table(NamedTuple):
    name: str
    title: str
    frame: pd.DataFrame
    columns: Sequence[PublishedColumn]
    key: Sequence[str]


def publish(tables: Tables, catalogue: Catalogue, folder: Path, audience: Audience = "public") -> Edition:
    """Write the edition of one day into `folder`, made when absent; its files replace those of the same name.

    Raises:
        OSError: the folder cannot be written.
    """
    codebook = catalogue.codebook
    results = published_results(compute(tables, catalogue), codebook, tables["structures"], audience)
    sheets = published_sheets(codebook, audience)
    folder.mkdir(parents=True, exist_ok=True)
    written = [
        file
        for table in (
            _Table("resultats", "Résultats des indicateurs", results, RESULTS, RESULT_KEY),
            _Table("indicateurs", "Fiches des indicateurs", sheets, INDICATORS, SHEET_KEY),
        )
        for file in _write(folder, table)
    ]
    demonstration = bool(results["demonstration"].any())
    about = _description(codebook.city.name, tables.today, demonstration, audience)
    _write_json(folder / "datapackage.json", data_package(about, written))
    _write_json(folder / "dcat.jsonld", dcat(about, written))
    names = (*(file.name for file in written), "datapackage.json", "dcat.jsonld")
    return Edition(folder, names, len(results), demonstration)


def _description(city: str, day: date, demonstration: bool, audience: Audience) -> Description:
    mark = f" — {FICTITIOUS}" if demonstration else ""
    text = (
        f"Résultats de la politique de prévention, d'accompagnement et de tranquillité à {city}, lus le "
        f"{date_text(day)}, pour le public « {audience} ». Une ligne est un indicateur, une période, un "
        "territoire, une structure et une part. Un effectif trop petit est « secret », un chiffre non "
        "transmis est vide\u00a0: ni l'un ni l'autre ne vaut zéro. Les personnes différentes ne "
        "s'additionnent pas d'une structure ou d'une période à l'autre. Les fiches disent la définition et "
        "les limites de chaque chiffre."
    )
    return Description(
        name="castellum-resultats",
        title=f"Évaluation des engagements, {city}{mark}",
        text=f"{FICTITIOUS}. {text}" if demonstration else text,
        publisher=f"Ville de {city}",
        day=day,
        version=day.isoformat(),
    )


def _write(folder: Path, table: _Table) -> list[PublishedFile]:
    """One table in its three forms."""
    frame = table.frame
    frame.to_parquet(folder / f"{table.name}.parquet", index=False)
    texts = frame.assign(**{name: frame[name].dt.strftime("%Y-%m-%d") for name in _of_type(table, "date")})
    (folder / f"{table.name}.json").write_text(
        texts.to_json(orient="records", force_ascii=False), encoding="utf-8"
    )
    safe = texts.assign(**{name: _safe(texts[name]) for name in _of_type(table, "string")})
    safe.to_csv(folder / f"{table.name}.csv", index=False, lineterminator="\n")
    return [_file(folder / f"{table.name}.{ending}", table) for ending in ("csv", "parquet", "json")]


def _of_type(table: _Table, kind: ColumnType) -> list[str]:
    return [column.name for column in table.columns if column.type == kind]


def _safe(column: pd.Series) -> pd.Series:
    """No text that a spreadsheet would run."""
    distinct = {text: safe_text(text) for text in column.dropna().unique()}
    return column.map(distinct)


def _file(path: Path, table: _Table) -> PublishedFile:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return PublishedFile(path.name, table.title, len(content), digest, table.columns, table.key)


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
