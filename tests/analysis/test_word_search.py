"""Words typed in a hurry find what they mean, and not the rest."""

from __future__ import annotations

import pytest

from analysis.word_search import wanted_words, words_of, words_said

OFFER = "Matériel stérile, seringues, écoute des proches ; alcool, cocaïne, Œuvre"


@pytest.mark.parametrize(
    "typed", ["ALCOOL", "alcol", "alcolo", "seringe", "serin", "cocaine", "proche", "ecoute", "oeuvre"]
)
def test_un_mot_sans_accent_ni_majuscule_ou_avec_une_faute_est_trouve(typed: str) -> None:
    assert words_said(wanted_words(typed), words_of(OFFER)) == 1


@pytest.mark.parametrize("typed", ["tabac", "alkohl", "roches", "cane", "12"])
def test_un_autre_mot_n_est_pas_trouve(typed: str) -> None:
    assert words_said(wanted_words(typed), words_of(OFFER)) == 0


def test_les_petits_mots_d_une_phrase_ne_comptent_pas() -> None:
    assert wanted_words("Je cherche de l'aide pour mon fils") == ("aide", "fils")
    assert wanted_words("") == ()
    assert wanted_words("pour") == ("pour",)
