"""The activity files: who sends which rows, when, with the accidents of the story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

import pandas as pd

from data.codebook import Codebook
from data.demo.activity import activity_rows
from data.demo.directory import structure_names
from data.demo.scenario import read
from data.demo.sending import SentFile, working_day
from data.demo.spelling import Style, spell
from data.demo.story import FORGOTTEN, MISTAKES, NOT_TRANSMITTED, TODAY, TRIALS, Mistake, Trial
from data.periods import cached_parse


@dataclass(frozen=True)
class Series:
    """The files that one contributor sends one after the other (see contributors.toml)."""

    name: str
    sender: str
    filename: str
    until: Sequence[date]
    sent: Sequence[date]
    style: Style
    provisional: bool

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Series:
        until = [date.fromisoformat(day) for day in entry["until"]]
        delay = timedelta(days=entry["delay"])
        sent = entry.get("sent") or [working_day(day + delay).isoformat() for day in until]
        style = {field.name: entry[field.name] for field in fields(Style) if field.name in entry}
        return cls(
            entry["name"],
            entry["sender"],
            entry["filename"],
            until,
            [date.fromisoformat(day) for day in sent],
            Style(**style),
            entry.get("provisional", False),
        )


def activity_files(codebook: Codebook, seed: int) -> Iterator[SentFile]:
    """Every activity file sent until today."""
    rows = _with_silences(activity_rows(seed))
    by_series = dict(tuple(rows.groupby("file", sort=False)))
    for entry in read("contributors")["file"]:
        yield from _sent(Series.of(entry), by_series[entry["name"]], codebook)


def _with_silences(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the forgotten periods, and say what contributors could not give."""
    for forgotten in FORGOTTEN:
        rows = rows.loc[(rows["file"] != forgotten.file) | (rows["periode"] != forgotten.period)]
    rows = rows.reset_index(drop=True)
    for silence in NOT_TRANSMITTED:
        silent = (rows["file"] == silence.file) & (rows["periode"] == silence.period)
        silent &= rows["mesure"].isin(silence.measures)
        rows = rows.assign(
            valeur=rows["valeur"].mask(silent),
            statut=rows["statut"].mask(silent, "non_transmis"),
            commentaire=rows["commentaire"].mask(silent, silence.comment or None),
        )
    return rows


def _sent(series: Series, rows: pd.DataFrame, codebook: Codebook) -> Iterator[SentFile]:
    names = structure_names(series.style.names)
    covered = date.min
    sendings = [
        (until, sent_on) for until, sent_on in zip(series.until, series.sent, strict=True) if sent_on <= TODAY
    ]
    for until, sent_on in sendings:
        part = rows.loc[(rows["fin"] > covered) & (rows["fin"] <= until)]
        if series.provisional and (until, sent_on) == sendings[-1]:
            part = part.assign(statut="provisoire")
        name = series.filename.format(label=_label(part))
        yield from _trial_before(series, until, name, part, codebook, names)
        yield from _with_correction(series, until, sent_on, name, part, codebook, names)
        covered = until


def _with_correction(
    series: Series,
    until: date,
    sent_on: date,
    name: str,
    rows: pd.DataFrame,
    codebook: Codebook,
    names: Mapping[str, str],
) -> Iterator[SentFile]:
    """The file; where its contributor made a mistake, the file with it, then the one that puts it right."""
    mistake = next((m for m in MISTAKES if (m.file, m.until) == (series.name, until)), None)
    if mistake is None:
        yield SentFile(name, spell(rows, series.style, codebook, names), series.sender, sent_on)
        return
    wrong = spell(_multiplied(rows, _concerned(rows, mistake), mistake.factor), series.style, codebook, names)
    yield SentFile(name, wrong, series.sender, sent_on)
    right = spell(rows.loc[rows["periode"] == mistake.period], series.style, codebook, names)
    yield SentFile(f"correction {name}", right, series.sender, mistake.corrected_on, mistake.reason)


def _trial_before(
    series: Series, until: date, name: str, rows: pd.DataFrame, codebook: Codebook, names: Mapping[str, str]
) -> Iterator[SentFile]:
    """The file sent by mistake just before this one, if any."""
    trial: Trial | None = next((t for t in TRIALS if (t.file, t.until) == (series.name, until)), None)
    if trial is None:
        return
    content = spell(_multiplied(rows, rows["valeur"].notna(), trial.factor), series.style, codebook, names)
    yield SentFile(
        f"essai {name}",
        content,
        series.sender,
        trial.sent_on,
        withdrawn_on=trial.withdrawn_on,
        withdrawal_reason=trial.reason,
    )


def _concerned(rows: pd.DataFrame, mistake: Mistake) -> pd.Series:
    return (rows["periode"] == mistake.period) & (rows["mesure"] == mistake.measure)


def _multiplied(rows: pd.DataFrame, chosen: pd.Series, factor: float) -> pd.DataFrame:
    return rows.assign(valeur=rows["valeur"].mask(chosen, (rows["valeur"] * factor).round()))


def _label(rows: pd.DataFrame) -> str:
    """What a file covers, as people name their files: 2022-2023, 2024, 2026_T1."""
    periods = [cached_parse(code) for code in rows["periode"].unique()]
    first, last = min(period.start for period in periods), max(period.end for period in periods)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= 3:
        return f"{last.year}_T{(last.month + 2) // 3}" if months == 3 else f"{last.year}_{last.month:02d}"
    if months <= 6:
        return f"{last.year}_S{(last.month + 5) // 6}"
    return str(last.year) if first.year == last.year else f"{first.year}-{last.year}"
