"""The same small cities, read at the end of each period, by somebody who keeps all that he has read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pandas as pd
import pytest

from analysis.catalogue import Catalogue
from analysis.compute import compute
from data.codebook import Codebook
from tests.analysis.activity import CITY, NORTH, SOUTH, tables
from tests.analysis.attacker import KEY, Attack, Secret
from tests.analysis.test_secrecy_attack import (
    ALL,
    QUARTERS,
    attacked,
    city,
    narrow,
    random_lines,
)

MONTHS = ["2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06"]
LINE = ["periode", "structure", "action", "territoire", "public", "mesure"]


def editions(text: str, periods: Sequence[str]) -> Iterator[str]:
    """What had been sent at the end of each period."""
    lines = text.splitlines()
    for count in range(1, len(periods) + 1):
        known = [line for line in lines if line.split()[0] in periods[:count]]
        if known:
            yield "\n".join(known)


def kept_over(text: str, periods: Sequence[str], shipped: Codebook) -> tuple[Attack, list[Secret]]:
    """All that the editions told together, and the numbers that the last one hides."""
    everything = lines_of(text)
    parts, secrets = [], []
    for sent in editions(text, periods):
        _, attack, hidden = attacked(sent, shipped)
        places = everything.get_indexer(lines_of(sent))
        spread = np.eye(len(everything))[places]
        parts.append(replace(attack, sums=attack.sums @ spread, bounds=attack.bounds @ spread))
        secrets = [replace(secret, lines=secret.lines @ spread) for secret in hidden]
    return Attack(
        sums=np.vstack([part.sums for part in parts]),
        totals=np.concatenate([part.totals for part in parts]),
        bounds=np.vstack([part.bounds for part in parts]),
        limits=np.concatenate([part.limits for part in parts]),
    ), secrets


def lines_of(text: str) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(tables(text)["activite"][LINE].astype(str))


def shown(text: str, shipped: Codebook) -> pd.DataFrame:
    """The rows of a result table, by their key."""
    found = compute(tables(text), Catalogue(shipped, {}))
    return found.assign(period=found["period"].astype(str)).set_index(KEY)


def small_city(seed: int) -> tuple[str, list[str], Codebook]:
    """The lines of a random city, its periods and its catalogue."""
    random = Random(seed)
    by_month, structures, gaps = random.random() < 0.5, random.randint(1, 3), random.choice([0.0, 0.0, 0.15])
    periods = MONTHS if by_month else QUARTERS
    text = "\n".join(random_lines(random, structures, False, gaps, periods))
    return text, periods, city("month" if by_month else "quarter")


def test_un_mois_montre_avant_le_trimestre_le_reste() -> None:
    """February and March are out when the quarter comes: to hide February then would hide nothing."""
    months = {"2025-01": 3, "2025-02": 20, "2025-03": 30}
    text = "\n".join(f"{month} A ensemble {NORTH} tous recus {count}" for month, count in months.items())
    found = shown(text, city("month"))["flag"]
    flags = {
        period: found["T-02", period, NORTH, ALL, ALL, ALL]
        for period in ("2025-01", "2025-02", "2025-03", "2025-T1")
    }
    assert flags == {"2025-01": "masked", "2025-02": "ok", "2025-03": "ok", "2025-T1": "masked"}


def test_deux_mois_masques_laissent_voir_le_trimestre() -> None:
    months = {"2025-01": 3, "2025-02": 4, "2025-03": 30}
    text = "\n".join(f"{month} A ensemble {NORTH} tous recus {count}" for month, count in months.items())
    assert shown(text, city("month"))["flag"]["T-02", "2025-T1", NORTH, ALL, ALL, ALL] == "ok"


def test_la_ville_d_un_trimestre_se_montre_quand_un_quartier_y_est_masque_chaque_mois() -> None:
    lines = [
        f"{month} A ensemble {territory} tous recus {count}"
        for month in MONTHS[:3]
        for territory, count in ((NORTH, 3), (SOUTH, 40))
    ]
    found = shown("\n".join(lines), city("month"))["flag"]
    assert found["T-02", "2025-T1", CITY, ALL, ALL, ALL] == "ok"


@pytest.mark.parametrize("seed", range(1, 11))
def test_ce_que_montrent_plusieurs_editions_ensemble_ne_donne_rien_de_masque(seed: int) -> None:
    text, periods, shipped = small_city(seed)
    assert narrow(*kept_over(text, periods, shipped)) == []


@pytest.mark.parametrize("seed", range(1, 11))
def test_un_chiffre_montre_une_fois_n_est_pas_masque_ensuite(seed: int) -> None:
    text, periods, shipped = small_city(seed)
    *before, last = [shown(sent, shipped) for sent in editions(text, periods)]
    for edition in before:
        was_shown = edition.loc[edition[["value", "high"]].notna().any(axis=1)]
        now = last.loc[was_shown.index, "flag"]
        assert not (now == "masked").any(), now[now == "masked"]
