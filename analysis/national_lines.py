"""The phone lines that answer in the whole country, as the catalogue lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from analysis.opening_hours import OpeningHours, opening_hours
from analysis.wording import date_text, plural
from data.codebook import Codebook
from data.declarations import Code

LINES, URGENT = "lignes_nationales", "urgence"
TO_CHECK = (
    "Horaires et prix tels que publiés par ces services\u00a0; la Ville doit encore les revérifier un à un."
)


@dataclass(frozen=True)
class Line:
    """A national phone line.

    Attributes:
        sms: one writes to it instead of calling.
        checked: when the city last compared it with what the service publishes.
    """

    name: str
    urgent: bool
    phone: str
    shown: str
    sms: bool
    hours: OpeningHours | None
    hours_text: str
    cost: str
    audience: str
    checked: date | None

    @property
    def address(self) -> str:
        """What a telephone opens: a call, or a message."""
        return f"{'sms' if self.sms else 'tel'}:{self.phone}"


def national_lines(codebook: Codebook) -> tuple[Line, ...]:
    """The lines of the catalogue, in its order; none where a city has not written the list."""
    known = codebook.lists.get(LINES)
    return tuple(_line(code) for code in known.codes.values()) if known else ()


def lines_note(lines: Sequence[Line]) -> str:
    """Since when the numbers are known to be right, or that this is still to be done."""
    days = [line.checked for line in lines if line.checked]
    if lines and len(days) == len(lines):
        return f"Numéros vérifiés auprès de chaque service le {date_text(min(days))}."
    return TO_CHECK if lines else ""


def answering_sentence(lines: Sequence[Line], now: datetime) -> str:
    """« En ce moment, 9 services d'écoute sur 10 répondent, pour vous ou pour un proche. »"""
    open_now = sum(line.hours is not None and line.hours.is_open(now) for line in lines)
    if not open_now:
        return "Un danger ? Touchez un numéro d'urgence."
    answer = plural(open_now, "service d'écoute", "services d'écoute")
    verb = "répondent" if open_now > 1 else "répond"
    return f"En ce moment, {answer} sur {len(lines)} {verb}, pour vous ou pour un proche."


def _line(code: Code) -> Line:
    own = code.attributes
    phone, opening = str(own.get("phone", "")), str(own.get("opening", ""))
    hours = opening_hours(opening)
    return Line(
        name=code.label,
        urgent=own.get("group") == URGENT,
        phone=phone,
        shown=str(own.get("shown", phone)),
        sms=bool(own.get("sms", False)),
        hours=hours,
        hours_text=hours.text if hours else opening,
        cost=str(own.get("cost", "")),
        audience=str(own.get("audience", "")),
        checked=own.get("checked"),
    )
