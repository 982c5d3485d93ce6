"""The rows of a file whose layout is known: typed, checked together, and concluded in a reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from data.intake.acceptance import already_deposited
from data.intake.check_rules import check_rules
from data.intake.checks import check_double_count, check_repeated_keys, check_required
from data.intake.coded import Coded
from data.intake.comparison import period_bounds
from data.intake.conversion import accepts_any_structure, typed_rows
from data.intake.cut_numbers import ask_cut_numbers
from data.intake.findings import Findings
from data.intake.layout_report import report_layout
from data.intake.layouts import FileLayout
from data.intake.outliers import check_outliers
from data.intake.personal_check import FREE_TEXTS, tell_labelling_words
from data.intake.questions import questions_of, settled
from data.intake.reader_problems import weighed
from data.intake.reading import Reading
from data.intake.reshape import LongTable
from data.intake.row_keys import row_keys
from data.intake.said import Said
from data.intake.source import Source
from data.intake.stored_periods import check_stored_periods
from data.intake.surroundings import Context
from data.intake.title_year import ask_title_year, year_of_titles
from data.report import Report, Severity, counted
from data.schema_types import Table

# The number whose sum a contributor compares with the one of his own file.
SUMMED = {
    "activite": "valeur",
    "contexte": "valeur",
    "financements": "montant_vote",
    "objectifs": "valeur_cible",
}
_DOUBTFUL_COLUMNS = frozenset({"missing_column", "doubled_heading", "unnamed_column", "clashing_columns"})
# What is left of a sum of decimals once the noise of binary numbers is put aside.
SUM_DECIMALS = 6


def checked_rows(
    begun: Reading,
    source: Source,
    layout: FileLayout,
    context: Context,
    said: Said,
) -> Reading:
    """The reading of a file begun elsewhere: its good rows, and everything said of the others."""
    source = replace(source, report=weighed(source, layout))
    year = year_of_titles(source, layout.own, begun.filename, said.given)
    said = replace(said, given={**said.given, "periode": year}) if year else said
    long = layout.long_table(source, said.given, context)
    findings = Findings(long.places, long.columns)
    findings.refused |= np.isin(long.places.lines, list(source.report.refused_lines))
    report_layout(layout, source, long, said.given, findings)
    ask_title_year(layout.own, year, findings)
    ask_cut_numbers(source, layout.own, findings)
    _report_surroundings(begun, layout, long, source, context, findings)
    rows = typed_rows(layout.table, long, context, findings, said.answers)
    repeated = _check_all(layout, rows, long, context, findings)
    kept = ~findings.refused & ~findings.waiting
    kept[repeated] = False
    return _concluded(begun, source, layout, rows, kept, findings, said)


def _check_all(
    layout: FileLayout, rows: pd.DataFrame, long: LongTable, context: Context, findings: Findings
) -> np.ndarray:
    """Every check across rows; positions of the rows repeated in the same words."""
    table = layout.table
    check_required(table, rows, tuple(long.columns), findings)
    check_rules(table, rows, context, findings)
    if layout.official is None:
        _tell_labelling_words(table, long.columns, findings)
    if not _has_key(table, long):
        return np.empty(0, dtype=np.int64)
    keys = row_keys(table, rows)
    repeated = check_repeated_keys(table, rows, keys, findings)
    check_double_count(table, rows, keys, findings)
    if table.name == "activite":
        check_stored_periods(rows, context, findings)
        check_outliers(rows, keys.series, context, findings)
    return repeated


def _has_key(table: Table, long: LongTable) -> bool:
    """Without a whole key, rows that only seem to repeat or contradict one another would fill the report."""
    return all(name in long.columns or table.column(name).default is not None for name in table.key)


def _tell_labelling_words(table: Table, columns: Mapping[str, Coded], findings: Findings) -> None:
    for name in FREE_TEXTS & set(table.names) & set(columns):
        tell_labelling_words(name, columns[name], findings)


def _report_surroundings(
    begun: Reading, layout: FileLayout, long: LongTable, source: Source, context: Context, findings: Findings
) -> None:
    """What is true of the file as a whole."""
    same = context.deposited(begun.sha256) if context.deposited else None
    if same is not None:
        findings.about_file("error", "already_deposited", already_deposited(same))
    if accepts_any_structure(context) and _names_structures(layout.table, long):
        message = (
            "Aucune structure n’est connue : les codes de la colonne « Structure » n’ont pas pu être "
            "vérifiés."
        )
        # Without a store nothing is about to be deposited: there is nothing to say yes to.
        severity: Severity = "information" if context.stored is None else "confirm"
        findings.about_file(severity, "unchecked_structures", message, "structure")
    outside = len(source) - len(long)
    if layout.official and outside > 0:
        message = (
            f"Le catalogue ne suit pas tous ces territoires : "
            f"{counted(outside, 'ligne n’a pas été reprise', 'lignes n’ont pas été reprises')}."
        )
        findings.about_file("information", "other_territories", message)


def _names_structures(table: Table, long: LongTable) -> bool:
    named = [long.columns.get(column.name) for column in table.columns if column.codes == "structures"]
    return any(texts is not None and not texts.empty.all() for texts in named)


def _concluded(
    begun: Reading,
    source: Source,
    layout: FileLayout,
    rows: pd.DataFrame,
    kept: np.ndarray,
    findings: Findings,
    said: Said,
) -> Reading:
    report = settled(source.report.merge(findings.report), said.answers)
    if _lacks_values(report):
        kept = np.zeros_like(kept)
    good = _kept_rows(rows, kept).assign(ligne=findings.places.lines[kept])
    start, end = period_bounds(layout.table, good)
    return replace(
        begun,
        table=layout.table.name,
        official=layout.official.label if layout.official else None,
        mapping=layout.own.named(layout.own.columns) if layout.own else findings.places.columns_named(),
        suggestions=layout.own.named(layout.own.guesses) if layout.own else {},
        rows=good,
        refused=findings.lines(findings.refused),
        waiting=findings.lines(findings.waiting),
        blocked=any(problem.line is None for problem in report.errors),
        report=report,
        rows_read=len(rows),
        sum_value=_sum(layout.table, good),
        period_start=start,
        period_end=end,
        questions=questions_of(report),
        missing=tuple(column.name for column in layout.own.missing(said.given)) if layout.own else (),
        unknown_codes=tuple(findings.unknown_codes),
    )


def _kept_rows(rows: pd.DataFrame, kept: np.ndarray) -> pd.DataFrame:
    """Column by column, which is several times faster than taking rows of the whole frame."""
    return pd.DataFrame({name: column.array[kept] for name, column in rows.items()})


def _lacks_values(report: Report) -> bool:
    """A column is missing, stands twice or is cut in two: what the rows hold is not known."""
    return any(problem.cause in _DOUBTFUL_COLUMNS for problem in report.errors)


def _sum(table: Table, rows: pd.DataFrame) -> float:
    total = rows[SUMMED[table.name]].sum() if table.name in SUMMED else 0.0
    return round(float(total), SUM_DECIMALS)
