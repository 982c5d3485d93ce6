"""Names of people in French text, told from the names of places and organisations.

A person is a title and a name (« Mme Durand »), or a common first name beside a surname. Streets, rooms,
schools and associations bear people's names too: the word before them says so, or the name is a famous one.
The three lists of words are in `words/`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"

_LINKS = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "a", "au", "aux"})
_TITLE = re.compile(
    r"(?<!\w)(?<!\d )(?:M\.|MM\.|Mr\.?|Dr\.?|Mme\.?|Mlle\.?|MME|mme|mlle|MONSIEUR|MADAME|"
    r"[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|[Dd]octeur)[ \u00a0\u202f]+"
    r"(?:(?:de|du|van|von|el|ben|De|Du|Le|La|El|Ben)[ \u00a0\u202f]+(?:[lL]a[ \u00a0\u202f]+)?)?"
    r"([^\W\d_][\w'’-]*)"
)
# « M DURAND » without its point: the name in capitals tells it from a unit.
_BARE_TITLE = re.compile(r"(?<!\w)(?<!\d )M[ \u00a0\u202f]+([A-ZÀ-Ý]{3,}(?:-[A-ZÀ-Ý]+)*)(?!\w)")
_ROLE = re.compile(
    r"(?<!\w)(?:usag(?:er|ère)|patiente?|bénéficiaire|élève|résidente?|jeune|prénommée?|nommée?|"
    r"(?:mère|père|frère|sœur|fils|fille|parents?|famille|compagn(?:on|e)|conjointe?) (?:de|d['’])|"
    r"(?:entretien|rendez-vous|rdv) avec)"
    r"[ \u00a0]*([^\W\d_][\w'’-]+)",
    re.IGNORECASE,
)
# What follows a title without naming anybody: « Mme la Préfète », « M. Le Maire ».
_FUNCTIONS = re.compile(
    r"l[ae]s?|l['’].*|et|ou|en|de|maire|(?:sous-)?pref\w+|(?:vice-)?president\w*|direct\w+|procureure?|rect\w+|"
    r"elue?s?|deputee?|senat\w+|ministre|coordonn\w+|coordinatrice|commissaire|colonel|capitaine|commandant|"
    r"conseill\w+|principale?|proviseure?|chef\w*|deleguee?|responsable|adjointe?|secretaire|inspect\w+|"
    r"tresori\w+|juge|substitut|batonn\w+|generale?"
)
_INITIAL = re.compile(r"[ \u00a0]+[A-ZÀ-Ý]\.(?!\w)")
# « vu avec K. Benali », « K. Benali absent », but neither « B. Permanence » of a list nor « C. A. Nîmes ».
_INITIAL_FIRST = re.compile(
    r"(?:^|(?<!\w)(?:avec|chez|par|pour|rdv|suivie?|vue?|de)[ \u00a0]+)(?!M)([A-ZÀ-Ý])\.[ \u00a0]+"
    r"([A-ZÀ-Ý][^\W\d_]{2,}(?:-[A-ZÀ-Ý][^\W\d_]+)*)(?![\w.])",
    re.MULTILINE,
)
_ELISION = re.compile(r"^[dDlL]['’]")
_LIST_MARKS = frozenset("ABCDEFGHIVX")
_WORD = re.compile(r"[^\W\d_][\w’']*(?:-[^\W\d_][\w’']*)*")


def fold(word: str) -> str:
    """A word in lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def names_a_person(text: str) -> bool:
    """Whether a free text speaks of somebody by name."""
    return (
        has_titled_name(text)
        or _has_role_and_first_name(text)
        or _has_full_name(text)
        or _is_surname_and_first_name(text)
        or _has_first_name_and_initial(text)
        or _has_initial_and_surname(text)
    )


def has_titled_name(text: str) -> bool:
    """Whether a text holds a title and a name: « M. Durand »."""
    return any(
        found[1][0].isupper() and not _FUNCTIONS.fullmatch(fold(found[1]))
        for found in (*_TITLE.finditer(text), *_BARE_TITLE.finditer(text))
    )


def is_first_name(text: str) -> bool:
    """A cell that holds a first name and nothing else: « Karim », « Marie-Claude »."""
    parts = text.replace("-", " ").split()
    return bool(parts) and all(fold(part) in words_of("first_names") for part in parts)


