"""Personal data at the door: found by what cells hold and by what columns are called, never repeated.

What is found is told by its kind and its place only: no function here returns, raises or logs a value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from data.intake.coded import Coded, matching_each
from data.privacy.person_names import has_titled_name, is_first_name, may_be_surname, names_a_person
from data.readers.heading_text import normalise_heading

Kind = Literal["nir", "courriel", "telephone", "naissance", "nom"]
Promise = tuple[re.Pattern[str], Kind, Callable[[list[str]], bool]]

KIND_LABELS: dict[Kind, str] = {
    "nir": "un numéro de sécurité sociale",
    "courriel": "une adresse électronique",
    "telephone": "un numéro de téléphone",
    "naissance": "une date de naissance",
    "nom": "un nom de personne",
}
NAMED_SHARE = 0.5
NAMES_AT_LEAST = 2

_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\t"), " ")
_WORTH_A_LOOK = (
    r"@|＠|(?:\p{Nd}[^\p{Nd}]{0,2}){9}|[\s\x{A0}\x{202F}]\p{Lu}|(?i:\bné|\bdd?n\b|naissance)|(?i:\bmm?e )|"
    r"(?i:[(\[] ?(?:at|a|arobase) ?[)\]])"
)
_NIR = re.compile(
    r"(?<!\w)([1-478])S(\d{2})S(\d{2})S(\d{2}|2[ABab])S(\d{3})S(\d{3})S(\d{2})(?!\w)".replace(
        "S", r"[ .\-/]?"
    )
)
_EMAIL = re.compile(
    r"(?<![\w.+'-])[\w.+'-]+ ?(?:@|[(\[] ?(?:at|a|arobase) ?[)\]]) ?"
    r"[\w-]+(?:(?:\.| ?[(\[] ?(?:dot|point) ?[)\]] ?)[\w-]+)+",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w+])(?<!\d[.,/-])(?:\(?(?:\+|00)33\)?[ .\-]?(?:\(0\)[ .\-]?)?|\(?0)[1-9]\)?"
    r"(?:([ .\-/])\d{2}(?:\1\d{2}){3}(?!\1?\d)|\d{8}(?!\d)|\d{2}(?: \d{2}){3}(?! ?\d)|"
    r" \d{2} \d{3} \d{3}(?! ?\d)| \d{4} \d{4}(?! ?\d))(?![.,-]\d|/(?!0[1-9])\d)"
)
_DAY = r"\d{1,2}(?:er)?[ ./-]"
_BORN = re.compile(
    rf"(?<!\w)né(?:e|\(e\)|\.e|·e)?s? (?:le {_DAY}|{_DAY}\d|en (?:[^\W\d_]{{3,9}}\.? )?(?:19|20)\d{{2}})|"
    rf"(?<!\w)(?:ddn|dn|(?:date de )?naissance) ?:? ?(?:le )?{_DAY}",
    re.IGNORECASE,
)
_BIRTH_HEADING = re.compile(
    r"(?:date|jour|annee|mois|lieu|dt)\w{0,4}naiss\w*|ddn|dob|dnaiss\w*|nee?(?:ou)?(?:nee)?le|birth\w*"
)
_NIR_HEADING = re.compile(r"nir|n?ss|nss|\w*secu(?:rite)?(?:sociale)?")
_PHONE_HEADING = re.compile(r"(?:no|num|numero)?(?:de)?(?:tel|telephone|portable|mobile|gsm)\w*")
_PERSON = (
    r"(?:patient|usager|beneficiaire|eleve|resident|jeune|parent|referent|agent|contact|enfant|personne|"
    r"adherent)e?s?"
)
_NAME_HEADING = re.compile(
    rf"prenoms?\w*|noms?(?:et)?prenoms?\w*|nomde(?:famille|naissance)|nom(?:d)?usage|patronyme|identite|nomcomplet|"
    rf"nom(?:du|dela|de|des|d)?(?:l)?{_PERSON}"
)
_INITIALS_HEADING = re.compile(r"initiales?\w*")
_DAYS_OF_BIRTH_HEADING = re.compile(r"naissances?")
_MAYBE_NAME_HEADING = re.compile(rf"noms?|famille|{_PERSON}")


@dataclass(frozen=True)
class ScannedColumn:
    """A column of the file and what its place in our tables says of it.

    Attributes:
        contacts: contact details of an organisation are at home here.
        organisations: holds names of organisations or addresses, which often bear people's names.
        mapped: feeds one of our columns: its heading is ours, whatever it says.
        known: whether a text is a code or label of the list that the column refers to.
    """

    texts: Coded
    heading: str
    contacts: bool = False
    organisations: bool = False
    mapped: bool = False
    known: Callable[[str], bool] = field(default=lambda text: False)


@dataclass(frozen=True)
class Detection:
    """Personal data of one kind in one column: positions of its rows, none of its values."""

    kind: Kind
    position: int
    rows: np.ndarray
    by_heading: bool = False


def scan(columns: Sequence[ScannedColumn]) -> tuple[Detection, ...]:
    """Everything personal in these columns, left to right."""
    named = any(_kind_of_heading(column, _PROMISES) == "nom" for column in columns)
    # Beside a column of first names, a column « Nom » holds surnames, however few they are.
    promises = (*_PROMISES, _SURNAMES) if named else _PROMISES
    # A fast sieve first: most cells hold a number or a code and stop here.
    worth = matching_each([column.texts for column in columns], _WORTH_A_LOOK)
    return tuple(
        found
        for position, (column, looked_at) in enumerate(zip(columns, worth, strict=True))
        for found in _scan_column(position, column, promises, np.flatnonzero(looked_at).tolist())
    )


def holds_personal_data(texts: Iterable[str]) -> bool:
    """Whether any of these texts (headings, titles, notes) speaks of somebody."""
    return any(_kinds(text, names_a_person) for text in texts)


def _scan_column(
    position: int, column: ScannedColumn, promises: tuple[Promise, ...], looked_at: list[int]
) -> Iterable[Detection]:
    by_heading = _kind_of_heading(column, promises)
    if by_heading is not None:
        yield Detection(by_heading, position, np.flatnonzero(~column.texts.empty), by_heading=True)
        return
    found = _kinds_of_texts(column, looked_at)
    for kind in KIND_LABELS:
        chosen = np.zeros(len(column.texts.distinct), dtype=bool)
        chosen[[place for place, kinds in found.items() if kind in kinds]] = True
        if chosen.any():
            yield Detection(kind, position, column.texts.rows(chosen))


def _kinds_of_texts(column: ScannedColumn, looked_at: list[int]) -> dict[int, set[Kind]]:
    """The kinds of personal data in the distinct texts of a column that deserve a look."""
    names = has_titled_name if column.organisations else names_a_person
    ignored: set[Kind] = {"courriel", "telephone"} if column.contacts else set()
    found: dict[int, set[Kind]] = {}
    for place in looked_at:
        text = column.texts.distinct[place]
        if not column.known(text):
            found[place] = _kinds(text, names) - ignored
    return found


def _kinds(text: str, names: Callable[[str], bool]) -> set[Kind]:
    plain = unicodedata.normalize("NFKC", text).translate(_SPACES)
    found: set[Kind] = set()
    if any(map(_has_valid_key, _NIR.findall(plain))):
        found.add("nir")
    if any(mark in plain for mark in "@[(") and _EMAIL.search(plain):
        found.add("courriel")
    if _PHONE.search(plain):
        found.add("telephone")
    if _BORN.search(plain):
        found.add("naissance")
    if names(plain):
        found.add("nom")
    return found


def _has_valid_key(parts: tuple[str, ...]) -> bool:
    """Key of the NIR: 97 minus the remainder of its 13 figures; Corsica's 2A counts as 19 and 2B as 18."""
    month = int(parts[2])
    if not (1 <= month <= 12 or month == 20 or 30 <= month <= 42 or month >= 50):
        return False
    figures = "".join(parts[:-1]).upper().replace("2A", "19").replace("2B", "18")
    return int(parts[-1]) == 97 - int(figures) % 97


