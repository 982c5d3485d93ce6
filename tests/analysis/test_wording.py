"""Numbers, dates, periods and labels, as tables of examples."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from analysis import wording

THIN = "\u202f"
NBSP = "\u00a0"
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (12, "12"),
        (12.0, "12"),
        (12.5, "12,5"),
        (12.25, "12,3"),
        (0.25, "0,3"),
        (-3, "−3"),
        (-0.0, "0"),
        (999.94, "999,9"),
        (1234, f"1{THIN}234"),
        (1234.6, f"1{THIN}235"),
        (1234567, f"1{THIN}234{THIN}567"),
        (0.04, "0,04"),
        (0.0421, "0,042"),
        (None, f"n.{NBSP}d."),
        (float("nan"), f"n.{NBSP}d."),
        (pd.NA, f"n.{NBSP}d."),
    ],
)
def test_un_nombre_se_lit_a_la_francaise(value: Any, text: str) -> None:
    assert wording.number_text(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (12.5, "%", f"12,5{NBSP}%"),
        (3, "‰", f"3 pour 1{THIN}000 habitants"),
        (2.4, "pour 1 000 logements", "2,4 pour 1 000 logements"),
        (1234, "personnes", f"1{THIN}234 personnes"),
        (0, "personnes", "0 personne"),
        (1, "personnes", "1 personne"),
        (1, "rendez-vous", "1 rendez-vous"),
        (1.9, "jours", "1,9 jour"),
        (1.96, "jours", "2 jours"),
        (2, "jours", "2 jours"),
        (3.5, "heures", "3,5 heures"),
        (1, "mois", "1 mois"),
        (1, "mesures de travail", "1 mesure de travail"),
        (1, "kits pour 100 personnes", "1 kit pour 100 personnes"),
        (1, "bureaux", "1 bureau"),
        (1, "signaux", "1 signal"),
        (12000, "€", f"12{THIN}000{NBSP}€"),
        (5, "", "5"),
        (None, "%", f"n.{NBSP}d."),
    ],
)
def test_une_valeur_porte_toujours_son_unite(value: Any, unit: str, text: str) -> None:
    assert wording.value_text(value, unit) == text


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        ("ok", f"12{NBSP}%"),
        ("provisional", f"12{NBSP}%"),
        ("break", f"12{NBSP}%"),
        ("masked", "secret"),
        ("missing", f"n.{NBSP}d."),
        ("not_additive", "non sommable"),
    ],
)
def test_un_chiffre_secret_ou_manquant_se_dit_en_mots(flag: str, text: str) -> None:
    assert wording.value_text(12, "%", flag) == text


@pytest.mark.parametrize(
    ("change", "unit", "text"),
    [
        (7.3, "%", "+7,3 points"),
        (1, "%", "+1 point"),
        (-1.5, "%", "−1,5 point"),
        (-3, "jours", "−3 jours"),
        (0, "%", "0 point"),
        (None, "%", f"n.{NBSP}d."),
    ],
)
def test_un_ecart_de_pourcentages_se_dit_en_points(change: Any, unit: str, text: str) -> None:
    assert wording.change_text(change, unit) == text


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (52.1, 63.4, "%", f"de 52,1 à 63,4{NBSP}%"),
        (3, 9, "jours", "de 3 à 9 jours"),
        (None, 9, "jours", "intervalle non calculable"),
    ],
)
def test_un_intervalle(low: Any, high: Any, unit: str, text: str) -> None:
    assert wording.interval_text(low, high, unit) == text


@pytest.mark.parametrize(
    ("reported", "expected", "text"),
    [
        (11, 13, "11 structures sur 13"),
        (1, 13, "1 structure sur 13"),
        (0, 2, "0 structure sur 2"),
        (pd.NA, 13, "sans objet"),
        (0, 0, "sans objet"),
    ],
)
def test_une_couverture(reported: Any, expected: Any, text: str) -> None:
    assert wording.coverage_text(reported, expected) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (TODAY, "aujourd'hui"),
        (date(2026, 11, 22), "hier"),
        (date(2026, 11, 24), "demain"),
        (date(2026, 11, 20), "il y a 3 jours"),
        (date(2026, 11, 25), "dans 2 jours"),
        (date(2026, 8, 23), "il y a 3 mois"),
        (date(2023, 11, 1), "il y a 3 ans"),
        (date(2031, 11, 30), "dans 5 ans"),
    ],
)
def test_un_ecart_de_dates(day: date, text: str) -> None:
    assert wording.relative_days(day, TODAY) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 3, 3), "3 mars 2026"),
        (date(2026, 3, 1), "1er mars 2026"),
        (date(2026, 8, 11), "11 août 2026"),
        (date(2026, 1, 31), "31 janvier 2026"),
    ],
)
def test_une_date(day: date, text: str) -> None:
    assert wording.date_text(day) == text


@pytest.mark.parametrize(
    ("code", "label", "inside", "the"),
    [
        ("2026", "2026", "en 2026", "2026"),
        ("2025-2026", "année scolaire 2025-2026", "en 2025-2026", "2025-2026"),
        ("2026-03", "mars 2026", "en mars 2026", "mars 2026"),
        ("2026-T3", "3e trimestre 2026", "au 3e trimestre 2026", "le 3e trimestre 2026"),
        ("2026-S1", "1er semestre 2026", "au 1er semestre 2026", "le 1er semestre 2026"),
    ],
)
def test_une_periode(code: str, label: str, inside: str, the: str) -> None:
    assert (wording.period_label(code), wording.in_period(code), wording.the_period(code)) == (
        label,
        inside,
        the,
    )


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_une_liste(items: list[str], text: str) -> None:
    assert wording.list_text(items) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 décision"), (1, "1 décision"), (2, "2 décisions"), (1500, f"1{THIN}500 décisions")],
)
def test_zero_et_un_sont_au_singulier(count: int, text: str) -> None:
    assert wording.plural(count, "décision", "décisions") == text


@pytest.mark.parametrize(
    ("fragment", "text"),
    [("en hausse", "En hausse."), ("Tenu.", "Tenu."), ("", ""), ("et après ?", "Et après ?")],
)
def test_une_phrase_commence_par_une_capitale_et_finit_par_un_point(fragment: str, text: str) -> None:
    assert wording.sentence(fragment) == text


def test_une_part_se_dit_en_pourcentage_entier() -> None:
    assert wording.share_text(8 / 13) == f"62{NBSP}%"


def test_chaque_verdict_a_ses_mots_et_son_icone() -> None:
    icons = [badge.icon for badge in wording.VERDICTS.values()]
    assert len(set(icons)) == len(icons)
    assert set(wording.FLAGS) == set(wording.FLAG_MEANINGS)
