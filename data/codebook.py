"""The codebook: what the catalogue folder declares, read from TOML and checked.

A catalogue folder belongs to one city. Every error names the file, the id, the key and the reason,
so that policy staff can mend a sheet without reading code.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from data.codebook_checks import cross_check
from data.codebook_files import CatalogueFiles
from data.declarations import Axis, City, CodeList, Commitment, Indicator, Measure

DEFAULT_FOLDER = Path(__file__).parent / "catalogue"
FOLDER_VARIABLE = "CASTELLUM_CATALOGUE"


class CatalogueError(Exception):
    """A catalogue that cannot be used: every defect, one line each."""

    def __init__(self, defects: list[str]) -> None:
        super().__init__("\n".join(defects))
        self.defects = defects


@dataclass(frozen=True)
class Codebook:
    """Everything one city declares. Mappings are keyed by code, in the order of the files."""

    folder: Path
    fingerprint: str
    city: City
    axes: Mapping[str, Axis]
    commitments: Mapping[str, Commitment]
    measures: Mapping[str, Measure]
    indicators: Mapping[str, Indicator]
    lists: Mapping[str, CodeList]

    @property
    def boundaries(self) -> Path | None:
        """The GeoJSON outlines of the territories, when the city ships them."""
        path = self.folder / "boundaries.geojson"
        return path if path.exists() else None

    @cached_property
    def city_territories(self) -> tuple[str, ...]:
        """The city itself, then every territory declared as a part of it."""
        codes = self.lists["territoires"].codes.values()
        return (self.city.code, *(entry.code for entry in codes if entry.parent == self.city.code))


def catalogue_folder() -> Path:
    """The folder named by CASTELLUM_CATALOGUE, or the catalogue of Nîmes that ships."""
    return Path(os.environ.get(FOLDER_VARIABLE) or DEFAULT_FOLDER)


def load(folder: Path | None = None) -> Codebook:
    """Read and check a catalogue folder.

    Raises:
        CatalogueError: with every defect found, each naming file, id, key and reason.
    """
    files = CatalogueFiles(folder or catalogue_folder())
    cities = files.read_all("city.toml", "city", City)
    axes = files.read_all("axes.toml", "axis", Axis)
    commitments = files.read_all("commitments.toml", "commitment", Commitment)
    measures = files.read_all("measures.toml", "measure", Measure)
    indicators = files.read_all("indicators/*.toml", "indicator", Indicator)
    lists = files.read_lists("codes/*.toml")
    if files.defects or not cities:
        raise CatalogueError(files.defects or ["city.toml : la table [city] manque"])
    city = next(iter(cities.values()))
    codebook = Codebook(
        files.folder, fingerprint(files.folder), city, axes, commitments, measures, indicators, lists
    )
    if defects := cross_check(codebook, files.origins):
        raise CatalogueError(defects)
    return codebook


def fingerprint(folder: Path) -> str:
    """A digest of every file of the folder: results computed with another catalogue are not reused."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        digest.update(str(path.relative_to(folder)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
