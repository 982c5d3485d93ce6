from __future__ import annotations

import numpy as np

from data.intake.findings import LISTED_AT_MOST, Findings, Places

LINES = np.array([2, 3, 5])
WORKBOOK = Places(LINES, ("Quoi", "Combien"), (1, 3), {"mesure": 0, "valeur": 1}, workbook=True)


def test_une_erreur_donne_la_case_du_classeur_et_refuse_sa_ligne() -> None:
    findings = Findings(WORKBOOK)
    findings.refuse("test", np.array([1]), "valeur", lambda row: f"rang {row}", value="x")
    (problem,) = findings.problems
    assert (problem.cell, problem.column, problem.line, problem.message, problem.value) == (
        "D3",
        "Combien",
        3,
        "rang 1",
        "x",
    )
    assert findings.lines(findings.refused) == (3,)


def test_une_question_ne_refuse_rien() -> None:
    findings = Findings(WORKBOOK)
    findings.ask("test", np.array([0, 2]), "mesure", "Est-ce bien cela ?")
    assert [problem.cell for problem in findings.problems] == ["B2", "B5"]
    assert not findings.refused.any()


def test_dans_un_fichier_texte_il_n_y_a_pas_de_case() -> None:
    findings = Findings(Places(LINES, ("Quoi",), (0,), {"mesure": 0}))
    findings.refuse("test", np.array([0]), "mesure", "Faux.")
    assert (findings.problems[0].cell, findings.problems[0].letter) == (None, "A")


def test_une_colonne_que_le_fichier_n_a_pas_est_nommee_par_son_nom() -> None:
    assert Places(LINES).named(0, "statut") == ("statut", None)


def test_des_milliers_d_erreurs_semblables_sont_comptees_sans_etre_toutes_listees() -> None:
    size = LISTED_AT_MOST + 7
    findings = Findings(Places(np.arange(size) + 2))
    findings.refuse("test", np.arange(size), "valeur", "Faux.")
    assert len(findings.problems) == LISTED_AT_MOST + 1
    assert findings.problems[-1].message == "Et 7 autres lignes pour la même raison."
    assert findings.refused.all()


def test_une_reparation_sans_ligne_ne_se_dit_pas() -> None:
    findings = Findings(WORKBOOK)
    findings.repair("test", "Rien.", np.array([], dtype=np.int64))
    findings.repair("test", "Deux.", np.array([0, 2]))
    assert [(repair.message, repair.count, repair.lines) for repair in findings.report.repairs] == [
        ("Deux.", 2, (2, 5))
    ]
