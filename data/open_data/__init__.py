"""Official open data in the producers' own layouts, told by their headings and turned into our tables.

A user drops the file as it was published: `recognise` names its layout, `OfficialLayout.convert` gives rows
in our columns, still as text, which then go through the same checks as any other file.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.open_data import anct, inclusion, scdl, ssmsi
from data.open_data.layout import OfficialLayout, fold

__all__ = ["LAYOUTS", "OfficialLayout", "recognise"]

LAYOUTS: tuple[OfficialLayout, ...] = (
    ssmsi.COMMUNES,
    ssmsi.DEPARTEMENTS,
    ssmsi.REGIONS,
    scdl.SUBVENTIONS,
    inclusion.STRUCTURES,
    anct.POSTES,
)


def recognise(columns: Sequence[str]) -> OfficialLayout | None:
    """The official layout that these headings have, whatever their case and accents; None otherwise."""
    headings = frozenset(map(fold, columns))
    return next((layout for layout in LAYOUTS if layout.matches(headings)), None)
