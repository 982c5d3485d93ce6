"""The spellings of a number: patterns, from the plainest to the rarest."""

from __future__ import annotations

import re

GROUP = "[ \u00a0\u202f\u2009\u2007\u2008\u200a]"

AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
DRESSED_AMBIGUOUS = re.compile(
    r"(?P<before>.*?)(?P<number>[1-9][0-9]{0,2}[.,][0-9]{3})(?![0-9]).*", re.DOTALL
)
SPACED = re.compile(rf"-?[1-9][0-9]{{0,2}}(?:{GROUP}[0-9]{{3}})+(?:[.,][0-9]+)?")
SIMPLE = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
APOSTROPHE = re.compile(r"-?[1-9][0-9]{0,2}(?:['’][0-9]{3})+(?:[.,][0-9]+)?")
ENGLISH = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|-?[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
POINTS = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+|-?[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")
SCIENTIFIC = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]{1,3}")
# Fractions, exponents and circled figures count as letters for `\w`: « 12½ » is not 12 of some unit.
_LETTERS = r"[^\W\d_\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u218f\u2460-\u24ff\u2776-\u2793]+"
UNIT = re.compile(
    rf"(?P<number>.*?[0-9])\s*(?P<unit>%|‰|(?:[kKmM]|[mM]d)?\s?€|{_LETTERS}[.²]?(?:\s+{_LETTERS}[.²]?)?)"
)
EURO_FIRST = re.compile(r"(?:€|EUR)\s*(?P<number>.*)")
PARENTHESES = re.compile(r"\(\s*(?P<number>[0-9].*)\)")
SPACED_MINUS = re.compile(r"[-−–]\s+(?P<before>[0-9]+(?:,[0-9]+)?)|(?P<after>[0-9]+(?:,[0-9]+)?)\s?[-−–]")
HIDDEN = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# For the parallel reader, which takes patterns as texts.
PLAIN = rf"^-?(?:[0-9]+|[1-9][0-9]{{0,2}}(?:{GROUP}[0-9]{{3}})+)(?:,[0-9]+|\.[0-9]{{1,2}}|\.[0-9]{{4,}})?$"
THREE_AFTER_COMMA = r"^-?[1-9][0-9]{0,2},[0-9]{3}$"
COMMA_DECIMALS = rf"^-?[0-9]+(?:{GROUP}[0-9]{{3}})*,(?:[0-9]{{1,2}}|[0-9]{{4,}})$|^-?0,[0-9]+$"
