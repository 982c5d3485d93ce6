"""What became of a gap: eight quarters, two years side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from analysis.gap_verdict import GapVerdict, gap_text, gap_verdict
from analysis.gaps import gaps
from data.codebook import load
from tests.analysis.builders import result_rows, share

SHARE = load().indicators["SEC-02"].model_copy(update={"frequency": "quarter", "definition_changes": ()})
YEARLY = SHARE.model_copy(update={"frequency": "year"})
QUARTERS = [f"{year}-T{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)]
YEARS = [str(year) for year in range(2021, 2026)]
EVENTS = frozenset({"event"})


def judged(
    inside: Sequence[float | None],
    outside: Sequence[float | None],
    total: float = 400,
    periods: Sequence[str] = QUARTERS,
) -> GapVerdict:
    indicator = SHARE if periods is QUARTERS else YEARLY
    rows = pd.concat(
        [side("NORD", inside, total, periods), side("RESTE", outside, total, periods)],
        ignore_index=True,
    )
    return gap_verdict(indicator, gaps(rows, indicator, EVENTS, ("NORD",), "RESTE"), EVENTS)


def side(
    territory: str, percents: Sequence[float | None], total: float, periods: Sequence[str]
) -> pd.DataFrame:
    values = {
        period: {"value": None, "flag": "masked"} if percent is None else share(percent, total)
        for period, percent in zip(periods, percents, strict=True)
    }
    return result_rows("SEC-02", values, territory=territory, coverage=1.0, reported=1, expected=1)


@pytest.mark.parametrize(
    ("before", "now", "word"),
    [(60, 75, "reduit"), (75, 60, "creuse"), (60, 95, "inverse"), (70, 71, "stable")],
)
def test_l_ecart_d_une_annee_se_compare_a_la_precedente(before: float, now: float, word: str) -> None:
    assert judged([before] * 4 + [now] * 4, [80] * 8).word == word


def test_la_raison_donne_les_deux_ecarts_et_leur_intervalle() -> None:
    verdict = judged([60] * 4 + [75] * 4, [80] * 8)
    assert verdict.title == "L'écart s'est réduit"
    assert verdict.reason.startswith(
        "−5 points sur 4 trimestres, contre −20 points un an plus tôt\u00a0: un changement de "
    )


def test_de_petits_effectifs_ne_permettent_pas_de_conclure() -> None:
    verdict = judged([60] * 4 + [50] * 4, [80] * 8, total=10)
    assert verdict.word == "on ne peut pas conclure"
    assert "trop incertain" in verdict.reason


def test_une_periode_secrete_empeche_de_conclure_et_le_dit() -> None:
    verdict = judged([60, 60, 60, None, 60, 60, 60, 60], [80] * 8)
    assert verdict.word == "on ne peut pas conclure"
    assert verdict.reason == "chiffre secret au 4e trimestre 2024, effectif trop petit"


def test_trop_peu_de_periodes_empechent_de_conclure() -> None:
    verdict = judged([60, 61, 62, 63], [80] * 4, periods=YEARS[1:])
    assert verdict.reason == "4 points seulement\u00a0: il en faut 5"


@pytest.mark.parametrize(
    ("inside", "word"),
    [([50, 56, 62, 68, 74], "reduit"), ([74, 68, 62, 56, 50], "creuse"), ([70, 69, 70, 71, 70], "stable")],
)
def test_un_chiffre_annuel_se_juge_sur_cinq_ans(inside: Sequence[float | None], word: str) -> None:
    assert judged(inside, [80] * 5, total=900, periods=YEARS).word == word


def test_un_ecart_se_lit_a_une_decimale() -> None:
    assert [gap_text(0.049, "%"), gap_text(-0.049, "%"), gap_text(1.26, "%"), gap_text(None, "%")] == [
        "0 point",
        "0 point",
        "+1,3 point",
        "n.\u00a0d.",
    ]
