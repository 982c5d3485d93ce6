"""Who else funds associations: grants of the State and of other funders, never added to those of the city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analysis.chart_columns import Columns
from analysis.data_table import DataTable, rounded, span
from analysis.wording import NO_BREAK, number_text, plural, value_text

EUROS = "€"
Nouns = tuple[str, str]


@dataclass(frozen=True)
class Cofunder:
    """One funder: what it granted year by year, scheme by scheme, and to whom.

    `posts` is the number of grants of each scheme, in the order of `years`; `origin` says whether the figures
    are real and who published them.
    """

    name: str
    origin: str
    is_official: bool
    years: tuple[str, ...]
    posts: tuple[Columns, ...]
    sentence: str
    summary: str
    table: DataTable
    detail: DataTable


def cofunders(tables_of_others: pd.DataFrame) -> tuple[Cofunder, ...]:
    """Each funder other than the city, the official figures first.

    Args:
        tables_of_others: rows of `financements` that the city does not vote.
    """
    rows = tables_of_others.assign(
        scheme=tables_of_others["dispositif"].astype(object).fillna("Autres aides").astype(str),
        funder=tables_of_others["attribuant"].astype(str),
    )
    groups = rows.groupby(["demonstration", "funder"], sort=True)
    return tuple(_cofunder(str(name), part) for (_, name), part in groups)


def _cofunder(name: str, rows: pd.DataFrame) -> Cofunder:
    by_year = rows.groupby(["exercice", "scheme"], sort=True).agg(
        posts=("subvention", "size"), euros=("montant_vote", "sum")
    )
    counts = rows.pivot_table(
        index="exercice", columns="scheme", values="subvention", aggfunc="count", fill_value=0
    )
    years = tuple(str(year) for year in counts.index)
    nouns = _nouns(rows)
    posts = tuple(_columns(str(scheme), counts[scheme], nouns) for scheme in counts.columns)
    official = not rows["demonstration"].any()
    return Cofunder(
        name=name,
        origin=_origin(rows) if official else "Données fictives de démonstration.",
        is_official=official,
        years=years,
        posts=posts,
        sentence=_sentence(name, rows, nouns),
        summary=_summary(years, posts),
        table=_told(_table(name, by_year, nouns, official), rows),
        detail=_told(_detail(name, rows, nouns), rows),
    )


def _nouns(rows: pd.DataFrame) -> Nouns:
    """What one row is: a post when the funder says so of every row, else a grant."""
    are_posts = rows["objet"].astype(object).fillna("").astype(str).str.startswith("Poste").all()
    return ("poste", "postes") if are_posts else ("aide", "aides")


def _columns(scheme: str, counts: pd.Series, nouns: Nouns) -> Columns:
    values = tuple(float(value) for value in counts)
    texts = tuple(plural(value, *nouns) for value in values)
    return Columns(scheme, values, tuple(number_text(value) for value in values), texts)


def _source(rows: pd.DataFrame) -> str:
    """« ANCT…, 2020-2023, Licence Ouverte 2.0 »."""
    said = [rows[name].dropna().astype(str).unique() for name in ("source", "edition", "licence")]
    return ", ".join(" et ".join(values) for values in said if len(values))


def _origin(rows: pd.DataFrame) -> str:
    known = _source(rows)
    return f"Donnée publique réelle. Source{NO_BREAK}: {known}." if known else "Donnée publique réelle."


def _sentence(name: str, rows: pd.DataFrame, nouns: Nouns) -> str:
    """What the last known year holds."""
    last = rows.loc[rows["exercice"] == rows["exercice"].max()]
    to_whom = plural(last["beneficiaire"].nunique(), "association", "associations")
    return (
        f"En {last['exercice'].iloc[0]}, {name}{NO_BREAK}: "
        f"{plural(len(last), *nouns)} dans {to_whom}, "
        f"{value_text(last['montant_vote'].sum(), EUROS)} accordés."
    )


def _summary(years: Sequence[str], posts: Sequence[Columns]) -> str:
    told = (
        f"{each.label}{NO_BREAK}: "
        + ", ".join(f"{text} en {year}" for year, text in zip(years, each.texts, strict=True))
        for each in posts
    )
    return f"{'. '.join(told)}."


def _table(name: str, by_year: pd.DataFrame, nouns: Nouns, official: bool) -> DataTable:
    rows = by_year.sort_index(ascending=[False, True]).reset_index()
    found = list(zip(*(rows[column] for column in ("exercice", "scheme", "posts", "euros")), strict=True))
    origin = "données publiques réelles" if official else "données fictives"
    return DataTable(
        caption=f"{name}, {origin}",
        columns=("Exercice", "Dispositif", nouns[1].capitalize(), "Accordé"),
        rows=tuple((str(y), s, number_text(n), value_text(e, EUROS)) for y, s, n, e in found),
        value_columns=("exercice", "dispositif", "nombre", "euros_accordes", "donnees"),
        values=tuple((int(y), s, int(n), rounded(float(e)), origin) for y, s, n, e in found),
        file_name="cofinanceurs",
        notes=_notes(),
    )


def _detail(name: str, rows: pd.DataFrame, nouns: Nouns) -> DataTable:
    """Beneficiary by beneficiary, in alphabetical order: a public register, not a ranking."""
    by = ["beneficiaire", "exercice", "scheme"]
    sums = rows.assign(beneficiaire=rows["beneficiaire"].astype(str)).groupby(by, sort=True)
    found = sums.agg(posts=("subvention", "size"), euros=("montant_vote", "sum")).reset_index()
    columns = ("beneficiaire", "exercice", "scheme", "posts", "euros")
    lines = list(zip(*(found[column] for column in columns), strict=True))
    return DataTable(
        caption=f"{name}, association par association (ordre alphabétique)",
        columns=("Association", "Exercice", "Dispositif", nouns[1].capitalize(), "Accordé"),
        rows=tuple((b, str(y), s, number_text(n), value_text(e, EUROS)) for b, y, s, n, e in lines),
        value_columns=("association", "exercice", "dispositif", "nombre", "euros_accordes"),
        values=tuple((b, int(y), s, int(n), rounded(float(e))) for b, y, s, n, e in lines),
        file_name="cofinanceurs_par_association",
        notes=_notes(),
    )


def _told(table: DataTable, rows: pd.DataFrame) -> DataTable:
    """The table with what its files and images say: which years, whose figures, real or not."""
    return replace(
        table,
        period=span(str(rows["exercice"].min()), str(rows["exercice"].max())),
        source=_source(rows),
        demonstration=bool(rows["demonstration"].any()),
    )


def _notes() -> tuple[tuple[str, str], ...]:
    return (
        ("Accordé", "Montant accordé pour l'année, pas forcément payé dans l'année."),
        ("À ne pas additionner", "Ces aides ne sont pas celles de la Ville et ne s'y ajoutent pas."),
        ("Territoire", "Celui du contrat de ville, qui peut dépasser la commune."),
    )
