"""The page of the promises, on tiny tables."""

from __future__ import annotations

import pandas as pd

from analysis.promises_view import PromisesView, Traced, promises_view
from analysis.standing import Situation
from tests.analysis.activity import indicator
from tests.analysis.builders import Row, falling_share, result_rows, share, situation

SHEET = indicator(level="resultat", short_label="Séances", commitments=["E01"])
ACTION = {"nature": "action", "engagements": "E01", "debut": "2026-01-01"}
DECISION = {"porteur": "CCAS", "date_decision": "2026-01-15", "engagement": "E01", "nature": "decision"}
START = {"territoire": "99001", "periode_initiale": "2025-T4", "valeur_initiale": 45.0}
TARGET = {"indicateur": "T-01", "echeance": "2031-T4", "valeur_cible": 80.0, "nature": "final"}


def traced(found: Situation) -> Traced:
    """What became of « Tenir », the only promise of the tiny city."""
    shown = promises_view(found).trace("E01")
    assert shown is not None
    return shown


def marks(found: Situation) -> list[str]:
    return [lack.mark for lack in traced(found).lacks]


def counted(view: PromisesView) -> dict[str, int]:
    return {counter.gap: counter.number for counter in view.counters}


def test_une_promesse_tient_en_une_phrase() -> None:
    actions = [ACTION | {"action": f"A{n}", "intitule": "Agir", "statut": "en_cours"} for n in range(3)]
    late = DECISION | {"decision": "D1", "intitule": "Ouvrir", "echeance": "2026-06-30", "statut": "ouverte"}
    sheets = [SHEET, indicator("T-02", commitments=["E01"])]
    shown = traced(situation(falling_share("T-01"), sheets, actions=actions, decisions=[late]))
    assert shown.state == (
        "3 actions en cours\u00a0; 1 indicateur recule, 1 sans conclusion\u00a0; 1 décision en retard."
    )


def test_une_promesse_dont_rien_n_est_dit_le_dit() -> None:
    shown = traced(situation())
    assert shown.state == ("Aucune action\u00a0; aucun indicateur\u00a0; aucune décision.")
    assert [lack.mark for lack in shown.lacks] == ["sans action", "sans indicateur", _MUTE]


def test_un_evenement_n_est_pas_une_action() -> None:
    event = ACTION | {"action": "E1", "intitule": "Élections", "nature": "evenement"}
    assert "sans action" in marks(situation(indicators=[SHEET], actions=[event]))


def test_une_action_abandonnee_ne_sert_plus_la_promesse() -> None:
    given_up = ACTION | {"action": "A1", "intitule": "Agir", "statut": "abandonnee"}
    assert "sans action" in marks(situation(indicators=[SHEET], actions=[given_up]))


def test_une_action_sert_chacune_des_promesses_qu_elle_nomme() -> None:
    both = ACTION | {"action": "A1", "intitule": "Agir", "statut": "en_cours", "engagements": "E07|E01"}
    assert [one.title for one in traced(situation(actions=[both])).promise.deeds] == ["Agir"]


def test_une_action_sans_statut_se_lit_a_ses_dates() -> None:
    rows = [
        ACTION | {"action": "A1", "intitule": "Finie", "fin": "2026-06-30"},
        ACTION | {"action": "A2", "intitule": "À venir", "debut": "2027-01-01"},
        ACTION | {"action": "A3", "intitule": "Ouverte"},
    ]
    deeds = traced(situation(actions=rows)).promise.deeds
    assert [(one.title, one.status_label) for one in deeds] == [
        ("Ouverte", "En cours"),
        ("Finie", "Terminée"),
        ("À venir", "Prévue"),
    ]
    assert deeds[2].dates == "à partir du 1er janvier 2027"


def test_une_cible_sans_valeur_de_depart_manque_de_point_de_depart() -> None:
    without = TARGET | {"territoire": "99001"}
    lacking = situation(falling_share("T-01"), [SHEET], objectifs=[without])
    (lack,) = [one for one in traced(lacking).lacks if one.to_fill == "objectifs"]
    assert (lack.mark, lack.indicators) == ("1 indicateur sans point de départ", {"T-01": "Séances"})
    whole = situation(falling_share("T-01"), [SHEET], objectifs=[TARGET | START])
    assert marks(whole) == ["sans action", *_SILENT, _MUTE]


def test_un_chiffre_suivi_sans_jugement_n_a_pas_besoin_de_point_de_depart() -> None:
    watched = indicator(polarity="none", commitments=["E01"])
    assert marks(situation(falling_share("T-01"), [watched])) == ["sans action", *_SILENT, _MUTE]


def test_deux_periodes_attendues_sans_chiffre_sont_comptees_et_pas_une_seule() -> None:
    """On 23 November 2026 the last quarter due is the third: it ended 54 days ago."""
    one_missing = result_rows("T-01", {"2026-T1": share(50, 100), "2026-T2": share(50, 100)})
    two_missing = one_missing.head(1)
    assert _SILENT[0] not in marks(situation(one_missing, [SHEET]))
    assert _SILENT[0] in marks(situation(two_missing, [SHEET]))


def test_un_indicateur_sans_aucun_chiffre_est_sans_donnee() -> None:
    assert _SILENT[0] in marks(situation(indicators=[SHEET]))


