"""The page of the associations, on a handful of grants that can be checked by eye."""

from __future__ import annotations

from datetime import date
from typing import Any

from analysis.associations_view import AssociationsView, associations_view
from analysis.replies import Reply, replies_of
from analysis.statements import Statement
from tests.analysis.activity import indicator
from tests.analysis.builders import result_rows, share, situation

DIRECTORY = [{"structure": "escale", "nom": "L'Escale", "siret": "00000000000011"}]
AGREEMENT = {"convention": "cpo", "convention_debut": "2024-01-01", "convention_fin": "2026-12-31"}


def grant(code: str, **values: Any) -> dict[str, Any]:
    """1 000 € of 2026 to L'Escale, notified on 1 March and paid 40 days later, unless said otherwise."""
    usual = {
        "subvention": code, "exercice": 2026, "attribuant": "Ville de Petiteville",
        "beneficiaire": "L'Escale",
        "beneficiaire_siret": "00000000000011", "objet": f"Projet {code}", "montant_vote": 1000.0,
        "montant_verse": 1000.0, "date_notification": "2026-03-01", "date_versement": "2026-04-10",
    }  # fmt: skip
    return usual | values


def unpaid(code: str, **values: Any) -> dict[str, Any]:
    return grant(code, **({"montant_verse": None, "date_versement": None} | values))


def view(*grants: dict[str, Any], **tables: Any) -> AssociationsView:
    return associations_view(situation(financements=grants, structures=DIRECTORY, **tables))


def facts(shown: AssociationsView) -> dict[str, str]:
    return dict(shown.facts)


# --- Voté, notifié, versé ---


def test_chaque_exercice_dit_ce_qui_est_vote_notifie_et_verse() -> None:
    later = grant("S3", exercice=2025, montant_vote=500.0, montant_verse=400.0)
    shown = view(grant("S1"), unpaid("S2", date_notification=None), later)
    assert [(y.year, y.voted, y.notified, y.paid) for y in shown.years] == [
        (2025, 500.0, 500.0, 400.0),
        (2026, 2000.0, 1000.0, 1000.0),
    ]
    assert facts(shown)["Soutenues"] == (
        "En 2026, la Ville a voté 2\u202f000\u00a0€\u00a0: 2 subventions à 1 association. "
        "Versé à ce jour\u00a0: 1\u202f000\u00a0€."
    )


def test_une_association_se_reconnait_a_son_siret_malgre_deux_orthographes() -> None:
    shown = view(grant("S1"), grant("S2", beneficiaire="ASSOCIATION L'ESCALE"))
    assert list(shown.associations) == ["escale"]
    assert shown.years[0].associations == 1


def test_une_association_hors_de_l_annuaire_a_sa_page_aussi() -> None:
    shown = view(grant("S1", beneficiaire="Le Relais", beneficiaire_siret=None))
    assert shown.choices == {"Le Relais": "Le Relais"}


# --- Délais ---


def test_une_subvention_jamais_versee_est_la_reponse_de_la_page() -> None:
    shown = view(grant("S1"), unpaid("S2"))
    assert shown.answer == (
        "Pas toutes\u00a0: 1 subvention notifiée attend son versement depuis plus de 60 jours."
    )
    (waiting,) = shown.payments.waiting
    assert waiting.told == "notifiée le 1er mars 2026, pas encore versée\u00a0: 207 jours de retard"
    (year,) = shown.payments.years
    assert (year.timely, year.judged, year.waiting) == (1, 2, 1)
    assert year.longest_text == "267 jours et plus"


def test_une_subvention_qui_attend_depuis_moins_de_soixante_jours_n_est_pas_jugee() -> None:
    shown = view(unpaid("S1", date_notification="2026-11-01"))
    assert shown.payments.years == ()
    assert not shown.payments.waiting
    assert shown.payments.payments[0].told.endswith("pas encore versée\u00a0: 22 jours d'attente")


def test_les_retards_d_un_exercice_mettent_d_abord_ceux_qui_attendent_encore() -> None:
    paid_late = grant("S1", date_notification="2026-01-10")
    shown = view(paid_late, unpaid("S2"), grant("S3"))
    assert [(p.code, p.days_late) for p in shown.payments.late_of(2026)] == [("S2", 207), ("S1", 30)]


def test_un_versement_sans_sa_date_n_a_pas_de_delai_et_la_page_le_dit() -> None:
    shown = view(grant("S1", date_versement=None)).associations["escale"]
    assert (shown.payments, shown.without_notice) == ((), 1)


def test_la_mediane_a_un_intervalle_a_partir_de_six_versements() -> None:
    five = view(*(grant(f"S{n}") for n in range(5))).payments.years[0]
    six = view(*(grant(f"S{n}") for n in range(6))).payments.years[0]
    assert five.median_interval == "trop peu de versements"
    assert six.median_interval == "de 40 à 40 jours"


