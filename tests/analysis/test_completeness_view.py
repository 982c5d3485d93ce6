"""Who sent what: tables to check by eye, deposited on known days in a store of their own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis import tables
from analysis.completeness_view import Completeness, completeness
from data import codebook
from data.store import Store
from tests.pages.small_store import CITY, put

TODAY = date(2026, 11, 23)
HOURS, PLANNED = "heures_presence_realisees", "heures_presence_prevues"
SPRING, SUMMER = "2026-T2", "2026-T3"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two structures known by name; the second one closed in June 2026."""
    known = Store(tmp_path)
    rows = [
        {"structure": "escale", "nom": "L'Escale", "date_maj": "2026-01-01"},
        {"structure": "relais", "nom": "Le Relais", "date_maj": "2026-01-01", "date_fermeture": "2026-06-30"},
        {"structure": "muette", "nom": "La Muette", "date_maj": "2026-01-01"},
    ]
    put(known, "structures", rows, "Ville", "annuaire.csv", date(2026, 1, 2))
    return known


def cell(period: str, value: float | None, structure: str = "escale", measure: str = HOURS) -> dict[str, Any]:
    status = "definitif" if value is not None else "non_transmis"
    known = {"periode": period, "structure": structure, "territoire": CITY, "mesure": measure}
    return known | {"valeur": value, "statut": status}


def send(store: Store, day: date, *rows: dict[str, Any], author: str = "L'Escale") -> None:
    put(store, "activite", rows, author, f"{day}.csv", day)


def read(store: Store, today: date = TODAY) -> Completeness:
    return completeness(tables.read(store, today), codebook.load())


def states(view: Completeness, kind: str = "quarter", structure: str = "escale") -> dict[str, str]:
    matrix = next(each for each in view.matrices.values() if each.kind == kind)
    line = next(each for each in matrix.lines if each.structure == structure)
    return {p.code: each.state for p, each in zip(matrix.periods, line.sendings, strict=True)}


def test_sans_aucun_envoi_il_n_y_a_rien_a_montrer(store: Store) -> None:
    assert read(store).matrices == {}


def test_a_temps_jusqu_au_dernier_jour_du_delai_en_retard_le_lendemain(store: Store) -> None:
    send(store, date(2026, 8, 14), cell("2026-T2", 10))
    send(store, date(2026, 11, 15), cell("2026-T3", 12))
    assert states(read(store)) == {SPRING: "a_temps", SUMMER: "en_retard"}


def test_une_correction_tardive_ne_rend_pas_l_envoi_tardif(store: Store) -> None:
    send(store, date(2026, 7, 10), cell("2026-T2", 10))
    send(store, date(2026, 11, 20), cell("2026-T2", 11))
    assert states(read(store))[SPRING] == "a_temps"


def test_ce_qui_n_est_pas_encore_du_est_attendu_puis_manquant(store: Store) -> None:
    send(store, date(2026, 7, 10), cell("2026-T2", 10))
    assert states(read(store, date(2026, 11, 14)))[SUMMER] == "attendu"
    assert states(read(store, date(2026, 11, 15)))[SUMMER] == "manquant"


def test_un_envoi_ou_il_manque_une_mesure_est_partiel(store: Store) -> None:
    send(store, date(2026, 7, 10), cell("2026-T2", 10), cell("2026-T2", 20, measure=PLANNED))
    send(store, date(2026, 10, 10), cell("2026-T3", 10))
    view = read(store)
    assert states(view)[SUMMER] == "partiel"
    assert view.contributors["escale"].summary == "1 envoi est incomplet."
    assert view.contributors["escale"].missing[0].measures == ("Heures de présence de terrain prévues",)


def test_n_d_n_est_pas_un_envoi_mais_le_message_s_en_souvient(store: Store) -> None:
    send(store, date(2026, 7, 10), cell("2026-T2", 10), cell("2026-T2", 20, measure=PLANNED))
    send(store, date(2026, 10, 10), cell("2026-T3", 10), cell("2026-T3", None, measure=PLANNED))
    view = read(store)
    assert states(view)[SUMMER] == "partiel"
    assert "que vous aviez noté «\u00a0n.d.\u00a0»" in view.contributors["escale"].reminder("/")


def test_apres_la_fermeture_rien_n_est_attendu(store: Store) -> None:
    send(store, date(2026, 7, 10), cell("2026-T2", 10), cell("2026-T2", 5, "relais"), author="Ville")
    send(store, date(2026, 10, 10), cell("2026-T3", 10))
    assert states(read(store), structure="relais") == {SPRING: "a_temps", SUMMER: "sans_objet"}


def test_le_passe_repris_au_premier_depot_n_est_ni_a_temps_ni_en_retard(store: Store) -> None:
    past = [cell(f"2025-T{quarter}", 10) for quarter in (1, 2, 3, 4)]
    send(store, date(2026, 7, 10), *past, cell("2026-T1", 10), cell("2026-T2", 10))
    view = read(store)
    assert set(states(view).values()) == {"repris", "a_temps", "manquant"}
    received, in_time = view.matrices["quarter"].rates
    assert (received.share, received.counts) == ("86\u00a0%", "6 sur 7 attendus")
    assert (in_time.share, in_time.counts) == ("50\u00a0%", "1 sur 2 attendus")


def test_ce_que_la_ville_compte_d_une_structure_ne_lui_est_pas_demande(store: Store) -> None:
    send(store, date(2026, 7, 10), cell("2026-T2", 10))
    send(store, date(2026, 7, 20), cell("2026-T2", 3, measure=PLANNED), author="Ville")
    send(store, date(2026, 10, 10), cell("2026-T3", 10))
    assert states(read(store)) == {SPRING: "a_temps", SUMMER: "a_temps"}


