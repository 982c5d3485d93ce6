"""The finance files: what was voted, notified and paid; headings of the national layout and some more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from data.demo.directory import structure_names
from data.demo.drawing import stream
from data.demo.scenario import read
from data.demo.sending import SentFile
from data.demo.spelling import delimited

SENDER = "Direction des finances (service fictif)"
FIRST_YEAR, LAST_YEAR = 2022, 2026
# Day of sending -> budget years in the file.
SENDINGS = {
    date(2025, 3, 10): (2022, 2023, 2024),
    date(2026, 3, 9): (2025,),
    date(2026, 5, 11): (2026,),
    date(2026, 7, 6): (2026,),
    date(2026, 11, 16): (2026,),
}
MEDIAN_DELAY, DELAY_SPREAD = 52, 0.34
HEADINGS = {
    "attribuant": "nomAttribuant",
    "attribuant_siret": "idAttribuant",
    "subvention": "referenceDecision",
    "exercice": "exercice",
    "beneficiaire": "nomBeneficiaire",
    "beneficiaire_siret": "idBeneficiaire",
    "objet": "objet",
    "axe": "axe",
    "montant_vote": "montantVote",
    "montant_verse": "montantVerse",
    "date_vote": "dateVote",
    "date_notification": "dateNotification",
    "date_versement": "dateVersement",
    "convention": "typeConvention",
    "convention_debut": "debutConvention",
    "convention_fin": "finConvention",
    "position_renouvellement": "positionRenouvellement",
    "dispositif": "dispositifAide",
}


def grant_files(seed: int) -> Iterator[SentFile]:
    """One file per sending: the state of its budget years on that day."""
    grants = pd.DataFrame(_grants(seed))
    for number, (sent_on, years) in enumerate(SENDINGS.items()):
        table = _known_on(grants.loc[grants["exercice"].isin(years)], sent_on)
        again = number > 0 and years == tuple(SENDINGS.values())[number - 1]
        reason = "Notifications et versements depuis le dernier envoi" if again else None
        name = f"subventions_{'-'.join(map(str, years))}_au_{sent_on:%Y%m%d}.csv"
        yield SentFile(name, delimited(table, "cp1252"), SENDER, sent_on, reason)


def _grants(seed: int) -> Iterator[dict[str, Any]]:
    story = read("grants")
    names, numbers = structure_names("nom"), structure_names("siret")
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        asked = [grant for grant in story["grant"] if _is_asked(grant, year)]
        rng = stream(seed, "grants", str(year))
        votes = _votes(story, year, len(asked), rng)
        for rank, (grant, voted_on) in enumerate(zip(asked, votes, strict=True), start=1):
            amount = round(grant["amount"] * (1 + grant.get("grows", 0)) ** (year - FIRST_YEAR), -2)
            yield {
                "attribuant": story["grantor"],
                "attribuant_siret": story["grantor_siret"],
                "subvention": f"{year}-DEM-{rank:03d}",
                "exercice": year,
                "beneficiaire": names[grant["structure"]],
                "beneficiaire_siret": numbers[grant["structure"]],
                "objet": grant["objet"],
                "axe": grant["axe"],
                "montant_vote": amount,
                "montant_verse": round(amount * grant.get("paid", {}).get(str(year), 1)),
                "dispositif": "Politique de démonstration",
                **_after_vote(voted_on, rng, is_paid=year not in grant.get("unpaid", [])),
                **_agreement(grant, year),
            }


def _is_asked(grant: Mapping[str, Any], year: int) -> bool:
    return bool(grant.get("since", FIRST_YEAR) <= year <= grant.get("until", LAST_YEAR))


def _votes(story: Mapping[str, Any], year: int, count: int, rng: np.random.Generator) -> list[date]:
    """The session that voted each grant: the shares of the year, in a random order."""
    shares = np.cumsum(story["votes"][str(year)])
    places = np.searchsorted(shares, (np.arange(count) + 0.5) / count)
    sessions = [date(year + shift, month, day) for shift, month, day in story["sessions"]]
    return [sessions[place] for place in rng.permutation(places)]


def _after_vote(voted_on: date, rng: np.random.Generator, *, is_paid: bool) -> dict[str, date | None]:
    """Notification two or three weeks after the vote, then payment, unless it never comes."""
    notified = voted_on + timedelta(days=int(rng.integers(9, 26)))
    paid = notified + timedelta(days=int(np.exp(rng.normal(np.log(MEDIAN_DELAY), DELAY_SPREAD))))
    return {"date_vote": voted_on, "date_notification": notified, "date_versement": paid if is_paid else None}


def _agreement(grant: Mapping[str, Any], year: int) -> dict[str, Any]:
    """The multi-year agreement that covers a budget year, or a yearly one."""
    for first, last in grant.get("agreements", []):
        if first <= year <= last:
            position = grant.get("positions", {}).get(str(last))
            return {
                "convention": "CPO",
                "convention_debut": date(first, 1, 1),
                "convention_fin": date(last, 12, 31),
                "position_renouvellement": date.fromisoformat(position) if position else None,
            }
    return {
        "convention": "Annuelle",
        "convention_debut": date(year, 1, 1),
        "convention_fin": date(year, 12, 31),
    }


def _known_on(grants: pd.DataFrame, day: date) -> pd.DataFrame:
    """The grants voted by that day; notifications, payments and positions still to come are left blank."""
    known = grants.loc[grants["date_vote"] <= day]
    unpaid = ~(pd.to_datetime(known["date_versement"]) <= pd.Timestamp(day))
    known = known.assign(montant_verse=known["montant_verse"].mask(unpaid))
    for name in known.columns[known.columns.str.startswith(("date_", "convention_", "position_"))]:
        known = known.assign(**{name: _french_dates(known[name], day, future=name == "convention_fin")})
    amounts = {
        name: known[name].map(_euros, na_action="ignore") for name in ("montant_vote", "montant_verse")
    }
    return known.assign(**amounts).reindex(columns=list(HEADINGS)).rename(columns=HEADINGS)


def _french_dates(days: pd.Series, today: date, *, future: bool) -> pd.Series:
    dates = pd.to_datetime(days)
    return dates.where((dates <= pd.Timestamp(today)) | future).dt.strftime("%d/%m/%Y")


def _euros(amount: float) -> str:
    """« 92 000,00 » with a no-break space, as the finance software exports it."""
    return f"{amount:,.2f}".replace(",", "\u00a0").replace(".", ",")
