"""What the first page said on an earlier day: enough to tell what has changed, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from analysis.alerts import Alert, alerts
from analysis.standing import Situation, Standing

AlertKey = tuple[str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Seen:
    """The last figure of an indicator as it was read: `period` is its code, `label` its words."""

    word: str
    period: str
    label: str
    text: str


@dataclass(frozen=True)
class Snapshot:
    """`figures` by indicator, those that had one; `alerts` by key, with their titles."""

    day: date
    figures: Mapping[str, Seen] = field(default_factory=dict)
    alerts: Mapping[AlertKey, str] = field(default_factory=dict)


def snapshot(situation: Situation) -> Snapshot:
    """What is worth remembering of a situation."""
    standings = situation.standings
    return Snapshot(
        day=situation.tables.today,
        figures={code: figure for code, one in standings.items() if (figure := seen(one)) is not None},
        alerts={key_of(alert): alert.title for alert in alerts(situation)},
    )


def seen(standing: Standing) -> Seen | None:
    """The last figure of an indicator, None where nothing was ever transmitted."""
    last = standing.last
    if last is None:
        return None
    text = last.text(standing.indicator.unit)
    return Seen(standing.verdict.word, last.period.code, last.period.label, text)


def key_of(alert: Alert) -> AlertKey:
    """What makes two alerts the same one: their kind and what they are about."""
    return alert.kind, alert.page, tuple(sorted(alert.parameters.items()))
