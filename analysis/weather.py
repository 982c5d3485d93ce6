"""Where the signed weather of an axis says one thing and its figures another. Neither corrects the other."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.standing import Standing
from analysis.wording import plural

FAIR = ("soleil", "eclaircies")
STORMY = ("orage",)


def setbacks(standings: Iterable[Standing]) -> list[Standing]:
    return [standing for standing in standings if standing.verdict.word == "recul"]


def contradiction(weather: str, standings: Iterable[Standing]) -> str:
    """« alors qu'un indicateur recule », when a fair weather hides a setback; empty when nothing clashes."""
    judged = list(standings)
    falling = setbacks(judged)
    if weather in FAIR and falling:
        number = plural(len(falling), "indicateur recule", "indicateurs reculent")
        return "alors qu'un indicateur recule" if len(falling) == 1 else f"alors que {number}"
    rising = [standing for standing in judged if standing.verdict.word == "progres"]
    if weather in STORMY and rising and not falling:
        return "alors qu'aucun indicateur ne recule"
    return ""
