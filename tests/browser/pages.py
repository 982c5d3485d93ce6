"""The addresses that the tests and the screenshots visit: at least one for each page of the menu."""

from __future__ import annotations

PAGES = (
    "",
    "axe?axe=securite",
    "indicateur?code=ACC-05",
    "indicateur?code=SEC-07",
    "deposer",
    "depots",
    "dictionnaire?rubrique=mesures&terme=file_active_csapa",
    "dictionnaire?rubrique=modeles&structure=csapa_trois_fontaines",
)
