"""The catalogue ready to compute: the codebook with every formula found."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.figures import Figure
from analysis.tables import Tables
from data import codebook as codebooks
from data.codebook import CatalogueError, Codebook
from data.declarations import Indicator

Formula = Callable[[Tables, Figure, Codebook], pd.DataFrame]


@dataclass(frozen=True)
class Catalogue:
    """One city's codebook and the functions its sheets name."""

    codebook: Codebook
    formulas: Mapping[str, Formula]

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        return self.codebook.indicators


def load(folder: Path | None = None) -> Catalogue:
    """Read the catalogue folder and resolve its formulas.

    Raises:
        CatalogueError: a sheet is wrong, or names a formula that does not exist.
    """
    codebook = codebooks.load(folder)
    formulas: dict[str, Formula] = {}
    defects = []
    for place, name in _named_formulas(codebook):
        try:
            formulas[name] = _resolve(name)
        except (ImportError, AttributeError, ValueError):
            defects.append(f"{place} : formula : fonction introuvable « {name} »")
    if defects:
        raise CatalogueError(defects)
    return Catalogue(codebook, formulas)


def _named_formulas(codebook: Codebook) -> Iterator[tuple[str, str]]:
    for indicator in codebook.indicators.values():
        for calculation in (indicator, *indicator.companions):
            if calculation.formula:
                yield f"indicators/*.toml : {indicator.code}", calculation.formula


def _resolve(name: str) -> Formula:
    module, function = name.split(".")
    return getattr(importlib.import_module(f"analysis.indicators.{module}"), function)
