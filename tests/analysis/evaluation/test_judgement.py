"""The verdicts and their sentences, read as an official reads them."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from analysis.evaluation import (
    Declaration,
    difference_in_differences,
    falsify,
    interrupted_series,
    judge,
)
from analysis.evaluation.questions import QUESTIONS
from tests.analysis.evaluation.cases import monthly, panel_of, sicily, towns

FORBIDDEN = re.compile(r"preuve|prouv|grâce à|significati", re.IGNORECASE)
WORDS = Declaration(
    indicator="Les signalements",
    action="l'équipe mobile",
    since="septembre 2024",
    comparators="aux cinq autres quartiers",
    unit="signalements",
    direction="down",
)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def flat(effect: float, before: int = 36, after: int = 24, mean: int = 200) -> pd.DataFrame:
    """A series with small regular waves only."""
    time = np.arange(before + after)
    values = np.where(time >= before, mean * (1 + effect), mean) * (1 + 0.03 * np.sin(1.7 * time))
    return pd.DataFrame({"period": range(before + after), "count": values.round()})


def quiet_towns(effect: float) -> pd.DataFrame:
    """22 towns that differ by small regular waves; the first one changes in 2021."""
    values = 400 * (1 + 0.01 * np.sin(np.arange(22)[:, None] * 1.7 + np.arange(9)))
    values[0, 5:] *= 1 + effect
    return panel_of(values)


def test_indice_solide_face_a_un_groupe_de_comparaison() -> None:
    verdict = judge(difference_in_differences(quiet_towns(-0.2), "V00", 2021, log=True), WORDS)
    assert (verdict.effect_class, verdict.strength, verdict.favourable) == (
        "baisse",
        "indice solide",
        "favorable",
    )
    assert plain(verdict.sentence).startswith("Les signalements ont baissé d'environ 20 % (entre ")
    assert "par rapport aux cinq autres quartiers, où rien de tel n'a eu lieu." in verdict.sentence
    assert "Un lien avec l'équipe mobile est probable. Réserve principale" in verdict.sentence
    assert [held for held, _ in verdict.reasons] == [True, True, True]
    assert plain(verdict.absolute).startswith("Environ 81 signalements de moins")


def test_une_serie_seule_ne_depasse_pas_l_indice_modere() -> None:
    verdict = judge(interrupted_series(flat(-0.5), 36), WORDS)
    assert verdict.strength == "indice modéré"
    assert "plausible, pas démontré" in verdict.sentence


def test_une_serie_courte_est_a_confirmer() -> None:
    verdict = judge(interrupted_series(flat(-0.5, 18, 8), 18), WORDS)
    assert verdict.strength == "à confirmer"
    assert "la série est encore courte" in verdict.sentence


def test_une_hausse_souhaitee_est_favorable() -> None:
    assert judge(interrupted_series(flat(0.5), 36), {"direction": "up"}).favourable == "favorable"
    assert judge(interrupted_series(flat(0.5), 36), {"direction": "down"}).favourable == "défavorable"
    assert judge(interrupted_series(flat(0.5), 36), {"direction": "down", "police": True}).favourable == ""


def test_pas_de_changement_notable_se_distingue_de_ne_pas_savoir() -> None:
    excluded = judge(interrupted_series(flat(0.0, mean=2000), 36), WORDS)
    assert excluded.effect_class == "pas de changement notable"
    assert "n'ont pas changé de façon notable : un effet de plus de 10 % est exclu" in plain(
        excluded.sentence
    )
    unknown = judge(interrupted_series(flat(0.0, mean=60), 36), WORDS)
    assert unknown.effect_class == "non concluant"
    assert "Cela ne veut pas dire qu'il n'y a pas d'effet." in unknown.sentence


def test_une_petite_baisse_nette_est_legere() -> None:
    verdict = judge(interrupted_series(flat(-0.05, mean=5000), 36), WORDS)
    assert verdict.label == "Baisse légère"


def test_donnees_insuffisantes_disent_quoi_et_quand() -> None:
    table = flat(0.0, 24, 6, 20).assign(period=pd.period_range("2023-01", periods=30, freq="M"))
    verdict = judge(interrupted_series(table, "2025-01"), Declaration(plausible=0.4, unit="cas"))
    assert verdict.label == "Données insuffisantes"
    said = plain(verdict.sentence)
    assert said.startswith(
        "Les données ne permettent pas de conclure. Avec 30 mois et environ 20 cas par mois,"
    )
    assert "mois de plus" in verdict.missing
    assert re.fullmatch(r"202[5-9]-\d\d", verdict.next_period)


def test_un_effet_trouve_sur_trop_peu_de_faits_est_sans_doute_surestime() -> None:
    table = monthly(np.random.default_rng(4), 24, 12, 20, -0.8, memory=0)
    verdict = judge(interrupted_series(table, 24), WORDS)
    assert (verdict.effect_class, verdict.strength) == ("baisse", "à confirmer")
    assert "sans doute surestimée" in verdict.sentence


def test_une_activite_n_est_pas_un_effet() -> None:
    verdict = judge(interrupted_series(flat(0.5), 36), {"nature": "activity"})
    assert verdict.label == "Activité, pas effet"
    assert verdict.strength == ""


def test_une_definition_changee_rend_l_evaluation_impossible() -> None:
    verdict = judge(interrupted_series(flat(0.5), 36), {"broken": True})
    assert verdict.effect_class == "impossible"
    assert verdict.sentence.startswith("L'effet ne peut pas être évalué")


def test_un_chiffre_de_police_le_dit_toujours() -> None:
    effect = difference_in_differences(quiet_towns(0.5), "V00", 2021, log=True)
    assert "mesure l'activité policière" in judge(effect, {"police": True}).reserve


def test_une_question_sans_reponse_compte_comme_non() -> None:
    effect = difference_in_differences(quiet_towns(-0.2), "V00", 2021, log=True)
    every = {question.code: "oui" for question in QUESTIONS}
    assert judge(effect, {"answers": every}).strength == "indice solide"
    for question in QUESTIONS:
        without = {code: answer for code, answer in every.items() if code != question.code}
        verdict = judge(effect, {"answers": without})
        assert verdict.strength == "à confirmer"
        assert question.failure in verdict.sentence


def test_un_plan_declare_apres_coup_est_a_confirmer() -> None:
    effect = difference_in_differences(quiet_towns(-0.2), "V00", 2021, log=True)
    every = {question.code: "oui" for question in QUESTIONS}
    assert judge(effect, {"answers": every, "in_advance": True}).strength == "indice solide"
    assert judge(effect, {"answers": every, "in_advance": False}).strength == "à confirmer"


def test_un_temoin_qui_bouge_aussi_fait_douter() -> None:
    effect = interrupted_series(flat(-0.5), 36)
    moved, still = interrupted_series(flat(-0.5), 36), interrupted_series(flat(0.0), 36)
    assert judge(effect, {"negative_control": still}).strength == "indice modéré"
    verdict = judge(effect, {"negative_control": moved})
    assert verdict.strength == "à confirmer"
    assert "un indicateur que l'action ne peut pas toucher a bougé aussi" in verdict.sentence
    assert falsify(effect, {"negative_control": moved})[-1].passed is False


def test_une_baisse_deja_la_avant_est_dementie_par_les_dates() -> None:
    """A step in the middle of the baseline is stronger than the one at the start of the action."""
    table = flat(-0.1)
    table.loc[18:35, "count"] = 120
    table.loc[36:, "count"] = 90
    check = interrupted_series(table, 36).checks[0]
    assert (check.code, check.passed) == ("in_time", False)


def test_un_effet_porte_par_un_seul_comparateur_est_dementi() -> None:
    values = np.full((12, 9), 400.0) + np.random.default_rng(1).normal(0, 1, (12, 9))
    values[1, 5:] = 900
    effect = difference_in_differences(panel_of(values), "V00", 2021)
    checks = {check.code: check.passed for check in effect.checks}
    assert effect.estimate < -40
    assert checks["in_space"] is False


def test_un_champ_inconnu_est_nomme() -> None:
    with pytest.raises(ValueError, match="effet_attendu"):
        judge(interrupted_series(sicily(), "2005-01"), {"effet_attendu": 0.2})
    with pytest.raises(ValueError, match="plausible"):
        judge(interrupted_series(sicily(), "2005-01"), 3)


def test_jamais_de_mot_interdit() -> None:
    random = np.random.default_rng(3)
    effects = [interrupted_series(monthly(random, 30, 20, 60, size), 30) for size in (-0.6, -0.2, 0.0, 0.4)]
    effects += [difference_in_differences(towns(random, effect=-0.3), "V00", 2021, log=True)]
    for effect in effects:
        verdict = judge(effect, WORDS)
        texts = [verdict.sentence, verdict.missing, verdict.reserve, verdict.absolute]
        texts += [text for _, text in verdict.reasons] + [
            check.detail + check.failure for check in verdict.checks
        ]
        assert not [text for text in texts if FORBIDDEN.search(text)]
