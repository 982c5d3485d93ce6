"""Support and pathways: is the offer of help readable?"""

from __future__ import annotations

import pandas as pd

from analysis.figures import Figure
from analysis.indicators.events import is_demonstration, known_on, nothing, reads, states_by_period
from analysis.tables import Tables
from data.codebook import Codebook
from data.periods import Period

FRESH = pd.DateOffset(months=6)
NEEDED = ("publics", "acces", "delai")
CONTACTS = ("telephone", "courriel", "site_web")


@reads("structures")
def up_to_date_sheets(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """ACC-08: directory sheets verified within six months and complete, over sheets of open structures.

    Complete: public, access, usual delay and one contact. Read on the last day of each period, in the version
    of the directory known on that day.
    """
    structures = tables["structures"]
    if structures.empty:
        return nothing()
    versions = tables.history("structures")

    def state(period: Period) -> tuple[float, float]:
        end = pd.Timestamp(period.end)
        sheets = known_on(versions, "structure", period.end)
        sheets = sheets.loc[~(sheets["date_fermeture"] <= end)]
        complete = sheets[list(NEEDED)].notna().all(axis=1) & sheets[list(CONTACTS)].notna().any(axis=1)
        return float((complete & (sheets["date_maj"] > end - FRESH)).sum()), float(len(sheets))

    first = versions["depose_le"].min().date()
    demonstration = is_demonstration([structures])
    return states_by_period(
        state, figure, codebook, first=first, today=tables.today, demonstration=demonstration
    )
