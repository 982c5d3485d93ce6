"""Comparison with a benchmark, and funnels against the published cases of PHEindicatormethods."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.comparison import compare, funnel


@pytest.mark.parametrize(
    ("benchmark", "polarity", "word"),
    [
        (7, "up", "worse"),
        (7, "down", "better"),
        (7, "none", "lower"),
        (3, "up", "better"),
        (3, "none", "higher"),
        (6, "up", "similar"),
        (4, "down", "similar"),
        ((6, 8), "up", "similar"),
        ((6.1, 8), "up", "worse"),
        (None, "up", None),
        (7, None, None),
    ],
)
def test_un_chiffre_de_5_entre_4_et_6_face_a_un_repere(
    benchmark: object, polarity: str, word: str | None
) -> None:
    assert compare(5, 4, 6, benchmark, polarity) == word


def test_une_serie_se_compare_ligne_a_ligne() -> None:
    found = compare(pd.Series([5, 5]), pd.Series([4, None]), pd.Series([6, 6]), 7, "up")
    assert found.tolist() == ["worse", None]


def test_une_polarite_inconnue_est_refusee() -> None:
    with pytest.raises(ValueError, match="polarity"):
        compare(5, 4, 6, 7, "hausse")


def test_des_bornes_inversees_sont_refusees() -> None:
    with pytest.raises(ValueError, match="low dépasse high"):
        compare(5, 6, 4, 7, "up")


# testdata_funnel_prop_inputs.csv of PHEindicatormethods (first rows): the pooled share of its 303
# units is close to 0.8066, and these labels are theirs.
PHE_SHARES = [
    (35078.488, 41980, "high998"),
    (24803.6256, 31824, "low998"),
    (50050.7443, 61921, "similar"),
    (24648.7596, 30521, "similar"),
    (26789.238, 33012, "high95"),
    (30277.5312, 37828, "low95"),
    (36850.0492, 45449, "high95"),
    (17321.4088, 21587, "similar"),
]


def test_l_entonnoir_des_parts_redonne_les_places_de_phe() -> None:
    counts, totals, labels = zip(*PHE_SHARES, strict=True)
    found = funnel(pd.Series(counts), pd.Series(totals), benchmark=0.80663)
    assert found["label"].tolist() == list(labels)


def test_la_place_d_une_part_est_celle_des_limites_tracees() -> None:
    counts, totals = np.arange(0, 101, 4), np.full(26, 100)
    found = funnel(counts, totals)
    outside = (counts / totals < found["low95"]) | (counts / totals > found["high95"])
    assert ((found["label"] != "similar") == outside).all()


@pytest.mark.parametrize(
    ("observed", "low95", "high95", "low998", "high998"),
    [
        (1, 0.1794802207, 39.49774946, 0.1083023482, 999.4532721),
        (5, 0.4285102213, 3.07979188, 0.3038637226, 6.762496398),
        (10, 0.543763205, 2.085337156, 0.4143536469, 3.37778507),
        (100, 0.82218714, 1.229044681, 0.741156235, 1.390406755),
    ],
)
def test_l_entonnoir_des_rapports_redonne_les_limites_de_phe(
    observed: int, low95: float, high95: float, low998: float, high998: float
) -> None:
    """testdata_funnel_ratio_outputs.csv, solved there to five digits."""
    row = funnel([observed], [50], "ratio").iloc[0]
    limits = [row["low95"], row["high95"], row["low998"], row["high998"]]
    assert limits == pytest.approx([low95, high95, low998, high998], rel=5e-5)


def test_le_taux_garde_son_unite_et_ne_depend_pas_du_multiplicateur() -> None:
    """A multiplier put on the limits but not on the point is a known defect: here there is none."""
    counts, populations = [30, 12, 60], [1000, 1000, 1000]
    found = funnel(counts, populations, "rate")
    again = funnel(counts, np.array(populations) / 1000, "rate")
    assert found["label"].tolist() == again["label"].tolist() == ["similar", "low998", "high998"]


def test_un_total_nul_est_refuse() -> None:
    with pytest.raises(ValueError, match="totals doit être positif"):
        funnel([1], [0])


def test_une_unite_manquante_n_a_pas_de_place() -> None:
    assert funnel(pd.Series([1, None]), pd.Series([10, 10]))["label"].tolist() == ["similar", None]


def test_sous_dix_unites_la_surdispersion_ne_s_evalue_pas() -> None:
    assert np.isnan(funnel([10, 90], [100, 100], overdispersion=True).attrs["dispersion"])


def test_la_surdispersion_elargit_les_limites() -> None:
    counts, totals = np.array([20, 80] * 6), np.full(12, 100)
    narrow, wide = funnel(counts, totals, overdispersion=False), funnel(counts, totals)
    assert wide.attrs["dispersion"] > 1
    assert (wide["low95"] < narrow["low95"]).all()
    assert set(narrow["label"]) == {"low998", "high998"}
    assert set(wide["label"]) == {"similar"}


def test_une_valeur_hors_de_son_intervalle_est_refusee() -> None:
    with pytest.raises(ValueError, match="value est hors de son intervalle : 20"):
        compare(20, 8, 12, 9, "up")


def test_un_repere_de_part_au_dessus_de_un_est_refuse() -> None:
    with pytest.raises(ValueError, match="benchmark dépasse 1"):
        funnel([1], [2], "proportion", benchmark=50)
