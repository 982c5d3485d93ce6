"""The spaces of French typography, in texts typed with ordinary ones."""

from __future__ import annotations

import re

from analysis.wording import NO_BREAK

_BEFORE_SIGN = re.compile(r" (?=[:;?!»%])")


def spaced(text: str) -> str:
    """The text with no-break spaces inside quotation marks and before the signs that ask for one."""
    return _BEFORE_SIGN.sub(NO_BREAK, text.replace("« ", f"«{NO_BREAK}"))
