"""Personal data never gets past the door, and is never repeated; look-alikes are let through."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.command_output import reading_as_text
from data.json_answer import answer_as_json
from data.privacy.person_names import names_a_person
from data.privacy.personal_data import holds_personal_data
from tests.data.small_files import activity, causes, column, everything_said, passages, read, workbook

NIR_KEY = 97


def nir(figures: str) -> str:
    """Thirteen figures and their key."""
    number = int(figures.replace("2A", "19").replace("2B", "18"))
    return f"{figures}{NIR_KEY - number % NIR_KEY:02d}"


def spaced(number: str) -> str:
    return " ".join(
        [number[:1], number[1:3], number[3:5], number[5:7], number[7:10], number[10:13], number[13:]]
    )


SECRETS = {
    "nir": nir("1850578006084"),
    "nir avec espaces": spaced(nir("2750130189012")),
    "nir de Corse": nir("185052A006084"),
    "courriel": "karim.b@exemple.fr",
    "téléphone": "06 39 98 12 34",
    "téléphone collé": "0639981234",
    "téléphone international": "+33 6 39 98 12 34",
    "téléphone à points": "Tél.01.99.00.12.34",
    "personne titrée": "vu avec Mme Durand",
    "prénom et nom": "entretien avec Karim Benali hier",
    "nom et prénom": "BENALI Karim absent",
    "usager nommé": "l'usager Karim est revenu",
    "naissance": "née le 12 mars 1985",
    "naissance au genre double": "Né(e) le 12-03-1985",
    "naissance en bref": "DDN : 12/03/1985",
    "naissance au mois": "née en juin 1985",
    "deux téléphones": "06 39 98 12 34/06 39 98 56 78",
    "téléphone en trois groupes": "06 39 983 456",
    "courriel déguisé": "karim.b [at] exemple.fr",
    "titre sans point": "M BENALI absent",
    "nom à particule": "vu Mme Le Goff",
    "nom à particule minuscule": "M. de La Tour absent",
    "prénom et initiale": "suivi de Karim B. repris",
    "parenté": "la mère de Karim a rappelé",
    "nom puis prénom sans capitales": "Durand Paul",
    "nom à particule puis prénom": "Le Goff Anne",
    "prénom du Maghreb": "entretien avec Noureddine Saadi",
    "prénom des Comores": "SAID Attoumani",
    "prénom d'Afrique de l'Ouest": "Souleymane Keita absent",
    "prénom d'Espagne": "rdv Francisco Ruiz",
    "prénom d'enfant": "suivi d'Inaya B.",
    "initiale et nom": "vu avec K. Benali hier",
    "initiale et nom au début": "K. Benali absent",
}


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS.keys())
def test_une_donnee_personnelle_refuse_le_depot_et_n_est_jamais_repetee(secret: str) -> None:
    reading = read(activity(passages("3"), passages("4", "2025-02", secret)))
    assert reading.verdict == "refused"
    assert reading.rows_ok == 0
    assert reading.refused == (3,)
    said = everything_said(reading) + reading_as_text(reading) + answer_as_json(reading)
    assert secret not in said
    assert not any(
        part in said for part in secret.split() if len(part) > 5 and part not in "entretien international"
    )


@pytest.mark.parametrize(
    "text",
    [
        "12345678900012",
        "W302001234",
        "FINESS 300012345",
        "0300123A",
        "01/02/2025 10:30",
        "2025-01-02 10:30:00",
        "salle Jean Moulin",
        "au collège Jules Ferry",
        "rue Pierre Semard",
        "Séance au centre social Émile Jourdan",
        "gymnase Marcel Cerdan",
        "M. le Préfet et Mme la Maire",
        "association Samuel Vincent",
        "IRIS Pissevin Nord",
        "3 000 Euros",
        "1 234 567 890",
        "- séance annulée",
        "Jean Moulin",
        "Albert Schweitzer",
        "lycée Marguerite Long",
        "M. Le Directeur et Mme La Présidente",
        "Mme la Sous-Préfète, M. le Vice-président",
        "projet né en réunion, née de la concertation",
        "12 M EUROS",
        "3 @ 5, voir @annexe",
        "salle Karim B.",
        "Accueil Camille",
        "Atelier Anne",
        "Moulin Jean",
        "lycée Gaston Doumergue",
        "Isaac Newton",
    ],
)
def test_ce_qui_ressemble_seulement_a_une_donnee_personnelle_passe(text: str) -> None:
    assert read(activity(passages("3", comment=text))).verdict == "accepted"


def test_un_numero_dont_la_cle_est_fausse_n_est_pas_un_nir() -> None:
    number = nir("1850578006084")
    wrong = number[:-2] + f"{(int(number[-2:]) % 97) + 1:02d}"
    assert not holds_personal_data([wrong])


@given(st.integers(1, 2), st.integers(0, 99), st.integers(1, 12), st.integers(1, 95), st.integers(1, 999_999))
def test_tout_nir_a_cle_juste_est_reconnu(
    sex: int, year: int, month: int, department: int, rest: int
) -> None:
    assert holds_personal_data([nir(f"{sex}{year:02d}{month:02d}{department:02d}{rest:06d}")])


@given(st.from_regex(r"\A[0-9]{14}\Z"))
def test_aucun_siret_n_est_pris_pour_une_personne(siret: str) -> None:
    assert not holds_personal_data([siret])


def people(*headings: str, rows: tuple[str, ...]) -> str:
    return (
        "\n".join([";".join(["periode", "structure", "territoire", "mesure", "valeur", *headings]), *rows])
        + "\n"
    )


ROW = "2025-01;mediation;04070;passages;3;"


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (("Nom", "Prénom"), ("Benali;Karim", "Durand;Sophie")),
        (("Date de naissance",), ("12/03/1985", "01/01/1990")),
        (("NIR",), ("1850578006084", "2750130189012")),
        (("Téléphone",), ("639981234", "639985678")),
        (("Nom de l'usager",), ("Benali", "Durand")),
        (("Patient",), ("Benali K", "Durand")),
    ],
)
def test_une_colonne_de_personnes_refuse_le_fichier(
    headings: tuple[str, ...], cells: tuple[str, ...]
) -> None:
    rows = (ROW + cells[0], ROW.replace("2025-01", "2025-02") + cells[1])
    reading = read(people(*headings, rows=rows))
    assert reading.verdict == "refused"
    assert not any(cell in everything_said(reading) for row in cells for cell in row.split(";"))


def test_une_colonne_de_nombres_intitulee_usagers_n_est_pas_une_liste_de_personnes() -> None:
    reading = read(people("Usagers", rows=(ROW + "12", ROW.replace("01", "02", 1) + "15")))
    assert reading.verdict == "accepted"


def test_une_colonne_sans_danger_peut_etre_laissee_de_cote_apres_accord() -> None:
    file = people("Courriel", rows=(ROW + "equipe@exemple.fr",))
    refused = read(file)
    assert refused.verdict == "refused"
    assert [question.id for question in refused.questions] == ["drop:Courriel"]
    dropped = read(file, answers={"drop:Courriel"})
    assert (dropped.verdict, dropped.rows_ok) == ("accepted", 1)
    assert "exemple.fr" not in everything_said(dropped)
    assert b"exemple.fr" not in dropped.content


def test_une_liste_de_personnes_ne_devient_pas_sans_danger_en_retirant_les_noms() -> None:
    rows = (ROW + "Benali;12/03/1985",)
    reading = read(
        people("Nom de l'usager", "Date de naissance", rows=rows), answers={"drop:Nom de l'usager"}
    )
    assert (reading.verdict, reading.questions) == ("refused", ())


def test_une_donnee_personnelle_hors_du_tableau_n_est_ni_montree_ni_conservee() -> None:
    file = "Contact : Mme Durand 06 39 98 12 34;;;;\n" + activity(
        passages("3"), headings="periode;structure;action;territoire;public;mesure;valeur;statut;commentaire"
    )
    reading = read(file)
    assert column(reading, "valeur") == [3.0]
    assert "Durand" not in everything_said(reading)
    assert b"Durand" not in reading.content
    assert b"passages" in reading.content


def test_les_autres_feuilles_d_un_classeur_ne_sont_pas_conservees() -> None:
    def fill(book: Any) -> None:
        data, people_sheet = book.add_worksheet("Données"), book.add_worksheet("Équipe")
        for line, row in enumerate(activity(passages("3")).splitlines()):
            data.write_row(line, 0, row.split(";"))
        people_sheet.write_row(0, 0, ["Karim Benali", "06 39 98 12 34"])

    reading = read(workbook(fill), "donnees.xlsx")
    assert reading.rows_ok == 1
    assert b"Benali" not in reading.content
    assert reading.content.startswith(b"\xef\xbb\xbf")


def test_un_titre_qui_nomme_une_personne_est_remplace_par_sa_colonne() -> None:
    file = "periode;structure;territoire;mesure;valeur;Karim Benali\n2025-01;mediation;04070;passages;3;x\n"
    assert "Benali" not in everything_said(read(file))


def test_une_colonne_qui_n_est_pas_lue_n_est_pas_conservee() -> None:
    file = people("Remarques internes", "Zerrouki", rows=(ROW + "voir Kowalczyk;2",))
    reading = read(file)
    assert reading.verdict == "accepted"
    assert reading.rows_ok == 1
    assert b"Kowalczyk" not in reading.content
    assert b"Zerrouki" not in reading.content
    assert read(reading.content).rows.equals(reading.rows)


def test_le_titre_d_une_colonne_laissee_de_cote_n_est_retenu_que_s_il_ne_peut_nommer_personne() -> None:
    file = people("Total général", "Zerrouki", rows=(ROW + "3;2",))
    reading = read(file, mapping={"Total général": "", "Zerrouki": ""})
    assert [habit.read for habit in reading.habits] == ["totalgeneral"]


def test_les_coordonnees_des_structures_sont_admises_dans_l_annuaire() -> None:
    file = (
        "structure;nom;date_maj;telephone;courriel\n"
        "logos;Association Logos;2026-01-05;04 66 00 00 00;contact@exemple.fr\n"
    )
    reading = read(file)
    assert (reading.verdict, reading.table) == ("accepted", "structures")


def test_un_signataire_est_une_fonction_jamais_un_nom() -> None:
    heading = "avis;type;axe;date;signataire;texte\n"
    assert read(heading + "A1;commentaire;sante;2026-01-05;Directrice du CCAS;bien\n").verdict == "accepted"
    assert "personal_nom" in causes(read(heading + "A1;commentaire;sante;2026-01-05;Sophie Durand;bien\n"))


def test_un_code_de_structure_inconnu_qui_nomme_une_personne_n_est_pas_repete() -> None:
    reading = read(activity("2025-01;Karim Benali;;04070;;passages;3"))
    assert "Benali" not in everything_said(reading)
    assert reading.verdict == "refused"


def test_un_message_ne_contient_que_des_lignes_et_des_colonnes() -> None:
    reading = read(activity(passages("4", "2025-02", SECRETS["courriel"])))
    problems = json.loads(answer_as_json(reading))["problems"]
    assert [(each["line"], each["column"], each["value"]) for each in problems] == [(2, "commentaire", None)]


@pytest.mark.parametrize(
    "text", ["Marie Durand", "Jean-Pierre Martin", "MARTIN Zoé", "Martin Zoé", "Dr Benali"]
)
def test_un_nom_de_personne_est_reconnu(text: str) -> None:
    assert names_a_person(text)


def test_une_colonne_d_initiales_porte_sur_des_personnes() -> None:
    file = people("Initiales", rows=(f"{ROW}S.D.", f"{ROW}K.B."))
    assert causes(read(file)) == {"personal_nom"}


def test_une_colonne_de_naissances_ne_porte_sur_des_personnes_que_si_elle_tient_des_jours() -> None:
    assert causes(read(people("Naissance", rows=(f"{ROW}12/03/1985",)))) == {"personal_naissance"}
    assert "personal_naissance" not in causes(read(people("Naissances", rows=(f"{ROW}12",))))


def test_une_colonne_nom_qui_tient_des_lieux_ne_porte_pas_sur_des_personnes() -> None:
    file = people("Nom", rows=(f"{ROW}Relais Sud", f"{ROW}Point Écoute"))
    assert "personal_nom" not in causes(read(file))


@pytest.mark.parametrize(
    "text",
    [
        "salle J. Moulin",
        "rue de J. Dupont",
        "visite de J. Moulin",
        "A. Accueil collectif",
        "CA de C. A. Nîmes",
    ],
)
def test_une_initiale_ne_suffit_pas_a_faire_une_personne(text: str) -> None:
    assert not names_a_person(text)
