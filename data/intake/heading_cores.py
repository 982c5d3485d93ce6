"""The word that matters in a long heading: « Nom de la structure porteuse » is about the structure."""

from __future__ import annotations

import re

from data.readers.heading_text import normalise_heading

_PARENTHESIS = re.compile(r"\s*[(\[].*?[)\]]")
_START = re.compile(
    r"(?:code|libell[ée]|intitul[ée]|d[ée]signation|noms?|n°|num[ée]ro)[ _]"
    r"(?:de la |de l['’]|du |des |de |d['’])?",
    re.IGNORECASE,
)
_END = re.compile(
    r"[ _](?:concern[ée]e?s?|vis[ée]e?s?|porteu(?:r|se)s?|de r[ée]f[ée]rence|codes?|libell[ée]s?|libre)$",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?:nb|nbre|nombre|effectifs?|quantit[ée])[ _.].+", re.IGNORECASE)
# Any count is a value, once the measure is told by another column.
_COUNTED = "nombre"


def heading_core(heading: str) -> str:
    """The heading as `normalise_heading` writes it, without what only dresses it."""
    plain = _PARENTHESIS.sub("", heading).strip(" *:")
    if _COUNT.fullmatch(plain):
        return _COUNTED
    return normalise_heading(_END.sub("", _START.sub("", plain, count=1)))
