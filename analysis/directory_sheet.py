"""One sheet of the directory: what a place offers, for whom, where, when, and how fresh the sheet is."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.opening_hours import OpeningHours, opening_hours
from analysis.outlines import Outline, Point
from analysis.word_search import words_of
from analysis.wording import date_text, is_missing, sentence
from data.codebook import Codebook
from data.declarations import Code, CodeList

NEAR_IN_METRES = 1000
EVERYONE = "tous"
FICTITIOUS = " (fictif)"
# Oldest age in months of a sheet that deserves each word, the freshest first.
FRESHNESS = ((6, "à jour"), (12, "à revérifier"))
OLD = "ancienne"
# « gratuit-sous-conditions », « gratuit sauf les ateliers », « pas gratuit »: no promise can be made of them.
UNLESS = frozenset(
    {"pas", "non", "sauf", "sous", "hors", "selon", "si", "premier", "premiere", "parfois", "partiellement"}
)
_FRENCH_NUMBER = re.compile(r"0\d{9}")


@dataclass(frozen=True)
class Sheet:
    """What a visitor reads of one place.

    Attributes:
        needs: codes of the needs it answers; `need_labels` are their words.
        publics: codes of the publics it names; empty when it says nothing or welcomes everyone.
        free: whether it says that it is free of charge; None when it says nothing.
        hours: None when they are not written in a form we know; `hours_text` is what to read anyway.
        distances: metres from each district at most `NEAR_IN_METRES` away, 0 inside.
        words: everything it says, folded; `name_words` those of its name.
    """

    code: str
    name: str
    kind: str
    offer: str
    needs: tuple[str, ...]
    need_labels: tuple[str, ...]
    publics: tuple[str, ...]
    public_text: str
    access: str
    fees: str
    free: bool | None
    languages: tuple[str, ...]
    address: str
    phone: str
    email: str
    website: str
    hours: OpeningHours | None
    hours_text: str
    accessibility: str
    verified: date
    freshness: str
    place: Point | None
    distances: Mapping[str, float]
    words: tuple[str, ...]
    name_words: tuple[str, ...]

    @property
    def verified_text(self) -> str:
        """« Fiche vérifiée le 16 juillet 2026 : à jour »."""
        return f"Fiche vérifiée le {date_text(self.verified)}\u00a0: {self.freshness}"

    @property
    def dialled(self) -> str:
        """The phone number as a telephone dials it."""
        return re.sub(r"[^\d+]", "", self.phone)

    def welcomes(self, public: str) -> bool:
        """A sheet that names no public is not left out: who knows whom it would turn away?"""
        return not self.publics or public in self.publics


def sheet(row: Mapping[str, Any], codebook: Codebook, outlines: Mapping[str, Outline], today: date) -> Sheet:
    """The sheet of one row of the table `structures`."""
    said = {name: "" if is_missing(value) else str(value).strip() for name, value in row.items()}
    needs = _listed(said["thematiques"], r"\|")
    place = _place(row)
    hours = opening_hours(said["horaires"])
    kind = codebook.lists["types_structure"].label(said["type"])
    labels = tuple(_need_label(code, _declared_needs(codebook)) for code in needs)
    verified = pd.Timestamp(row["date_maj"]).date()
    return Sheet(
        code=said["structure"],
        name=_name(said["nom"], bool(row["demonstration"])),
        kind=kind,
        offer=said["presentation"],
        needs=needs,
        need_labels=labels,
        publics=publics_named(said["publics"], _publics(codebook)),
        public_text=said["publics"],
        access=". ".join(part for part in (said["acces"], _delay(said["delai"])) if part),
        fees=said["frais"],
        free=_is_free(said["frais"]),
        languages=_listed(said["langues"], ","),
        address=_address(said),
        phone=phone_text(said["telephone"]),
        email=said["courriel"],
        website=said["site_web"],
        hours=hours,
        hours_text=sentence(hours.text) if hours else said["horaires"],
        accessibility=said["accessibilite"],
        verified=verified,
        freshness=freshness(verified, today),
        place=place,
        distances=_distances(place, outlines) if place else {},
        words=words_of(" ".join(_searched(said, kind, needs, labels, codebook))),
        name_words=words_of(said["nom"]),
    )


def freshness(verified: date, today: date) -> str:
    """« à jour » under six months, « à revérifier » under twelve, « ancienne » after."""
    for months, word in FRESHNESS:
        if pd.Timestamp(verified) + pd.DateOffset(months=months) > pd.Timestamp(today):
            return word
    return OLD


def phone_text(written: str) -> str:
    """A French number in pairs, « 04 65 71 02 49 »; any other as it is written."""
    digits = re.sub(r"[\s.\-()]", "", written)
    digits = re.sub(r"^(\+33|0033)0?", "0", digits)
    if not _FRENCH_NUMBER.fullmatch(digits):
        return written
    return " ".join(digits[start : start + 2] for start in range(0, 10, 2))


def publics_named(text: str, publics: Collection[Code]) -> tuple[str, ...]:
    """The publics that a text names by one of their words; none when it welcomes everyone."""
    said = f" {' '.join(words_of(text))} "
    named = [
        code.code
        for code in publics
        if any(f" {' '.join(words_of(word))} " in said for word in code.synonyms)
    ]
    return () if EVERYONE in named else tuple(named)


def _publics(codebook: Codebook) -> Collection[Code]:
    known = codebook.lists.get("publics_annuaire")
    return known.codes.values() if known else ()


def _name(name: str, demonstration: bool) -> str:
    return name if not demonstration or "fictif" in name or "fictive" in name else name + FICTITIOUS


def _listed(text: str, separator: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in re.split(separator, text) if part.strip()))


def _need_label(code: str, needs: CodeList) -> str:
    """The words of a need; a national code that our list lacks, without its hyphens."""
    return needs.label(code) if code in needs.codes else re.sub("-+", " ", code.replace("--", "\u00a0: "))


def _declared_needs(codebook: Codebook) -> CodeList:
    """The needs of the catalogue; none where another city has not written them."""
    return codebook.lists.get("thematiques") or CodeList(name="thematiques", title="Thématiques", codes={})


def _delay(text: str) -> str:
    return f"Délai\u00a0: {text[:1].lower()}{text[1:]}" if text else ""


def _is_free(fees: str) -> bool | None:
    """Whether it costs nothing to anybody; None where nothing is said, or where it depends."""
    words = words_of(fees)
    is_said = any(word.startswith("gratuit") for word in words)
    if not words or (is_said and UNLESS.intersection(words)):
        return None
    return is_said


def _address(said: Mapping[str, str]) -> str:
    town = f"{said['code_postal']} {said['commune']}".strip()
    return ", ".join(part for part in (said["adresse"], said["complement_adresse"], town) if part)


def _place(row: Mapping[str, Any]) -> Point | None:
    longitude, latitude = row["longitude"], row["latitude"]
    return None if is_missing(longitude) or is_missing(latitude) else (float(longitude), float(latitude))


def _distances(place: Point, outlines: Mapping[str, Outline]) -> dict[str, float]:
    far = {code: outline.metres_from(place) for code, outline in outlines.items()}
    return {code: metres for code, metres in far.items() if metres <= NEAR_IN_METRES}


def _searched(
    said: Mapping[str, str], kind: str, needs: Collection[str], labels: Collection[str], codebook: Codebook
) -> list[str]:
    known = _declared_needs(codebook).codes
    answered = [known[need] for need in needs if need in known]
    synonyms = [word for need in answered for word in (*need.synonyms, *need.attributes.get("words", ()))]
    texts = ("nom", "presentation", "publics", "acces", "adresse", "langues", "accessibilite")
    return [*(said[name] for name in texts), kind, *labels, *synonyms]
