"""Grants of the city: what is voted, notified, paid, renewed."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.analysis.indicators.formulas import fraction, results


def grant(**values: Any) -> dict[str, Any]:
    usual = {
        "subvention": "S1", "exercice": 2025, "attribuant": "Ville de Nîmes", "beneficiaire": "A (fictif)",
        "beneficiaire_siret": "00000000000001", "montant_vote": 1000.0,
    }  # fmt: skip
    return usual | values


def test_la_part_sous_convention_pluriannuelle_se_compte_en_euros() -> None:
    rows = [grant(montant_vote=3000.0, convention="cpo"), grant(montant_vote=1000.0, convention="annuelle")]
    assert fraction(results("ASS-01", "financements", rows), "2025") == (3000, 4000)


def test_une_subvention_dont_la_convention_est_inconnue_n_est_pas_comptee_annuelle() -> None:
    rows = [grant(montant_vote=3000.0, convention="cpo"), grant(montant_vote=1000.0)]
    assert fraction(results("ASS-01", "financements", rows), "2025") == (3000, 3000)


def test_les_subventions_de_l_etat_ne_comptent_pas_pour_la_ville() -> None:
    rows = [
        grant(convention="cpo"),
        grant(convention="annuelle", attribuant="Agence nationale (État), Nîmes"),
    ]
    assert fraction(results("ASS-01", "financements", rows), "2025") == (1000, 1000)


def test_soixante_jours_est_dans_le_delai_et_soixante_et_un_ne_l_est_pas() -> None:
    rows = [
        grant(date_notification="2025-01-01", date_versement="2025-03-02"),
        grant(date_notification="2025-01-01", date_versement="2025-03-03"),
    ]
    assert fraction(results("ASS-02", "financements", rows), "2025-T1") == (1, 2)


def test_une_subvention_jamais_versee_est_en_retard_des_que_ses_soixante_jours_sont_passes() -> None:
    rows = [grant(date_notification="2025-01-01"), grant(date_notification="2026-10-20")]
    found = results("ASS-02", "financements", rows)
    assert fraction(found, "2025-T1") == (0, 1)
    assert found["period"].str[:4].unique().tolist() == ["2025"]


def test_un_versement_prevu_ou_de_zero_euro_n_est_pas_un_versement() -> None:
    rows = [
        grant(date_notification="2025-01-01", date_versement="2025-02-01", montant_verse=0.0),
        grant(date_notification="2026-09-01", date_versement="2027-01-01", montant_verse=1000.0),
        grant(date_notification="2025-01-01", montant_verse=1000.0),
    ]
    found = results("ASS-02", "financements", rows)
    assert fraction(found, "2025-T1") == (0, 1)
    assert fraction(found, "2026-T4") == (0, 1)


def test_un_versement_sans_date_de_notification_n_est_pas_juge() -> None:
    rows = [grant(date_versement="2025-03-02")]
    assert results("ASS-02", "financements", rows).empty


def test_le_delai_median_de_versement() -> None:
    days = ["2025-02-10", "2025-02-20", "2025-03-30"]
    rows = [grant(date_notification="2025-02-01", date_versement=day) for day in days]
    found = results("ASS-02", "financements", rows, companion="median_payment_delay")
    assert found.loc[found["period"] == "2025-T2", "value"].tolist() == [19]


def test_une_subvention_impayee_compte_dans_le_delai_median_pour_les_jours_deja_attendus() -> None:
    rows = [grant(date_notification="2025-02-01", date_versement="2025-02-11")]
    rows += [grant(date_notification="2025-02-01")] * 2
    found = results("ASS-02", "financements", rows, companion="median_payment_delay")
    assert found.loc[found["period"] == "2025-T2", "value"].tolist() == [660]


def test_une_notification_du_31_mars_est_a_temps() -> None:
    rows = [grant(date_notification="2025-03-31"), grant(date_notification="2025-04-01"), grant()]
    assert fraction(results("ASS-03", "financements", rows), "2025") == (1000, 3000)


def test_l_exercice_dont_le_31_mars_n_est_pas_passe_n_est_pas_juge() -> None:
    found = results("ASS-03", "financements", [grant(exercice=2026)], today=date(2026, 2, 1))
    assert found.empty


def test_les_versements_de_l_exercice_se_cumulent() -> None:
    rows = [
        grant(montant_verse=400.0, date_versement="2025-02-01"),
        grant(montant_verse=600.0, date_versement="2025-08-01"),
    ]
    found = results("ASS-04", "financements", rows)
    assert fraction(found, "2025-T1") == (400, 2000)
    assert fraction(found, "2025-T4") == (1000, 2000)


def test_la_position_d_une_convention_est_sur_l_une_de_ses_subventions() -> None:
    agreement = {"convention": "cpo", "convention_debut": "2023-01-01", "convention_fin": "2025-12-31"}
    rows = [
        grant(**agreement, position_renouvellement="2025-05-15"),
        grant(**agreement, subvention="S2"),
        grant(**agreement, subvention="S3", beneficiaire="B", beneficiaire_siret=None),
        grant(**agreement, subvention="S4", beneficiaire="C", beneficiaire_siret=None),
    ]
    assert fraction(results("ASS-05", "financements", rows), "2025-T2") == (1, 3)


def test_une_convention_qui_finit_dans_l_annee_attend_une_position() -> None:
    agreement = {"convention": "cpo", "convention_debut": "2023-01-01", "convention_fin": "2025-12-31"}
    rows = [
        grant(**agreement, position_renouvellement="2025-05-15"),
        grant(**agreement, beneficiaire_siret="00000000000002"),
    ]
    found = results("ASS-05", "financements", rows)
    assert fraction(found, "2025-T1") == (0, 2)
    assert fraction(found, "2025-T2") == (1, 2)
    assert found[found["period"] == "2026-T1"].empty
