"""Official series, shown as published: never a target, never a judgement."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.cells import ALL
from analysis.figures import Figure
from analysis.indicators.events import ROW, reads
from analysis.tables import Tables
from data.codebook import Codebook

WITHHELD = "non_diffuse"


@reads("contexte")
def poverty_rate(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """CTX-4: share of people below 60 % of the median standard of living (INSEE, Filosofi), as published."""
    return official_series(tables, figure, codebook)


@reads("contexte")
def official_series(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """The first series of the sheet as the headline, the others as categories of the breakdown "serie"."""
    parts = [
        _published(tables, [code]).assign(
            breakdown=ALL if place == 0 else "serie", category=ALL if place == 0 else code
        )
        for place, code in enumerate(figure.indicator.series)
    ]
    return pd.concat(parts, ignore_index=True)[[*ROW, "secret"]]


def rate_of(tables: Tables, code: str) -> pd.DataFrame:
    """The published count of a series over the population published with it; what is withheld stays so."""
    rows = _published(tables, [code])
    counted = rows.assign(numerator=rows["value"], value=np.nan, breakdown=ALL, category=ALL)
    return counted[[*ROW, "secret"]]


def _published(tables: Tables, codes: Sequence[str]) -> pd.DataFrame:
    context = tables["contexte"]
    rows = context.loc[context["serie"].isin(list(codes))]
    return pd.DataFrame(
        {
            "period": rows["periode"].astype(object),
            "territory": rows["territoire"].astype(object),
            "structure": ALL,
            "numerator": np.nan,
            "denominator": rows["denominateur"].astype(float),
            "value": rows["valeur"].astype(float),
            "demonstration": rows["demonstration"],
            "secret": (rows["statut"].astype(object) == WITHHELD),
        }
    ).reset_index(drop=True)
