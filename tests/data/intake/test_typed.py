from __future__ import annotations

from data.intake import commit
from data.intake.typed import check_typed, new_reference, problems_by_column
from data.store import Store
from tests.data.small_files import TODAY, around, causes, everything_said

STATEMENT = {
    "avis": "C-1",
    "type": "commentaire",
    "date": "2026-11-23",
    "signataire": "Responsable du service santé",
    "axe": "sante",
    "texte": "Deux postes sont vacants.",
}


def test_une_ligne_saisie_se_depose_comme_un_fichier_d_une_ligne(store: Store) -> None:
    reading = check_typed("avis", STATEMENT, around(store))
    receipt = commit(reading, store, author="Service santé")
    assert store.current("avis")["texte"].tolist() == ["Deux postes sont vacants."]
    journal = store.deposits()
    assert journal["fichier"].tolist() == ["saisie_avis_2026-11-23.csv"]
    name, kept = store.received(receipt.number)
    assert (name, "vacants" in kept.decode()) == ("saisie_avis_2026-11-23.csv", True)


def test_un_texte_saisi_sur_plusieurs_lignes_reste_une_ligne() -> None:
    typed = STATEMENT | {"texte": 'Deux postes ;\n« vacants » "depuis mai".'}
    reading = check_typed("avis", typed, around())
    assert reading.rows["texte"].tolist() == ['Deux postes ; « vacants » "depuis mai".']


def test_un_texte_saisi_qui_ressemble_a_une_formule_revient_tel_quel() -> None:
    reading = check_typed("avis", STATEMENT | {"texte": "=1+1 personnes"}, around())
    assert reading.rows["texte"].tolist() == ["=1+1 personnes"]
    assert b"'=1+1" in reading.content


def test_un_nom_saisi_est_refuse_a_sa_case_et_n_est_garde_nulle_part() -> None:
    reading = check_typed("avis", STATEMENT | {"texte": "Vu avec Karim Benali."}, around())
    assert reading.blocked
    assert list(problems_by_column(reading, "error")) == ["texte"]
    assert "Benali" not in everything_said(reading)


def test_un_mot_qui_etiquette_recoit_une_proposition_a_sa_case() -> None:
    reading = check_typed("avis", STATEMENT | {"texte": "Les toxicomanes du centre."}, around())
    (problem,) = problems_by_column(reading, "information")["texte"]
    assert "consomme" in str(problem.suggestion)


def test_une_case_fausse_est_dite_sous_le_nom_de_sa_colonne() -> None:
    values = {"indicateur": "SAN-01", "territoire": "99001", "echeance": "2031", "valeur_cible": "beaucoup"}
    reading = check_typed("objectifs", values, around())
    assert causes(reading) >= {"not_a_number"}
    assert "valeur_cible" in problems_by_column(reading, "error")


def test_deux_references_ne_se_confondent_pas() -> None:
    references = {new_reference("M", around()) for _ in range(20)}
    assert len(references) > 15
    assert all(one.startswith(f"M-{TODAY:%Y%m%d}-") for one in references)
