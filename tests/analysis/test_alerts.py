"""Each rule of « À regarder d'abord », on a situation where it alone applies."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.alerts import Alert, alerts, first_alerts
from analysis.standing import Situation
from tests.analysis.activity import indicator
from tests.analysis.builders import falling_share, result_rows, share, situation

CITY = "Ville de Petiteville"
SHEET = indicator(label="Séances tenues", short_label="Séances")


def kinds(found: Situation) -> list[str]:
    return [alert.kind for alert in alerts(found)]


def test_un_recul_avere_est_l_alerte_la_plus_grave_et_mene_a_son_indicateur() -> None:
    (alert,) = [a for a in alerts(situation(falling_share("T-01"), [SHEET])) if a.kind == "recul"]
    assert alert.gravity == 1
    assert alert.title == "Séances : recul avéré"
    assert (alert.page, alert.parameters) == ("indicateur", {"indicateur": "T-01"})


def test_un_rythme_insuffisant_pour_la_cible_est_signale() -> None:
    names = [f"{year}-T{n}" for year in (2024, 2025, 2026) for n in (1, 2, 3, 4)][3:11]
    quarters = {name: share(50 + place / 10, 4000) for place, name in enumerate(names)}
    target = {"indicateur": "T-01", "territoire": "99001", "echeance": "2027-T3", "valeur_cible": 90.0}
    found = situation(result_rows("T-01", quarters), [SHEET], objectifs=[target | {"nature": "final"}])
    (alert,) = [a for a in alerts(found) if a.kind == "trajectoire"]
    assert "Rythme observé" in alert.detail


def test_une_decision_echue_est_signalee_mais_pas_une_decision_realisee_ni_a_venir() -> None:
    late = {"decision": "D1", "intitule": "Ouvrir", "echeance": "2026-06-30", "statut": "ouverte"}
    done = {"decision": "D2", "intitule": "Fermer", "echeance": "2026-06-30", "statut": "realisee"}
    to_come = {"decision": "D3", "intitule": "Réunir", "echeance": "2027-01-31", "statut": "ouverte"}
    (alert,) = alerts(situation(indicators=[SHEET], decisions=[late, done, to_come]))
    assert alert.title == "1 décision échue et pas encore réalisée"
    assert "« Ouvrir », échue il y a 4 mois" in alert.detail


def test_une_convention_qui_finit_dans_six_mois_sans_position_est_signalee() -> None:
    ending = {"subvention": "S1", "exercice": 2026, "attribuant": CITY, "beneficiaire": "A"} | {
        "convention": "cpo"
    }
    answered = ending | {"subvention": "S2", "beneficiaire": "B", "position_renouvellement": "2026-10-01"}
    rows = [row | {"convention_fin": "2027-03-31"} for row in (ending, answered)]
    (alert,) = alerts(situation(indicators=[SHEET], financements=rows))
    assert alert.title.startswith("1 convention pluriannuelle à moins de 6 mois")
    assert alert.detail == "A. Première échéance : 31 mars 2027."


def test_une_position_ecrite_sur_une_subvention_vaut_pour_toute_la_convention() -> None:
    first = {"subvention": "S1", "exercice": 2025, "attribuant": CITY, "beneficiaire": "A"} | {
        "convention": "cpo", "convention_debut": "2024-04-01", "convention_fin": "2027-03-31"
    }  # fmt: skip
    second = first | {"subvention": "S2", "exercice": 2026, "position_renouvellement": "2026-10-01"}
    assert alerts(situation(indicators=[SHEET], financements=[first, second])) == ()


def test_une_convention_deja_renouvelee_n_attend_rien() -> None:
    ending = {"subvention": "S1", "exercice": 2026, "attribuant": CITY, "beneficiaire": "A"} | {
        "convention": "cpo", "convention_debut": "2024-04-01", "convention_fin": "2027-03-31"
    }  # fmt: skip
    following = ending | {
        "subvention": "S2",
        "convention_debut": "2027-04-01",
        "convention_fin": "2030-03-31",
    }
    assert alerts(situation(indicators=[SHEET], financements=[ending, following])) == ()


@pytest.mark.parametrize(("notified", "seen"), [("2026-09-20", True), ("2026-10-20", False)])
def test_un_versement_attendu_depuis_plus_de_soixante_jours_est_signale(notified: str, seen: bool) -> None:
    grant = {"subvention": "S1", "exercice": 2026, "attribuant": CITY, "beneficiaire": "A"}
    rows = [grant | {"date_notification": notified, "montant_vote": 9400.0}]
    found = [a for a in alerts(situation(indicators=[SHEET], financements=rows)) if a.kind == "versement"]
    assert bool(found) is seen
    assert all("9\u202f400\u00a0€ attendus" in alert.detail for alert in found)


def test_une_subvention_de_l_etat_n_est_pas_une_dette_de_la_ville() -> None:
    grant = {"subvention": "S1", "exercice": 2026, "attribuant": "État", "beneficiaire": "A"}
    rows = [grant | {"date_notification": "2026-01-04", "montant_vote": 9400.0}]
    assert not alerts(situation(indicators=[SHEET], financements=rows))


def test_une_donnee_muette_est_signalee_une_fois_son_delai_passe() -> None:
    rows = result_rows("T-01", {"2026-T1": share(50, 40)})
    assert "silence" in kinds(situation(rows, [SHEET]))
    assert "silence" not in kinds(situation(rows, [SHEET], today=date(2026, 8, 1)))


def test_un_axe_recu_a_moins_de_85_pour_cent_est_signale() -> None:
    partial = result_rows("T-01", {"2026-T3": share(50, 40)}, reported=8, expected=13)
    (alert,) = alerts(situation(partial, [SHEET]))
    assert alert.title == "Axe : 62\u00a0% des données attendues sont arrivées"
    complete = result_rows("T-01", {"2026-T3": share(50, 40)}, reported=13, expected=13)
    assert not alerts(situation(complete, [SHEET]))


def test_un_soleil_signe_alors_qu_un_indicateur_recule_est_signale() -> None:
    weather = {"avis": "V1", "type": "meteo", "date": "2026-11-01", "signataire": "Adjoint", "axe": "axe"}
    found = situation(falling_share("T-01"), [SHEET], avis=[weather | {"meteo": "soleil"}])
    (alert,) = [a for a in alerts(found) if a.kind == "meteo"]
    assert alert.title == "Axe : météo « Soleil », alors qu'un indicateur recule"


def test_une_meteo_de_plus_de_six_mois_est_signalee() -> None:
    weather = {"avis": "V1", "type": "meteo", "date": "2026-01-15", "signataire": "Adjoint", "axe": "axe"}
    assert kinds(situation(indicators=[SHEET], avis=[weather | {"meteo": "nuages"}])) == ["meteo"]


def test_une_rupture_sans_commentaire_est_signalee_jusqu_au_commentaire() -> None:
    change = {"date": date(2026, 6, 1), "note": "Séances d'une heure.", "break": True}
    sheet = indicator(definition_changes=[change])
    assert kinds(situation(indicators=[sheet])) == ["rupture"]
    comment = {"avis": "V1", "type": "commentaire", "date": "2026-07-01", "indicateur": "T-01"}
    assert not alerts(situation(indicators=[sheet], avis=[comment | {"signataire": "Service"}]))


def test_cinq_alertes_au_plus_et_deux_d_une_meme_sorte_tant_qu_il_y_en_a_d_autres() -> None:
    def alert(kind: str, gravity: int) -> Alert:
        return Alert(kind, gravity, kind, "", "axe")

    every = [alert("recul", 1)] * 4 + [alert("decision", 2), alert("meteo", 4)]
    shown = [one.kind for one in first_alerts(every)]
    assert shown == ["recul", "recul", "recul", "decision", "meteo"]


def test_sans_donnee_il_n_y_a_pas_d_alerte() -> None:
    assert alerts(situation(indicators=[SHEET])) == ()