def may_be_surname(text: str) -> bool:
    """A cell that holds one to three capitalised words: what a column of surnames is made of."""
    words = text.split()
    if any(is_place_word(_bare(word)) for word in words):
        return False
    return 0 < len(words) <= 3 and all(_WORD.fullmatch(word) and word[0].isupper() for word in words)


def _has_role_and_first_name(text: str) -> bool:
    return any(
        found[1][0].isupper() and fold(found[1]) in words_of("first_names") for found in _ROLE.finditer(text)
    )


def _has_first_name_and_initial(text: str) -> bool:
    """« Sophie D. », unless the first name is that of a place."""
    words = list(_WORD.finditer(text))
    return any(
        _is_given(word[0]) and _INITIAL.match(text, word.end()) is not None and not _is_place(words, position)
        for position, word in enumerate(words)
    )


def _has_initial_and_surname(text: str) -> bool:
    """« K. Benali », unless it is the name of a place, or the letter one of a list (« A. Accueil »)."""
    words = list(_WORD.finditer(text))
    starts = {word.start(): position for position, word in enumerate(words)}
    return any(
        not (found.start(1) == found.start() and found[1] in _LIST_MARKS)
        and not is_place_word(_bare(found[2]))
        and not _is_famous_surname(found[1], found[2])
        and not _is_place(words, starts[found.start(1)])
        for found in _INITIAL_FIRST.finditer(text)
    )


def _is_famous_surname(initial: str, surname: str) -> bool:
    return any(
        known.startswith(fold(initial)) and known.endswith(f"-{fold(surname)}")
        for known in words_of("eponyms")
    )


def _has_full_name(text: str) -> bool:
    words = list(_WORD.finditer(text))
    return any(_is_full_name(text, words, position) for position in range(len(words) - 1))


def _is_full_name(text: str, words: list[re.Match[str]], position: int) -> bool:
    """Two capitalised words side by side, one of them a first name: « Karim Benali », « BENALI Karim »."""
    first, second = words[position], words[position + 1]
    between = text[first.end() : second.start()]
    if not between.isspace() or not (second[0][0].isupper() and len(second[0]) > 1):
        return False
    if not (_is_given(first[0]) or (first[0].isupper() and _is_given(second[0]))):
        return False
    return not _is_famous(_unelided(first[0]), second[0]) and not _is_place(words, position)


def _is_surname_and_first_name(text: str) -> bool:
    """A text that is a name and nothing else, as registers write it: « Durand Paul », « Le Goff Anne »."""
    *surname, first = text.split() or [""]
    names = [_bare(word) for word in surname if _bare(word) not in _LINKS]
    return (
        0 < len(names) <= len(surname) <= 2
        and all(_WORD.fullmatch(word) and word[0].isupper() for word in (*surname, first))
        and is_first_name(first)
        and not any(word in words_of("ordinary_words") or is_place_word(word) for word in names)
        and not _is_famous(first, surname[-1])
    )


def _is_given(word: str) -> bool:
    """« Karim », « Marie-Claude », « d'Inaya »: a first name with its capital."""
    name = _unelided(word)
    return name[:1].isupper() and fold(name.split("-")[0]) in words_of("first_names")


def _unelided(word: str) -> str:
    return _ELISION.sub("", word)


def _is_famous(first: str, second: str) -> bool:
    return f"{fold(first)}-{fold(second)}" in words_of("eponyms")


def _is_place(words: list[re.Match[str]], position: int) -> bool:
    """The name follows the word of a place (« salle », « rue de la », « collège »), or is one itself."""
    before = [_bare(word[0]) for word in words[: position + 1]]
    name = before.pop()
    while before and before[-1] in _LINKS:
        before.pop()
    nearby = [part for word in before[-2:] for part in (word, *word.split("-"))]
    return any(is_place_word(word) for word in [name, *nearby])


def _bare(word: str) -> str:
    return fold(_unelided(word))


def is_place_word(word: str) -> bool:
    return word in words_of("place_words") or word.removesuffix("s") in words_of("place_words")


@cache
def words_of(name: str) -> frozenset[str]:
    """One of the lists of `words/`: folded words separated by spaces; lines that begin with # are notes."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
