from __future__ import annotations

from pathlib import Path

import pytest

from data.intake import NotAcceptable, commit
from data.store import Store
from tests.data.small_files import activity, causes, column, passages, read

GOOD = activity(passages("10"), passages("20", "2025-02"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def values(store: Store) -> dict[str, float]:
    current = store.current("activite")
    return dict(zip(current["periode"].astype("str"), current["valeur"], strict=True))


def test_un_depot_donne_un_recu(store: Store) -> None:
    receipt = commit(read(GOOD, "t1.csv"), store, author="Accueil")
    assert (receipt.table, receipt.filename, receipt.read, receipt.added, receipt.changed) == (
        "activite",
        "t1.csv",
        2,
        2,
        0,
    )
    assert len(receipt.sha256) == 64
    assert store.received(receipt.number) == ("t1.csv", GOOD.encode())


def test_deposer_deux_fois_le_meme_fichier_ne_compte_qu_une_fois(store: Store) -> None:
    receipt = commit(read(GOOD), store, author="Accueil")
    again = read(GOOD, store=store)
    assert causes(again) == {"already_deposited"}
    assert f"dépôt {receipt.number}" in again.report.errors[0].message
    assert "«\u00a0Accueil\u00a0»" in again.report.errors[0].message
    with pytest.raises(NotAcceptable, match="déjà été déposé"):
        commit(again, store, author="Accueil")
    with pytest.raises(NotAcceptable, match="déjà été déposé"):
        commit(read(GOOD), store, author="Accueil")
    assert len(store.deposits()) == 1


def test_un_depot_retire_rend_les_valeurs_d_avant(store: Store) -> None:
    commit(read(GOOD), store, author="Accueil")
    before = store.current("activite")
    receipt = commit(read(activity(passages("99"))), store, author="Accueil", reason="Erreur de saisie")
    assert values(store) == {"2025-01": 99, "2025-02": 20}
    store.withdraw(receipt.number, author="Accueil", reason="Mauvais fichier")
    assert store.current("activite").astype("str").equals(before.astype("str"))


def test_un_fichier_retire_peut_etre_depose_de_nouveau(store: Store) -> None:
    store.withdraw(commit(read(GOOD), store, author="A").number, author="A", reason="essai")
    assert read(GOOD, store=store).verdict == "accepted"
    assert commit(read(GOOD), store, author="A").added == 2


def test_remplacer_une_valeur_demande_un_motif(store: Store) -> None:
    commit(read(GOOD), store, author="Accueil")
    changed = read(activity(passages("99")))
    with pytest.raises(NotAcceptable, match="motif"):
        commit(changed, store, author="Accueil")
    assert commit(changed, store, author="Accueil", reason="Saisie corrigée").changed == 1


def test_moins_de_lignes_que_deja_depose_demande_une_confirmation(store: Store) -> None:
    other = "2025-01;accueil_tilleuls;;QP004001;;file_active;4"
    commit(read(activity(passages("10"), other)), store, author="Accueil")
    fewer = read(activity(passages("10"), passages("3", "2025-05")))
    with pytest.raises(NotAcceptable, match="1 ligne"):
        commit(fewer, store, author="Accueil")
    commit(fewer, store, author="Accueil", confirmed=True)
    assert len(store.current("activite")) == 3


def test_une_erreur_arrete_le_depot_sauf_choix_explicite_de_n_en_prendre_que_les_lignes_justes(
    store: Store,
) -> None:
    reading = read(activity(passages("douze"), passages("20", "2025-02")))
    with pytest.raises(NotAcceptable, match="1 erreur"):
        commit(reading, store, author="Accueil")
    receipt = commit(reading, store, author="Accueil", partial=True)
    assert (receipt.added, receipt.refused, values(store)) == (1, 1, {"2025-02": 20})


def test_une_colonne_qui_manque_ne_se_depose_pas_meme_en_partie(store: Store) -> None:
    reading = read("periode;structure;mesure;valeur\n2025-01;mediation;passages;3\n")
    with pytest.raises(NotAcceptable, match="Territoire"):
        commit(reading, store, author="Accueil", partial=True, confirmed=True)


def test_une_question_sans_reponse_arrete_le_depot(store: Store) -> None:
    reading = read(activity(passages("3", "45717")))
    with pytest.raises(NotAcceptable, match="confirmer"):
        commit(reading, store, author="Accueil")
    assert commit(reading, store, author="Accueil", confirmed=True).added == 1


def test_une_ligne_qui_attend_une_reponse_n_est_jamais_perdue_en_silence(store: Store) -> None:
    reading = read(activity(passages("1.234"), passages("20", "2025-02")))
    with pytest.raises(NotAcceptable, match="attend"):
        commit(reading, store, author="Accueil", confirmed=True)
    assert commit(reading, store, author="Accueil", confirmed=True, partial=True).added == 1


def test_rien_de_personnel_n_entre_dans_la_base(store: Store) -> None:
    reading = read(activity(passages("3", comment="vu Mme Durand")))
    with pytest.raises(NotAcceptable) as refusal:
        commit(reading, store, author="Accueil", partial=True, confirmed=True)
    assert "Durand" not in str(refusal.value)
    assert store.deposits().empty


def test_une_valeur_masquee_reste_masquee_dans_la_base(store: Store) -> None:
    commit(read(activity(passages("<5"))), store, author="Accueil")
    stored = store.current("activite")
    assert stored["statut"].tolist() == ["secret"]
    assert stored["valeur"].isna().all()


def test_un_depot_de_demonstration_est_marque(store: Store) -> None:
    commit(read(GOOD), store, author="Accueil", demonstration=True)
    assert store.current("activite")["demonstration"].all()


def test_le_journal_garde_les_comptes_et_la_periode(store: Store) -> None:
    commit(
        read(activity(passages("douze"), passages("1 200", "2025-02"))), store, author="Accueil", partial=True
    )
    (row,) = store.deposits().to_dict("records")
    assert (row["lues"], row["refusees"], row["ajoutees"]) == (2, 1, 1)
    assert str(row["periode_debut"])[:10] == "2025-02-01"


def test_une_structure_deposee_devient_un_code_connu(store: Store) -> None:
    directory = "structure;nom;date_maj;siret\nlogos;Association Logos;2026-01-05;73282932000074\n"
    commit(read(directory), store, author="Ville")
    file = activity(
        "2025-01;Association Logos;;04070;;passages;3", "2025-02;73282932000074;;04070;;passages;3"
    )
    assert column(read(file, store=store), "structure") == ["logos", "logos"]
