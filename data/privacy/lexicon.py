"""Words that label people, and how to say the same without labelling anybody.

Source: lexicon of the mission (person-first terms). Legal and official terms (« usager de drogues »,
« stupéfiants ») are left as they are.
"""

from __future__ import annotations

import re

_PREFERRED: tuple[tuple[str, str], ...] = (
    (
        r"toxicomanes?|toxicos?|drogué(?:e|s|es)?|addicts?|junkies?|camés?",
        "personne qui consomme des drogues, personne ayant un trouble de l’usage",
    ),
    (r"alcooliques?|ivrognes?|poivrots?", "personne ayant un trouble de l’usage de l’alcool"),
    (r"rechut(?:e|es|er|é|ée)", "reprise de consommation"),
    (r"clean|sevré(?:e|s|es)? définitif(?:s|ve|ves)?", "personne en rétablissement, personne abstinente"),
    (r"seringues? (?:souillée|sale)s?", "matériel d’injection usagé"),
    (r"abus d[e’'] ?\w+", "usage, consommation"),
    (r"SDF|marginaux|marginal|clochards?", "personne sans domicile"),
    (r"points? de fixation|zombies?|scènes? de crack", "lieu de consommation en public"),
    (r"délinquant(?:e|s|es)?", "personne mise en cause"),
    (r"codépendant(?:e|s|es)?", "proches, entourage"),
    (r"perdue?s? de vue", "arrêt non convenu du suivi"),
)
_RULES = tuple((re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), said) for words, said in _PREFERRED)
ANY_WORD = "|".join(words for words, _ in _PREFERRED)


def preferred_terms(text: str) -> tuple[tuple[str, str], ...]:
    """Each labelling word of a text, as written, with what to say instead; empty when there is none."""
    return tuple((found[0], said) for pattern, said in _RULES if (found := pattern.search(text)))
