"""What says what the published files hold: a Data Package with its schemas, and a DCAT description.

Data Package and Table Schema: https://specs.frictionlessdata.io ; DCAT-AP:
https://semiceu.github.io/DCAT-AP/releases/3.0.0/ ; licence: Licence Ouverte 2.0 (Etalab).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from analysis.publication.published_columns import PublishedColumn

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "json": "application/json"}
EUROPEAN_FORMATS = "http://publications.europa.eu/resource/authority/file-type/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class PublishedFile(NamedTuple):
    """One file of an edition, with its fingerprint."""

    name: str
    title: str
    bytes: int
    sha256: str
    columns: Sequence[PublishedColumn] = ()
    key: Sequence[str] = ()

    @property
    def format(self) -> str:
        return self.name.rpartition(".")[2]


class Description(NamedTuple):
    """What an edition is, as a portal shows it."""

    name: str
    title: str
    text: str
    publisher: str
    day: date
    version: str


def table_schema(columns: Sequence[PublishedColumn], key: Sequence[str] = ()) -> dict[str, Any]:
    """The Table Schema of one published file."""
    fields = [
        {"name": column.name, "type": column.type, "title": column.title, "description": column.description}
        for column in columns
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    return schema | ({"primaryKey": list(key)} if key else {})


def data_package(about: Description, files: Sequence[PublishedFile]) -> dict[str, Any]:
    """The Data Package of an edition: one resource per text table."""
    return {
        "profile": "tabular-data-package",
        "name": about.name,
        "title": about.title,
        "description": about.text,
        "version": about.version,
        "created": f"{about.day.isoformat()}T00:00:00Z",
        "licenses": [{"name": "etalab-2.0", "title": "Licence Ouverte 2.0", "path": LICENCE}],
        "contributors": [{"title": about.publisher, "role": "publisher"}],
        "resources": [_resource(file) for file in files if file.format == "csv"],
    }


def _resource(file: PublishedFile) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": file.name.partition(".")[0],
        "path": file.name,
        "title": file.title,
        "format": file.format,
        "mediatype": MEDIA_TYPES[file.format],
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "schema": table_schema(file.columns, file.key),
    }


def dcat(about: Description, files: Sequence[PublishedFile]) -> dict[str, Any]:
    """The edition as a DCAT dataset (JSON-LD); addresses are those of the files, beside this one."""
    return {
        "@context": CONTEXT,
        "@type": "dcat:Dataset",
        "@id": f"#{about.name}",
        "dct:title": _french(about.title),
        "dct:description": _french(about.text),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": about.publisher},
        "dct:issued": {"@type": "xsd:date", "@value": about.day.isoformat()},
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/FRA"},
        "dct:license": {"@id": LICENCE},
        "dcat:version": about.version,
        "dcat:keyword": [
            _french(word) for word in ("prévention", "santé publique", "tranquillité", "associations")
        ],
        "dcat:distribution": [_distribution(file) for file in files],
    }


def _distribution(file: PublishedFile) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": _french(file.title),
        "dct:format": {"@id": EUROPEAN_FORMATS + file.format.upper()},
        "dcat:mediaType": MEDIA_TYPES[file.format],
        "dcat:downloadURL": {"@id": file.name},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(file.bytes)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": file.sha256,
        },
        "dct:license": {"@id": LICENCE},
    }


def _french(text: str) -> dict[str, str]:
    return {"@language": "fr", "@value": text}
