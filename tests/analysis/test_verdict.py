"""Verdicts: each obstacle first, then the tests, on series small enough to check by eye."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from analysis.uncertainty import wilson_interval
from analysis.verdict import Verdict, verdict
from data.declarations import Indicator

NBSP = "\u00a0"
QUARTERS = [f"{year}-T{quarter}" for year in (2024, 2025, 2026) for quarter in (1, 2, 3, 4)]


def indicator(**changes: Any) -> Indicator:
    sheet: dict[str, Any] = {
        "code": "ACC-05",
        "label": "Taux d'orientation effective",
        "short_label": "Orientations honorées",
        "question": "Les orientations aboutissent-elles ?",
        "definition": "Orientations suivies d'un rendez-vous honoré.",
        "axis": "accompagnement",
        "unit": "%",
        "multiplier": 100,
        "kind": "proportion",
        "polarity": "up",
        "numerator": ("orientations_honorees",),
        "denominator": ("orientations_emises",),
        "level": "resultat",
        "frequency": "quarter",
        "source": "Associations",
        "owner": "Coordination",
        "disclosure": "S1",
        "typical_target": "70 %",
        "caveats": "Retour d'information parfois absent.",
        "perverse_incentive": "Orienter seulement les situations faciles.",
    }
    return Indicator(**{**sheet, **changes})


def shares(counts: list[int], periods: list[str], total: int = 100, **columns: Any) -> pd.DataFrame:
    low, high = wilson_interval(pd.Series(counts), pd.Series(total, index=range(len(counts))))
    rows = pd.DataFrame({"period": periods, "numerator": counts, "denominator": total})
    return rows.assign(
        value=100 * rows["numerator"] / total,
        low=100 * low,
        high=100 * high,
        coverage=1.0,
        reported=13,
        expected=13,
        flag="ok",
    ).assign(**columns)


def values(numbers: list[float], periods: list[str]) -> pd.DataFrame:
    rows = pd.DataFrame({"period": periods, "value": numbers})
    return rows.assign(
        numerator=float("nan"),
        denominator=float("nan"),
        low=float("nan"),
        high=float("nan"),
        coverage=1.0,
        reported=13,
        expected=13,
        flag="ok",
    )


def test_une_part_qui_monte_est_un_progres_avec_son_ecart() -> None:
    found = verdict(indicator(), shares([55] * 4 + [65] * 4, QUARTERS[:8]))
    assert found == Verdict(
        "progres",
        f"65{NBSP}% sur 4 trimestres contre 55{NBSP}% un an plus tôt, écart de +10 points (de +3,2 à +16,7)",
        "Fixer une cible",
        "up",
    )


def test_la_meme_hausse_est_un_recul_quand_la_baisse_est_souhaitee() -> None:
    found = verdict(indicator(polarity="down"), shares([55] * 4 + [65] * 4, QUARTERS[:8]))
    assert (found.word, found.direction) == ("recul", "up")


def test_un_petit_ecart_est_stable_et_le_dit() -> None:
    found = verdict(indicator(), shares([55] * 4 + [57] * 4, QUARTERS[:8]))
    assert found.word == "stable"
    assert found.reason.endswith(f"{NBSP}: pas de changement net")


def test_un_ecart_infime_se_dit_sans_fausse_precision() -> None:
    """Five cases more in 80 000: « +0,0063 point » would be read as a finding."""
    rows = shares([10_000] * 4 + [10_001] * 3 + [10_002], QUARTERS[:8], total=20_000)
    assert "écart de moins de 0,1 point (" in verdict(indicator(), rows).reason
    tenth = shares([10_000] * 4 + [10_016] * 4, QUARTERS[:8], total=20_000)
    assert "écart de +0,1 point (" in verdict(indicator(), tenth).reason


def test_un_ecart_trop_incertain_n_est_pas_dit_stable() -> None:
    """A few decisions a quarter: nobody can call their share stable."""
    found = verdict(indicator(), shares([2, 1, 2, 1, 1, 1, 1, 0], QUARTERS[:8], total=2))
    assert found.word == "on ne peut pas conclure"
    assert found.reason.endswith("trop incertain pour conclure")
    assert found.next_step == "Attendre des effectifs plus grands"


def test_deux_annees_se_comparent_aux_memes_trimestres() -> None:
    seasonal = [40, 60, 40, 60, 41, 61, 41, 61]
    assert verdict(indicator(), shares(seasonal, QUARTERS[:8])).word == "stable"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"polarity": "none"}, "suivi sans jugement"),
        ({"level": "contexte"}, "repère de contexte"),
    ],
)
def test_ce_qui_ne_se_juge_pas_est_suivi_sans_jugement(changes: dict[str, Any], reason: str) -> None:
    found = verdict(indicator(**changes), shares([10] * 4 + [90] * 4, QUARTERS[:8]))
    assert found.word == "contexte"
    assert reason in found.reason
    assert found.direction is None


def test_sans_chiffre_on_ne_conclut_pas() -> None:
    found = verdict(indicator(), shares([], []))
    assert found == Verdict(
        "on ne peut pas conclure", "aucun chiffre transmis", "Transmettre les premiers chiffres"
    )


@pytest.mark.parametrize(
    ("flag", "reason"),
    [
        ("masked", "chiffre secret au 4e trimestre 2025, effectif trop petit"),
        ("missing", "chiffre non transmis au 4e trimestre 2025"),
        (
            "not_additive",
            f"pas de total au 4e trimestre 2025{NBSP}: les chiffres des structures ne s'additionnent pas",
        ),
    ],
)
def test_un_dernier_chiffre_absent_empeche_de_conclure(flag: str, reason: str) -> None:
    rows = shares([55] * 8, QUARTERS[:8])
    hidden = rows.assign(flag=["ok"] * 7 + [flag], value=rows["value"].where(rows.index < 7))
    assert verdict(indicator(), hidden).reason == reason


def test_une_couverture_trop_basse_demande_de_relancer() -> None:
    rows = shares([55] * 8, QUARTERS[:8], coverage=[1.0] * 7 + [8 / 13], reported=[13] * 7 + [8])
    found = verdict(indicator(), rows)
    assert found.word == "on ne peut pas conclure"
    assert found.reason == "8 structures sur 13 ont transmis au 4e trimestre 2025"
    assert found.next_step == "Relancer 5 structures"


def test_une_couverture_basse_dans_la_fenetre_compte_aussi() -> None:
    rows = shares(
        [55] * 8, QUARTERS[:8], coverage=[1.0] * 5 + [0.5] + [1.0] * 2, reported=[13] * 5 + [1] + [13] * 2
    )
    assert verdict(indicator(), rows).reason == "1 structure sur 13 a transmis au 2e trimestre 2025"


def test_trois_annees_ne_suffisent_pas() -> None:
    found = verdict(indicator(frequency="year"), shares([50, 60, 70], ["2023", "2024", "2025"]))
    assert found.reason == f"3 points seulement{NBSP}: il en faut 5"
    assert found.next_step == "Deux années de plus"


def test_une_enquete_tous_les_deux_ans_attend_des_annees() -> None:
    survey = indicator(frequency="year", every_years=2)
    assert (
        verdict(survey, shares([50, 55, 60], ["2021", "2023", "2025"])).next_step == "Quatre années de plus"
    )


def test_une_definition_changee_coupe_la_serie() -> None:
    change = {"date": date(2025, 1, 1), "note": "Nouveau questionnaire", "break": True}
    found = verdict(indicator(definition_changes=(change,)), shares([55] * 12, QUARTERS))
    assert found.word == "stable"
    short = verdict(indicator(definition_changes=(change,)), shares([55] * 8, QUARTERS[:8]))
    assert short.reason == f"définition changée en 2025{NBSP}: 4 points depuis, il en faut 8"
    assert short.next_step == "Quatre trimestres de plus"


def test_une_definition_changee_en_cours_de_periode_isole_cette_periode() -> None:
    change = {"date": date(2024, 5, 1), "note": "Nouveau questionnaire", "break": True}
    yearly = indicator(frequency="year", definition_changes=(change,))
    found = verdict(yearly, shares([50] * 6, [str(year) for year in range(2020, 2026)]))
    assert found.reason == f"définition changée en 2024{NBSP}: 1 point depuis, il en faut 5"


def test_une_rupture_signalee_coupe_la_serie() -> None:
    rows = shares([55] * 8, QUARTERS[:8], flag=["ok"] * 6 + ["break", "ok"])
    assert (
        verdict(indicator(), rows).reason
        == f"définition changée en 2025{NBSP}: 2 points depuis, il en faut 8"
    )


def test_un_trimestre_absent_rend_la_serie_non_consecutive() -> None:
    found = verdict(indicator(), shares([55] * 8, QUARTERS[:5] + QUARTERS[6:9]))
    assert found.reason == f"périodes non consécutives{NBSP}: il manque le 2e trimestre 2025"


def test_le_trimestre_provisoire_est_ecarte_et_le_dit() -> None:
    rows = shares([55] * 4 + [65] * 4 + [1], QUARTERS[:9], flag=["ok"] * 8 + ["provisional"])
    found = verdict(indicator(), rows)
    assert found.word == "progres"
    assert found.reason.endswith("(1er trimestre 2026 provisoire, non compté)")


def test_des_chiffres_tous_provisoires_ne_suffisent_pas() -> None:
    rows = shares([55] * 8, QUARTERS[:8], flag="provisional")
    assert verdict(indicator(), rows).reason == "chiffres provisoires seulement"


def test_cinq_annees_en_hausse_sont_un_progres() -> None:
    years = [str(year) for year in range(2021, 2026)]
    found = verdict(indicator(frequency="year"), shares([300, 340, 390, 430, 480], years, total=1000))
    assert (found.word, found.direction) == ("progres", "up")
    assert found.reason == f"de 30{NBSP}% en 2021 à 48{NBSP}% en 2025, en hausse"


def test_cinq_annees_a_cent_pour_cent_sont_stables() -> None:
    years = [str(year) for year in range(2021, 2026)]
    found = verdict(indicator(frequency="year"), shares([20] * 5, years, total=20))
    assert found.word == "stable"


@pytest.mark.parametrize(
    ("amounts", "word"),
    [
        ([10, 20, 31, 40, 52], "progres"),
        ([52, 40, 31, 20, 10], "recul"),
        ([30, 25, 33, 28, 31], "stable"),
        ([30, 30, 30, 30, 30], "stable"),
        ([30, 29, 28, 27, 60], "stable"),
    ],
)
def test_des_montants_annuels_se_jugent_sur_leur_propre_dispersion(amounts: list[float], word: str) -> None:
    euros = indicator(frequency="year", kind="ratio")
    assert verdict(euros, values(amounts, [str(year) for year in range(2021, 2026)])).word == word


def test_un_nombre_sans_aucun_cas_l_annee_d_avant_ne_se_compare_pas() -> None:
    rows = shares([0] * 4 + [10] * 4, QUARTERS[:8]).assign(value=[0] * 4 + [10] * 4)
    found = verdict(indicator(kind="rate", unit="‰", multiplier=1000), rows)
    assert (found.word, found.reason) == ("on ne peut pas conclure", "intervalle non calculable")


def test_un_delai_median_se_compare_trimestre_a_trimestre() -> None:
    delay = indicator(kind="median", unit="jours", multiplier=1, polarity="down")
    found = verdict(delay, values([20, 24, 22, 26, 15, 18, 16, 21], QUARTERS[:8]))
    assert (found.word, found.direction) == ("progres", "down")
    assert found.reason.startswith(
        "17,5 jours en moyenne sur 4 trimestres contre 23 jours un an plus tôt, écart de −5,5 jours"
    )


def test_un_nombre_se_compare_en_moyenne_par_mois() -> None:
    months = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)]
    rows = shares([100] * 12 + [130] * 12, months, total=1000).assign(
        value=[100] * 12 + [130] * 12, denominator=float("nan")
    )
    sessions = indicator(kind="count", unit="séances", multiplier=1, frequency="month")
    found = verdict(sessions, rows)
    assert found.word == "progres"
    assert found.reason.startswith(
        f"130 séances par mois en moyenne contre 100 séances un an plus tôt, soit +30{NBSP}% (de +"
    )


@pytest.mark.parametrize(
    ("target", "start", "step"),
    [
        (70.0, 55.0, ""),
        (70.0, float("nan"), "Fixer un point de départ"),
        (float("nan"), 55.0, "Fixer une cible"),
        (55.0, 55.0, f"Revoir la cible{NBSP}: le point de départ y est déjà"),
        (50.0, 55.0, f"Revoir la cible{NBSP}: le point de départ y est déjà"),
    ],
)
def test_l_etape_suivante_vient_de_la_cible(target: float, start: float, step: str) -> None:
    targets = pd.DataFrame({"valeur_cible": [target], "valeur_initiale": [start], "echeance": ["2031"]})
    assert verdict(indicator(), shares([55] * 4 + [65] * 4, QUARTERS[:8]), targets).next_step == step


def test_l_ordre_des_lignes_ne_change_rien_et_la_table_reste_intacte() -> None:
    rows = shares([55] * 4 + [65] * 4, QUARTERS[:8])
    before = rows.copy()
    assert verdict(indicator(), rows.iloc[::-1]) == verdict(indicator(), rows)
    pd.testing.assert_frame_equal(rows, before)
