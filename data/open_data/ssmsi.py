"""SSMSI: recorded crime by commune, département and région (data.gouv.fr, 621df2954fa5a3b5a023e23c).

One row is one indicator of one territory in one year. What must never be lost on the way:
``ndiff`` cells are withheld, and ``complement_info_*`` beside them is an average of other communes;
burglaries are counted against dwellings; the counting unit is part of what an indicator means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from data.declarations import CodeList
from data.open_data.layout import CodeLists, OfficialLayout, codes_by_label, column, fold

LICENCE = "Licence Ouverte 2.0"
INDICATORS = frozenset({"annee", "indicateur", "unitedecompte", "nombre", "inseepop"})
_COMMUNE = re.compile(r"codgeo(\d{4})")


def _is_commune_base(headings: frozenset[str]) -> bool:
    return headings >= INDICATORS | {"estdiffuse"} and any(map(_COMMUNE.fullmatch, headings))


def _is_departement_base(headings: frozenset[str]) -> bool:
    return headings >= INDICATORS | {"codedepartement"}


def _is_region_base(headings: frozenset[str]) -> bool:
    return headings >= INDICATORS | {"coderegion"} and "codedepartement" not in headings


def _geography(columns: Sequence[str]) -> str:
    """The edition of the commune base: the year of its map, told by the heading ``CODGEO_2025``."""
    years = [found[1] for found in map(_COMMUNE.fullmatch, map(fold, columns)) if found]
    return f"géographie {years[0]}" if years else ""


def _commune_rows(frame: pd.DataFrame, codebook: CodeLists) -> pd.DataFrame:
    heading = next(name for name in frame.columns if _COMMUNE.fullmatch(name))
    rows = _rows(frame, frame[heading].str.strip().str.zfill(5), codebook)
    return rows.assign(
        source="SSMSI, base communale de la délinquance enregistrée",
        edition=_geography(list(frame.columns)),
    )


def _departement_rows(frame: pd.DataFrame, codebook: CodeLists) -> pd.DataFrame:
    rows = _rows(frame, "D" + column(frame, "codedepartement").str.zfill(2), codebook)
    return rows.assign(
        source="SSMSI, base départementale de la délinquance enregistrée", edition=_years_covered(frame)
    )


def _region_rows(frame: pd.DataFrame, codebook: CodeLists) -> pd.DataFrame:
    rows = _rows(frame, "R" + column(frame, "coderegion").str.zfill(2), codebook)
    return rows.assign(
        source="SSMSI, base régionale de la délinquance enregistrée", edition=_years_covered(frame)
    )


def _years_covered(frame: pd.DataFrame) -> str:
    return f"années {frame['annee'].min()} à {frame['annee'].max()}"


def _rows(frame: pd.DataFrame, territories: pd.Series, codebook: CodeLists) -> pd.DataFrame:
    """Rows of the declared territories; a withheld count stays empty whatever stands beside it."""
    declared = territories.isin(list(codebook.lists["territoires"].codes))
    kept = frame[declared]
    series = _series(kept, codebook.lists["series"])
    withheld = column(kept, "estdiffuse").str.casefold() == "ndiff"
    return pd.DataFrame(
        {
            "serie": series,
            "territoire": territories[declared],
            "periode": kept["annee"].str.strip(),
            "valeur": _published(kept["nombre"]).mask(withheld, ""),
            "denominateur": _denominator(kept, series, codebook.lists["series"]),
            "statut": withheld.map({True: "non_diffuse", False: "publie"}),
            "licence": LICENCE,
        },
        index=kept.index,
    )


def _series(frame: pd.DataFrame, series: CodeList) -> pd.Series:
    """The series code of each row; an unknown indicator keeps its label, a changed unit stands beside it."""
    labels = column(frame, "indicateur")
    units = column(frame, "unitedecompte")
    codes = labels.map(fold).map(codes_by_label(series))
    expected = codes.map({code.code: code.attributes.get("producer_unit") for code in series.codes.values()})
    unchanged = expected.isna() | (expected.fillna("").map(fold) == units.map(fold))
    return codes.where(unchanged, labels + " (" + units + ")").fillna(labels)


def _denominator(frame: pd.DataFrame, codes: pd.Series, series: CodeList) -> pd.Series:
    """Dwellings for the series counted against them, inhabitants otherwise."""
    by_dwelling = [
        code.code for code in series.codes.values() if code.attributes.get("denominator_unit") == "logements"
    ]
    inhabitants = _published(column(frame, "inseepop"))
    return inhabitants.mask(codes.isin(by_dwelling), _published(column(frame, "inseelog")))


def _published(numbers: pd.Series) -> pd.Series:
    """Numbers as published, ``NA`` being the producer's empty cell."""
    return numbers.str.strip().replace("NA", "")


COMMUNES = OfficialLayout(
    code="ssmsi.communes",
    label="SSMSI : base communale de la délinquance enregistrée",
    table="contexte",
    matches=_is_commune_base,
    rows=_commune_rows,
)
DEPARTEMENTS = OfficialLayout(
    code="ssmsi.departements",
    label="SSMSI : base départementale de la délinquance enregistrée",
    table="contexte",
    matches=_is_departement_base,
    rows=_departement_rows,
)
REGIONS = OfficialLayout(
    code="ssmsi.regions",
    label="SSMSI : base régionale de la délinquance enregistrée",
    table="contexte",
    matches=_is_region_base,
    rows=_region_rows,
)
