"""The page of one axis, on tiny tables."""

from __future__ import annotations

import pandas as pd

from analysis.actions_table import actions_table
from analysis.axis_view import AxisView, axis_view
from analysis.standing import Situation
from tests.analysis.activity import indicator
from tests.analysis.builders import falling_share, result_rows, share, situation

RESULT = indicator(level="resultat", short_label="Séances", commitments=["E01"])


def view(found: Situation) -> AxisView:
    return axis_view(found, "axe")


def test_chaque_indicateur_est_a_sa_place_dans_la_chaine() -> None:
    sheets = [RESULT, indicator("T-02", level="moyens"), indicator("T-03", level="contexte", polarity="none")]
    shown = view(situation(falling_share("T-01"), sheets))
    assert [(stage.title, [item.code for item in stage.items]) for stage in shown.chain] == [
        ("Moyens", ["T-02"]),
        ("Réalisations", []),
        ("Résultats", ["T-01"]),
        ("Impact visé", []),
    ]
    (item,) = shown.chain[2].items
    assert (item.name, item.value, item.period, item.word) == (
        "Séances",
        "45\u00a0%",
        "4e trimestre 2025",
        "recul",
    )


def test_un_axe_sans_indicateur_de_resultat_le_dit() -> None:
    assert not view(situation(indicators=[indicator(level="realisation")])).has_results


def test_l_impact_vise_et_l_hypothese_fragile_sont_ceux_du_catalogue() -> None:
    shown = view(situation(indicators=[RESULT]))
    assert (shown.impact, shown.assumption) == ("Moins de peine.", "Du temps.")


def test_les_promesses_servies_sont_nommees() -> None:
    assert [one.code for one in view(situation(indicators=[RESULT])).commitments] == ["E01"]


def test_les_alertes_de_l_axe_et_de_ses_indicateurs_y_sont_toutes() -> None:
    assert "recul" in [alert.kind for alert in view(situation(falling_share("T-01"), [RESULT])).alerts]


def test_les_decisions_en_retard_viennent_d_abord() -> None:
    common = {"statut": "ouverte", "porteur": "CCAS", "indicateur": "T-01"}
    rows = [
        common | {"decision": "D1", "intitule": "Réunir", "echeance": "2027-01-31"},
        common | {"decision": "D2", "intitule": "Ouvrir", "echeance": "2026-06-30"},
        common | {"decision": "D3", "intitule": "Écrire"},
    ]
    shown = view(situation(indicators=[RESULT], decisions=rows)).decisions
    assert [(one.title, one.is_overdue, one.due) for one in shown] == [
        ("Ouvrir", True, "échue il y a 4 mois (le 30 juin 2026)"),
        ("Réunir", False, "à réaliser avant le 31 janvier 2027"),
        ("Écrire", False, "sans échéance"),
    ]


def test_les_actions_se_placent_sur_une_ligne_de_temps() -> None:
    rows = [
        {"action": "A2", "intitule": "Évènement", "axe": "axe", "nature": "evenement", "debut": "2026-12-31"},
        {"action": "A1", "intitule": "Action", "axe": "axe", "nature": "action", "debut": "2026-01-01"}
        | {"fin": "2026-12-31", "statut": "terminee", "responsables": "Ville | CCAS"},
    ]
    action, event = view(situation(indicators=[RESULT], actions=rows)).timeline.actions
    assert (action.left, action.width, action.who) == (0.0, 100.0, "Ville, CCAS")
    assert action.dates == "du 1er janvier 2026 au 31 décembre 2026"
    assert (event.left, event.width, event.dates) == (100.0, 0.0, "31 décembre 2026")


def test_la_ligne_de_temps_est_aussi_un_tableau() -> None:
    rows = [{"action": "A1", "intitule": "Maraude", "axe": "axe", "nature": "action", "debut": "2026-01-01"}]
    rows = [row | {"responsables": "CAARUD", "engagements": "E01"} for row in rows]
    table = actions_table(view(situation(indicators=[RESULT], actions=rows)).timeline, "axe", "Axe")
    assert table.rows == (("Maraude", "", "depuis le 1er janvier 2026", "CAARUD"),)
    assert dict(zip(table.value_columns, table.values[0], strict=True)) == {
        "action": "Maraude",
        "nature": "action",
        "statut": "",
        "dates": "depuis le 1er janvier 2026",
        "responsables": "CAARUD",
        "description": "",
        "promesses": "E01",
        "demonstration": "non",
    }


def test_un_droit_de_reponse_sur_un_indicateur_de_l_axe_y_est_avec_sa_signature() -> None:
    answer = {"avis": "V1", "type": "droit_de_reponse", "date": "2026-09-20", "indicateur": "T-01"}
    said = answer | {"signataire": "Présidente", "texte": "Deux postes vacants."}
    (one,) = view(situation(indicators=[RESULT], avis=[said])).statements
    assert (one.kind_label, one.signature) == ("Droit de réponse", "Présidente, le 20 septembre 2026")


def test_le_contexte_officiel_est_a_part_avec_sa_source_et_son_lieu() -> None:
    context = indicator(
        "T-02",
        level="contexte",
        polarity="none",
        label="Taux de pauvreté et quartiers",
        short_label="Pauvreté",
        source="Insee",
    )
    rows = pd.concat([falling_share("T-01"), result_rows("T-02", {"2025-T4": share(30, 100)})])
    (figure,) = view(situation(rows, [RESULT, context])).official
    assert (figure.name, figure.value, figure.territory) == ("Pauvreté", "30\u00a0%", "Petiteville")
    assert (figure.source, figure.demonstration) == ("Insee", False)


def test_une_action_et_une_decision_menent_aux_promesses_qu_elles_servent() -> None:
    action = {"action": "A1", "intitule": "Agir", "axe": "axe", "debut": "2026-01-01", "nature": "action"}
    decision = {"decision": "D1", "intitule": "Ouvrir", "statut": "ouverte", "porteur": "CCAS"}
    shown = view(
        situation(
            indicators=[RESULT],
            actions=[action | {"engagements": "E01 | E07"}],
            decisions=[decision | {"indicateur": "T-01", "engagement": "E01"}],
        )
    )
    assert shown.timeline.actions[0].promises == ("E01", "E07")
    assert shown.decisions[0].promise == "E01"
