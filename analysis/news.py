"""« Ce qui a changé depuis … »: verdicts, figures, alerts then and now; what was signed and done since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from analysis.alerts import Alert, alerts
from analysis.arrivals import Arrival, arrivals
from analysis.snapshot import Seen, Snapshot, key_of, seen
from analysis.standing import Situation, Standing
from analysis.statements import Statement
from analysis.wording import date_text, list_text, plural
from data.periods import Period, containing

SHORTEST = timedelta(days=30)
LONGEST = timedelta(days=5 * 366)


@dataclass(frozen=True)
class Moved:
    """One indicator whose verdict or figure is no longer what it was; `before` is None for a first figure."""

    code: str
    name: str
    before: Seen | None
    now: Seen

    @property
    def is_revision(self) -> bool:
        """The same period, told otherwise."""
        return self.before is not None and self.before.period == self.now.period


@dataclass(frozen=True)
class Signed:
    """What somebody signed, and of which figure or axis."""

    statement: Statement
    about: str


@dataclass(frozen=True)
class News:
    """What has changed since `since`.

    Attributes:
        headline: the verdicts and alerts, in the middle of a sentence; `summary` counts everything.
        has_past: something was known on that day; otherwise nothing can be compared.
        ended: titles of the alerts that no longer hold.
        done: titles of the decisions carried out.
        deposits: what was received or withdrawn, the latest first.
    """

    since: date
    headline: str
    summary: str
    has_past: bool
    verdicts: tuple[Moved, ...]
    figures: tuple[Moved, ...]
    alerts: tuple[Alert, ...]
    ended: tuple[str, ...]
    signed: tuple[Signed, ...]
    done: tuple[str, ...]
    deposits: tuple[Arrival, ...]


def news(situation: Situation, before: Snapshot, known: Sequence[Alert] | None = None) -> News:
    """Then and now, side by side. Alerts and verdicts are compared; nothing is said of causes.

    Args:
        known: the alerts of this situation, where they are worked out already.
    """
    since, every = before.day, alerts(situation) if known is None else known
    moved = list(_moved(situation, before))
    held = {key_of(alert) for alert in every}
    found = News(
        since=since,
        headline="",
        summary="",
        has_past=bool(before.figures),
        verdicts=tuple(one for one in moved if one.before and one.before.word != one.now.word),
        figures=tuple(one for one in moved if not one.before or _figure(one.before) != _figure(one.now)),
        alerts=tuple(alert for alert in every if key_of(alert) not in before.alerts),
        ended=tuple(title for key, title in before.alerts.items() if key not in held),
        signed=tuple(_signed(situation, one) for one in situation.statements if one.day >= since),
        done=_done(situation, since),
        deposits=arrivals(situation, since),
    )
    return _summed_up(found)


def default_since(today: date) -> date:
    """The first day of the quarter under way, or of the one before when it has only just begun."""
    quarter = _quarter(today)
    return quarter.start if today - quarter.start >= SHORTEST else quarter.next(-1).start


def since_choices(today: date) -> dict[str, date]:
    """Days one may compare with, by their label; always the same ones for a quarter."""
    start = default_since(today)
    quarter = _quarter(start)
    return {
        date_text(start): start,
        date_text(quarter.next(-1).start): quarter.next(-1).start,
        f"{date_text(quarter.next(-4).start)}, un an plus tôt": quarter.next(-4).start,
    }


def since_asked(text: str | None, today: date) -> date:
    """The day an address asks for; the usual one when it is no day, or one of no use."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return default_since(today)
    return day if today - LONGEST < day < today else default_since(today)


def _quarter(day: date) -> Period:
    return containing("quarter", day)


def _moved(situation: Situation, before: Snapshot) -> Iterator[Moved]:
    for code, standing in situation.standings.items():
        now, then = seen(standing), before.figures.get(code)
        if now is not None and now != then:
            yield Moved(code, _name(standing), then, now)


def _name(standing: Standing) -> str:
    return standing.indicator.short_label


def _figure(one: Seen) -> tuple[str, str]:
    return one.period, one.text


def _signed(situation: Situation, statement: Statement) -> Signed:
    standing = situation.standings.get(statement.indicator)
    axis = situation.codebook.axes.get(statement.axis)
    return Signed(statement, _name(standing) if standing else axis.label if axis else "")


def _done(situation: Situation, since: date) -> tuple[str, ...]:
    decisions = situation.tables["decisions"]
    recent = decisions.loc[decisions["date_realisation"] >= pd.Timestamp(since)]
    return tuple(recent.sort_values("date_realisation", ascending=False)["intitule"].astype(str))


def _summed_up(found: News) -> News:
    first = (
        (len(found.verdicts), "verdict a changé", "verdicts ont changé"),
        (len(found.alerts), "alerte est nouvelle", "alertes sont nouvelles"),
    )
    others = (
        (len(found.ended), "alerte ne tient plus", "alertes ne tiennent plus"),
        (len(found.figures), "chiffre est nouveau ou corrigé", "chiffres sont nouveaux ou corrigés"),
        (len(found.done), "décision est réalisée", "décisions sont réalisées"),
        (len(found.signed), "avis est signé", "avis sont signés"),
    )
    headline = _counted(first) or "aucun verdict n'a changé, aucune alerte n'est nouvelle"
    return replace(found, headline=headline, summary=_counted((*first, *others)) or "rien n'a changé")


def _counted(parts: Iterable[tuple[int, str, str]]) -> str:
    return list_text(plural(number, one, many) for number, one, many in parts if number)
