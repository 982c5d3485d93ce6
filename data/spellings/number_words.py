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
    "puis", "estimé", "estimée", "provisoire",
})
MISSING = frozenset({
    "nc", "n.c.", "n.c", "n/c", "nd", "n.d.", "n.d", "n/d", "na", "n.a.", "n.a", "n/a", "nan", "none", "null",
    "nr", "n.r.", "nsp", "?", "??", "???", "-", "--", "---", "–", "—", ".", "…", "...", "non_transmis",
    "néant", "neant", "vide", "non communiqué", "non communiquée", "non renseigné", "non renseignée",
    "non disponible", "non transmis", "non transmise", "non connu", "non connue", "non déterminé",
    "non défini", "inconnu",
    "en attente", "en cours", "à venir", "pas de donnée", "pas de données",
})
# fmt: on
WITHHELD = re.compile(
    r"(?:(?:<|≤|&lt;)\s*=?|moins de|inf(?:érieure?|\.)? à|strictement inférieure? à)"
    r"\s*[0-9]+(?:\s+[^\W\d_]+)?|"
    r"s|s\.|ss|secret|secrets|secret statistique|sous secret|c\.s\.|masqué|masquée|confidentiel",
    re.IGNORECASE,
)
EXCEL_ERROR = re.compile(
    r"#(?:N/A|N/D|REF!|DIV/0!|VALEUR!|VALUE!|NOM\?|NAME\?|NUL!|NULL!|NOMBRE!|NUM!|PROPAGATION!|SPILL!|CALC!)|#+",
    re.IGNORECASE,
)
FORMULA = re.compile(r"[=@+]|[-−]\s*[0-9.,]+\s*[-+*/]|[-−]\s*[A-Za-z]+\(")
