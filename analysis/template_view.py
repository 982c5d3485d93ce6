"""What is said of a file to fill in: for whom, how often, with which measures, under which name."""

from __future__ import annotations

import re

from analysis.dictionary_entries import folded
from analysis.wording import FREQUENCIES, plural
from data.periods import Kind
from data.templates.contributors import Contributor, Origin, Rhythm

NAME_LENGTH = 60
ORIGINS: dict[Origin, str] = {
    "own": "celles que cette structure a envoyées depuis un an",
    "peers": "celles qu'envoient les structures du même type\u00a0: gardez celles qui vous concernent",
    "catalogue": "celles qu'attendent les fiches d'indicateurs pour ce type de structure\u00a0: "
    "gardez celles qui vous concernent",
}


def rhythm_of(contributor: Contributor | None, kind: Kind) -> Rhythm | None:
    known = contributor.rhythms if contributor else ()
    return next((each for each in known if each.kind == kind), None)


def rhythm_label(kind: Kind, rhythm: Rhythm | None) -> str:
    """« Chaque trimestre (18 mesures) »."""
    words = FREQUENCIES[kind].capitalize()
    return f"{words} ({plural(len(rhythm.measures), 'mesure', 'mesures')})" if rhythm else words


def measures_sentence(contributor: Contributor | None, measures: int, usual: bool, rows: int) -> str:
    """How many measures the file asks for, where they come from, how many rows it holds.

    Args:
        usual: the measures are those proposed, not a choice of the visitor.
    """
    origin = contributor.origin if contributor else None
    if not measures:
        return "Choisissez ce que cette structure compte\u00a0: rien n'en est encore connu à ce rythme."
    count = plural(measures, "mesure", "mesures")
    source = f", {ORIGINS[origin]}" if usual and origin else " à votre choix"
    return f"{count}{source}. {plural(rows, 'ligne', 'lignes')} à remplir."


def template_name(table: str, structure: str | None = None, period: str | None = None) -> str:
    """« modele_activite_relais_sud_2026-T4 », whatever the code of the structure holds."""
    named = re.sub(r"[^a-z0-9]+", "_", folded(structure or "")).strip("_")[:NAME_LENGTH]
    return "_".join(part for part in ("modele", table, named, period) if part)