# --- Conventions ---


def test_une_convention_qui_se_termine_dit_si_sa_suite_est_ecrite() -> None:
    answered = grant("S2", beneficiaire="B", beneficiaire_siret="2", position_renouvellement="2026-05-20")
    shown = view(grant("S1", **AGREEMENT), answered | AGREEMENT)
    assert [one.state for one in shown.agreements] == [
        "se termine dans 38 jours, position écrite donnée le 20 mai 2026",
        "se termine dans 38 jours, sans position écrite (elle était attendue le 30 juin 2026)",
    ]
    assert "1 convention sur 2 qui se terminent d'ici un an n'a pas de position écrite" in shown.answer


def test_deux_subventions_d_une_meme_convention_ne_font_qu_une_convention() -> None:
    (one,) = view(grant("S1", **AGREEMENT), grant("S2", **AGREEMENT)).agreements
    assert one.yearly == 2000.0


def test_une_convention_suivie_d_une_autre_est_renouvelee() -> None:
    before = {"convention": "cpo", "convention_debut": "2021-01-01", "convention_fin": "2023-12-31"}
    shown = view(grant("S1", exercice=2023, **before), grant("S2", **AGREEMENT))
    assert shown.agreements[0].state == "renouvelée"
    assert [line.title for line in shown.timeline.actions] == ["L'Escale"]


def test_une_convention_deja_renouvelee_n_attend_pas_de_position() -> None:
    after = {"convention": "cpo", "convention_debut": "2027-01-01", "convention_fin": "2029-12-31"}
    shown = view(grant("S1", **AGREEMENT), grant("S2", exercice=2027, **after))
    assert "position écrite ou une suite" in shown.answer
    assert dict(shown.facts)["Rassurées sur la suite"].endswith("1 avec une position écrite ou une suite.")


# --- Cofinanceurs ---


def test_les_postes_payes_par_l_etat_sont_a_part_et_leur_source_est_dite() -> None:
    post = grant("P1", attribuant="État (ANCT)", objet="Poste d'adulte-relais", dispositif="Adultes-relais")
    source = {"source": "ANCT", "edition": "2020-2023", "licence": "Licence Ouverte 2.0"}
    shown = view(grant("S1", demonstration=True), post | source | {"exercice": 2023, "montant_vote": 20000.0})
    (state,) = shown.cofunders
    assert state.is_official
    assert state.origin == "Donnée publique réelle. Source\u00a0: ANCT, 2020-2023, Licence Ouverte 2.0."
    assert state.table.demonstration is False
    assert "1 poste dans 1 association, 20\u202f000\u00a0€ accordés" in state.sentence
    assert sum(year.voted for year in shown.years) == 1000.0
    assert shown.associations["escale"].cofunders[0].name == "État (ANCT)"


# --- Droit de réponse ---


def test_la_reponse_d_une_association_est_a_cote_du_chiffre_qu_elle_vise() -> None:
    sheet = indicator("ASS-02", short_label="Versées en 60 jours")
    said = {"avis": "R1", "type": "droit_de_reponse", "date": "2026-10-20", "indicateur": "ASS-02"}
    said |= {"signataire": "Présidence de L'Escale", "periode": "2026-T3", "texte": "Nous attendons."}
    found = situation(
        result_rows("ASS-02", {"2026-T3": share(60, 20)}),
        [sheet],
        financements=[grant("S1")],
        structures=DIRECTORY,
        avis=[said],
    )
    shown = associations_view(found)
    assert [one.text for one in shown.rule.city[0].said] == ["Nous attendons."]
    assert shown.other_replies == ()
    (reply,) = shown.associations["escale"].replies
    assert (reply.then, reply.word) == ("60\u00a0% au 3e trimestre 2026", "on ne peut pas conclure")


def test_une_reponse_est_a_la_structure_qu_elle_dit_et_sinon_a_celle_que_nomme_sa_signature() -> None:
    def reply(signatory: str, structure: str = "") -> Reply:
        day = date(2026, 10, 20)
        said = (
            "droit_de_reponse",
            "Droit de réponse",
            day,
            signatory,
            "",
            "",
            "",
            "",
            "",
            "Texte",
            structure,
        )
        return Reply(Statement(*said, demonstration=False), "", "", "", "", "")

    told, named = reply("Présidence", "escale"), reply("Présidence de L'Escale")
    other, longer = reply("Présidence de L'Escale", "relais"), reply("Présidence de L'Escalette")
    assert replies_of((told, named, other, longer), "escale", "L'Escale") == (told, named)


def test_sans_subvention_la_page_n_affirme_rien() -> None:
    shown = view()
    assert shown.is_empty
    assert (shown.answer, shown.facts, shown.agreements) == ("", (), ())
