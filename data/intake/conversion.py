"""Text columns under our names to typed rows: dates, numbers, codes, periods, defaults of empty cells."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from data.intake.code_lists import Vocabulary, vocabulary
from data.intake.coded import Coded
from data.intake.findings import Findings
from data.intake.number_cells import read_integers, read_numbers, refuse_percentages
from data.intake.reshape import LongTable
from data.intake.surroundings import Context
from data.intake.text_cells import read_booleans, read_codes, read_several_codes, read_texts
from data.intake.time_cells import read_dates, read_periods
from data.intake.unit_rules import refuse_units_of_other_measures
from data.readers.text_columns import holding
from data.schema_types import Column, Table

# Statuses of a value that is absent, by table: withheld by the sender, or never sent.
WITHHELD = {"activite": "secret", "contexte": "non_diffuse"}
NOT_SENT = {"activite": "non_transmis", "contexte": "non_diffuse"}


def typed_rows(
    table: Table, long: LongTable, context: Context, findings: Findings, answers: Collection[str]
) -> pd.DataFrame:
    """Every column of the table, typed, row for row; what cannot be read is missing and reported."""
    withheld: np.ndarray | None = None
    typed: dict[str, pd.Series] = {}
    for column in table.columns:
        texts = _filled(column, long.columns.get(column.name), len(long))
        if column.name == "valeur":
            typed[column.name], withheld = read_numbers(column, texts, findings, answers)
            if table.name == "activite":
                refuse_percentages(column, texts, findings)
        else:
            typed[column.name] = _typed(column, texts, context, findings, answers)
    rows = pd.DataFrame(typed)
    if table.name == "activite":
        refuse_units_of_other_measures(rows, long.columns.get("valeur"), context.codebook.measures, findings)
    if withheld is not None and "statut" in typed:
        rows = rows.assign(statut=_statuses(table, rows, withheld, findings))
    return rows


def accepts_any_structure(context: Context) -> bool:
    """No structure is known at all: their codes cannot be checked."""
    return not context.structures


def _filled(column: Column, texts: Coded | None, size: int) -> Coded:
    """The column with the default of its schema in empty cells, and everywhere when the file lacks it."""
    if texts is None:
        return Coded.constant(column.default, size)
    if column.default is None or not texts.empty.any():
        return texts
    distinct = pd.Index([*texts.distinct, column.default], dtype="str")
    return Coded(np.where(texts.empty, len(distinct) - 1, texts.codes), distinct)


def _typed(
    column: Column, texts: Coded, context: Context, findings: Findings, answers: Collection[str]
) -> pd.Series:
    if column.type == "number":
        return read_numbers(column, texts, findings, answers)[0]
    if column.type == "integer":
        return read_integers(column, texts, findings, answers)
    if column.type == "date":
        return read_dates(column, texts, findings, answers)
    if column.type == "boolean":
        return read_booleans(column, texts, findings)
    return _categories(_canonical(column, texts, context, findings, answers))


def _canonical(
    column: Column, texts: Coded, context: Context, findings: Findings, answers: Collection[str]
) -> Coded:
    if column.type == "period":
        return read_periods(column, texts, context.today, findings, answers)
    if column.type == "code":
        return read_codes(column, texts, _list(column, context), findings)
    if column.type == "codes":
        return read_several_codes(column, texts, _list(column, context), findings)
    return read_texts(column, texts, findings)


def _list(column: Column, context: Context) -> Vocabulary | None:
    if column.codes == "structures" and accepts_any_structure(context):
        return None
    known = vocabulary(column.codes, context) if column.codes else None
    return known.also(context.spellings.get(str(column.codes), {})) if known else None


def _categories(texts: Coded) -> pd.Series:
    distinct = pd.Index(texts.distinct, dtype="str")
    return pd.Series(pd.Categorical.from_codes(texts.codes, distinct, validate=False))


def _statuses(table: Table, rows: pd.DataFrame, withheld: np.ndarray, findings: Findings) -> pd.Series:
    """The status of each value: what its mark says (« NC », « <5 »), else what the file says of it.

    An absent value is never left « définitif ».
    """
    secret, unsent = WITHHELD[table.name], NOT_SENT[table.name]
    declared = rows["statut"].cat
    statuses = declared.set_categories(declared.categories.union(sorted({secret, unsent}))).cat
    said_absent = holding(rows["statut"], [secret, unsent])
    absent = rows["valeur"].isna().to_numpy() & ~findings.refused & ~findings.waiting
    masked, missing = absent & withheld, absent & ~withheld & ~said_absent
    codes = statuses.codes.to_numpy().copy()
    codes[masked] = statuses.categories.get_loc(secret)
    codes[missing] = statuses.categories.get_loc(unsent)
    _tell_absent(masked, missing, findings)
    _ask_contradictions(rows, said_absent, findings)
    return pd.Series(pd.Categorical.from_codes(codes, statuses.categories))


def _tell_absent(masked: np.ndarray, missing: np.ndarray, findings: Findings) -> None:
    findings.repair(
        "masked_value",
        "Valeurs masquées par l’expéditeur (« <5 », « secret ») : gardées comme telles, sans nombre.",
        np.flatnonzero(masked),
    )
    findings.repair(
        "missing_value",
        "Valeurs absentes (case vide, « NC », « n.d. ») : notées non transmises, jamais 0.",
        np.flatnonzero(missing),
    )


def _ask_contradictions(rows: pd.DataFrame, said_absent: np.ndarray, findings: Findings) -> None:
    beside = np.flatnonzero(said_absent & rows["valeur"].notna().to_numpy())
    message = (
        "Un nombre est donné alors que le statut dit qu’il manque : confirmez que le nombre peut être gardé."
    )
    findings.ask("status_contradiction", beside, "statut", message)