def test_un_chiffre_secret_est_un_chiffre_transmis_et_reste_secret() -> None:
    hidden = {"value": None, "flag": "masked"}
    found = situation(result_rows("T-01", {"2026-T2": hidden, "2026-T3": hidden}), [SHEET])
    (figure,) = traced(found).promise.figures
    assert (figure.value, figure.lacks_data) == ("secret", False)
    assert b"secret" not in promises_view(found).table.csv()


def test_les_decisions_en_retard_viennent_d_abord_et_les_realisees_a_part() -> None:
    rows = [
        DECISION | {"decision": "D1", "intitule": "Réunir", "echeance": "2027-01-31", "statut": "ouverte"},
        DECISION | {"decision": "D2", "intitule": "Ouvrir", "echeance": "2026-06-30", "statut": "reportee"},
        DECISION
        | {"decision": "D3", "intitule": "Former", "echeance": "2026-03-01", "statut": "realisee"}
        | {"date_realisation": "2026-04-02", "justificatif": "CR-3"},
        DECISION | {"decision": "D4", "intitule": "Traduire", "statut": "abandonnee"},
    ]
    decided = traced(situation(decisions=rows)).promise.decisions
    assert [(one.title, one.is_overdue) for one in decided.waiting] == [("Ouvrir", True), ("Réunir", False)]
    (done,) = decided.done
    assert (done.when, done.record) == (
        "réalisée le 2 avril 2026, après l'échéance (1er mars 2026)",
        "CR-3",
    )
    assert [one.title for one in decided.abandoned] == ["Traduire"]


def test_une_decision_qui_ne_nomme_rien_compte_pour_son_indicateur() -> None:
    silent = DECISION | {"decision": "D1", "intitule": "Ouvrir", "statut": "ouverte", "indicateur": "T-01"}
    named_elsewhere = silent | {"decision": "D2", "engagement": "E09"}
    rows: list[Row] = [silent | {"engagement": None}, named_elsewhere]
    decided = traced(situation(indicators=[SHEET], decisions=rows)).promise.decisions
    assert len(decided.waiting) == 1


def test_les_personnes_concernees_parlent_avant_la_meteo_signee() -> None:
    common = {"signataire": "Fonction", "axe": "axe"}
    rows = [
        common | {"avis": "V1", "type": "meteo", "date": "2026-10-01", "meteo": "soleil"},
        common | {"avis": "V2", "type": "meteo", "date": "2025-10-01", "meteo": "nuages"},
        common
        | {"avis": "V3", "type": "constat", "date": "2026-06-01", "indicateur": "T-01", "texte": "Mieux."},
        common
        | {"avis": "V4", "type": "constat", "date": "2026-06-01", "indicateur": "T-09", "texte": "Loin."},
        common | {"avis": "V5", "type": "droit_de_reponse", "date": "2026-06-02", "texte": "Deux postes."},
    ]
    said = traced(situation(indicators=[SHEET], avis=rows)).promise.statements
    assert [(one.kind, one.text or one.weather) for one in said] == [
        ("constat", "Mieux."),
        ("droit_de_reponse", "Deux postes."),
        ("meteo", "soleil"),
    ]


def test_les_compteurs_filtrent_et_une_adresse_inconnue_montre_tout() -> None:
    view = promises_view(situation(falling_share("T-01"), [SHEET]))
    assert counted(view) == {
        "sans-action": 1,
        "sans-indicateur": 0,
        "sans-point-de-depart": 1,
        "sans-donnee": 1,
        "sans-parole": 1,
    }
    assert view.lacking("sans-indicateur") == ()
    assert view.lacking("autre") == view.groups


def test_l_ensemble_se_dit_en_faits_sans_note_globale() -> None:
    action = ACTION | {"action": "A1", "intitule": "Agir", "statut": "en_cours"}
    view = promises_view(situation(falling_share("T-01"), [SHEET], actions=[action]))
    assert view.summary == (
        "Sur 1 promesse, 1 a au moins une action en cours. 1 a au moins un indicateur qui recule."
    )
    nothing = promises_view(situation()).summary
    assert nothing == "Sur 1 promesse, aucune n'a encore d'action en cours."


def test_le_fichier_des_promesses_compte_chaque_verdict_a_part() -> None:
    table = promises_view(situation(falling_share("T-01"), [SHEET])).table
    line = pd.DataFrame(table.values, columns=list(table.value_columns)).iloc[0]
    assert (line["indicateurs"], line["en_recul"], line["en_progres"]) == (1, 1, 0)
    assert (line["code"], line["axe"], line["demonstration"]) == ("E01", "Axe", "non")


def test_une_meteo_ou_un_commentaire_n_est_pas_la_parole_des_personnes() -> None:
    said = {
        "avis": "V1",
        "date": "2026-06-01",
        "signataire": "Fonction",
        "indicateur": "T-01",
        "texte": "Oui.",
    }
    comment = situation(indicators=[SHEET], avis=[said | {"type": "commentaire"}])
    finding = situation(indicators=[SHEET], avis=[said | {"type": "constat"}])
    assert (_MUTE in marks(comment), _MUTE in marks(finding)) == (True, False)
    assert traced(finding).state.endswith("1 parole signée.")


_MUTE = "sans parole de personnes concernées ni d'associations"
_SILENT = ["1 indicateur sans donnée depuis 2 périodes"]
