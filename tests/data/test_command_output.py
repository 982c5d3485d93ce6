from __future__ import annotations

import json

import pandas as pd

from data.command_output import answer_as_json, deposits_as_text, reading_as_text
from tests.data.small_files import activity, passages, read

KEYS = {"line", "column", "letter", "cell", "value", "message", "severity", "cause", "suggestion"}


def test_le_json_a_toutes_les_cles_attendues() -> None:
    answer = json.loads(answer_as_json(read(activity(passages("douze"), passages("<5", "2025-02")))))
    assert set(answer) >= {"verdict", "table", "rows_read", "rows_ok", "sum_valeur", "questions"}
    assert set(answer["problems"][0]) == KEYS
    (repair,) = answer["repaired"]
    assert (repair["cause"], repair["count"], repair["lines"]) == ("masked_value", 1, [3])


def test_le_rapport_montre_dix_cas_par_cause_et_compte_les_autres() -> None:
    rows = [passages("douze", f"20{10 + year}-01") for year in range(14)]
    assert "… et 4 de plus" in reading_as_text(read(activity(*rows)))


def test_un_journal_vide_le_dit() -> None:
    assert deposits_as_text(pd.DataFrame()) == "Aucun dépôt."
