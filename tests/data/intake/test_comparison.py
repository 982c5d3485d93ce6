from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.intake import commit, difference
from data.intake.comparison import period_bounds
from data.schemas import TABLES
from data.store import Store
from tests.data.intake.test_conversion import FILES
from tests.data.small_files import activity, passages, read


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """January and February of the Tilleuls."""
    store = Store(tmp_path)
    commit(read(activity(passages("10"), passages("20", "2025-02"))), store, author="Accueil")
    return store


def test_chaque_ligne_est_nouvelle_modifiee_inchangee_ou_absente(store: Store) -> None:
    change = difference(read(activity(passages("11"), passages("30", "2025-03"))), store)
    assert (change.added, change.changed, change.unchanged, change.missing) == (1, 1, 0, 0)
    assert change.periods.to_dict("list") == {
        "periode": ["2025-01", "2025-03"],
        "nouvelles": [0, 1],
        "modifiees": [1, 0],
        "inchangees": [0, 0],
        "absentes": [0, 0],
    }


def test_une_valeur_remplacee_montre_l_ancienne_et_la_nouvelle(store: Store) -> None:
    change = difference(read(activity(passages("11"), passages("20", "2025-02"))), store)
    (row,) = change.changes.to_dict("records")
    assert (row["periode"], row["colonne"], row["ancienne"], row["nouvelle"], row["ligne"]) == (
        "2025-01",
        "valeur",
        10.0,
        11.0,
        2,
    )


def test_moins_de_lignes_que_deja_depose_se_dit(tmp_path: Path) -> None:
    store = Store(tmp_path)
    other = "2025-01;accueil_tilleuls;;QP004001;;file_active;4"
    commit(read(activity(passages("10"), other)), store, author="Accueil")
    change = difference(read(activity(passages("10"))), store)
    assert (change.missing, change.fewer_rows, change.unchanged) == (1, True, 1)


def test_une_autre_periode_ou_une_autre_structure_ne_manque_pas(store: Store) -> None:
    assert not difference(read(activity(passages("11"))), store).fewer_rows
    other = read(activity("2025-01;mediation;;04070;;passages;3"))
    assert not difference(other, store).fewer_rows


def test_un_fichier_deja_depose_puis_coupe_dit_ce_qui_manque(store: Store) -> None:
    change = difference(read(activity(passages("10"))), store)
    assert (change.missing, change.unchanged) == (1, 1)
    assert change.periods.set_index("periode")["absentes"].to_dict() == {"2025-01": 0, "2025-02": 1}


def test_un_nombre_devenu_non_transmis_est_un_changement(store: Store) -> None:
    change = difference(read(activity(passages("NC"))), store)
    assert set(change.changes["colonne"]) == {"valeur", "statut"}


@pytest.mark.parametrize("name", TABLES)
def test_deposer_deux_fois_le_meme_contenu_ne_change_rien(name: str, tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = difference(read(FILES[name]), store)
    assert (first.added, first.changed, first.unchanged) == (1, 0, 0)
    commit(read(FILES[name]), store, author="Service", confirmed=True)
    second = difference(read(FILES[name] + "\n"), store)
    assert (second.added, second.changed, second.unchanged, second.missing) == (0, 0, 1, 0)
    assert second.changes.empty


def test_les_bornes_couvrent_les_periodes_du_fichier() -> None:
    rows = read(activity(passages("1", "2025-T1"), passages("2", "2024-2025"))).rows
    assert period_bounds(TABLES["activite"], rows) == (date(2024, 9, 1), date(2025, 8, 31))
    assert period_bounds(TABLES["structures"], pd.DataFrame()) == (None, None)
    assert period_bounds(TABLES["financements"], read(FILES["financements"]).rows)[0] == date(2025, 1, 1)
    assert period_bounds(TABLES["instances"], read(FILES["instances"]).rows)[1] == date(2025, 3, 1)
