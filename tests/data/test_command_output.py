from __future__ import annotations

import pandas as pd

from data.command_output import deposits_as_text, reading_as_text
from tests.data.small_files import activity, passages, read


def test_le_rapport_montre_dix_cas_par_cause_et_compte_les_autres() -> None:
    rows = [passages("douze", f"20{10 + year}-01") for year in range(14)]
    assert "… et 4 de plus" in reading_as_text(read(activity(*rows)))


def test_un_journal_vide_le_dit() -> None:
    assert deposits_as_text(pd.DataFrame()) == "Aucun dépôt."
