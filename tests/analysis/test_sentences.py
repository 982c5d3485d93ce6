"""Sentences of verdicts, as a table of examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import sentences
from analysis.change import Change
from tests.analysis.activity import indicator

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("pair", "reason", "next_step"),
    [
        (
            sentences.too_few_points(3, 5, "year"),
            f"3 points seulement{NBSP}: il en faut 5",
            "Deux années de plus",
        ),
        (
            sentences.too_few_points(4, 5, "year"),
            f"4 points seulement{NBSP}: il en faut 5",
            "Une année de plus",
        ),
        (
            sentences.too_few_points(7, 8, "quarter"),
            f"7 points seulement{NBSP}: il en faut 8",
            "Un trimestre de plus",
        ),
        (
            sentences.too_few_points(10, 24, "month"),
            f"10 points seulement{NBSP}: il en faut 24",
            "14 mois de plus",
        ),
        (
            sentences.definition_changed(2025, 1, 5, "school_year"),
            f"définition changée en 2025{NBSP}: 1 point depuis, il en faut 5",
            "Quatre années scolaires de plus",
        ),
        (
            sentences.low_coverage(12, 13, 12 / 13, "2025"),
            "12 structures sur 13 ont transmis en 2025",
            "Relancer 1 structure",
        ),
        (
            sentences.low_coverage(None, None, 0.6, "2025"),
            f"60{NBSP}% des structures ont transmis en 2025",
            "Relancer les structures",
        ),
        (
            sentences.not_consecutive("2025-T2"),
            f"périodes non consécutives{NBSP}: il manque le 2e trimestre 2025",
            "Compléter le 2e trimestre 2025",
        ),
    ],
)
def test_un_obstacle_dit_pourquoi_et_ce_qu_il_faudrait(
    pair: tuple[str, str], reason: str, next_step: str
) -> None:
    assert pair == (reason, next_step)


@pytest.mark.parametrize(
    ("change", "unit", "span", "text"),
    [
        (
            Change(62.4, 55.1, "difference", 7.3, 3.1, 11.5),
            "%",
            "sur 4 trimestres",
            f"62,4{NBSP}% sur 4 trimestres contre 55,1{NBSP}% un an plus tôt,"
            " écart de +7,3 points (de +3,1 à +11,5)",
        ),
        (
            Change(12, 12.5, "difference", -0.5, -2, 1),
            "jours",
            "en moyenne sur 2 semestres",
            "12 jours en moyenne sur 2 semestres contre 12,5 jours un an plus tôt,"
            " écart de −0,5 jour (de −2 à +1)"
            f"{NBSP}: pas de changement net",
        ),
        (
            Change(80, 100, "ratio", 0.8, 0.7, 0.9),
            "séances",
            "par mois en moyenne",
            f"80 séances par mois en moyenne contre 100 séances un an plus tôt, soit −20{NBSP}%"
            f" (de −30 à −10{NBSP}%)",
        ),
    ],
)
def test_un_changement_se_lit_avec_son_intervalle(change: Change, unit: str, span: str, text: str) -> None:
    assert sentences.change_over_year(change, unit, span) == text


@pytest.mark.parametrize(
    ("kind", "snapshot", "text"),
    [
        ("proportion", False, "sur 4 trimestres"),
        ("count", False, "par trimestre en moyenne"),
        ("ratio", False, "en moyenne sur 4 trimestres"),
        ("proportion", True, "au 3e trimestre 2026"),
    ],
)
def test_ce_qui_est_compare_est_dit(kind: str, snapshot: bool, text: str) -> None:
    denominator = ["seances_prevues"] if kind == "proportion" else []
    sheet = indicator(kind=kind, snapshot=snapshot, denominator=denominator)
    assert sentences.span_compared(sheet, "quarter", "2026-T3") == text


@pytest.mark.parametrize(
    ("periods", "text"),
    [
        ([], ""),
        (["2026-T3"], " (3e trimestre 2026 provisoire, non compté)"),
        (["2026-T2", "2026-T3"], " (2e trimestre 2026 et suivants provisoires, non comptés)"),
    ],
)
def test_le_provisoire_ecarte_est_dit(periods: list[str], text: str) -> None:
    assert sentences.provisional_left_out(periods) == text


@pytest.mark.parametrize("word", ["grâce à", "preuve", "significati"])
def test_aucun_mot_interdit_dans_les_phrases(word: str) -> None:
    folder = Path(sentences.__file__).parent
    assert word not in (folder / "sentences.py").read_text() + (folder / "wording.py").read_text()
