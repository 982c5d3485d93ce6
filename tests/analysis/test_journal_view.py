"""The journal as its page shows it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pandas as pd

from analysis.journal_view import (
    EVERY,
    deposit_view,
    is_as_received,
    journal_choices,
    journal_lines,
    journal_sentence,
    journal_table,
    narrowed,
    received_name,
)
from data.store import Deposit, Store
from tests.data.small_files import activity, passages, read


def deposit(store: Store, content: str, hour: int) -> str:
    reading = read(activity(passages(content)))
    details = Deposit(
        author="Les Tilleuls", table="activite", filename="mars.csv", sha256=content, added=1, read=1
    )
    return store.deposit(details, reading.rows, b"x", now=datetime(2026, 3, 2, hour, tzinfo=UTC))


def test_le_journal_montre_le_plus_recent_d_abord_a_l_heure_de_paris(store: Store) -> None:
    first, last = deposit(store, "1", 9), deposit(store, "2", 23)
    kept = narrowed(store.deposits(), EVERY, EVERY, EVERY)
    shown = journal_table(kept)
    assert shown["Dépôt"].tolist() == [last, first]
    assert shown["Date"].tolist() == ["03/03/2026", "02/03/2026"]
    assert shown["État"].tolist() == ["Actif", "Actif"]
    line = journal_lines(kept)[0]
    assert (line.number, line.author, line.content, line.did) == (
        last,
        "Les Tilleuls",
        "Activité",
        "1 nouvelle",
    )
    assert journal_sentence(kept) == "2 dépôts."


def test_le_journal_se_restreint_par_contenu_par_auteur_et_par_etat(store: Store) -> None:
    first, last = deposit(store, "1", 9), deposit(store, "2", 10)
    store.withdraw(first, author="Coordination", reason="Fichier d'essai")
    journal = store.deposits()
    assert narrowed(journal, EVERY, EVERY, "actif")["depot"].tolist() == [last]
    assert narrowed(journal, "activite", "Les Tilleuls", "retire")["depot"].tolist() == [first]
    assert narrowed(journal, "financements", EVERY, EVERY).empty
    choices = journal_choices(journal)
    assert list(choices.contents) == [EVERY, "activite"]
    assert list(choices.authors) == [EVERY, "Les Tilleuls"]
    assert journal_sentence(narrowed(journal, EVERY, EVERY, EVERY)) == "2 dépôts, dont 1 retiré."


def test_un_classeur_dont_seul_le_tableau_est_garde_se_telecharge_en_texte() -> None:
    assert received_name("suivi.xlsx", b"PK\x03\x04...") == "suivi.xlsx"
    assert received_name("suivi.xlsx", b"periode;valeur") == "suivi.csv"
    assert received_name("suivi.csv", b"periode;valeur") == "suivi.csv"


def test_un_fichier_dont_une_colonne_est_laissee_n_est_plus_celui_qui_a_ete_recu() -> None:
    received = b"periode;valeur;remarques"
    fingerprint = hashlib.sha256(received).hexdigest()
    assert is_as_received(received, fingerprint)
    assert not is_as_received(b"periode;valeur", fingerprint)


def test_un_depot_retire_dit_par_qui_et_pourquoi(store: Store) -> None:
    number = deposit(store, "1", 9)
    store.withdraw(
        number, author="Coordination", reason="Fichier d'essai", now=datetime(2026, 4, 1, 8, tzinfo=UTC)
    )
    view = deposit_view(store.deposits(), number)
    assert view is not None
    assert not view.is_active
    facts = dict(view.facts)
    assert view.sentence == "Déposé le 2 mars 2026 à 10 h 00 par Les Tilleuls."
    assert facts["Retiré le"] == "1er avril 2026 à 10 h 00"
    assert (facts["Retiré par"], facts["Motif du retrait"]) == ("Coordination", "Fichier d'essai")


def test_un_numero_inconnu_ne_montre_rien(store: Store) -> None:
    assert deposit_view(store.deposits(), "2026-999") is None


def test_un_journal_vide_est_une_table_vide(store: Store) -> None:
    assert isinstance(journal_table(store.deposits()), pd.DataFrame)
    assert journal_table(store.deposits()).empty
    assert journal_lines(store.deposits()) == []
