"""How many indicators have each verdict, in words."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.wording import list_text

COUNTED = {
    "progres": ("en progrès", "en progrès"),
    "recul": ("en recul", "en recul"),
    "stable": ("stable", "stables"),
    "on ne peut pas conclure": ("sans conclusion", "sans conclusion"),
    "contexte": ("de contexte", "de contexte"),
}


def counted(word: str, number: int) -> str:
    """« 3 en progrès »."""
    return f"{number} {COUNTED[word][number > 1]}"


def counts_text(counts: Iterable[tuple[str, int]]) -> str:
    """« 3 en progrès, 1 en recul et 2 stables »."""
    return list_text(counted(word, number) for word, number in counts)
