from __future__ import annotations

import json
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.grid import Grid, column_letters, column_number
from data.report import Problem, Repair, Report, listed, quotable, quoted

unhurried = settings(deadline=None)


@unhurried
@given(st.text())
def test_un_texte_cite_tient_sur_une_ligne_et_ne_cache_rien(text: str) -> None:
    shown = quotable(text)
    assert len(shown) <= 60
    assert all(unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in shown)


def test_une_valeur_longue_est_coupee_et_le_dit() -> None:
    assert quotable("x" * 100) == "x" * 59 + "…"


def test_un_caractere_qui_renverse_le_texte_est_retire() -> None:
    assert quotable("facture\u202egnp.exe") == "facturegnp.exe"
    assert quoted(" 12\t34\n") == "«\u00a012 34\u00a0»"


def test_une_liste_longue_dit_combien_il_en_reste() -> None:
    assert listed([]) == ""
    assert listed([3]) == "3"
    assert listed([3, 4, 12]) == "3, 4 et 12"
    assert listed(range(1, 13)) == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 et 2 de plus"


def test_un_probleme_ne_porte_jamais_de_caractere_cache() -> None:
    problem = Problem("error", "x", "…", column="va\u200bleur", value="a\u202eb" * 50, suggestion="1\n2")
    assert problem.column == "valeur"
    assert problem.value == ("ab" * 50)[:59] + "…"
    assert problem.suggestion == "1 2"


def test_le_rapport_trie_par_gravite_et_compte_par_cause() -> None:
    report = Report(
        (
            Problem("information", "masquee", "…", line=9),
            Problem("confirm", "ambigu", "…", line=2),
            *(Problem("error", "inconnu", "…", line=line) for line in range(3, 30)),
        )
    )
    groups = report.grouped()
    assert [(group.severity, group.cause, group.count) for group in groups] == [
        ("error", "inconnu", 27),
        ("confirm", "ambigu", 1),
        ("information", "masquee", 1),
    ]
    assert [problem.line for problem in groups[0].first] == list(range(3, 13))
    assert len(report.errors) == 27
    assert [problem.line for problem in report.to_confirm] == [2]
    assert [problem.line for problem in report.information] == [9]
    assert report.refused_lines == frozenset(range(3, 30))


def test_deux_rapports_se_suivent() -> None:
    first = Report((Problem("error", "a", "…"),), (Repair("r", "…", 1),))
    second = Report((Problem("error", "b", "…"),))
    assert [problem.cause for problem in first.merge(second).problems] == ["a", "b"]
    assert first.merge().repairs == first.repairs


def test_le_rapport_s_ecrit_en_json() -> None:
    report = Report((Problem("error", "a", "é", line=3),), (Repair("r", "…", 12, tuple(range(20))),))
    content = json.loads(report.to_json())
    assert content["problems"][0]["message"] == "é"
    assert content["repairs"][0]["lines"] == list(range(10))


@unhurried
@given(st.integers(0, 20_000))
def test_les_lettres_d_une_colonne_se_relisent(column: int) -> None:
    assert column_number(column_letters(column)) == column


def test_la_colonne_qui_suit_z_est_aa() -> None:
    assert [column_letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_seule_une_case_de_classeur_a_un_nom() -> None:
    empty = {"cells": None, "lines": None}
    assert Grid(**empty, kind="xlsx").cell_name(7, 6) == "G7"  # type: ignore[arg-type]
    assert Grid(**empty).cell_name(7, 6) is None  # type: ignore[arg-type]
