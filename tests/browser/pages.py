"""The addresses that the tests and the screenshots visit: at least one for each page of the menu."""

from __future__ import annotations

PAGES = (
    "",
    "promesses",
    "promesses?promesse=E13",
    "axe?axe=securite",
    "indicateur?indicateur=ACC-05",
    "indicateur?indicateur=SEC-07",
    "quartiers?indicateur=SEC-02&quartier=QN03003M",
    "quartiers?indicateur=PRE-07&periode=2022",
    "associations",
    "associations?structure=point_justice",
    "concertation",
    "concertation?decision=D036&etat=en-retard",
    "lire-ensemble?axe=accompagnement",
    "effets",
    "effets?action=SEC-07-2020-09-01&chiffre=SEC-07",
    "rapport?periode=2026-T3&axes=prevention,securite",
    "deposer",
    "saisir?quoi=meteo&axe=accompagnement",
    "saisir?quoi=reponse&indicateur=ACC-03",
    "depots",
    "dictionnaire?rubrique=mesures&terme=file_active_csapa",
    "dictionnaire?rubrique=modeles&structure=csapa_trois_fontaines",
    "trouver-de-l-aide?besoin=alcool&gratuit=oui",
    "trouver-de-l-aide?imprimer=oui",
    "completude",
    "completude?rythme=month&structure=police_municipale",
)
