"""The coordinator's files on consultation bodies: the calendar, who came, what was examined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.codebook import Codebook
from data.demo.drawing import stream
from data.demo.sending import SentFile, working_day
from data.demo.story import TODAY
from data.demo.workbooks import workbook
from data.schemas import COLLEGES

SENDER = "Coordination (service fictif)"
SENDINGS = (
    date(2024, 1, 10),
    date(2025, 1, 10),
    date(2026, 1, 9),
    date(2026, 4, 10),
    date(2026, 7, 10),
    date(2026, 10, 9),
    date(2026, 11, 20),
)
YEARS = range(2022, 2027)


@dataclass(frozen=True)
class Body:
    """A consultation body: the months of its meetings, since which year, members convened by college."""

    code: str
    months: tuple[int, ...]
    since: int
    convened: tuple[int, ...]


BODIES = (
    Body("clspd_plenier", (11,), 2022, (12, 10, 5, 8, 2)),
    Body("clspd_restreint", (2, 5, 9), 2022, (6, 6, 2, 4, 0)),
    Body("groupe_addictions", (1, 3, 6, 9, 11), 2022, (4, 3, 6, 7, 3)),
    Body("cls", (4, 10), 2022, (6, 4, 8, 6, 2)),
    Body("clsm", (3, 10), 2022, (4, 2, 7, 5, 4)),
    Body("comite_suivi", (4, 6, 9, 12), 2026, (5, 4, 4, 6, 4)),
)
# Story by year: share of planned meetings held, share of each college present, and so on.
HELD = {2022: 0.74, 2023: 0.80, 2024: 0.84, 2025: 0.86, 2026: 0.93}
PRESENT = {
    "ville": (0.86, 0.88),
    "etat": (0.64, 0.72),
    "sante": (0.58, 0.66),
    "associations": (0.78, 0.85),
    "personnes_concernees": (0.28, 0.72),
}
PREPARED = {2022: 0.0, 2023: 0.2, 2024: 0.4, 2025: 0.8, 2026: 1.0}
MINUTES_DAYS = {2022: 17, 2023: 14, 2024: 12, 2025: 9, 2026: 7}
EXAMINED = {2022: 1, 2023: 2, 2024: 3, 2025: 3, 2026: 5}
ELECTIONS = (date(2026, 3, 1), date(2026, 3, 27))


def meetings(codebook: Codebook, seed: int) -> pd.DataFrame:
    """Every meeting planned until the end of 2026, as it went, in order."""
    rows = [
        _meeting(body, year, month, codebook, seed)
        for body in BODIES
        for year in YEARS
        if year >= body.since
        for month in body.months
    ]
    return pd.DataFrame(rows).sort_values("date_prevue", ignore_index=True)


def meeting_files(codebook: Codebook, seed: int) -> Iterator[SentFile]:
    """The calendar and the attendance, as known on each sending."""
    everything = meetings(codebook, seed)
    covered = date(2022, 1, 1)
    for sent_on in SENDINGS:
        planned = everything.loc[everything["date_prevue"].between(covered, date(sent_on.year, 12, 31))]
        if sent_on.month <= 1:
            planned = planned.loc[planned["date_prevue"] <= sent_on]
        table = _known_on(planned, sent_on)
        reason = "Mise à jour du calendrier et des présences" if sent_on.year == 2026 else None
        title = ["Instances de concertation (données fictives)", f"Situation au {sent_on:%d/%m/%Y}"]
        yield SentFile(
            f"instances_{sent_on:%Y_%m}.xlsx", workbook(table, title=title), SENDER, sent_on, reason
        )
        covered = date(sent_on.year, 1, 1)


def _meeting(body: Body, year: int, month: int, codebook: Codebook, seed: int) -> dict[str, object]:
    rng = stream(seed, "meetings", body.code, str(year), str(month))
    planned = working_day(date(year, month, int(rng.integers(5, 26))))
    in_campaign = ELECTIONS[0] <= planned <= ELECTIONS[1]
    held = rng.random() < HELD[year] and not in_campaign
    row: dict[str, object] = {
        "seance": f"{body.code.upper().replace('_', '-')}-{planned:%Y-%m}",
        "instance": codebook.lists["types_instance"].label(body.code),
        "date_prevue": planned,
        "statut": "Tenue" if held else ("Annulée" if rng.random() < 0.6 or in_campaign else "Reportée"),
    }
    return row | _attendance(body, planned, codebook, rng) if held else row


def _attendance(body: Body, planned: date, codebook: Codebook, rng: np.random.Generator) -> dict[str, object]:
    progress = (planned - date(2022, 1, 1)) / (TODAY - date(2022, 1, 1))
    row: dict[str, object] = {"date_tenue": planned}
    for college, convened in zip(COLLEGES, body.convened, strict=True):
        first, last = PRESENT[college]
        row[f"convoques_{college}"] = convened
        row[f"presents_{college}"] = int(rng.binomial(convened, min(first + (last - first) * progress, 1)))
    followed = [code for code, indicator in codebook.indicators.items() if indicator.level != "contexte"]
    examined = rng.choice(followed, size=EXAMINED[planned.year], replace=False)
    return row | {
        "personnes_preparees": "oui" if rng.random() < PREPARED[planned.year] else "non",
        "date_diffusion": planned + timedelta(days=int(rng.poisson(MINUTES_DAYS[planned.year]))),
        "indicateurs_examines": " | ".join(sorted(examined)),
    }


def _known_on(planned: pd.DataFrame, day: date) -> pd.DataFrame:
    """What is to come is planned, whatever will happen to it."""
    past = planned["date_prevue"] <= day
    facts = planned.columns.difference(["seance", "instance", "date_prevue", "statut"], sort=False)
    known = planned.assign(statut=planned["statut"].where(past, "Prévue"))
    known = known.assign(**{name: known[name].where(past) for name in facts})
    known["date_diffusion"] = known["date_diffusion"].where(known["date_diffusion"] <= day)
    dates = {
        name: known[name].map("{:%d/%m/%Y}".format, na_action="ignore")
        for name in known
        if name.startswith("date_")
    }
    return known.assign(**dates)
