"""Words met where a number is expected: units, « NC », « <5 », errors and formulas of a workbook."""

from __future__ import annotations

import re

# fmt: off
SCALES = frozenset({
    "k", "k€", "keur", "m", "m€", "meur", "md", "md€", "mille", "millier", "milliers", "million", "millions",
    "milliard", "milliards",
})
FACTORS = ((("md", "milliard"), 1_000_000_000), (("k", "mille", "millier"), 1_000), (("m",), 1_000_000))
OTHER_UNITS = frozenset({
    "min", "mn", "minute", "minutes", "s", "sec", "seconde", "secondes", "semaine", "semaines", "mois", "an",
    "ans", "e", "x",
})
NOT_UNITS = frozenset({
    "dont", "environ", "env", "ou", "et", "à", "a", "sur", "de", "plus", "moins", "au", "soit", "hors",
    "puis", "estimé", "estimée", "provisoire", "par", "pour", "fois", "non", "sauf", "près", "presque",
    "quasi", "approx", "approximatif", "approximativement", "max", "maxi", "maximum", "mini", "minimum",
    "prévu", "prévue", "prévus", "prévues", "annulé", "annulée", "annulés", "annulées", "reporté",
    "reportée", "reportés", "reportées", "demi", "demie", "demis", "demies", "paire", "paires", "couple",
    "couples", "dizaine", "dizaines", "douzaine", "douzaines", "quinzaine", "vingtaine", "trentaine",
    "cinquantaine", "centaine", "centaines", "cent", "cents", "thousand", "hundred", "pct",
})
MISSING = frozenset({
    "nc", "n c", "n.c.", "n.c", "n/c", "nd", "n d", "n.d.", "n.d", "n/d", "na", "n.a.", "n.a", "n/a", "nan",
    "none", "null", "nil", "nr", "n.r.", "n.r", "nsp", "so", "s.o.", "s.o", "s/o", "?", "??", "???", "-",
    "--", "---", "–", "—", "/", "//", ".", "..", "…", "...", "non_transmis", "néant", "neant", "vide",
    "sans objet", "sans réponse", "sans donnée", "sans données", "inconnu", "inconnue", "manquant",
    "manquante", "absent", "absente", "indisponible",
})
# fmt: on
# « non communiqué », « pas de remontée », « aucune donnée », « données manquantes », « à compléter ».
ABSENT = re.compile(
    r"\(?(?:(?:donnée|chiffre|valeur|info|information)s? )?(?:non[ -][a-zà-ÿ]{3,}|manquante?s?|absente?s?|"
    r"inconnue?s?|indisponibles?|en (?:attente|cours)(?: .{1,25})?|"
    r"à (?:venir|compléter|renseigner|préciser|confirmer|remplir|transmettre|recevoir)|"
    r"pas (?:(?:encore )?(?:de |d['’]).{2,25}|encore .{2,25}|(?:communiqu|renseign|transmis|dispo|connu)\w*)|"
    r"aucune? (?:donnée|chiffre|valeur|info|information|remontée|retour|réponse|suivi|comptage)s?|"
    r"ne sa(?:it|vons?) pas)\)?\.?"
)
WITHHELD = re.compile(
    r"(?:effectifs? (?:est )?)?(?:(?:<|≤|＜|‹|&lt;)\s*=?\s*(?:à )?|moins de |"
    r"(?:strictement )?inf(?:érieure?s?|\.)? (?:ou égale?s? )?à )\s*"
    r"(?:[0-9]+|un|deux|trois|quatre|cinq|six|dix|onze)(?: [^\W\d_]+\.?)?|"
    r"\(?(?:s|s\.|ss|secret|secrets|(?:sous|couverte?s? par le) secret(?: statistique)?|"
    r"secret stat(?:istique|\.)?|c\.s\.|masquée?s?|confidentiel(?:le)?s?|non[ -]diffus(?:ée?s?|ables?)|"
    r"sous le seuil(?: de diffusion)?)\)?",
    re.IGNORECASE,
)
EXCEL_ERROR = re.compile(
    r"#(?:N/A|N/D|REF!|DIV/0!|VALEUR!|VALUE!|NOM\?|NAME\?|NUL!|NULL!|NOMBRE!|NUM!|PROPAGATION!|SPILL!|CALC!)|#+",
    re.IGNORECASE,
)
FORMULA = re.compile(r"[=@+]|[-−]\s*[0-9.,]+\s*[-+*/]|[-−]\s*[A-Za-z]+\(")
