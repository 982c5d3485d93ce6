from __future__ import annotations

import pytest

from tests.data.small_files import activity, causes, column, only, read

HEADINGS = "periode_debut;periode_fin;structure;territoire;mesure;valeur"


def bounded(*bounds: str) -> str:
    return activity(*(f"{each};mediation;04070;passages;3" for each in bounds), headings=HEADINGS)


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        ("01/01/2025;31/01/2025", "2025-01"),
        ("2025-04-01;2025-06-30", "2025-T2"),
        ("01/07/2024;31/12/2024", "2024-S2"),
        ("2024-01-01;2024-12-31", "2024"),
        ("01/09/2024;31/08/2025", "2024-2025"),
        ("2025-01;2025-03", "2025-T1"),
    ],
)
def test_un_trimestre_dit_par_ses_bornes_n_est_pas_lu_comme_son_premier_mois(bounds: str, code: str) -> None:
    reading = read(bounded(bounds))
    assert column(reading, "periode") == [code]
    assert {question.id for question in reading.questions} == {"synonym_headings"}
    assert "period_bounds" in causes(reading, "information")


def test_des_bornes_qui_ne_font_aucune_periode_sont_refusees_avec_les_deux_dates() -> None:
    problem = only(read(bounded("15/01/2025;20/02/2025")), "unreadable_period")
    assert (problem.line, problem.column, problem.value) == (2, "periode_debut", "15/01/2025 – 20/02/2025")


def test_une_fin_absente_laisse_la_question_sur_le_debut() -> None:
    reading = read(bounded("15/01/2025;"))
    assert column(reading, "periode") == ["2025-01"]
    assert "date_as_month" in causes(reading, "confirm")


def test_un_numerateur_et_un_denominateur_non_lus_sont_a_confirmer() -> None:
    headings = "periode;structure;territoire;mesure;numerateur;denominateur;valeur"
    reading = read(activity("2025-01;mediation;04070;passages;12;20;", headings=headings))
    assert reading.verdict == "to_confirm"
    unread = [problem.column for problem in reading.report.to_confirm if problem.cause == "unread_numbers"]
    assert unread == ["numerateur", "denominateur"]
