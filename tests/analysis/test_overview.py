"""The first page, on a situation small enough to be read by eye."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.overview import Overview, on_track_text, overview
from tests.analysis.activity import indicator
from tests.analysis.builders import falling_share, only_standing, result_rows, share, situation

SHEET = indicator(label="Séances tenues", short_label="Séances")
TARGET = {"indicateur": "T-01", "territoire": "99001", "echeance": "2027-T4", "valeur_cible": 60.0}
DEPOSIT = {"depot": "2026-001", "date": "2026-11-18", "auteur": "Association A"}


def one_headline(found: Overview) -> tuple[str, str, str, str]:
    (headline,) = found.headlines
    return headline.value, headline.period, headline.target, headline.coverage


def test_sans_depot_la_page_est_vide() -> None:
    assert overview(situation(indicators=[SHEET])).is_empty


def test_un_depot_retire_ne_suffit_pas_a_remplir_la_page() -> None:
    withdrawn = DEPOSIT | {"retire_le": "2026-11-19", "retire_par": "Ville", "motif_retrait": "Erreur"}
    assert overview(situation(indicators=[SHEET], journal=[withdrawn])).is_empty


def test_le_resume_ne_dit_que_ce_qui_existe() -> None:
    sheets = [SHEET, indicator("T-02"), indicator("T-03", polarity="none")]
    found = overview(situation(falling_share("T-01"), sheets))
    assert found.summary == "Sur 2 indicateurs : 1 recule. Pour 1, on ne peut pas conclure."


def test_une_carte_dit_la_valeur_la_periode_la_cible_et_la_couverture() -> None:
    rows = result_rows("T-01", {"2026-T2": share(50, 40), "2026-T3": share(52, 40)}, reported=11, expected=13)
    found = overview(situation(rows, [SHEET], objectifs=[TARGET]))
    expected = ("52\u00a0%", "T3 2026", "Cible\u00a0: 60\u00a0% (T4 2027)", "11 structures sur 13")
    assert one_headline(found) == expected


def test_un_chiffre_masque_est_dit_secret_et_jamais_zero() -> None:
    rows = result_rows("T-01", {"2026-T3": {"flag": "masked"}})
    assert overview(situation(rows, [SHEET])).headlines == ()


def test_ce_qui_ne_s_additionne_pas_donne_une_fourchette() -> None:
    bracket = {"flag": "not_additive", "low": 80.0, "high": 120.0}
    sheet = indicator(unit="personnes", kind="count", denominator=[], multiplier=1)
    value, *_ = one_headline(overview(situation(result_rows("T-01", {"2026-T3": bracket}), [sheet])))
    assert value == "de 80 à 120 personnes"


def test_les_indicateurs_de_contexte_et_sans_jugement_ne_sont_pas_des_chiffres_a_suivre() -> None:
    context = indicator("T-02", level="contexte", polarity="none")
    rows = result_rows("T-02", {"2026-T3": share(50, 40)})
    assert overview(situation(rows, [SHEET, context])).headlines == ()


def test_la_petite_courbe_ne_traverse_pas_un_changement_de_definition() -> None:
    values = {"2025-T4": share(20, 400), "2026-T1": share(50, 400) | {"flag": "break"}}
    found = overview(situation(result_rows("T-01", values | {"2026-T2": share(52, 400)}), [SHEET]))
    (headline,) = found.headlines
    assert headline.curve_text.startswith("De 50\u00a0% (1er trimestre 2026)")


def test_deux_chiffres_par_axe_puis_un_troisieme_et_les_resultats_d_abord() -> None:
    levels = ("moyens", "realisation", "resultat", "impact")
    sheets = [indicator(f"T-0{n}", level=level) for n, level in enumerate(levels)]
    rows = [result_rows(sheet.code, {"2026-T3": share(50, 40)}) for sheet in sheets]
    found = overview(situation(pd.concat(rows), sheets))
    assert [headline.code for headline in found.headlines] == ["T-02", "T-03", "T-01"]


@pytest.mark.parametrize(
    ("percents", "said"),
    [((50, 52, 54, 56), "1 indicateur sur 1"), ((50, 50, 50, 51), "0 indicateur sur 1")],
)
def test_en_bonne_voie_demande_un_rythme_qui_mene_a_la_cible(percents: tuple[int, ...], said: str) -> None:
    quarters = ("2025-T4", "2026-T1", "2026-T2", "2026-T3")
    before = {quarter: share(50, 400) for quarter in ("2024-T4", "2025-T1", "2025-T2", "2025-T3")}
    last = {quarter: share(percent, 400) for quarter, percent in zip(quarters, percents, strict=True)}
    standing = only_standing(situation(result_rows("T-01", before | last), [SHEET], objectifs=[TARGET]))
    assert on_track_text([standing]) == f"{said} en bonne voie vers sa cible"
    unsure = only_standing(situation(result_rows("T-01", last), [SHEET], objectifs=[TARGET]))
    assert on_track_text([unsure]) == "0 indicateur sur 1 en bonne voie vers sa cible"


def test_la_meteo_signee_reste_a_part_du_calcul() -> None:
    weather = {"avis": "V1", "type": "meteo", "date": "2026-11-01", "signataire": "Adjointe", "axe": "axe"}
    (axis,) = overview(situation(falling_share("T-01"), [SHEET], avis=[weather | {"meteo": "soleil"}])).axes
    assert (axis.weather, axis.weather_signature) == ("Météo : Soleil", "Adjointe, le 1er novembre 2026")
    assert axis.counts == (("recul", 1),)


def test_une_meteo_contredite_par_un_recul_le_dit_a_cote() -> None:
    weather = {"avis": "V1", "type": "meteo", "date": "2026-11-01", "signataire": "Adjointe", "axe": "axe"}
    sheets, rows = [SHEET], falling_share("T-01")
    (fair,) = overview(situation(rows, sheets, avis=[weather | {"meteo": "soleil"}])).axes
    (grey,) = overview(situation(rows, sheets, avis=[weather | {"meteo": "nuages"}])).axes
    assert (fair.clash, grey.clash) == ("alors qu'un indicateur recule", "")


def test_les_alertes_qui_ne_tiennent_pas_a_l_ecran_restent_a_un_geste() -> None:
    sheets = [indicator(f"T-0{n}") for n in range(7)]
    found = overview(situation(pd.concat([falling_share(sheet.code) for sheet in sheets]), sheets))
    kinds = [alert.kind for alert in found.alerts + found.other_alerts]
    assert len(found.alerts) == 5
    assert (kinds.count("recul"), kinds.count("silence")) == (7, 7)
