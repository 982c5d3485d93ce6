from __future__ import annotations

from pathlib import Path

from data.intake import commit
from data.store import Store
from tests.data.small_files import activity, causes, only, read

START = "2025-01;accueil_tilleuls;;04070;;"


def test_une_partie_egale_a_son_tout_est_admise() -> None:
    assert read(activity(f"{START}nouveaux;20", f"{START}file_active;20")).verdict == "accepted"


def test_une_partie_d_un_autre_territoire_n_est_pas_comparee() -> None:
    other = "2025-01;accueil_tilleuls;;QP004001;;file_active;20"
    assert read(activity(f"{START}nouveaux;30", other)).verdict == "accepted"


def test_une_partie_plus_grande_que_son_tout_deja_depose_est_a_confirmer(tmp_path: Path) -> None:
    store = Store(tmp_path)
    commit(read(activity(f"{START}file_active;20")), store, author="Accueil")
    reading = read(activity(f"{START}nouveaux;30"), store=store)
    problem = only(reading, "part_above_whole")
    assert (reading.verdict, problem.severity) == ("to_confirm", "confirm")
    assert "dépôt 20" in problem.message


def test_un_tout_masque_ne_contredit_pas_sa_partie() -> None:
    assert causes(read(activity(f"{START}nouveaux;3", f"{START}file_active;NC"))) == set()
