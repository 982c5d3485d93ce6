from __future__ import annotations

import pytest

from data.privacy.lexicon import preferred_terms


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("accueil d'un Toxicomane", "Toxicomane"),
        ("deux rechutes ce mois", "rechutes"),
        ("des SDF au square", "SDF"),
        ("seringues souillées ramassées", "seringues souillées"),
        ("point de fixation rue X", "point de fixation"),
        ("abus d'alcool", "abus d'alcool"),
        ("trois perdus de vue", "perdus de vue"),
    ],
)
def test_un_mot_qui_etiquette_est_reconnu(text: str, word: str) -> None:
    assert preferred_terms(text)[0][0] == word


@pytest.mark.parametrize(
    "text", ["usagers de drogues", "stupéfiants", "sdfgh", "reprise de consommation", ""]
)
def test_un_terme_legal_ou_choisi_n_est_pas_releve(text: str) -> None:
    assert preferred_terms(text) == ()


def test_chaque_mot_a_son_remplacement() -> None:
    terms = preferred_terms("un toxicomane sans domicile, un SDF")
    assert dict(terms) == {
        "toxicomane": "personne qui consomme des drogues, personne ayant un trouble de l’usage",
        "SDF": "personne sans domicile",
    }