def _kind_of_heading(column: ScannedColumn, promises: tuple[Promise, ...]) -> Kind | None:
    """What the heading promises, when the cells under it keep the promise."""
    heading = normalise_heading(column.heading)
    promised = [(kind, keeps) for pattern, kind, keeps in promises if pattern.fullmatch(heading)]
    if not promised or column.mapped:
        return None
    texts = [text for text in column.texts.distinct if not column.known(text)]
    return next((kind for kind, keeps in promised if keeps(texts)), None)


def _with_digits(least: int) -> Callable[[list[str]], bool]:
    return lambda texts: any(sum(map(str.isdigit, text)) >= least for text in texts)


def _with_letters(texts: list[str]) -> bool:
    return any(text[0].isalpha() for text in texts)


def _mostly_people(texts: list[str]) -> bool:
    people = sum(is_first_name(text) or may_be_surname(text) or names_a_person(text) for text in texts)
    return people >= NAMES_AT_LEAST and people >= NAMED_SHARE * len(texts)


# Heading, kind that it promises, and what its cells must hold to keep the promise.
_PROMISES: tuple[Promise, ...] = (
    (_BIRTH_HEADING, "naissance", _with_digits(2)),
    (_NIR_HEADING, "nir", _with_digits(13)),
    (_PHONE_HEADING, "telephone", _with_digits(9)),
    (_DAYS_OF_BIRTH_HEADING, "naissance", _with_digits(6)),
    (_NAME_HEADING, "nom", _with_letters),
    (_INITIALS_HEADING, "nom", _with_letters),
    (_MAYBE_NAME_HEADING, "nom", _mostly_people),
)
_SURNAMES: Promise = (_MAYBE_NAME_HEADING, "nom", _with_letters)
