"""What a row of a table is when it is not data: totals, notes under the table; and what a cell looks like."""

from __future__ import annotations

import re

from data.readers.heading_text import clean_heading

_EXACT_TOTAL = re.compile(
    r"(?:sous[- ]?|grand )?tota(?:l|ux)(?: (?:g[ée]n[ée]ral|g[ée]n[ée]rale|annuel|ann[ée]e|cumul[ée]))?\s*:?",
    re.IGNORECASE,
)
_LOOSE_TOTAL = re.compile(
    r"(?:sous[- ]?|grand )?tota(?:l|ux)\b.*|ensemble\b.{0,20}|cumul\b.*|somme\b.*|moyenne\b.*|"
    r"m[ée]diane\b.*|t o t a l",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\s*(?:\*|\(\d\)|\[\d\]|[¹²³]|notes?\b|n\.?b\.?\b|sources?\b|champ\b|lecture\b|remarque|avertissement|document\b|"
    r"extrait|mise à jour|mis à jour|fait à|légende|définition|données? )",
    re.IGNORECASE,
)
_VALUE_LIKE = re.compile(r"[-−+(<=]?\s*\d[\d\s\u00a0\u202f.,/:%€()-]*|\d{4}-[TSQ]\d|[TSQ]\d[ -]\d{4}")
_YEAR = re.compile(r"20\d\d")


def is_total_label(text: str, is_sparse: bool = True) -> bool:
    """« Total », « TOTAL GÉNÉRAL »...; in a sparse row also « Ensemble », « Total Pissevin », « Cumul »."""
    label = clean_heading(text[:200])
    return bool((_LOOSE_TOTAL if is_sparse else _EXACT_TOTAL).fullmatch(label))


def is_note(text: str) -> bool:
    """« Source : ... », « * chiffres provisoires », « NB : ... »: what stands under a table."""
    return bool(_NOTE.match(text))


def is_value_like(text: str) -> bool:
    """A number, a date or a period rather than a heading (a year alone can head a column)."""
    label = clean_heading(text[:100])
    return bool(_VALUE_LIKE.fullmatch(label)) and not is_year(label)


def is_year(text: str) -> bool:
    """« 2025 »: alone, it may head a column."""
    return bool(_YEAR.fullmatch(text))
