"""A table of activity as a contributor would send it, with errors of each kind at known lines.

Decimals follow a comma; one number in fifty has its thousands apart (U+202F).
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from bench.answer_sheet import CODED, KEY, Sheet
from data.codebook import Codebook
from data.periods import between

KINDS = ("type", "period", "enum", "required", "duplicate")
ERRORS_PER_ROW = 200 / 1_000_000
WITH_DECIMALS = ("heures_accueil_caarud_prevues", "heures_presence_prevues", "heures_compte_rendu")
WHOLE = ("file_active_csapa", "passages_caarud", "seances_prevention")
OCCASIONS = ("Séance habituelle", "Report de la semaine passée", "Équipe incomplète", "Ouverture élargie")
PLACES = ("au local", "à la médiathèque", "place de la gare", "chez un partenaire", "au centre social")


def seeded_table(codebook: Codebook, rows: int) -> tuple[pd.DataFrame, Sheet]:
    """Texts of a file of `rows` rows, and its sheet."""
    generator = np.random.default_rng(seed=30189)
    values = _dimensions(codebook)
    shape = [len(codes) for codes in values.values()]
    places = np.unravel_index(_different(generator, int(np.prod(shape)), rows), shape)
    table = pd.DataFrame(
        {
            name: np.array(codes, dtype=object)[place]
            for (name, codes), place in zip(values.items(), places, strict=True)
        }
    )
    table = table.assign(valeur=_numbers(generator, table["mesure"]), commentaire=_comments(generator, rows))
    codes = {name: values[name] for name in CODED}
    return _with_errors(generator, table, codes)


def _dimensions(codebook: Codebook) -> dict[str, list[str]]:
    """The values of each column of the key: ten years of months, sixty structures, codes of the city."""
    months = between("month", date(2016, 1, 1), date(2026, 10, 1))
    return {
        "periode": [month.code for month in months],
        "structure": [f"structure_{number:02d}" for number in range(60)],
        "action": [f"action_{number}" for number in range(8)],
        "territoire": list(codebook.city_territories),
        "public": list(codebook.lists["publics"].codes),
        "mesure": [*WHOLE, *WITH_DECIMALS],
    }


def _different(generator: np.random.Generator, among: int, count: int) -> np.ndarray:
    """Different numbers in no order."""
    return generator.permutation(np.unique(generator.integers(0, among, size=2 * count)))[:count]


def _numbers(generator: np.random.Generator, measures: pd.Series) -> np.ndarray:
    whole = generator.integers(0, 2_000, size=len(measures))
    texts = whole.astype(str).astype(object)
    apart = (whole >= 1_000) & (generator.random(len(measures)) < 0.04)
    texts[apart] = [f"{number // 1_000}\u202f{number % 1_000:03d}" for number in whole[apart]]
    decimal = measures.isin(WITH_DECIMALS).to_numpy() & ~apart
    texts[decimal] += np.char.add(",", generator.integers(1, 10, size=decimal.sum()).astype(str)).astype(
        object
    )
    return texts


def _comments(generator: np.random.Generator, rows: int) -> np.ndarray:
    """Nothing on two rows out of three, else one of a few hundred sentences."""
    sentences = [
        f"{occasion} {place}, {count} personnes"
        for occasion in OCCASIONS
        for place in PLACES
        for count in range(2, 20)
    ]
    chosen = np.array(sentences, dtype=object)[generator.integers(0, len(sentences), size=rows)]
    return np.where(generator.random(rows) < 1 / 3, chosen, "")


def _with_errors(
    generator: np.random.Generator, table: pd.DataFrame, codes: dict[str, list[str]]
) -> tuple[pd.DataFrame, Sheet]:
    each = max(1, round(len(table) * ERRORS_PER_ROW))
    chosen = generator.permutation(len(table))[: each * (len(KINDS) + 1)].reshape(-1, each)
    chosen[-2:] = np.sort(chosen[-2:], axis=0)
    rows, doubled = dict(zip(KINDS, [*chosen[:-2], chosen[-1]], strict=True)), chosen[-2]
    table.loc[rows["type"], "valeur"] = "douze"
    table.loc[rows["period"], "periode"] = "2025-13"
    table.loc[rows["enum"], "territoire"] = "quartier inconnu"
    table.loc[rows["required"], "mesure"] = ""
    table.loc[rows["duplicate"], KEY] = table.loc[doubled, KEY].to_numpy()
    table.loc[rows["duplicate"], "valeur"] = "777"
    errors = {kind: sorted(_lines(places)) for kind, places in rows.items()}
    return table, Sheet(codes, errors, sorted(_lines(doubled)))


def _lines(rows: np.ndarray) -> list[int]:
    """Lines of the file: the headings take the first."""
    return (rows + 2).tolist()
