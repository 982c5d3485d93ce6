"""« Où trouver de l'aide ? »: the national lines, the sheets of the directory, what a search finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

import pandas as pd

from analysis.directory_sheet import EVERYONE, OLD, Sheet, sheet
from analysis.national_lines import Line, national_lines
from analysis.outlines import Outline, read_outlines
from analysis.word_search import wanted_words, words_said
from analysis.wording import plural, sentence
from data.codebook import Codebook
from data.declarations import Code

YES, ANY = "oui", "tous"
NEEDS, PRODUCT = "thematiques", "produit"


@dataclass(frozen=True)
class Search:
    """What is looked for; an empty text asks for nothing."""

    words: str = ""
    need: str = ""
    public: str = ""
    district: str = ""
    language: str = ""
    free: str = ""
    open_now: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True)
class Found:
    """The sheets of a search, the most useful first, and how many stayed silent on what was asked."""

    sheets: tuple[Sheet, ...]
    sentence: str
    silent: str


@dataclass(frozen=True)
class Directory:
    """Everything the page shows, and the choices it offers (code to label)."""

    lines: tuple[Line, ...]
    sheets: tuple[Sheet, ...]
    without_need: int
    needs: Mapping[str, str]
    publics: Mapping[str, str]
    districts: Mapping[str, str]
    languages: Mapping[str, str]
    products: frozenset[str]
    outlines: Mapping[str, Outline]

    def found(self, search: Search, now: datetime) -> Found:
        """The places that answer everything asked; failing that, those that say the most of the words."""
        words = wanted_words(search.words)
        kept = [each for each in self.sheets if _matches(each, search)]
        said = {each.code: words_said(words, each.words) for each in kept}
        most = max(said.values(), default=0)
        near = [each for each in kept if said[each.code] == most and (most or not words)]
        sure = [each for each in near if _is_sure(each, search, now)]
        ranked = tuple(sorted(sure, key=lambda each: self._rank(each, search, now)))
        partly = 0 < most < len(words)
        return Found(ranked, count_sentence(len(ranked), search, partly), _silent(near, search))

    def _rank(self, each: Sheet, search: Search, now: datetime) -> tuple[object, ...]:
        """Named by the words first, then in the district, then for an addiction, then open, then fresh."""
        words = wanted_words(search.words)
        return (
            -words_said(words, each.name_words),
            each.distances.get(search.district, 0.0) > 0,
            not search.need and not self.products.intersection(each.needs),
            not is_open(each, now),
            each.freshness == OLD,
            each.name,
        )

    @property
    def without_need_text(self) -> str:
        if not self.without_need:
            return ""
        one, several = (
            "fiche sans besoin indiqué n'est pas montrée",
            "fiches sans besoin indiqué ne sont pas montrées",
        )
        return f"{plural(self.without_need, one, several)}."


def directory(structures: pd.DataFrame, codebook: Codebook, today: date) -> Directory:
    """The directory of the places that are open for good; those that have closed are never shown."""
    outlines = read_outlines(codebook.boundaries)
    districts = _districts(codebook, outlines)
    near = {code: outlines[code] for code in districts}
    alive = structures.loc[~(structures["date_fermeture"] <= pd.Timestamp(today))]
    every = [sheet(row, codebook, near, today) for row in alive.astype(object).to_dict("records")]
    sheets = tuple(each for each in every if each.needs)
    return Directory(
        lines=national_lines(codebook),
        sheets=sheets,
        without_need=len(every) - len(sheets),
        needs=_used(codebook, NEEDS, {need for each in sheets for need in each.needs}),
        publics=_used(codebook, "publics_annuaire", {one for each in sheets for one in each.publics}),
        districts=districts,
        languages={one: one for one in sorted({word for each in sheets for word in each.languages})},
        products=frozenset(
            each.code for each in _codes(codebook, NEEDS) if each.attributes.get("group") == PRODUCT
        ),
        outlines={code: outline for code, outline in outlines.items() if code in codebook.city_territories},
    )


def is_open(each: Sheet | Line, now: datetime) -> bool:
    return each.hours is not None and each.hours.is_open(now)


def count_sentence(count: int, search: Search, partly: bool = False) -> str:
    """« 6 lieux répondent à votre recherche. »"""
    if not count:
        return "Aucun lieu de l'annuaire ne répond à cette recherche."
    if partly:
        some = plural(count, "lieu en dit", "lieux en disent")
        return f"Aucun lieu ne dit tous ces mots\u00a0; {some} une partie."
    if search.is_empty:
        return f"{plural(count, 'lieu peut', 'lieux peuvent')} vous recevoir ou vous répondre."
    return f"{plural(count, 'lieu répond', 'lieux répondent')} à votre recherche."


def _matches(each: Sheet, search: Search) -> bool:
    return (
        (not search.need or search.need in each.needs)
        and (not search.public or each.welcomes(search.public))
        and (not search.district or search.district in each.distances)
        and (not search.language or search.language in each.languages)
    )


def _is_sure(each: Sheet, search: Search, now: datetime) -> bool:
    """Free of charge and open now are promises: a sheet that does not say so is set aside."""
    return (not search.free or each.free is True) and (not search.open_now or is_open(each, now))


def _silent(kept: list[Sheet], search: Search) -> str:
    """How many sheets were set aside because they do not say: the visitor may want them anyway."""
    unsaid = []
    if search.free and (count := sum(each.free is None for each in kept)):
        unsaid.append(f"{plural(count, 'fiche ne dit pas', 'fiches ne disent pas')} si c'est gratuit")
    if search.open_now and (count := sum(each.hours is None for each in kept)):
        unsaid.append(f"{plural(count, 'fiche ne dit pas', 'fiches ne disent pas')} quand c'est ouvert")
    return sentence(" et ".join(unsaid) + "\u00a0: retirez ce choix pour les voir") if unsaid else ""


def _codes(codebook: Codebook, name: str) -> list[Code]:
    """The codes of a list that another city may not have written."""
    return list(codebook.lists[name].codes.values()) if name in codebook.lists else []


def _used(codebook: Codebook, name: str, codes: set[str]) -> dict[str, str]:
    """The codes of a list that some sheet carries, in the order of the list."""
    return {
        each.code: each.label
        for each in _codes(codebook, name)
        if each.code in codes and each.code != EVERYONE
    }


def _districts(codebook: Codebook, outlines: Mapping[str, Outline]) -> dict[str, str]:
    known = codebook.lists["territoires"]
    parts = [code for code in codebook.city_territories[1:] if code in outlines]
    return {code: known.label(code) for code in parts}
