"""Public safety, health and cohesion: recorded drug offences, always split, never judged."""

from __future__ import annotations

import pandas as pd

from analysis.figures import Figure
from analysis.indicators.contexte import rate_of
from analysis.indicators.events import reads
from analysis.tables import Tables
from data.codebook import Codebook

USE = "ssmsi.usage_stupefiants"
USE_FINES = "ssmsi.usage_stupefiants_afd"
USE_WITHOUT_FINES = "ssmsi.usage_stupefiants_hors_afd"
TRAFFICKING = "ssmsi.trafic_stupefiants"


@reads("contexte")
def recorded_drug_offences(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """SEC-07: people implicated for use, fines included, per 1 000 inhabitants (SSMSI, place of the offence).

    It measures the activity of the services as much as the phenomenon. Trafficking is never added to it.
    """
    return rate_of(tables, USE)


@reads("contexte")
def recorded_use_fines(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """SEC-07, companion: use settled by an on-the-spot fine (AFD, since 2020)."""
    return rate_of(tables, USE_FINES)


@reads("contexte")
def recorded_use_without_fines(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """SEC-07, companion: use without on-the-spot fine."""
    return rate_of(tables, USE_WITHOUT_FINES)


@reads("contexte")
def recorded_trafficking(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """SEC-07, companion: trafficking."""
    return rate_of(tables, TRAFFICKING)
