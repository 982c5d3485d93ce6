"""Secrecy of the result table: each row here is a figure someone could recompute."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import hide, mask_results
from analysis.secrecy_scope import Key

ALL = "ensemble"
DISTRICTS = {f"QP{number}": "30189" for number in range(10)}


def figure(
    numerator: float | None,
    denominator: float | None = None,
    *,
    indicator: str = "ACC-07",
    period: str = "2025",
    frequency: str = "year",
    territory: str = "30189",
    structure: str = ALL,
    breakdown: str = ALL,
    category: str = ALL,
    value: float | None = 1.0,
) -> dict[str, Any]:
    return {
        "indicator": indicator, "frequency": frequency, "period": period, "territory": territory,
        "structure": structure, "breakdown": breakdown, "category": category,
        "numerator": numerator, "denominator": denominator, "value": value,
        "low": 0.5, "high": 1.5, "method": "exact", "flag": "ok",
    }  # fmt: skip


def masked(*rows: dict[str, Any], threshold: int = 5, **options: Any) -> list[bool]:
    return mask_results(pd.DataFrame(rows), {"ACC-07": threshold}, parents=DISTRICTS, **options).tolist()


@pytest.mark.parametrize(
    ("numerator", "denominator", "is_masked"),
    [
        (4, None, True),
        (5, None, False),
        (0, None, False),
        (0, 40, False),
        (40, 40, False),
        (20, 40, False),
        (4, 40, True),
        (36, 40, True),
        (35, 40, False),
        (0, 4, True),
        (None, None, True),
    ],
)
def test_les_petits_nombres_leurs_complements_et_leurs_totaux_sont_masques(
    numerator: float | None, denominator: float | None, is_masked: bool
) -> None:
    assert masked(figure(numerator, denominator)) == [is_masked]


def test_un_chiffre_absent_n_est_pas_un_secret() -> None:
    assert masked(figure(None, None, value=None)) == [False]


def test_un_rapport_n_a_pas_de_complement() -> None:
    assert masked(figure(38, 40), proportions=[]) == [False]
    assert masked(figure(38, 40), proportions=["ACC-07"]) == [True]


def test_le_seuil_zero_ne_masque_rien() -> None:
    assert masked(figure(1, 2), figure(3, territory="QP1"), threshold=0) == [False, False]


def test_une_categorie_peut_avoir_son_propre_seuil() -> None:
    rows = pd.DataFrame([figure(8), figure(8, breakdown="complement", category="positifs")])
    thresholds: dict[Key, int] = {"ACC-07": 5, ("ACC-07", "positifs"): 11}
    assert mask_results(rows, thresholds).tolist() == [False, True]


def test_un_indicateur_sans_seuil_arrete_le_calcul() -> None:
    with pytest.raises(ValueError, match="SEC-04"):
        masked(figure(8, indicator="SEC-04"))


def test_un_quartier_masque_ne_se_retrouve_pas_par_soustraction() -> None:
    """40 − 17 − 20 would give the 3 back: the smallest other district is masked too."""
    found = masked(
        figure(40), figure(3, territory="QP1"), figure(17, territory="QP2"), figure(20, territory="QP3")
    )
    assert found == [False, True, True, False]


def test_toutes_les_structures_moins_une_ne_donnent_pas_la_derniere() -> None:
    found = masked(figure(40), figure(3, structure="A"), figure(37, structure="B"))
    assert found == [False, True, True]


def test_une_categorie_masquee_ne_se_retrouve_pas_depuis_l_ensemble() -> None:
    found = masked(
        figure(30),
        figure(3, category="-18", breakdown="age"),
        figure(12, category="18-24", breakdown="age"),
        figure(15, category="25+", breakdown="age"),
        figure(15, breakdown="sexe", category="F"),
        figure(15, breakdown="sexe", category="H"),
    )
    assert found == [False, True, True, False, False, False]


def test_un_trimestre_masque_ne_se_retrouve_pas_depuis_l_annee() -> None:
    """The other quarters were out before the year: it is the year that can still be hidden."""
    quarters = [figure(n, period=f"2025-T{q}", frequency="quarter") for q, n in enumerate((3, 12, 9, 16), 1)]
    assert masked(figure(40), *quarters) == [True, True, False, False, False]


def test_une_annee_dont_deux_trimestres_sont_masques_se_montre() -> None:
    quarters = [figure(n, period=f"2025-T{q}", frequency="quarter") for q, n in enumerate((3, 4, 9, 16), 1)]
    assert masked(figure(32), *quarters) == [False, True, True, False, False]


def test_un_semestre_cache_un_trimestre_meme_quand_l_annee_le_protegerait() -> None:
    """The first half-year came out before the second quarter of the year that follows it was known."""
    quarters = [figure(n, period=f"2025-T{q}", frequency="quarter") for q, n in enumerate((3, 12, 4, 16), 1)]
    halves = [figure(n, period=f"2025-S{h}", frequency="half_year") for h, n in enumerate((15, 20), 1)]
    assert masked(*quarters, *halves, figure(35)) == [True, False, True, False, True, True, False]


def test_une_annee_masquee_ne_se_retrouve_pas_en_ajoutant_ses_trimestres() -> None:
    quarters = [figure(n, period=f"2025-T{q}", frequency="quarter") for q, n in enumerate((4, 0, 0, 0), 1)]
    assert masked(figure(4), *quarters) == [True, True, False, False, False]


def test_deux_cases_masquees_trop_petites_ensemble_en_cachent_une_troisieme() -> None:
    """1 + 2 = 3 is known by subtraction and is still a small count."""
    found = masked(
        figure(43), figure(1, territory="QP1"), figure(2, territory="QP2"), figure(40, territory="QP3")
    )
    assert found == [False, True, True, True]


def test_un_zero_ne_suffit_pas_a_cacher_un_voisin() -> None:
    found = masked(
        figure(23), figure(3, territory="QP1"), figure(0, territory="QP2"), figure(20, territory="QP3")
    )
    assert found == [False, True, False, True]


def test_faute_de_voisin_le_total_est_masque() -> None:
    """3 + 2 = 5: each of them would be known to lie between 0 and 5."""
    assert masked(figure(5), figure(3, territory="QP1"), figure(2, territory="QP2")) == [True, True, True]


def test_ce_qui_reste_du_total_est_aussi_un_effectif() -> None:
    """40 − 21 − 17 = 2 persons whose district is not known: they are not to be found by subtraction."""
    assert masked(figure(40), figure(21, territory="QP1"), figure(17, territory="QP2")) == [
        False,
        False,
        True,
    ]
    assert not any(masked(figure(40), figure(21, territory="QP1"), figure(14, territory="QP2")))


def test_des_periodes_differentes_ne_se_melangent_pas() -> None:
    rows = [figure(3, period="2024"), figure(30, period="2025"), figure(30, period="2026")]
    assert masked(*rows) == [True, False, False]


def test_tout_ce_qui_derive_d_un_masque_disparait_et_la_table_d_origine_reste() -> None:
    """The mask is computed once, before anything is overwritten: the rate goes with its count."""
    results = pd.DataFrame([figure(3, 40), figure(20, 40, period="2026")])
    before = results.copy()
    shown = hide(results, mask_results(results, {"ACC-07": 5}))
    gone = shown.loc[0, ["numerator", "denominator", "value", "low", "high", "method"]]
    assert gone.isna().all()
    assert shown["flag"].tolist() == ["masked", "ok"]
    assert shown.loc[1, "value"] == 1
    pd.testing.assert_frame_equal(results, before)


def test_un_drapeau_categoriel_recoit_le_secret() -> None:
    results = pd.DataFrame([figure(3)]).astype({"flag": "category"})
    assert hide(results, pd.Series([True]))["flag"].tolist() == ["masked"]


def test_une_table_vide_reste_vide() -> None:
    empty = pd.DataFrame([figure(3)]).iloc[:0]
    assert mask_results(empty, {}).tolist() == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=2, max_size=8))
def test_aucune_case_masquee_n_est_seule_avec_son_total(counts: list[int]) -> None:
    rows = [figure(sum(counts)), *(figure(n, territory=f"QP{i}") for i, n in enumerate(counts))]
    found = masked(*rows)
    assert sum(found) != 1 or sum(n > 0 for n in counts) == 0
    hidden_sum = sum(n for n, is_hidden in zip(counts, found[1:], strict=True) if is_hidden)
    assert found[0] or not 0 < hidden_sum < 5
