from __future__ import annotations

import pandas as pd
import pytest

from data.intake.shown_values import shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234.5, "1\u202f234,5"),
        (1_000_000, "1\u202f000\u202f000"),
        (-1234.0, "-1\u202f234"),
        (0.1, "0,1"),
        (-0.5, "-0,5"),
        (0.00001, "1e-05"),
        (pd.Timestamp(2025, 3, 31), "31/03/2025"),
        (float("nan"), ""),
        (None, ""),
        ("texte", "texte"),
    ],
)
def test_une_valeur_s_ecrit_en_francais(value: object, text: str) -> None:
    assert shown(value) == text
