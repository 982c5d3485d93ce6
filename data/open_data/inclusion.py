"""data.inclusion "structures": the national directory of social support.

Schema v0 names a `typologie` and `thematiques`, schema v1 a `reseaux_porteurs`. Lists come out of the
national files as JSON, as a bracketed or braced list or as plain commas, depending on the export.
Source: data.gouv.fr, 6233723c2c1e4a54af2f6b2d; github.com/gip-inclusion/data-inclusion-schema.
"""

from __future__ import annotations

import pandas as pd

from data.declarations import CodeList
from data.open_data.layout import CodeLists, OfficialLayout, codes_by_label, column, fold

REQUIRED = frozenset({"id", "nom", "source", "datemaj", "codeinsee"})
OWN_HEADINGS = frozenset({"typologie", "thematiques", "reseauxporteurs", "liensource"})
_ITEM = r"\w+(?:-+\w+)*"


def _is_structures(headings: frozenset[str]) -> bool:
    """The file of services has the same headings, and the structure of each service besides."""
    return headings >= REQUIRED and bool(headings & OWN_HEADINGS) and "structureid" not in headings


def _structures(frame: pd.DataFrame, codebook: CodeLists) -> pd.DataFrame:
    """Sheets of the structures that stand in the city; the rest of the country is left out."""
    kept = frame[column(frame, "codeinsee").str.zfill(5).isin(_communes(codebook))]
    return pd.DataFrame(
        {
            "structure": column(kept, "id"),
            "nom": column(kept, "nom"),
            "siret": column(kept, "siret"),
            "rna": column(kept, "rna"),
            "type": _type(kept, codebook),
            **_place(kept),
            "telephone": column(kept, "telephone"),
            "courriel": column(kept, "courriel"),
            "site_web": column(kept, "siteweb"),
            "presentation": _presentation(kept),
            "horaires": column(kept, "horairesouverture", "horairesaccueil"),
            "accessibilite": column(kept, "accessibilite", "accessibilitelieu"),
            "thematiques": _needs(kept, codebook),
            "source": "data.inclusion (" + column(kept, "source") + ")",
            "date_maj": column(kept, "datemaj").str.slice(0, len("2026-01-31")),
        },
        index=kept.index,
    )


def _communes(codebook: CodeLists) -> list[str]:
    """The city itself; communes that only serve as comparisons have another kind."""
    return [code.code for code in codebook.lists["territoires"].codes.values() if code.kind == "commune"]


def _place(frame: pd.DataFrame) -> dict[str, pd.Series]:
    return {
        "adresse": column(frame, "adresse"),
        "complement_adresse": column(frame, "complementadresse"),
        "code_postal": column(frame, "codepostal").str.zfill(5).replace("00000", ""),
        "commune": column(frame, "commune"),
        "code_insee": column(frame, "codeinsee").str.zfill(5),
        "longitude": column(frame, "longitude"),
        "latitude": column(frame, "latitude"),
    }


def _presentation(frame: pd.DataFrame) -> pd.Series:
    short = column(frame, "presentationresume", "description")
    return short.where(short != "", column(frame, "presentationdetail"))


def _type(frame: pd.DataFrame, codebook: CodeLists) -> pd.Series:
    """The first type that our list knows; none otherwise, the national list being far longer than ours."""
    _, codes = _items(column(frame, "typologie", "reseauxporteurs"), codebook.lists["types_structure"])
    return codes.groupby(level=0).first().reindex(frame.index).fillna("")


def _needs(frame: pd.DataFrame, codebook: CodeLists) -> pd.Series:
    """Needs under our own codes, separated by ``|``; a need that our list lacks keeps its national name."""
    declared = codebook.lists.get("thematiques") or CodeList(
        name="thematiques", title="Thématiques", codes={}
    )
    named, codes = _items(column(frame, "thematiques"), declared)
    needs = codes.fillna(named).reset_index(name="need").drop_duplicates()
    joined = needs.groupby("index")["need"].agg(" | ".join)
    return joined.reindex(frame.index, fill_value="")


def _items(texts: pd.Series, codes: CodeList) -> tuple[pd.Series, pd.Series]:
    """The items of lists written as text, one a line under the index of their row, and the code of each."""
    named = texts.rename_axis("index").str.findall(_ITEM).explode().dropna()
    return named, named.map(fold).map(codes_by_label(codes))


STRUCTURES = OfficialLayout(
    code="data_inclusion.structures",
    label="data.inclusion : annuaire des structures",
    table="structures",
    matches=_is_structures,
    rows=_structures,
    fed_by={"structure": ("id",), "type": ("typologie",), "horaires": ("horairesouverture",)},
)
