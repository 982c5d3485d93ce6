"""One structure of « Qui a transmis quoi ? »: what it owes, what is missing, what to ask it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.completeness_words import RHYTHMS, STATES
from analysis.data_table import DataTable
from analysis.reminder import Missing, reminder
from analysis.sendings import names_of
from analysis.sentences import COLON
from analysis.tables import Tables
from analysis.unusual_values import UnusualValue, unusual_values
from analysis.wording import NO_BREAK, NOT_TRANSMITTED, date_text, list_text, plural, sentence
from data.clock import day_of
from data.codebook import Codebook
from data.periods import cached_parse

DEPOSITS_SHOWN = 8


@dataclass(frozen=True)
class OwnDeposit:
    """A deposit that holds activity of the structure."""

    number: str
    day: str
    file: str


@dataclass(frozen=True)
class ContributorView:
    """`missing` are the periods to ask for; `measures` what is expected at each rhythm."""

    structure: str
    name: str
    summary: str
    measures: tuple[tuple[str, str], ...]
    missing: tuple[Missing, ...]
    table: DataTable
    deposits: tuple[OwnDeposit, ...]
    unusual: tuple[UnusualValue, ...]
    city: str
    today: date

    def reminder(self, root: str) -> str:
        """The message to copy; `root` is the address of the application, ending with a slash."""
        return reminder(self.structure, self.missing, self.unusual, self.city, self.today, root)


def contributor_views(
    states: pd.DataFrame, owed: pd.DataFrame, tables: Tables, codebook: Codebook
) -> dict[str, ContributorView]:
    """What each structure sent and owes, by its code.

    Args:
        states: one row per structure and period, as `completeness_view` judges them.
        owed: as `analysis.sendings.sendings` returns it.
    """
    names = names_of(tables["structures"])
    labels = {each.code: each.label for each in codebook.measures.values()}
    deposits, unusual = _deposits(tables), unusual_values(tables["activite"], codebook)
    owed_by = {str(code): rows for code, rows in owed.groupby("structure")}
    return {
        code: ContributorView(
            structure=code,
            name=names.get(code, code),
            summary=_summary(missing := _missing(rows, owed_by[code], labels), rows),
            measures=_measures(owed_by[code], labels),
            missing=missing,
            table=_table(code, names.get(code, code), rows, owed_by[code], labels),
            deposits=deposits[code],
            unusual=tuple(each for each in unusual if each.structure == code),
            city=codebook.city.name,
            today=tables.today,
        )
        for code, rows in ((str(each), rows) for each, rows in states.groupby("structure"))
    }


def _summary(missing: tuple[Missing, ...], states: pd.DataFrame) -> str:
    waited = int((states["state"] == "attendu").sum())
    later = plural(waited, "envoi peut encore arriver", "envois peuvent encore arriver") + " à temps"
    if not missing:
        said = "Rien à relancer\u00a0: tout ce qui était attendu est arrivé."
        return f"{said} {sentence(later)}" if waited else said
    whole = sum(each.is_whole for each in missing)
    parts = [
        plural(whole, "envoi manque", "envois manquent") if whole else "",
        plural(len(missing) - whole, "envoi est incomplet", "envois sont incomplets")
        if len(missing) > whole
        else "",
        later if waited else "",
    ]
    return sentence(list_text(part for part in parts if part))


def _missing(states: pd.DataFrame, owed: pd.DataFrame, labels: Mapping[str, str]) -> tuple[Missing, ...]:
    late = states[states["due"] & (states["arrived"] < states["owed"])]
    return tuple(
        _missing_at(row["periode"], owed, labels, is_whole=row["arrived"] == 0)
        for row in _latest_first(late).to_dict("records")
    )


def _missing_at(period: str, owed: pd.DataFrame, labels: Mapping[str, str], is_whole: bool) -> Missing:
    absent = owed[(owed["periode"] == period) & owed["first"].isna()]
    told = absent["mesure"].map(lambda code: labels.get(code, code))
    return Missing(
        cached_parse(period),
        tuple(told[~absent["declared"]]),
        tuple(told[absent["declared"]]),
        is_whole,
    )


def _missing_measures(owed: pd.DataFrame, period: str, labels: Mapping[str, str]) -> list[str]:
    """Labels; a figure that the structure said it does not have is told so."""
    absent = _missing_at(period, owed, labels, is_whole=False)
    return [*absent.measures, *(f"{label} (noté {NOT_TRANSMITTED})" for label in absent.declared)]


def _measures(owed: pd.DataFrame, labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    found = {kind: list(dict.fromkeys(rows["mesure"])) for kind, rows in owed.groupby("kind")}
    return tuple(
        (title, f"{NO_BREAK}; ".join(labels.get(code, code) for code in found[kind]))
        for kind, title in RHYTHMS.items()
        if kind in found
    )


def _latest_first(states: pd.DataFrame) -> pd.DataFrame:
    ends = states["periode"].map({code: cached_parse(code).end for code in states["periode"].unique()})
    return states.assign(end=ends).sort_values(["end", "kind"], ascending=[False, True])


def _table(
    code: str, name: str, states: pd.DataFrame, owed: pd.DataFrame, labels: Mapping[str, str]
) -> DataTable:
    columns = ("Période", "État", "Mesures reçues", "Premier dépôt", "Fin du délai", "Mesures qui manquent")
    rows = tuple(
        (
            cached_parse(row["periode"]).label,
            STATES[row["state"]].word,
            f"{row['arrived']} sur {row['owed']}",
            date_text(row["first"]) if row["arrived"] else "",
            date_text(row["deadline"]),
            list_text(_missing_measures(owed, row["periode"], labels)),
        )
        for row in _latest_first(states).to_dict("records")
    )
    return DataTable(
        caption=f"{name}{COLON}ses envois, les plus récents d'abord",
        columns=columns,
        rows=rows,
        value_columns=columns,
        values=rows,
        file_name=f"completude_{code}",
        notes=tuple((state.word, state.meaning) for state in STATES.values()),
    )


def _deposits(tables: Tables) -> dict[str, tuple[OwnDeposit, ...]]:
    """For each structure, the active deposits that hold its activity, the latest first."""
    pairs = tables.history("activite")[["structure", "depot"]].drop_duplicates().astype(object)
    journal = tables.journal[["depot", "ordre", "date", "fichier"]]
    found = pairs.merge(journal, on="depot", how="inner", validate="many_to_one")
    latest = found.sort_values("ordre", ascending=False)
    return {
        str(code): tuple(
            OwnDeposit(str(row["depot"]), date_text(day_of(row["date"])), str(row["fichier"]))
            for row in rows.head(DEPOSITS_SHOWN).to_dict("records")
        )
        for code, rows in latest.groupby("structure")
    }
