"""For which periods a file is prepared: one period, or all those of a quarter or of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.periods import Kind, Period, between, containing

RECENT = 6
# The longer stretches offered at once, by rhythm.
LONGER: dict[Kind, tuple[Kind, ...]] = {
    "month": ("quarter", "year"),
    "quarter": ("year",),
    "half_year": ("year",),
    "year": (),
    "school_year": (),
}


@dataclass(frozen=True)
class Span:
    """A stretch of time and the periods of one rhythm in it that have begun."""

    whole: Period
    periods: tuple[Period, ...]

    @property
    def code(self) -> str:
        return self.whole.code

    @property
    def label(self) -> str:
        """« 4e trimestre 2026 », « 2026 : de janvier à novembre 2026 »."""
        if self.periods == (self.whole,):
            return self.whole.label
        return f"{self.whole.label}\u00a0: {_stretch(self.periods[0], self.periods[-1])}"


def spans(kind: Kind, today: date) -> list[Span]:
    """The stretches to choose from, the latest first: single periods, then longer ones.

    A period that has not begun cannot be deposited: it is never offered.
    """
    now = containing(kind, today)
    single = [now.next(-steps) for steps in range(RECENT)]
    longer = [containing(each, today).next(-back) for each in LONGER[kind] for back in (0, 1)]
    return [
        *(Span(period, (period,)) for period in single),
        *(Span(whole, _begun(kind, whole, today)) for whole in longer),
    ]


def expected(kind: Kind, last: Period | None, today: date) -> Period:
    """The next period to send: the one after the last received; the present one when none is late."""
    now = containing(kind, today)
    if last is None:
        return now
    oldest = now.next(1 - RECENT)
    return min(max(last.next(), oldest), now)


def _begun(kind: Kind, whole: Period, today: date) -> tuple[Period, ...]:
    return tuple(between(kind, whole.start, min(whole.end, today)))


def _stretch(first: Period, last: Period) -> str:
    """« d'octobre à novembre 2026 », « du 1er trimestre au 3e trimestre 2026 »."""
    if first == last:
        return first.label
    start = first.label.removesuffix(f" {first.start.year}")
    if first.kind != "month":
        return f"du {start} au {last.label}"
    link = "d'" if start.startswith(("a", "o")) else "de "
    return f"{link}{start} à {last.label}"
