"""Opening hours of the directory: read, said in French, open or closed at a given minute."""

from __future__ import annotations

from datetime import datetime

import pytest

from analysis.opening_hours import opening_hours

TUESDAY = "2026-11-24"


def is_open(written: str, moment: str) -> bool:
    hours = opening_hours(written)
    assert hours is not None
    return hours.is_open(datetime.fromisoformat(moment))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("24/7", "jour et nuit, 7 jours sur 7"),
        ("Mo-Fr 09:00-18:00", "lundi à vendredi, 9\u00a0h à 18\u00a0h"),
        ("Tu,Fr 14:00-17:30", "mardi et vendredi, 14\u00a0h à 17\u00a0h\u00a030"),
        ("Mo-Su 08:00-26:00", "tous les jours, 8\u00a0h à 2\u00a0h"),
        ("Sa 20:00-24:00", "samedi, 20\u00a0h à minuit"),
        (
            "We 13:30-18:00; Sa 09:00-12:00",
            "mercredi, 13\u00a0h\u00a030 à 18\u00a0h\u00a0; samedi, 9\u00a0h à 12\u00a0h",
        ),
    ],
)
def test_les_horaires_se_lisent_en_francais(written: str, said: str) -> None:
    hours = opening_hours(written)
    assert hours is not None
    assert hours.text == said


def test_une_ligne_ouverte_jusqu_a_deux_heures_repond_a_une_heure_du_matin() -> None:
    assert is_open("Mo-Su 08:00-26:00", f"{TUESDAY} 01:59")
    assert not is_open("Mo-Su 08:00-26:00", f"{TUESDAY} 02:00")
    assert is_open("Mo 22:00-02:00", f"{TUESDAY} 01:00")
    assert not is_open("Tu 22:00-02:00", f"{TUESDAY} 01:00")


def test_la_pause_de_midi_est_fermee_et_le_jour_a_part_remplace_la_regle() -> None:
    written = "Mo-Fr 09:00-12:30,13:30-17:30; Tu 13:30-19:00"
    assert is_open(written, "2026-11-23 10:00")
    assert not is_open(written, "2026-11-23 12:30")
    assert not is_open(written, f"{TUESDAY} 10:00")
    assert is_open(written, f"{TUESDAY} 18:59")


def test_un_jour_ferme_et_les_jours_feries_se_comprennent() -> None:
    assert not is_open("Mo-Fr 09:00-18:00; Tu off; PH off", f"{TUESDAY} 10:00")
    assert is_open("Mo-Fr 09:00-18:00; PH off", f"{TUESDAY} 10:00")


UNKNOWN = ["", "sur rendez-vous", "Mo-Fr 9h-18h", "Lu-Ve 09:00-18:00", "Mo 25:00-26:00", "PH off"]


@pytest.mark.parametrize("written", [*UNKNOWN, "Mo-Fr 09:00-12:00,après-midi"])
def test_un_horaire_d_une_autre_forme_ne_dit_ni_ouvert_ni_ferme(written: str) -> None:
    assert opening_hours(written) is None


@pytest.mark.parametrize(
    ("written", "moment", "said"),
    [
        ("Mo-Fr 09:00-12:00,14:00-18:00", "2026-11-24T08:00", "ouvre à 9\u00a0h"),
        ("Mo-Fr 09:00-12:00,14:00-18:00", "2026-11-24T12:30", "ouvre à 14\u00a0h"),
        ("Mo-Fr 09:30-18:00", "2026-11-24T23:00", "ouvre demain à 9\u00a0h\u00a030"),
        ("Mo-Fr 09:00-18:00", "2026-11-28T02:00", "ouvre lundi à 9\u00a0h"),
        ("Tu 14:00-17:00", "2026-11-24T18:00", "ouvre mardi à 14\u00a0h"),
    ],
)
def test_une_porte_fermee_dit_quand_elle_ouvre(written: str, moment: str, said: str) -> None:
    hours = opening_hours(written)
    assert hours is not None
    assert hours.next_opening(datetime.fromisoformat(moment)) == said
