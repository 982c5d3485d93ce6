"""The result table of a tiny city, checked by eye."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.catalogue import Catalogue
from analysis.compute import COLUMNS, KEY, compute
from data.declarations import Indicator
from tests.analysis.activity import codebook, indicator, tables


def results(text: str, *indicators: Indicator) -> pd.DataFrame:
    return compute(tables(text), Catalogue(codebook(*(indicators or (indicator(),))), {}))


def one(found: pd.DataFrame, **where: str) -> pd.Series:
    place = {
        "territory": "99001",
        "structure": "ensemble",
        "breakdown": "ensemble",
        "category": "ensemble",
    } | where
    here = found.loc[np.logical_and.reduce([found[name] == value for name, value in place.items()])]
    assert len(here) == 1, f"{len(here)} lignes"
    return here.iloc[0]


QUARTERS = "\n".join(
    f"2025-T{n} A ensemble 99001 tous seances {n + 4}\n2025-T{n} A ensemble 99001 tous seances_prevues 10"
    for n in (1, 2, 3, 4)
)


def test_une_part_est_donnee_en_pourcentage_avec_son_intervalle() -> None:
    row = one(results(QUARTERS), period="2025-T1")
    assert (row["numerator"], row["denominator"], row["value"]) == (5, 10, 50)
    assert (row["low"], row["high"]) == pytest.approx((23.659, 76.341), abs=1e-3)
    assert (row["method"], row["flag"]) == ("Wilson", "ok")


def test_l_annee_recalcule_le_rapport_et_ne_fait_pas_la_moyenne_des_trimestres() -> None:
    row = one(results(QUARTERS), period="2025")
    assert (row["numerator"], row["denominator"], row["value"]) == (26, 40, 65)


def test_les_colonnes_sont_celles_du_contrat_et_la_cle_est_unique() -> None:
    found = results(QUARTERS)
    assert list(found.columns) == COLUMNS
    assert not found.duplicated(KEY).any()


def test_un_petit_effectif_est_masque_et_tout_ce_qui_en_derive() -> None:
    persons = indicator(numerator=["nouvelles"], denominator=["personnes"], disclosure="S1")
    text = "2025-T1 A ensemble 99001 tous personnes 40\n2025-T1 A ensemble 99001 tous nouvelles 3"
    row = one(results(text, persons), period="2025-T1")
    assert row["flag"] == "masked"
    assert row[["numerator", "denominator", "value", "low", "high"]].isna().all()


def test_un_denominateur_nul_donne_une_valeur_manquante_jamais_zero() -> None:
    text = "2025-T1 A ensemble 99001 tous seances 0\n2025-T1 A ensemble 99001 tous seances_prevues 0"
    found = results(text + "\n" + QUARTERS.replace("2025", "2024"))
    row = one(found, period="2025-T1")
    assert np.isnan(row["value"])
    assert row["flag"] == "missing"


def test_une_part_superieure_a_cent_pour_cent_n_est_pas_montree() -> None:
    text = "2025-T1 A ensemble 99001 tous seances 12\n2025-T1 A ensemble 99001 tous seances_prevues 10\n"
    row = one(results(text + QUARTERS.replace("2025", "2024")), period="2025-T1")
    assert np.isnan(row["value"])


def test_ce_qui_ne_s_additionne_pas_est_encadre() -> None:
    persons = indicator(
        numerator=["personnes"],
        denominator=[],
        kind="count",
        unit="personnes",
        multiplier=1,
        frequency="quarter",
    )
    text = "2025-T1 A ensemble 99001 tous personnes 30\n2025-T1 B ensemble 99001 tous personnes 50"
    row = one(results(text, persons), period="2025-T1")
    assert row["flag"] == "not_additive"
    assert np.isnan(row["value"])
    assert (row["low"], row["high"]) == (50, 80)


def test_une_rupture_est_marquee_a_la_premiere_periode_qui_suit() -> None:
    changed = indicator(
        definition_changes=[{"date": "2025-04-01", "note": "Autre définition.", "break": True}]
    )
    found = results(QUARTERS, changed)
    assert one(found, period="2025-T2")["flag"] == "break"
    assert one(found, period="2025-T3")["flag"] == "ok"


def test_une_valeur_provisoire_est_dite_provisoire() -> None:
    text = QUARTERS.replace(
        "2025-T4 A ensemble 99001 tous seances 8", "2025-T4 A ensemble 99001 tous seances 8 provisoire"
    )
    assert one(results(text), period="2025-T4")["flag"] == "provisional"


def test_un_complement_a_son_propre_nom() -> None:
    number = {
        "code": "nombre",
        "label": "Nombre",
        "unit": "séances",
        "multiplier": 1,
        "kind": "count",
        "polarity": "none",
        "numerator": ["seances"],
    }
    row = one(
        results(QUARTERS, indicator(companions=[number])),
        period="2025-T2",
        breakdown="complement",
        category="nombre",
    )
    assert row["value"] == 6


def test_la_couverture_est_le_nombre_de_structures_qui_ont_transmis() -> None:
    text = (
        QUARTERS
        + "\n2025-T1 B ensemble 99001 tous seances 1\n2025-T1 B ensemble 99001 tous seances_prevues 2"
    )
    row = one(results(text), period="2025-T2")
    assert (row["reported"], row["expected"], row["coverage"]) == (1, 2, 0.5)


def test_une_donnee_de_demonstration_est_dite_telle() -> None:
    city = tables(QUARTERS)
    marked = dict(city.current) | {"activite": city["activite"].assign(demonstration=True)}
    found = compute(
        type(city)(current=marked, journal=city.journal, today=city.today),
        Catalogue(codebook(indicator()), {}),
    )
    assert found.loc[found["value"].notna(), "demonstration"].all()


def test_une_fourchette_ne_livre_pas_un_petit_effectif_par_difference() -> None:
    persons = indicator(
        numerator=["personnes"], denominator=[], kind="count", unit="personnes", multiplier=1, disclosure="S1"
    )
    text = "2025-T1 A ensemble 99001 tous personnes 3\n2025-T1 B ensemble 99001 tous personnes 50"
    found = results(text, persons)
    row = one(found, period="2025-T1")
    assert row["flag"] == "masked"
    assert row[["low", "high", "numerator"]].isna().all()


def test_un_entrepot_vide_donne_une_table_vide() -> None:
    found = results("")
    assert found.empty
    assert list(found.columns) == COLUMNS


def test_une_enquete_tous_les_deux_ans_n_est_pas_attendue_l_annee_suivante() -> None:
    survey = indicator(frequency="year", every_years=2)
    text = "".join(
        f"{year} A ensemble 99001 tous seances 5\n{year} A ensemble 99001 tous seances_prevues 10\n"
        for year in (2020, 2022)
    )
    found = results(text, survey)
    city = found[found["structure"] == "ensemble"]
    assert city["period"].tolist() == ["2020", "2022", "2024"]
    assert city["flag"].tolist() == ["ok", "ok", "missing"]


def test_une_mediane_se_donne_de_la_plus_petite_a_la_plus_grande_et_jamais_par_une_somme() -> None:
    delay = indicator(numerator=["personnes"], denominator=[], kind="median", unit="jours", multiplier=1)
    text = "2025-T1 A ensemble 99001 tous personnes 10\n2025-T1 B ensemble 99001 tous personnes 14"
    row = one(results(text, delay), period="2025-T1")
    assert row["flag"] == "not_additive"
    assert np.isnan(row["value"])
    assert (row["low"], row["high"]) == (10, 14)


def test_une_mediane_ne_s_additionne_pas_dans_le_temps() -> None:
    """Two quarters at 10 and 14 days do not make a half-year at 24."""
    delay = indicator(numerator=["personnes"], denominator=[], kind="median", unit="jours", multiplier=1)
    text = "2025-T1 A ensemble 99001 tous personnes 10\n2025-T2 A ensemble 99001 tous personnes 14"
    row = one(results(text, delay), period="2025-S1")
    assert row["flag"] == "not_additive"
    assert row[["value", "low", "high"]].isna().all()


def test_un_rapport_de_personnes_qui_ne_s_additionnent_pas_n_a_pas_de_fourchette() -> None:
    """Its sum of sessions and its largest number of persons are not bounds of sessions per person."""
    each = indicator(
        numerator=["seances"], denominator=["personnes"], kind="ratio", unit="séances", multiplier=1
    )
    text = "".join(
        f"2025-T{n} A ensemble 99001 tous seances 90\n2025-T{n} A ensemble 99001 tous personnes 30\n"
        for n in (1, 2)
    )
    row = one(results(text, each), period="2025-S1")
    assert row["flag"] == "not_additive"
    assert row[["value", "low", "high"]].isna().all()


def test_la_fourchette_part_du_total_de_la_plus_grande_structure_et_non_d_un_de_ses_ages() -> None:
    """A: 30 young + 40 adults = 70 distinct persons; B: 50. Between 70 and 120."""
    persons = indicator(numerator=["personnes"], denominator=[], kind="count", unit="personnes", multiplier=1)
    text = (
        "2025-T1 A ensemble 99001 jeunes personnes 30\n2025-T1 A ensemble 99001 adultes personnes 40\n"
        "2025-T1 B ensemble 99001 jeunes personnes 25\n2025-T1 B ensemble 99001 adultes personnes 25"
    )
    row = one(results(text, persons), period="2025-T1")
    assert (row["low"], row["high"]) == (70, 120)


def test_une_fourchette_demande_que_toutes_les_structures_attendues_aient_transmis() -> None:
    persons = indicator(numerator=["personnes"], denominator=[], kind="count", unit="personnes", multiplier=1)
    text = "".join(
        f"2025-T{n} {who} ensemble 99001 tous personnes 30\n"
        for n, who in ((1, "A"), (1, "B"), (1, "C"), (2, "A"), (2, "B"))
    )
    found = results(text, persons)
    assert one(found, period="2025-T1")["high"] == 90
    assert np.isnan(one(found, period="2025-T2")["high"])
