"""Meetings, attendance and decisions."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.analysis.indicators.formulas import fraction, results


def meeting(**values: Any) -> dict[str, Any]:
    held = {"seance": "I1", "instance": "clspd", "date_prevue": "2025-02-03", "date_tenue": "2025-02-03"}
    return held | {"statut": "tenue"} | values


def decision(**values: Any) -> dict[str, Any]:
    usual = {"decision": "D1", "nature": "decision", "intitule": "-", "porteur": "-", "statut": "ouverte"}
    return usual | {"date_decision": "2025-01-10"} | values


def test_une_seance_annulee_reste_au_denominateur() -> None:
    rows = [meeting(), meeting(date_tenue=None, statut="annulee")]
    assert fraction(results("INS-01", "instances", rows), "2025-T1") == (1, 2)


def test_une_seance_a_venir_ne_compte_pas() -> None:
    rows = [meeting(), meeting(date_prevue="2025-03-20", date_tenue=None, statut="prevue")]
    assert fraction(results("INS-01", "instances", rows, today=date(2025, 3, 1)), "2025-T1") == (1, 1)


def test_la_presence_se_lit_par_college_et_pour_tous() -> None:
    rows = [meeting(convoques_ville=4, presents_ville=4, convoques_sante=6, presents_sante=3)]
    found = results("INS-02", "instances", rows)
    assert fraction(found, "2025-T1") == (7, 10)
    assert fraction(found, "2025-T1", "sante") == (3, 6)


def test_un_college_dont_la_presence_n_est_pas_relevee_ne_compte_pas_absent() -> None:
    rows = [meeting(convoques_ville=4, presents_ville=4, convoques_sante=6)]
    assert fraction(results("INS-02", "instances", rows), "2025-T1") == (4, 4)


def test_une_personne_presente_sans_preparation_ne_suffit_pas() -> None:
    rows = [
        meeting(presents_personnes_concernees=2, personnes_preparees=True),
        meeting(presents_personnes_concernees=2, personnes_preparees=False),
        meeting(presents_personnes_concernees=0),
        meeting(),
    ]
    assert fraction(results("INS-03", "instances", rows), "2025-S1") == (1, 3)


def test_un_releve_diffuse_le_onzieme_jour_est_en_retard() -> None:
    rows = [
        meeting(date_diffusion="2025-02-13"),
        meeting(date_diffusion="2025-02-14"),
        meeting(),
    ]
    assert fraction(results("INS-06", "instances", rows), "2025-T1") == (1, 3)


def test_une_decision_realisee_sans_justificatif_ne_compte_pas() -> None:
    done = {"echeance": "2025-03-01", "statut": "realisee", "date_realisation": "2025-02-20"}
    rows = [
        decision(**done, justificatif="note du 20 février"),
        decision(**done),
        decision(**done | {"date_realisation": "2025-03-02"}, justificatif="note"),
        decision(echeance="2025-03-15"),
    ]
    assert fraction(results("INS-04", "decisions", rows), "2025-T1") == (1, 4)


def test_une_recommandation_n_est_pas_une_decision() -> None:
    rows = [decision(echeance="2025-03-01"), decision(nature="recommandation", echeance="2025-03-01")]
    assert fraction(results("INS-04", "decisions", rows), "2025-T1") == (0, 1)
    found = results("INS-08", "decisions", rows, companion="recommendations_implemented")
    assert fraction(found, "2025") == (0, 1)


def test_une_decision_sans_nouvelles_se_lit_a_la_fin_de_chaque_mois() -> None:
    rows = [decision(date_maj="2025-02-01", depose_le="2025-02-02")]
    found = results("INS-05", "decisions", rows)
    assert fraction(found, "2025-04") == (0, 1)
    assert fraction(found, "2025-05") == (1, 1)


def test_une_nouvelle_arrivee_depuis_ne_reecrit_pas_le_passe() -> None:
    rows = [
        decision(date_maj="2025-02-01", depose_le="2025-02-02"),
        decision(date_maj="2025-06-20", depose_le="2025-06-21"),
    ]
    found = results("INS-05", "decisions", rows)
    assert fraction(found, "2025-05") == (1, 1)
    assert fraction(found, "2025-06") == (0, 1)


def test_une_action_copilotee_demande_deux_responsables_et_deux_contributeurs() -> None:
    action = {"nature": "action", "intitule": "-", "debut": "2025-01-01", "statut": "en_cours"}
    rows = [
        action | {"action": "A1", "responsables": "Ville|ARS", "contributeurs": "Ville|ARS"},
        action | {"action": "A2", "responsables": "Ville|ARS", "contributeurs": "Ville"},
        action | {"action": "A3", "responsables": "Ville", "contributeurs": "Ville"},
    ]
    assert fraction(results("INS-07", "actions", rows), "2025") == (1, 3)


def test_un_indicateur_examine_deux_fois_compte_une_fois() -> None:
    rows = [meeting(indicateurs_examines="PRE-01|ACC-03"), meeting(indicateurs_examines="PRE-01|CTX-1")]
    numerator, denominator = fraction(results("INS-08", "instances", rows), "2025")
    assert numerator == 2
    assert denominator == 42
