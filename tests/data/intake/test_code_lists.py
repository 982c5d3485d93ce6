from __future__ import annotations

import pandas as pd
import pytest

from data.intake.code_lists import Vocabulary, match, spelling, vocabulary
from tests.data.small_files import around

TOWNS = Vocabulary.of(
    [
        ("01234", "Nîmes", ["la ville"]),
        ("QP001", "Pissevin", []),
        ("01999", "Alès", []),
        ("18", "Dix-huit", ["18-24"]),
    ]
)


def understood(text: str) -> tuple[object, bool, bool]:
    row = match(pd.Index([text], dtype="str"), TOWNS).iloc[0]
    return row["code"], bool(row["repaired"]), bool(row["zeros"])


@pytest.mark.parametrize("text", ["NIMES", "nîmes", " Nîmes", "La  Ville", "ＮＩＭＥＳ", "nimes\u200b"])
def test_un_code_est_reconnu_malgre_la_casse_les_accents_et_les_espaces(text: str) -> None:
    assert understood(text) == ("01234", True, False)


def test_un_code_exact_n_est_pas_une_reparation() -> None:
    assert understood("QP001") == ("QP001", False, False)


def test_un_zero_de_tete_perdu_est_remis_et_dit() -> None:
    assert understood("1234") == ("01234", True, True)


def test_un_zero_de_tete_perdu_par_le_tableur_avec_ses_decimales_est_remis() -> None:
    assert understood("1234.0") == ("01234", True, True)


def test_un_code_inconnu_vient_avec_le_plus_proche() -> None:
    row = match(pd.Index(["Pisevin"], dtype="str"), TOWNS).iloc[0]
    assert row["code"] is None
    assert row["suggestion"] == "QP001"


def test_un_texte_sans_rapport_n_a_pas_de_suggestion() -> None:
    assert match(pd.Index(["zzzzzz"], dtype="str"), TOWNS).iloc[0]["suggestion"] is None


def test_moins_de_18_et_18_et_plus_ne_se_confondent_pas() -> None:
    assert len({spelling("<18"), spelling("18+"), spelling("18")}) == 3


def test_une_ecriture_partagee_par_deux_codes_ne_veut_dire_ni_l_un_ni_l_autre() -> None:
    known = Vocabulary.of([("a", "Un", ["commun"]), ("b", "Deux", ["commun"])])
    assert match(pd.Index(["commun"], dtype="str"), known).iloc[0]["code"] is None


def test_des_lettres_cyrilliques_qui_imitent_les_notres_sont_reconnues() -> None:
    assert understood("Рissevin")[0] == "QP001"


@pytest.mark.parametrize(
    "name", ["mesures", "indicateurs", "engagements", "axes", "structures", "territoires"]
)
def test_chaque_liste_du_catalogue_donne_ses_codes(name: str) -> None:
    known = vocabulary(name, around())
    assert known is not None
    assert known.labels


def test_une_liste_que_le_catalogue_ne_declare_pas_n_est_pas_verifiee() -> None:
    assert vocabulary("inexistante", around()) is None


@pytest.mark.parametrize("code", ["01234", "QP001"])
def test_ce_qu_un_message_conseille_d_ecrire_est_compris(code: str) -> None:
    assert understood(TOWNS.named(code))[0] == code


def test_un_code_suivi_d_un_autre_libelle_n_est_pas_compris() -> None:
    assert understood("QP001 (Nîmes)")[0] is None


@pytest.mark.parametrize(
    ("text", "misspelt"), [("Pisevin", True), ("Quartier Pissevin", True), ("Passion", False)]
)
def test_un_voisin_n_est_pas_une_faute_de_frappe(text: str, misspelt: bool) -> None:
    assert TOWNS.is_misspelt(text, "QP001") is misspelt
