from __future__ import annotations

from pathlib import Path

from data.intake import commit
from data.store import Store
from tests.data.small_files import activity, around, passages, read


def test_sans_base_seules_les_structures_du_catalogue_sont_connues() -> None:
    surroundings = around()
    assert set(surroundings.structures) == {"accueil_tilleuls", "mediation", "012345"}
    assert surroundings.stored is None


def test_les_structures_de_l_annuaire_depose_s_ajoutent_a_celles_du_catalogue(tmp_path: Path) -> None:
    store = Store(tmp_path)
    commit(read("structure;nom;date_maj\nlogos;Association Logos;2026-01-05\n"), store, author="Ville")
    assert around(store).structures["logos"].label == "Association Logos"


def test_un_fichier_deja_depose_est_retrouve_par_son_empreinte(tmp_path: Path) -> None:
    store = Store(tmp_path)
    reading = read(activity(passages("3")))
    receipt = commit(reading, store, author="Accueil")
    deposited = around(store).deposited
    assert deposited is not None
    found = deposited(reading.sha256)
    assert found is not None
    assert found["depot"] == receipt.number
    assert deposited("0" * 64) is None
