"""What a message may repeat of a cell: a name that no list knows is an ordinary word to any program."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pandas as pd
import pytest

from data.command_output import answer_as_text
from data.intake import commit
from data.intake.corrections import corrected_workbook
from data.json_answer import answer_as_json
from data.privacy.quoting import cited, may_be_quoted, may_name_an_organisation
from data.store import Store
from tests.data.small_files import activity, around, everything_said, only, passages, read

NAMES = [
    "Haddad",
    "HADDAD",
    "haddad",
    "Ngu",
    "Ly",
    "Benali",
    "Martin",
    "Garnier",
    "Roux",
    "Le Goff",
    "El Idrissi",
    "Da Silva-Pereira",
    "N'Diaye",
    "O’Brien",
    "Ben Ali Z.",
    "Zyanya Xochitl",
    "HADDADZ",
    "K.B.",
    "B K",
    "Haddad 12",
    "12 Haddad",
    "Haddad 2025",
    "haddad_30",
    "HADDAD-30",
    "KB1987",
    "KB120387",
    "kb-12-03-1987",
    "haddad.y@exemple",
    "Хаддад",
    "李小龍",
    "1 85 05 78 006 084",
    "185057800608400",
    "06 12 34 56 7 8",
    "612345678",
    "Atelier avec Haddad",
    "mars Haddad",
    "Haddad\u200b",
    "Ｈａｄｄａｄ",
]
HARMLESS = [
    "12",
    "1 234,5",
    "12_000",
    "0x1F",
    "T5 2025",
    "2025-13",
    "32/01/2025",
    "12/25/2025",
    "janvier 2025",
    "trimestre 5",
    "bientôt",
    "environ 12",
    "12 dont 3 femmes",
    "QN03099Z",
    "QP030012",
    "SEC-99",
    "9999",
    "#REF!",
    "non transmis",
    "Quartier nord",
]


@pytest.mark.parametrize("text", NAMES)
def test_ce_qui_peut_nommer_quelqu_un_n_est_jamais_recopie(text: str) -> None:
    assert not may_be_quoted(text)
    assert cited(text) == "Ce texte"


@pytest.mark.parametrize("text", HARMLESS)
def test_un_nombre_un_code_ou_des_mots_de_tous_les_jours_sont_recopies(text: str) -> None:
    assert may_be_quoted(text)


def test_une_faute_de_frappe_est_recopiee_un_nom_qui_ressemble_de_loin_ne_l_est_pas() -> None:
    assert may_be_quoted("Les Tileuls", ["lestilleuls"])
    assert not may_be_quoted("Tillier", ["lestilleuls", "tilleuls"])


def test_une_organisation_se_reconnait_a_ses_mots() -> None:
    assert may_name_an_organisation("Les Amis de Bellevue")
    assert may_name_an_organisation("Maison Haddad")
    assert not may_name_an_organisation("Haddad")


@pytest.mark.parametrize(
    "place", ["structure", "territoire", "public", "mesure", "periode", "valeur", "statut"]
)
@pytest.mark.parametrize("name", ["Haddad", "BENALI", "Le Goff", "Haddad 12"])
def test_un_nom_dans_n_importe_quelle_colonne_n_est_ni_montre_ni_ecrit(
    place: str, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    reading = read(_with(place, name))
    texts = [
        reading.report.to_json(),
        answer_as_json(reading),
        answer_as_text(reading),
        caplog.text,
        repr(reading),
        *(question.text for question in reading.questions),
        *(sample for column in reading.columns for sample in column.samples),
        *(unknown.shown for unknown in reading.unknown_codes),
    ]
    assert all(name not in text for text in texts)
    told = [problem for problem in reading.report.problems if problem.line == 3]
    assert told, "the place of the cell is told"


def test_une_faute_de_frappe_garde_son_message_entier() -> None:
    problem = only(read(_with("territoire", "Les Tileuls")), "unknown_code")
    assert problem.value == "Les Tileuls"
    assert "Les Tilleuls" in str(problem.suggestion)


def test_sans_mot_recopie_la_case_et_la_marche_a_suivre_sont_dites() -> None:
    problem = only(read(_with("territoire", "Haddad")), "unknown_code")
    assert (problem.line, problem.letter, problem.value) == (3, "D", None)
    assert problem.message.startswith("Ce texte ne figure pas dans la liste")
    assert "modèle" in problem.message


def test_un_depot_partiel_ne_garde_pas_le_nom_d_une_ligne_refusee(tmp_path: Path) -> None:
    store = Store(tmp_path)
    content = _with("territoire", "Haddad")
    reading = read(content, store=store)
    receipt = commit(reading, store, author="accueil", partial=True, confirmed=True)
    _, kept = store.received(receipt.number)
    assert b"Haddad" not in kept
    assert b"QP004001" in kept
    assert "Haddad" not in everything_said(read(content, store=store))


def test_un_depot_sans_ligne_refusee_garde_ses_octets() -> None:
    content = activity(passages("12"))
    assert read(content).content == content.encode()


def test_le_fichier_rendu_a_son_expediteur_ne_repete_pas_le_nom_dans_ses_remarques() -> None:
    content = _with("territoire", "Haddad")
    reading = read(content)
    remarks = _remarks(corrected_workbook(content.encode(), "fichier.csv", reading, around()))
    assert remarks
    assert all("Haddad" not in remark for remark in remarks)


def _with(place: str, text: str) -> str:
    """A good row, then the same of another month where one cell holds this text."""
    cells = {
        "periode": "2025-02",
        "structure": "accueil_tilleuls",
        "action": "",
        "territoire": "QP004001",
        "public": "",
        "mesure": "passages",
        "valeur": "3",
        "statut": "",
    }
    return activity(passages("12"), ";".join((cells | {place: text}).values()))


def _remarks(workbook: bytes) -> list[str]:
    return pd.read_excel(io.BytesIO(workbook), dtype="str", engine="openpyxl")["Erreur"].dropna().tolist()
