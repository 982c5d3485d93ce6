from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.intake.row_keys import row_keys, shared
from data.schemas import TABLES

CELLS = st.tuples(st.sampled_from(["2025-01", "2025-02", None]), st.sampled_from("ab"), st.sampled_from("xy"))


@given(st.lists(CELLS, max_size=12))
def test_deux_lignes_ont_la_meme_cle_quand_leurs_colonnes_sont_egales(
    cells: list[tuple[str | None, str, str]],
) -> None:
    names = ["periode", "structure", "territoire"]
    rows = pd.DataFrame(cells, columns=names).astype("category")
    rows = rows.assign(**{name: pd.Categorical(["z"] * len(rows)) for name in ("action", "public", "mesure")})
    keys = row_keys(TABLES["activite"], rows)
    for numbers, parts in ((keys.keys, cells), (keys.series, [cell[1:] for cell in cells])):
        same = [[a == b for b in parts] for a in parts]
        assert (np.equal.outer(numbers, numbers).tolist() if len(parts) else []) == same


def test_une_cle_portee_par_plusieurs_lignes_est_reperee() -> None:
    assert shared(np.array([3, 1, 3, 0])).tolist() == [True, False, True, False]
    assert shared(np.array([], dtype=np.int64)).tolist() == []
