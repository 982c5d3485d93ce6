"""The page of the consultation bodies, on a few sessions and decisions that can be checked by eye."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analysis.concertation_view import ConcertationView, concertation_view
from analysis.decision_register import kept, register_table
from tests.analysis.activity import indicator
from tests.analysis.builders import falling_share, situation

SHEET = indicator(short_label="Séances")


def session(code: str, **values: Any) -> dict[str, Any]:
    """A session of the CLS, held on 1 June 2026 with two of each college out of four, minutes in a week."""
    usual: dict[str, Any] = {
        "seance": code,
        "instance": "cls",
        "date_prevue": "2026-06-01",
        "date_tenue": "2026-06-01",
        "statut": "tenue",
        "date_diffusion": "2026-06-08",
    }
    for college in ("ville", "etat", "sante", "associations", "personnes_concernees"):
        usual |= {f"convoques_{college}": 4, f"presents_{college}": 2}
    return usual | values


def planned(code: str, day: str, status: str = "prevue") -> dict[str, Any]:
    return {"seance": code, "instance": "cls", "date_prevue": day, "statut": status}


def decision(code: str, **values: Any) -> dict[str, Any]:
    usual = {"decision": code, "intitule": f"Faire {code}", "porteur": "CCAS", "nature": "decision"}
    dates = {"date_decision": "2026-06-01", "echeance": "2027-01-31", "date_maj": "2026-11-01"}
    return usual | dates | {"seance": "S1", "statut": "ouverte"} | values


def view(**tables: Any) -> ConcertationView:
    return concertation_view(situation(falling_share("T-01"), [SHEET], **tables))


def facts(shown: ConcertationView) -> dict[str, str]:
    return dict(shown.facts)


# --- Séances ---


def test_une_seance_prevue_dont_la_date_est_passee_est_a_renseigner() -> None:
    rows = [planned("S1", "2026-10-01"), planned("S2", "2026-12-10"), session("S3")]
    (body,) = view(instances=rows).calendars[2026]
    assert [[one.state for one in month] for month in body.months if month] == [
        ["tenue"],
        ["a_renseigner"],
        ["prevue"],
    ]


def test_une_seance_annulee_compte_parmi_celles_qui_etaient_prevues() -> None:
    rows = [session("S1"), planned("S2", "2026-09-01", "annulee"), planned("S3", "2026-12-10")]
    assert facts(view(instances=rows))["Se réunissent"] == (
        "1 séance tenue sur 2 prévues en douze mois. La prochaine\u00a0: CLS, le 10 décembre 2026."
    )


@pytest.mark.parametrize(
    ("held", "sent", "expected"),
    [
        ("2026-06-01", "2026-06-11", True),
        ("2026-06-01", "2026-06-12", False),
        ("2026-06-01", None, False),
        ("2026-11-20", None, None),
    ],
)
def test_un_releve_est_attendu_dix_jours_apres_la_seance(
    held: str, sent: str | None, expected: object
) -> None:
    shown = view(instances=[session("S1", date_tenue=held, date_diffusion=sent)])
    (one,) = next(month for month in shown.calendars[2026][0].months if month)
    assert one.minutes_in_time is expected


# --- Présence ---


def test_la_presence_se_compte_par_college_sur_douze_mois() -> None:
    old = session("S0", date_prevue="2025-01-10", date_tenue="2025-01-10", presents_ville=0)
    shown = view(instances=[old, session("S1"), session("S2", presents_ville=4)]).attendance
    town = shown.colleges[0]
    assert (town.present, town.convened, town.text) == (6, 8, "75\u00a0%, 6 sur 8")
    assert town.interval == pytest.approx((40.93, 92.85), abs=0.01)


def test_les_voix_absentes_se_disent_en_une_phrase() -> None:
    rows = [
        session("S1", presents_personnes_concernees=0),
        session("S2", convoques_personnes_concernees=0, presents_personnes_concernees=0),
    ]
    assert view(instances=rows).attendance.absent == (
        "Personnes concernées et proches\u00a0: personne à 1 séance sur 1 et pas de place prévue à 1 séance."
    )


def test_une_feuille_de_presence_absente_n_est_pas_une_absence() -> None:
    shown = view(instances=[session("S1", convoques_etat=None, presents_etat=None)]).attendance
    assert "État" not in shown.absent
    assert len(shown.colleges) == 4


# --- Décisions ---


def test_les_decisions_echues_viennent_d_abord_puis_celles_a_realiser() -> None:
    rows = [
        decision("D1"),
        decision("D2", echeance="2026-09-01"),
        decision("D3", echeance="2026-08-01", statut="reportee"),
        decision("D4", statut="realisee", date_realisation="2026-10-01", justificatif="CR-4"),
        decision("D5", statut="abandonnee"),
    ]
    shown = view(instances=[session("S1")], decisions=rows)
    assert [one.code for one in shown.decisions] == ["D3", "D2", "D1", "D4", "D5"]
    assert shown.counts == {
        "en-retard": 2, "sans-nouvelles": 0, "a-realiser": 1, "realisees": 1, "abandonnees": 1,
    }  # fmt: skip
    assert shown.decisions[0].session == "CLS"
    assert shown.answer == (
        "Elles décident (5 décisions en douze mois), mais tout n'est pas suivi\u00a0: "
        "2 décisions échues ne sont pas réalisées."
    )


@pytest.mark.parametrize(("news", "silent"), [("2026-08-25", False), ("2026-08-24", True), (None, True)])
def test_une_decision_ouverte_est_sans_nouvelles_apres_quatre_vingt_dix_jours(
    news: str | None, silent: bool
) -> None:
    (one,) = view(decisions=[decision("D1", date_maj=news)]).decisions
    assert one.is_silent is silent


def test_les_filtres_se_combinent() -> None:
    rows = [
        decision("D1", indicateur="T-01"),
        decision("D2", porteur="Ville", engagement="E01"),
        decision("D3", porteur="Ville", echeance="2026-09-01"),
    ]
    every = view(decisions=rows).decisions
    assert [one.code for one in kept(every, owner="Ville")] == ["D3", "D2"]
    assert [one.code for one in kept(every, axis="axe")] == ["D1", "D2"]
    assert [one.code for one in kept(every, state="en-retard", owner="Ville")] == ["D3"]
    assert [one.code for one in kept(every, indicator="T-01")] == ["D1"]
    assert not kept(every, state="realisees")


# --- Ce que l'indicateur a fait depuis ---


def looks(taken: str, today: date) -> list[tuple[str, str, str]]:
    found = situation(
        falling_share("T-01"),
        [SHEET],
        today=today,
        decisions=[decision("D1", date_decision=taken, indicateur="T-01")],
    )
    (one,) = concertation_view(found).decisions
    return [(look.name, look.value, look.word) for look in one.looks]


def test_l_indicateur_se_relit_a_six_et_douze_mois_avec_la_regle_commune() -> None:
    """From 80 % in 2024 to 45 % at the end of 2025: nothing to compare with yet, then a setback."""
    assert looks("2025-01-15", date(2026, 3, 1)) == [
        ("À la décision", "78\u00a0% au 4e trimestre 2024", ""),
        ("À +6 mois", "48\u00a0% au 2e trimestre 2025", "on ne peut pas conclure"),
        ("À +12 mois", "45\u00a0% au 4e trimestre 2025", "recul"),
        ("Aujourd'hui", "45\u00a0% au 4e trimestre 2025", "recul"),
    ]


def test_une_date_a_venir_dit_quand_verifier_et_rien_d_autre() -> None:
    shown = looks("2025-10-15", date(2025, 12, 1))
    assert shown[1:3] == [
        ("À +6 mois", "à vérifier le 15 avril 2026", ""),
        ("À +12 mois", "à vérifier le 15 octobre 2026", ""),
    ]


def test_sans_chiffre_nouveau_depuis_la_decision_aucun_mot_n_est_donne() -> None:
    shown = looks("2026-01-15", date(2026, 11, 23))
    assert shown[1] == ("À +6 mois", "pas de nouveau chiffre depuis la décision", "")
    assert shown[3] == ("Aujourd'hui", "pas de nouveau chiffre depuis la décision", "")


def test_une_definition_changee_entre_temps_se_dit() -> None:
    change = {"date": date(2025, 7, 1), "note": "Séances d'une heure.", "break": True}
    rows = [decision("D1", date_decision="2025-01-15", indicateur="T-01")]
    found = situation(falling_share("T-01"), [indicator(definition_changes=[change])], decisions=rows)
    (one,) = concertation_view(found).decisions
    assert "définition changée entre-temps" not in one.looks[1].value
    assert one.looks[2].value == "45\u00a0% au 4e trimestre 2025, définition changée entre-temps"


def test_une_decision_sans_indicateur_n_a_rien_a_verifier() -> None:
    (one,) = view(decisions=[decision("D1")]).decisions
    assert one.looks == ()
    assert register_table([one]).columns[-1] == "Indicateur"


def test_sans_seance_ni_decision_la_page_n_affirme_rien() -> None:
    shown = view()
    assert shown.is_empty
    assert shown.attendance.absent == ""