def test_un_fichier_depose_par_la_ville_a_sa_place_compte_comme_recu(store: Store) -> None:
    send(store, date(2026, 7, 10), cell("2026-T2", 10))
    send(store, date(2026, 10, 10), cell("2026-T3", 12), author="Ville")
    assert states(read(store))[SUMMER] == "a_temps"


def test_une_enquete_tous_les_deux_ans_n_est_pas_attendue_entre_deux(store: Store) -> None:
    survey = "reponses_tranquillite"
    send(store, date(2023, 2, 1), cell("2022", 400, measure=survey))
    send(store, date(2025, 2, 1), cell("2024", 410, measure=survey))
    assert states(read(store), "year") == {"2022": "a_temps", "2024": "a_temps"}


def test_la_phrase_compte_ceux_qui_ont_transmis_et_ceux_qui_sont_en_retard(store: Store) -> None:
    others = [cell("2026-T2", 5, f"s{number}") for number in range(3)]
    send(store, date(2026, 7, 10), cell("2026-T2", 10), *others, author="Ville")
    send(store, date(2026, 10, 10), cell("2026-T3", 10), cell("2026-T3", 5, "s1"), author="Ville")
    view = read(store)
    said = "2 structures sur 4 ont transmis le 3e trimestre 2026\u00a0; 2 sont en retard."
    assert view.matrices["quarter"].answer == said
    assert [each.structure for each in view.to_remind] == ["s0", "s2"]
    assert view.silent.startswith("2 structures de l'annuaire n'ont jamais rien transmis")


def test_le_message_nomme_les_periodes_les_mesures_et_les_adresses(store: Store) -> None:
    send(store, date(2026, 2, 10), cell("2025-T4", 10))
    message = read(store).contributors["escale"].reminder("https://ville.fr/suivi/")
    periods = "1er trimestre 2026, 2e trimestre 2026 et 3e trimestre 2026"
    assert (
        f"- {periods}\u00a0: tout l'envoi, soit «\u00a0Heures de présence de terrain réalisées\u00a0»"
        in message
    )
    assert "https://ville.fr/suivi/dictionnaire?rubrique=modeles&structure=escale\n" in message
    assert "https://ville.fr/suivi/deposer\n" in message


def test_sans_rien_a_demander_il_n_y_a_pas_de_message(store: Store) -> None:
    send(store, date(2026, 10, 10), cell("2026-T3", 10))
    contributor = read(store).contributors["escale"]
    assert contributor.summary == "Rien à relancer\u00a0: tout ce qui était attendu est arrivé."
    assert contributor.reminder("/") == ""


def test_une_valeur_inhabituelle_publique_est_montree_avec_l_habitude(store: Store) -> None:
    usual = [cell(f"2025-T{quarter}", 100) for quarter in (1, 2, 3, 4)]
    send(store, date(2026, 10, 10), *usual, cell("2026-T1", 900))
    (asked,) = read(store).contributors["escale"].unusual
    assert (asked.measure, asked.said) == (
        "Heures de présence de terrain réalisées",
        "900 heures, d'ordinaire de 70 à 130",
    )


def test_le_nombre_d_une_mesure_qui_compte_des_personnes_n_est_jamais_ecrit(store: Store) -> None:
    people = "file_active_csapa"
    usual = [cell(f"{year}", 100, measure=people) for year in (2021, 2022, 2023, 2024)]
    send(store, date(2026, 3, 10), *usual, cell("2025", 912, measure=people))
    contributor = read(store).contributors["escale"]
    (asked,) = contributor.unusual
    assert (asked.where, asked.said) == ("2025", "valeur inhabituelle (nombre non affiché)")
    assert "912" not in contributor.reminder("/")


def test_une_valeur_a_confirmer_seule_fait_un_message_qui_ne_reclame_rien(store: Store) -> None:
    usual = [cell(f"2025-T{quarter}", 100) for quarter in (1, 2, 3, 4)]
    send(store, date(2026, 11, 10), *usual, cell("2026-T1", 100), cell("2026-T2", 100), cell("2026-T3", 900))
    contributor = read(store).contributors["escale"]
    assert contributor.missing == ()
    assert "Pouvez-vous nous confirmer ces valeurs" in contributor.reminder("/")
    assert "nous n'avons pas encore reçu" not in contributor.reminder("/")


def test_le_tableau_a_telecharger_dit_les_mots_et_que_les_donnees_sont_fictives(store: Store) -> None:
    send(store, date(2026, 7, 10), cell("2026-T2", 10))
    text = read(store).matrices["quarter"].table.csv().decode("utf-8-sig")
    assert text.splitlines() == [
        "Structure;T2 2026;T3 2026;Reçus;À temps;Données",
        "L'Escale;reçu à temps;manquant;1 sur 2;1 sur 2;fictives (démonstration)",
    ]


def test_chaque_structure_a_ses_deux_comptes(store: Store) -> None:
    """Received and in time are counted for the one who sends as for all of them."""
    send(store, date(2026, 7, 10), cell("2026-T2", 10))
    send(store, date(2026, 11, 20), cell("2026-T3", 12))
    matrix = read(store).matrices["quarter"]
    (line,) = matrix.lines
    assert (line.received, line.in_time) == ("2 sur 2", "1 sur 2")
    assert matrix.table.rows[0][-2:] == ("2 sur 2", "1 sur 2")


def test_une_valeur_inhabituelle_est_a_confirmer_a_l_accueil_de_la_page(store: Store) -> None:
    months = [f"2025-{month:02d}" for month in range(1, 13)]
    usual = [cell(month, 100 + place % 3) for place, month in enumerate(months)]
    send(store, date(2026, 7, 10), *usual, cell("2026-01", 900))
    assert [each.structure for each in read(store).to_confirm] == ["escale"]
