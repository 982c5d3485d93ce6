from __future__ import annotations

from datetime import date

from analysis.arrivals import arrivals
from tests.analysis.activity import indicator
from tests.analysis.builders import situation

SHEET = indicator(label="Séances tenues", short_label="Séances")
DEPOSIT = {"depot": "2026-001", "date": "2026-11-18", "auteur": "Association A"}
OCTOBER = date(2026, 10, 1)


def test_un_depot_nomme_le_contributeur_et_les_indicateurs_nourris() -> None:
    row = {"periode": "2026-T3", "structure": "A", "mesure": "seances", "valeur": 3.0}
    (arrival,) = arrivals(situation(indicators=[SHEET], journal=[DEPOSIT], activite=[row]), OCTOBER)
    assert arrival.title == "18 novembre 2026 : Association A (activité)"
    assert (arrival.detail, arrival.indicators) == ("1 ligne nouvelle", (("T-01", "Séances"),))


def test_un_retrait_est_un_changement_et_dit_son_motif() -> None:
    withdrawn = DEPOSIT | {"retire_le": "2026-11-20", "retire_par": "Ville", "motif_retrait": "Doublon"}
    first, _ = arrivals(situation(indicators=[SHEET], journal=[withdrawn]), OCTOBER)
    assert (first.day, first.title) == (
        date(2026, 11, 20),
        "20 novembre 2026 : dépôt 2026-001 retiré par Ville",
    )
    assert first.detail == "Motif : Doublon"


def test_ce_qui_est_arrive_avant_n_est_pas_nouveau() -> None:
    assert arrivals(situation(indicators=[SHEET], journal=[DEPOSIT]), date(2026, 11, 19)) == ()
