"""A text as it is kept: without hidden characters, accents in one piece, as its sender typed it."""

from __future__ import annotations

import re
import unicodedata

from data.safe_export import unprotected

HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean_text(text: str) -> str:
    """The text without what no screen shows."""
    visible = HIDDEN.sub("", text) if not text.isprintable() else text
    return unprotected(unicodedata.normalize("NFC", visible))
