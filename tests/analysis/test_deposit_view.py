"""What a contributor reads about his file."""

from __future__ import annotations

from analysis.deposit_view import (
    change_rows,
    difference_rows,
    difference_sentence,
    findings,
    missing_sentence,
    reading_facts,
    reading_sentence,
    receipt_facts,
)
from data.intake import commit, difference
from data.store import Store
from tests.data.small_files import activity, passages, read


def test_un_fichier_juste_se_lit_bien() -> None:
    reading = read(activity(passages("12"), passages("7", "2025-02")))
    facts = dict(reading_facts(reading))
    assert facts["Contenu reconnu"] == "Activité"
    assert facts["Période couverte"] == "du 1er janvier 2025 au 28 février 2025"
    assert (facts["Lignes lues"], facts["Lignes prêtes"], facts["Somme des valeurs prêtes"]) == (
        "2",
        "2",
        "19",
    )
    assert "Lignes à corriger" not in facts


def test_une_erreur_dit_sa_ligne_sa_colonne_et_sa_valeur() -> None:
    reading = read(activity(passages("12"), passages("douze", "2025-02")))
    (found,) = findings(reading, "error")
    assert found.places[0][:3] == ("ligne 3", "valeur (G)", "douze")
    assert reading_sentence(reading).startswith("1 erreur à corriger")


def test_la_difference_se_lit_avant_et_apres(store: Store) -> None:
    first = read(activity(passages("12"), passages("7", "2025-02")), store=store)
    commit(first, store, author="Les Tilleuls", confirmed=True)
    second = read(activity(passages("13")), store=store)
    change = difference(second, store)
    assert difference_sentence(change).startswith("0 ligne nouvelle, 1 ligne modifiée, 0 ligne identique")
    assert difference_rows(change) == [("janvier 2025", "0", "1", "0", "0")]
    ((_, column, before, after),) = change_rows(change, "activite")
    assert (column, before, after) == ("Valeur", "12", "13")


def test_moins_de_lignes_que_ce_qui_est_enregistre_se_dit(store: Store) -> None:
    both = activity(passages("12"), passages("3").replace("passages", "heures_mediation"))
    commit(read(both, store=store), store, author="Les Tilleuls", confirmed=True)
    change = difference(read(activity(passages("12")), store=store), store)
    assert change.missing == 1
    assert missing_sentence(change).startswith("Attention\u00a0: 1 ligne déjà enregistrée")


def test_le_recu_porte_le_numero_et_les_comptes(store: Store) -> None:
    receipt = commit(
        read(activity(passages("12")), store=store), store, author="Les Tilleuls", confirmed=True
    )
    facts = dict(receipt_facts(receipt))
    assert facts["Numéro"] == receipt.number
    assert facts["Lignes nouvelles"] == "1"
    assert len(facts["Empreinte du fichier"]) == 16
