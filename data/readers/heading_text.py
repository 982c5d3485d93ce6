"""Headings made comparable: case, accents, spaces, punctuation and hidden characters put aside."""

from __future__ import annotations

import unicodedata

# Letters of other alphabets that look exactly like Latin ones: they come from copy and paste.
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "aeopcyxijshdqwABEKMHOPCTYXIJSABEZHIKMNOPTYXo"
)


def normalise_heading(text: str) -> str:
    """« N° de  Structure » and « n_de_structure » become the same « ndestructure »."""
    if text.isascii():
        return "".join(character for character in text.casefold() if character.isalnum())
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = replace_look_alikes(letters).casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(character for character in plain if character.isalnum())


def replace_look_alikes(text: str) -> str:
    """Cyrillic and Greek letters that look Latin, replaced by the Latin ones."""
    return text if text.isascii() else text.translate(_LOOK_ALIKES)


def clean_heading(text: str) -> str:
    """A heading on one line, with single spaces and without hidden characters."""
    visible = "".join(c for c in text if c.isprintable() or c.isspace())
    return " ".join(visible.split())
