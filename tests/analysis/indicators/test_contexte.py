"""Official series: as published, withheld when withheld."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.analysis.indicators.formulas import fraction, results


def published(serie: str, value: float | None, **values: Any) -> dict[str, Any]:
    usual = {"territoire": "D30", "periode": "2024", "denominateur": 1000.0, "statut": "publie"}
    return usual | {"serie": serie, "valeur": value, "source": "-", "edition": "2025"} | values


def test_l_usage_se_rapporte_a_la_population_publiee_et_jamais_au_trafic() -> None:
    rows = [published("ssmsi.usage_stupefiants", 30), published("ssmsi.trafic_stupefiants", 5)]
    assert fraction(results("SEC-07", "contexte", rows), "2024") == (30, 1000)
    assert fraction(results("SEC-07", "contexte", rows, companion="recorded_trafficking"), "2024") == (
        5,
        1000,
    )


def test_un_chiffre_non_diffuse_n_est_jamais_comble() -> None:
    found = results("SEC-07", "contexte", [published("ssmsi.usage_stupefiants", None, statut="non_diffuse")])
    assert np.isnan(fraction(found, "2024")[0])
    assert found["secret"].tolist() == [True]


def test_les_amendes_sont_lues_a_part() -> None:
    rows = [published("ssmsi.usage_stupefiants_afd", 20), published("ssmsi.usage_stupefiants_hors_afd", 10)]
    assert fraction(results("SEC-07", "contexte", rows, companion="recorded_use_fines"), "2024") == (20, 1000)


def test_une_serie_publiee_garde_sa_valeur_sans_calcul() -> None:
    found = results(
        "CTX-4", "contexte", [published("insee.taux_pauvrete", 31.0, territoire="30189", periode="2021")]
    )
    assert found["value"].tolist() == [31.0]
    assert found["category"].tolist() == ["ensemble"]
