"""Another city brings its own catalogue and changes no code: Valmont, from a file to its results."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

PROJECT = Path(__file__).parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]

FILE = """\
periode;structure;territoire;mesure;valeur
2025-01;Accueil des Tilleuls;Les Tilleuls;Passages à l'accueil;12
2025-02;Accueil des Tilleuls;Les Tilleuls;Passages à l'accueil;30
2025-01;Accueil des Tilleuls;La Gare;Passages à l'accueil;8
2025-T1;Accueil des Tilleuls;Valmont;File active;40
2025-T1;Accueil des Tilleuls;Valmont;Personnes reçues pour la première fois;10
2025-01;Médiation municipale;Valmont;Heures de médiation;35,5
"""


@pytest.fixture
def run(tiny_city: Path, tmp_path: Path) -> Run:
    """Run a module of the project on the catalogue and the store of Valmont."""
    city = {"CASTELLUM_CATALOGUE": str(tiny_city), "CASTELLUM_STORE": str(tmp_path / "valmont")}

    def run_module(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", *map(str, arguments)]
        return subprocess.run(
            command, cwd=PROJECT, env=os.environ | city, capture_output=True, text=True, check=False
        )

    return run_module


def test_valmont_depose_un_fichier_et_lit_ses_indicateurs(run: Run, tmp_path: Path) -> None:
    sent = tmp_path / "accueil.csv"
    sent.write_text(FILE, encoding="utf-8")
    deposited = run("data", "deposit", sent)
    assert deposited.returncode == 0, deposited.stdout + deposited.stderr
    computed = run("analysis", "compute", "--out", tmp_path / "resultats.csv")
    assert computed.returncode == 0, computed.stderr
    results = pd.read_csv(tmp_path / "resultats.csv", dtype={"period": str, "territory": str})
    assert values(results, "SAN-02", "month", "04070") == {"2025-01": 20, "2025-02": 30}
    assert values(results, "SAN-02", "month", "QP004001") == {"2025-01": 12, "2025-02": 30}
    assert values(results, "SAN-01", "quarter", "04070") == {"2025-T1": 25}
    assert values(results, "TRA-01", "month", "04070") == {"2025-01": 35.5}


def test_un_code_de_nimes_est_inconnu_a_valmont(run: Run, tmp_path: Path) -> None:
    sent = tmp_path / "nimes.csv"
    sent.write_text(FILE.replace("Les Tilleuls;Pass", "QN03003M;Pass"), encoding="utf-8")
    checked = run("data", "check", sent)
    assert "QN03003M" in checked.stdout
    assert checked.returncode != 0


def values(results: pd.DataFrame, indicator: str, frequency: str, territory: str) -> dict[str, float]:
    """The whole of an indicator in a territory, by period, where there is a value."""
    rows = results[
        (results["indicator"] == indicator)
        & (results["frequency"] == frequency)
        & (results["territory"] == territory)
        & (results["structure"] == "ensemble")
        & (results["breakdown"] == "ensemble")
    ]
    known = rows.dropna(subset="value")
    return dict(zip(known["period"], known["value"], strict=True))
